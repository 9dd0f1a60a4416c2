package gitsync

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// as commits in somebody's name.
func (o *origin) as(who, message, name, text string) string {
	o.t.Helper()
	if err := os.WriteFile(filepath.Join(o.work, name), []byte(text), 0o644); err != nil {
		o.t.Fatal(err)
	}
	o.git("add", "-A")
	o.git("commit", "-q", "-m", message, "--author", who, "--date", day(len(text)).Format("2006-01-02T15:04:05Z"))
	o.git("push", "-q", "--force", "origin", "HEAD")
	return o.git("rev-parse", "HEAD")
}

func TestWhoChangedAFile(t *testing.T) {
	o := newOrigin(t)
	o.as("first <first@example.org>", "begin", "a.md", "1")
	o.as("Deux <deux@example.org>", "go on\n\nCo-authored-by: Trois <trois@example.org>\nCo-Authored-By: broken", "a.md", "12")
	o.as("Hidden <hidden@example.org>", "quietly", "a.md", "123")
	o.as("updates[bot] <bot@example.org>", "automatic", "a.md", "1234")
	o.git("checkout", "-q", "-b", "side")
	o.as("Quatre <quatre@example.org>", "aside", "a.md", "12345")
	o.git("checkout", "-q", "main")
	o.as("Cinq <cinq@example.org>", "another file", "b.md", "123456")
	o.git("merge", "-q", "--no-ff", "-m", "merge", "side")
	o.git("mv", "a.md", "c.md")
	o.as("Six <six@example.org>", "only moved, and another file", "b.md", "1234567")
	at := o.as("Sept <sept@example.org>", "names", ".mailmap",
		"Première <premiere@example.org> FIRST <First@example.org>\n# a note\n- <hidden@example.org>\n<deux@example.com> <deux@example.org>\nbroken <\n")
	r := open(t, Config{URL: o.bare, Branch: "main"})
	follows(t, r, at)
	got, err := r.History(context.Background(), at, "", []string{"c.md", "b.md", "none.md"})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"c.md": "Première, Deux, Trois, Quatre", "b.md": "Cinq, Six", "none.md": ""} {
		if by := strings.Join(got[name].By, ", "); by != want {
			t.Errorf("%s is by %s, want %s", name, by, want)
		}
	}
}

func FuzzMailmap(f *testing.F) {
	f.Add("A <a@b> C <c@d>\n- <x@y>\n<e@f> <g@h>", "c", "c@d")
	f.Add("<<>><", "", "")
	f.Fuzz(func(t *testing.T, text, name, email string) {
		if got := parseMailmap(text).name(Person{name, email}); strings.Contains(got, "\n") && !strings.Contains(name, "\n") {
			t.Errorf("a name of two lines: %q", got)
		}
	})
}
