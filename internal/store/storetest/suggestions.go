package storetest

import (
	"crypto/sha256"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/store"
	"sentier/internal/suggestion"
)

// proposal is a better text for a lesson of a module, by somebody or nobody.
func proposal(by account.ID, module string) suggestion.Suggestion {
	one := id()
	key := sha256.Sum256([]byte(one))
	return suggestion.Suggestion{
		ID: suggestion.ID(one), Key: key[:], Lang: "fr", By: by, State: suggestion.Waiting, Made: noon, Changed: noon,
		Of:   suggestion.Place{Module: module, Lesson: "l1", Term: "t1", Content: "en", Path: module + "/1-s/1-l.en.md", Revision: "0123456789ab"},
		Base: "---\ntitle: Été\n---\n\nA <b>.\n", Text: "---\ntitle: Hiver\n---\n\nA.\n", Credit: "Ana L.", Why: "Une coquille.\nEt puis.",
	}
}

func suggestions(t *testing.T, open func(*testing.T) *store.Store) {
	t.Run("proposed once", func(t *testing.T) {
		s := open(t)
		one := proposal("", "once")
		kinds := atOnce(t, crowd, func(int) error {
			again := one
			again.ID = suggestion.ID(id())
			if err := s.AddSuggestion(t.Context(), again); err != nil {
				return err
			}
			return s.AddSuggestion(t.Context(), one)
		})
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: crowd})
		got, err := s.SuggestionByKey(t.Context(), one.Key)
		must(t, err)
		same, err := s.Suggestion(t.Context(), got.ID)
		must(t, err)
		wantSame(t, "by id", same, got)
		one.ID = got.ID
		wantSame(t, "by key", got, one)
		_, err = s.SuggestionByKey(t.Context(), proposal("", "").Key)
		wantKind(t, "another key", err, fault.NotFound)
		_, err = s.Suggestion(t.Context(), "\x00")
		wantKind(t, "no id", err, fault.NotFound)
	})

	t.Run("decided once, with a line in the log", func(t *testing.T) {
		s := open(t)
		editor, writer := signUp(t, s), signUp(t, s)
		one := proposal(writer.ID, "m")
		must(t, s.AddSuggestion(t.Context(), one))
		line := action("suggestion.accept", editor.ID, "")
		line.At, line.Subject = noon.Add(time.Hour), string(one.ID)
		taken := suggestion.Decision{State: suggestion.Accepted, Answer: "Merci.", Patch: "From …", Done: suggestion.Written}
		kinds := atOnce(t, crowd, func(int) error { return s.DecideSuggestion(t.Context(), one.ID, taken, line) })
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: crowd})
		late := action("suggestion.refuse", editor.ID, "")
		late.Subject = string(one.ID)
		wantKind(t, "another decision", s.DecideSuggestion(t.Context(), one.ID, suggestion.Decision{State: suggestion.Refused}, late), fault.Conflict)
		must(t, s.WithdrawSuggestion(t.Context(), one.Key, noon.Add(2*time.Hour)))
		got, err := s.Suggestion(t.Context(), one.ID)
		must(t, err)
		one.ByName, one.State, one.Answer, one.Patch, one.Done, one.Changed = writer.Name, taken.State, taken.Answer, taken.Patch, taken.Done, line.At
		wantSame(t, "the suggestion", got, one)
		log, err := s.Actions(t.Context(), "", "", string(one.ID))
		must(t, err)
		wantSame(t, "the log", log, []account.Action{line})
		lost := action("suggestion.refuse", editor.ID, "")
		wantKind(t, "of none", s.DecideSuggestion(t.Context(), proposal("", "m").ID, taken, lost), fault.NotFound)
		own, err := s.SuggestionsOf(t.Context(), writer.ID)
		must(t, err)
		wantSame(t, "of their writer", own, []suggestion.Suggestion{one})
	})

	t.Run("withdrawn", func(t *testing.T) {
		s := open(t)
		one := proposal("", "m")
		must(t, s.AddSuggestion(t.Context(), one))
		for i := range 2 {
			must(t, s.WithdrawSuggestion(t.Context(), one.Key, noon.Add(time.Duration(i+1)*time.Hour)))
		}
		got, err := s.Suggestion(t.Context(), one.ID)
		must(t, err)
		one.State, one.Changed = suggestion.Withdrawn, noon.Add(time.Hour)
		wantSame(t, "the suggestion", got, one)
		wantKind(t, "a decision after it", s.DecideSuggestion(t.Context(), one.ID, suggestion.Decision{State: suggestion.Accepted},
			action("suggestion.accept", "", "")), fault.Conflict)
	})

	t.Run("lists", func(t *testing.T) {
		s := open(t)
		var made []suggestion.ID
		for i := range suggestion.Page + 4 {
			one := proposal("", []string{"a", "b"}[i%2])
			must(t, s.AddSuggestion(t.Context(), one))
			made = append(made, one.ID)
		}
		must(t, s.DecideSuggestion(t.Context(), made[1], suggestion.Decision{State: suggestion.Refused}, action("suggestion.refuse", "", "")))
		var seen []suggestion.ID
		for before := suggestion.ID(""); ; {
			page, err := s.Suggestions(t.Context(), suggestion.Search{Before: before})
			must(t, err)
			if len(page) == 0 {
				break
			}
			for _, one := range page {
				if one.Text != "" || one.Base != "" {
					t.Fatal("a list holds whole texts")
				}
				seen = append(seen, one.ID)
			}
			before = seen[len(seen)-1]
		}
		if len(seen) != len(made) || seen[0] != made[len(made)-1] {
			t.Errorf("%d suggestions, the first %s", len(seen), seen[0])
		}
		some, err := s.Suggestions(t.Context(), suggestion.Search{Module: "b", State: suggestion.Refused})
		must(t, err)
		if len(some) != 1 || some[0].ID != made[1] {
			t.Errorf("of one module and state: %v", some)
		}
		counts, err := s.CountSuggestions(t.Context())
		must(t, err)
		wantSame(t, "counts", counts, []suggestion.Count{{Module: "a", State: suggestion.Waiting, Count: 17}, {Module: "b", State: suggestion.Refused, Count: 1},
			{Module: "b", State: suggestion.Waiting, Count: 16}})
	})

	t.Run("over one day", func(t *testing.T) {
		s := open(t)
		fresh, old, closed := proposal("", "m"), proposal("", "m"), proposal("", "m")
		old.Made = noon.Add(-time.Hour)
		for _, one := range []suggestion.Suggestion{fresh, old, closed} {
			must(t, s.AddSuggestion(t.Context(), one))
		}
		must(t, s.WithdrawSuggestion(t.Context(), closed.Key, noon))
		must(t, s.PurgeSuggestions(t.Context(), noon, noon.Add(-time.Hour)))
		left, err := s.Suggestions(t.Context(), suggestion.Search{})
		must(t, err)
		if len(left) != 1 || left[0].ID != fresh.ID {
			t.Errorf("left: %v", left)
		}
	})
}
