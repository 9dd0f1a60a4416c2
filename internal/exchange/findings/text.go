package findings

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"unicode"

	"sentier/internal/diag"
)

// The colours of a terminal.
const (
	bold   = "\x1b[1m"
	red    = "\x1b[1;31m"
	yellow = "\x1b[1;33m"
	green  = "\x1b[1;32m"
	faint  = "\x1b[2m"
	plain  = "\x1b[0m"
)

// widest is how many characters of a line are shown.
const widest = 100

// Lines writes a line a finding, as editors read it.
func (r Report) Lines(w io.Writer) error {
	for _, f := range r.Fixed {
		f.Path = r.path(f)
		if _, err := fmt.Fprintf(w, "%s: %s: %s [%s]\n", f.Pos, r.fixed(), f.What(r.Lang), f.Code); err != nil {
			return err
		}
	}
	for _, f := range r.Found {
		f.Path = r.path(f)
		if _, err := fmt.Fprintln(w, f.Format(r.Lang)); err != nil {
			return err
		}
	}
	return nil
}

// Terminal writes each finding with the line of its file beneath, and a caret where it is.
func (r Report) Terminal(w io.Writer, files fs.FS, colours bool) error {
	paint := func(colour, text string) string {
		if !colours {
			return text
		}
		return colour + text + plain
	}
	out := bufio.NewWriter(w)
	for _, f := range r.Fixed { // their lines are no longer as they were
		f.Path = r.path(f)
		fmt.Fprintf(out, "%s: %s: %s [%s]\n", paint(bold, f.Pos.String()), paint(green, r.fixed()), f.What(r.Lang), f.Code)
	}
	var name string
	var lines [][]byte
	for _, f := range r.Found {
		if f.Path != name {
			data, _ := fs.ReadFile(files, f.Path) // a folder, or gone: no line is shown
			name, lines = f.Path, bytes.Split(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), []byte("\n"))
		}
		shown := f
		shown.Path = r.path(f)
		colour := red
		if f.Level == diag.Warning {
			colour = yellow
		}
		fmt.Fprintf(out, "%s: %s: %s [%s]\n", paint(bold, shown.Pos.String()), paint(colour, f.Level.In(r.Lang)), f.Text(r.Lang), f.Code)
		if f.Line > 0 && f.Line <= len(lines) {
			before, after := around(string(lines[f.Line-1]), f.Col)
			number := fmt.Sprintf("%5d | ", f.Line)
			fmt.Fprintf(out, "%s%s\n", paint(faint, number), before+after)
			fmt.Fprintf(out, "%s%s%s\n", paint(faint, "      | "), blank(before), paint(colour, "^"))
		}
	}
	return out.Flush()
}

// around are the parts of a line before a column and from it, of a width that a terminal shows. What would move its
// cursor is left out.
func around(line string, column int) (before, after string) {
	all := []rune(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\t' {
			return unicode.ReplacementChar
		}
		return r
	}, line))
	at := min(max(column-1, 0), len(all))
	from := max(at-widest*2/3, 0)
	to := min(from+widest, len(all))
	before, after = string(all[from:at]), string(all[at:to])
	if from > 0 {
		before = "…" + before
	}
	if to < len(all) {
		after += "…"
	}
	return before, after
}

// blank is as wide as a text: tabs stay.
func blank(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return r
		case unicode.Is(unicode.Mn, r):
			return -1
		}
		return ' '
	}, text)
}
