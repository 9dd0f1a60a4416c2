package review

import (
	"fmt"
	"testing"

	"sentier/internal/quiz"
)

// The answer of every kind is the one that earns everything, and a front holds none of it.
func TestQuestionFaces(t *testing.T) {
	all := park()
	for _, q := range questions() {
		card := Card{Key: Key{"parc", Question, string(q.ID)}, Reviews: 3}
		front, ok := card.Front(all, "en")
		if !ok || front.Prompt == nil || front.Prompt.ID != q.ID || front.Lang != "fr" || front.Sequence.ID != "s" {
			t.Fatalf("%s: %+v, %v", q.ID, front, ok)
		}
		back, ok := card.Back(all, "en")
		if !ok || back.Review == nil || back.Review.Verdict != quiz.Right {
			t.Fatalf("%s: %+v, %v", q.ID, back.Review, ok)
		}
		if back.Hash != "of "+string(q.ID) || back.Revision != "r2" {
			t.Errorf("%s: %+v", q.ID, back.Asked)
		}
		if got, want := fmt.Sprint(back.Review.Prompt), fmt.Sprint(*front.Prompt); got != want {
			t.Errorf("%s: asked as %s, answered as %s", q.ID, want, got)
		}
	}
}

func TestOptionsMoveBetweenReviews(t *testing.T) {
	all, seen := park(), map[string]bool{}
	for n := range 20 {
		front, _ := Card{Key: Key{"parc", Question, "single"}, Reviews: n}.Front(all, "fr")
		seen[fmt.Sprint(front.Prompt.Options)] = true
	}
	if len(seen) < 4 {
		t.Errorf("%d orders in 20 reviews", len(seen))
	}
}

func TestTermFaces(t *testing.T) {
	all := park()
	back, ok := Card{Key: Key{"parc", Term, "eau"}}.Back(all, "en")
	if !ok || back.Word != "Le eau" || back.Meaning != "Ce qu’est eau" || back.Lang != "fr" || back.Lesson.ID != "un" {
		t.Errorf("got %+v, %v", back, ok)
	}
	before := back.Hash
	all.Modules[0].Glossary.Entries[1].Texts["fr"].Plain = "autre chose"
	if back, _ = (Card{Key: Key{"parc", Term, "eau"}}).Back(all, "fr"); back.Hash == before || len(before) != 64 {
		t.Errorf("another text has the same hash %q", before)
	}
	if front, ok := (Card{Key: Key{"parc", Term, "pierre"}}).Front(all, "fr"); !ok || front.Lesson != nil {
		t.Errorf("a word that nobody says: %+v, %v", front, ok)
	}
	for _, key := range []Key{{"parc", Term, "gone"}, {"other", Term, "eau"}, {"parc", Question, "eau"}, {"parc", "x", "eau"}} {
		if _, ok := (Card{Key: key}).Front(all, "fr"); ok {
			t.Errorf("%v has a front", key)
		}
		if _, ok := (Card{Key: key}).Back(all, "fr"); ok {
			t.Errorf("%v has a back", key)
		}
	}
}
