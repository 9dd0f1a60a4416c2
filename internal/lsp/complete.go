package lsp

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"sentier/internal/compile"
	"sentier/internal/diag"
)

// complete gives what can stand at a place.
func (s *Server) complete(p textPosition) any {
	list := completionList{Items: []completionItem{}}
	h, ok := s.here(p)
	if !ok || path.Ext(h.at) != ".md" {
		return list
	}
	before := h.line[:h.offset]
	switch {
	case h.matter():
		list.Items = append(list.Items, h.keys(before)...)
	case strings.HasPrefix(before, "<!--"):
		list.Items = append(list.Items, h.directives(before)...)
	default:
		if m := openLink.FindStringSubmatchIndex(before); m != nil {
			list.Items = append(list.Items, h.addresses(before[m[2]:], m[2])...)
		}
	}
	return list
}

var (
	openLink = regexp.MustCompile(`(?:\]\(\s*<?|^\[[^\]^][^\]]*\]:\s*<?)([^)<>]*)$`)
	keyLine  = regexp.MustCompile(`^(\s*)([A-Za-z]*)$`)
	valueOf  = regexp.MustCompile(`^(\s*)([a-z]+):\s*(["']?)([^"']*)$`)
)

// item completes what stands from a place of the line up to the cursor.
func (h here) item(kind, from int, text, detail, documentation string) completionItem {
	return completionItem{Label: text, Kind: kind, Detail: detail, Documentation: documentation,
		TextEdit: &textEdit{h.rangeOf(from, h.offset), text}}
}

// addresses are those that a link may have: entries of the glossary, headings, texts and media.
func (h here) addresses(written string, from int) []completionItem {
	var all []completionItem
	if name, _, has := strings.Cut(written, "#"); has {
		at := from + len(name) + 1
		if t := h.lead(name); t.text != nil {
			for _, head := range t.text.headings {
				all = append(all, h.item(kindReference, at, head.anchor, head.text, ""))
			}
		}
		return all
	}
	entries := func(at int, prefix string) {
		for _, e := range h.module.ids(h.lang()) {
			item := h.item(kindReference, at, prefix+e.id, e.title, e.short)
			item.SortText = "2" + item.Label
			all = append(all, item)
		}
	}
	if _, is := strings.CutPrefix(written, "glossary:"); is {
		entries(from+len("glossary:"), "")
		return all
	}
	if strings.Contains(written, ":") {
		return nil
	}
	for _, at := range slices.Sorted(maps.Keys(h.module.texts)) {
		if t := h.module.texts[at]; t.lang == h.lang() && at != h.at && t.kind != "glossary" {
			item := h.item(kindFile, from, compile.Relative(path.Dir(h.at), at), t.title, t.summary)
			item.SortText = "0" + item.Label
			all = append(all, item)
		}
	}
	all = append(all, h.files(from)...)
	entries(from, "glossary:")
	return all
}

// files are the media of the module; those beside the text come first.
func (h here) files(from int) []completionItem {
	var all []completionItem
	for _, at := range h.root.last.outline.media(h.module.slug) {
		item := h.item(kindFile, from, compile.Relative(path.Dir(h.at), at), "", "")
		item.SortText = "1" + item.Label
		all = append(all, item)
	}
	return all
}

// keys are the keys of front matter that are not there yet, or the values of the one that the line gives.
func (h here) keys(before string) []completionItem {
	keys, parent := h.known()
	if m := keyLine.FindStringSubmatchIndex(before); m != nil {
		indented := m[2] != m[3]
		if indented && len(parent.Keys) == 0 {
			return nil
		}
		if indented {
			keys = parent.Keys
		}
		given := h.given(indented)
		var all []completionItem
		for i, k := range keys {
			if slices.Contains(given, k.Name) {
				continue
			}
			text := k.Name + ": "
			if k.List || len(k.Keys) > 0 {
				text = k.Name + ":"
			}
			item := h.item(kindProperty, m[4], text, "", "")
			item.Label, item.SortText = k.Name, string(rune('a'+i))
			all = append(all, item)
		}
		return all
	}
	if m := valueOf.FindStringSubmatchIndex(before); m != nil {
		name := before[m[4]:m[5]]
		if m[2] != m[3] {
			keys = parent.Keys
			if parent.Name == "ignore" || parent.Name == "audio" {
				return nil
			}
		}
		i := slices.IndexFunc(keys, func(k compile.Key) bool { return k.Name == name })
		if i < 0 {
			return nil
		}
		if keys[i].File {
			return h.files(m[8])
		}
		return h.values(keys[i].Values, m[8])
	}
	return nil
}

// known are the keys of the file, and the one whose own keys an indented line gives.
func (h here) known() (keys []compile.Key, parent compile.Key) {
	translation := len(h.module.languages) > 0 && h.lang() != h.module.languages[0]
	keys = compile.Keys(compile.Kind(h.at), translation)
	for i := h.number - 1; i > 0; i-- {
		line, _ := h.buffer.line(i)
		if name, _, is := strings.Cut(line, ":"); is && !strings.HasPrefix(line, " ") {
			if j := slices.IndexFunc(keys, func(k compile.Key) bool { return k.Name == name }); j >= 0 {
				parent = keys[j]
			}
			break
		}
	}
	if parent.Name == "ignore" {
		for _, code := range slices.Sorted(maps.Keys(diag.Codes)) {
			if diag.Codes[code] == diag.Warning {
				parent.Keys = append(parent.Keys, compile.Key{Name: code})
			}
		}
	}
	return keys, parent
}

// given are the keys that the front matter has already; those indented, under the same key.
func (h here) given(indented bool) []string {
	var all []string
	for i := 1; ; i++ {
		line, start := h.buffer.line(i)
		if line == "---" || start >= len(h.buffer.text) {
			return all
		}
		name, _, is := strings.Cut(line, ":")
		inner := strings.HasPrefix(line, " ")
		if !inner && indented && i < h.number {
			all = nil // another key's
		}
		if !inner && indented && i > h.number {
			return all
		}
		if is && inner == indented && i != h.number {
			all = append(all, strings.TrimSpace(name))
		}
	}
}

func (h here) values(values []string, from int) []completionItem {
	var all []completionItem
	for _, v := range values {
		all = append(all, h.item(kindValue, from, v, "", ""))
	}
	return all
}

// directives are the comments that the compiler obeys, the ids that a translation takes from its source, and the keys of
// questions.
func (h here) directives(before string) []completionItem {
	kind := compile.Kind(h.at)
	inner := strings.TrimLeft(strings.TrimPrefix(before, "<!--"), " ")
	from := len(before) - len(inner)
	name, rest, named := strings.Cut(inner, ":")
	var all []completionItem
	if !named {
		for _, d := range compile.Directives(kind) {
			text := map[string]string{"checkpoint": "checkpoint -->", "glossary": "glossary: off -->", "image": "image: decoration -->"}[d]
			if text == "" {
				text = d + ": "
			}
			item := h.item(kindKeyword, from, text, "", "")
			item.Label = d
			all = append(all, item)
		}
		return all
	}
	if name != "q" {
		return nil
	}
	word := rest[strings.LastIndexByte(rest, ' ')+1:]
	at := len(before) - len(word)
	key, value, valued := strings.Cut(word, "=")
	for _, k := range compile.QuestionKeys() {
		switch {
		case valued && k.Name == key:
			all = append(all, h.values(k.Values, len(before)-len(value))...)
		case !valued && strings.Count(strings.TrimLeft(rest, " "), " ") > 0 && !strings.Contains(rest, k.Name+"="):
			text := k.Name
			if k.Name != "exact" {
				text += "="
			}
			item := h.item(kindProperty, at, text, "", "")
			item.Label = k.Name
			all = append(all, item)
		}
	}
	return all
}
