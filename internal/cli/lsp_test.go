package cli

import (
	"bytes"
	"encoding/json"
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

func TestLSPCompletion(t *testing.T) {
	c := converse(t, object{})
	c.open(first, 1, "---\ntitle: L\n---\n")
	version := 1
	for _, test := range []struct {
		name, text string
		want       string // labels, in order; parts
		insert     string // what the first comes to
	}{
		{first, "---\ntitle: L\n---\n\n😀 [a](glossary:‸)\n", "reseau", "glossary:reseau)"},
		{first, "---\ntitle: L\n---\n\n[a](../1-de‸\n", "2-deuxieme.fr.md sequence.fr.md ../module.fr.md media/image.svg glossary:reseau", "(2-deuxieme.fr.md"},
		{first, "---\ntitle: L\n---\n\n[a](#‸)\n\n## Où ça ?\n", "où-ça-", "(#où-ça-)"},
		{first, "---\ntitle: L\n---\n\n![a](media/‸)\n", "media/image.svg", "(2-deuxieme.fr.md)"},
		{first, "---\ntitle: L\n---\n\n[a](https://‸)\n", "", ""},
		{first, "---\ntitle: L\n---\n\ntext ‸\n", "", ""},
		{first, "---\ntitle: L\n‸\n---\n", "summary objectives id aliases minutes authors draft audio published changed", "summary: \n"},
		{first, "---\ntitle: L\ndraft: ‸\n---\n", "on off", "draft: on\n"},
		{first, "---\ntitle: L\n---\n\n## X\n<!-- ‸\n", "checkpoint q glossary image", "<!-- checkpoint -->"},
		{"1-debut/quiz.fr.md", "---\ntitle: Q\nfeedback: e‸\n---\n", "each end", "feedback: each\n"},
		{"1-debut/quiz.fr.md", "---\ntitle: Q\n---\n\n## X\n<!-- q: x ‸ -->\n", "kind points shuffle exact", "x kind= -->"},
		{"1-debut/quiz.fr.md", "---\ntitle: Q\n---\n\n## X\n<!-- q: x kind=‸ -->\n", "single multiple", "kind=single -->"},
		{"1-debut/quiz.en.md", "---\n‸\n---\n", "title translates", "title: \n"},
		{"module.fr.md", "---\ntitle: M\nbadge:\n  title: x\n  requires: ‸\n---\n", "done passed", "requires: done\n"},
		{"module.fr.md", "---\ntitle: M\nbadge:\n  title: x\n  ‸\n---\n", "criteria image requires", "  criteria: \n"},
		{"module.fr.md", "---\nbadge:\n  image: ‸\n---\n", "1-debut/media/image.svg", "image: 1-debut/media/image.svg"},
		{"module.fr.md", "---\nignore:\n  ‸\n---\n", "captions-missing", "captions-missing: "},
		{"module.fr.md", "---\nlicence: ‸\n---\n", "CC-BY-SA-4.0", ""},
	} {
		place, text := at(test.text)
		version++
		c.open(test.name, version, text)
		var list struct {
			Items []struct {
				Label    string
				TextEdit struct {
					Range   struct{ Start, End struct{ Line, Character int } }
					NewText string
				}
			}
		}
		c.Result(&list, "textDocument/completion", object{"textDocument": object{"uri": c.address(test.name)}, "position": place})
		var labels []string
		for _, item := range list.Items {
			labels = append(labels, item.Label)
		}
		got := strings.Join(labels, " ")
		if test.want == "" && got != "" {
			t.Errorf("%q: %s", test.text, got)
		}
		for _, want := range strings.Fields(test.want) {
			if !slices.Contains(labels, want) {
				t.Errorf("%q: %q lacks %s", test.text, got, want)
			}
		}
		if test.insert == "" || len(list.Items) == 0 {
			continue
		}
		i := max(0, slices.Index(labels, strings.Fields(test.want)[0]))
		if strings.HasPrefix(test.insert, "(2-") {
			i = slices.Index(labels, "2-deuxieme.fr.md")
		}
		e := list.Items[i].TextEdit
		lines := strings.Split(text, "\n")
		units := lines[e.Range.Start.Line]
		start, end := byteAt(units, e.Range.Start.Character), byteAt(units, e.Range.End.Character)
		lines[e.Range.Start.Line] = units[:start] + e.NewText + units[end:]
		if after := strings.Join(lines, "\n"); !strings.Contains(after, test.insert) {
			t.Errorf("%q becomes %q, without %q", test.text, after, test.insert)
		}
	}
	c.leave()
}

// byteAt gives the byte of a column in units of UTF-16.
func byteAt(line string, column int) int {
	units := 0
	for i, r := range line {
		if units >= column {
			return i
		}
		if units++; r >= 0x10000 {
			units++
		}
	}
	return len(line)
}

func TestLSPHoverAndDefinition(t *testing.T) {
	c := converse(t, object{"textDocument": object{"hover": object{"contentFormat": []string{"markdown"}}}})
	version := 0
	for _, test := range []struct{ text, hover, file, line string }{
		{"---\ntitle: L\n---\n\n😀 [a](gloss‸ary:reseau)\n", "**Réseau**\n\nDes machines reliées.", "glossary.fr.md", "0"},
		{"---\ntitle: L\n---\n\n😀 Des rés‸eaux.\n", "**Réseau**\n\nDes machines reliées.", "glossary.fr.md", "0"},
		{"---\ntitle: L\n---\n\n[‸a](1-premiere.fr.md)\n", "**La première**\n\nLe premier pas.", first, "0"},
		{"---\ntitle: L\n---\n\n[a](1-premiere.fr.md#o%C3%B9-‸ça-)\n", "**La première**\n\nOù ça ?", first, "7"},
		{"---\ntitle: L\n---\n\n![a](media/image‸.svg)\n", "**apprendre/1-debut/media/image.svg**", "1-debut/media/image.svg", "0"},
		{"---\ntitle: L\n---\n\n[a](‸nowhere.fr.md)\n", "", "", ""},
		{"---\ntitle: L\n---\n\n[a](../../../etc/passwd‸)\n", "", "", ""},
		{"---\ntitle: Rés‸eau\n---\n\nText\n", "", "", ""},
	} {
		place, text := at(test.text)
		version++
		c.open("1-debut/2-deuxieme.fr.md", version, text)
		params := object{"textDocument": object{"uri": c.address("1-debut/2-deuxieme.fr.md")}, "position": place}
		var shown struct{ Contents struct{ Kind, Value string } }
		c.Result(&shown, "textDocument/hover", params)
		if shown.Contents.Value != test.hover {
			t.Errorf("%q: %q, want %q", test.text, shown.Contents.Value, test.hover)
		}
		var to struct {
			URI   string
			Range struct{ Start struct{ Line json.Number } }
		}
		c.Result(&to, "textDocument/definition", params)
		want := ""
		if test.file != "" {
			want = c.address(test.file)
		}
		if to.URI != want || to.Range.Start.Line.String() != test.line {
			t.Errorf("%q leads to %+v, want %s:%s", test.text, to, want, test.line)
		}
	}
	place, text := at("---\ntitle: L\ntrans‸lates: \"00000000\"\n---\n")
	c.open("1-debut/1-premiere.en.md", 1, text)
	var to struct{ URI string }
	c.Result(&to, "textDocument/definition", object{"textDocument": object{"uri": c.address("1-debut/1-premiere.en.md")}, "position": place})
	if to.URI != c.address(first) {
		t.Errorf("the source of a translation is %q", to.URI)
	}
	c.leave()
}

type action struct {
	Title, Kind string
	Edit        struct {
		Changes map[string][]struct {
			Range   struct{ Start, End struct{ Line, Character int } }
			NewText string
		}
	}
}

// What an action does, done as an editor does it, leaves nothing to mend.
func TestLSPActions(t *testing.T) {
	c := converse(t, object{})
	text := "---\ntitle: L\nsumary: S\n---\n\n😀 [a](glossary:resau) [b](2-deuxime.fr.md)\n\n## Halte\n<!-- checkpoint -->\n\n### Ça va ?\n\n- [x] Oui\n- [ ] Non\n"
	c.open(first, 1, text)
	everything := object{"start": object{"line": 0, "character": 0}, "end": object{"line": 99, "character": 0}}
	ask := func(only ...string) []action {
		t.Helper()
		var all []action
		c.Result(&all, "textDocument/codeAction", object{"textDocument": object{"uri": c.address(first)}, "range": everything,
			"context": object{"diagnostics": []object{}, "only": only}})
		return all
	}
	do := func(text string, a action) string {
		lines := strings.Split(text, "\n")
		offset := func(line, column int) int {
			at := 0
			for _, l := range lines[:min(line, len(lines))] {
				at += len(l) + 1
			}
			if line < len(lines) {
				at += byteAt(lines[line], column)
			}
			return min(at, len(text))
		}
		edits := a.Edit.Changes[c.address(first)]
		for _, e := range slices.Backward(edits) {
			text = text[:offset(e.Range.Start.Line, e.Range.Start.Character)] + e.NewText + text[offset(e.Range.End.Line, e.Range.End.Character):]
		}
		return text
	}
	for _, want := range []string{"summary: S", "(glossary:reseau)", "(2-deuxieme.fr.md)", "<!-- q: ca-va -->"} {
		found := false
		for _, a := range ask() {
			found = found || a.Kind == "quickfix" && a.Title != "" && strings.Contains(do(text, a), want)
		}
		if !found {
			t.Errorf("no action makes %q: %+v", want, ask())
		}
	}
	all := ask("source.fixAll")
	if len(all) != 1 || !strings.Contains(do(text, all[0]), "<!-- q: ca-va -->") || strings.Contains(do(text, all[0]), "summary") {
		t.Errorf("%+v", all)
	}
	if all := ask("refactor"); len(all) != 0 {
		t.Errorf("what is not wanted: %+v", all)
	}
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
	var hello struct{ Capabilities struct{ PositionEncoding string } }
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
