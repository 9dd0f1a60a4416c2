package store

import (
	"context"
	"fmt"

	"sentier/internal/account"
	"sentier/internal/course"
	"sentier/internal/forum"
)

// The ways to list topics: $1 reads, $2 to $5 are module, lesson, category and person, empty where they do not
// matter. Each is a text of its own, so that each has its index.
const (
	listed = ` and ($4 = '' or t.category = $4)
    and (t.state = 'shown' or t.state <> 'deleted' and (t.author = $1 or ` + moderatesTopic + `))`

	everywhere = `
from topic t
left join account asker on asker.account = t.author
where $2 = '' and $3 = '' and $5 = ''` + listed
	inModule = `
from topic t
left join account asker on asker.account = t.author
where t.module = $2 and $3 = '' and $5 = ''` + listed
	inLesson = `
from topic t
left join account asker on asker.account = t.author
where t.module = $2 and t.lesson = $3 and $5 = ''` + listed
	unanswered = `
from topic t
left join account asker on asker.account = t.author
where t.category = 'question' and t.answered = 0 and t.state = 'shown' and t.solved = ''
    and ($2 = '' or t.module = $2) and ($3 = '' or t.lesson = $3) and $5 = ''` + listed
	followed = `
from topic t
left join account asker on asker.account = t.author
where ($2 = '' or t.module = $2) and ($3 = '' or t.lesson = $3)
    and exists (select 1 from follow where follow.account = $5 and follow.module = t.module
        and (follow.topic = t.topic or follow.topic = '' and follow.lesson in ('', t.lesson)))` + listed
	begunBy = `
from topic t
left join account asker on asker.account = t.author
where t.author = $5 and ($2 = '' or t.module = $2) and ($3 = '' or t.lesson = $3)` + listed

	summary = `
select` + topicColumns + `,
    coalesce((select seen.at from seen where seen.account = $1 and seen.module = t.module and seen.topic = t.topic), t.active) < t.active`
	latest = `
order by t.active desc, t.topic desc
limit $6 offset $7`
	oldest = `
order by t.created, t.topic
limit $6 offset $7`
)

// listing are the texts of a way to list.
func listing(search forum.Search) (page, count string) {
	count = `select count(*)`
	switch {
	case search.Unanswered:
		return summary + unanswered + oldest, count + unanswered
	case search.Followed != "":
		return summary + followed + latest, count + followed
	case search.By != "":
		return summary + begunBy + latest, count + begunBy
	case search.Lesson != "":
		return summary + inLesson + latest, count + inLesson
	case search.Module != "":
		return summary + inModule + latest, count + inModule
	}
	return summary + everywhere + latest, count + everywhere
}

// Topics are those that a search wants, forum.TopicsPage of them, the one last active first (the unanswered: the
// oldest first; with words: the best first), and how many there are. Unread marks are the reader's. Deleted topics are
// in no list; held and hidden ones in that of their author and of moderators. With words, only what everybody sees is
// found, by every word or else by some; Unanswered and Followed do not matter then.
func (s *Store) Topics(ctx context.Context, search forum.Search, reader account.ID) (topics []forum.Summary, total int, err error) {
	if search.Words != "" {
		return s.searched(ctx, search, reader)
	}
	page, count := listing(search)
	person := search.Followed
	if person == "" {
		person = search.By
	}
	if search.Unanswered {
		person = ""
	}
	args := []any{reader, storable(search.Module), storable(string(search.Lesson)), storable(string(search.Category)), storable(string(person))}
	err = s.snapshot(ctx, func(q querier) error {
		if err := q.QueryRowContext(ctx, count, args...).Scan(&total); err != nil {
			return fmt.Errorf("count topics: %w", err)
		}
		rows, err := q.QueryContext(ctx, page, append(args, forum.TopicsPage, (max(search.Page, 1)-1)*forum.TopicsPage)...)
		if err != nil {
			return fmt.Errorf("read topics: %w", err)
		}
		topics, err = collect(rows, "read topics", scanSummary)
		return err
	})
	return topics, total, err
}

func scanSummary(row scanner) (forum.Summary, error) {
	var s forum.Summary
	var err error
	s.Topic, err = scanTopic(row, &s.Unread)
	return s, err
}

const topicCounts = `
select module, lesson, count(*)
from topic
where state = 'shown' and lesson <> ''
group by module, lesson`

// TopicCounts are how many topics everybody sees about each lesson, by module. The generation "forum" grows whenever
// one of them changes.
func (s *Store) TopicCounts(ctx context.Context) (map[string]map[course.LessonID]int, error) {
	rows, err := s.read().QueryContext(ctx, topicCounts)
	if err != nil {
		return nil, asFault(fmt.Errorf("count topics: %w", err))
	}
	counts := map[string]map[course.LessonID]int{}
	_, err = collect(rows, "count topics", func(row scanner) (struct{}, error) {
		var module string
		var lesson course.LessonID
		var n int
		err := row.Scan(&module, &lesson, &n)
		if counts[module] == nil {
			counts[module] = map[course.LessonID]int{}
		}
		counts[module][lesson] = n
		return struct{}{}, err
	})
	return counts, asFault(err)
}
