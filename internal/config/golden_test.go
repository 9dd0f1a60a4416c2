package config

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the golden files and docs/configuration.md")

// TestGolden loads each testdata/*.txtar (sentier.toml, env, flags: the last two a line an item) and compares
// what is printed, or the problems.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			name, got := outcome(t, archive)
			last := len(archive.Files) - 1
			if *update {
				archive.Files[last] = txtar.File{Name: name, Data: []byte(got)}
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := archive.Files[last]; want.Name != name || string(want.Data) != got {
				t.Errorf("got %s:\n%s\nwant %s:\n%s", name, got, want.Name, want.Data)
			}
		})
	}
}

func outcome(t *testing.T, archive *txtar.Archive) (name, text string) {
	t.Helper()
	s := Source{Flags: map[string]string{}, ReadFile: func(string) ([]byte, error) { return nil, fs.ErrNotExist }}
	for _, f := range archive.Files {
		lines := strings.Split(strings.TrimSuffix(string(f.Data), "\n"), "\n")
		switch f.Name {
		case "sentier.toml":
			s.ReadFile = func(string) ([]byte, error) { return f.Data, nil }
		case "env":
			s.Env = lines
		case "flags":
			for _, line := range lines {
				key, value, _ := strings.Cut(strings.TrimPrefix(line, "--"), "=")
				s.Flags[key] = value
			}
		}
	}
	c, err := Load(s)
	if err != nil {
		var problems Problems
		if !errors.As(err, &problems) {
			t.Fatalf("Load gave a %T, not Problems", err)
		}
		return "problems", err.Error() + "\n"
	}
	var b strings.Builder
	if err := c.Print(&b); err != nil {
		t.Fatal(err)
	}
	return "print", b.String()
}
