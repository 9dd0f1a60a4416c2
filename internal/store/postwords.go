package store

import (
	"context"
	"fmt"
	"strings"

	"sentier/internal/forum"
	"sentier/internal/lang"
)

// wording is what a post is found by.
type wording struct {
	title, body []string // stems
	words       []string // as written, folded; of both
}

func wordsOf(title, body, tag string) wording {
	var w wording
	add := func(text string, stems *[]string) {
		for word := range lang.Words(tag, text) {
			if folded := lang.Fold(word.Text); folded != "" {
				*stems = append(*stems, lang.Stem(tag, folded))
				w.words = append(w.words, folded)
			}
		}
	}
	add(title, &w.title)
	add(body, &w.body)
	return w
}

const deleteWords = `delete from post_words where module = $1 and topic = $2 and post = $3`

// findable puts what others see of a post into the index, in the place of what was there of it.
func (s *Store) findable(ctx context.Context, tx tx, p forum.Post, title, tag string) error {
	if _, err := tx.ExecContext(ctx, deleteWords, storable(p.Module), storable(string(p.Topic)), storable(string(p.ID))); err != nil {
		return fmt.Errorf("take words out of the index: %w", err)
	}
	if p.State != forum.Shown {
		return nil
	}
	w := wordsOf(storable(title), storable(p.Source), tag)
	if err := s.insertWords(ctx, tx, p, w); err != nil {
		return fmt.Errorf("put words into the index: %w", err)
	}
	return nil
}

const insertLiteWords = `
insert into post_words (module, topic, post, title, body, words)
values ($1, $2, $3, $4, $5, $6)`

func (l *lite) insertWords(ctx context.Context, tx tx, p forum.Post, w wording) error {
	_, err := tx.ExecContext(ctx, insertLiteWords, storable(p.Module), storable(string(p.Topic)), storable(string(p.ID)),
		strings.Join(w.title, " "), strings.Join(w.body, " "), strings.Join(w.words, " "))
	return err
}

const insertPostgresWords = `
insert into post_words (module, topic, post, found)
values ($1, $2, $3, $4::tsvector)`

func (*postgres) insertWords(ctx context.Context, tx tx, p forum.Post, w wording) error {
	var vector strings.Builder
	place := 0
	for _, part := range []struct {
		weight string
		words  []string
	}{{"A", w.title}, {"B", w.body}, {"D", w.words}} {
		for _, word := range part.words {
			place = min(place+1, 16383)
			fmt.Fprintf(&vector, "%s:%d%s ", lexeme(word), place, part.weight)
		}
	}
	_, err := tx.ExecContext(ctx, insertPostgresWords, storable(p.Module), storable(string(p.Topic)), storable(string(p.ID)), vector.String())
	return err
}

// lexeme quotes a word for PostgreSQL, which cuts none over 2 KB and refuses them instead.
func lexeme(word string) string {
	if len(word) > maxLexeme {
		word = strings.ToValidUTF8(word[:maxLexeme], "")
	}
	return "'" + strings.ReplaceAll(strings.ReplaceAll(word, `\`, `\\`), `'`, `''`) + "'"
}

// maxLexeme is how long a word may be, in bytes; nobody looks for longer ones.
const maxLexeme = 200
