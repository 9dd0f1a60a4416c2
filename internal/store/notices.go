package store

import (
	"context"
	"fmt"

	"sentier/internal/account"
)

const (
	insertNotice = `
insert into notice (account, notice, kind, reason, at)
values ($1, $2, $3, $4, $5)
on conflict do nothing`
	deleteNotice  = `delete from notice where account = $1 and notice = $2`
	deleteNotices = `delete from notice where account = $1`
)

// Notify lets somebody know, at their next visit and by the letters, what one of the team did to their account; the log
// says so, too. The same notice again is no error, and sends no letter.
func (s *Store) Notify(ctx context.Context, id account.ID, n account.Notice, a account.Action, letters ...account.Letter) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		var there int
		err := tx.QueryRowContext(ctx, `select count(*) from account where account = $1`, id).Scan(&there)
		if err := missing(int64(there), err, "tell somebody"); err != nil {
			return err
		}
		added, err := affected(tx.ExecContext(ctx, insertNotice, id, n.ID, storable(n.Kind), storable(n.Reason), millis(n.At)))
		if err != nil {
			return fmt.Errorf("tell somebody: %w", err)
		}
		if added == 0 {
			return nil
		}
		if err := enqueue(ctx, tx, id, letters...); err != nil {
			return err
		}
		return logAction(ctx, tx, a)
	})
}

const noticesOf = `
select notice, kind, reason, at
from notice
where account = $1
order by at desc, notice desc`

// Notices are what somebody is told, the newest first.
func (s *Store) Notices(ctx context.Context, id account.ID) ([]account.Notice, error) {
	rows, err := s.read().QueryContext(ctx, noticesOf, id)
	if err != nil {
		return nil, asFault(fmt.Errorf("read notices: %w", err))
	}
	all, err := collect(rows, "read notices", func(row scanner) (account.Notice, error) {
		var n account.Notice
		var at int64
		err := row.Scan(&n.ID, &n.Kind, &n.Reason, &at)
		n.At = moment(at)
		return n, err
	})
	return all, asFault(err)
}

// Understood takes a notice away that somebody has read. One that is gone is no error.
func (s *Store) Understood(ctx context.Context, id account.ID, notice string) error {
	return s.exec(ctx, "take a notice away", deleteNotice, string(id), storable(notice))
}
