package storetest

import (
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/forum"
	"sentier/internal/moderation"
	"sentier/internal/store"
)

// forumLetters holds what followers of topics and lessons are told, and what they are not.
func forumLetters(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	end := noon.Add(100 * day)
	told := func(t *testing.T, what string, who account.ID, after time.Time, want ...forum.PostID) {
		t.Helper()
		all, err := s.UntoldPosts(t.Context(), who, after, end, 100)
		must(t, err)
		var got []forum.PostID
		for _, m := range all {
			got = append(got, m.Post.ID)
			if m.Topic.ID != m.Post.Topic || m.Topic.Title == "" || m.Post.HTML == "" {
				t.Errorf("%s: a post without its topic or text: %+v", what, m)
			}
		}
		wantSame(t, what, got, want)
	}
	latest := func(until time.Time) time.Time {
		t.Helper()
		at, err := s.LatestPost(t.Context(), until)
		must(t, err)
		return at
	}
	answer := func(author account.ID, topic forum.Topic, at time.Time) forum.Post {
		t.Helper()
		p := answerBy(author, topic)
		p.Created = at
		must(t, s.Reply(t.Context(), p))
		return p
	}

	t.Run("answers in a topic that is followed", func(t *testing.T) {
		asker, helper, watcher := signUp(t, s), signUp(t, s), signUp(t, s)
		if at := latest(end); !at.IsZero() {
			t.Fatalf("there is a latest post at %s, and none was written", at)
		}
		topic := begin(t, s, asker.ID, "letters")
		answer(asker.ID, topic, noon.Add(time.Minute))
		one := answer(helper.ID, topic, noon.Add(2*time.Minute))
		told(t, "of their own topic", asker.ID, noon, one.ID)
		told(t, "of what one did not ask for", helper.ID, noon)
		told(t, "after the mark", asker.ID, noon.Add(2*time.Minute))
		must(t, s.Follow(t.Context(), watcher.ID, forum.Follow{Module: "letters", Topic: topic.ID, Since: noon.Add(3 * time.Minute)}))
		told(t, "of before they followed", watcher.ID, noon)
		three := answer(helper.ID, topic, noon.Add(4*time.Minute))
		told(t, "since they follow", watcher.ID, noon, three.ID)
		told(t, "of both", asker.ID, noon, one.ID, three.ID)
		if got := latest(noon.Add(4*time.Minute - 1)); !got.Equal(noon.Add(2 * time.Minute)) {
			t.Errorf("until then, the latest post came at %s", got)
		}
		most, err := s.UntoldPosts(t.Context(), asker.ID, noon, noon.Add(2*time.Minute), 100)
		must(t, err)
		if len(most) != 1 {
			t.Errorf("until a time, %d posts are told", len(most))
		}
		must(t, s.MarkSeen(t.Context(), asker.ID, "letters", topic.ID, one.ID))
		told(t, "of what they have seen on the site", asker.ID, noon, three.ID)
		must(t, s.DeletePost(t.Context(), "letters", topic.ID, three.ID, helper.ID))
		told(t, "of what is deleted", watcher.ID, noon)
		four := answer(helper.ID, topic, noon.Add(5*time.Minute))
		must(t, s.Unfollow(t.Context(), asker.ID, forum.Follow{Module: "letters", Topic: topic.ID}))
		told(t, "of what they follow no more", asker.ID, noon)
		told(t, "of what they follow", watcher.ID, noon, four.ID)
	})

	t.Run("topics about a lesson that is followed", func(t *testing.T) {
		asker, helper, watcher := signUp(t, s), signUp(t, s), signUp(t, s)
		must(t, s.Follow(t.Context(), watcher.ID, forum.Follow{Module: "lessons", Lesson: "paquets", Since: noon.Add(-time.Hour)}))
		topic := begin(t, s, asker.ID, "lessons")
		answer(helper.ID, topic, noon.Add(time.Minute))
		other, post := topicBy(asker.ID, "lessons")
		other.Passage.Lesson = "another"
		must(t, s.StartTopic(t.Context(), other, post))
		begin(t, s, watcher.ID, "lessons")
		told(t, "of the lesson", watcher.ID, noon.Add(-time.Minute), forum.PostID(topic.ID))
	})

	t.Run("what waits is told once others see it", func(t *testing.T) {
		asker, watcher := signUp(t, s), signUp(t, s)
		chief := moderator(t, s, "waits")
		must(t, s.Follow(t.Context(), watcher.ID, forum.Follow{Module: "waits", Lesson: "paquets", Since: noon.Add(-time.Hour)}))
		topic, post := topicBy(asker.ID, "waits")
		topic.State, post.State, post.Cause = forum.Held, forum.Held, forum.Newcomer
		must(t, s.StartTopic(t.Context(), topic, post))
		answer(chief.ID, topic, noon.Add(time.Minute))
		told(t, "of what waits", watcher.ID, noon.Add(-time.Minute))
		if got, err := s.UntoldPosts(t.Context(), asker.ID, noon, end, 100); err != nil || len(got) != 1 {
			t.Errorf("who asked is told %d answers of the team (%v), want 1", len(got), err)
		}
		shown := noon.Add(30 * day)
		must(t, s.PostState(t.Context(), "waits", topic.ID, post.ID, forum.Shown, "", shown, action("post.show", chief.ID, asker.ID)))
		told(t, "once it is shown, though a month later", watcher.ID, shown.Add(-time.Minute), post.ID)
		for i, state := range []forum.State{forum.Hidden, forum.Shown} {
			must(t, s.PostState(t.Context(), "waits", topic.ID, post.ID, state, "", shown.Add(time.Duration(i+1)*day), action("post.hide", chief.ID, asker.ID)))
		}
		told(t, "again, after it was hidden for a day", watcher.ID, shown)
	})

	t.Run("who is banned is told nothing", func(t *testing.T) {
		asker, helper, watcher := signUp(t, s), signUp(t, s), signUp(t, s)
		topic := begin(t, s, helper.ID, "banned")
		must(t, s.Follow(t.Context(), watcher.ID, forum.Follow{Module: "banned", Topic: topic.ID, Since: noon}))
		p := answer(asker.ID, topic, noon.Add(time.Minute))
		told(t, "before", watcher.ID, noon, p.ID)
		d := moderation.Decision{ID: id(), Person: watcher.ID, Sanction: moderation.Ban, Ground: moderation.Spam, Reason: "they sell things", By: helper.ID, At: noon}
		must(t, s.Decide(t.Context(), d, []account.Action{logOf(d)[0]}))
		told(t, "while banned", watcher.ID, noon)
		must(t, s.Lift(t.Context(), d, noon.Add(day), action("person.lift", helper.ID, watcher.ID)))
		told(t, "once that is lifted", watcher.ID, noon, p.ID)
	})
}
