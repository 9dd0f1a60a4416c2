package storetest

import (
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/forum"
	"sentier/internal/store"
)

// topicBy is a topic of somebody, about a lesson of a module, with its first post.
func topicBy(author account.ID, module string) (forum.Topic, forum.Post) {
	t := forum.Topic{
		Module: module, ID: forum.TopicID(id()), Category: forum.Question, Title: "Pourquoi les câbles ?", Lang: "fr",
		Passage: course.Passage{Lesson: "paquets", Lang: "fr", Revision: "0123456789ab", Heading: "ttl", Quote: "un saut"},
		Author:  author, State: forum.Shown, Created: noon,
	}
	return t, forum.Post{Module: module, Topic: t.ID, ID: forum.PostID(t.ID), Author: author, Source: "Je ne comprends pas.",
		HTML: "<p>Je ne comprends pas.</p>\n", State: forum.Shown, Created: noon}
}

// begin keeps a topic of somebody.
func begin(t *testing.T, s *store.Store, author account.ID, module string) forum.Topic {
	t.Helper()
	topic, post := topicBy(author, module)
	must(t, s.StartTopic(t.Context(), topic, post))
	return topic
}

// answerBy is an answer in a topic.
func answerBy(author account.ID, topic forum.Topic) forum.Post {
	return forum.Post{Module: topic.Module, Topic: topic.ID, ID: forum.PostID(id()), Author: author, Source: "Parce que.",
		HTML: "<p>Parce que.</p>\n", State: forum.Shown, Created: noon.Add(time.Minute)}
}

// reply keeps an answer, and gives it.
func reply(t *testing.T, s *store.Store, author account.ID, topic forum.Topic) forum.Post {
	t.Helper()
	p := answerBy(author, topic)
	must(t, s.Reply(t.Context(), p))
	return p
}

func topics(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	asker, helper := signUp(t, s), signUp(t, s)

	t.Run("begun once", func(t *testing.T) {
		topic, post := topicBy(asker.ID, "begun")
		for range 2 {
			must(t, s.StartTopic(t.Context(), topic, post))
		}
		got, err := s.Topic(t.Context(), "begun", topic.ID, "")
		must(t, err)
		want := topic
		want.AuthorName, want.Active = asker.Display, noon
		wantSame(t, "the topic", got, want)
		posts, total, err := s.Posts(t.Context(), "begun", topic.ID, 1, "")
		must(t, err)
		post.AuthorName = asker.Display
		wantSame(t, "its posts", posts, []forum.Post{post})
		if total != 0 {
			t.Errorf("%d answers, want none", total)
		}
		theirs, first := topic, post
		theirs.Author, first.Author = helper.ID, helper.ID
		wantKind(t, "the id of somebody else", s.StartTopic(t.Context(), theirs, first), fault.Conflict)
		theirs.Module, first.Module = "elsewhere", "elsewhere"
		wantKind(t, "the id of somebody else, elsewhere", s.StartTopic(t.Context(), theirs, first), fault.Conflict)
		nobody, first := topicBy(account.ID(id()), "begun")
		wantKind(t, "by nobody", s.StartTopic(t.Context(), nobody, first), fault.NotFound)
	})

	t.Run("answered once", func(t *testing.T) {
		topic := begin(t, s, asker.ID, "answered")
		p := answerBy(helper.ID, topic)
		p.Created = noon.Add(-time.Hour) // a clock that is slow
		for range 2 {
			must(t, s.Reply(t.Context(), p))
		}
		posts, total, err := s.Posts(t.Context(), "answered", topic.ID, 1, "")
		must(t, err)
		p.AuthorName, p.Created = helper.Display, noon.Add(time.Millisecond)
		if total != 1 || len(posts) != 2 {
			t.Fatalf("%d of %d posts: %+v", len(posts), total, posts)
		}
		wantSame(t, "the answer", posts[1], p)
		got, err := s.Topic(t.Context(), "answered", topic.ID, "")
		must(t, err)
		if got.Replies != 1 || !got.Active.Equal(p.Created) {
			t.Errorf("the topic is %+v", got)
		}
		p.Author = asker.ID
		wantKind(t, "the id of somebody else", s.Reply(t.Context(), p), fault.Conflict)
		wantKind(t, "to no topic", s.Reply(t.Context(), answerBy(helper.ID, forum.Topic{Module: "answered", ID: forum.TopicID(id())})), fault.NotFound)
		wantKind(t, "by nobody", s.Reply(t.Context(), answerBy(account.ID(id()), topic)), fault.NotFound)
	})

	t.Run("listed", func(t *testing.T) {
		first, second := begin(t, s, asker.ID, "listed"), begin(t, s, helper.ID, "listed")
		reply(t, s, helper.ID, first)
		for _, search := range []forum.Search{{Module: "listed"}, {Module: "listed", Lesson: "paquets"},
			{Module: "listed", Category: forum.Question}, {Module: "listed", Followed: asker.ID}, {Module: "listed", By: asker.ID}} {
			got, total, err := s.Topics(t.Context(), search, asker.ID)
			must(t, err)
			want := []forum.TopicID{first.ID, second.ID}
			if search.Followed != "" || search.By != "" {
				want = want[:1]
			}
			var ids []forum.TopicID
			for _, topic := range got {
				ids = append(ids, topic.ID)
			}
			wantSame(t, "the topics", ids, want)
			if total != len(want) || !got[0].Unread {
				t.Errorf("%+v: %d in all, %+v", search, total, got)
			}
		}
		got, total, err := s.Topics(t.Context(), forum.Search{Module: "listed", Unanswered: true}, "")
		must(t, err)
		if total != 1 || got[0].ID != second.ID {
			t.Errorf("unanswered: %d, %+v", total, got)
		}
		counts, err := s.TopicCounts(t.Context())
		must(t, err)
		if counts["listed"]["paquets"] != 2 {
			t.Errorf("counts %+v", counts)
		}
	})
}
