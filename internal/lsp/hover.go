package lsp

import (
	"slices"
	"strings"

	"sentier/internal/compile"
	"sentier/internal/diag"
)

// hover shows the definition of an entry, or the title of what a link leads to.
func (s *Server) hover(p textPosition) any {
	h, ok := s.here(p)
	if !ok {
		return nil
	}
	address, from, to, isLink := h.link()
	if !isLink {
		if h.matter() || strings.HasPrefix(h.line, "#") || strings.HasPrefix(h.line, "<!--") {
			return nil
		}
		e, from, to := h.module.mentioned(h.line, h.offset, h.lang())
		if e == nil {
			return nil
		}
		return hover{s.told(e.title, e.short), h.rangeOf(from, to)}
	}
	var shown markup
	switch t := h.lead(address); {
	case t.entry != nil:
		shown = s.told(t.entry.title, t.entry.short)
	case t.head != nil:
		shown = s.told(t.text.title, t.head.text)
	case t.text != nil:
		shown = s.told(t.text.title, t.text.summary)
	case t.file != "":
		shown = s.told(t.file, "")
	default:
		return nil
	}
	return hover{shown, h.rangeOf(from, to)}
}

// told is a title with a text under it.
func (s *Server) told(title, text string) markup {
	m := markup{Kind: "plaintext", Value: strings.TrimSpace(title + "\n\n" + text)}
	if slices.Contains(s.client.TextDocument.Hover.ContentFormat, "markdown") {
		m = markup{"markdown", strings.TrimSpace("**" + literal(title) + "**\n\n" + literal(text))}
	}
	return m
}

// literal writes a text as Markdown that shows it as it is.
func literal(text string) string {
	var b strings.Builder
	for _, r := range text {
		if strings.ContainsRune("\\`*_{}[]<>#+!|&", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// definition gives where a link leads, or the source that a translation names.
func (s *Server) definition(p textPosition) any {
	h, ok := s.here(p)
	if !ok {
		return nil
	}
	if h.matter() && strings.HasPrefix(h.line, "translates:") {
		if text := h.module.texts[h.at]; text != nil && text.source != "" {
			return h.place(text.source, diag.Pos{})
		}
		return nil
	}
	if address, _, _, isLink := h.link(); isLink {
		switch t := h.lead(address); {
		case t.entry != nil:
			return h.place(t.entry.at.Path, t.entry.at)
		case t.head != nil:
			return h.place(t.text.path, t.head.at)
		case t.text != nil:
			return h.place(t.text.path, diag.Pos{})
		case t.file != "":
			return h.place(t.file, diag.Pos{})
		}
		return nil
	}
	if h.matter() || compile.Kind(h.at) == "glossary" && strings.HasPrefix(h.line, "#") {
		return nil
	}
	if e, _, _ := h.module.mentioned(h.line, h.offset, h.lang()); e != nil {
		return h.place(e.at.Path, e.at)
	}
	return nil
}
