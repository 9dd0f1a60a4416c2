package storetest

import (
	"slices"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/forum"
	"sentier/internal/store"
)

// forumGeneration is that of the forum.
func forumGeneration(t *testing.T, s *store.Store) int64 {
	t.Helper()
	value, err := s.Generation(t.Context(), "forum")
	must(t, err)
	return value
}

func moderator(t *testing.T, s *store.Store, module string) learner {
	t.Helper()
	l := signUp(t, s)
	must(t, s.GiveRole(t.Context(), l.ID, grant(account.Moderator, module), action("role.give", "", l.ID)))
	return l
}

// sought are the topics that words find in a module.
func sought(t *testing.T, s *store.Store, module, words string) []forum.TopicID {
	t.Helper()
	found, total, err := s.Topics(t.Context(), forum.Search{Module: module, Words: words, Lang: "fr"}, "")
	must(t, err)
	ids := []forum.TopicID{}
	for _, topic := range found {
		ids = append(ids, topic.ID)
	}
	if total != len(ids) {
		t.Errorf("%q: %d in all, %d on the page", words, total, len(ids))
	}
	return ids
}

func writing(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	asker, helper := signUp(t, s), signUp(t, s)

	t.Run("edited", func(t *testing.T) {
		topic := begin(t, s, asker.ID, "edited")
		p, err := s.Post(t.Context(), "edited", topic.ID, forum.PostID(topic.ID), asker.ID)
		must(t, err)
		first := p.Source
		p.Source, p.HTML = "Mieux dit : zèbre.", "<p>Mieux dit : zèbre.</p>"
		for range 2 { // the second time it is the same text
			must(t, s.EditPost(t.Context(), p, "Un autre titre", asker.ID, noon.Add(time.Hour)))
		}
		got, err := s.Post(t.Context(), "edited", topic.ID, p.ID, "")
		must(t, err)
		p.Edited = noon.Add(time.Hour)
		wantSame(t, "the post", got, p)
		versions, err := s.Versions(t.Context(), "edited", topic.ID, p.ID, helper.ID)
		must(t, err)
		wantSame(t, "its versions", versions, []forum.Version{{Title: topic.Title, Source: first, Until: noon.Add(time.Hour), By: asker.ID, ByName: asker.Display}})
		wantSame(t, "what is found by the new words", sought(t, s, "edited", "zebres titres"), []forum.TopicID{topic.ID})
		wantSame(t, "what is found by the old words", sought(t, s, "edited", "comprends"), []forum.TopicID{})

		wantKind(t, "by another", s.EditPost(t.Context(), p, "", helper.ID, noon), fault.NotFound)
		wantKind(t, "by a moderator of another module", s.EditPost(t.Context(), p, "", moderator(t, s, "other").ID, noon), fault.NotFound)
		chief := moderator(t, s, "edited")
		p.Source = "Sans gros mots."
		line := action("post.edit", chief.ID, asker.ID)
		line.Subject = string(p.ID)
		must(t, s.EditPost(t.Context(), p, "", chief.ID, noon.Add(2*time.Hour), line))
		log, err := s.Actions(t.Context(), "", "", string(p.ID))
		must(t, err)
		wantSame(t, "the log", log, []account.Action{line})

		must(t, s.Lock(t.Context(), "edited", topic.ID, true, action("topic.lock", chief.ID, "")))
		p.Source = "Plus tard."
		wantKind(t, "in a locked topic", s.EditPost(t.Context(), p, "", asker.ID, noon), fault.Conflict)
		wantKind(t, "an answer in a locked topic", s.Reply(t.Context(), answerBy(helper.ID, topic)), fault.Conflict)
		must(t, s.Reply(t.Context(), answerBy(chief.ID, topic)))
	})

	t.Run("solved", func(t *testing.T) {
		topic := begin(t, s, asker.ID, "solved")
		p := reply(t, s, helper.ID, topic)
		wantKind(t, "by another", s.Solve(t.Context(), "solved", topic.ID, p.ID, helper.ID), fault.NotFound)
		wantKind(t, "by a post of elsewhere", s.Solve(t.Context(), "solved", topic.ID, forum.PostID(id()), asker.ID), fault.NotFound)
		wantKind(t, "by the question", s.Solve(t.Context(), "solved", topic.ID, forum.PostID(topic.ID), asker.ID), fault.NotFound)
		must(t, s.Solve(t.Context(), "solved", topic.ID, p.ID, asker.ID))
		got, err := s.Topic(t.Context(), "solved", topic.ID, "")
		must(t, err)
		if got.Solved != p.ID {
			t.Errorf("solved by %q", got.Solved)
		}
		must(t, s.DeletePost(t.Context(), "solved", topic.ID, p.ID, helper.ID))
		got, err = s.Topic(t.Context(), "solved", topic.ID, "")
		must(t, err)
		if got.Solved != "" || got.Replies != 0 || !got.Active.Equal(noon) {
			t.Errorf("once the answer is deleted: %+v", got)
		}
	})

	t.Run("deleted", func(t *testing.T) {
		alone, answered := begin(t, s, asker.ID, "deleted"), begin(t, s, asker.ID, "deleted")
		p := reply(t, s, helper.ID, answered)
		own := reply(t, s, asker.ID, answered)
		before := forumGeneration(t, s)
		for range 2 {
			must(t, s.DeletePost(t.Context(), "deleted", alone.ID, forum.PostID(alone.ID), asker.ID))
			must(t, s.DeletePost(t.Context(), "deleted", answered.ID, forum.PostID(answered.ID), asker.ID))
			must(t, s.DeletePost(t.Context(), "deleted", answered.ID, own.ID, asker.ID))
		}
		if forumGeneration(t, s) <= before {
			t.Error("the generation has not grown")
		}
		_, err := s.Topic(t.Context(), "deleted", alone.ID, asker.ID)
		wantKind(t, "the topic that nobody answered", err, fault.NotFound)
		got, err := s.Topic(t.Context(), "deleted", answered.ID, "")
		must(t, err)
		if got.Title != "" || got.Author != "" || got.State != forum.Deleted || got.Replies != 1 {
			t.Errorf("the answered topic is %+v", got)
		}
		posts, _, err := s.Posts(t.Context(), "deleted", answered.ID, 1, "")
		must(t, err)
		if len(posts) != 2 || posts[0].State != forum.Deleted || posts[0].Source+posts[0].HTML+posts[0].AuthorName != "" || posts[1].ID != p.ID {
			t.Errorf("its posts are %+v", posts)
		}
		list, total, err := s.Topics(t.Context(), forum.Search{Module: "deleted"}, asker.ID)
		must(t, err)
		if total != 0 || len(list) != 0 {
			t.Errorf("a deleted topic is in a list: %+v", list)
		}
		wantSame(t, "what is found", sought(t, s, "deleted", "comprends"), []forum.TopicID{})
	})

	t.Run("held, hidden, moved", func(t *testing.T) {
		chief := moderator(t, s, "held")
		topic, post := topicBy(asker.ID, "held")
		topic.State, post.State, post.Cause = forum.Held, forum.Held, forum.Newcomer
		before := forumGeneration(t, s)
		must(t, s.StartTopic(t.Context(), topic, post))
		if forumGeneration(t, s) != before {
			t.Error("the generation has grown for a topic that nobody sees")
		}
		for reader, sees := range map[account.ID]bool{"": false, helper.ID: false, asker.ID: true, chief.ID: true} {
			_, err := s.Topic(t.Context(), "held", topic.ID, reader)
			list, total, errList := s.Topics(t.Context(), forum.Search{Module: "held"}, reader)
			must(t, errList)
			if (err == nil) != sees || (total == 1) != sees || (len(list) == 1) != sees {
				t.Errorf("reader %q: %v, %d topics, want seen: %v", reader, err, total, sees)
			}
		}
		wantKind(t, "an answer", s.Reply(t.Context(), answerBy(helper.ID, topic)), fault.NotFound)
		waiting, total, err := s.HeldPosts(t.Context(), chief.ID, 1)
		must(t, err)
		if total != 1 || waiting[0].Post.Cause != forum.Newcomer || waiting[0].Topic.Title != topic.Title || waiting[0].Post.Source != post.Source {
			t.Errorf("%d wait: %+v", total, waiting)
		}
		line := action("post.show", chief.ID, asker.ID)
		for range 2 {
			must(t, s.PostState(t.Context(), "held", topic.ID, post.ID, forum.Shown, "", noon, line))
		}
		wantSame(t, "what is found once shown", sought(t, s, "held", "comprends pas"), []forum.TopicID{topic.ID})

		held := answerBy(helper.ID, topic)
		held.State, held.Cause, held.Source = forum.Held, forum.Links, "Une girafe."
		must(t, s.Reply(t.Context(), held))
		later := reply(t, s, asker.ID, topic)
		wantSame(t, "what is found while held", sought(t, s, "held", "girafe"), []forum.TopicID{})
		must(t, s.PostState(t.Context(), "held", topic.ID, held.ID, forum.Shown, "", noon.Add(time.Hour), action("post.show", chief.ID, helper.ID)))
		posts, _, err := s.Posts(t.Context(), "held", topic.ID, 1, "")
		must(t, err)
		if len(posts) != 3 || posts[1].ID != later.ID || posts[2].ID != held.ID || posts[2].Cause != "" {
			t.Errorf("once shown: %+v", posts)
		}
		must(t, s.PostState(t.Context(), "held", topic.ID, held.ID, forum.Hidden, "rude", noon, action("post.hide", chief.ID, helper.ID)))
		for reader, want := range map[account.ID]int{"": 1, asker.ID: 1, helper.ID: 2, chief.ID: 2} {
			posts, total, err := s.Posts(t.Context(), "held", topic.ID, 1, reader)
			must(t, err)
			if total != want || len(posts) != want+1 || want == 2 && posts[2].Why != "rude" {
				t.Errorf("reader %q sees %d answers, want %d: %+v", reader, total, want, posts)
			}
		}
		wantSame(t, "what is found once hidden", sought(t, s, "held", "girafe"), []forum.TopicID{})

		must(t, s.Thank(t.Context(), helper.ID, "held", topic.ID, later.ID, noon))
		must(t, s.Follow(t.Context(), helper.ID, forum.Follow{Module: "held", Topic: topic.ID, Since: noon}))
		must(t, s.Move(t.Context(), "held", topic.ID, forum.Place{Module: "moved", Lesson: "autre", Category: forum.Idea}, action("topic.move", chief.ID, asker.ID)))
		module, err := s.TopicModule(t.Context(), topic.ID, "")
		must(t, err)
		got, err := s.Topic(t.Context(), module, topic.ID, "")
		must(t, err)
		if module != "moved" || got.Category != forum.Idea || got.Passage.Lesson != "autre" || got.Passage.Quote != "" || got.Replies != 1 {
			t.Errorf("in %q: %+v", module, got)
		}
		wantSame(t, "what is found where it was", sought(t, s, "held", "comprends"), []forum.TopicID{})
		wantSame(t, "what is found where it is", sought(t, s, "moved", "comprends"), []forum.TopicID{topic.ID})
		follows, err := s.Follows(t.Context(), helper.ID)
		must(t, err)
		if !slices.Contains(follows, forum.Follow{Module: "moved", Topic: topic.ID, Since: noon}) {
			t.Errorf("follows %+v", follows)
		}
	})

	t.Run("thanks, once and not for oneself", func(t *testing.T) {
		topic := begin(t, s, asker.ID, "thanks")
		p := reply(t, s, helper.ID, topic)
		for range 2 {
			must(t, s.Thank(t.Context(), asker.ID, "thanks", topic.ID, p.ID, noon))
			must(t, s.Thank(t.Context(), helper.ID, "thanks", topic.ID, p.ID, noon))
		}
		got, err := s.Post(t.Context(), "thanks", topic.ID, p.ID, asker.ID)
		must(t, err)
		if got.Thanks != 1 || !got.Thanked {
			t.Errorf("%+v", got)
		}
		must(t, s.Unthank(t.Context(), asker.ID, "thanks", topic.ID, p.ID))
		if got, err = s.Post(t.Context(), "thanks", topic.ID, p.ID, asker.ID); err != nil || got.Thanks != 0 || got.Thanked {
			t.Errorf("%v %+v", err, got)
		}
	})

	t.Run("followed", func(t *testing.T) {
		topic := begin(t, s, asker.ID, "followed")
		must(t, s.Follow(t.Context(), helper.ID, forum.Follow{Module: "followed", Lesson: "paquets", Since: noon}))
		ids := func(all []account.Account) []account.ID {
			var some []account.ID
			for _, a := range all {
				some = append(some, a.ID)
				if a.Email == "" || a.Lang == "" || a.Confirmed.IsZero() {
					t.Errorf("nothing can be written to %+v", a)
				}
			}
			return some
		}
		of := func(topic forum.TopicID, lesson course.LessonID) []account.ID {
			all, err := s.Followers(t.Context(), "followed", topic, lesson)
			must(t, err)
			return ids(all)
		}
		wantSame(t, "who follows the topic", of(topic.ID, ""), []account.ID{asker.ID})
		wantSame(t, "who follows the lesson", of("", "paquets"), []account.ID{helper.ID})
		wantSame(t, "who follows another lesson", of("", "autre"), []account.ID(nil))
		reply(t, s, helper.ID, topic)
		unread := func(id account.ID) int {
			all, err := s.Unread(t.Context(), id)
			must(t, err)
			return len(slices.DeleteFunc(all, func(s forum.Summary) bool { return s.Module != "followed" }))
		}
		if unread(asker.ID) != 1 || unread(helper.ID) != 0 {
			t.Errorf("%d unread by the asker, %d by who answered", unread(asker.ID), unread(helper.ID))
		}
		p := reply(t, s, helper.ID, topic)
		must(t, s.MarkSeen(t.Context(), asker.ID, "followed", topic.ID, p.ID))
		must(t, s.MarkSeen(t.Context(), asker.ID, "followed", topic.ID, forum.PostID(topic.ID))) // never back
		if unread(asker.ID) != 0 {
			t.Error("what was seen is unread")
		}
		must(t, s.Unfollow(t.Context(), asker.ID, forum.Follow{Module: "followed", Topic: topic.ID}))
		wantSame(t, "who follows the topic still", of(topic.ID, ""), []account.ID(nil))
	})

	t.Run("what somebody has written", func(t *testing.T) {
		newcomer := signUp(t, s)
		before, err := s.Past(t.Context(), newcomer.ID, "Parce que.", noon)
		must(t, err)
		wantSame(t, "before", before, forum.Past{Joined: newcomer.Created, Others: true})
		topic := begin(t, s, newcomer.ID, "past")
		after, err := s.Past(t.Context(), newcomer.ID, "je  ne COMPRENDS pas", noon.Add(time.Minute))
		must(t, err)
		wantSame(t, "after", after, forum.Past{Joined: newcomer.Created, Shown: 1, Recent: 1, Oldest: noon, OwnSame: true, Others: true})
		posts, total, err := s.PostsBy(t.Context(), newcomer.ID, 1, newcomer.ID)
		must(t, err)
		if total != 1 || posts[0].Topic.ID != topic.ID {
			t.Errorf("%d posts: %+v", total, posts)
		}
		recent, err := s.Recent(t.Context(), "past", "paquets", 10)
		must(t, err)
		if len(recent) != 1 || recent[0].Post.ID != forum.PostID(topic.ID) || recent[0].Topic.Title != topic.Title {
			t.Errorf("the last posts: %+v", recent)
		}
		all, err := s.Recent(t.Context(), "", "", 3)
		must(t, err)
		if len(all) != 3 {
			t.Errorf("%d of the last three posts", len(all))
		}
	})
}
