package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
)

const insertBatch = `
insert into invitation_batch (batch, note, made, ends, revoked, count)
values ($1, $2, $3, $4, 0, $5)`

const insertInvitation = `insert into invitation (hash, batch) values ($1, $2)`

// AddInvitations keeps a batch with the hashes of its invitations. It is a fault.Conflict when there is a batch of
// that id, or one of the hashes.
func (s *Store) AddInvitations(ctx context.Context, b account.Batch, hashes [][]byte) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		if _, err := tx.ExecContext(ctx, insertBatch, b.ID, storable(b.Note), millis(b.Made), millis(b.Ends), len(hashes)); err != nil {
			return fmt.Errorf("insert batch of invitations: %w", err)
		}
		for _, hash := range hashes {
			if _, err := tx.ExecContext(ctx, insertInvitation, hash, b.ID); err != nil {
				return fmt.Errorf("insert invitation: %w", err)
			}
		}
		return nil
	})
}

const selectBatches = `
select batch, note, made, ends, revoked, count,
    (select count(*) from invitation where invitation.batch = invitation_batch.batch)
from invitation_batch
order by made desc, batch`

// InvitationBatches are all batches, the last one first.
func (s *Store) InvitationBatches(ctx context.Context) ([]account.Batch, error) {
	rows, err := s.read().QueryContext(ctx, selectBatches)
	if err != nil {
		return nil, asFault(fmt.Errorf("read batches of invitations: %w", err))
	}
	all, err := collect(rows, "read batches of invitations", func(row scanner) (account.Batch, error) {
		var b account.Batch
		var made, ends, revoked int64
		err := row.Scan(&b.ID, &b.Note, &made, &ends, &revoked, &b.Count, &b.Left)
		b.Made, b.Ends, b.Revoked = moment(made), moment(ends), moment(revoked)
		return b, err
	})
	return all, asFault(err)
}

const revokeBatch = `
update invitation_batch
set revoked = case when revoked = 0 then $2 else revoked end
where batch = $1`

// RevokeInvitations lets nobody else in by a batch. Accounts that were made by it stay. One that is revoked already
// stays so; one that there is not is a fault.NotFound.
func (s *Store) RevokeInvitations(ctx context.Context, batch string, now time.Time) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		n, err := affected(tx.ExecContext(ctx, revokeBatch, storable(batch), millis(now)))
		return missing(n, err, "revoke batch of invitations")
	})
}

const batchOf = `
select invitation_batch.ends, invitation_batch.revoked
from invitation
join invitation_batch on invitation_batch.batch = invitation.batch
where invitation.hash = $1`

const deleteInvitation = `delete from invitation where hash = $1`

// useInvitation takes an invitation away, for the account that the same transaction makes.
func useInvitation(ctx context.Context, tx tx, hash []byte, now time.Time) error {
	var ends, revoked int64
	err := tx.QueryRowContext(ctx, batchOf, hash).Scan(&ends, &revoked)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return fault.New(fault.Invalid, account.InvitationWrong, errors.New("use invitation: there is none of this code"))
	case err != nil:
		return fmt.Errorf("read invitation: %w", err)
	case revoked != 0 || ends <= millis(now):
		return fault.New(fault.Invalid, account.InvitationOver, errors.New("use invitation: its batch is over"))
	}
	if _, err := tx.ExecContext(ctx, deleteInvitation, hash); err != nil {
		return fmt.Errorf("use invitation: %w", err)
	}
	return nil
}
