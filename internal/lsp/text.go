package lsp

import (
	"net/url"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
	"unicode/utf8"

	"sentier/internal/diag"
)

// encoding is how the editor counts the characters of a line.
type encoding int

const (
	utf16Units encoding = iota // the protocol's own
	utf8Units
)

// width is how many units a character counts for.
func (e encoding) width(r rune, size int) int {
	switch {
	case e == utf8Units:
		return size
	case r >= 0x10000:
		return 2
	}
	return 1
}

// buffer is a text as the editor has it, or as it is on disk.
type buffer struct {
	uri     string
	version int
	text    string
	starts  []int // of its lines, in bytes; nil: not known yet
}

// lines gives where the lines start. The protocol ends them with LF, CRLF or CR alone.
func (b *buffer) lines() []int {
	if b.starts != nil {
		return b.starts
	}
	b.starts = []int{0}
	for i := 0; i < len(b.text); i++ {
		if b.text[i] == '\n' || b.text[i] == '\r' && (i+1 == len(b.text) || b.text[i+1] != '\n') {
			b.starts = append(b.starts, i+1)
		}
	}
	return b.starts
}

// line gives the text of a line without its end, and where it starts.
func (b *buffer) line(number int) (text string, start int) {
	starts := b.lines()
	if number < 0 || number >= len(starts) {
		return "", len(b.text)
	}
	start, end := starts[number], len(b.text)
	if number+1 < len(starts) {
		end = starts[number+1]
	}
	return strings.TrimRight(b.text[start:end], "\r\n"), start
}

// offset gives the byte of a place; one past the end of a line, or of the text, is that end.
func (b *buffer) offset(p position, e encoding) int {
	if p.Line < 0 {
		return 0
	}
	text, start := b.line(p.Line)
	units, i := 0, 0
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if units += e.width(r, size); units > p.Character {
			break
		}
		i += size
	}
	return start + i
}

// position gives the place of a byte.
func (b *buffer) position(offset int, e encoding) position {
	offset = min(max(offset, 0), len(b.text))
	starts := b.lines()
	line := sort.SearchInts(starts, offset+1) - 1
	p := position{Line: line}
	for i := starts[line]; i < offset; {
		r, size := utf8.DecodeRuneInString(b.text[i:])
		p.Character += e.width(r, size)
		i += size
	}
	return p
}

// span gives the range of an edit; false where the text has no such place.
func (b *buffer) span(edit diag.Edit, e encoding) (textRange, bool) {
	from, to, ok := edit.Range([]byte(b.text))
	if !ok {
		return textRange{}, false
	}
	return textRange{b.position(from, e), b.position(to, e)}, true
}

// at gives the byte of a finding; false where the text has no such place.
func (b *buffer) at(pos diag.Pos) (int, bool) {
	from, _, ok := diag.Edit{From: pos, To: pos}.Range([]byte(b.text))
	return from, ok
}

// underlined gives what a finding is about: its first line where it is about a whole file, the rest of a line from its
// first word, else the run of signs without spaces.
func (b *buffer) underlined(pos diag.Pos, e encoding) textRange {
	start, ok := b.at(pos)
	if !ok {
		start = 0
	}
	number := sort.SearchInts(b.lines(), start+1) - 1
	line, from := b.line(number)
	rest := line[min(start-from, len(line)):]
	end := start + len(strings.TrimRight(rest, " \t"))
	if ok && strings.TrimSpace(line[:len(line)-len(rest)]) != "" {
		if space := strings.IndexAny(rest, " \t"); space > 0 {
			end = start + space
		}
	}
	return textRange{b.position(start, e), b.position(end, e)}
}

// change replaces a part of the text, or all of it.
func (b *buffer) change(c contentChange, e encoding) {
	if c.Range == nil {
		b.text = c.Text
	} else {
		from, to := b.offset(c.Range.Start, e), b.offset(c.Range.End, e)
		b.text = b.text[:min(from, to)] + c.Text + b.text[max(from, to):]
	}
	b.starts = nil
}

// pathOf gives the path of a file address; "" where it is something else.
func pathOf(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" || u.Host != "" && u.Host != "localhost" || u.Path == "" || strings.ContainsRune(u.Path, 0) {
		return ""
	}
	name := u.Path
	if runtime.GOOS == "windows" {
		name = strings.TrimPrefix(name, "/")
	}
	return filepath.Clean(filepath.FromSlash(name))
}

// addressOf gives the file address of a path.
func addressOf(name string) string {
	name = filepath.ToSlash(name)
	if !strings.HasPrefix(name, "/") {
		name = "/" + name
	}
	return (&url.URL{Scheme: "file", Path: name}).String()
}
