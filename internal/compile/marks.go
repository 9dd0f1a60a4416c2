package compile

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sentier/internal/diag"
	"sentier/internal/markdown"
)

// The marks that "translate start" leaves where a translation still has the words of its source: one in the front
// matter, one under each heading. Readers get the source instead of what is marked, until the mark is taken out.
const (
	TextMark   = "<!-- TO TRANSLATE -->"
	MatterMark = "# TO TRANSLATE"
)

// findMarks finds them in a translation whose body starts at a line of the file.
func (u *unit) findMarks(bodyLine int) {
	if !u.translation() {
		return
	}
	var fence markdown.Fence
	number := 0
	for line := range strings.Lines(string(u.file.data)) {
		number++
		line = strings.TrimRight(line, " \n")
		inside := number >= bodyLine && fence.Next(line)
		if mark := strings.TrimLeft(line, " "); !inside && (number < bodyLine && mark == MatterMark || number >= bodyLine && line == TextMark) {
			column := utf8.RuneCountInString(line) - utf8.RuneCountInString(mark) + 1
			u.marks = append(u.marks, diag.Pos{Path: u.file.path, Line: number, Col: column})
		}
	}
}

// marked are the ids of the questions and entries of the unit that are yet to translate.
func (u *unit) marked() map[string]bool {
	all := map[string]bool{}
	for _, mark := range u.marks {
		if d := u.partAt(mark); d != nil {
			all[d.ID] = true
		}
	}
	return all
}

// begun tells that more of a translation than a question or an entry is in the words of its source.
func (u *unit) begun() bool {
	return slices.ContainsFunc(u.marks, func(mark diag.Pos) bool { return u.partAt(mark) == nil })
}

// partAt gives the question or the entry that a line belongs to, nil where it is none's.
func (u *unit) partAt(at diag.Pos) *markdown.Directive {
	var part *markdown.Directive
	top := 0 // level of the heading that part stands under
	for _, s := range u.doc.Sections {
		switch {
		case s.Heading == nil:
		case s.Heading.Pos.Line > at.Line:
			return part
		case s.Directive != nil && s.Directive.ID != "":
			part, top = s.Directive, s.Heading.Level
		case s.Heading.Level <= top:
			part = nil
		}
	}
	return part
}

// finished are the units that readers get: the source, and the translations that are more than begun.
func finished(units []*unit) []*unit {
	return slices.DeleteFunc(slices.Clone(units), (*unit).begun)
}

// warnOfMarks tells what is yet to translate.
func (u *unit) warnOfMarks() {
	for _, at := range u.marks {
		u.found.Add(diag.TranslationTodo, at)
	}
}
