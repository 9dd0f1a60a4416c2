package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"sentier/internal/account"
)

const (
	maxGroups = 2   // that are written at once
	maxGroup  = 128 // writes of one
)

// errAlone takes a write out of its group: it asks for rows, or did not go well, and is begun again by itself.
var errAlone = errors.New("this write is begun again alone")

// groups commits writes of different learners together on PostgreSQL. What each of them says is sent at once, a
// statement of everyone in one message, and the commit is one for all. Nothing keeps them apart in that transaction,
// so each changes rows of its own learner alone, and of one learner there is never more than one at a time. Where
// anything goes wrong nothing of the group is kept, and each is begun again by itself: see postgres.write.
type groups struct {
	db *sql.DB

	mu      sync.Mutex
	waiting []*member           // in the order in which they came
	busy    map[account.ID]bool // whose writes are in a group
	running int                 // groups
}

// member is a write that is done in a group.
type member struct {
	id   account.ID
	ctx  context.Context
	db   *sql.DB
	do   func(context.Context, tx) error
	asks chan ask // to the group; closed when do has returned
	rows int64    // that it changed
	err  error    // of do, then what became of it: errAlone, or an error for its caller
	left bool     // do has returned
	done chan struct{}
}

// ask is a statement of a member, which waits for its answer.
type ask struct {
	query  string
	args   []any
	answer chan answer
}

type answer struct {
	rows int64
	err  error
}

// write does a write of one learner together with those of others. It gives errAlone where it has to be done alone.
func (g *groups) write(ctx context.Context, id account.ID, do func(context.Context, tx) error) error {
	m := &member{id: id, ctx: ctx, db: g.db, do: do, asks: make(chan ask), done: make(chan struct{})}
	g.mu.Lock()
	g.waiting = append(g.waiting, m)
	start := g.running < maxGroups
	if start {
		g.running++
	}
	g.mu.Unlock()
	if start {
		go g.run()
	}
	select {
	case <-m.done:
		return m.err
	case <-ctx.Done():
		if g.leave(m) {
			return ctx.Err()
		}
	}
	<-m.done // of what has begun, nobody else could say what became of it
	return m.err
}

// leave takes back a write that no group has taken.
func (g *groups) leave(m *member) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	i := slices.Index(g.waiting, m)
	if i >= 0 {
		g.waiting = slices.Delete(g.waiting, i, i+1)
	}
	return i >= 0
}

// run writes group after group while somebody waits.
func (g *groups) run() {
	for {
		group := g.next()
		if len(group) == 0 {
			return
		}
		if err := g.transact(group); err != nil {
			for _, m := range group {
				m.err = err
			}
		}
		g.mu.Lock()
		for _, m := range group {
			delete(g.busy, m.id)
		}
		g.mu.Unlock()
		for _, m := range group {
			close(m.done)
		}
	}
}

// next takes those that wait, one of each learner; none: this run has ended.
func (g *groups) next() []*member {
	g.mu.Lock()
	defer g.mu.Unlock()
	var group, rest []*member
	for _, m := range g.waiting {
		if len(group) == maxGroup || g.busy[m.id] {
			rest = append(rest, m)
			continue
		}
		g.busy[m.id] = true
		group = append(group, m)
	}
	g.waiting = rest
	if len(group) == 0 {
		g.running--
	}
	return group
}

// transact writes a group in one transaction. Its error is that of all; without one, each member has its own.
func (g *groups) transact(group []*member) error {
	ctx, cancel := context.WithTimeout(context.Background(), maxWrite)
	defer cancel()
	conn, err := g.db.Conn(ctx)
	if err != nil {
		return errAlone
	}
	defer conn.Close()
	outcome := errAlone
	err = conn.Raw(func(inner any) error {
		pg := inner.(*stdlib.Conn).Conn()
		outcome = inOne(ctx, pg, group)
		if pg.IsClosed() {
			return driver.ErrBadConn
		}
		return nil
	})
	if err != nil && outcome == nil { // it was committed, and the connection is gone since
		return nil
	}
	return outcome
}

// inOne lets every member speak until all have done so, then commits.
func inOne(ctx context.Context, pg *pgx.Conn, group []*member) error {
	for _, m := range group {
		go func() {
			defer close(m.asks)
			defer func() {
				if p := recover(); p != nil { // it panics again alone, where it belongs
					m.err = errAlone
				}
			}()
			m.err = m.do(context.WithoutCancel(m.ctx), (*memberTx)(m))
		}()
	}
	begun, failed := false, error(nil)
	for {
		asked := listen(group)
		if len(asked) == 0 {
			break
		}
		if failed == nil {
			failed = send(ctx, pg, asked, !begun)
			begun = true
		}
		if failed != nil {
			for _, a := range asked {
				a.answer <- answer{err: failed}
			}
		}
	}
	for _, m := range group {
		if m.err != nil && m.rows > 0 {
			failed = errAlone // it leaves rows behind
		} else if m.err != nil {
			m.err = errAlone
		}
	}
	switch {
	case !begun:
		return nil
	case failed != nil && !pg.IsClosed():
		if _, err := pg.Exec(ctx, "rollback"); err != nil {
			_ = pg.Close(ctx) // a connection that cannot even do that is given to nobody else
		}
		return errAlone
	case failed != nil:
		return errAlone
	}
	if _, err := pg.Exec(ctx, "commit"); err != nil {
		switch {
		case pg.IsClosed():
			return fmt.Errorf("commit: %w while it was committing: %w", errLost, err)
		case givenUp(err):
			return errAlone
		}
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// listen waits until every member that is still speaking has asked, or has nothing more to say.
func listen(group []*member) []asking {
	var asked []asking
	for _, m := range group {
		if m.left {
			continue
		}
		if a, ok := <-m.asks; ok {
			asked = append(asked, asking{m, a})
		} else {
			m.left = true
		}
	}
	return asked
}

type asking struct {
	*member
	ask
}

// send asks the server everything in one message, and hands out the answers. After an error nobody is answered.
func send(ctx context.Context, pg *pgx.Conn, asked []asking, begin bool) (err error) {
	var batch pgx.Batch
	if begin {
		batch.Queue("begin isolation level repeatable read")
	}
	for _, a := range asked {
		batch.Queue(a.query, a.args...)
	}
	results := pg.SendBatch(ctx, &batch)
	answers := make([]answer, len(asked))
	if begin {
		_, err = results.Exec()
	}
	for i := range asked {
		if err != nil {
			break
		}
		tag, failed := results.Exec()
		answers[i].rows, err = tag.RowsAffected(), failed
	}
	if err = errors.Join(err, results.Close()); err != nil {
		return err
	}
	for i, a := range asked {
		a.answer <- answers[i]
	}
	return nil
}

// memberTx is the transaction as a member sees it: it changes, and reads nothing.
type memberTx member

func (m *memberTx) ExecContext(_ context.Context, query string, args ...any) (sql.Result, error) {
	a := ask{query, args, make(chan answer, 1)}
	m.asks <- a
	answer := <-a.answer
	m.rows += answer.rows
	if answer.err != nil {
		return nil, answer.err
	}
	return driver.RowsAffected(answer.rows), nil
}

func (m *memberTx) QueryContext(context.Context, string, ...any) (*sql.Rows, error) {
	return nil, errAlone
}

func (m *memberTx) QueryRowContext(_ context.Context, query string, args ...any) *sql.Row {
	ended, end := context.WithCancel(m.ctx)
	end()
	return m.db.QueryRowContext(ended, query, args...) // a row that holds an error is made nowhere else
}
