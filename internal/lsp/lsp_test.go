package lsp

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"sentier/internal/compile/compiletest"
	"sentier/internal/diag"
	"sentier/internal/i18n"
	"sentier/themes"
)

func messages(t testing.TB) *i18n.Catalog {
	t.Helper()
	files, err := fs.Sub(themes.Default(), "messages")
	if err != nil {
		t.Fatal(err)
	}
	return compiletest.Messages(t, files)
}

func TestPositions(t *testing.T) {
	b := &buffer{text: "aé😀b\r\nc\rd\n"}
	for _, c := range []struct {
		offset      int
		utf16, utf8 position
	}{
		{0, position{0, 0}, position{0, 0}},
		{3, position{0, 2}, position{0, 3}},
		{7, position{0, 4}, position{0, 7}},
		{8, position{0, 5}, position{0, 8}},
		{10, position{1, 0}, position{1, 0}},
		{12, position{2, 0}, position{2, 0}},
		{14, position{3, 0}, position{3, 0}},
	} {
		for e, want := range map[encoding]position{utf16Units: c.utf16, utf8Units: c.utf8} {
			if got := b.position(c.offset, e); got != want {
				t.Errorf("%d is at %v, want %v", c.offset, got, want)
			}
			if got := b.offset(want, e); got != c.offset {
				t.Errorf("%v is byte %d, want %d", want, got, c.offset)
			}
		}
	}
	for p, want := range map[position]int{{0, 3}: 3, {0, 99}: 8, {9, 9}: 14, {-1, 3}: 0, {1, -3}: 10} {
		if got := b.offset(p, utf16Units); got != want {
			t.Errorf("%v is byte %d, want %d", p, got, want)
		}
	}
}

func TestAddresses(t *testing.T) {
	for _, name := range []string{"/a/b c/é#?.md", "/x%20y"} {
		if got := pathOf(addressOf(name)); got != filepath.FromSlash(name) {
			t.Errorf("%q becomes %q by %q", name, got, addressOf(name))
		}
	}
	for _, uri := range []string{"", "untitled:x", "http://a/b", "file://host/x", "file:", "%", "file:///%00"} {
		if got := pathOf(uri); got != "" {
			t.Errorf("%q is the path %q", uri, got)
		}
	}
}

// The nearest name is put where the name is written, and nowhere else.
func TestNearest(t *testing.T) {
	at := diag.Pos{Path: "x", Line: 1, Col: 1}
	for _, c := range []struct {
		text string
		f    diag.Finding
		want string
	}{
		{"é [a](glossary:x)", diag.LinkEntry.At(at, "x", "why"), "é [a](glossary:why)"},
		{"titel: titel", diag.KeyNearest.At(at, "badge.titel", "badge.title"), "title: titel"},
		{"[a](b%20c)", diag.LinkBroken.At(at, "b c", "d"), ""},
		{"<!-- x -->", diag.CommentUnknown.At(at, "x", "q, term"), ""},
		{"x", diag.HeadingEmpty.At(at), ""},
		{"x", diag.LinkEntry.At(diag.Pos{Path: "x", Line: 7, Col: 1}, "x", "y"), ""},
	} {
		fix := nearest(&buffer{text: c.text}, c.f)
		got := ""
		if fix != nil {
			mended, _ := diag.Apply([]byte(c.text), "x", []*diag.Fix{fix})
			got = string(mended)
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// Whatever is changed where, the text stays text, and places lead back to where they came from.
func FuzzChange(f *testing.F) {
	f.Add("aé😀\r\nb", "x\ny", 0, 1, 1, 1, true)
	f.Add("", "", 9, -1, 1<<40, 0, false)
	f.Fuzz(func(t *testing.T, text, with string, line, column, endLine, endColumn int, wide bool) {
		e := utf16Units
		if wide {
			e = utf8Units
		}
		b := &buffer{text: text}
		b.change(contentChange{&textRange{position{line, column}, position{endLine, endColumn}}, with}, e)
		if utf8.ValidString(text) && utf8.ValidString(with) && !utf8.ValidString(b.text) {
			t.Fatalf("%q becomes %q", text, b.text)
		}
		for i := 0; i <= len(b.text); i++ {
			if i < len(b.text) && !utf8.RuneStart(b.text[i]) || i > 0 && i < len(b.text) && b.text[i-1] == '\r' && b.text[i] == '\n' {
				continue
			}
			if got := b.offset(b.position(i, e), e); utf8.ValidString(b.text) && got != i {
				t.Fatalf("%q: byte %d comes back as %d", b.text, i, got)
			}
		}
		b.underlined(diag.Pos{Path: "x", Line: line, Col: column}, e)
	})
}

// Whatever comes, the server ends when the editor does, and says nothing but messages.
func FuzzServe(f *testing.F) {
	folder := f.TempDir()
	lesson := filepath.Join(folder, "m", "1-s", "1-l.fr.md")
	if err := os.MkdirAll(filepath.Dir(lesson), 0o755); err != nil {
		f.Fatal(err)
	}
	for name, text := range map[string]string{"m/module.fr.md": "---\ntitle: M\nsummary: S\nlanguages: [fr]\nlicence: MIT\nauthors: [A]\n---\n",
		"m/1-s/sequence.fr.md": "---\ntitle: S\n---\n", "m/1-s/1-l.fr.md": "---\ntitle: L\n---\n"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			f.Fatal(err)
		}
	}
	words := messages(f)
	uri := addressOf(lesson)
	hello := `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"rootUri":"` + addressOf(folder) + `","capabilities":{}}}`
	f.Add(`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"`+uri+`","version":1,"text":"---\nt"}}}`,
		`{"jsonrpc":"2.0","id":2,"method":"textDocument/completion","params":{"textDocument":{"uri":"`+uri+`"},"position":{"line":1,"character":1}}}`)
	f.Add(`{"id":null,"method":"shutdown"}`, `{"id":{},"method":"textDocument/hover","params":[]}`)
	f.Add(`[]`, `{"method":"textDocument/didChange","params":{"textDocument":{"uri":"`+uri+`"},"contentChanges":[{"range":{},"text":"x"}]}}`)
	f.Fuzz(func(t *testing.T, one, other string) {
		var in, out bytes.Buffer
		for _, body := range []string{hello, `{"method":"initialized"}`, one, other} {
			fmt.Fprintf(&in, "Content-Length: %d\r\n\r\n%s", len(body), body)
		}
		in.WriteString(other)
		ended := make(chan int)
		go func() {
			ended <- New(Config{In: &in, Out: &out, Messages: words, Delay: time.Microsecond}).Serve(context.Background())
		}()
		select {
		case <-ended:
		case <-time.After(time.Minute):
			t.Fatal("it does not end")
		}
		said := newReader(&out)
		for {
			if _, err := said.next(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
	})
}

// An editor that stops listening is no reason to go on.
func TestDeaf(t *testing.T) {
	body := `{"jsonrpc":"2.0","id":1,"method":"shutdown"}`
	in := io.MultiReader(strings.NewReader(fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body)), forever{})
	out, in2 := io.Pipe()
	_ = out.Close()
	if status := New(Config{In: in, Out: in2, Messages: messages(t)}).Serve(context.Background()); status != 1 {
		t.Errorf("exit status %d", status)
	}
}

// forever is an editor that says nothing more.
type forever struct{}

func (forever) Read([]byte) (int, error) { select {} }
