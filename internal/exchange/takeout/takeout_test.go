package takeout

import (
	"encoding/json"
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/badge"
	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/progress"
	"sentier/internal/quiz"
)

var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

// sample is a module of two lessons, one of which is a draft, and a quiz of two questions.
func sample() *course.Course {
	m := &course.Module{ID: "net", Slug: "net", Languages: []string{"fr"}, XP: course.XP{Lesson: 10, Quiz: 40, Module: 100}, Badge: &course.Badge{}}
	s := &course.Sequence{ID: "web", Module: m}
	for _, id := range []course.LessonID{"origines", "brouillon"} {
		s.Lessons = append(s.Lessons, &course.Lesson{ID: id, Sequence: s, Draft: id == "brouillon",
			Renditions: map[string]*course.Rendition{"fr": {Lang: "fr", Hash: "aa"}}})
	}
	s.Quiz = &course.Quiz{Sequence: s, Pass: 60, Questions: []*quiz.Question{ask("un"), ask("deux")}}
	m.Sequences = []*course.Sequence{s}
	return &course.Course{Revision: "0123456789ab", Modules: []*course.Module{m}}
}

// ask is a question whose first option is right.
func ask(id quiz.QuestionID) *quiz.Question {
	q := &quiz.Question{ID: id, Kind: quiz.Single, Points: 1, Source: "fr", Key: quiz.Key{Right: []bool{true, false}},
		Wordings: map[string]*quiz.Wording{"fr": {Lang: "fr", Options: []quiz.Option{{Label: "oui"}, {Label: "non"}}}}}
	q.Fingerprint = quiz.Fingerprint(q)
	return q
}

func here() Here {
	return Here{Account: "01900000-0000-7000-8000-00000000000a", Course: sample(), Base: "https://here.example", Now: noon}
}

// file is an export in which the lesson was read and the quiz handed in with one right answer of two.
func file(change func(*attempt)) string {
	c := sample()
	at := noon.Add(-time.Hour)
	given := func(q *quiz.Question, rank int) progress.Answer {
		a, _ := progress.Grade(q, progress.Reply{Given: quiz.Answer{Ranks: []int{rank}}, Lang: "fr", Revision: "r", At: at})
		return a
	}
	q := c.Modules[0].Sequences[0].Quiz
	a := attempt{progress.Attempt{ID: "theirs", Module: "net", Sequence: "web", Lang: "fr", Revision: "r", Seed: "seed",
		Questions: []quiz.QuestionID{"un", "deux"}, Started: at, Finished: at.Add(time.Minute), Points: 100, Total: 200},
		[]progress.Answer{given(q.Questions[0], 0), given(q.Questions[1], 1)}}
	if change != nil {
		change(&a)
	}
	data, err := json.Marshal(map[string]any{
		"format": Format, "site": "https://there.example", "name": "Ana",
		"read":     []progress.Read{{Module: "net", Lesson: "origines", Hash: "aa", Revision: "r", At: at}},
		"attempts": []attempt{a},
		"points":   []progress.Entry{{Reason: progress.ForModule, Subject: "net", Module: "net", Points: 1_000_000, At: at}},
	})
	if err != nil {
		panic(err)
	}
	return string(data)
}

func take(t testing.TB, text string, h Here) Taken {
	t.Helper()
	f, err := Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return f.Take(h)
}

func TestTake(t *testing.T) {
	h := here()
	got := take(t, file(nil), h)
	if got.Lessons != (Tally{Came: 1}) || got.Quizzes != (Tally{Came: 1}) || got.Signs != (Tally{}) {
		t.Fatalf("%+v %+v %+v", got.Lessons, got.Quizzes, got.Signs)
	}
	if r := got.Reads[0]; !r.Imported || r.Hash != "aa" || !r.At.Equal(noon.Add(-time.Hour)) {
		t.Errorf("read %+v", r)
	}
	a := got.Attempts[0].Attempt
	if !a.Imported || a.ID == "theirs" || a.Points != 100 || a.Total != 200 || a.Passed {
		t.Errorf("attempt %+v", a)
	}
	if points := progress.Points(got.Entries); points != 150 { // by the amounts of here, not the million of the file
		t.Errorf("%d points: %+v", points, got.Entries)
	}
	h.Facts = h.Facts.WithImported(got.Imported).WithEntries(got.Entries...)
	if badge.Due(progress.Of(h.Facts, h.Course).Module("net")) {
		t.Error("a badge is signed for a quiz that was taken elsewhere")
	}

	t.Run("again", func(t *testing.T) {
		again := take(t, file(nil), h)
		if again.Lessons != (Tally{Had: 1}) || again.Quizzes != (Tally{Had: 1}) || !reflect.DeepEqual(again.Imported, progress.Imported{}) {
			t.Errorf("%+v", again)
		}
	})
	t.Run("another learner", func(t *testing.T) {
		other := here()
		other.Account = "01900000-0000-7000-8000-00000000000b"
		if b := take(t, file(nil), other).Attempts[0].Attempt; b.ID == a.ID {
			t.Error("two learners have one id")
		}
	})
	t.Run("away again", func(t *testing.T) {
		left, gone := h.Facts.WithoutImported(h.Course, noon)
		if len(left.Reads)+len(left.Attempts)+len(left.Entries) != 0 || len(gone) != 3 {
			t.Errorf("left %+v, gone %+v", left, gone)
		}
	})
}

func TestTakeLeavesOut(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*attempt)
		want   Tally
	}{
		"another module":   {func(a *attempt) { a.Module = "x" }, Tally{Unknown: 1}},
		"another sequence": {func(a *attempt) { a.Sequence = "x" }, Tally{Unknown: 1}},
		"not handed in":    {func(a *attempt) { a.Finished = time.Time{} }, Tally{Open: 1}},
		"before it was":    {func(a *attempt) { a.Started = a.Started.AddDate(-20, 0, 0) }, Tally{Broken: 1}},
		"to come":          {func(a *attempt) { a.Finished = noon.Add(time.Hour) }, Tally{Broken: 1}},
		"ends too soon":    {func(a *attempt) { a.Finished = a.Started.Add(-time.Second) }, Tally{Broken: 1}},
		"asks nothing":     {func(a *attempt) { a.Questions = nil }, Tally{Broken: 1}},
		"asks twice":       {func(a *attempt) { a.Questions = append(a.Questions, "un") }, Tally{Broken: 1}},
		"nothing given":    {func(a *attempt) { a.Answers = nil }, Tally{Broken: 1}},
		"many answers":     {func(a *attempt) { a.Answers = make([]progress.Answer, mostAsked+1) }, Tally{Broken: 1}},
		"no such verdict":  {func(a *attempt) { a.Answers[0].Fingerprint, a.Answers[0].Verdict = "x", "great" }, Tally{Broken: 1}},
		"points above all": {func(a *attempt) { a.Answers[0].Fingerprint, a.Answers[0].Points = "x", 101 }, Tally{Broken: 1}},
		"points below all": {func(a *attempt) { a.Answers[1].Fingerprint, a.Answers[1].Points = "x", -1 }, Tally{Broken: 1}},
		"an endless total": {func(a *attempt) {
			a.Answers[0].Fingerprint, a.Answers[0].Points, a.Answers[0].Total = "x", 1<<62, 1<<62
		}, Tally{Broken: 1}},
		"a blank answer":  {func(a *attempt) { a.Answers[0].Given = quiz.Answer{} }, Tally{Broken: 1}},
		"a rank far away": {func(a *attempt) { a.Answers[0].Given.Ranks = []int{1 << 40} }, Tally{Broken: 1}},
		"shown controls":  {func(a *attempt) { a.Answers[0].Shown = "\x1b[2J" }, Tally{Broken: 1}},
	} {
		if got := take(t, file(test.change), here()); got.Quizzes != test.want || len(got.Attempts) != 0 || got.Lessons.Came != 1 {
			t.Errorf("%s: %+v", name, got.Quizzes)
		}
	}
	draft := strings.Replace(file(nil), `"origines"`, `"brouillon"`, 1)
	if got := take(t, draft, here()); got.Lessons != (Tally{Unknown: 1}) {
		t.Errorf("a draft: %+v", got.Lessons)
	}
}

// What the file claims of an answer counts for nothing where the question can be asked again.
func TestTakeGradesAnew(t *testing.T) {
	got := take(t, file(func(a *attempt) {
		for i := range a.Answers {
			a.Answers[i].Given, a.Answers[i].Verdict, a.Answers[i].Points, a.Answers[i].Total = quiz.Answer{Ranks: []int{1}}, quiz.Right, 500, 500
		}
		a.Points, a.Total, a.Passed = 1000, 1000, true
	}), here())
	if a := got.Attempts[0].Attempt; a.Points != 0 || a.Total != 200 || a.Passed {
		t.Errorf("%+v", a)
	}
	changed := take(t, file(func(a *attempt) { a.Answers[1].Fingerprint = "as it was" }), here())
	if answers := changed.Attempts[0].Answers; len(answers) != 2 || answers[0].Verdict == answers[1].Verdict {
		t.Errorf("%+v", answers)
	}
}

func TestTakeBadges(t *testing.T) {
	key, err := badge.NewKey(2048, noon)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := badge.ParseKeys([]account.SiteKey{key})
	if err != nil {
		t.Fatal(err)
	}
	m := sample().Modules[0]
	m.Texts = map[string]*course.ModuleText{"fr": {Lang: "fr", Title: "Net", BadgeTitle: "Le chemin", BadgeCriteria: "Tout lire."}}
	token := func(base string, id badge.ID) string {
		b, err := badge.Issuer{Base: base, Name: "x"}.Issue(keys[0], badge.Award{ID: id, Module: m, Lang: "fr",
			Position: badge.Position{List: 1, Index: 3}, At: noon.Add(-time.Hour)})
		if err != nil {
			t.Fatal(err)
		}
		return b.Token
	}
	there := token("https://there.example", "0197c3a0-7c1e-7b52-9f3a-2b6c1d4e5f60")
	text := fmt.Sprintf(`{"format":%q,"badges":[{"token":%q},{"token":%q},{"token":"a.b.c"},{"token":%q},7,{"token":"x","revoked":"2026-01-01T00:00:00Z"}],"badgesOfOthers":[{"token":%q}]}`,
		Format, there, there, token("https://here.example", "0197c3a0-7c1e-7b52-9f3a-2b6c1d4e5f61"),
		token("https://third.example", "0197c3a0-7c1e-7b52-9f3a-2b6c1d4e5f60"))
	h := here()
	got := take(t, text, h)
	if got.Signs != (Tally{Came: 2, Had: 2, Broken: 3}) || got.Badges[0].Title != "Le chemin" {
		t.Fatalf("%+v %+v", got.Signs, got.Badges)
	}
	h.Badges = got.Badges
	if again := take(t, text, h); again.Signs != (Tally{Had: 4, Broken: 3}) || again.Badges != nil {
		t.Errorf("again: %+v", again.Signs)
	}
}

func TestParseRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                               "import.unreadable",
		"PK\x03\x04":                     "import.unreadable",
		"[]":                             "import.unreadable",
		`{"format":"something"}`:         "import.unreadable",
		`{"format":"sentier export 2"}`:  "import.newer",
		strings.Repeat(" ", MostBytes+1): "import.large",
		strings.Repeat("[", 100_000):     "import.unreadable",
		`{"format":"sentier export 1",}`: "import.unreadable",
	} {
		if _, err := Parse([]byte(text)); err == nil || fault.Message(err) != want || fault.KindOf(err) != fault.Invalid {
			t.Errorf("%.40q: %v, want %s", text, err, want)
		}
	}
	f, err := Parse([]byte("\uFEFF" + `{"format":"sentier export 1","name":"a\nb","read":{},"attempts":[1,{"started":"x"},null],"badges":null}`))
	if err != nil || f.Name != "" || f.Broken != (Broken{Reads: 1, Attempts: 2}) {
		t.Errorf("%+v, %v", f, err)
	}
}

// A file is bounded whatever it repeats: no small one becomes a large one in memory.
func TestParseBounds(t *testing.T) {
	many := strings.Repeat("{},", 1_300_000)
	text := `{"format":"sentier export 1","attempts":[` + many[:len(many)-1] + `]}`
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f, err := Parse([]byte(text))
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Attempts) != mostAttempts || f.Broken.Attempts != 1 {
		t.Errorf("%d attempts, %d left out", len(f.Attempts), f.Broken.Attempts)
	}
	if grown := (after.TotalAlloc - before.TotalAlloc) >> 20; grown > 32 {
		t.Errorf("4 MB of braces take %d MB", grown)
	}
}

// FuzzTake: any bytes may come. What is taken over is marked, bounded, about what this site has, graded by its rules,
// and the same file brings nothing twice.
func FuzzTake(f *testing.F) {
	f.Add([]byte(file(nil)))
	f.Add([]byte(file(func(a *attempt) { a.Answers[0].Fingerprint, a.Retry = "x", "theirs" })))
	f.Add([]byte(`{"format":"sentier export 1","read":[{"module":"net","lesson":"origines","at":"2026-01-01T00:00:00Z"}],"badges":[{"token":"a.b.c"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		parsed, err := Parse(data)
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Fatalf("%v", err)
			}
			return
		}
		h := here()
		got := parsed.Take(h)
		facts := h.Facts.WithImported(got.Imported).WithEntries(got.Entries...)
		for _, r := range facts.Reads {
			if !r.Imported || r.At.After(noon.Add(time.Minute)) || r.Lesson != "origines" {
				t.Fatalf("read %+v", r)
			}
		}
		for _, s := range got.Attempts {
			a := s.Attempt
			if !a.Imported || a.Finished.IsZero() || a.Points < 0 || a.Points > a.Total || len(s.Answers) > len(a.Questions) {
				t.Fatalf("attempt %+v", a)
			}
			sheet := progress.NewSheet(h.Course.Modules[0].Sequences[0].Quiz, a, slices.Clone(s.Answers))
			if _, finished := sheet.Result("fr"); !finished || len(sheet.Missed()) > 0 {
				t.Fatalf("sheet %+v", sheet)
			}
		}
		if badge.Due(progress.Of(facts, h.Course).Module("net")) {
			t.Fatal("a file earns a badge")
		}
		if progress.Points(got.Entries) > 150 {
			t.Fatalf("%+v", got.Entries)
		}
		h.Facts, h.Badges = facts, got.Badges
		if again := parsed.Take(h); !reflect.DeepEqual(again.Imported, progress.Imported{}) || len(again.Badges) > 0 {
			t.Fatalf("again: %+v", again)
		}
		if left, _ := facts.WithoutImported(h.Course, noon); len(left.Reads)+len(left.Attempts)+len(left.Entries) > 0 {
			t.Fatalf("left: %+v", left)
		}
	})
}
