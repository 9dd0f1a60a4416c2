package store

import (
	"context"
	"database/sql"
	"errors"

	"sentier/internal/account"
	"sentier/internal/forum"
)

// OneAtATime makes a store commit each write by itself, to compare with. It is called before the first write.
func (s *Store) OneAtATime() {
	switch e := s.engine.(type) {
	case *lite:
		e.writer.most = 1
	case *postgres:
		s.engine = alone{e}
	}
}

// alone has no groups.
type alone struct{ *postgres }

func (a alone) writeOwn(ctx context.Context, _ account.ID, do func(context.Context, tx) error) error {
	return a.write(ctx, do)
}

// What the tests of both engines need of the inside.
type (
	Tx      = tx
	Querier = querier
)

func (s *Store) Write(ctx context.Context, do func(context.Context, Tx) error) error {
	return s.write(ctx, do)
}

func WriteOwn(ctx context.Context, s *Store, id account.ID, do func(context.Context, Tx) error) error {
	return s.writeOwn(ctx, id, do)
}

func (s *Store) Read() Querier { return s.read() }

func (s *Store) Snapshot(ctx context.Context, do func(Querier) error) error {
	return s.snapshot(ctx, do)
}

// StepDown takes the last steps of the schema away, down to the one that is named, as whoever goes back to an older
// program would.
func StepDown(ctx context.Context, config Config, to int64) (err error) {
	var db *sql.DB
	dialect := liteDialect
	if config.postgres() {
		dialect = postgresDialect
		db, err = connect(config.Database, migrateTimeouts)
	} else {
		db, err = sql.Open("sqlite", liteURL(config.Database, setOnly))
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	provider, err := newProvider(db, dialect)
	if err != nil {
		return err
	}
	_, err = provider.DownTo(ctx, to)
	return err
}

// KeepTopic keeps a topic with its posts (the first is its question) within a transaction that keeps many: what
// StartTopic and Reply do, without a commit each.
func (s *Store) KeepTopic(ctx context.Context, tx Tx, t forum.Topic, posts []forum.Post) error {
	if _, err := tx.ExecContext(ctx, insertTopic, t.Module, t.ID, t.Category, t.Title, t.Passage.Lesson, "", "", "", "", t.Lang,
		t.Author, t.State, millis(t.Created)); err != nil {
		return err
	}
	for i, p := range posts {
		title := ""
		if i == 0 {
			title = t.Title
		}
		if err := addPost(ctx, tx, p, millis(p.Created)); err != nil {
			return err
		}
		if err := s.findable(ctx, tx, p, title, t.Lang); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, updateLast, t.Module, t.ID, millis(posts[len(posts)-1].Created)); err != nil {
		return err
	}
	return recount(ctx, tx, t.Module, t.ID)
}
