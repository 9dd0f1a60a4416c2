package cli

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

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
