package storetest

import (
	"crypto/sha256"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/store"
	"sentier/internal/voice"
)

// remark is one about the part of a lesson.
func remark(module string) voice.Remark {
	one := id()
	key := sha256.Sum256([]byte(one))
	return voice.Remark{
		ID: voice.RemarkID(one), Key: key[:], Lang: "fr", Kind: voice.Unclear, Text: "Je n’ai pas compris <cela>.\nEt puis.", State: voice.New,
		About: voice.About{Module: module, Question: "q1", Passage: course.Passage{
			Lesson: "l1", Lang: "en", Revision: "0123456789ab", Heading: "part", Quote: "words"}},
		Made: noon, Changed: noon,
	}
}

func remarks(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)

	t.Run("said once", func(t *testing.T) {
		one := remark("once")
		kinds := atOnce(t, crowd, func(int) error {
			again := one
			again.ID = voice.RemarkID(id())
			if err := s.AddRemark(t.Context(), again); err != nil {
				return err
			}
			return s.AddRemark(t.Context(), one)
		})
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: crowd})
		got, err := s.RemarkByKey(t.Context(), one.Key)
		must(t, err)
		same, err := s.Remark(t.Context(), got.ID)
		must(t, err)
		wantSame(t, "by id", same, got)
		one.ID = got.ID
		wantSame(t, "by key", got, one)
		all, err := s.Remarks(t.Context(), voice.Search{Module: "once"})
		must(t, err)
		wantSame(t, "all", all, []voice.Remark{one})
		_, err = s.RemarkByKey(t.Context(), remark("").Key)
		wantKind(t, "another key", err, fault.NotFound)
		_, err = s.Remark(t.Context(), "\x00")
		wantKind(t, "no id", err, fault.NotFound)
	})

	t.Run("answered, with a line in the log", func(t *testing.T) {
		editor := signUp(t, s)
		one := remark("answered")
		must(t, s.AddRemark(t.Context(), one))
		done := action("feedback.answer", editor.ID, "")
		done.At, done.Subject = noon.Add(time.Hour), string(one.ID)
		for range 2 {
			must(t, s.AnswerRemark(t.Context(), one.ID, voice.Done, "Merci, c’est corrigé.", done))
		}
		got, err := s.Remark(t.Context(), one.ID)
		must(t, err)
		one.State, one.Answer, one.Changed = voice.Done, "Merci, c’est corrigé.", done.At
		wantSame(t, "the remark", got, one)
		log, err := s.Actions(t.Context(), "", "", string(one.ID))
		must(t, err)
		wantSame(t, "the log", log, []account.Action{done})
		lost := action("feedback.answer", editor.ID, "")
		wantKind(t, "of none", s.AnswerRemark(t.Context(), remark("").ID, voice.Done, "", lost), fault.NotFound)
		if log, err = s.Actions(t.Context(), "", "", lost.Subject); err != nil || len(log) > 0 && log[0].ID == lost.ID {
			t.Errorf("what was not done is in the log: %v (%v)", log, err)
		}
	})

	t.Run("lists", func(t *testing.T) {
		s := open(t)
		var made []voice.RemarkID
		for i := range voice.Page + 3 {
			one := remark([]string{"a", "b"}[i%2])
			must(t, s.AddRemark(t.Context(), one))
			made = append(made, one.ID)
		}
		must(t, s.AnswerRemark(t.Context(), made[1], voice.Declined, "", action("feedback.answer", "", "")))
		var seen []voice.RemarkID
		for before := voice.RemarkID(""); ; {
			page, err := s.Remarks(t.Context(), voice.Search{Before: before})
			must(t, err)
			if len(page) == 0 {
				break
			}
			for _, one := range page {
				seen = append(seen, one.ID)
			}
			before = seen[len(seen)-1]
		}
		if len(seen) != len(made) || seen[0] != made[len(made)-1] {
			t.Errorf("%d remarks, the first %s", len(seen), seen[0])
		}
		some, err := s.Remarks(t.Context(), voice.Search{Module: "b", State: voice.Declined})
		must(t, err)
		if len(some) != 1 || some[0].ID != made[1] {
			t.Errorf("of one module and state: %v", some)
		}
		counts, err := s.CountRemarks(t.Context())
		must(t, err)
		wantSame(t, "counts", counts, []voice.Count{{Module: "a", State: voice.New, Count: 27}, {Module: "b", State: voice.Declined, Count: 1},
			{Module: "b", State: voice.New, Count: 25}})
	})

	t.Run("over one day", func(t *testing.T) {
		s := open(t)
		fresh, old, closed := remark("m"), remark("m"), remark("m")
		old.Made = noon.Add(-time.Hour)
		for _, one := range []voice.Remark{fresh, old, closed} {
			must(t, s.AddRemark(t.Context(), one))
		}
		must(t, s.AnswerRemark(t.Context(), closed.ID, voice.Done, "", action("feedback.answer", "", "")))
		must(t, s.PurgeRemarks(t.Context(), noon, noon.Add(-time.Hour)))
		left, err := s.Remarks(t.Context(), voice.Search{})
		must(t, err)
		wantSame(t, "left", left, []voice.Remark{fresh})
	})
}
