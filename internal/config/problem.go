package config

import (
	"fmt"
	"strings"
)

// Problem is one thing that is wrong with a configuration.
type Problem struct {
	File string // the file it is in; empty for a variable or a flag
	Line int    // from 1; 0: the file as a whole, a variable or a flag
	Key  string // the key, SENTIER_ variable or --flag as the host wrote it; may be empty
	What string // what is wrong: "expected …, got …"
	Hint string // what to do about it
}

// String gives one line: sentier.toml:12: listen: expected …, got …; did you mean …?
func (p Problem) String() string {
	var b strings.Builder
	if p.File != "" {
		b.WriteString(p.File)
		if p.Line > 0 {
			fmt.Fprintf(&b, ":%d", p.Line)
		}
		b.WriteString(": ")
	}
	if p.Key != "" {
		b.WriteString(p.Key + ": ")
	}
	b.WriteString(p.What)
	if p.Hint != "" {
		b.WriteString("; " + p.Hint)
	}
	return b.String()
}

// Problems is the error of Load: every problem of every layer, the file's in the order of its lines.
type Problems []Problem

// Error gives a line a problem.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}
