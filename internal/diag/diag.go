// Package diag holds what is found in a course: where, what is wrong, how to mend it, and under which code.
//
// Every finding is an instance of one Message of this package, which owns the words in English and French. A
// finding never stops anything by itself: whoever compiles collects them all, sorts them and decides. Readers of
// source (compile, markdown, quiz kinds) make findings; cli and web print them.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Level says whether a finding refuses a course.
type Level int

// The two levels: an error refuses the course, a warning only tells.
const (
	Error Level = iota
	Warning
)

func (l Level) String() string {
	if l == Warning {
		return "warning"
	}
	return "error"
}

// In is the word for it in lang; English where there is no other.
func (l Level) In(lang string) string {
	if strings.HasPrefix(lang, "fr") {
		return map[Level]string{Error: "erreur", Warning: "avertissement"}[l]
	}
	return l.String()
}

// Message is one thing that can be wrong: its code of the course format and its words, "what: how to fix it",
// with the verbs of fmt, in the same order in both languages (or with explicit indexes).
type Message struct {
	Code   string
	Level  Level
	EN, FR string
}

// Pos is a place in a file of a course. Line and Col count from 1, Col in characters; 0 is "the whole file".
type Pos struct {
	Path      string
	Line, Col int
}

func (p Pos) String() string {
	if p.Line == 0 {
		return p.Path
	}
	return fmt.Sprintf("%s:%d:%d", p.Path, p.Line, p.Col)
}

// Finding is one message at one place.
type Finding struct {
	Pos
	*Message
	Args []any
	Fix  *Fix // mends it without thinking; nil: a person has to
}

// At makes the finding of m at a place.
func (m *Message) At(pos Pos, args ...any) Finding { return Finding{Pos: pos, Message: m, Args: args} }

// Text is "what: how to fix it" in lang; English where there is no other.
func (f Finding) Text(lang string) string {
	if strings.HasPrefix(lang, "fr") {
		return fmt.Sprintf(f.FR, f.Args...)
	}
	return fmt.Sprintf(f.EN, f.Args...)
}

// What is the first half of Text: what is wrong, without how to fix it.
func (f Finding) What(lang string) string {
	colon := ": "
	if strings.HasPrefix(lang, "fr") {
		colon = " : "
	}
	what, _, _ := strings.Cut(f.Text(lang), colon)
	return what
}

// Format is the line that people and editors read: path:line:col: error: what: how [code].
func (f Finding) Format(lang string) string {
	return fmt.Sprintf("%s: %s: %s [%s]", f.Pos, f.Level.In(lang), f.Text(lang), f.Code)
}

func (f Finding) String() string { return f.Format("en") }

// List is findings in the order of Sort.
type List []Finding

// Add appends a finding.
func (l *List) Add(m *Message, pos Pos, args ...any) { *l = append(*l, m.At(pos, args...)) }

// Sort orders by path, line, column, then code and words, and drops findings that say the same at the same
// place, so that the same folder always prints the same text.
func (l *List) Sort() {
	slices.SortStableFunc(*l, func(a, b Finding) int {
		if c := cmp.Or(strings.Compare(a.Path, b.Path), a.Line-b.Line, a.Col-b.Col, strings.Compare(a.Code, b.Code)); c != 0 {
			return c
		}
		return strings.Compare(a.Text("en"), b.Text("en"))
	})
	*l = slices.CompactFunc(*l, func(a, b Finding) bool {
		return a.Pos == b.Pos && a.Code == b.Code && a.String() == b.String()
	})
}

// Errors counts the findings that refuse the course.
func (l List) Errors() int {
	n := 0
	for _, f := range l {
		if f.Level == Error {
			n++
		}
	}
	return n
}

// First is the first finding that refuses the course; the zero one where there is none.
func (l List) First() Finding {
	for _, f := range l {
		if f.Level == Error {
			return f
		}
	}
	return Finding{Message: &Message{}}
}
