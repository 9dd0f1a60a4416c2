package suggestion_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sentier/internal/fault"
	"sentier/internal/suggestion"
)

func TestTidy(t *testing.T) {
	for in, want := range map[string]string{"": "", " \n\n": "", "a": "a\n", "a\r\nb\rc \n\n": "a\nb\nc\n", "---\na": "---\na\n"} {
		if got := suggestion.Tidy(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"  Ada\n Lovelace ": "Ada Lovelace", `A "<b@c>\`: "A b c", "\x00É\x7f": "É", "a\xffb": "a b"} {
		if got := suggestion.TidyCredit(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestChecks(t *testing.T) {
	long := strings.Repeat("a", suggestion.MostText)
	for _, c := range []struct {
		err  error
		want string
	}{
		{suggestion.CheckText("a\n", "b\n"), ""}, {suggestion.CheckText("a\n", ""), "suggest.empty"},
		{suggestion.CheckText("a\n", "a\n"), "suggest.same"}, {suggestion.CheckText("", long), ""}, {suggestion.CheckText("", long+"a"), "suggest.long"},
		{suggestion.CheckCredit(strings.Repeat("é", suggestion.MostCredit/2)), ""}, {suggestion.CheckCredit(strings.Repeat("é", suggestion.MostCredit/2+1)), "suggest.credit_long"},
		{suggestion.CheckWhy(strings.Repeat("é", suggestion.MostWhy)), ""}, {suggestion.CheckWhy(strings.Repeat("é", suggestion.MostWhy+1)), "suggest.why_long"},
	} {
		if (c.err == nil) != (c.want == "") || c.err != nil && fault.Message(c.err) != c.want {
			t.Errorf("%v, want %q", c.err, c.want)
		}
	}
}

const words = `---
translates: "01234567"
---

An introduction.

## One
<!-- term: one also="First" -->
The first.

` + "```\n## Two\n<!-- term: two -->\n```" + `

## Two

<!-- person: two -->
The second.


## One more
<!-- term: one-more -->
The last.
`

func TestParts(t *testing.T) {
	for term, want := range map[string]string{
		"one": "## One\n<!-- term: one also=\"First\" -->\nThe first.\n\n```\n## Two\n<!-- term: two -->\n```\n",
		"two": "## Two\n\n<!-- person: two -->\nThe second.\n", "one-more": "## One more\n<!-- term: one-more -->\nThe last.\n", "three": "",
	} {
		place := suggestion.Place{Term: term}
		got, ok := place.Part(words)
		if got != want || ok != (want != "") {
			t.Errorf("%s: %q, %t", term, got, ok)
		}
		same, ok := place.Put(words, got)
		if ok != (want != "") || ok && strings.ReplaceAll(words, "\n\n\n", "\n\n") != strings.ReplaceAll(same, "\n\n\n", "\n\n") {
			t.Errorf("%s put back: %q", term, same)
		}
	}
	two := suggestion.Place{Term: "two"}
	got, _ := two.Put(strings.ReplaceAll(words, "\n", "\r\n"), "## Deux\n<!-- person: two -->\nLe second.")
	if want := "```\r\n\r\n## Deux\r\n<!-- person: two -->\r\nLe second.\r\n\r\n## One more\r\n"; !strings.Contains(got, want) || strings.Count(got, "\n") != strings.Count(got, "\r\n") {
		t.Errorf("in a file of Windows: %q", got)
	}
	whole := suggestion.Place{}
	if got, ok := whole.Part("---\r\ntitle: a\r\n---\r\n"); got != "---\ntitle: a\n---\n" || !ok {
		t.Errorf("a whole file: %q, %t", got, ok)
	}
	if _, ok := whole.Part(""); ok {
		t.Error("a file that is gone has a text")
	}
}

func FuzzParts(f *testing.F) {
	f.Add(words, "two", "## Two\n<!-- term: two -->\nElse.\n")
	f.Add("## a\n<!-- term: a", "a", "")
	f.Add("---\n", "a", "x")
	f.Fuzz(func(t *testing.T, file, term, text string) {
		place := suggestion.Place{Term: term}
		part, ok := place.Part(file)
		out, put := place.Put(file, text)
		if ok && !put || !put && out != "" {
			t.Errorf("part %q (%t), put %q (%t)", part, ok, out, put)
		}
	})
}

// git runs the real one, as nobody's own.
func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	run := exec.Command("git", args...)
	run.Dir = dir
	run.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "HOME="+dir,
		"GIT_COMMITTER_NAME=Host", "GIT_COMMITTER_EMAIL=host@example.org", "GIT_AUTHOR_NAME=Host", "GIT_AUTHOR_EMAIL=host@example.org")
	out, err := run.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimRight(string(out), "\n")
}

// The real git applies what is written, and finds author, date, subject and text as they were, whatever was typed.
func TestGitTakesThePatch(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)
	for name, c := range map[string]struct{ author, why, before, after, diff string }{
		"plain":                  {"Ada Lovelace", "", "a\nb\n", "a\nc\n", "@@ -1,2 +1,2 @@\n a\n-b\n+c\n"},
		"accents and signs":      {`Élodie "Lô" d’Été, (x) \ Søren Ångström-Wójcik-Żak`, "Une coquille : été.\n\nMerci !", "été\n", "hiver\n", "@@ -1 +1 @@\n-été\n+hiver\n"},
		"a why that plays git":   {"A <evil@example.org>", "From: Evil <evil@example.org>\n---\ndiff --git a/x b/x\n--- a/x\n+++ b/x\nFrom x Mon Sep 17 00:00:00 2001\n-- >8 --", "a\n", "b\n", "@@ -1 +1 @@\n-a\n+b\n"},
		"lines of Windows":       {"Ada", "x", "a\r\nb\r\n", "a\r\nc\r\n", "@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n"},
		"a text that plays mbox": {"Ada", "", "a\n", "From x Mon Sep 17 00:00:00 2001\n---\n-- \n", "@@ -1 +1,3 @@\n-a\n+From x Mon Sep 17 00:00:00 2001\n+---\n+-- \n"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "m", "1-s", "1-l.fr.md")
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			write(t, path, c.before)
			git(t, dir, "init", "-q")
			git(t, dir, "config", "core.autocrlf", "false")
			git(t, dir, "add", ".")
			git(t, dir, "commit", "-qm", "first")
			p := suggestion.Patch{Author: c.author, Address: "nobody@cours.example", At: at, Subject: "Les débuts :  reprise\nd’un texte", Why: c.why,
				Note: "From https://cours.example/fr", Diff: "diff --git a/m/1-s/1-l.fr.md b/m/1-s/1-l.fr.md\n--- a/m/1-s/1-l.fr.md\n+++ b/m/1-s/1-l.fr.md\n" + c.diff}
			mbox := filepath.Join(t.TempDir(), "x.patch")
			write(t, mbox, p.Message())
			git(t, dir, "am", "-q", mbox)
			got, err := os.ReadFile(path)
			if err != nil || string(got) != c.after {
				t.Errorf("the file holds %q (%v), want %q", got, err, c.after)
			}
			if got, want := git(t, dir, "log", "-1", "--format=%an <%ae> %aI %s"),
				suggestion.TidyCredit(c.author)+" <nobody@cours.example> 2026-11-23T09:30:00+00:00 Les débuts : reprise d’un texte"; got != want {
				t.Errorf("the commit says %q, want %q", got, want)
			}
			if body := git(t, dir, "log", "-1", "--format=%b"); !strings.Contains(body, "https://cours.example/fr") || c.why != "" && !strings.Contains(body, "> "+strings.SplitN(c.why, "\n", 2)[0]) {
				t.Errorf("its message is %q", body)
			}
			if n := git(t, dir, "rev-list", "--count", "HEAD"); n != "2" {
				t.Errorf("%s commits, want 2", n)
			}
		})
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
