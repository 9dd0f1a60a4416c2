package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/forum"
	"sentier/internal/moderation"
)

const (
	insertReport = `
insert into report (report, post, reporter, ground, text, contact, lang, at, closed, outcome)
values ($1, $2, nullif($3, ''), $4, $5, $6, $7, $8, 0, '')
on conflict do nothing`
	sameReport    = `select count(*) from report where report = $1 and post = $2 and coalesce(reporter, '') = $3`
	reportsLately = `select count(*) from report where reporter = $1 and at > $2`
	reportsOpen   = `select count(*) from report where post = $1 and reporter is null and closed = 0`
)

// TooManyReports is the message of the fault when somebody reports more than a person can read.
const TooManyReports = "report.too_many"

// KnownAlready is the message where a post is reported often enough.
const KnownAlready = "report.known"

// Report keeps what somebody says of a post, once. Past the bounds of a day, or of one post for who is signed out, it is
// a fault.Conflict with a message.
func (s *Store) Report(ctx context.Context, r moderation.Report) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		var n int
		if r.By != "" {
			if err := tx.QueryRowContext(ctx, reportsLately, r.By, millis(r.At.Add(-24*time.Hour))).Scan(&n); err != nil {
				return fmt.Errorf("count reports: %w", err)
			}
			if n >= moderation.ReportsADay {
				return sameOr(ctx, tx, r, fault.New(fault.Conflict, TooManyReports, errors.New("report: they reported enough today")))
			}
		} else {
			if err := tx.QueryRowContext(ctx, reportsOpen, storable(r.Post)).Scan(&n); err != nil {
				return fmt.Errorf("count reports: %w", err)
			}
			if n >= moderation.OpenReports {
				return sameOr(ctx, tx, r, fault.New(fault.Conflict, KnownAlready, errors.New("report: it is reported often enough")))
			}
		}
		n64, err := affected(tx.ExecContext(ctx, insertReport, storable(string(r.ID)), storable(r.Post), r.By, r.Ground,
			storable(r.Text), storable(r.Contact), r.Lang, millis(r.At)))
		if err != nil {
			return fmt.Errorf("insert report: %w", err)
		}
		if n64 == 0 {
			return sameOr(ctx, tx, r, fault.New(fault.Conflict, "", errors.New("report: its id is taken")))
		}
		return nil
	})
}

// sameOr is no error where the same report was kept before.
func sameOr(ctx context.Context, tx tx, r moderation.Report, otherwise error) error {
	var n int
	if err := tx.QueryRowContext(ctx, sameReport, storable(string(r.ID)), storable(r.Post), r.By).Scan(&n); err != nil {
		return fmt.Errorf("read report that is in the way: %w", err)
	}
	if n == 0 {
		return otherwise
	}
	return nil
}

const (
	// What its author deleted is gone, whatever was said of it.
	reportColumns = `
select r.report, r.post, coalesce(r.reporter, ''), coalesce(nullif(account.display, ''), account.name, ''), r.ground, r.text,
    r.contact, r.lang, r.at, r.closed,
    case when r.closed <> 0 or exists (select 1 from post where post.post = r.post and post.state <> 'deleted') then r.outcome else 'gone' end
from report r
left join account on account.account = r.reporter`
	reportByID = reportColumns + `
where r.report = $1`
	reportsOf = reportColumns + `
where r.post = $1
order by r.at desc
limit 100`
	reportsBy = reportColumns + `
where r.reporter = $1
order by r.at desc
limit 100`
)

func scanReport(row scanner) (moderation.Report, error) {
	var r moderation.Report
	var at, closed int64
	err := row.Scan(&r.ID, &r.Post, &r.By, &r.ByName, &r.Ground, &r.Text, &r.Contact, &r.Lang, &at, &closed, &r.Outcome)
	r.At, r.Closed = moment(at), moment(closed)
	return r, err
}

// ReportByID is a report, for whom its link shows what became of it, or a fault.NotFound.
func (s *Store) ReportByID(ctx context.Context, id moderation.ReportID) (moderation.Report, error) {
	r, err := scanReport(s.read().QueryRowContext(ctx, reportByID, storable(string(id))))
	if err != nil {
		return r, asFault(fmt.Errorf("read report: %w", err))
	}
	return r, nil
}

// Reports are what was said of a post, the last first: for those who moderate its module.
func (s *Store) Reports(ctx context.Context, post forum.PostID) ([]moderation.Report, error) {
	return s.reports(ctx, reportsOf, storable(string(post)))
}

// ReportsBy are what somebody reported, the last first.
func (s *Store) ReportsBy(ctx context.Context, id account.ID) ([]moderation.Report, error) {
	return s.reports(ctx, reportsBy, string(id))
}

func (s *Store) reports(ctx context.Context, query, by string) ([]moderation.Report, error) {
	rows, err := s.read().QueryContext(ctx, query, by)
	if err != nil {
		return nil, asFault(fmt.Errorf("read reports: %w", err))
	}
	all, err := collect(rows, "read reports", scanReport)
	return all, asFault(err)
}

const (
	isReported = `
where p.state <> 'deleted' and exists (select 1 from report where report.post = p.post and report.closed = 0) and ` + moderatesPost
	reportedPage = message + isReported + `
order by (select min(report.at) from report where report.post = p.post and report.closed = 0), p.post
limit $2 offset $3`
	countReported = `
select count(*)
from post p` + isReported

	messageByID = message + `
where p.post = $2 and ` + seesPost + ` and ` + seesTopic
)

// ReportedPosts are those that wait for somebody who moderates their module, what was reported first before the rest,
// forum.PostsPage on a page, and how many there are.
func (s *Store) ReportedPosts(ctx context.Context, moderator account.ID, page int) ([]forum.Message, int, error) {
	return s.messages(ctx, countReported, reportedPage, []any{moderator}, page)
}

// Message is a post with its topic, wherever it is now, if the reader may see it; else a fault.NotFound.
func (s *Store) Message(ctx context.Context, id forum.PostID, reader account.ID) (forum.Message, error) {
	m, err := scanMessage(s.read().QueryRowContext(ctx, messageByID, reader, storable(string(id))))
	if err != nil {
		return m, asFault(fmt.Errorf("read post: %w", err))
	}
	return m, nil
}
