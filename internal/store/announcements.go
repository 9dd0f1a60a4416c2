package store

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"time"

	"sentier/internal/account"
	"sentier/internal/announce"
	"sentier/internal/fault"
)

const (
	upsertAnnouncement = `
insert into announcement (announcement, alert, audience, module, begins, ends, created, changed, withdrawn)
values ($1, $2, $3, $4, $5, $6, $7, $8, 0)
on conflict (announcement) do update set alert = excluded.alert, audience = excluded.audience, module = excluded.module,
	begins = excluded.begins, ends = excluded.ends, changed = excluded.changed`
	deleteAnnouncementTexts = `delete from announcement_text where announcement = $1`
	insertAnnouncementText  = `
insert into announcement_text (announcement, lang, title, body, html)
values ($1, $2, $3, $4, $5)`
)

// KeepAnnouncement keeps an announcement, new or changed; the log says so. Who withdrew it keeps it withdrawn.
func (s *Store) KeepAnnouncement(ctx context.Context, a announce.Announcement, by account.Action) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		// Held until the transaction ends: of two who change the same one, the later has all of its texts.
		if _, err := raise(ctx, tx, announceGeneration); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, upsertAnnouncement, string(a.ID), flag(a.Alert), string(a.Audience), storable(a.Module),
			millis(a.Begins), millis(a.Ends), millis(a.Created), millis(a.Changed))
		if err != nil {
			return fmt.Errorf("keep announcement: %w", err)
		}
		if _, err := tx.ExecContext(ctx, deleteAnnouncementTexts, string(a.ID)); err != nil {
			return fmt.Errorf("replace the texts of an announcement: %w", err)
		}
		for lang, text := range a.Texts {
			_, err := tx.ExecContext(ctx, insertAnnouncementText, string(a.ID), lang, storable(text.Title), storable(text.Body), storable(string(text.HTML)))
			if err != nil {
				return fmt.Errorf("keep the text of an announcement: %w", err)
			}
		}
		return logAction(ctx, tx, by)
	})
}

const withdrawAnnouncement = `
update announcement
set withdrawn = $2
where announcement = $1`

// WithdrawAnnouncement takes an announcement away from its readers, or gives it back where the time is zero; the log
// says so. One that there is not is a fault.NotFound.
func (s *Store) WithdrawAnnouncement(ctx context.Context, id announce.ID, at time.Time, by account.Action) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		if _, err := raise(ctx, tx, announceGeneration); err != nil {
			return err
		}
		n, err := affected(tx.ExecContext(ctx, withdrawAnnouncement, storable(string(id)), millis(at)))
		if err := missing(n, err, "withdraw announcement"); err != nil {
			return err
		}
		return logAction(ctx, tx, by)
	})
}

const (
	announcementColumns = `select announcement, alert, audience, module, begins, ends, created, changed, withdrawn
from announcement
`
	allAnnouncements = announcementColumns + `order by begins desc, announcement desc
limit $1`
	oneAnnouncement  = announcementColumns + `where announcement = $1`
	announcementText = `
select lang, title, body, html
from announcement_text
where announcement = $1`
)

// Announcements are the latest, that which begins last first, with those that are withdrawn or scheduled.
func (s *Store) Announcements(ctx context.Context, most int) ([]announce.Announcement, error) {
	return s.announcements(ctx, allAnnouncements, most)
}

// Announcement is that of an id, or a fault.NotFound.
func (s *Store) Announcement(ctx context.Context, id announce.ID) (announce.Announcement, error) {
	all, err := s.announcements(ctx, oneAnnouncement, storable(string(id)))
	if err != nil {
		return announce.Announcement{}, err
	}
	if len(all) == 0 {
		return announce.Announcement{}, fault.New(fault.NotFound, "", errors.New("read announcement: there is none of this id"))
	}
	return all[0], nil
}

func (s *Store) announcements(ctx context.Context, query string, by any) (all []announce.Announcement, err error) {
	err = s.snapshot(ctx, func(q querier) error {
		rows, err := q.QueryContext(ctx, query, by)
		if err != nil {
			return fmt.Errorf("read announcements: %w", err)
		}
		if all, err = collect(rows, "read announcements", scanAnnouncement); err != nil {
			return err
		}
		for i := range all {
			rows, err := q.QueryContext(ctx, announcementText, string(all[i].ID))
			if err != nil {
				return fmt.Errorf("read the texts of announcements: %w", err)
			}
			all[i].Texts = map[string]announce.Text{}
			if _, err = collect(rows, "read the texts of announcements", func(row scanner) (struct{}, error) {
				var lang, html string
				var text announce.Text
				err := row.Scan(&lang, &text.Title, &text.Body, &html)
				text.HTML = template.HTML(html)
				all[i].Texts[lang] = text
				return struct{}{}, err
			}); err != nil {
				return err
			}
		}
		return nil
	})
	return all, asFault(err)
}

func scanAnnouncement(row scanner) (announce.Announcement, error) {
	var a announce.Announcement
	var alert, begins, ends, created, changed, withdrawn int64
	err := row.Scan(&a.ID, &alert, &a.Audience, &a.Module, &begins, &ends, &created, &changed, &withdrawn)
	a.Alert, a.Begins, a.Ends = alert != 0, moment(begins), moment(ends)
	a.Created, a.Changed, a.Withdrawn = moment(created), moment(changed), moment(withdrawn)
	return a, err
}

const latestAnnouncement = `
select coalesce(max(begins), 0)
from announcement
where withdrawn = 0 and begins <= $1`

// LatestAnnouncement is when the last one began, until a time; zero: none did.
func (s *Store) LatestAnnouncement(ctx context.Context, until time.Time) (time.Time, error) {
	var begins int64
	if err := s.read().QueryRowContext(ctx, latestAnnouncement, millis(until)).Scan(&begins); err != nil {
		return time.Time{}, asFault(fmt.Errorf("read the latest announcement: %w", err))
	}
	return moment(begins), nil
}

const markAnnouncement = `
insert into announcement_read (account, announcement, at)
select account.account, announcement.announcement, $3
from account
join announcement on announcement.announcement = $2
where account.account = $1
on conflict do nothing`

// MarkAnnouncements notes that a member has read announcements. Those that there are not are left out.
func (s *Store) MarkAnnouncements(ctx context.Context, id account.ID, read []announce.ID, at time.Time) error {
	return s.writeOwn(ctx, id, func(ctx context.Context, tx tx) error {
		for _, one := range read {
			if _, err := tx.ExecContext(ctx, markAnnouncement, id, storable(string(one)), millis(at)); err != nil {
				return fmt.Errorf("note that an announcement was read: %w", err)
			}
		}
		return nil
	})
}

const announcementsRead = `
select announcement
from announcement_read
where account = $1
order by announcement`

// ReadAnnouncements are those that a member has read.
func (s *Store) ReadAnnouncements(ctx context.Context, id account.ID) ([]announce.ID, error) {
	rows, err := s.read().QueryContext(ctx, announcementsRead, id)
	if err != nil {
		return nil, asFault(fmt.Errorf("read what announcements were read: %w", err))
	}
	all, err := collect(rows, "read what announcements were read", func(row scanner) (one announce.ID, err error) {
		err = row.Scan(&one)
		return one, err
	})
	return all, asFault(err)
}
