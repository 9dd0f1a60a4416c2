package lsp_test

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sentier/internal/i18n"
	"sentier/internal/lint"
	"sentier/internal/lsp"
	"sentier/internal/lsp/lsptest"
)

// BenchmarkChange is the time from a letter typed to the findings shown, in a course of 1,000 lessons of 1,000 words:
// the delay that lets one type on, and all that follows it.
func BenchmarkChange(b *testing.B) {
	folder := b.TempDir()
	write := func(name, text string) {
		at := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	prose := strings.Repeat("Le réseau relie des machines ; c'est là *toute* la différence, dit-elle. Pourquoi ?\n\n", 70)
	write("m/module.fr.md", "---\ntitle: M\nsummary: S\nlanguages: [fr]\nlicence: MIT\nauthors: [A]\n---\n")
	write("m/glossary.fr.md", "## Réseau\n<!-- term: reseau -->\nDes machines.\n")
	for s := 1; s <= 10; s++ {
		write(fmt.Sprintf("m/%d-s-%d/sequence.fr.md", s, s), "---\ntitle: S\n---\n")
		for l := 1; l <= 100; l++ {
			write(fmt.Sprintf("m/%d-s-%d/%d-l-%d-%d.fr.md", s, s, l, s, l), "---\ntitle: L\n---\n\n"+prose)
		}
	}
	words := map[string][]byte{}
	for _, name := range []string{"fr.toml", "en.toml"} {
		data, err := os.ReadFile(filepath.Join("../../themes/default/messages", name))
		if err != nil {
			b.Fatal(err)
		}
		words[name] = data
	}
	catalog, err := i18n.Load(words)
	if err != nil {
		b.Fatal(err)
	}
	theirs, ours := io.Pipe()
	hears, says := io.Pipe()
	server := lsp.New(lsp.Config{In: hears, Out: ours, Messages: catalog, Review: lint.New(lint.Config{Remember: true}).Review})
	ended := make(chan int)
	go func() { ended <- server.Serve(context.Background()) }()
	editor := lsptest.New(b, says, theirs)
	file := func(name string) string {
		return (&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(folder, name))}).String()
	}
	editor.Ask("initialize", map[string]any{"rootUri": file("")})
	editor.Tell("initialized", map[string]any{})
	lesson := file("m/5-s-5/50-l-5-50.fr.md")
	text := "---\ntitle: L\n---\n\n[là](glossary:resau)\n\n" + prose
	editor.Tell("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": lesson, "version": 0, "text": text}})
	editor.Shown(lesson, 0)
	version := 0
	for b.Loop() {
		version++
		editor.Tell("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": lesson, "version": version},
			"contentChanges": []map[string]any{{"text": fmt.Sprintf("%s\n\nEncore %d.\n", text, version)}}})
		if found := editor.Shown(lesson, version); len(found) == 0 {
			b.Fatal("nothing is found")
		}
	}
	b.StopTimer()
	if err := says.Close(); err != nil {
		b.Fatal(err)
	}
	<-ended
}
