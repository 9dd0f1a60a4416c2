package compile

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"sentier/internal/quiz"
)

// FuzzQuestion compiles a quiz of one question: what is accepted can be asked and graded.
func FuzzQuestion(f *testing.F) {
	for _, s := range []string{
		"q: a\n- [x] b\n- [ ] c\n  > d\n\n> [!TIP]\n> e\n\n> [!NOTE]\n> f\n",
		"q: a kind=multiple points=3 shuffle=on\n- [x] b\n- [x] c\n", "q: a kind=truefalse\n1. [x] b\n2. [ ] c\n",
		"q: a kind=number\n\n= -1.5 ± 0.1\n", "q: a kind=number\n\n= 10..12\n", "q: a kind=text exact\n\n= b | `c|d` \\| e\n",
		"q: a kind=cloze\nb [= c | d =]\n\n| e | f |\n|---|---|\n| *[= g \\| h =]* | i |\n\n- [= j =]\n\nk\n",
		"q: a kind=order\n1. b\n2. c\n", "q: a kind=match\n| b | c |\n|---|---|\n| d | e |\n| f | e |\n| | g |\n",
		"q: a kind=match\n| b | c |\n|---|---|\n| `d\\|` | e |\n| ![f](x) | |\n", "q: a\n- [x] [x]\n-[ ] b\n- [ ](c)\n",
		"q: a kind=cloze\n[= =] [=b=] \\[= [c [= d =]](e) `[= f =]` [= `=]` =]\n",
	} {
		f.Add(s)
	}
	cfg := config(f)
	archive := files(f, &txtar.Archive{})
	f.Fuzz(func(t *testing.T, text string) {
		comment, body, _ := strings.Cut(text, "\n")
		fsys := fstest.MapFS{"m/1-s/quiz.fr.md": {Data: []byte("---\ntitle: T\n---\n## Q\n<!-- " + comment + " -->\n" + body)}}
		for name, file := range archive {
			fsys[name] = file
		}
		c, found, err := Course(context.Background(), fsys, cfg)
		if err != nil {
			t.Fatal(err)
		}
		if c == nil {
			if found.Errors() == 0 {
				t.Fatal("no course and no errors")
			}
			return
		}
		for _, q := range c.Modules[0].Sequences[0].Quiz.Questions {
			checkQuestion(t, q)
		}
	})
}

// checkQuestion refuses a question that could not be asked or graded.
func checkQuestion(t *testing.T, q *quiz.Question) {
	t.Helper()
	w := q.Wordings[q.Source]
	between := func(what string, n, least, most int) {
		if n < least || n > most {
			t.Errorf("%s: %d %s", q.Kind, n, what)
		}
	}
	right := 0
	for _, r := range q.Key.Right {
		if r {
			right++
		}
	}
	between("points", q.Points, 1, 100)
	gaps := 0
	for _, p := range w.Cloze {
		gaps = max(gaps, p.Gap)
	}
	switch q.Kind {
	case quiz.Single, quiz.TrueFalse, quiz.Multiple:
		between("options", len(w.Options), 2, maxOptions)
		between("marks", len(q.Key.Right), len(w.Options), len(w.Options))
		between("right options", right, 1, len(w.Options))
		if q.Kind != quiz.Multiple {
			between("right options", right, 1, 1)
		}
	case quiz.Number:
		if q.Key.Low == nil || q.Key.Low.Cmp(q.Key.High) > 0 {
			t.Errorf("from %v to %v", q.Key.Low, q.Key.High)
		}
	case quiz.Text:
		between("answers", len(w.Answers), 1, 1)
	case quiz.Cloze:
		between("gaps", gaps, 1, 1000)
		between("answers", len(w.Answers), gaps, gaps)
	case quiz.Order:
		between("items", len(w.Items), 2, maxOptions)
	case quiz.Match:
		between("rows", len(w.Rows), 2, maxOptions)
		between("pairs", len(q.Key.Pairs), len(w.Rows), len(w.Rows))
		for _, choice := range q.Key.Pairs {
			between("choice", choice, 0, len(w.Choices)-1)
		}
	default:
		t.Errorf("the kind %q", q.Kind)
	}
	for _, answers := range w.Answers {
		for _, a := range answers {
			if strings.TrimSpace(a) == "" {
				t.Errorf("an empty answer among %q", answers)
			}
		}
	}
}
