package compile

import (
	"time"

	"sentier/internal/course"
	"sentier/internal/diag"
)

// What a module is worth where its front matter does not say.
const (
	defaultPass     = 60 // percent
	defaultXPLesson = 10
	defaultXPQuiz   = 40
	defaultXPModule = 100
	maxXP           = 1_000_000
)

// moduleMatter is the front matter of module.LANG.md. In a translation only what is translated is filled.
type moduleMatter struct {
	Title, Summary, Audience   placed[string]
	ID                         placed[string]
	Languages                  []placed[string]
	Licence                    placed[string]
	Authors, Partners, Funders []course.Party
	Badge                      *badgeMatter // nil: none
	Announced                  bool
	Card                       placed[string]
	Pass                       int
	XP                         course.XP
	Forge                      course.Forge
	Ignore                     []ignored
	Translates                 placed[string]
}

// badgeMatter is the module's badge.
type badgeMatter struct {
	Pos             diag.Pos
	Title, Criteria placed[string]
	Image           placed[string]
	Passed          bool
}

// ignored is a warning that the module does not want to hear of, and why.
type ignored struct {
	Code   string
	Reason string
	Pos    diag.Pos
}

// sequenceMatter is the front matter of sequence.LANG.md.
type sequenceMatter struct {
	Title      placed[string]
	Objectives []placed[string]
	ID         placed[string]
	Translates placed[string]
}

// lessonMatter is the front matter of a lesson.
type lessonMatter struct {
	Title, Summary     placed[string]
	Objectives         []placed[string]
	ID                 placed[string]
	Aliases            []placed[string]
	Minutes            int // 0: to be computed
	Authors            []course.Party
	Draft              bool
	Audio              map[string]placed[string] // by language: path relative to the lesson
	Published, Changed placed[time.Time]
	Translates         placed[string]
}

// quizMatter is the front matter of quiz.LANG.md. Pass is not given where the module's holds.
type quizMatter struct {
	Title      placed[string]
	Pass       placed[int]
	AtEnd      bool
	Shuffle    bool
	Translates placed[string]
}

// glossaryMatter is the front matter of glossary.LANG.md, which may have none.
type glossaryMatter struct {
	Translates placed[string]
}

func readModule(path string, text []byte, translation bool, found *diag.List) (
	m moduleMatter, body []byte, bodyLine int, read bool) {
	f, body, bodyLine, read := readFrontMatter(path, text, moduleFile, translation, found)
	m.Pass = defaultPass
	m.XP = course.XP{Lesson: defaultXPLesson, Quiz: defaultXPQuiz, Module: defaultXPModule}
	if !read {
		return m, body, bodyLine, false
	}
	f.need("title", `title: "Internet, pourquoi et comment"`)
	f.need("summary", `summary: "D'où vient Internet."`)
	m.Title, m.Summary, m.Audience = f.text("title"), f.text("summary"), f.text("audience")
	m.Badge = f.badge(translation)
	m.Translates = f.hash(translates)
	if translation {
		return m, body, bodyLine, true
	}
	f.need("languages", "languages: [fr, en]")
	f.need("licence", "licence: CC-BY-SA-4.0")
	f.need("authors", `authors: ["Amina Roy <https://amina.example>"]`)
	m.ID, m.Languages, m.Licence = f.id("id"), f.languages("languages"), f.licence("licence")
	m.Authors, m.Partners, m.Funders = f.parties("authors"), f.parties("partners"), f.parties("funders")
	m.Announced = f.choice("status", "open", "announced") == "announced"
	m.Card = f.file("card", "card: card.png")
	m.Pass = f.number("pass", 0, 100, defaultPass).Value
	m.XP, m.Forge, m.Ignore = f.xp(m.XP), f.forges(), f.ignore()
	return m, body, bodyLine, true
}

func (f fields) badge(translation bool) *badgeMatter {
	s, ok := f.sub("badge", `badge: { title: "Pisteur", criteria: "A tout lu." }`, badgeKeys, translation)
	if !ok {
		return nil
	}
	s.need("title", `title: "Pisteur"`)
	s.need("criteria", `criteria: "A lu toutes les leçons."`)
	b := &badgeMatter{Pos: s.pos, Title: s.text("title"), Criteria: s.text("criteria")}
	if !translation {
		b.Image = s.file("image", "image: badge.svg")
		b.Passed = s.choice("requires", "done", "passed") == "passed"
	}
	return b
}

func (f fields) xp(xp course.XP) course.XP {
	s, ok := f.sub("xp", "xp: { lesson: 10, quiz: 40, module: 100 }",
		[]keySpec{{"lesson", false}, {"quiz", false}, {"module", false}}, false)
	if !ok {
		return xp
	}
	return course.XP{
		Lesson: s.number("lesson", 0, maxXP, xp.Lesson).Value,
		Quiz:   s.number("quiz", 0, maxXP, xp.Quiz).Value,
		Module: s.number("module", 0, maxXP, xp.Module).Value,
	}
}

func (f fields) forges() course.Forge {
	s, ok := f.sub("forge", "forge: { edit: https://forge.example/edit/{path} }",
		[]keySpec{{"edit", false}, {"source", false}}, false)
	if !ok {
		return course.Forge{}
	}
	return course.Forge{Edit: s.forge("edit"), Source: s.forge("source")}
}

func (f fields) ignore() []ignored {
	s, ok := f.sub("ignore", `ignore: { lesson-long: "a long interview" }`, nil, false)
	if !ok {
		return nil
	}
	var all []ignored
	for _, e := range s.keys {
		if level, known := diag.Codes[e.name]; !known || level != diag.Warning {
			f.found.Add(diag.KeyIgnore, e.pos, clip(e.name), "lesson-long")
			continue
		}
		if reason, ok := s.scalar(e.name); ok {
			all = append(all, ignored{Code: e.name, Reason: reason.Value, Pos: e.pos})
		}
	}
	return all
}

func readSequence(path string, text []byte, translation bool, found *diag.List) (
	m sequenceMatter, body []byte, bodyLine int, read bool) {
	f, body, bodyLine, read := readFrontMatter(path, text, sequenceFile, translation, found)
	if !read {
		return m, body, bodyLine, false
	}
	f.need("title", `title: "Internet, pourquoi et comment"`)
	m.Title, m.Objectives = f.text("title"), f.texts("objectives")
	m.ID, m.Translates = f.id("id"), f.hash(translates)
	return m, body, bodyLine, true
}

func readLesson(path string, text []byte, translation bool, found *diag.List) (
	m lessonMatter, body []byte, bodyLine int, read bool) {
	f, body, bodyLine, read := readFrontMatter(path, text, lessonFile, translation, found)
	if !read {
		return m, body, bodyLine, false
	}
	f.need("title", `title: "Aux origines d'Internet"`)
	m.Title, m.Summary, m.Objectives = f.text("title"), f.text("summary"), f.texts("objectives")
	m.ID, m.Aliases, m.Authors = f.id("id"), f.aliases("aliases"), f.parties("authors")
	m.Minutes = f.number("minutes", 1, 600, 0).Value
	m.Draft, m.Audio = f.toggle("draft"), f.audio()
	m.Published, m.Changed = f.date("published"), f.date("changed")
	if m.Published.Given() && m.Changed.Given() && m.Changed.Value.Before(m.Published.Value) {
		found.Add(diag.KeyDatesReversed, m.Changed.Pos, "changed", "published", m.Published.Pos)
	}
	m.Translates = f.hash(translates)
	return m, body, bodyLine, true
}

func (f fields) audio() map[string]placed[string] {
	const example = "audio: { fr: media/lecture.mp3 }"
	s, ok := f.sub("audio", example, nil, false)
	if !ok {
		return nil
	}
	files := map[string]placed[string]{}
	for _, e := range s.keys {
		if !f.tag(e.name, e.pos) {
			continue
		}
		if p := s.file(e.name, example); p.Given() {
			files[e.name] = p
		}
	}
	return files
}

func readQuiz(path string, text []byte, translation bool, found *diag.List) (
	m quizMatter, body []byte, bodyLine int, read bool) {
	f, body, bodyLine, read := readFrontMatter(path, text, quizFile, translation, found)
	if !read {
		return m, body, bodyLine, false
	}
	f.need("title", `title: "Le quiz de la séquence"`)
	m.Title, m.Pass = f.text("title"), f.number("pass", 0, 100, 0)
	m.AtEnd = f.choice("feedback", "each", "end") == "end"
	m.Shuffle, m.Translates = f.toggle("shuffle"), f.hash(translates)
	return m, body, bodyLine, true
}

func readGlossary(path string, text []byte, translation bool, found *diag.List) (
	m glossaryMatter, body []byte, bodyLine int, read bool) {
	f, body, bodyLine, read := readFrontMatter(path, text, glossaryFile, translation, found)
	if read {
		m.Translates = f.hash(translates)
	}
	return m, body, bodyLine, read
}

// Languages are those that the front matter of a module.LANG.md names, the source first; empty where it names none,
// or cannot be read.
func Languages(text []byte) []string {
	var quiet diag.List
	matter, _, _, _ := readModule("", text, false, &quiet)
	var all []string
	for _, l := range matter.Languages {
		all = append(all, l.Value)
	}
	return all
}
