package lint_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"sentier/courses"
	"sentier/internal/compile"
	"sentier/internal/compile/compiletest"
	"sentier/internal/diag"
	"sentier/internal/i18n"
	"sentier/internal/lint"
)

// base is a course that nobody has anything to say about.
var base = compiletest.Sound(`translation-missing: "test", translation-stale: "test", explanation-missing: "test"`, "fr", "en")

// course lays files, written as in an archive, over the base.
func course(t testing.TB, archive string) fstest.MapFS {
	t.Helper()
	return compiletest.Files(t, base, txtar.Parse([]byte(archive)))
}

func messages(t testing.TB) *i18n.Catalog {
	t.Helper()
	return compiletest.Messages(t, os.DirFS("../compile/testdata/messages"))
}

func reviewed(t testing.TB, archive string, avoid ...string) diag.List {
	t.Helper()
	_, found, err := compile.Course(context.Background(), course(t, archive), compile.Config{
		Messages: messages(t), Review: lint.New(lint.Config{Avoid: avoid}).Review})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// lesson is a French one with a text, whose first line is the fifth.
func lesson(text string) string {
	return "-- m/1-s/1-l.fr.md --\n---\ntitle: Leçon\nobjectives: [Dire b]\n---\n" + text + "\n## Halte\n<!-- checkpoint -->\n\n### Un ?\n<!-- q: un -->\n\n- [x] a\n- [ ] b\n"
}

func english(text string) string {
	return "-- m/1-s/1-l.en.md --\n---\ntitle: Lesson\nobjectives: [Say b]\n---\n" + text + "\n"
}

func words(n int) string { return "M" + strings.TrimSpace(strings.Repeat("mot ", n))[1:] }

// asked is a quiz of questions with these options.
func asked(questions ...string) string {
	var b strings.Builder
	b.WriteString("-- m/1-s/quiz.fr.md --\n---\ntitle: Quiz\n---\n")
	for i, q := range questions {
		shuffle := ""
		if q, is := strings.CutPrefix(q, "shuffle "); is {
			shuffle, questions[i] = " shuffle=on", q
		}
		fmt.Fprintf(&b, "## Question %d ?\n<!-- q: q%d%s -->\n\n", i, i, shuffle)
		for o := range strings.SplitSeq(questions[i], "|") {
			label, right := strings.CutPrefix(o, "x")
			b.WriteString(map[bool]string{true: "- [x] ", false: "- [ ] "}[right] + strings.TrimSpace(label) + "\n")
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestReview(t *testing.T) {
	const lessonPath, quizPath = "m/1-s/1-l.fr.md", "m/1-s/quiz.fr.md"
	plain := strings.Repeat("Le chat dort. Il a faim. Il va voir la rue. ", 20)
	heavy := strings.Repeat("L'interopérabilité administrative conditionne irrémédiablement l'appropriation communautaire institutionnelle. ", 20)
	for name, test := range map[string]struct {
		archive string
		avoid   []string
		want    []string
	}{
		"nothing to say": {"", nil, nil},

		"forty words":              {lesson(words(40) + "."), nil, nil},
		"forty-one words":          {lesson("Un mot. " + words(41) + "."), nil, []string{lessonPath + ":5:9 sentence-long"}},
		"on its own line":          {lesson("Un mot.\n" + words(20) + "\n" + words(21) + "."), nil, []string{lessonPath + ":6:1 sentence-long"}},
		"in an item":               {lesson("- a\n- " + words(41)), nil, []string{lessonPath + ":6:3 sentence-long"}},
		"in an alert":              {lesson("> [!NOTE]\n> " + words(41)), nil, []string{lessonPath + ":6:3 sentence-long"}},
		"in bold, after an escape": {lesson("Un \\* mot. **" + words(41) + "**"), nil, []string{lessonPath + ":5:14 sentence-long"}},
		"cells, code, headings and footnotes are no sentences": {lesson("## " + words(41) + "\n\n| a |\n|---|\n| " + words(41) +
			" |\n\n```\n" + words(41) + "\n```\n\nMot[^a].\n\n[^a]: " + words(41) + "\n"), nil, nil},
		"short forms and figures end no sentence": {lesson("M. Roy, p. ex. J. Roy, vaut 3.14 sur site.example. " + words(41)), nil,
			[]string{lessonPath + ":5:52 sentence-long"}},
		"a quotation inside a sentence": {lesson("« " + words(30) + ". » " + strings.ToLower(words(11))), nil, []string{lessonPath + ":5:1 sentence-long"}},
		"what follows a quotation":      {lesson("« " + words(30) + ". » Oui " + words(30)), nil, nil},
		"of a translation":              {english("One. " + words(41)), nil, []string{"m/1-s/1-l.en.md:5:6 sentence-long"}},

		"plain words":        {lesson(plain), nil, nil},
		"hard words":         {lesson("Un.\n\n" + heavy), nil, []string{lessonPath + ":1:1 lesson-hard"}},
		"hard English words": {english(strings.Repeat("Institutional interoperability considerations necessitate comprehensive organisational transformation. ", 20)), nil, []string{"m/1-s/1-l.en.md:1:1 lesson-hard"}},
		"too little to tell": {lesson(heavy[:len(heavy)/20]), nil, nil},

		"links that say nothing": {lesson("Voyez [ici](https://a.example), [Cliquez ici !](https://a.example), [La suite…](https://a.example), [là](https://a.example)."), nil,
			[]string{lessonPath + ":5:7 link-text", lessonPath + ":5:33 link-text", lessonPath + ":5:69 link-text", lessonPath + ":5:101 link-text"}},
		"a link that says something":  {lesson("Voyez [le programme d'ici](https://a.example)."), nil, nil},
		"in its own language":         {english("See [here](https://a.example) and [ici](https://a.example)."), nil, []string{"m/1-s/1-l.en.md:5:5 link-text"}},
		"a long address as words":     {lesson("Voyez <https://a.example/une/adresse/qui/ne/se/lit/pas>."), nil, []string{lessonPath + ":5:7 link-text"}},
		"a short one, or a reference": {lesson("Voyez <https://a.example>, <a@a.example>[^a].\n\n[^a]: <https://a.example/une/adresse/qui/ne/se/lit/pas>\n"), nil, nil},

		"no objectives": {"-- m/1-s/sequence.fr.md --\n---\ntitle: S\n---\n" + strings.Replace(lesson(""), "objectives: [Dire b]\n", "", 1), nil,
			[]string{lessonPath + ":1:1 objectives-missing", "m/1-s/sequence.fr.md:1:1 objectives-missing"}},

		"the longest is right": {asked("xaaa|b|c", " a|xbbb|c", " a|b|xccc"), nil,
			[]string{quizPath + ":4:1 answer-longest"}},
		"not each time":          {asked("xaaa|b|c", " a|xbbb|c", " a|b|xc"), nil, nil},
		"two are chance":         {asked("xaaa|b|c", " a|xbbb|c"), nil, nil},
		"as long is not longest": {asked("xaa|bb|c", " a|xbbb|c", " a|b|xccc"), nil, nil},
		"the first is right":     {asked("xa|b|c", "xa|b|c", "xa|b|c"), nil, []string{quizPath + ":4:1 answer-first"}},
		"but they change places": {asked("shuffle xa|b|c", "shuffle xa|b|c", "shuffle xa|b|c"), nil, nil},
		"said twice":             {asked(" Été.|xEte|été !"), nil, []string{quizPath + ":8:1 option-alike", quizPath + ":9:1 option-alike"}},
		"signs that say more":    {asked(" C|xC++|-5| 5"), nil, nil},

		"untested":          {"-- m/1-s/2-b.fr.md --\n---\ntitle: B\nobjectives: [b]\n---\n", nil, []string{"m/1-s/2-b.fr.md:1:1 lesson-untested"}},
		"an untested draft": {"-- m/1-s/2-b.fr.md --\n---\ntitle: B\ndraft: on\n---\n", nil, nil},
		"tested by the quiz": {"-- m/1-s/2-b.fr.md --\n---\ntitle: B\nobjectives: [b]\n---\n## T\n" + asked("xa|b|c") +
			"> [!NOTE]\n> Voyez [la leçon B](2-b.fr.md#t).\n", nil, nil},

		"words to avoid": {lesson("Les Hommes\u00a0politiques, l’homme et les surhommes.\n\n## L'homme politique"), []string{"hommes politiques: élus", "l'homme"},
			[]string{lessonPath + ":5:5 word-avoided", lessonPath + ":5:24 word-avoided", lessonPath + ":7:1 word-avoided"}},
		"in front matter": {"-- m/1-s/sequence.fr.md --\n---\ntitle: Un quidam\nobjectives: [Dire a]\n---\n", []string{"quidam"}, []string{"m/1-s/sequence.fr.md:2:8 word-avoided"}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, f := range reviewed(t, test.archive, test.avoid...) {
				got = append(got, f.Pos.String()+" "+f.Code)
				if strings.Contains(f.Text("en")+f.Text("fr"), "%!") {
					t.Errorf("not the arguments that its words ask for: %s", f)
				}
			}
			slices.Sort(got)
			slices.Sort(test.want)
			if !slices.Equal(got, test.want) {
				t.Errorf("%q\nwant %q", got, test.want)
			}
		})
	}
}

// The module says what it does not want to hear of, with its reason.
func TestIgnore(t *testing.T) {
	archive := lesson(words(41))
	module := strings.Replace(strings.SplitAfter(base, "-- m/1-s/sequence")[0], `"test" }`, `"test", sentence-long: "une citation" }`, 1)
	module = strings.TrimSuffix(module, "-- m/1-s/sequence")
	if found := reviewed(t, archive+module); len(found) > 0 {
		t.Errorf("%v", found)
	}
	if found := reviewed(t, archive); len(found) != 1 {
		t.Errorf("%v", found)
	}
}

// What is shipped is written as we ask others to write.
func TestShippedCourses(t *testing.T) {
	linter := lint.New(lint.Config{})
	_, _, err := compile.Course(context.Background(), courses.Files(), compile.Config{Messages: messages(t), Bare: true,
		Review: func(m compile.Reviewed) diag.List {
			for _, f := range linter.Review(m) {
				if !m.Ignores(f.Code) {
					t.Errorf("%s", f)
				}
			}
			return nil
		}})
	if err != nil {
		t.Fatal(err)
	}
}

// BenchmarkReview is a module of a thousand lessons of a thousand words: what the advice adds to reading them.
func BenchmarkReview(b *testing.B) {
	var archive strings.Builder
	text := strings.Repeat("Vous vous servez d'Internet chaque jour, et personne ne vous a demandé votre avis. Voyez [le programme](https://a.example).\n\n", 50)
	for i := range 1000 {
		fmt.Fprintf(&archive, "-- m/1-s/%d-l%d.fr.md --\n---\ntitle: Leçon\nobjectives: [Dire b]\n---\n%s", i+2, i, text)
	}
	fsys := course(b, archive.String())
	for name, review := range map[string]func(compile.Reviewed) diag.List{"without": nil, "with": lint.New(lint.Config{Avoid: []string{"quidam"}}).Review} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, _, err := compile.Course(b.Context(), fsys, compile.Config{Messages: messages(b), Bare: true, Review: review}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
