package cli

import (
	"bytes"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sentier/internal/lsp/lsptest"
)

type object = map[string]any

// conversation is an editor and the real program.
type conversation struct {
	*lsptest.Editor
	t       *testing.T
	folder  string
	command *exec.Cmd
	in      interface{ Close() error }
	said    *bytes.Buffer
}

const taught = `
-- courses/apprendre/module.fr.md --
---
title: Apprendre
summary: Un petit cours.
languages: [fr, en]
licence: CC-BY-SA-4.0
authors: [Ada]
---
-- courses/apprendre/glossary.fr.md --
## Réseau
<!-- term: reseau also="réseaux" -->
Des machines *reliées*.
-- courses/apprendre/1-debut/sequence.fr.md --
---
title: Le début
---
-- courses/apprendre/1-debut/1-premiere.fr.md --
---
title: La première
summary: Le premier pas.
---

Un 😀 réseau.

## Où ça ?

Ici.
-- courses/apprendre/1-debut/2-deuxieme.fr.md --
---
title: La deuxième
---

Suite.
-- courses/apprendre/1-debut/media/image.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>
`

// converse starts the program on a course, and greets it.
func converse(t *testing.T, capabilities object, more ...string) *conversation {
	t.Helper()
	c := &conversation{t: t, folder: t.TempDir(), said: &bytes.Buffer{}}
	var name string
	files := map[string]string{}
	for line := range strings.Lines(taught) {
		if rest, is := strings.CutPrefix(line, "-- "); is {
			name = strings.TrimSuffix(rest, " --\n")
		} else if name != "" {
			files[name] += line
		}
	}
	for name, text := range files {
		c.write(name, text)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "sentier") // TestMain looks at this name
	if err := os.Symlink(self, program); err != nil {
		t.Fatal(err)
	}
	c.command = exec.Command(program, append([]string{"lsp", "--stdio", "--lang", "en", "--no-prose"}, more...)...)
	c.command.Dir, c.command.Stderr = c.folder, c.said
	in, err := c.command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if c.command.ProcessState == nil {
			_ = c.command.Process.Kill()
			_ = c.command.Wait()
		}
		if t.Failed() {
			t.Log(c.said)
		}
	})
	c.in, c.Editor = in, lsptest.New(t, in, out)
	if capabilities == nil {
		return c
	}
	var hello struct {
		Capabilities struct{ PositionEncoding string }
		ServerInfo   struct{ Name string }
	}
	c.Result(&hello, "initialize", object{"processId": nil, "capabilities": capabilities, "locale": "en-GB",
		"workspaceFolders": []object{{"uri": c.address(""), "name": "x"}}})
	if hello.ServerInfo.Name != "sentier" {
		t.Errorf("%+v", hello)
	}
	c.Tell("initialized", object{})
	return c
}

func (c *conversation) write(name, text string) {
	c.t.Helper()
	at := filepath.Join(c.folder, name)
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
		c.t.Fatal(err)
	}
}

func (c *conversation) address(name string) string {
	if name != "" {
		name = "/courses/apprendre/" + name
	}
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(c.folder) + name}).String()
}

// open shows a text to the server, and gives what it finds in it.
func (c *conversation) open(name string, version int, text string) []lsptest.Diagnostic {
	c.t.Helper()
	c.Tell("textDocument/didOpen", object{"textDocument": object{"uri": c.address(name), "languageId": "markdown", "version": version, "text": text}})
	return c.Shown(c.address(name), version)
}

// at is a place in a text: after the first ‸, in units of UTF-16, and the text without it.
func at(text string) (object, string) {
	before, after, _ := strings.Cut(text, "‸")
	line := before[strings.LastIndexByte(before, '\n')+1:]
	units := 0
	for _, r := range line {
		if units++; r >= 0x10000 {
			units++
		}
	}
	return object{"line": strings.Count(before, "\n"), "character": units}, before + after
}

// leave ends the conversation as the protocol has it.
func (c *conversation) leave() {
	c.t.Helper()
	if a := c.Ask("shutdown", nil); a.Error != nil || string(a.Result) != "null" {
		c.t.Errorf("shutdown: %+v", a)
	}
	if a := c.Ask("textDocument/hover", object{}); a.Error == nil || a.Error.Code != -32600 {
		c.t.Errorf("a request after shutdown: %+v", a)
	}
	c.Tell("exit", nil)
	c.ends(0)
}

// ends waits for the end of the program.
func (c *conversation) ends(status int) {
	c.t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- c.command.Wait() }()
	select {
	case <-ended:
		if got := c.command.ProcessState.ExitCode(); got != status {
			c.t.Errorf("exit status %d, want %d: %s", got, status, c.said)
		}
	case <-time.After(lsptest.Wait):
		c.t.Fatal("the program does not end")
	}
}

const first = "1-debut/1-premiere.fr.md"

func codes(all []lsptest.Diagnostic) string {
	var codes []string
	for _, d := range all {
		codes = append(codes, d.Code)
	}
	slices.Sort(codes)
	return strings.Join(codes, " ")
}

// Findings come as one types, of what is not saved, and go when it is mended.
func TestLSPDiagnostics(t *testing.T) {
	c := converse(t, object{"workspace": object{"didChangeWatchedFiles": object{"dynamicRegistration": true}}})
	c.Asked("client/registerCapability")
	text := "---\ntitle: La première\n---\n\nUn 😀 réseau, [là](glossary:resau).\n"
	found := c.open(first, 1, text)
	i := slices.IndexFunc(found, func(d lsptest.Diagnostic) bool { return d.Code == "link-broken" })
	if i < 0 {
		t.Fatalf("%+v", found)
	}
	d := found[i]
	if d.Severity != 1 || d.Source != "sentier" || !strings.Contains(d.Message, "did you mean glossary:reseau?") ||
		d.Range.Start.Line != 4 || d.Range.Start.Character != 14 || d.Range.End.Character <= d.Range.Start.Character {
		t.Errorf("%+v", d)
	}
	// a change in units of UTF-16, after a character that takes two
	c.Tell("textDocument/didChange", object{"textDocument": object{"uri": c.address(first), "version": 2}, "contentChanges": []object{
		{"range": object{"start": object{"line": 4, "character": 30}, "end": object{"line": 4, "character": 32}}, "text": "sea"}}})
	if found := c.Shown(c.address(first), 2); codes(found) != "translation-missing" {
		t.Errorf("after it was mended: %+v", found)
	}
	// what another text says of this one
	second := "1-debut/2-deuxieme.fr.md"
	if found := c.open(second, 1, "---\ntitle: D\n---\n\n[x](1-premiere.fr.md#où-ça-)\n"); !strings.Contains(codes(found), "link-broken") {
		t.Errorf("a heading that is not in the text as it is not saved: %+v", found)
	}
	c.Tell("textDocument/didClose", object{"textDocument": object{"uri": c.address(first)}})
	c.Until(c.address(second), func(all []lsptest.Diagnostic) bool { return codes(all) == "translation-missing" })
	// a file that came by itself, and went
	c.write("courses/apprendre/1-debut/3-autre.fr.md", "---\ntitle: A\n---\n\n<b>x</b>\n")
	other := c.address("1-debut/3-autre.fr.md")
	c.Tell("workspace/didChangeWatchedFiles", object{"changes": []object{{"uri": other, "type": 1}}})
	c.Until(other, func(all []lsptest.Diagnostic) bool { return strings.Contains(codes(all), "html") })
	if err := os.Remove(filepath.Join(c.folder, "courses/apprendre/1-debut/3-autre.fr.md")); err != nil {
		t.Fatal(err)
	}
	c.Tell("workspace/didChangeWatchedFiles", object{"changes": []object{{"uri": other, "type": 3}}})
	c.Until(other, func(all []lsptest.Diagnostic) bool { return len(all) == 0 })
	c.leave()
}

// Whatever an editor sends is answered as the protocol says, and ends nothing that it should not.
func TestLSPManners(t *testing.T) {
	c := converse(t, nil)
	if a := c.Ask("textDocument/hover", object{}); a.Error == nil || a.Error.Code != -32002 {
		t.Errorf("before initialize: %+v", a)
	}
	c.Tell("textDocument/didOpen", object{})
	if a := c.Ask("initialize", []int{1}); a.Error == nil || a.Error.Code != -32602 {
		t.Errorf("initialize with a list: %+v", a)
	}
	var hello struct {
		Capabilities struct{ PositionEncoding string }
	}
	c.Result(&hello, "initialize", object{"capabilities": object{"general": object{"positionEncodings": []string{"utf-8", "utf-16"}}},
		"rootUri": c.address(""), "locale": "fr"})
	if hello.Capabilities.PositionEncoding != "utf-8" {
		t.Errorf("%+v", hello)
	}
	if a := c.Ask("initialize", object{}); a.Error == nil || a.Error.Code != -32600 {
		t.Errorf("initialize again: %+v", a)
	}
	if a := c.Ask("textDocument/rename", object{}); a.Error == nil || a.Error.Code != -32601 {
		t.Errorf("an unknown request: %+v", a)
	}
	c.Raw("Content-Type: x\r\nContent-Length: 3\r\n\r\n{,}")
	if a := c.Answer(0); a.Error == nil || a.Error.Code != -32700 {
		t.Errorf("what is no JSON: %+v", a)
	}
	for _, params := range []any{nil, object{}, []int{1}, object{"textDocument": object{"uri": "untitled:1"}, "position": object{"line": -1, "character": -5}},
		object{"textDocument": object{"uri": "file:///nowhere/x.fr.md"}, "position": object{"line": 1 << 40, "character": 1 << 40}}} {
		for _, method := range []string{"textDocument/hover", "textDocument/completion", "textDocument/definition", "textDocument/codeAction"} {
			c.Ask(method, params)
		}
		for _, method := range []string{"textDocument/didOpen", "textDocument/didChange", "textDocument/didSave", "textDocument/didClose",
			"workspace/didChangeWatchedFiles", "workspace/didChangeWorkspaceFolders", "$/cancelRequest", "$/x", "x"} {
			c.Tell(method, params)
		}
	}
	// columns are bytes now, and findings French
	found := c.open(first, 1, "---\ntitle: L\n---\n\n😀é [là](glossary:resau)\n")
	i := slices.IndexFunc(found, func(d lsptest.Diagnostic) bool { return d.Code == "link-broken" })
	if i < 0 || found[i].Range.Start.Character != 7 || !strings.Contains(found[i].Message, "vouliez-vous dire") {
		t.Errorf("%+v", found)
	}
	c.Tell("workspace/didChangeWorkspaceFolders", object{"event": object{"added": []object{}, "removed": []object{{"uri": c.address("")}}}})
	c.Until(c.address(first), func(all []lsptest.Diagnostic) bool { return len(all) == 0 })
	c.leave()
}

// An editor that goes without a word is not waited for; nor is one that cannot be understood.
func TestLSPEnds(t *testing.T) {
	c := converse(t, object{})
	if err := c.in.Close(); err != nil {
		t.Fatal(err)
	}
	c.ends(1)
	c = converse(t, object{})
	c.Tell("exit", nil)
	c.ends(1)
	for _, raw := range []string{"Content-Length: 99999999999\r\n\r\n", "x\r\n\r\n", "Content-Length: -1\r\n\r\n", strings.Repeat("x", 1<<16)} {
		c = converse(t, object{})
		c.Raw(raw)
		c.ends(1)
	}
}

// Folders come and go; a file in none of them is looked at with its own module, and with nothing beside it.
func TestLSPFolders(t *testing.T) {
	c := converse(t, object{})
	c.open(first, 1, "---\ntitle: L\n---\n")
	c.write("elsewhere/other/module.fr.md", "---\ntitle: O\nsummary: S\nlanguages: [fr]\nlicence: MIT\nauthors: [A]\n---\n<b>x</b>\n")
	c.write("elsewhere/other/1-s/sequence.fr.md", "---\ntitle: S\n---\n")
	c.write("elsewhere/other/1-s/1-l.fr.md", "---\ntitle: L\n---\n")
	c.write("elsewhere/notes/x.md", "<b>no course</b>\n")
	other := (&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(c.folder, "elsewhere"))}).String()
	c.Tell("workspace/didChangeWorkspaceFolders", object{"event": object{"added": []object{{"uri": other}}, "removed": []object{}}})
	c.Until(other+"/other/module.fr.md", func(all []lsptest.Diagnostic) bool { return strings.Contains(codes(all), "html") })
	if c.Published(other + "/notes/x.md") {
		t.Error("a file beside the module is looked at")
	}
	c.Tell("workspace/didChangeWorkspaceFolders", object{"event": object{"added": []object{}, "removed": []object{{"uri": other}}}})
	// without a workspace
	c.open(first, 2, "---\ntitle: L\n---\n<b>x</b>\n")
	alone := converse(t, nil)
	var hello object
	alone.Result(&hello, "initialize", object{"capabilities": object{}})
	alone.Tell("initialized", object{})
	alone.Tell("textDocument/didOpen", object{"textDocument": object{"uri": other + "/other/1-s/1-l.fr.md", "version": 4, "text": "x"}})
	if found := alone.Shown(other+"/other/1-s/1-l.fr.md", 4); codes(found) != "front-matter-syntax" {
		t.Errorf("without a workspace: %+v", found)
	}
	alone.leave()
	c.leave()
}
