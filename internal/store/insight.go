package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"sentier/internal/insight"
)

const addViews = `
insert into page_view (day, page, views)
values ($1, $2, $3)
on conflict (day, page) do update set views = page_view.views + excluded.views`

// AddViews adds up how often pages were opened.
func (s *Store) AddViews(ctx context.Context, all []insight.Views) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		for _, v := range all {
			if _, err := tx.ExecContext(ctx, addViews, millis(v.Day), storable(v.Page), int64(v.Count)); err != nil {
				return fmt.Errorf("add views: %w", err)
			}
		}
		return nil
	})
}

// Views is how often each page was opened on each day, from a day on.
func (s *Store) Views(ctx context.Context, from time.Time) ([]insight.Views, error) {
	rows, err := s.read().QueryContext(ctx, `select day, page, views from page_view where day >= $1 order by day, page`, millis(from))
	if err != nil {
		return nil, asFault(fmt.Errorf("read views: %w", err))
	}
	all, err := collect(rows, "read views", func(row scanner) (insight.Views, error) {
		var v insight.Views
		var day int64
		err := row.Scan(&day, &v.Page, &v.Count)
		v.Day = moment(day)
		return v, err
	})
	return all, asFault(err)
}

// PurgeViews forgets the days before one.
func (s *Store) PurgeViews(ctx context.Context, before time.Time) error {
	return s.exec(ctx, "purge views", `delete from page_view where day < $1`, millis(before))
}

const readers = `
select read.module, read.lesson, count(*), count(place.account)
from read
left join place on place.account = read.account and place.module = read.module and place.lesson = read.lesson
group by read.module, read.lesson
having count(*) >= $1`

// Readers is how many people read each lesson and were last seen at it, where there are as many as may be told.
func (s *Store) Readers(ctx context.Context) ([]insight.Lesson, error) {
	rows, err := s.read().QueryContext(ctx, readers, insight.Least)
	if err != nil {
		return nil, asFault(fmt.Errorf("count readers: %w", err))
	}
	all, err := collect(rows, "count readers", func(row scanner) (insight.Lesson, error) {
		var l insight.Lesson
		err := row.Scan(&l.Module, &l.Lesson, &l.People, &l.Stopped)
		return l, err
	})
	return all, asFault(err)
}

const mostMissed = `
select attempt.module, answer.question, count(distinct answer.account),
	count(distinct case when answer.verdict = 'wrong' then answer.account end)
from answer
join attempt on attempt.account = answer.account and attempt.attempt = answer.attempt
where attempt.finished > 0
group by attempt.module, answer.question
having count(distinct case when answer.verdict = 'wrong' then answer.account end) >= $1
order by 4 desc, 1, 2
limit $2`

// MostMissed are the questions of quizzes that most people gave a wrong answer to, where they are as many as may be
// told.
func (s *Store) MostMissed(ctx context.Context, most int) ([]insight.Missed, error) {
	rows, err := s.read().QueryContext(ctx, mostMissed, insight.Least, most)
	if err != nil {
		return nil, asFault(fmt.Errorf("count missed questions: %w", err))
	}
	all, err := collect(rows, "count missed questions", func(row scanner) (insight.Missed, error) {
		var m insight.Missed
		err := row.Scan(&m.Module, &m.Question, &m.People, &m.Wrong)
		return m, err
	})
	return all, asFault(err)
}

const letterQueue = `
select count(case when dead = 0 then 1 end), count(case when dead > 0 then 1 end)
from letter`

// LetterQueue is how many letters wait, and how many were given up.
func (s *Store) LetterQueue(ctx context.Context) (waiting, dead int, err error) {
	err = s.read().QueryRowContext(ctx, letterQueue).Scan(&waiting, &dead)
	return waiting, dead, asFault(wrapped(err, "count letters"))
}

// Size is how many bytes the database takes.
func (s *Store) Size(ctx context.Context) (int64, error) {
	var n sql.NullInt64
	err := s.read().QueryRowContext(ctx, s.sizeQuery()).Scan(&n)
	return n.Int64, asFault(wrapped(err, "measure the database"))
}

func wrapped(err error, doing string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}
