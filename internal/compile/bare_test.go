package compile

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/tools/txtar"

	"sentier/internal/diag"
)

// Who wants the findings alone gets all of them, and the names of what was checked without any text.
func TestBareFindsTheSame(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archive in testdata: ", err)
	}
	lessons := 0
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		whole, found, err := Course(context.Background(), files(t, archive), config(t))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		cfg := config(t)
		cfg.Bare = true
		names, again, err := Course(context.Background(), files(t, archive), cfg)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !slices.EqualFunc(found, again, func(a, b diag.Finding) bool { return a.String() == b.String() }) {
			t.Errorf("%s: finds %v, and bare %v", name, found, again)
		}
		if (whole == nil) != (names == nil) {
			t.Errorf("%s: one is a course, the other none", name)
		}
		if whole == nil || names == nil {
			continue
		}
		if names.Revision != whole.Revision || len(names.Modules) != len(whole.Modules) {
			t.Errorf("%s: revision %s with %d modules, want %s with %d", name, names.Revision, len(names.Modules), whole.Revision, len(whole.Modules))
			continue
		}
		for i, m := range names.Modules {
			if m.Texts != nil || len(m.Lessons()) != len(whole.Modules[i].Lessons()) {
				t.Errorf("%s: module %s has %d lessons and texts %v, want %d and none", name, m.ID, len(m.Lessons()), m.Texts, len(whole.Modules[i].Lessons()))
			}
			for _, l := range m.Lessons() {
				lessons++
				if l.Renditions != nil || l.Questions != nil || l.ID == "" {
					t.Errorf("%s: lesson %q holds more than its name", name, l.ID)
				}
			}
		}
	}
	if lessons == 0 {
		t.Error("no archive has a lesson")
	}
}
