package review

import (
	"html/template"
	"math/big"
	"slices"
	"testing"
	"time"

	"sentier/internal/course"
	"sentier/internal/glossary"
	"sentier/internal/quiz"
)

var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

// questions is one of each kind.
func questions() []*quiz.Question {
	of := func(kind quiz.Kind, w quiz.Wording, key quiz.Key) *quiz.Question {
		w.Lang, w.Title = "fr", template.HTML(kind)+" ?"
		return &quiz.Question{ID: quiz.QuestionID(kind), Kind: kind, Points: 1, Shuffle: true, Key: key, Source: "fr",
			Fingerprint: "of " + string(kind), Wordings: map[string]*quiz.Wording{"fr": &w}}
	}
	options := []quiz.Option{{Label: "un"}, {Label: "deux"}, {Label: "trois"}}
	labels := []template.HTML{"un", "deux", "trois"}
	return []*quiz.Question{
		of(quiz.Single, quiz.Wording{Options: options}, quiz.Key{Right: []bool{false, true, false}}),
		of(quiz.Multiple, quiz.Wording{Options: options}, quiz.Key{Right: []bool{true, true, false}}),
		of(quiz.TrueFalse, quiz.Wording{Options: options[:2]}, quiz.Key{Right: []bool{false, true}}),
		of(quiz.Number, quiz.Wording{}, quiz.Key{Low: big.NewRat(-1249, 100), High: big.NewRat(12, 1)}),
		of(quiz.Text, quiz.Wording{Answers: [][]string{{"Tim Berners-Lee", "TBL"}}}, quiz.Key{}),
		of(quiz.Cloze, quiz.Wording{Answers: [][]string{{"a", "b"}, {"<p>"}}}, quiz.Key{}),
		of(quiz.Order, quiz.Wording{Items: labels}, quiz.Key{}),
		of(quiz.Match, quiz.Wording{Rows: labels, Choices: labels}, quiz.Key{Pairs: []int{2, 0, 1}}),
	}
}

func term(id string) *glossary.Entry {
	return &glossary.Entry{ID: glossary.EntryID(id), Source: "fr", Texts: map[string]*glossary.Text{
		"fr": {Lang: "fr", Title: "Le " + id, Short: template.HTML("Ce qu’est " + id), Plain: "tout sur " + id},
	}}
}

// park is a module "parc" of two lessons: the first mentions a tree and a river, the second the river alone; of a
// stone nobody speaks.
func park() *course.Course {
	m := &course.Module{ID: "parc", Slug: "parc", Languages: []string{"fr"}}
	s := &course.Sequence{ID: "s", Module: m}
	s.Lessons = []*course.Lesson{{ID: "un", Sequence: s}, {ID: "deux", Sequence: s}}
	s.Quiz = &course.Quiz{Sequence: s, Questions: questions()}
	m.Sequences = []*course.Sequence{s, {ID: "bare", Module: m}}
	m.Glossary = glossary.New([]*glossary.Entry{term("arbre"), term("eau"), term("pierre")})
	m.Met = map[glossary.EntryID][]*course.Lesson{"arbre": s.Lessons[:1], "eau": s.Lessons}
	return &course.Course{Revision: "r2", Modules: []*course.Module{m}}
}

func missed(ids ...string) (past Past) {
	for _, id := range ids {
		past.Missed = append(past.Missed, MissedQuestion{"parc", quiz.QuestionID(id), noon})
	}
	return past
}

func ids(cards []Card) (ids []string) {
	for _, c := range cards {
		ids = append(ids, c.ID)
	}
	return ids
}

func TestDeck(t *testing.T) {
	yesterday := noon.AddDate(0, 0, -1)
	for _, test := range []struct {
		name string
		past Past
		kept []Card
		want []string
	}{
		{"nothing done", Past{}, nil, nil},
		{"a lesson read", Past{Read: []ReadLesson{{"parc", "un", noon}}}, nil, []string{"arbre", "eau"}},
		{"another, with a word in common", Past{Read: []ReadLesson{{"parc", "deux", noon}, {"parc", "deux", noon}}}, nil, []string{"eau"}},
		{"questions missed, in the order of the course", missed("text", "single", "single"), nil, []string{"single", "text"}},
		{"what vanished", missed("gone"), []Card{{Key: Key{"parc", Term, "gone"}, Reviews: 1}, {Key: Key{"other", Term, "eau"}, Reviews: 1}}, nil},
		{"another module's lesson", Past{Read: []ReadLesson{{"other", "un", noon}}}, nil, nil},
		{"a card kept, whose reason is gone", Past{}, []Card{{Key: Key{"parc", Term, "pierre"}, Reviews: 1, Reviewed: yesterday}}, []string{"pierre"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := ids(Deck(park(), test.past, test.kept)); !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestNewCardsWaitForTheNextDay(t *testing.T) {
	past := Past{Read: []ReadLesson{{"parc", "deux", noon.AddDate(0, 0, 3)}, {"parc", "un", noon}}}
	for days, want := range []int{0, 2, 2} {
		if got := Today(park(), past, nil, noon.AddDate(0, 0, days)); len(got) != want {
			t.Errorf("after %d days there are %v", days, ids(got))
		}
	}
}

func TestTodayIsOrderedAndShort(t *testing.T) {
	past := missed("single", "multiple", "truefalse", "number", "text", "cloze", "order")
	past.Read = []ReadLesson{{"parc", "un", noon.AddDate(0, 0, -3)}}
	kept := []Card{
		{Key: Key{"parc", Term, "pierre"}, Memory: Memory{3, 5}, Reviews: 1, Reviewed: noon, Due: day(noon).AddDate(0, 0, 1)},
		{Key: Key{"parc", Question, "match"}, Memory: Memory{3, 5}, Reviews: 2, Reviewed: noon.AddDate(0, 0, -9), Due: day(noon)},
	}
	now := noon.AddDate(0, 0, 1)
	got := ids(Today(park(), past, kept, now))
	// Ten things are due and one more: the last question waits.
	want := []string{"match", "pierre", "arbre", "eau", "single", "multiple", "truefalse", "number", "text", "cloze"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for len(got) > 0 {
		deck := Today(park(), past, kept, now)
		card, ok := deck[0].Rate(Knew, Asked{"h", "r2"}, now)
		if !ok {
			t.Fatalf("%v cannot be rated", deck[0])
		}
		kept = append(slices.DeleteFunc(kept, func(c Card) bool { return c.Key == card.Key }), card)
		left := ids(Today(park(), past, kept, now))
		if !slices.Equal(left, got[1:]) {
			t.Fatalf("after %s there is %v, want %v", card.ID, left, got[1:])
		}
		got = left
	}
	if tomorrow := Today(park(), past, kept, now.AddDate(0, 0, 1)); !slices.Equal(ids(tomorrow), []string{"order"}) {
		t.Errorf("on the next day there is %v", ids(tomorrow))
	}
}

func TestWhatVanishedStillCountsForTheDay(t *testing.T) {
	var kept []Card
	for range PerDay {
		kept = append(kept, Card{Key: Key{"parc", Term, "gone"}, Reviews: 1, Reviewed: noon})
	}
	if got := Today(park(), missed("single"), append(kept, kept...), noon.AddDate(0, 0, 1)); len(got) != 1 {
		t.Errorf("on the next day there is %v", ids(got))
	}
	past := missed("single")
	past.Missed[0].At = noon.AddDate(0, 0, -2)
	if got := Today(park(), past, kept, noon); len(got) != 0 {
		t.Errorf("an eleventh: %v", ids(got))
	}
}

func TestRateOnce(t *testing.T) {
	card := Deck(park(), missed("single"), nil)[0]
	asked := Asked{Hash: "h", Revision: "r2"}
	if _, ok := card.Rate(Knew, asked, noon); ok {
		t.Error("rated on the day it was missed")
	}
	if _, ok := card.Rate(0, asked, noon.AddDate(0, 0, 1)); ok {
		t.Error("rated with nothing")
	}
	if _, ok := card.Rate(5, asked, noon.AddDate(0, 0, 1)); ok {
		t.Error("rated with 5")
	}
	late := time.Date(2026, 3, 14, 23, 59, 0, 0, time.FixedZone("", 3*3600)) // 20:59 UTC
	rated, ok := card.Rate(Knew, asked, late)
	if !ok || rated.Reviews != 1 || rated.Hash != "h" || rated.Revision != "r2" || !rated.Reviewed.Equal(late) {
		t.Fatalf("got %+v, %v", rated, ok)
	}
	if want := time.Date(2026, 3, 17, 0, 0, 0, 0, time.UTC); !rated.Due.Equal(want) {
		t.Errorf("due %v, want %v", rated.Due, want)
	}
	if again, ok := rated.Rate(Easy, asked, late); ok || again != rated {
		t.Errorf("rated twice: %+v", again)
	}
	forgotten, ok := rated.Rate(Missed, asked, late.AddDate(0, 0, 3))
	if !ok || forgotten.Stability >= rated.Stability {
		t.Errorf("forgotten: %+v", forgotten)
	}
	if got, _ := rated.next(Missed, 3); got != forgotten.Memory {
		t.Errorf("not three days: %+v, want %+v", forgotten.Memory, got)
	}
	// A clock that was set back is no reason to fail.
	if back, ok := (Card{Memory: Memory{3, 5}, Reviews: 1, Reviewed: noon.AddDate(0, 0, 2), Due: day(noon)}).Rate(Knew, asked, noon); !ok || back.Stability < 3 {
		t.Errorf("a clock set back: %+v", back)
	}
}

func TestParseRating(t *testing.T) {
	for s, want := range map[string]Rating{"missed": Missed, "knew": Knew, "easy": Easy, "": 0, "hard": 0, "1": 0} {
		if got, ok := ParseRating(s); got != want || ok != (want != 0) {
			t.Errorf("%q is %v, %v", s, got, ok)
		}
	}
}
