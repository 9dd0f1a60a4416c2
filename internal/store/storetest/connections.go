package storetest

import (
	"slices"
	"testing"
	"time"

	"sentier/internal/forum"
	"sentier/internal/store"
)

func connections(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	author := signUp(t, s)
	texts := func(from, to time.Time) (all []string) {
		t.Helper()
		kept, err := s.Connections(t.Context(), from, to)
		must(t, err)
		for _, c := range kept {
			all = append(all, string(c.Text))
		}
		return all
	}

	topic, post := topicBy(author.ID, "m")
	post.Connection = []byte("sealed 1")
	must(t, s.StartTopic(t.Context(), topic, post))
	must(t, s.StartTopic(t.Context(), topic, post)) // sent twice
	answer := post
	answer.ID, answer.Connection, answer.Created = forum.PostID(id()), []byte("sealed 2"), noon.Add(time.Hour)
	must(t, s.Reply(t.Context(), answer))
	answer.Source, answer.Connection = "Another text.", []byte("sealed 3")
	must(t, s.EditPost(t.Context(), answer, "", author.ID, noon.Add(2*time.Hour)))
	must(t, s.EditPost(t.Context(), answer, "", author.ID, noon.Add(3*time.Hour))) // which changes nothing
	silent := post
	silent.ID, silent.Connection = forum.PostID(id()), nil
	must(t, s.Reply(t.Context(), silent))

	if got, want := texts(noon, noon.Add(24*time.Hour)), []string{"sealed 1", "sealed 2", "sealed 3"}; !slices.Equal(got, want) {
		t.Errorf("kept %q, want %q", got, want)
	}
	if got, want := texts(noon.Add(time.Hour), noon.Add(2*time.Hour)), []string{"sealed 2"}; !slices.Equal(got, want) {
		t.Errorf("of an hour %q, want %q", got, want)
	}
	must(t, s.DeleteAccount(t.Context(), author.ID))
	must(t, s.PurgeConnections(t.Context(), noon.Add(time.Hour)))
	if got, want := texts(noon, noon.Add(24*time.Hour)), []string{"sealed 3"}; !slices.Equal(got, want) {
		t.Errorf("after a term, and without its author, %q is kept, want %q", got, want)
	}
}
