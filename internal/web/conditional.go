package web

import (
	"strconv"
	"strings"
)

// matches tells whether an If-None-Match header names the entity tag, by weak comparison (RFC 9110, 13.1.2).
func matches(header, etag string) bool {
	tag := strings.TrimPrefix(etag, "W/")
	for {
		header = strings.TrimLeft(header, " \t,")
		if header == "" {
			return false
		}
		if header[0] == '*' {
			return true
		}
		header = strings.TrimPrefix(header, "W/")
		if header == "" || header[0] != '"' {
			return false // not a list of tags: as if it were not there
		}
		end := strings.IndexByte(header[1:], '"')
		if end < 0 {
			return false
		}
		if header[:end+2] == tag {
			return true
		}
		header = header[end+2:]
	}
}

// span is a stretch of bytes, both ends included.
type span struct{ from, to int }

// Range outcomes.
const (
	whole       = iota // no range, or one that is not understood: the whole file
	partial            // one that can be satisfied
	unsatisfied        // one that lies outside: 416
)

// ranged reads a Range header over a file of size bytes (RFC 9110, 14.2). One range is served; several get the
// whole file, as the RFC allows.
func ranged(header string, size, most int) (span, int) {
	unit, list, ok := strings.Cut(header, "=")
	if !ok || !strings.EqualFold(strings.TrimSpace(unit), "bytes") || strings.Count(list, ",") >= most {
		return span{}, whole
	}
	first, last, ok := strings.Cut(strings.TrimSpace(list), "-")
	if !ok {
		return span{}, whole
	}
	from, fromOK := offset(first)
	to, toOK := offset(last)
	switch {
	case first == "" && toOK: // the last bytes
		if to == 0 || size == 0 {
			return span{}, unsatisfied
		}
		return span{max(0, size-to), size - 1}, partial
	case !fromOK || last != "" && (!toOK || to < from):
		return span{}, whole
	case from >= size:
		return span{}, unsatisfied
	case last == "":
		return span{from, size - 1}, partial
	}
	return span{from, min(to, size-1)}, partial
}

// offset reads digits alone; a number that is too long is further than any file.
func offset(text string) (int, bool) {
	if text == "" {
		return 0, false
	}
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return int(^uint(0) >> 1), true
	}
	return n, true
}
