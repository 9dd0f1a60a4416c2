package web

import "strings"

// canonical gives the one way to write a path of this site: letters as they stand, nothing escaped, no empty, "."
// or ".." segment, no slash at the end. same tells that it was written so. ok is false for a path that
// can mean nothing here, or that somebody wrote to be read in two ways: an escaped slash, a backslash, a dot
// segment, a control character.
//
// All our addresses are of the letters that need no escape, so a guard and a route never see the same address
// under two names.
func canonical(raw string) (path string, same, ok bool) {
	if plain(raw) {
		return raw, true, true
	}
	if raw == "" || raw[0] != '/' {
		return "", false, false
	}
	decoded, ok := unescape(raw)
	if !ok {
		return "", false, false
	}
	b := make([]byte, 0, len(decoded))
	for segment := range strings.SplitSeq(decoded, "/") {
		switch segment {
		case "":
			continue
		case ".", "..":
			return "", false, false
		}
		b = append(append(b, '/'), segment...)
	}
	if len(b) == 0 {
		b = append(b, '/')
	}
	if !plain(string(b)) {
		return "", false, false
	}
	return string(b), false, true
}

// plain tells whether a path is canonical.
func plain(path string) bool {
	if path == "/" {
		return true
	}
	if path == "" || path[0] != '/' || path[len(path)-1] == '/' {
		return false
	}
	start := 0 // of the segment
	for i := range len(path) {
		if path[i] == '/' {
			if i > 0 && emptyOrDots(path[start:i]) {
				return false
			}
			start = i + 1
		} else if !unreserved(path[i]) {
			return false
		}
	}
	return !emptyOrDots(path[start:])
}

func emptyOrDots(segment string) bool { return segment == "" || segment == "." || segment == ".." }

// unreserved are the characters of our addresses: those of RFC 3986, 2.3.
func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' ||
		c == '-' || c == '.' || c == '_' || c == '~'
}

// unescape undoes escapes that were not needed; one that stands for anything else is refused.
func unescape(raw string) (string, bool) {
	if !strings.Contains(raw, "%") {
		return raw, true
	}
	b := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] != '%' {
			b = append(b, raw[i])
			continue
		}
		if i+2 >= len(raw) {
			return "", false
		}
		high, low := hexDigit(raw[i+1]), hexDigit(raw[i+2])
		if high < 0 || low < 0 || !unreserved(byte(high<<4|low)) {
			return "", false
		}
		b = append(b, byte(high<<4|low))
		i += 2
	}
	return string(b), true
}

func hexDigit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// local gives an address of our own to send somebody to, or fallback when where is anything else: another site,
// a scheme, or what some browser reads as one ("//evil", "/\evil", "/<tab>/evil").
func local(where, fallback string) string {
	path, rest := where, ""
	if i := strings.IndexAny(where, "?#"); i >= 0 {
		path, rest = where[:i], where[i:]
	}
	if !plain(path) {
		return fallback
	}
	for i := range len(rest) {
		if rest[i] <= ' ' || rest[i] >= 0x7f || rest[i] == '\\' {
			return path
		}
	}
	return where
}
