package web

import (
	"strings"

	"sentier/internal/diff"
	"sentier/internal/theme"
)

// around is how many lines of what stayed are shown before and after what changed.
const around = 1

// differences shows what changed from one text to another, word by word, with the lines around it; nothing where nothing did.
func differences(lang, before, after string) theme.Comparison {
	pieces := diff.Words(before, after)
	if !diff.Changed(pieces) {
		return theme.Comparison{}
	}
	var out []theme.Change
	for i, p := range pieces {
		switch p.Kind {
		case diff.Removed:
			out = append(out, theme.Change{Kind: "del", Text: p.Text})
		case diff.Added:
			out = append(out, theme.Change{Kind: "ins", Text: p.Text})
		default:
			out = append(out, stayed(p.Text, i > 0, i < len(pieces)-1)...)
		}
	}
	return theme.Comparison{Lang: lang, Pieces: out}
}

// stayed leaves the middle of what stayed out, where it is long: the lines next to a change stay.
func stayed(text string, changedBefore, changedAfter bool) []theme.Change {
	lines := strings.SplitAfter(text, "\n")
	first, last := 0, 0
	if changedBefore {
		first = around + 1
	}
	if changedAfter {
		last = around + 1
	}
	if len(lines) <= first+last+1 {
		return []theme.Change{{Text: text}}
	}
	var out []theme.Change
	if first > 0 {
		out = append(out, theme.Change{Text: strings.Join(lines[:first], "")})
	}
	out = append(out, theme.Change{Kind: "gap"})
	if last > 0 {
		out = append(out, theme.Change{Text: strings.Join(lines[len(lines)-last:], "")})
	}
	return out
}
