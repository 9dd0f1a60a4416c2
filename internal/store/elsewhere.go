package store

import (
	"context"
	"fmt"

	"sentier/internal/elsewhere"
)

const elsewheres = `
select address, asked, answered, trouble, body
from elsewhere
order by address`

// Elsewhere is what other machines answered.
func (s *Store) Elsewhere(ctx context.Context) ([]elsewhere.Answer, error) {
	rows, err := s.read().QueryContext(ctx, elsewheres)
	if err != nil {
		return nil, asFault(fmt.Errorf("read answers: %w", err))
	}
	all, err := collect(rows, "read answers", func(row scanner) (elsewhere.Answer, error) {
		var a elsewhere.Answer
		var asked, answered int64
		err := row.Scan(&a.Address, &asked, &answered, &a.Trouble, &a.Body)
		a.Asked, a.Answered = moment(asked), moment(answered)
		return a, err
	})
	return all, asFault(err)
}

const (
	upsertElsewhere = `
insert into elsewhere (address, asked, answered, trouble, body)
values ($1, $2, $3, $4, $5)
on conflict (address) do update set asked = excluded.asked, answered = excluded.answered, trouble = excluded.trouble, body = excluded.body`
	deleteElsewhere = `delete from elsewhere where address = $1`
)

// KeepElsewhere keeps what a machine answered, in the place of what it answered before. The generation "elsewhere" grows.
func (s *Store) KeepElsewhere(ctx context.Context, a elsewhere.Answer) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		if _, err := raise(ctx, tx, elsewhereGeneration); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, upsertElsewhere, storable(a.Address), millis(a.Asked), millis(a.Answered), string(a.Trouble), storable(a.Body))
		if err != nil {
			return fmt.Errorf("keep an answer: %w", err)
		}
		return nil
	})
}

// ForgetElsewhere forgets a machine that the host names no more.
func (s *Store) ForgetElsewhere(ctx context.Context, address string) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		if _, err := raise(ctx, tx, elsewhereGeneration); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, deleteElsewhere, storable(address)); err != nil {
			return fmt.Errorf("forget an answer: %w", err)
		}
		return nil
	})
}
