package lsp

import (
	"net/url"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"sentier/internal/diag"
)

// here is a place in a text of a course, with what is around it.
type here struct {
	s      *Server
	root   *root
	module *moduleOutline // as last compiled; never nil
	at     string         // path of the text under the root
	buffer *buffer
	line   string
	start  int // of the line, in bytes
	offset int // in the line
	number int // of the line
}

// here finds a place; false where it is in no course, or none that was compiled.
func (s *Server) here(p textPosition) (here, bool) {
	name := pathOf(p.TextDocument.URI)
	r, at := s.rootOf(name)
	if r == nil || r.last == nil {
		return here{}, false
	}
	h := here{s: s, root: r, at: at, buffer: s.text(name), number: p.Position.Line}
	if h.module = r.last.outline.module(at); h.module == nil {
		slug, _, _ := strings.Cut(at, "/")
		h.module = &moduleOutline{slug: slug}
	}
	h.line, h.start = h.buffer.line(p.Position.Line)
	h.offset = min(h.buffer.offset(p.Position, s.units)-h.start, len(h.line))
	return h, h.offset >= 0
}

// lang is the language of the text.
func (h here) lang() string {
	_, tag, _ := strings.Cut(strings.TrimSuffix(path.Base(h.at), ".md"), ".")
	return tag
}

// rangeOf gives a part of the line.
func (h here) rangeOf(from, to int) textRange {
	return textRange{h.buffer.position(h.start+from, h.s.units), h.buffer.position(h.start+to, h.s.units)}
}

// matter tells whether the line is inside the front matter.
func (h here) matter() bool {
	if first, _ := h.buffer.line(0); first != "---" || h.number == 0 {
		return false
	}
	for i := 1; i < h.number; i++ {
		if line, _ := h.buffer.line(i); line == "---" {
			return false
		}
	}
	return h.line != "---"
}

var (
	linkForm      = regexp.MustCompile(`\]\(\s*<?([^)\s<>]*)`)
	referenceForm = regexp.MustCompile(`^\[[^\]^][^\]]*\]:\s*<?([^\s<>]+)`)
	fileKeyForm   = regexp.MustCompile(`^\s*(?:card|image|[a-z]{2,3}(?:-[A-Za-z0-9]+)*):\s*["']?([^"'\s]+\.[A-Za-z0-9]+)`)
)

// link gives the address of the link that the place is in, with its words, and where the address stands in the line.
func (h here) link() (address string, from, to int, ok bool) {
	if h.matter() {
		if m := fileKeyForm.FindStringSubmatchIndex(h.line); m != nil && m[2] <= h.offset && h.offset <= m[3] {
			return h.line[m[2]:m[3]], m[2], m[3], true
		}
		return "", 0, 0, false
	}
	if m := referenceForm.FindStringSubmatchIndex(h.line); m != nil {
		return h.line[m[2]:m[3]], m[2], m[3], true
	}
	for _, m := range linkForm.FindAllStringSubmatchIndex(h.line, -1) {
		begin := strings.LastIndexByte(h.line[:m[0]], '[')
		if begin >= 0 && begin <= h.offset && h.offset <= m[3] {
			return h.line[m[2]:m[3]], m[2], m[3], true
		}
	}
	return "", 0, 0, false
}

// target is what an address leads to.
type target struct {
	entry *entryOutline
	text  *textOutline
	head  *headingOutline // of text
	file  string          // a medium, by its path under the root
}

// lead follows an address of the text.
func (h here) lead(address string) target {
	if id, is := strings.CutPrefix(address, "glossary:"); is {
		return target{entry: h.module.entry(id, h.lang())}
	}
	if strings.Contains(address, ":") || strings.HasPrefix(address, "/") {
		return target{}
	}
	name, fragment, _ := strings.Cut(address, "#")
	full := h.at
	if name != "" {
		full = path.Join(path.Dir(h.at), unescaped(name))
	}
	if !strings.HasPrefix(full, h.module.slug+"/") {
		return target{}
	}
	text := h.module.texts[full]
	if text == nil {
		if path.Ext(full) == ".md" || !slices.Contains(h.root.last.outline.media(h.module.slug), full) {
			return target{}
		}
		return target{file: full}
	}
	t := target{text: text}
	for i, head := range text.headings {
		if head.anchor == unescaped(fragment) {
			t.head = &text.headings[i]
			break
		}
	}
	return t
}

func unescaped(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}

// place gives the location of a place in a file under the root.
func (h here) place(at string, pos diag.Pos) location {
	name := filepath.Join(h.root.folder, filepath.FromSlash(at))
	b := h.s.text(name)
	l := location{URI: b.uri}
	if offset, ok := b.at(pos); ok {
		start := b.position(offset, h.s.units)
		_, from := b.line(start.Line)
		text, _ := b.line(start.Line)
		l.Range = textRange{start, b.position(from+len(text), h.s.units)}
	}
	return l
}
