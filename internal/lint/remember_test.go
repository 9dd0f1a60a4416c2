package lint_test

import (
	"context"
	"testing"
	"testing/fstest"

	"sentier/internal/compile"
	"sentier/internal/diag"
	"sentier/internal/lint"
)

// What is remembered is what would be found: also when a text changes, goes, and comes back.
func TestRemember(t *testing.T) {
	remembering := lint.New(lint.Config{Avoid: []string{"chat"}, Remember: true})
	cfg := compile.Config{Messages: messages(t), Cache: &compile.Cache{}, Review: remembering.Review}
	const path = "m/1-s/1-l.fr.md"
	for i, text := range []string{"Un chat.", "Un chat.", words(41), "Un chien.", words(41) + " chat.", "Un chat."} {
		files := course(t, lesson(text))
		if i == 3 {
			delete(files, path)
			files["m/1-s/2-autre.fr.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Autre\n---\nUn chat.\n")}
		}
		_, got, err := compile.Course(context.Background(), files, cfg)
		if err != nil {
			t.Fatal(err)
		}
		fresh := cfg
		fresh.Cache, fresh.Review = nil, lint.New(lint.Config{Avoid: []string{"chat"}}).Review
		_, want, err := compile.Course(context.Background(), files, fresh)
		if err != nil {
			t.Fatal(err)
		}
		if len(want) == 0 || printed(got) != printed(want) {
			t.Errorf("%q: remembered\n%sfresh\n%s", text, printed(got), printed(want))
		}
	}
}

func printed(all diag.List) string {
	text := ""
	for _, f := range all {
		text += f.String() + "\n"
	}
	return text
}
