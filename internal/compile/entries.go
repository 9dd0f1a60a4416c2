package compile

import (
	"fmt"
	"strings"

	"sentier/internal/diag"
	"sentier/internal/glossary"
	"sentier/internal/lang"
	"sentier/internal/markdown"
)

// checkGlossary finds what no entry of a glossary may be.
func (u *unit) checkGlossary() {
	for _, s := range u.doc.Sections {
		switch {
		case s.Heading == nil:
			if len(s.Blocks) > 0 {
				u.found.Add(diag.TermPreamble, s.Blocks[0].Pos())
			}
			continue
		case s.Heading.Level == 2:
			u.checkEntry(s)
		case s.Directive != nil:
			u.found.Add(diag.TermHeading, s.Heading.Pos)
		}
		u.refuseBoxes(s)
		if at, has := s.Heading.Footnotes(u.doc); has {
			u.found.Add(diag.FootnoteInside, at)
		}
		for _, b := range s.Blocks {
			if at, has := b.Footnotes(); has {
				u.found.Add(diag.FootnoteInside, at)
			}
		}
	}
}

func (u *unit) checkEntry(s markdown.Section) {
	switch d := s.Directive; {
	case d == nil:
		u.found.Add(diag.IDMissing, s.Heading.Pos, "term", lang.ID(s.Heading.Plain))
	case d.Name != "term" && d.Name != "person":
		u.found.Add(diag.DirectiveHere, d.Pos, d.Name)
	case d.ID == "":
		u.found.Add(diag.IDMissing, d.IDPos, d.Name, lang.ID(s.Heading.Plain))
	default:
		checkID(d.ID, d.IDPos, &u.found)
		for _, a := range d.Args {
			if a.Key != "also" {
				u.found.Add(diag.DirectiveKey, a.Pos, a.Key, "also")
			} else if strings.TrimSpace(a.Value) == "" {
				u.found.Add(diag.DirectiveValue, a.Pos, a.Key, a.Value, `"…, …"`)
			}
		}
	}
	if len(s.Blocks) == 0 || s.Blocks[0].Kind() != markdown.Paragraph {
		u.found.Add(diag.TermEmpty, s.Heading.Pos)
	}
}

// entrySection is an entry in one file: its level-2 section, and what stands under deeper headings.
type entrySection struct {
	unit *unit
	head markdown.Section
	rest []markdown.Section
}

func (e entrySection) id() glossary.EntryID { return glossary.EntryID(e.head.Directive.ID) }

func (e entrySection) also() []string {
	var forms []string
	for _, a := range e.head.Directive.Args {
		for _, f := range strings.Split(a.Value, ",") {
			if f = strings.TrimSpace(f); a.Key == "also" && f != "" {
				forms = append(forms, f)
			}
		}
	}
	return forms
}

// entrySections are those of a unit that have an id.
func (u *unit) entrySections() []entrySection {
	var all []entrySection
	for _, s := range u.doc.Sections {
		switch {
		case s.Heading == nil:
		case s.Heading.Level == 2 && s.Directive != nil && s.Directive.ID != "" && len(s.Blocks) > 0:
			all = append(all, entrySection{unit: u, head: s})
		case s.Heading.Level > 2 && len(all) > 0:
			all[len(all)-1].rest = append(all[len(all)-1].rest, s)
		}
	}
	return all
}

// readEntries makes the glossary, without texts, and the matcher of each language.
func (m *module) readEntries() {
	m.matchers, m.forms = map[string]*glossary.Matcher{}, map[string]string{}
	var entries []*glossary.Entry
	byID := map[glossary.EntryID]*glossary.Entry{}
	for _, u := range m.glossary {
		seen := &ids{found: &u.found}
		forms := map[string]entrySection{}
		var list []glossary.Form
		marked := u.marked()
		for _, e := range u.entrySections() {
			dir := e.head.Directive
			seen.add(dir.ID, dir.IDPos)
			entry := byID[e.id()]
			switch {
			case !u.translation() && entry == nil:
				entry = &glossary.Entry{ID: e.id(), Person: dir.Name == "person", Source: m.languages[0],
					Texts: map[string]*glossary.Text{}}
				entries = append(entries, entry)
				byID[entry.ID] = entry
			case u.translation() && u.source.doc.Unread:
			case u.translation() && entry == nil && u.stale():
				u.found.Add(diag.TranslationLeft, dir.IDPos, u.source.file.path, dir.ID)
			case u.translation() && entry == nil:
				unmatched(&u.found, dir.IDPos, u.source.file.path, dir.ID, nearestKey(dir.ID, byID))
			case u.translation() && entry.Person != (dir.Name == "person"):
				u.found.Add(diag.AnswerDiffers, dir.Pos, dir.Name, u.source.file.path)
			}
			if marked[dir.ID] { // its forms are words of another language
				continue
			}
			for _, form := range append([]string{e.head.Heading.Plain}, e.also()...) {
				key := glossary.SameForm(form)
				if other, taken := forms[key]; taken && other.id() != e.id() {
					u.found.Add(diag.TermTwice, dir.Pos, form, string(other.id()), other.head.Heading.Pos.String())
					continue
				}
				forms[key] = e
				list = append(list, glossary.Form{Text: form, ID: e.id()})
			}
		}
		m.forms[u.file.lang] = fmt.Sprint(list)
		m.matchers[u.file.lang] = glossary.NewMatcher(u.file.lang, list)
	}
	m.entries = glossary.New(entries)
}
