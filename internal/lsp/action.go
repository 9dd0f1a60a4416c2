package lsp

import (
	"bytes"
	"strings"

	"sentier/internal/diag"
)

// The kinds of actions.
const (
	quickFix = "quickfix"
	fixAll   = "source.fixAll.sentier"
)

type codeActionParams struct {
	TextDocument documentID `json:"textDocument"`
	Range        textRange  `json:"range"`
	Context      struct {
		Only []string `json:"only"`
	} `json:"context"`
}

// codeActions mend the findings of a range: what needs no thought, as "check --fix" does, and the nearest name of one
// that is not there. They are given for the text that was looked at, and for no other.
func (s *Server) codeActions(p codeActionParams) any {
	all := []codeAction{}
	name := pathOf(p.TextDocument.URI)
	r, at := s.rootOf(name)
	if r == nil || r.last == nil {
		return all
	}
	b := s.text(name)
	if version, open := r.last.versions[at]; open != (s.buffers[name] != nil) || open && version != b.version {
		return all
	}
	wanted := func(kind string) bool {
		if len(p.Context.Only) == 0 {
			return kind == quickFix
		}
		for _, only := range p.Context.Only {
			if kind == only || strings.HasPrefix(kind, only+".") {
				return true
			}
		}
		return false
	}
	var fixes []*diag.Fix
	for _, f := range r.last.found[at] {
		shown := s.diagnostic(b, f)
		if f.Fix != nil && !f.Fix.Asked {
			fixes = append(fixes, f.Fix)
		}
		if !wanted(quickFix) || !overlap(shown.Range, p.Range) {
			continue
		}
		fix := f.Fix
		if fix == nil {
			fix = nearest(b, f)
		}
		if fix == nil {
			continue
		}
		if edits := s.edits(b, at, fix); edits != nil {
			all = append(all, codeAction{Title: cure(f, s.lang), Kind: quickFix, Diagnostics: []diagnostic{shown}, IsPreferred: true,
				Edit: &workspaceEdit{map[string][]textEdit{b.uri: edits}}})
		}
	}
	if wanted(fixAll) && len(fixes) > 0 {
		if mended, made := diag.Apply([]byte(b.text), at, fixes); len(made) > 0 && !bytes.Equal(mended, []byte(b.text)) {
			whole := textRange{position{}, b.position(len(b.text), s.units)}
			all = append(all, codeAction{Title: say(s.lang, "Mend what needs no thought", "Corriger ce qui ne demande pas de réflexion"), Kind: fixAll,
				Edit: &workspaceEdit{map[string][]textEdit{b.uri: {{whole, string(mended)}}}}})
		}
	}
	return all
}

func say(lang, en, fr string) string {
	if strings.HasPrefix(lang, "fr") {
		return fr
	}
	return en
}

// cure is the second half of a finding: how to mend it.
func cure(f diag.Finding, lang string) string {
	text := f.Text(lang)
	if _, how, found := strings.Cut(text, say(lang, ": ", " : ")); found {
		return how
	}
	return text
}

func overlap(a, b textRange) bool { return !before(a.End, b.Start) && !before(b.End, a.Start) }

func before(a, b position) bool {
	return a.Line < b.Line || a.Line == b.Line && a.Character < b.Character
}

// edits gives a fix as the protocol has it; nil where the text has not the places of it.
func (s *Server) edits(b *buffer, at string, fix *diag.Fix) []textEdit {
	var all []textEdit
	newline := "\n"
	if strings.Contains(b.text, "\r\n") {
		newline = "\r\n"
	}
	for _, e := range fix.Edits {
		span, ok := b.span(e, s.units)
		if !ok || e.From.Path != at {
			return nil
		}
		all = append(all, textEdit{span, strings.ReplaceAll(e.Text, "\n", newline)})
	}
	return all
}

// named are the findings that say the nearest name: which of their arguments is the name that is written, and which the
// one that may be meant.
var named = map[*diag.Message][2]int{
	diag.LinkBroken: {0, 1}, diag.LinkAnchor: {1, 2}, diag.LinkEntry: {0, 1}, diag.MediaMissing: {0, 1},
	diag.KeyNearest: {0, 1}, diag.DirectiveKey: {0, 1}, diag.CommentUnknown: {0, 1}, diag.IDUnmatched: {1, 2},
	diag.IDForm: {0, 1}, diag.KeyLicence: {0, 1},
}

// nearest makes the fix that writes the name that may be meant; nil where there is none.
func nearest(b *buffer, f diag.Finding) *diag.Fix {
	ranks, known := named[f.Message]
	if !known || len(f.Args) <= ranks[1] {
		return nil
	}
	written, is := f.Args[ranks[0]].(string)
	meant, was := f.Args[ranks[1]].(string)
	start, there := b.at(f.Pos)
	if !is || !was || !there || written == "" || meant == "" || strings.Contains(meant, ", ") {
		return nil
	}
	if i := strings.LastIndexByte(written, '.'); i >= 0 && f.Message == diag.KeyNearest { // badge.titel
		written, meant = written[i+1:], meant[strings.LastIndexByte(meant, '.')+1:]
	}
	rest, _, _ := strings.Cut(b.text[start:], "\n")
	i := strings.Index(rest, written)
	if i < 0 {
		return nil
	}
	from := f.Pos
	from.Col += len([]rune(rest[:i]))
	to := from
	to.Col += len([]rune(written))
	return &diag.Fix{Edits: []diag.Edit{{From: from, To: to, Text: meant}}}
}
