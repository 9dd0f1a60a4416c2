package config

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"sentier/internal/diag"
)

// shape is how the file writes a value.
type shape int

const (
	stringShape  shape = iota // "text"
	integerShape              // 12
	dateShape                 // 2026-11-22, or the same in quotes
	listShape                 // ["a", "b"]
)

// kind says what a good value is, and reads it. Parse is given one item, or any number of them for a list.
type kind[T any] struct {
	expected    string // follows "expected" in an error
	shape       shape
	parse       func(items []string) (T, *wrong)
	toml        func(T) string
	choices     []string
	least, most int
}

// wrong is why a value is refused. Empty fields are filled in by who knows more.
type wrong struct {
	expected string
	got      string
	hint     string // what to write instead, as a whole clause
}

func scalar(expected string, parse func(string) (string, *wrong)) kind[string] {
	return kind[string]{
		expected: expected,
		parse: func(items []string) (string, *wrong) {
			if !printable(items[0]) {
				return "", &wrong{expected: "text in UTF-8 without control characters"}
			}
			return parse(items[0])
		},
		toml: quote,
	}
}

// optional lets the empty text pass, for "none".
func optional(k kind[string]) kind[string] {
	parse := k.parse
	k.parse = func(items []string) (string, *wrong) {
		if items[0] == "" {
			return "", nil
		}
		return parse(items)
	}
	return k
}

// required refuses the empty text.
func required(k kind[string]) kind[string] {
	parse := k.parse
	k.parse = func(items []string) (string, *wrong) {
		if strings.TrimSpace(items[0]) == "" {
			return "", &wrong{got: "nothing"}
		}
		return parse(items)
	}
	return k
}

var (
	textKind = scalar("text", func(s string) (string, *wrong) { return strings.TrimSpace(s), nil })
	pathKind = scalar("a path", func(s string) (string, *wrong) { return s, nil })
	nameKind = scalar("a name or a path", func(s string) (string, *wrong) { return s, nil })
	svgKind  = optional(scalar("the path of an SVG file in the site folder, such as logo.svg", parseSVG))

	// What is secret is not printed: what is printed says a little less than what is in effect.
	secretKind = kind[string]{
		expected: "text on one line",
		parse: func(items []string) (string, *wrong) {
			if !printable(items[0]) {
				return "", &wrong{expected: "text in UTF-8 without control characters"}
			}
			return items[0], nil
		},
		toml: func(string) string { return quote("") },
	}

	// Its last characters are a checksum, which serve looks at.
	recipientKind = optional(scalar("a public key of age, such as age1qqp…, as age-keygen prints it", func(s string) (string, *wrong) {
		if !strings.HasPrefix(s, "age1") || len(s) != 62 {
			return "", &wrong{}
		}
		return s, nil
	}))

	accentKind = optional(scalar(fmt.Sprintf("a colour such as #135a43 with a contrast of %.1f:1 or more against %s",
		leastContrast, strings.Join(lightBackgrounds, " and ")), parseAccent))

	languagesKind = listOf("language tags, at least one, such as [\"fr\", \"en\"]", 1, parseLanguage)
	networksKind  = listOf("IP addresses or networks, such as [\"127.0.0.1\", \"10.0.0.0/8\"]", 0, parseNetwork)
	wordsKind     = listOf("words, each with what to write instead where there is something, such as [\"chairman: chair\"]", 0, parseWord)
	hostsKind     = listOf("host names, such as [\"video.example.org\"]", 0, parseHost)
)

func listOf(expected string, least int, parse func(string) (string, *wrong)) kind[[]string] {
	return kind[[]string]{
		expected: expected,
		shape:    listShape,
		parse: func(items []string) ([]string, *wrong) {
			var all []string
			for _, item := range items {
				v, w := parse(item)
				if w != nil {
					if w.got == "" {
						w.got = show(item)
					}
					return nil, w
				}
				for _, before := range all {
					if v == before {
						return nil, &wrong{got: show(item) + " twice"}
					}
				}
				all = append(all, v)
			}
			if len(all) < least {
				return nil, &wrong{got: "an empty list"}
			}
			return all, nil
		},
		toml: func(all []string) string {
			quoted := make([]string, len(all))
			for i, s := range all {
				quoted[i] = quote(s)
			}
			return "[" + strings.Join(quoted, ", ") + "]"
		},
	}
}

func oneOf(words ...string) kind[string] {
	k := scalar(alternatives(words), func(s string) (string, *wrong) {
		for _, word := range words {
			if s == word {
				return s, nil
			}
		}
		w := &wrong{}
		if word := diag.Nearest(strings.ToLower(s), words); word != "" {
			w.hint = "did you mean " + quote(word) + "?"
		}
		return "", w
	})
	k.choices = words
	return k
}

func alternatives(words []string) string {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = quote(word)
	}
	last := len(quoted) - 1
	return strings.Join(quoted[:last], ", ") + " or " + quoted[last]
}

// between is a whole number in a range, both ends included.
func between(least, most int) kind[int] {
	return kind[int]{
		expected: fmt.Sprintf("a whole number from %d to %d", least, most),
		least:    least,
		most:     most,
		shape:    integerShape,
		parse: func(items []string) (int, *wrong) {
			n, err := strconv.Atoi(items[0])
			if err != nil || n < least || n > most {
				return 0, &wrong{}
			}
			return n, nil
		},
		toml: strconv.Itoa,
	}
}

var dateKind = kind[time.Time]{
	expected: "a day such as 2026-11-22",
	shape:    dateShape,
	parse: func(items []string) (time.Time, *wrong) {
		if items[0] == "" {
			return time.Time{}, nil
		}
		day, err := time.Parse(time.DateOnly, items[0])
		if err != nil || day.IsZero() {
			return time.Time{}, &wrong{}
		}
		return day, nil
	},
	toml: func(day time.Time) string {
		if day.IsZero() {
			return `""`
		}
		return day.Format(time.DateOnly)
	},
}

func parseSVG(s string) (string, *wrong) {
	switch {
	case !strings.HasSuffix(strings.ToLower(s), ".svg"):
		return "", &wrong{}
	case strings.HasPrefix(s, "/") || strings.ContainsAny(s, `\:`):
		return "", &wrong{hint: "write it relative to the site folder, with / between folders"}
	}
	for part := range strings.SplitSeq(s, "/") {
		if part == ".." || part == "." || part == "" {
			return "", &wrong{hint: "write it without . and .. parts"}
		}
	}
	return s, nil
}

// tagForm keeps out what x/text forgives: underscores, spaces, and words that are no codes.
var tagForm = regexp.MustCompile(`^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*$`)

func parseLanguage(s string) (string, *wrong) {
	w := &wrong{expected: "a language tag (BCP 47) such as fr, en or pt-BR"}
	if fixed := strings.ReplaceAll(s, "_", "-"); fixed != s {
		if tag, err := language.Parse(fixed); err == nil {
			w.hint = "did you mean " + quote(tag.String()) + "?"
		}
		return "", w
	}
	if !tagForm.MatchString(s) {
		return "", w
	}
	tag, err := language.Raw.Parse(s)
	if err != nil {
		return "", w
	}
	return tag.String(), nil
}

func printable(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' })
}

// show quotes what a host wrote, short enough for one line.
func show(s string) string {
	const most = 60
	if runes := []rune(s); len(runes) > most {
		s = string(runes[:most-1]) + "…"
	}
	return strconv.Quote(s)
}

// quote writes a basic string of TOML.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case unicode.IsControl(r):
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// parseWord reads a word that a site avoids, and what to write instead of it after a colon.
func parseWord(s string) (string, *wrong) {
	word, instead, told := strings.Cut(s, ":")
	word, instead = strings.Join(strings.Fields(word), " "), strings.Join(strings.Fields(instead), " ")
	switch {
	case !printable(s) || word == "" || told && instead == "":
		return "", &wrong{}
	case told:
		return word + ": " + instead, nil
	}
	return word, nil
}
