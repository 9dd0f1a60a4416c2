package diff

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// shown writes pieces as git does with --word-diff.
func shown(all []Piece) string {
	var b strings.Builder
	for _, p := range all {
		switch p.Kind {
		case Removed:
			b.WriteString("[-" + p.Text + "-]")
		case Added:
			b.WriteString("{+" + p.Text + "+}")
		default:
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"", "", ""},
		{"same\n", "same\n", "same\n"},
		{"", "new\n", "{+new\n+}"},
		{"old\n", "", "[-old\n-]"},
		{"one two three\n", "one 2 three\n", "one [-two-]{+2+} three\n"},
		{"a\nb\nc\n", "a\nc\n", "a\n[-b\n-]c\n"},
		{"a\nc\n", "a\nb\nc\n", "a\n{+b\n+}c\n"},
		// two words in a row are one change
		{"it was a dark night here\n", "it was a clear day here\n", "it was a [-dark night-]{+clear day+} here\n"},
		// signs stand alone: a full stop that came takes no word with it
		{"the end of the story\n", "the end of the story.\n", "the end of the story{+.+}\n"},
		{"L’été déjà fini là-bas\n", "L’hiver déjà fini là-bas\n", "L’[-été-]{+hiver+} déjà fini là-bas\n"},
		// what has nothing in common is not woven together
		{"the cat sat on a mat\n", "nobody expects inquisitions\n", "[-the cat sat on a mat\n-]{+nobody expects inquisitions\n+}"},
		{"no end of line", "no end of a line", "no end of {+a +}line"},
	} {
		if got := shown(Words(c.before, c.after)); got != c.want {
			t.Errorf("%q to %q: %q, want %q", c.before, c.after, got, c.want)
		}
	}
}

// Two long texts without a word in common take neither minutes nor gigabytes.
func TestWordsOfStrangers(t *testing.T) {
	var a, b strings.Builder
	r := rand.New(rand.NewPCG(1, 2))
	for range 60_000 {
		a.WriteString(string(rune('a'+r.IntN(26))) + "\n")
		b.WriteString(string(rune('A'+r.IntN(26))) + "\n")
	}
	holds(t, a.String(), b.String())
}

// holds fails unless the pieces make both texts, alternate, and put what went before what came.
func holds(t *testing.T, before, after string) {
	t.Helper()
	var old, recent strings.Builder
	last := Piece{Kind: -1}
	for _, p := range Words(before, after) {
		if p.Kind != Added {
			old.WriteString(p.Text)
		}
		if p.Kind != Removed {
			recent.WriteString(p.Text)
		}
		if p.Text == "" || p.Kind == last.Kind || p.Kind == Removed && last.Kind == Added {
			t.Fatalf("%.200q to %.200q: %v after %v", before, after, p, last)
		}
		last = p
	}
	if old.String() != before || recent.String() != after {
		t.Fatalf("%.200q to %.200q: the pieces make %.200q and %.200q", before, after, old.String(), recent.String())
	}
}

func FuzzWords(f *testing.F) {
	f.Add("one two\nthree\n", "one\ntwo three")
	f.Add("a b c d e", "e d c b a")
	f.Add("\xff\n\n \n", "é \xff")
	f.Fuzz(func(t *testing.T, before, after string) {
		holds(t, before, after)
		if Changed(Words(before, after)) != (before != after) {
			t.Fatal("changed or not?")
		}
	})
}

func TestLines(t *testing.T) {
	all := Words("one\ntwo words\nthree\n\nfour\n", "one\ntwo other words\nfour\nfive")
	var got []string
	for _, l := range Lines(all) {
		got = append(got, shown(l))
	}
	if want := "one|two {+other +}words|[-three-]|[--]|four|{+five+}"; strings.Join(got, "|") != want {
		t.Errorf("%q, want %q", strings.Join(got, "|"), want)
	}
	near := Near(Lines(Words("1\n2\n3\n4\n5\n6\n", "1\n2\n3\nx\n5\n6\n")), 1)
	for i, want := range []bool{false, false, true, true, true, true, false} {
		if near[i] != want {
			t.Errorf("line %d: %v", i, near[i])
		}
	}
}
