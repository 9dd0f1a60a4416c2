package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/suggestion"
)

const (
	insertSuggestion = `
insert into suggestion (suggestion, key, writer, lang, module, lesson, term, content, path, revision, base, words, credit, why,
    state, answer, patch, done, made, changed)
values ($1, $2, nullif($3, ''), $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'waiting', '', '', '', $15, $15)
on conflict do nothing`
	waitingSuggestions = `select count(*) from suggestion where state = 'waiting'`
)

// AddSuggestion keeps what somebody proposes, once for each key. Where too many wait it is a fault.Invalid.
func (s *Store) AddSuggestion(ctx context.Context, n suggestion.Suggestion) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		var waiting int
		if err := tx.QueryRowContext(ctx, waitingSuggestions).Scan(&waiting); err != nil {
			return fmt.Errorf("count suggestions: %w", err)
		}
		if waiting >= suggestion.MostOpen {
			return fault.New(fault.Invalid, suggestion.Full, errors.New("keep suggestion: too many wait for an answer"))
		}
		_, err := tx.ExecContext(ctx, insertSuggestion, string(n.ID), n.Key, string(n.By), n.Lang, storable(n.Of.Module), storable(string(n.Of.Lesson)),
			storable(n.Of.Term), n.Of.Content, storable(n.Of.Path), n.Of.Revision, storable(n.Base), storable(n.Text), storable(n.Credit),
			storable(n.Why), millis(n.Made))
		if err != nil {
			return fmt.Errorf("keep suggestion: %w", err)
		}
		return nil
	})
}

const (
	suggestionColumns = `
select s.suggestion, s.key, coalesce(s.writer, ''), coalesce(account.name, ''), s.lang, s.module, s.lesson, s.term, s.content, s.path,
    s.revision, s.base, s.words, s.credit, s.why, s.state, s.answer, s.patch, s.done, s.made, s.changed
from suggestion s
left join account on account.account = s.writer`
	suggestionByKey = suggestionColumns + `
where s.key = $1`
	suggestionByID = suggestionColumns + `
where s.suggestion = $1`
	suggestionsBy = suggestionColumns + `
where s.writer = $1
order by s.suggestion`
	// Lists leave the texts where they are.
	suggestionsBefore = `
select s.suggestion, s.key, coalesce(s.writer, ''), coalesce(account.name, ''), s.lang, s.module, s.lesson, s.term, s.content, s.path,
    s.revision, '', '', s.credit, s.why, s.state, s.answer, '', s.done, s.made, s.changed
from suggestion s
left join account on account.account = s.writer
where (s.module = $1 or $1 = '') and (s.state = $2 or $2 = '') and (s.suggestion < $3 or $3 = '')
order by s.suggestion desc
limit $4`
)

func scanSuggestion(row scanner) (suggestion.Suggestion, error) {
	var n suggestion.Suggestion
	var made, changed int64
	err := row.Scan(&n.ID, &n.Key, &n.By, &n.ByName, &n.Lang, &n.Of.Module, &n.Of.Lesson, &n.Of.Term, &n.Of.Content, &n.Of.Path,
		&n.Of.Revision, &n.Base, &n.Text, &n.Credit, &n.Why, &n.State, &n.Answer, &n.Patch, &n.Done, &made, &changed)
	if err != nil {
		return n, fmt.Errorf("read suggestion: %w", err)
	}
	n.Made, n.Changed = moment(made), moment(changed)
	return n, nil
}

// SuggestionByKey is the suggestion of a private link.
func (s *Store) SuggestionByKey(ctx context.Context, key []byte) (suggestion.Suggestion, error) {
	n, err := scanSuggestion(s.read().QueryRowContext(ctx, suggestionByKey, key))
	return n, asFault(err)
}

// Suggestion is one of them.
func (s *Store) Suggestion(ctx context.Context, id suggestion.ID) (suggestion.Suggestion, error) {
	n, err := scanSuggestion(s.read().QueryRowContext(ctx, suggestionByID, storable(string(id))))
	return n, asFault(err)
}

// Suggestions are those that are looked for, the newest first, without their texts; at most suggestion.Page.
func (s *Store) Suggestions(ctx context.Context, search suggestion.Search) ([]suggestion.Suggestion, error) {
	return s.suggestions(ctx, suggestionsBefore, storable(search.Module), storable(string(search.State)), storable(string(search.Before)), suggestion.Page)
}

// SuggestionsOf are those that a learner made while signed in, the oldest first.
func (s *Store) SuggestionsOf(ctx context.Context, id account.ID) ([]suggestion.Suggestion, error) {
	return s.suggestions(ctx, suggestionsBy, string(id))
}

func (s *Store) suggestions(ctx context.Context, query string, by ...any) ([]suggestion.Suggestion, error) {
	return selected(ctx, s, "read suggestions", scanSuggestion, query, by...)
}

const countSuggestions = `
select module, state, count(*)
from suggestion
group by module, state
order by module, state`

// CountSuggestions is how many there are, by module and state.
func (s *Store) CountSuggestions(ctx context.Context) ([]suggestion.Count, error) {
	return selected(ctx, s, "count suggestions", func(row scanner) (c suggestion.Count, err error) {
		err = row.Scan(&c.Module, &c.State, &c.Count)
		return c, err
	}, countSuggestions)
}

const (
	decideSuggestion = `
update suggestion
set state = $2, answer = $3, patch = $4, done = $5, changed = $6
where suggestion = $1 and state = 'waiting'`
	sameDecision    = `select count(*) from action where action = $1 and subject = $2`
	isSuggestion    = `select count(*) from suggestion where suggestion = $1`
	withdrawWaiting = `
update suggestion
set state = 'withdrawn', changed = $2
where key = $1 and state = 'waiting'`
)

// DecideSuggestion says what became of a suggestion that waits; the log says so. The same decision again is no error; of
// one that is decided or withdrawn it is a fault.Conflict, of none a fault.NotFound.
func (s *Store) DecideSuggestion(ctx context.Context, id suggestion.ID, d suggestion.Decision, a account.Action) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		n, err := affected(tx.ExecContext(ctx, decideSuggestion, storable(string(id)), string(d.State), storable(d.Answer), storable(d.Patch),
			string(d.Done), millis(a.At)))
		if err != nil {
			return fmt.Errorf("decide suggestion: %w", err)
		}
		if n > 0 {
			return logAction(ctx, tx, a)
		}
		var same, there int
		if err := tx.QueryRowContext(ctx, sameDecision, a.ID, a.Subject).Scan(&same); err != nil || same > 0 {
			return wrapped(err, "decide suggestion")
		}
		if err := tx.QueryRowContext(ctx, isSuggestion, storable(string(id))).Scan(&there); err != nil {
			return fmt.Errorf("decide suggestion: %w", err)
		}
		if err := missing(int64(there), nil, "decide suggestion"); err != nil {
			return err
		}
		return fault.New(fault.Conflict, "suggest.decided", errors.New("decide suggestion: it waits no more"))
	})
}

// WithdrawSuggestion takes one back that waits. One that waits no more stays as it is.
func (s *Store) WithdrawSuggestion(ctx context.Context, key []byte, at time.Time) error {
	return s.exec(ctx, "withdraw suggestion", withdrawWaiting, key, millis(at))
}

const purgeSuggestions = `
delete from suggestion
where state <> 'waiting' and changed <= $1 or made <= $2`

// PurgeSuggestions forgets those that were decided by a time, and those that were made by another.
func (s *Store) PurgeSuggestions(ctx context.Context, closed, made time.Time) error {
	return s.exec(ctx, "purge suggestions", purgeSuggestions, millis(closed), millis(made))
}
