// Package search finds the lessons, glossary entries, people and pages of a snapshot by the words that a reader
// types.
//
// It is an index of documents in memory: SQLite's FTS5 over light stems made in Go (package lang), with the words
// as written beside them for exact matches and prefixes. It forgives case, accents, plurals and an unfinished last
// word. It knows nothing of courses, never returns HTML, never touches the disk or the learners' database, and no
// query whatever is an error to it.
//
// Site builds an index with each snapshot; web asks it; publish closes it once the snapshot has been replaced.
package search

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/google/uuid"
	_ "modernc.org/sqlite" // the engine
)

// The kinds of document that have their own group among the results. Any other word may be a kind too.
const (
	Lesson = "lesson"
	Term   = "term"
	Person = "person"
	Page   = "page"
)

// Doc is something that can be found.
type Doc struct {
	Kind string
	// Lang is the edition that it belongs to: it is found by the readers of that language.
	Lang string
	// Written is the language of its text where that is another one, as in a lesson not translated yet.
	Written string
	Title   string
	Also    []string // other names, worth as much as the title
	// Headings, Summary and Body are plain text. A match counts in that order, after the title.
	Headings, Summary, Body string
	URL                     string
	Context                 []Label // what it is part of
}

// Label is a title, and its language where that is not the edition's. It is not searched.
type Label struct{ Text, Lang string }

func (d *Doc) written() string {
	if d.Written != "" {
		return d.Written
	}
	return d.Lang
}

// ErrClosed is what Search returns after Close.
var ErrClosed = errors.New("search: the index is closed")

// Index finds documents. It may be used by many goroutines at once.
type Index struct {
	docs     []Doc // by edition; the row of a document is its place
	editions map[string]*edition
	titles   map[string][]int // by edition and key

	mu     sync.RWMutex // held by readers; Close waits for them
	closed bool
	base   *base
}

// edition is what one language's readers search.
type edition struct {
	from, to int      // rows
	written  []string // languages of its texts
}

// Build makes the index of these documents, which it keeps: they may not change afterwards.
func Build(ctx context.Context, docs []Doc) (*Index, error) {
	ix := &Index{docs: slices.Clone(docs), editions: map[string]*edition{}, titles: map[string][]int{}}
	slices.SortStableFunc(ix.docs, func(a, b Doc) int { return strings.Compare(a.Lang, b.Lang) })
	for i := range ix.docs {
		d := &ix.docs[i]
		e := ix.editions[d.Lang]
		if e == nil {
			e = &edition{from: i}
			ix.editions[d.Lang] = e
		}
		e.to = i + 1
		if !slices.Contains(e.written, d.written()) {
			e.written = append(e.written, d.written())
		}
		for _, name := range append([]string{d.Title}, d.Also...) {
			if key := stemKey(d.written(), name); key != "" {
				ix.titles[d.Lang+" "+key] = append(ix.titles[d.Lang+" "+key], i)
			}
		}
	}
	var err error
	if ix.base, err = newBase(ctx, ix.docs); err != nil {
		return nil, fmt.Errorf("build the search index: %w", err)
	}
	// Whoever forgets Close, or cannot tell when the last reader is gone, leaks nothing.
	runtime.AddCleanup(ix, func(b *base) { b.close() }, ix.base)
	return ix, nil
}

// Close frees the index once the searches under way have ended. Closing twice is no error. An index that nobody
// holds any more is closed by itself.
func (ix *Index) Close() error {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	ix.closed = true
	return ix.base.close()
}

// base is a private FTS5 table in memory. Its database lives in SQLite's memdb, where each connection reads on its
// own: with a shared cache they would wait for one another. It would vanish with its last connection, so one is
// kept aside.
type base struct {
	db   *sql.DB
	keep *sql.Conn
	find *sql.Stmt
	once sync.Once
	err  error
}

// The columns: stems of the title, of headings and summary, of the body; words as written of the title, of the rest.
const (
	createTable = `create virtual table found using fts5(title, heads, body, title_words, words, content='',
		tokenize='ascii')`
	// What is written is held in memory up to 64 MB, then written at once: one segment, half as large as if merged
	// from many.
	setBuffer  = `insert into found(found, rank) values ('hashsize', 67108864)`
	insertRow  = `insert into found(rowid, title, heads, body, title_words, words) values ($1, $2, $3, $4, $5, $6)`
	optimize   = `insert into found(found) values ('optimize')`
	setRanking = `insert into found(found, rank) values ('rank', 'bm25(10.0, 4.0, 1.0, 6.0, 0.5)')`
	findRows   = `select rowid, rank from found where found match $1 and rowid between $2 and $3
		order by rank limit $4`
)

func newBase(ctx context.Context, docs []Doc) (_ *base, err error) {
	b := &base{}
	if b.db, err = sql.Open("sqlite", "file:/search-"+uuid.NewString()+"?vfs=memdb"); err != nil {
		return nil, err
	}
	readers := runtime.GOMAXPROCS(0)
	b.db.SetMaxOpenConns(readers + 1)
	b.db.SetMaxIdleConns(readers + 1)
	defer func() {
		if err != nil {
			b.close()
		}
	}()
	if b.keep, err = b.db.Conn(ctx); err != nil {
		return nil, err
	}
	if err = b.fill(ctx, docs); err != nil {
		return nil, err
	}
	b.find, err = b.db.PrepareContext(ctx, findRows)
	return b, err
}

// fill writes all rows in one transaction.
func (b *base) fill(ctx context.Context, docs []Doc) error {
	for _, statement := range []string{createTable, setBuffer} {
		if _, err := b.keep.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	tx, err := b.keep.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	insert, err := tx.PrepareContext(ctx, insertRow)
	if err != nil {
		return err
	}
	defer insert.Close()
	keys := keyring{}
	for i := range docs {
		r := keys.row(&docs[i])
		if _, err := insert.ExecContext(ctx, i, r.title, r.heads, r.body, r.titleWords, r.words); err != nil {
			return err
		}
	}
	for _, statement := range []string{optimize, setRanking} {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func (b *base) close() error {
	b.once.Do(func() {
		var errs []error
		if b.find != nil {
			errs = append(errs, b.find.Close())
		}
		if b.keep != nil {
			errs = append(errs, b.keep.Close())
		}
		b.err = errors.Join(append(errs, b.db.Close())...)
	})
	return b.err
}
