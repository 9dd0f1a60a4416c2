package compile

import (
	"path"
	"slices"
	"strings"

	"sentier/internal/diag"
	"sentier/internal/markdown"
	"sentier/internal/quiz"
)

// Reviewed is a module as Config.Review gets it: its texts, read, with the place of every word. Nothing of it may be
// changed, or kept once Review is done.
type Reviewed struct {
	Slug      string
	Announced bool
	Languages []string // the source's first
	Texts     []ReviewedText

	ignored []ignored
}

// Ignores tells whether the module does not want to hear of a warning.
func (r Reviewed) Ignores(code string) bool {
	return slices.ContainsFunc(r.ignored, func(i ignored) bool { return i.Code == code })
}

// ReviewedText is one file.
type ReviewedText struct {
	Path, Lang string
	Kind       string // "module", "sequence", "lesson", "quiz" or "glossary"
	Source     string // path of what it translates; "": it is a source
	Draft      bool

	// Of a translation whose source can be read:
	Fresh   bool      // it says that it was made from the source as it is now
	Refresh *diag.Fix // makes it say so, where it names a source; nil: it names none

	Phrases    []Phrase // what readers see of the front matter
	Objectives int      // how many
	Document   *markdown.Document
	Questions  []ReviewedQuestion
}

// Phrase is a text of front matter. Places inside it are not known: it may be quoted.
type Phrase struct {
	Text string
	Pos  diag.Pos
}

// ReviewedQuestion is a question that can be read.
type ReviewedQuestion struct {
	ID      quiz.QuestionID
	Pos     diag.Pos // of its heading
	Kind    quiz.Kind
	Shuffle bool // its options change places
	Options []ReviewedOption
	Lessons []string // paths of the lessons that it links to
}

// ReviewedOption is an option to tick.
type ReviewedOption struct {
	Text  string
	Right bool
	Pos   diag.Pos
}

var kindWords = map[fileKind]string{
	moduleFile: "module", sequenceFile: "sequence", lessonFile: "lesson", quizFile: "quiz", glossaryFile: "glossary",
}

// reviewed shows the module to who advises on it.
func (m *module) reviewed() Reviewed {
	out := Reviewed{Slug: m.folder.slug, Announced: m.texts[0].module.Announced, Languages: m.languages, ignored: m.texts[0].module.Ignore}
	for _, u := range m.units {
		if u.doc.Unread {
			continue
		}
		t := ReviewedText{Path: u.file.path, Lang: u.file.lang, Kind: kindWords[u.kind], Draft: u.draft(), Document: u.doc,
			Phrases: u.phrases(), Objectives: len(u.lesson.Objectives) + len(u.sequence.Objectives)}
		if u.source != nil {
			t.Source = u.source.file.path
			if from := u.translates(); from.Given() && !u.source.doc.Unread {
				t.Fresh, t.Refresh = from.Value == u.source.digest(), u.refresh()
			}
		}
		links := m.linked(u)
		for _, d := range u.drafts {
			q := ReviewedQuestion{ID: d.id, Pos: d.pos, Kind: d.kind, Shuffle: d.shuffle, Lessons: links[d.pos]}
			for i, item := range d.items {
				if i < len(d.ticks) {
					q.Options = append(q.Options, ReviewedOption{Text: item.Label.Plain(), Right: d.ticks[i], Pos: item.Pos})
				}
			}
			t.Questions = append(t.Questions, q)
		}
		out.Texts = append(out.Texts, t)
	}
	return out
}

// linked gives the lessons of the module that each question of a unit links to, by the place of its heading.
func (m *module) linked(u *unit) map[diag.Pos][]string {
	if len(u.drafts) == 0 {
		return nil
	}
	all := map[diag.Pos][]string{}
	for _, l := range u.doc.Links() {
		if l.Section < 0 || u.doc.Sections[l.Section].Heading == nil {
			continue
		}
		name, _, _ := strings.Cut(l.Address, "#")
		if to := m.byPath[path.Join(path.Dir(u.file.path), name)]; to != nil && to.kind == lessonFile {
			at := u.doc.Sections[l.Section].Heading.Pos
			all[at] = append(all[at], to.file.path)
		}
	}
	return all
}

// phrases are the texts of the front matter that readers see.
func (u *unit) phrases() []Phrase {
	var all []Phrase
	add := func(texts ...placed[string]) {
		for _, t := range texts {
			if t.Given() {
				all = append(all, Phrase{t.Value, t.Pos})
			}
		}
	}
	switch u.kind {
	case moduleFile:
		add(u.module.Title, u.module.Summary, u.module.Audience)
		if b := u.module.Badge; b != nil {
			add(b.Title, b.Criteria)
		}
	case sequenceFile:
		add(u.sequence.Title)
		add(u.sequence.Objectives...)
	case lessonFile:
		add(u.lesson.Title, u.lesson.Summary)
		add(u.lesson.Objectives...)
	case quizFile:
		add(u.quiz.Title)
	}
	return all
}
