package skeleton

import (
	"cmp"
	"fmt"
	"path"
	"strconv"
	"strings"

	"sentier/internal/changeset"
	"sentier/internal/lang"
)

// About is what is known of a new thing.
type About struct {
	Title   string
	Slug    string // of its address; empty: made from the title
	Summary string // of a module
	Lang    string // of a module, and of what is in it
	Authors []string
	Licence string // of a module: SPDX
}

// matter is what the templates of a course are filled with.
type matter struct {
	About
	ID        string
	Question  string // id of the question of a lesson
	Questions [2]string
	Term      string // id of the first entry of a glossary; empty: there is none
	Number    int
}

// draft gathers changes until one fails.
type draft struct {
	set changeset.Set
	err error
}

func (d *draft) add(at, template string, data any) {
	if d.err != nil {
		return
	}
	var text []byte
	if text, d.err = write(template, data); d.err == nil {
		d.set = append(d.set, changeset.Change{Path: at, After: text})
	}
}

// NewModule makes a module with a first sequence, its lesson and quiz, and a glossary.
func (c *Courses) NewModule(a About) (changeset.Set, error) {
	taken := func(slug string) bool { return c.Module(slug) != nil }
	if a.Slug == "" {
		a.Slug = slugFor(a.Title, taken)
	} else if c.Module(a.Slug) != nil {
		return nil, changeset.Taken{a.Slug}
	}
	m := &Module{Folder: a.Slug, ID: a.Slug, Languages: []string{a.Lang}, questions: ids{}, lessons: ids{}, sequences: ids{}, entries: ids{}}
	words := firsts[Words(a.Lang)]
	d := &draft{}
	d.add(path.Join(a.Slug, "module."+a.Lang+".md"), Words(a.Lang)+"/module.md", matter{About: a, ID: a.Slug})
	d.add(path.Join(a.Slug, "glossary."+a.Lang+".md"), Words(a.Lang)+"/glossary.md", matter{About: About{Title: words.term}, ID: lang.ID(words.term)})
	s := m.sequence(d, About{Title: words.sequence}, About{Title: words.lesson}, lang.ID(words.term))
	m.quiz(d, s, words.quiz)
	return d.set, d.err
}

// firsts are the titles of what a new module begins with.
var firsts = map[string]struct{ sequence, lesson, quiz, term string }{
	"fr": {"Pour commencer", "Ma première leçon", "Le quiz de la séquence", "Mot nouveau"},
	"en": {"To begin with", "My first lesson", "The quiz of the sequence", "New word"},
}

// NewSequence makes a sequence with a first lesson, at the end of a module.
func (m *Module) NewSequence(a About) (changeset.Set, error) {
	for _, s := range m.Sequences {
		if s.Slug == a.Slug {
			return nil, changeset.Taken{s.Folder}
		}
	}
	d := &draft{}
	m.sequence(d, a, About{Title: firsts[Words(m.Languages[0])].lesson}, "")
	return d.set, d.err
}

func (m *Module) sequence(d *draft, a, lesson About, term string) *Sequence {
	number := 1
	for _, s := range m.Sequences {
		number = max(number, s.Number+1)
	}
	if a.Slug == "" {
		a.Slug = slugFor(a.Title, func(slug string) bool {
			for _, s := range m.Sequences {
				if s.Slug == slug {
					return true
				}
			}
			return false
		})
	}
	a.Lang = m.Languages[0]
	s := &Sequence{Folder: path.Join(m.Folder, strconv.Itoa(number)+"-"+a.Slug), Number: number, Slug: a.Slug, Module: m}
	d.add(path.Join(s.Folder, "sequence."+a.Lang+".md"), Words(a.Lang)+"/sequence.md", matter{About: a, ID: m.sequences.free(a.Slug)})
	s.lesson(d, lesson, term)
	return s
}

// NewLesson makes a lesson at the end of a sequence.
func (s *Sequence) NewLesson(a About) (changeset.Set, error) {
	for _, l := range s.Lessons {
		if l.Slug == a.Slug {
			return nil, changeset.Taken{path.Join(s.Folder, strconv.Itoa(l.Number)+"-"+l.Slug)}
		}
	}
	d := &draft{}
	s.lesson(d, a, "")
	return d.set, d.err
}

func (s *Sequence) lesson(d *draft, a About, term string) {
	number := 1
	for _, l := range s.Lessons {
		number = max(number, l.Number+1)
	}
	if a.Slug == "" {
		a.Slug = slugFor(a.Title, func(slug string) bool {
			for _, l := range s.Lessons {
				if l.Slug == slug {
					return true
				}
			}
			return false
		})
	}
	a.Lang = s.Module.Languages[0]
	d.add(path.Join(s.Folder, fmt.Sprintf("%d-%s.%s.md", number, a.Slug, a.Lang)), Words(a.Lang)+"/lesson.md", matter{
		About: a, ID: s.Module.lessons.free(a.Slug), Question: s.Module.questions.free(a.Slug + "-1"), Term: term,
	})
}

// NewQuiz makes the quiz of a sequence.
func (s *Sequence) NewQuiz(a About) (changeset.Set, error) {
	if s.Quiz {
		return nil, changeset.Taken{path.Join(s.Folder, "quiz."+s.Module.Languages[0]+".md")}
	}
	d := &draft{}
	s.Module.quiz(d, s, a.Title)
	return d.set, d.err
}

func (m *Module) quiz(d *draft, s *Sequence, title string) {
	source := m.Languages[0]
	d.add(path.Join(s.Folder, "quiz."+source+".md"), Words(source)+"/quiz.md", matter{
		About:     About{Title: title, Lang: source},
		Questions: [2]string{m.questions.free("quiz-" + s.Slug + "-1"), m.questions.free("quiz-" + s.Slug + "-2")},
	})
}

// Entry is a new entry of a glossary.
type Entry struct {
	Title      string
	ID         string   // empty: made from the title
	Also       []string // other forms that link to it
	Person     bool
	Definition string // empty: a sentence that asks for one
}

// NewEntry adds an entry to the end of a module's glossary, which it makes where there is none, and gives its id.
func (m *Module) NewEntry(e Entry) (changeset.Set, string, error) {
	source := m.Languages[0]
	if e.ID == "" {
		e.ID = m.entries.free(lang.ID(e.Title))
	} else if m.entries[e.ID] {
		return nil, "", changeset.Taken{"glossary:" + e.ID}
	}
	at := path.Join(m.Folder, "glossary."+source+".md")
	text, err := write(Words(source)+"/entry.md", struct {
		Entry
		Directive, Forms string
	}{e, cmp.Or(map[bool]string{true: "person"}[e.Person], "term"), strings.Join(e.Also, ", ")})
	if err != nil {
		return nil, "", err
	}
	before, there := m.texts[at]
	if !there {
		return changeset.Set{{Path: at, After: text}}, e.ID, nil
	}
	return changeset.Set{{Path: at, Before: []byte(before), After: []byte(strings.TrimRight(before, "\n") + "\n\n" + string(text))}}, e.ID, nil
}
