package diag

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Fix mends a finding without anybody having to think: ids, spaces, marks. It never changes what a reader reads.
type Fix struct {
	Edits []Edit

	// Asked is set where the fix states what only a person can know, such as that a translation is up to date: it is
	// made when somebody asks for this very one, as in an editor, and never by "check --fix".
	Asked bool
}

// Edit replaces what stands in a file from one place up to another; from the same place, it inserts.
type Edit struct {
	From, To Pos    // To is not replaced itself; both are in one file
	Text     string // with LF at its line ends; Apply writes those of the file
}

// Range gives the bytes of a file, as it is on disk, that the edit replaces: those from start up to end. ok is false
// where the file has no such place any more.
func (e Edit) Range(data []byte) (start, end int, ok bool) {
	start, began := offset(data, e.From)
	end, ended := offset(data, e.To)
	return start, end, began && ended && start <= end
}

// offset gives the byte at which a place starts. Columns count characters, and each byte that is none.
func offset(data []byte, at Pos) (int, bool) {
	from := 0
	for line := 1; line < at.Line; line++ {
		end := bytes.IndexByte(data[from:], '\n')
		if end < 0 {
			return 0, false
		}
		from += end + 1
	}
	for column := 1; column < at.Col; column++ {
		if from >= len(data) || data[from] == '\n' || bytes.HasPrefix(data[from:], []byte("\r\n")) {
			return 0, false
		}
		_, size := utf8.DecodeRune(data[from:])
		from += size
	}
	return from, at.Line > 0 && at.Col > 0
}

// Apply mends a file: it makes the edits of each fix of that path, all of a fix or none, and leaves out those that touch
// what another has changed. made are the fixes that were made.
func Apply(data []byte, path string, fixes []*Fix) (mended []byte, made []*Fix) {
	type piece struct {
		start, end int
		text       string
	}
	var all []piece
	newline := "\n"
	if bytes.Contains(data, []byte("\r\n")) {
		newline = "\r\n"
	}
	for _, fix := range fixes {
		var mine []piece
		fits := len(fix.Edits) > 0
		for _, e := range fix.Edits {
			start, end, ok := e.Range(data)
			free := !slices.ContainsFunc(all, func(p piece) bool { return start <= p.end && p.start <= end })
			if fits = fits && ok && free && e.From.Path == path; !fits {
				break
			}
			mine = append(mine, piece{start, end, strings.ReplaceAll(e.Text, "\n", newline)})
		}
		if fits {
			all, made = append(all, mine...), append(made, fix)
		}
	}
	slices.SortFunc(all, func(a, b piece) int { return cmp.Compare(a.start, b.start) })
	var out bytes.Buffer
	at := 0
	for _, p := range all {
		out.Write(data[at:p.start])
		out.WriteString(p.text)
		at = p.end
	}
	out.Write(data[at:])
	return out.Bytes(), made
}
