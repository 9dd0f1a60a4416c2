package compile

import (
	"regexp"
	"strconv"
	"unicode/utf8"

	"sentier/internal/diag"
	"sentier/internal/lang"
	"sentier/internal/markdown"
)

// giveIDs finds an id for each question and each entry that has none: one that nobody has in the module, made from the
// heading; in a translation, that of the source's at the same rank, where both files have as many. Ids that are there are
// never changed.
func (m *module) giveIDs() {
	taken := map[bool]map[string]bool{true: {}, false: {}} // of entries, of questions
	for _, u := range m.units {
		if u.translation() { // its ids are those that its source has, or is about to have
			continue
		}
		for _, s := range u.doc.Sections {
			if s.Directive != nil && s.Directive.ID != "" {
				taken[u.kind == glossaryFile][s.Directive.ID] = true
			}
		}
	}
	given := map[*unit][]string{} // the ids of a source, by rank
	for _, translations := range []bool{false, true} {
		for _, u := range m.units {
			if u.translation() != translations || u.doc.Unread {
				continue
			}
			sections := u.identified()
			mine := map[string]bool{}
			for _, s := range sections {
				if s.Directive != nil {
					mine[s.Directive.ID] = true
				}
			}
			for rank, s := range sections {
				id := ""
				switch {
				case s.Directive != nil && s.Directive.ID != "":
					id = s.Directive.ID
				case !translations:
					id = unused(lang.ID(s.Heading.Plain), taken[u.kind == glossaryFile])
					u.giveID(s, id)
				case len(given[u.source]) == len(sections) && !mine[given[u.source][rank]]:
					id = given[u.source][rank]
					u.giveID(s, id)
				}
				if id != "" {
					taken[u.kind == glossaryFile][id] = true
				}
				if !translations {
					given[u] = append(given[u], id)
				}
			}
		}
	}
}

// unused is an id that is not taken: itself, else with the first number that parts it from the others.
func unused(id string, taken map[string]bool) string {
	free := id
	for n := 2; taken[free]; n++ {
		free = id + "-" + strconv.Itoa(n)
	}
	return free
}

// identified are the sections of a unit that need an id, in order.
func (u *unit) identified() []markdown.Section {
	var all []markdown.Section
	checkpoint := false
	for _, s := range u.doc.Sections {
		if s.Heading == nil {
			continue
		}
		switch u.kind {
		case quizFile, glossaryFile:
			if s.Heading.Level == 2 {
				all = append(all, s)
			}
		case lessonFile:
			if s.Heading.Level <= 2 {
				checkpoint = isCheckpoint(s)
			} else if checkpoint && s.Heading.Level == 3 {
				all = append(all, s)
			}
		}
	}
	return all
}

var directiveName = regexp.MustCompile(`<!--[ \t]*(?:q|term|person):`)

// giveID puts an id into the finding that asks for one.
func (u *unit) giveID(s markdown.Section, id string) {
	at := s.Heading.Pos
	if s.Directive != nil {
		at = s.Directive.IDPos
	}
	for i, f := range u.found {
		if f.Message != diag.IDMissing || f.Pos != at {
			continue
		}
		name := f.Args[0].(string)
		u.found[i].Args = []any{name, id}
		line := u.lineOf(at.Line)
		edit := diag.Edit{Text: "\n<!-- " + name + ": " + id + " -->"}
		edit.From = diag.Pos{Path: at.Path, Line: at.Line, Col: utf8.RuneCountInString(line) + 1}
		if s.Directive != nil {
			found := directiveName.FindStringIndex(line)
			if found == nil {
				return
			}
			edit.From.Col, edit.Text = utf8.RuneCountInString(line[:found[1]])+1, " "+id
		}
		edit.To = edit.From
		u.found[i].Fix = &diag.Fix{Edits: []diag.Edit{edit}}
	}
}

// lineOf is a line of the file, from 1.
func (u *unit) lineOf(number int) string {
	at := 0
	data := u.file.data
	for i, b := range data {
		if b != '\n' {
			continue
		}
		if number--; number == 0 {
			return string(data[at:i])
		}
		at = i + 1
	}
	return string(data[at:])
}
