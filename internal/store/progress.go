package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"sentier/internal/account"
	"sentier/internal/progress"
)

const readsOf = `
select module, lesson, hash, revision, at, imported
from read
where account = $1
order by at, module, lesson`

const placesOf = `
select module, lesson, heading, at
from place
where account = $1
order by at, module`

const attemptsOf = `
select attempt, module, sequence, lang, revision, seed, questions, retry, started, finished, points, total, passed, imported
from attempt
where account = $1
order by started, attempt`

const entriesOf = `
select reason, subject, module, points, at
from ledger
where account = $1
order by at, reason, subject`

// Facts are everything that is known of what a learner did, as it was at one moment. Of somebody unknown they are
// empty.
func (s *Store) Facts(ctx context.Context, id account.ID) (progress.Facts, error) {
	var facts progress.Facts
	err := s.snapshot(ctx, func(q querier) error {
		var err error
		if facts.Reads, err = list(ctx, q, "read lessons read", readsOf, id, scanRead); err != nil {
			return err
		}
		if facts.Places, err = list(ctx, q, "read places", placesOf, id, scanPlace); err != nil {
			return err
		}
		if facts.Attempts, err = list(ctx, q, "read attempts", attemptsOf, id, scanAttempt); err != nil {
			return err
		}
		facts.Entries, err = list(ctx, q, "read ledger", entriesOf, id, scanEntry)
		return err
	})
	if err != nil {
		return progress.Facts{}, err
	}
	return facts, nil
}

func list[T any](ctx context.Context, q querier, doing, query string, id account.ID, scan func(scanner) (T, error)) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, id)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	return collect(rows, doing, scan)
}

func scanRead(row scanner) (progress.Read, error) {
	var r progress.Read
	var at, imported int64
	err := row.Scan(&r.Module, &r.Lesson, &r.Hash, &r.Revision, &at, &imported)
	r.At, r.Imported = moment(at), imported != 0
	return r, err
}

func scanPlace(row scanner) (progress.Place, error) {
	var p progress.Place
	var at int64
	err := row.Scan(&p.Module, &p.Lesson, &p.Heading, &at)
	p.At = moment(at)
	return p, err
}

func scanEntry(row scanner) (progress.Entry, error) {
	var e progress.Entry
	var at int64
	err := row.Scan(&e.Reason, &e.Subject, &e.Module, &e.Points, &at)
	e.At = moment(at)
	return e, err
}

const insertRead = `
insert into read (account, module, lesson, hash, revision, at, imported)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (account, module, lesson) do update set
    hash = excluded.hash, revision = excluded.revision, imported = 0
where excluded.imported = 0 and excluded.at >= read.at
    and (excluded.hash <> read.hash or excluded.revision <> read.revision or read.imported <> 0)`

// insertReads goes through the lessons in one order, whatever order they came in: two of the same learner at once
// would otherwise each wait for a row of the other.
func insertReads(ctx context.Context, tx tx, id account.ID, reads []progress.Read) error {
	reads = slices.SortedStableFunc(slices.Values(reads), func(a, b progress.Read) int {
		return cmp.Or(cmp.Compare(a.Module, b.Module), cmp.Compare(a.Lesson, b.Lesson))
	})
	for _, r := range reads {
		_, err := tx.ExecContext(ctx, insertRead, id, r.Module, r.Lesson, r.Hash, r.Revision, millis(r.At), flag(r.Imported))
		if err != nil {
			return fmt.Errorf("insert lesson read: %w", err)
		}
	}
	return nil
}

const insertEntry = `
insert into ledger (account, reason, subject, module, points, at)
values ($1, $2, $3, $4, $5, $6)
on conflict do nothing`

// insertEntries adds to the ledger what is not in it, in one order as insertReads does. Nothing else writes there,
// and nothing changes a line; RemoveImported alone takes some back.
func insertEntries(ctx context.Context, tx tx, id account.ID, entries []progress.Entry) error {
	entries = slices.SortedStableFunc(slices.Values(entries), func(a, b progress.Entry) int {
		return cmp.Or(cmp.Compare(a.Reason, b.Reason), cmp.Compare(a.Subject, b.Subject))
	})
	for _, e := range entries {
		_, err := tx.ExecContext(ctx, insertEntry, id, e.Reason, e.Subject, e.Module, e.Points, millis(e.At))
		if err != nil {
			return fmt.Errorf("insert into ledger: %w", err)
		}
	}
	return nil
}

// MarkRead notes that lessons were read and what was earned by it. Twice is once: of a lesson that is read again, the
// first time stands, and the text that was read is the one of now; one that is imported changes nothing. The ledger
// keeps its first line. It is a fault.NotFound when the learner is gone.
func (s *Store) MarkRead(ctx context.Context, id account.ID, reads []progress.Read, entries []progress.Entry) error {
	return s.writeOwn(ctx, id, func(ctx context.Context, tx tx) error {
		if err := insertReads(ctx, tx, id, reads); err != nil {
			return err
		}
		return insertEntries(ctx, tx, id, entries)
	})
}

const setPlace = `
insert into place (account, module, lesson, heading, at)
values ($1, $2, $3, $4, $5)
on conflict (account, module) do update set
    lesson = excluded.lesson, heading = excluded.heading, at = excluded.at
where excluded.at >= place.at`

// SetPlace notes where a learner stopped in a module. An older place, arriving late, changes nothing. It is a
// fault.NotFound when the learner is gone.
func (s *Store) SetPlace(ctx context.Context, id account.ID, place progress.Place) error {
	return s.exec(ctx, "set place", setPlace, id, place.Module, place.Lesson, storable(place.Heading), millis(place.At))
}
