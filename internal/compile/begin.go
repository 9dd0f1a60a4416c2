package compile

import (
	"regexp"
	"slices"
	"strings"

	"sentier/internal/markdown"
)

// Begin gives the text with which a translation of a source begins: the keys that are translated, every heading, id,
// question and tick in its place, all in the words of the source, with a mark at each thing that is yet to translate.
// at is the path of the source. It gives nil where the source cannot be read.
func Begin(at string, text []byte) []byte {
	u := alone(at, text)
	if u == nil {
		return nil
	}
	var b strings.Builder
	b.WriteString("---\n")
	if keys := u.beginKeys(); keys != "" {
		b.WriteString(MatterMark + "\n" + keys)
	}
	b.WriteString(translates + `: "` + u.digest() + "\"\n---\n")
	lines := strings.SplitAfter(string(u.body), "\n")
	before := strings.Count(string(u.file.data), "\n") - strings.Count(string(u.body), "\n") // lines before the body
	marks := map[int]bool{}                                                                  // by line of the body, before which they go
	for _, s := range u.doc.Sections {
		if at := firstLineToMark(s); at > 0 {
			marks[at-before-1] = true
		}
	}
	for i, line := range lines {
		if marks[i] {
			b.WriteString(TextMark + "\n")
			if strings.TrimSpace(line) != "" {
				b.WriteString("\n")
			}
		}
		b.WriteString(line)
	}
	if marks[len(lines)] {
		b.WriteString(TextMark + "\n")
	}
	return []byte(b.String())
}

// firstLineToMark is the line of the file before which the mark of a section goes: under its heading and directive.
func firstLineToMark(s markdown.Section) int {
	switch {
	case s.Heading == nil && len(s.Blocks) > 0:
		return s.Blocks[0].Pos().Line
	case s.Heading == nil:
		return 0
	case s.Directive != nil:
		return s.Directive.Pos.Line + 1
	}
	return s.Heading.Pos.Line + 1
}

// beginKeys writes the translated keys that a source has, each in its own words.
func (u *unit) beginKeys() string {
	var b strings.Builder
	indent := ""
	for _, m := range u.translatable() {
		if len(m.texts) == 0 || !m.list && m.texts[0] == "" {
			continue
		}
		key := m.key
		if in, inner, deeper := strings.Cut(key, "."); deeper {
			if indent == "" {
				b.WriteString(in + ":\n")
			}
			indent, key = "  ", inner
		}
		if !m.list {
			b.WriteString(indent + key + ": " + YAMLText(m.texts[0]) + "\n")
			continue
		}
		b.WriteString(indent + key + ":\n")
		for _, text := range m.texts {
			b.WriteString(indent + "  - " + YAMLText(text) + "\n")
		}
	}
	return b.String()
}

// safeText is a text that YAML reads as itself without quotes.
var safeText = regexp.MustCompile(`^[\p{L}\p{N}][^:#"'\[\]{}&*!|>%@\x60\\\n]*$`)

// YAMLText writes a text as front matter holds it: bare where that is safe, else between double quotes.
func YAMLText(text string) string {
	if safeText.MatchString(text) && strings.TrimSpace(text) == text {
		return text
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(text) + `"`
}

var translatesLine = regexp.MustCompile(`^translates[ ]*:`)

// WithTranslates gives a translation that names a digest, and changes nothing but that line. It gives nil where the
// text has no front matter to write it into, and is no glossary.
func WithTranslates(at string, text []byte, digest string) []byte {
	end := "\n"
	if first, _, _ := strings.Cut(string(text), "\n"); strings.HasSuffix(first, "\r") {
		end = "\r\n"
	}
	line := translates + `: "` + digest + `"` + end
	lines := strings.SplitAfter(string(text), "\n")
	if strings.TrimRight(lines[0], "\r\n") != "---" {
		if kindOf(at) != glossaryFile {
			return nil
		}
		return []byte("---" + end + line + "---" + end + string(text))
	}
	for i, l := range lines[1:] {
		switch bare := strings.TrimRight(l, "\r\n"); {
		case translatesLine.MatchString(bare):
			lines[i+1] = line
			return []byte(strings.Join(lines, ""))
		case bare == "---":
			return []byte(strings.Join(slices.Insert(lines, i+1, line), ""))
		}
	}
	return nil
}
