package store

import (
	"context"
	"fmt"

	"sentier/internal/account"
	"sentier/internal/voice"
)

const (
	inquiryColumns = `
select i.inquiry, i.key, coalesce(i.writer, ''), coalesce(account.name, ''), i.lang, i.subject, i.place, i.name, i.address, i.stage,
    i.made, i.changed
from inquiry i
left join account on account.account = i.writer`
	inquiryByKey = inquiryColumns + `
where i.key = $1`
	inquiryByID = inquiryColumns + `
where i.inquiry = $1`
	inquiriesBy = inquiryColumns + `
where i.writer = $1
order by i.inquiry`
	inquiryPage = inquiryColumns + `
where i.stage = $1 or $1 = ''
order by i.changed desc, i.inquiry desc
limit $2 offset $3`
	turnsOf = `
select turn, host, words, at
from inquiry_turn
where inquiry = $1
order by at, turn`
)

func scanInquiry(row scanner) (voice.Inquiry, error) {
	var i voice.Inquiry
	var made, changed int64
	err := row.Scan(&i.ID, &i.Key, &i.By, &i.ByName, &i.Lang, &i.Subject, &i.Place, &i.Name, &i.Address, &i.Stage, &made, &changed)
	if err != nil {
		return i, fmt.Errorf("read inquiry: %w", err)
	}
	i.Made, i.Changed = moment(made), moment(changed)
	return i, nil
}

// InquiryByKey is the inquiry of a private link, with its turns.
func (s *Store) InquiryByKey(ctx context.Context, key []byte) (voice.Inquiry, error) {
	return s.inquiry(ctx, inquiryByKey, key)
}

// Inquiry is one of them, with its turns.
func (s *Store) Inquiry(ctx context.Context, id voice.InquiryID) (voice.Inquiry, error) {
	return s.inquiry(ctx, inquiryByID, storable(string(id)))
}

func (s *Store) inquiry(ctx context.Context, query string, by any) (voice.Inquiry, error) {
	i, err := scanInquiry(s.read().QueryRowContext(ctx, query, by))
	if err == nil {
		i.Turns, err = s.turns(ctx, i.ID)
	}
	return i, asFault(err)
}

func (s *Store) turns(ctx context.Context, id voice.InquiryID) ([]voice.Turn, error) {
	rows, err := s.read().QueryContext(ctx, turnsOf, id)
	if err != nil {
		return nil, fmt.Errorf("read what is said in an inquiry: %w", err)
	}
	return collect(rows, "read what is said in an inquiry", func(row scanner) (voice.Turn, error) {
		var t voice.Turn
		var host, at int64
		err := row.Scan(&t.ID, &host, &t.Text, &at)
		t.Host, t.At = host != 0, moment(at)
		return t, err
	})
}

// Inquiries are those that are looked for, the last changed first, voice.InquiryPage on a page, with their turns.
func (s *Store) Inquiries(ctx context.Context, search voice.InquirySearch) ([]voice.Inquiry, error) {
	return s.inquiries(ctx, inquiryPage, storable(string(search.Stage)), voice.InquiryPage, voice.InquiryPage*(max(1, search.Page)-1))
}

// InquiriesOf are those of a learner who wanted the host to know their account, the oldest first, with their turns.
func (s *Store) InquiriesOf(ctx context.Context, id account.ID) ([]voice.Inquiry, error) {
	return s.inquiries(ctx, inquiriesBy, string(id))
}

func (s *Store) inquiries(ctx context.Context, query string, by ...any) ([]voice.Inquiry, error) {
	rows, err := s.read().QueryContext(ctx, query, by...)
	if err != nil {
		return nil, asFault(fmt.Errorf("read inquiries: %w", err))
	}
	all, err := collect(rows, "read inquiries", scanInquiry)
	for i := range all {
		if err == nil {
			all[i].Turns, err = s.turns(ctx, all[i].ID)
		}
	}
	return all, asFault(err)
}

const countInquiries = `
select stage, count(*)
from inquiry
group by stage`

// CountInquiries is how many there are in each stage.
func (s *Store) CountInquiries(ctx context.Context) (map[voice.Stage]int, error) {
	rows, err := s.read().QueryContext(ctx, countInquiries)
	if err != nil {
		return nil, asFault(fmt.Errorf("count inquiries: %w", err))
	}
	counts := map[voice.Stage]int{}
	_, err = collect(rows, "count inquiries", func(row scanner) (voice.Stage, error) {
		var stage voice.Stage
		var n int
		err := row.Scan(&stage, &n)
		counts[stage] = n
		return stage, err
	})
	return counts, asFault(err)
}
