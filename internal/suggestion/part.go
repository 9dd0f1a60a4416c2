package suggestion

import "strings"

// Part is the text of a place in its file, tidy; false: the file has it no more.
func (p Place) Part(file string) (string, bool) {
	file = Tidy(file)
	if p.Term == "" {
		return file, file != ""
	}
	from, to, ok := section(file, p.Term)
	return Tidy(file[from:to]), ok
}

// Put is a file in which a text stands at the place; false: the file has the place no more. Its line ends stay as they
// are.
func (p Place) Put(file, text string) (string, bool) {
	windows := strings.Contains(file, "\r\n")
	out := Tidy(file)
	if p.Term == "" {
		out = Tidy(text)
	} else {
		from, to, ok := section(out, p.Term)
		if !ok {
			return "", false
		}
		rest := strings.TrimLeft(out[to:], "\n")
		out = out[:from] + Tidy(text)
		if rest != "" {
			out += "\n" + rest
		}
	}
	if windows {
		out = strings.ReplaceAll(out, "\n", "\r\n")
	}
	return out, true
}

// Line is how many lines of the file stand before the place.
func (p Place) Line(file string) int {
	if p.Term == "" {
		return 0
	}
	file = Tidy(file)
	from, _, _ := section(file, p.Term)
	return strings.Count(file[:from], "\n")
}

// section finds a term in a glossary: from its heading to the next of that level. What stands in a fence or in the front
// matter is no heading.
func section(file, term string) (from, to int, ok bool) {
	fence, front, heading := "", false, -1
	at := 0
	for number := 0; at < len(file); number++ {
		end := at + strings.IndexByte(file[at:], '\n') + 1
		if end == at {
			end = len(file)
		}
		line := strings.TrimRight(file[at:end], "\n")
		bare := strings.TrimLeft(line, " ")
		switch {
		case number == 0 && line == "---":
			front = true
		case front:
			front = line != "---"
		case fence != "":
			if strings.HasPrefix(bare, fence) && strings.Trim(bare, fence[:1]+" \t") == "" {
				fence = ""
			}
		case strings.HasPrefix(bare, "```") || strings.HasPrefix(bare, "~~~"):
			fence = bare[:len(bare)-len(strings.TrimLeft(bare, bare[:1]))]
		case strings.HasPrefix(line, "## "):
			if ok {
				return from, at, true
			}
			heading = at
		case heading >= 0 && bare != "":
			if names(line, term) {
				from, ok = heading, true
			}
			heading = -1
		}
		at = end
	}
	if !ok {
		return 0, 0, false
	}
	return from, len(file), true
}

// names tells whether a line is the directive that gives a term its id.
func names(line, term string) bool {
	for _, kind := range []string{"term:", "person:"} {
		if rest, ok := strings.CutPrefix(line, "<!-- "+kind); ok {
			words := strings.Fields(rest)
			return len(words) > 0 && words[0] == term
		}
	}
	return false
}
