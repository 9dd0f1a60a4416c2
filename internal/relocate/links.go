package relocate

import (
	"net/url"
	"path"
	"regexp"
	"strings"
)

var (
	inline    = regexp.MustCompile(`\]\([ \t]*(<[^>\n]*>|[^\s)]+)`)
	reference = regexp.MustCompile(`(?m)^ {0,3}\[[^\]\n]+\]:[ \t]*(<[^>\n]*>|\S+)`)
	span      = regexp.MustCompile("(`+)[^`\n]+`+")
	fence     = regexp.MustCompile("^ {0,3}(```+|~~~+)")
	scheme    = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)
	sound     = regexp.MustCompile(`[A-Za-z0-9._/-]+\.(?:mp3|ogg|opus)\b`)
)

// body is where the Markdown of a text begins, after its front matter.
func body(text string) int {
	if !strings.HasPrefix(text, "---\n") {
		return 0
	}
	if end := strings.Index(text, "\n---\n"); end >= 0 {
		return end + len("\n---\n")
	}
	return len(text)
}

// rewrite gives every address of a text to change, which gives it back, or another. Code is left alone.
func rewrite(text string, change func(address string) string) string {
	start := body(text)
	hidden := []byte(text)
	blank := func(from, to int) {
		for i := from; i < to; i++ {
			if hidden[i] != '\n' {
				hidden[i] = ' '
			}
		}
	}
	blank(0, start)
	open, at := "", start
	for _, line := range strings.SplitAfter(text[start:], "\n") {
		mark := fence.FindStringSubmatch(line)
		switch {
		case open != "":
			if mark != nil && strings.HasPrefix(mark[1], open) {
				open = ""
			}
			blank(at, at+len(line))
		case mark != nil:
			open = mark[1]
			blank(at, at+len(line))
		}
		at += len(line)
	}
	for _, found := range span.FindAllIndex(hidden, -1) {
		blank(found[0], found[1])
	}
	type stretch struct{ from, to int }
	var all []stretch
	for _, form := range []*regexp.Regexp{inline, reference} {
		for _, found := range form.FindAllSubmatchIndex(hidden, -1) {
			s := stretch{found[2], found[3]}
			if text[s.from] == '<' {
				s = stretch{s.from + 1, s.to - 1}
			}
			all = append(all, s)
		}
	}
	var b strings.Builder
	b.Grow(len(text))
	from := 0
	for len(all) > 0 { // in the order of the text
		first := 0
		for i, s := range all {
			if s.from < all[first].from {
				first = i
			}
		}
		s := all[first]
		all = append(all[:first], all[first+1:]...)
		if s.from < from {
			continue
		}
		b.WriteString(text[from:s.from] + change(text[s.from:s.to]))
		from = s.to
	}
	return b.String() + text[from:]
}

// file gives the file of the course that an address in the text at a path leads to, and what follows it; "" where it
// leads to none.
func file(at, address string) (name, fragment string) {
	if address == "" || scheme.MatchString(address) || strings.HasPrefix(address, "/") || strings.HasPrefix(address, "#") {
		return "", ""
	}
	name, rest, marked := strings.Cut(address, "#")
	if plain, err := url.PathUnescape(name); err == nil {
		name = plain
	}
	if marked {
		fragment = "#" + rest
	}
	return path.Join(path.Dir(at), name), fragment
}

// relative writes the way from a folder to a file.
func relative(from, to string) string {
	a, b := strings.Split(from, "/"), strings.Split(to, "/")
	for len(a) > 0 && len(b) > 1 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	return strings.Repeat("../", len(a)) + strings.Join(b, "/")
}
