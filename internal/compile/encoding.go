package compile

import (
	"bytes"
	"unicode/utf8"

	"sentier/internal/diag"
	"sentier/internal/markdown"
)

// clean gives a text with LF line ends, or nil when it holds what no text of a course may: bytes that are not
// UTF-8, a byte order mark, characters that turn the direction of text, other control characters, or tabs as
// indentation outside fenced code.
func clean(path string, data []byte, found *diag.List) []byte {
	data = append([]byte{}, bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))...)
	line, start, ok := 1, 0, true
	refuse := func(m *diag.Message, i int, args ...any) {
		found.Add(m, diag.Pos{Path: path, Line: line, Col: utf8.RuneCount(data[start:i]) + 1}, args...)
		ok = false
	}
	mend := func(n int, text string) { // the characters from the last finding on
		f := &(*found)[len(*found)-1]
		to := f.Pos
		to.Col += n
		f.Fix = &diag.Fix{Edits: []diag.Edit{{From: f.Pos, To: to, Text: text}}}
	}
	var fence markdown.Fence
	indent, fenced := true, fence.Next(firstLine(data))
	for i := 0; i < len(data); {
		r, size := rune(data[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(data[i:])
		}
		switch {
		case r == utf8.RuneError && size == 1:
			refuse(diag.EncodingUTF8, i)
			if text, is := fromWindows(data); is {
				first, lines := diag.Pos{Path: path, Line: 1, Col: 1}, bytes.Split(data, []byte("\n"))
				(*found)[len(*found)-1].Fix = &diag.Fix{Edits: []diag.Edit{{From: first, Text: text,
					To: diag.Pos{Path: path, Line: len(lines), Col: utf8.RuneCount(lines[len(lines)-1]) + 1}}}}
			}
			return nil
		case r == '\ufeff':
			refuse(diag.EncodingBOM, i)
			mend(1, "")
		case r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
			refuse(diag.EncodingDirection, i, r)
		case r == '\t' && indent && !fenced:
			refuse(diag.EncodingTab, i)
			mend(spaced(data[start:], i-start))
			indent = false
		case r == '\n':
			line, start, indent = line+1, i+1, true
			i++
			fenced = fence.Next(firstLine(data[i:]))
			continue
		case r < ' ' && r != '\t' || r == 0x7f:
			refuse(diag.EncodingControl, i, r)
		}
		if r != ' ' && r != '>' {
			indent = false
		}
		i += size
	}
	if !ok {
		return nil
	}
	return data
}

func firstLine(data []byte) string {
	line, _, _ := bytes.Cut(data, []byte("\n"))
	return string(line)
}

// spaced gives what stands in the place of the tabs of an indentation, from the byte at: spaces up to the next multiple of
// four, which is what a tab means in Markdown. n is how many characters it replaces.
func spaced(line []byte, at int) (n int, spaces string) {
	var b bytes.Buffer
	b.Write(line[:at])
	for ; at < len(line) && bytes.IndexByte([]byte("\t >"), line[at]) >= 0; at++ {
		n++
		if line[at] != '\t' {
			b.WriteByte(line[at])
			continue
		}
		b.WriteString("    "[b.Len()%4:])
	}
	return n, string(b.Bytes()[bytes.IndexByte(line, '\t'):])
}

// fromWindows reads bytes that are no UTF-8 as those of Windows-1252, which most editors that write none save in Western
// Europe. It does not guess where other encodings of accents (of DOS, of old Macs) would fit, or part of the text is UTF-8.
func fromWindows(data []byte) (string, bool) {
	var b bytes.Buffer
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		switch {
		case r != utf8.RuneError || size > 1:
			if r >= utf8.RuneSelf {
				return "", false
			}
			b.WriteRune(r)
		case data[i] >= 0xa0:
			b.WriteRune(rune(data[i]))
		case windowsMarks[data[i]] != 0:
			b.WriteRune(windowsMarks[data[i]])
		default:
			return "", false
		}
		i += size
	}
	return b.String(), true
}

// windowsMarks are the marks of prose that Windows-1252 has where ISO 8859-1 has none.
var windowsMarks = map[byte]rune{0x80: '€', 0x85: '…', 0x8c: 'Œ', 0x91: '‘', 0x92: '’', 0x93: '“', 0x94: '”', 0x96: '–', 0x97: '—', 0x9c: 'œ'}
