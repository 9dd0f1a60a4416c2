package e2e

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// markup is what tests saved for the validator, which reads it once they all have run: it takes Java longer to start
// than to read a hundred pages.
var markup struct {
	mu   sync.Mutex
	from map[string]string // file → its test, and the page
}

// saver writes pages into a folder under names that it notes.
func saver(t *testing.T, folder string, from map[string]string) func(name string, p *person) {
	return func(name string, p *person) {
		t.Helper()
		file := fmt.Sprintf("%02d.html", len(from))
		from[file] = name
		save(t, folder, file, p.text)
	}
}

func save(t *testing.T, folder, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// reportMarkup hands what was saved to the validator; what it says is told by invalid.
func reportMarkup(t *testing.T, folder string, from map[string]string) {
	t.Helper()
	if len(from) == 0 {
		t.Fatal("no page was saved for the validator")
	}
	markup.mu.Lock()
	defer markup.mu.Unlock()
	if markup.from == nil {
		markup.from = map[string]string{}
	}
	for file, page := range from {
		text, err := os.ReadFile(filepath.Join(folder, file))
		if err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprintf("%04d%s", len(markup.from), filepath.Ext(file))
		markup.from[name] = t.Name() + ": " + page
		save(t, markupFolder(), name, string(text))
	}
}

// markupFolder is made by run.
func markupFolder() string { return filepath.Join(world.folder, "markup") }

// invalid tells what the validator has to say of the pages that were handed to it.
func invalid() error {
	if len(markup.from) == 0 {
		return nil // no test that ran has any
	}
	said, err := validate(context.Background(), markupFolder())
	if err != nil {
		return err
	}
	var all []string
	for _, m := range said {
		if m.wrong() {
			all = append(all, fmt.Sprintf("%s:%d: %s %s: %s", markup.from[filepath.Base(m.URL)], m.LastLine, m.Type, m.Message, m.Extract))
		}
	}
	if len(all) == 0 {
		return nil
	}
	slices.Sort(all)
	return errors.New("the validator is not content (the pages are in " + markupFolder() + "):\n" + strings.Join(all, "\n"))
}
