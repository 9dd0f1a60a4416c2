package translate

import (
	"bufio"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// written is a folder of one module with a lesson and its translation from a version that is not there.
func written(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range map[string]string{
		"m/module.fr.md":       "---\ntitle: M\nsummary: S\nlanguages: [fr, en]\nlicence: MIT\nauthors: [A]\n---\n",
		"m/1-s/sequence.fr.md": "---\ntitle: S\n---\n",
		"m/1-s/1-l.fr.md":      "---\ntitle: L\n---\nUn texte.\n",
		"m/1-s/1-l.en.md":      "---\ntitle: L\ntranslates: \"00000000\"\n---\nA text.\n",
	} {
		at := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestWithoutGit(t *testing.T) {
	c, err := Open(context.Background(), written(t))
	if err != nil {
		t.Fatal(err)
	}
	texts, err := c.Pick([]string{"m/l", "en"})
	if err != nil || len(texts) != 1 {
		t.Fatal(texts, err)
	}
	t.Setenv("PATH", t.TempDir())
	changes, err := c.Changes(context.Background(), texts[0])
	if !errors.Is(err, ErrNoGit) || len(changes.Pieces) != 1 || !strings.Contains(changes.Pieces[0].Text, "Un texte.") {
		t.Errorf("%v, %+v", err, changes)
	}
}

// What git answers is read one object at a time, whatever is among them.
func TestObject(t *testing.T) {
	answers := bufio.NewReader(strings.NewReader("0a:m/a name.md missing\n" +
		"0b blob 3\nabc\n" + "0c tree 2\nxy\n" + "0d blob 262145\n" + strings.Repeat("z", 262145) + "\n" + "0e blob 0\n\n" + "0f blob x\n"))
	for _, want := range []string{"-", "abc", "-", "-", ""} {
		got, err := object(answers)
		text := string(got)
		if got == nil {
			text = "-"
		}
		if err != nil || text != want {
			t.Errorf("%.20q, want %q (%v)", text, want, err)
		}
	}
	for range 2 {
		if _, err := object(answers); err == nil {
			t.Error("an answer that cannot be read is taken")
		}
	}
}

func TestPick(t *testing.T) {
	folder := written(t)
	c, err := Open(context.Background(), folder)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]int{
		"l": 1, "m/l": 1, "m": 3, "s": 1, "m/1-s": 2, "m/1-s/1-l": 1, "m/1-s/1-l.en.md": 1, "m/1-s/1-l.fr.md": 1, ".": 3,
		filepath.Join(folder, "m", "1-s"): 2, folder: 3,
	} {
		if texts, err := c.Pick([]string{name, "en", name}); err != nil || len(texts) != want {
			t.Errorf("%s: %d texts, want %d (%v)", name, len(texts), want, err)
		}
	}
	for _, name := range []string{"x", "m/1-s/1-l.de.md", "../m", ""} {
		if texts, err := c.Pick([]string{name}); err == nil {
			t.Errorf("%q means %v", name, texts)
		}
	}
}
