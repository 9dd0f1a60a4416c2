package store_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"sentier/internal/account"
	"sentier/internal/course"
	"sentier/internal/forum"
	"sentier/internal/store"
)

// The forum of the benchmark: 100,000 posts, of which 500 in one topic.
const (
	benchTopics  = 10_000
	benchAnswers = 9
	benchLong    = 500
	benchPeople  = 200
	benchWords   = 60 // of a post
)

// BenchmarkForum reads the pages of a forum of 100,000 posts, and writes in it.
func BenchmarkForum(b *testing.B) {
	for _, engine := range engines {
		b.Run(engine.name, func(b *testing.B) {
			s := open(b, engine.database(b))
			people, long := fillForum(b, s)
			reader, n := people[0], 0
			rare, usual := vocabulary(1500), vocabulary(3)+" "+vocabulary(40)
			list := func(search forum.Search) func() error {
				return func() error {
					_, _, err := s.Topics(b.Context(), search, reader)
					return err
				}
			}
			for _, page := range []struct {
				name string
				read func() error
			}{
				{"list of a module", list(forum.Search{Module: "m0"})},
				{"list of a module, page 100", list(forum.Search{Module: "m0", Page: 100})},
				{"list of a lesson", list(forum.Search{Module: "m0", Lesson: "lesson 3"})},
				{"list of all, page 300", list(forum.Search{Page: 300})},
				{"unanswered", list(forum.Search{Unanswered: true})},
				{"followed", list(forum.Search{Followed: reader})},
				{"topic of 500, first page", func() error { _, _, err := s.Posts(b.Context(), "m0", long, 1, reader); return err }},
				{"topic of 500, last page", func() error { _, _, err := s.Posts(b.Context(), "m0", long, 10, reader); return err }},
				{"search, a rare word", list(forum.Search{Module: "m0", Words: rare, Lang: "fr"})},
				{"search, common words", list(forum.Search{Words: usual, Lang: "fr"})},
				{"similar", func() error {
					_, err := s.Similar(b.Context(), "m0", vocabulary(7)+" "+vocabulary(300)+" "+vocabulary(900), "fr")
					return err
				}},
				{"unread", func() error { _, err := s.Unread(b.Context(), reader); return err }},
				{"counts", func() error { _, err := s.TopicCounts(b.Context()); return err }},
				{"feed", func() error { _, err := s.Recent(b.Context(), "m0", "", 30); return err }},
				{"reply", func() error {
					n++
					return s.Reply(b.Context(), forum.Post{Module: "m0", Topic: long, ID: forum.PostID(uuid.NewString()), Author: people[n%len(people)],
						Source: benchText(rand.New(rand.NewPCG(3, uint64(n)))), HTML: "<p></p>", State: forum.Shown, Created: time.Now()})
				}},
			} {
				b.Run(page.name, func(b *testing.B) {
					var took []time.Duration
					for b.Loop() {
						begun := time.Now()
						if err := page.read(); err != nil {
							b.Fatal(err)
						}
						took = append(took, time.Since(begun))
					}
					slices.Sort(took)
					p99 := took[int(math.Ceil(0.99*float64(len(took))))-1]
					b.ReportMetric(float64(p99.Microseconds())/1000, "p99-ms")
				})
			}
		})
	}
}

// vocabulary is the nth word, from the most to the least used.
func vocabulary(n int) string {
	return string([]byte{'b' + byte(n%7), 'a', 'l' + byte(n/7%7), 'i', 'n' + byte(n/49%7), 'o', 'p' + byte(n/343)})
}

func benchText(r *rand.Rand) string {
	words := rand.NewZipf(r, 1.2, 4, 2000)
	var b strings.Builder
	for range benchWords {
		b.WriteString(vocabulary(int(words.Uint64())) + " ")
	}
	return b.String()
}

// fillForum gives the people who wrote, and the long topic.
func fillForum(b *testing.B, s *store.Store) (people []account.ID, long forum.TopicID) {
	b.Helper()
	for range benchPeople {
		id, err := createSomebody(s)
		if err != nil {
			b.Fatal(err)
		}
		people = append(people, id)
	}
	r := rand.New(rand.NewPCG(1, 2))
	at := time.Now().Add(-1000 * 24 * time.Hour)
	const batch = 500
	for from := 0; from < benchTopics; from += batch {
		err := s.Write(b.Context(), func(ctx context.Context, tx store.Tx) error {
			for i := from; i < from+batch; i++ {
				at = at.Add(time.Minute)
				t := forum.Topic{Module: fmt.Sprintf("m%d", i%3), ID: forum.TopicID(uuid.Must(uuid.NewV7()).String()), Category: forum.Question,
					Title: benchText(r)[:40], Lang: "fr", Passage: course.Passage{Lesson: course.LessonID(fmt.Sprintf("lesson %d", i/3%40))},
					Author: people[r.IntN(len(people))], State: forum.Shown, Created: at}
				answers := r.IntN(2*benchAnswers + 1)
				if i == 0 {
					long, answers = t.ID, benchLong-1
				}
				var posts []forum.Post
				for n := range answers + 1 {
					p := forum.Post{Module: t.Module, Topic: t.ID, ID: forum.PostID(t.ID), Author: t.Author, Source: benchText(r), State: forum.Shown,
						Created: at.Add(time.Duration(n) * time.Second)}
					if p.HTML = "<p>" + p.Source + "</p>"; n > 0 {
						p.ID, p.Author = forum.PostID(uuid.Must(uuid.NewV7()).String()), people[r.IntN(len(people))]
					}
					posts = append(posts, p)
				}
				if err := s.KeepTopic(ctx, tx, t, posts); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	for lesson := range 5 {
		if err := s.Follow(b.Context(), people[0], forum.Follow{Module: "m0", Lesson: course.LessonID(fmt.Sprintf("lesson %d", lesson)), Since: at}); err != nil {
			b.Fatal(err)
		}
	}
	return people, long
}
