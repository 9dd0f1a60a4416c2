package store

import (
	"context"
	"encoding/json"
	"fmt"

	"sentier/internal/account"
	"sentier/internal/badge"
	"sentier/internal/progress"
)

const insertForeignBadge = `
insert into foreign_badge (account, badge, credential, issuer, title, lang, token, issued)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict do nothing`

// Import keeps what a learner did on another site, what it earns here, and the badges that they brought. What is there
// already stays as it is, so that twice is once. It is a fault.NotFound when the learner is gone.
func (s *Store) Import(ctx context.Context, id account.ID, i progress.Imported, badges []badge.Foreign) error {
	return s.writeOwn(ctx, id, func(ctx context.Context, tx tx) error {
		if err := insertReads(ctx, tx, id, i.Reads); err != nil {
			return err
		}
		for _, sitting := range i.Attempts {
			questions, err := json.Marshal(sitting.Attempt.Questions)
			if err != nil {
				return fmt.Errorf("write questions of attempt: %w", err)
			}
			if err := insertSitting(ctx, tx, id, sitting, string(questions)); err != nil {
				return err
			}
		}
		for _, b := range badges {
			_, err := tx.ExecContext(ctx, insertForeignBadge, id, storable(b.ID), storable(b.Credential), storable(b.Issuer),
				storable(b.Title), storable(b.Lang), storable(b.Token), millis(b.Issued))
			if err != nil {
				return fmt.Errorf("insert badge of another site: %w", err)
			}
		}
		return insertEntries(ctx, tx, id, i.Entries)
	})
}

const foreignBadgesOf = `
select badge, credential, issuer, title, lang, token, issued
from foreign_badge
where account = $1
order by issued, badge`

// ForeignBadges are those that a learner brought from other sites, the first one first.
func (s *Store) ForeignBadges(ctx context.Context, id account.ID) ([]badge.Foreign, error) {
	all, err := list(ctx, s.read(), "read badges of other sites", foreignBadgesOf, id, scanForeignBadge)
	return all, asFault(err)
}

func scanForeignBadge(row scanner) (badge.Foreign, error) {
	var b badge.Foreign
	var issued int64
	err := row.Scan(&b.ID, &b.Credential, &b.Issuer, &b.Title, &b.Lang, &b.Token, &issued)
	b.Issued = moment(issued)
	return b, err
}

const deleteForeignBadge = `delete from foreign_badge where account = $1 and badge = $2`

// RemoveForeignBadge forgets a badge that a learner brought, by its ID. One that is not there is no error.
func (s *Store) RemoveForeignBadge(ctx context.Context, id account.ID, b string) error {
	return s.exec(ctx, "remove badge of another site", deleteForeignBadge, id, storable(b))
}

const (
	deleteImportedAnswers = `
delete from answer
where account = $1 and attempt in (select attempt from attempt where account = $1 and imported <> 0)`
	deleteImportedAttempts = `delete from attempt where account = $1 and imported <> 0`
	deleteImportedReads    = `delete from read where account = $1 and imported <> 0`
	deleteEntry            = `delete from ledger where account = $1 and reason = $2 and subject = $3`
)

// RemoveImported forgets everything that a learner brought from other sites, with the lines of the ledger that go with
// it: see progress.Facts.WithoutImported. Twice is once.
func (s *Store) RemoveImported(ctx context.Context, id account.ID, gone []progress.Entry) error {
	return s.writeOwn(ctx, id, func(ctx context.Context, tx tx) error {
		for _, query := range []string{deleteImportedAnswers, deleteImportedAttempts, deleteImportedReads, deleteForeignBadges} {
			if _, err := tx.ExecContext(ctx, query, id); err != nil {
				return fmt.Errorf("remove what was imported: %w", err)
			}
		}
		for _, e := range gone {
			if _, err := tx.ExecContext(ctx, deleteEntry, id, e.Reason, storable(e.Subject)); err != nil {
				return fmt.Errorf("remove lines of the ledger: %w", err)
			}
		}
		return nil
	})
}
