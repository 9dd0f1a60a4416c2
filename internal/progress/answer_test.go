package progress

import (
	"html/template"
	"testing"

	"sentier/internal/quiz"
)

func TestGradeKeepsWhatWasAnswered(t *testing.T) {
	q := multiple("trois")
	a, ok := Grade(q, Reply{Given: quiz.Answer{Ranks: []int{0, 2}}, Lang: "en", Revision: "r", At: day(1)})
	if !ok || a.Question != "trois" || a.Fingerprint != q.Fingerprint || a.Lang != "fr" || a.Revision != "r" ||
		a.Verdict != quiz.Partial || a.Points != 67 || a.Total != 100 || a.Shown != "a\nc" || a.Carried || !a.At.Equal(day(1)) {
		t.Errorf("kept %+v", a)
	}
	if a, ok := Grade(q, Reply{Lang: "fr", At: day(1)}); ok {
		t.Errorf("nothing was answered, and %+v is kept", a)
	}
}

func TestHundredths(t *testing.T) {
	for _, c := range []struct {
		points int
		grade  quiz.Grade
		want   int
	}{
		{1, quiz.Grade{Verdict: quiz.Right, Earned: 1, Total: 1}, 100},
		{100, quiz.Grade{Verdict: quiz.Right, Earned: 7, Total: 7}, 10000},
		{1, quiz.Grade{Verdict: quiz.Wrong, Earned: 0, Total: 3}, 0},
		{1, quiz.Grade{Verdict: quiz.Partial, Earned: 1, Total: 3}, 33},
		{1, quiz.Grade{Verdict: quiz.Partial, Earned: 2, Total: 3}, 67},
		{2, quiz.Grade{Verdict: quiz.Partial, Earned: 1, Total: 3}, 67},
		{1, quiz.Grade{Verdict: quiz.Partial, Earned: 1, Total: 8}, 13},
		{1, quiz.Grade{Verdict: quiz.Partial, Earned: 999, Total: 1000}, 99},
		{1, quiz.Grade{Verdict: quiz.Partial, Earned: 1, Total: 1000}, 1},
	} {
		if got := hundredths(c.points, c.grade); got != c.want {
			t.Errorf("%d points, %+v: %d, want %d", c.points, c.grade, got, c.want)
		}
	}
}

func TestShown(t *testing.T) {
	match := ask("m", quiz.Match, 1, quiz.Key{Pairs: []int{0, 1}}, quiz.Wording{
		Rows: []template.HTML{"Lyon", "Rome"}, Choices: []template.HTML{"France", "<strong>Italie</strong>"}})
	cloze := ask("c", quiz.Cloze, 1, quiz.Key{}, quiz.Wording{Answers: [][]string{{"a"}, {"b"}}})
	for _, c := range []struct {
		name string
		q    *quiz.Question
		a    quiz.Answer
		want string
	}{
		{"choice", choice("q", 1), quiz.Answer{Ranks: []int{1}}, "l’autre"},
		{"choices, hostile", multiple("q"), quiz.Answer{Ranks: []int{-1, 9, 3}}, "d"},
		{"order", ordered("q"), quiz.Answer{Ranks: []int{2, -1, 7}}, "trois\n…\n…"},
		{"match", match, quiz.Answer{Ranks: []int{1}}, "Lyon – Italie\nRome – …"},
		{"text", typed("q", "Lee"), quiz.Answer{Texts: []string{" deux \n lignes <b> "}}, "deux lignes <b>"},
		{"cloze", cloze, quiz.Answer{Texts: []string{"", "b"}}, "…\nb"},
		{"none", choice("q", 1), quiz.Answer{}, ""},
	} {
		if got := shown(c.q, "fr", c.a); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestPlain(t *testing.T) {
	for _, c := range []struct{ label, want string }{
		{"<em>Un</em> &amp; <code>&lt;p&gt;</code>", "Un & <p>"},
		{`<img class="inline" src="/media/x.png" alt="Le &quot;Web&quot;, x > y" loading="lazy">  ici`, `Le "Web", x > y ici`},
		{`<a href="/x" title=" alt=&quot;non&quot;">oui</a>`, "oui"},
		{"quoi\u202f?\u00a0:", "quoi\u202f?\u00a0:"},
		{"jamais <fermé", "jamais"},
		{"", ""},
	} {
		if got := plain(template.HTML(c.label)); got != c.want {
			t.Errorf("%q: %q, want %q", c.label, got, c.want)
		}
	}
}
