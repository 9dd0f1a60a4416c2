package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"sentier/internal/account"
)

// The generations that the methods here raise. A node reads them with Generation, every second, and reads anew what
// has changed.
const (
	sessionsGeneration  = "sessions"      // a session was ended: see Revoked
	keysGeneration      = "keys"          // a key was added or retired: see Keys
	badgesGeneration    = "badges"        // a badge was revoked: see RevokedPositions
	accountsGeneration  = "accounts"      // an account was made where they are counted: see admit
	rolesGeneration     = "roles"         // a role was taken away: see TakeRole
	settingsGeneration  = "settings"      // a setting was changed: see Settings
	forumGeneration     = "forum"         // a number of topics changed: see TopicCounts
	announceGeneration  = "announcements" // one was kept or withdrawn: see Announcements
	elsewhereGeneration = "elsewhere"     // another machine was asked: see Elsewhere
	sourcesGeneration   = "sources"       // a forge said that there is something new: see HintSources
)

const insertSession = `
insert into session (account, session, device, shared, created, seen, ends)
select account, $2, $3, $4, $5, $6, $7
from account
where account = $1 and not exists (select 1 from revoked where session = $2)
on conflict do nothing`

// AddSession notes that a learner signed in, and came. The same session again is no error. One that was ended is not
// taken up again: that is a fault.NotFound, as is a session of nobody.
func (s *Store) AddSession(ctx context.Context, session account.Session) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		return addSession(ctx, tx, session)
	})
}

func addSession(ctx context.Context, tx tx, session account.Session) error {
	n, err := affected(tx.ExecContext(ctx, insertSession, session.Account, session.ID, storable(session.Device),
		flag(session.Shared), millis(session.Created), millis(session.Seen), millis(session.Ends)))
	if err != nil {
		return fmt.Errorf("insert session: %w", err)
	}
	if n > 0 {
		return seen(ctx, tx, session)
	}
	var there int
	err = tx.QueryRowContext(ctx, sessionIsThere, session.Account, session.ID).Scan(&there)
	return missing(int64(there), err, "insert session")
}

const sessionIsThere = `
select count(*)
from session
where account = $1 and session = $2`

const accountSeen = `
update account
set seen = $2
where account = $1 and seen < $2`

// seen notes the day on which a session says that its learner came.
func seen(ctx context.Context, tx tx, session account.Session) error {
	if _, err := tx.ExecContext(ctx, accountSeen, session.Account, millis(session.Seen)); err != nil {
		return fmt.Errorf("note the visit of an account: %w", err)
	}
	return nil
}

const renewSession = `
update session
set seen = $3, ends = $4
where account = $1 and session = $2 and ends < $4`

// RenewSession moves the end of a session, whose learner came: to be called before its token is issued anew, because
// the end of a session is what tells how long a revoked one must be refused. Of the session, Account, ID, Seen and Ends
// are read. A session that has ended is a fault.NotFound, and no token may be issued for it; an end that is later
// already stays.
func (s *Store) RenewSession(ctx context.Context, session account.Session) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		n, err := affected(tx.ExecContext(ctx, renewSession, session.Account, session.ID, millis(session.Seen),
			millis(session.Ends)))
		if err != nil {
			return fmt.Errorf("renew session: %w", err)
		}
		if n > 0 {
			return seen(ctx, tx, session)
		}
		var there int
		err = tx.QueryRowContext(ctx, sessionIsThere, session.Account, session.ID).Scan(&there)
		return missing(int64(there), err, "renew session")
	})
}

const sessionsOf = `
select session, device, shared, created, seen, ends
from session
where account = $1 and ends > $2
order by seen desc, created desc, session`

// Sessions are those of a learner that have not ended, the last seen first.
func (s *Store) Sessions(ctx context.Context, id account.ID) ([]account.Session, error) {
	rows, err := s.read().QueryContext(ctx, sessionsOf, id, millis(s.now()))
	if err != nil {
		return nil, asFault(fmt.Errorf("read sessions: %w", err))
	}
	all, err := collect(rows, "read sessions", func(row scanner) (account.Session, error) {
		session := account.Session{Account: id}
		var shared, created, seen, ends int64
		err := row.Scan(&session.ID, &session.Device, &shared, &created, &seen, &ends)
		session.Shared, session.Created, session.Seen, session.Ends = shared != 0, moment(created), moment(seen), moment(ends)
		return session, err
	})
	return all, asFault(err)
}

// Rows are deleted first and written down as revoked after, so that the end is the last one that was given.
const (
	deleteSession     = `delete from session where account = $1 and session = $2 returning session, ends`
	deleteSessionsBut = `delete from session where account = $1 and session <> $2 returning session, ends`
	insertRevoked     = `insert into revoked (session, generation, ends) values ($1, $2, $3) on conflict do nothing`
)

// RevokeSession ends a session of a learner, on every node within a second. Another's is a fault.NotFound; one that
// the learner ended before is so too.
func (s *Store) RevokeSession(ctx context.Context, id account.ID, session account.SessionID) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		var there int
		err := tx.QueryRowContext(ctx, sessionIsThere, id, storable(string(session))).Scan(&there)
		if err := missing(int64(there), err, "revoke session"); err != nil {
			return err
		}
		return endSessions(ctx, tx, deleteSession, id, session)
	})
}

// RevokeSessions ends every session of a learner but keep, which may be empty.
func (s *Store) RevokeSessions(ctx context.Context, id account.ID, keep account.SessionID) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		return endSessions(ctx, tx, deleteSessionsBut, id, keep)
	})
}

// endSessions deletes the sessions that query says and gives them a generation of their own. The generation is
// raised first: its row is held until the transaction ends, so that generations are seen in their order.
func endSessions(ctx context.Context, tx tx, query string, id account.ID, session account.SessionID) error {
	generation, err := raise(ctx, tx, sessionsGeneration)
	if err != nil {
		return err
	}
	type ended struct {
		session account.SessionID
		ends    int64
	}
	rows, err := tx.QueryContext(ctx, query, id, session)
	if err != nil {
		return fmt.Errorf("delete sessions: %w", err)
	}
	all, err := collect(rows, "delete sessions", func(row scanner) (ended, error) {
		var e ended
		err := row.Scan(&e.session, &e.ends)
		return e, err
	})
	if err != nil {
		return err
	}
	for _, e := range all {
		if _, err := tx.ExecContext(ctx, insertRevoked, e.session, generation, e.ends); err != nil {
			return fmt.Errorf("insert revoked session: %w", err)
		}
	}
	return nil
}

const revokedSince = `
select session
from revoked
where generation > $1 and ends > $2
order by generation, session`

// Revoked are the sessions that were ended after a generation (0: ever) and whose tokens are not over, with the
// generation to ask from the next time.
func (s *Store) Revoked(ctx context.Context, since int64) (ids []account.SessionID, generation int64, err error) {
	err = s.snapshot(ctx, func(q querier) error {
		var err error
		if generation, err = readGeneration(ctx, q, sessionsGeneration); err != nil {
			return err
		}
		if generation == since {
			return nil
		}
		rows, err := q.QueryContext(ctx, revokedSince, since, millis(s.now()))
		if err != nil {
			return fmt.Errorf("read revoked sessions: %w", err)
		}
		ids, err = collect(rows, "read revoked sessions", func(row scanner) (id account.SessionID, err error) {
			err = row.Scan(&id)
			return id, err
		})
		return err
	})
	return ids, generation, err
}

const raiseGeneration = `
insert into generation (name, value)
values ($1, 1)
on conflict (name) do update set value = generation.value + 1
returning value`

func raise(ctx context.Context, tx tx, name string) (int64, error) {
	var value int64
	if err := tx.QueryRowContext(ctx, raiseGeneration, name).Scan(&value); err != nil {
		return 0, fmt.Errorf("raise generation %q: %w", name, err)
	}
	return value, nil
}

const generationOf = `select value from generation where name = $1`

// Generation is a number that grows whenever what it names has changed: "sessions" (one was ended), "keys" (one was
// added or retired) or "badges" (one was revoked). It is 0 when nothing ever has.
func (s *Store) Generation(ctx context.Context, name string) (int64, error) {
	value, err := readGeneration(ctx, s.read(), name)
	if err != nil {
		return 0, asFault(fmt.Errorf("read generation: %w", err))
	}
	return value, nil
}

func readGeneration(ctx context.Context, q querier, name string) (int64, error) {
	var value int64
	err := q.QueryRowContext(ctx, generationOf, name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read generation %q: %w", name, err)
	}
	return value, nil
}

const (
	purgeSessions = `delete from session where ends <= $1`
	purgeRevoked  = `delete from revoked where ends <= $1`
)

// PurgeSessions forgets the sessions whose time is over, revoked or not: their tokens are refused by their own date.
func (s *Store) PurgeSessions(ctx context.Context, now time.Time) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		for _, query := range []string{purgeSessions, purgeRevoked} {
			if _, err := tx.ExecContext(ctx, query, millis(now)); err != nil {
				return fmt.Errorf("purge sessions: %w", err)
			}
		}
		return nil
	})
}
