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
			return nil
		case r == '\ufeff':
			refuse(diag.EncodingBOM, i)
		case r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
			refuse(diag.EncodingDirection, i, r)
		case r == '\t' && indent && !fenced:
			refuse(diag.EncodingTab, i)
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
