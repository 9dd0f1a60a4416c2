package compile

import (
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sentier/internal/diag"
)

// mend gives the findings of the module that need no thought the fix that they carry. What is written is mended from the
// line that a finding is on; missing ids are given in ids_missing.go, characters in encoding.go.
func (m *module) mend() {
	lines := map[string][]string{}
	for i, f := range m.found {
		how, u := mendings[f.Message], m.byPath[f.Path]
		if how == nil || u == nil || f.Fix != nil || f.Line == 0 {
			continue
		}
		if lines[f.Path] == nil {
			lines[f.Path] = strings.Split(string(u.file.data), "\n")
		}
		if all := lines[f.Path]; f.Line <= len(all) {
			l := written{pos: f.Pos, line: all[f.Line-1]}
			l.at = byteOf(l.line, f.Col)
			if f.Line < len(all) {
				l.next = all[f.Line]
			}
			if edit, ok := how(f, l); ok {
				m.found[i].Fix = &diag.Fix{Edits: []diag.Edit{edit}}
			}
		}
	}
}

// written is the line of a finding.
type written struct {
	pos        diag.Pos
	line, next string
	at         int // byte of the finding in the line
}

func byteOf(line string, column int) int {
	at := 0
	for range column - 1 {
		_, size := utf8.DecodeRuneInString(line[at:])
		at += size
	}
	return at
}

// place is that of a byte of the line.
func (l written) place(at int) diag.Pos {
	return diag.Pos{Path: l.pos.Path, Line: l.pos.Line, Col: utf8.RuneCountInString(l.line[:at]) + 1}
}

// replace puts a text in the place of the bytes from start up to end of the line.
func (l written) replace(start, end int, text string) (diag.Edit, bool) {
	return diag.Edit{From: l.place(start), To: l.place(end), Text: text}, true
}

// swap replaces what a pattern finds right at the finding; its template is that of regexp.Expand.
func (l written) swap(pattern *regexp.Regexp, template string) (diag.Edit, bool) {
	m := pattern.FindStringSubmatchIndex(l.line[l.at:])
	if m == nil || m[0] != 0 {
		return diag.Edit{}, false
	}
	return l.replace(l.at, l.at+m[1], string(pattern.ExpandString(nil, template, l.line[l.at:], m)))
}

// mendings are the findings that have one cure, which changes no word that a reader reads. A link that leads nowhere, a
// heading of the wrong level, a key that is misspelt have several: those are left to people.
var mendings = map[*diag.Message]func(diag.Finding, written) (diag.Edit, bool){
	diag.FrontColon:   func(_ diag.Finding, l written) (diag.Edit, bool) { return l.quoted() },
	diag.KeySwitch:    func(_ diag.Finding, l written) (diag.Edit, bool) { return l.toggled() },
	diag.KeyDate:      func(_ diag.Finding, l written) (diag.Edit, bool) { return l.dated() },
	diag.HeadingGlued: func(_ diag.Finding, l written) (diag.Edit, bool) { return l.swap(headingMarks, "$1 ") },
	diag.BlockNoBreak: func(_ diag.Finding, l written) (diag.Edit, bool) { return l.swap(noBreakAfter, "$1 ") },
	diag.AlertUnknown: func(f diag.Finding, l written) (diag.Edit, bool) {
		if kind, ok := f.Args[1].(string); ok && strings.EqualFold(f.Args[0].(string), "[!"+kind+"]") {
			return l.replace(l.at, l.at+len(kind)+len("[!]"), "[!"+kind+"]")
		}
		return diag.Edit{}, false
	},
	diag.AlertNotAlone: func(_ diag.Finding, l written) (diag.Edit, bool) {
		if quote := l.line[:l.at]; strings.TrimSpace(quote) == ">" {
			return l.swap(alertThenText, "$1\n"+quote)
		}
		return diag.Edit{}, false
	},
	diag.AlertMerged: func(_ diag.Finding, l written) (diag.Edit, bool) {
		if strings.TrimSpace(l.line[:l.at]) == ">" {
			return l.replace(0, 0, "\n")
		}
		return diag.Edit{}, false
	},
	diag.LinkBare:     func(_ diag.Finding, l written) (diag.Edit, bool) { return l.linked() },
	diag.LinkBareMail: func(_ diag.Finding, l written) (diag.Edit, bool) { return l.mailed() },
	diag.TaskGlued:    func(_ diag.Finding, l written) (diag.Edit, bool) { return l.boxed() },
	diag.TaskLink:     func(_ diag.Finding, l written) (diag.Edit, bool) { return l.swap(boxThenLink, "$1 (") },
	diag.AnswerGap:    func(_ diag.Finding, l written) (diag.Edit, bool) { return l.swap(tightGap, "[= $1 =]") },
}

var (
	headingMarks  = regexp.MustCompile(`^(#{2,4})`)
	noBreakAfter  = regexp.MustCompile(`^(#{1,6}|[-*+]|[0-9]{1,9}[.)])[\x{a0}\x{202f}]`)
	alertThenText = regexp.MustCompile(`^(\[![A-Z]+\])[ \t]*`)
	boxThenLink   = regexp.MustCompile(`^([-*+][ \t]+\[[ xX]\])\(`)
	glued         = regexp.MustCompile(`^([-*+])[ \t]*\[([ xX]?)\][ \t]*`)
	tightGap      = regexp.MustCompile("^\\[=[ \\t]*([^\\[\\]=`\\s](?:[^\\[\\]=`]*[^\\[\\]=`\\s])?)[ \\t]*=\\]")
	matterText    = regexp.MustCompile("^( *(?:- +)?(?:(?:title|summary|audience|criteria): +)?)([^\\s\"'\\[{&*!|>%@`#?-].*?)[ \t]*$")
	switched      = regexp.MustCompile(`(?i)^["']?(on|true|yes|oui|vrai|off|false|no|non|faux)["']?[ \t]*$`)
	dateForm      = regexp.MustCompile(`^["']?(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})["']?[ \t]*$`)
	mailForm      = regexp.MustCompile(`^[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]+`)
)

// quoted puts a text of front matter between quotes, where the line holds the whole of it and nothing else.
func (l written) quoted() (diag.Edit, bool) {
	m := matterText.FindStringSubmatchIndex(l.line)
	if m == nil || m[3] == 0 || strings.Contains(l.line, " #") {
		return diag.Edit{}, false
	}
	if key := strings.TrimLeft(l.line[:m[3]], " "); strings.HasPrefix(key, "- ") && strings.HasSuffix(strings.TrimSpace(key), ":") {
		return diag.Edit{}, false // a mapping in a list, which no text is
	}
	indent := func(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }
	if strings.TrimSpace(l.next) != "" && indent(l.next) > indent(l.line) {
		return diag.Edit{}, false // the text goes on there
	}
	text := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(l.line[m[4]:m[5]])
	return l.replace(m[4], m[5], `"`+text+`"`)
}

// toggled writes what others call a switch as the format does.
func (l written) toggled() (diag.Edit, bool) {
	m := switched.FindStringSubmatch(l.line[l.at:])
	if m == nil {
		return diag.Edit{}, false
	}
	value := "on"
	switch strings.ToLower(m[1]) {
	case "off", "false", "no", "non", "faux":
		value = "off"
	}
	return l.replace(l.at, len(l.line), value)
}

// dated writes a date whose year comes first as the format does. One that begins with the day could be two dates.
func (l written) dated() (diag.Edit, bool) {
	m := dateForm.FindStringSubmatch(l.line[l.at:])
	if m == nil {
		return diag.Edit{}, false
	}
	day, err := time.Parse("2006-1-2", m[1]+"-"+m[2]+"-"+m[3])
	if err != nil {
		return diag.Edit{}, false
	}
	return l.replace(l.at, len(l.line), day.Format(time.DateOnly))
}

// linked puts a bare address between angle brackets, without the marks that end a sentence.
func (l written) linked() (diag.Edit, bool) {
	address := l.line[l.at:]
	if i := strings.IndexFunc(address, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("<>«»“”\"|", r) }); i >= 0 {
		address = address[:i]
	}
	for trimmed := ""; trimmed != address; {
		trimmed = address
		address = strings.TrimRight(address, ".,;:!?…'’*_~")
		for _, pair := range []string{"()", "[]"} {
			if strings.HasSuffix(address, pair[1:]) && strings.Count(address, pair[1:]) > strings.Count(address, pair[:1]) {
				address = address[:len(address)-1]
			}
		}
	}
	end := l.at + len(address)
	switch lower := strings.ToLower(address); {
	case strings.ContainsAny(address, "\\`*"), strings.HasSuffix(l.line[:l.at], "]("): // of a link that came to nothing
		return diag.Edit{}, false
	case strings.HasPrefix(lower, "http://"), strings.HasPrefix(lower, "https://"):
		return l.replace(l.at, end, "<"+address+">")
	case strings.HasPrefix(lower, "www.") && !strings.ContainsAny(address, "()[]_"):
		return l.replace(l.at, end, "["+address+"](https://"+address+")")
	}
	return diag.Edit{}, false
}

func (l written) mailed() (diag.Edit, bool) {
	before, _ := utf8.DecodeLastRuneInString(l.line[:l.at])
	m := mailForm.FindString(l.line[l.at:])
	if m == "" || l.at > 0 && !unicode.IsSpace(before) && !strings.ContainsRune("(«|*", before) {
		return diag.Edit{}, false
	}
	return l.replace(l.at, l.at+len(m), "<"+m+">")
}

// boxed gives a box to tick its spaces.
func (l written) boxed() (diag.Edit, bool) {
	m := glued.FindStringSubmatch(l.line[l.at:])
	if m == nil {
		return diag.Edit{}, false
	}
	box := m[2]
	if box == "" {
		box = " "
	}
	return l.replace(l.at, l.at+len(m[0]), m[1]+" ["+box+"] ")
}
