package diff

import "strings"

// Line is one line of two texts laid into each other, without its end.
type Line []Piece

// Changed tells whether anything in the line went or came.
func (l Line) Changed() bool { return Changed(l) }

// Lines parts pieces at the ends of their lines, whichever text these belong to. An end of line that went or came
// changes its line, even where the line is empty.
func Lines(all []Piece) []Line {
	var out []Line
	var line Line
	for _, p := range all {
		for text := range strings.Lines(p.Text) {
			bare, ended := strings.CutSuffix(text, "\n")
			if bare != "" || ended && p.Kind != Same && len(line) == 0 {
				line = append(line, Piece{p.Kind, bare})
			}
			if ended {
				out, line = append(out, line), nil
			}
		}
	}
	if line != nil {
		out = append(out, line)
	}
	return out
}

// Near tells of each line whether it changed, or stands within so many lines of one that did.
func Near(lines []Line, within int) []bool {
	near := make([]bool, len(lines))
	for i, l := range lines {
		if l.Changed() {
			for j := max(0, i-within); j <= min(len(lines)-1, i+within); j++ {
				near[j] = true
			}
		}
	}
	return near
}
