package lang

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// In the tables below, · is U+00A0, ¬ is U+202F and | is a line break.
var visible = strings.NewReplacer("\u00a0", "·", "\u202f", "¬", "\n", "|")

// The text of a block as one run, save what stands in backquotes, which is opaque, and what follows a backslash.
func runs(s string) []Run {
	var all []Run
	text := ""
	flush := func() {
		if text != "" {
			all = append(all, Run{Text: text})
			text = ""
		}
	}
	code := false
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s):
			flush()
			_, width := utf8.DecodeRuneInString(s[i+1:])
			all = append(all, Run{Text: s[i+1 : i+1+width], Kept: true})
			i += width
		case s[i] == '`':
			if code {
				all, text = append(all, Run{Text: text, Opaque: true}), ""
			} else {
				flush()
			}
			code = !code
		case s[i] == '_': // parts two nodes
			flush()
		case s[i] == '|':
			text += "\n"
		default:
			text += s[i : i+1]
		}
	}
	flush()
	return all
}

func set1(tag, s string) string {
	all := runs(s)
	Typography(tag, all)
	var out strings.Builder
	for _, r := range all {
		out.WriteString(r.Text)
	}
	return visible.Replace(out.String())
}

func TestTypographyFrench(t *testing.T) {
	for _, c := range []struct{ in, out string }{
		// spaces before marks
		{"Pourquoi ?", "Pourquoi¬?"},
		{"Quoi ?! Vraiment !!! Oui ; non : si.", "Quoi¬?! Vraiment¬!!! Oui¬; non·: si."},
		{"Bravo  !", "Bravo¬!"},
		{"déjà fait\u00a0? fait\u202f: oui", "déjà fait¬? fait·: oui"},
		{"Quoi ? !", "Quoi¬?¬!"},
		{"(vraiment ?)", "(vraiment¬?)"},
		{"vraiment ?…", "vraiment¬?…"},
		{"Pourquoi? Non!", "Pourquoi? Non!"},
		{"à 12:30, 12 : 30", "à 12:30, 12·: 30"},
		{"https://a.example/?q=1 :-) ;-) :smile: a ?b c :d", "https://a.example/?q=1 :-) ;-) :smile: a ?b c :d"},
		{"Voici :", "Voici·:"},
		{"Voici :|la suite", "Voici·:|la suite"},
		{"mot|! et mot |!", "mot|! et mot |!"},
		{" ! et ? rien", " ! et¬? rien"},
		{"`code` : oui `a`?", "code·: oui a?"},
		{"Et `x` ?`y`", "Et x ?y"},
		{"_gras _!", "gras¬!"},
		{"gras _ _ !_ fin", "gras¬! fin"},
		{`ouvert \!`, "ouvert¬!"},
		{"10 000 %, 5 €", "10 000 %, 5 €"},
		// guillemets
		{"«mot»", "«·mot·»"},
		{"« mot »", "«·mot·»"},
		{"«\u202fmot  »", "«·mot·»"},
		{"« Quoi ? » dit-il", "«·Quoi¬?·» dit-il"},
		{"«Quoi ?»", "«·Quoi¬?·»"},
		{"« ! »", "«·!·»"},
		{"«» « »", "«·» «·»"},
		{"«`code`»", "«·code·»"},
		{"« _mot_ »_ !", "«·mot·»¬!"},
		{"«|mot|»", "«|mot|»"},
		{"« Un « deux » trois »", "«·Un «·deux·» trois·»"},
		{"fin «", "fin «"},
		{"»", "»"},
		// dots
		{"Et puis... rien", "Et puis… rien"},
		{"... et puis...", "… et puis…"},
		{"`code`...", "code…"},
		{"../ .... a...b 3... (a)... a.. b", "../ .... a...b 3... (a)... a.. b"},
		{`a\... b`, "a... b"},
		{"Il dit... »", "Il dit…·»"},
		// dashes
		{"un -- deux -- trois", "un – deux – trois"},
		{"-- Bonjour", "– Bonjour"},
		{"1914--1918", "1914–1918"},
		{"un --- deux", "un — deux"},
		{"un---deux", "un—deux"},
		{"--fix a--b ---- `x`--", "--fix a--b ---- x--"},
		{`\--- \-- -\--`, "--- -- ---"},
		{"fin --|suite", "fin –|suite"},
		// apostrophes
		{"L'été, c'est l'`API` d'_Internet_", "L’été, c’est l’API d’Internet"},
		{"l_'_été et e\u0301't", "l’été et e\u0301’t"},
		{"`code`'s, 5'10", "code’s, 5’10"},
		{"'mot' et \"mot\"", "'mot’ et \"mot\""},
		{`l\'été`, "l'été"},
		{"", ""},
	} {
		if got := set1("fr", c.in); got != c.out {
			t.Errorf("%q gives %q, want %q", c.in, got, c.out)
		}
	}
}

func TestTypographyEnglish(t *testing.T) {
	for _, c := range []struct{ in, out string }{
		{`"Hello," she said.`, "“Hello,” she said."},
		{`"It's 'fine'," she said, "isn't it?"`, "“It’s ‘fine’,” she said, “isn’t it?”"},
		{`"'Hello,' he said," she said`, "“‘Hello,’ he said,” she said"},
		{`'"Hello," he said,' she said`, "‘“Hello,” he said,’ she said"},
		{`She said, "He said 'no'".`, "She said, “He said ‘no’”."},
		{`the '90s, '68 and 'tis the season, rock 'n' roll, get 'em`, "the ’90s, ’68 and ’tis the season, rock ’n’ roll, get ’em"},
		{`"'Tis true," and 'twas so`, "“’Tis true,” and ’twas so"},
		{`'em' and 'tisn't and 'emphasis'`, "‘em’ and ’tisn’t and ‘emphasis’"},
		{`the users' rights, James' and Alice's`, "the users’ rights, James’ and Alice’s"},
		{`("word") ["a"] "(b)"`, "(“word”) [“a”] “(b)”"},
		{`he said--"what?"--and left`, "he said--“what?”--and left"},
		{`"wait--" and key:"value"`, "“wait--” and key:“value”"},
		{`"` + "`code`" + `" and '` + "`code`" + `'`, "“code” and ‘code’"},
		{`"_word_"`, "“word”"},
		{`".com" and ''`, "“.com” and ‘’"},
		{`"" and " spaced "`, "“” and “ spaced ”"},
		{`6" and 7" pipes`, "6” and 7” pipes"},
		{`a 6" pipe and "this"`, `a 6" pipe and "this"`},
		{`a \" and "this" isn\'t`, `a " and “this” isn't`},
		{`\"'quoted'\"`, `"‘quoted’"`},
		{`5 ' 3`, "5 ' 3"},
		{`"a"|"b"`, "“a”|“b”"},
		{"What ? No : «yes» ; 12:30", "What ? No : «yes» ; 12:30"},
		{"Well... 1914--1918 -- and --- so", "Well… 1914–1918 – and — so"},
		{`post-'90s 'til (foo)'s`, "post-’90s ’til (foo)’s"},
		{`either/'or'`, "either/‘or’"},
	} {
		if got := set1("en-GB", c.in); got != c.out {
			t.Errorf("%q gives %q, want %q", c.in, got, c.out)
		}
	}
}

func TestTypographyElsewhere(t *testing.T) {
	in := `"Was?" ... 'so' -- «so» !`
	for _, tag := range []string{"de", "", "frr", "eng", "x"} {
		if got := set1(tag, in); got != in {
			t.Errorf("%s gives %q, want it as typed", tag, got)
		}
	}
	for _, tag := range []string{"fr-CA", "FR", "fr_BE"} {
		if got := set1(tag, "Quoi ?"); got != "Quoi¬?" {
			t.Errorf("%s gives %q, want French", tag, got)
		}
	}
}

// FuzzTypography holds what no text may break: opaque and kept runs are the same, nothing but spaces, quotation
// marks, dots and dashes changes, and a second pass has nothing left to do.
func FuzzTypography(f *testing.F) {
	for _, s := range []string{"« Quoi ?! »", `"'Hi'" 'tis`, "a... -- --- 1--2", "`x` : \\\" '", "«", "\xff ! \x80"} {
		f.Add(true, s)
		f.Add(false, s)
	}
	f.Fuzz(func(t *testing.T, french bool, s string) {
		tag := "en"
		if french {
			tag = "fr"
		}
		before, after := runs(s), runs(s)
		Typography(tag, after)
		for i := range after {
			if (after[i].Opaque || after[i].Kept) && after[i] != before[i] {
				t.Fatalf("run %d changed: %q is %q", i, before[i].Text, after[i].Text)
			}
		}
		if a, b := skeleton(before), skeleton(after); a != b {
			t.Fatalf("%q lost or won something: %q is %q", s, a, b)
		}
		again := append([]Run{}, after...)
		Typography(tag, again)
		for i := range again {
			if again[i] != after[i] {
				t.Fatalf("%q: a second pass makes %q of %q", s, again[i].Text, after[i].Text)
			}
		}
	})
}

var plain = strings.NewReplacer("…", "", ".", "", "–", "", "—", "", "-", "", "’", "", "‘", "", "'", "",
	"“", "", "”", "", `"`, "")

func skeleton(all []Run) string {
	var out strings.Builder
	for _, r := range all {
		out.WriteString(r.Text)
	}
	return strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsSpace(r) {
			return -1
		}
		return r
	}, plain.Replace(out.String()))
}

// A paragraph as lessons have them, then blocks of the largest size that the format takes, made of what asks most
// of the rules.
func BenchmarkTypography(b *testing.B) {
	const prose = "Quand on écrit une adresse dans un navigateur, l'ordinateur demande d'abord où se trouve la machine " +
		"qui porte ce nom : c'est le travail d'un annuaire mondial, le DNS. La réponse tient en quelques chiffres. " +
		"Elle est gardée un moment en mémoire, pour ne pas poser deux fois la même question... « Et si l'annuaire " +
		"ment ? » Alors on arrive ailleurs, sans toujours s'en rendre compte."
	for _, c := range []struct {
		name, tag, text string
		times           int
	}{
		{"paragraph", "fr", prose, 1}, {"marks", "fr", " !?;:", 3000}, {"dots", "fr", "..... ---- ", 1500},
		{"quotes", "en", `"'" 'tis'`, 2000},
	} {
		b.Run(c.name, func(b *testing.B) {
			text := strings.Repeat(c.text, c.times)
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Typography(c.tag, []Run{{Text: text}})
			}
		})
	}
}
