package changeset_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sentier/internal/changeset"
)

// tree gives every file under a folder with its content, and every folder with "".
func tree(t *testing.T, folder string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(folder, func(name string, e fs.DirEntry, err error) error {
		if err != nil || name == folder {
			return err
		}
		rel, _ := filepath.Rel(folder, name)
		if e.IsDir() {
			all[rel+"/"] = ""
			return nil
		}
		data, err := os.ReadFile(name)
		all[rel] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func same(t *testing.T, got, want map[string]string) {
	t.Helper()
	for name, text := range want {
		if now, there := got[name]; !there || now != text {
			t.Errorf("%s: %q, want %q", name, now, text)
		}
	}
	for name := range got {
		if _, wanted := want[name]; !wanted {
			t.Errorf("%s is there", name)
		}
	}
}

func TestApply(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, "a.md", "a\n")
	write(t, folder, "old.md", "old\n")
	set := changeset.Set{
		{Path: "a.md", Before: []byte("a\n"), After: []byte("b\n")},
		{Path: "old.md", Before: []byte("old\n")},
		{Path: "new/run", After: []byte("x"), Executable: true},
	}
	if err := set.Apply(folder); err != nil {
		t.Fatal(err)
	}
	same(t, tree(t, folder), map[string]string{"a.md": "b\n", "new/": "", "new/run": "x"})
	info, err := os.Stat(filepath.Join(folder, "new/run"))
	if err != nil || info.Mode().Perm() != 0o755 {
		t.Errorf("new/run: %v %v", info.Mode(), err)
	}
}

// TestApplyNothing: what cannot be done whole is not begun, or is taken back.
func TestApplyNothing(t *testing.T) {
	make := func(t *testing.T) string {
		folder := t.TempDir()
		write(t, folder, "a.md", "a\n")
		if err := os.MkdirAll(filepath.Join(folder, "full/of"), 0o755); err != nil {
			t.Fatal(err)
		}
		return folder
	}
	for name, set := range map[string]changeset.Set{
		"a new file is there": {{Path: "b.md", After: []byte("b")}, {Path: "a.md", After: []byte("x")}},
		"changed meanwhile":   {{Path: "b.md", After: []byte("b")}, {Path: "a.md", Before: []byte("other"), After: []byte("x")}},
		"gone meanwhile":      {{Path: "b.md", After: []byte("b")}, {Path: "c.md", Before: []byte("c"), After: []byte("x")}},
		"a file for a folder": {{Path: "n/b.md", After: []byte("b")}, {Path: "a.md/c.md", After: []byte("x")}},
		"a folder in the way": {{Path: "n/m/b.md", After: []byte("b")}, {Path: "a.md", Before: []byte("a\n"), After: []byte("x")},
			{Path: "full", Before: []byte{}, After: []byte("x")}},
		"fails half way": {{Path: "n/b.md", After: []byte("b")}, {Path: "a.md", Before: []byte("a\n"), After: []byte("x")},
			{Path: "twice.md", After: []byte("x")}, {Path: "twice.md/under.md", After: []byte("x")}},
	} {
		t.Run(name, func(t *testing.T) {
			folder := make(t)
			before := tree(t, folder)
			if err := set.Apply(folder); err == nil {
				t.Fatal("no error")
			}
			same(t, tree(t, folder), before)
		})
	}
	var taken changeset.Taken
	folder := make(t)
	err := changeset.Set{{Path: "a.md", After: []byte("x")}}.Check(folder)
	if !errors.As(err, &taken) || len(taken) != 1 || taken[0] != "a.md" {
		t.Errorf("error %v", err)
	}
}

func TestDiff(t *testing.T) {
	var b bytes.Buffer
	err := changeset.Set{
		{Path: "m/1-a.fr.md", Before: []byte("one\ntwo\n")},
		{Path: "m/2-b.fr.md", After: []byte("one\n2\n")},
		{Path: "m/x.fr.md", Before: []byte("x\n"), After: []byte("y\n")},
		{Path: "m/n.en.md", After: []byte("n\n")},
	}.Diff(&b)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"rename from m/1-a.fr.md\nrename to m/2-b.fr.md\n", "--- a/m/1-a.fr.md\n+++ b/m/2-b.fr.md\n",
		"-two\n+2\n", "--- a/m/x.fr.md\n+++ b/m/x.fr.md\n", "--- /dev/null\n+++ b/m/n.en.md\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}

func write(t *testing.T, folder, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
