package compile

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"path"
	"slices"
	"time"

	"sentier/internal/course"
	"sentier/internal/glossary"
	"sentier/internal/markdown"
	"sentier/internal/quiz"
)

// assemble makes the model from rendered units. Nothing is wrong any more.
func (m *module) assemble() {
	matter := m.texts[0].module
	id, _ := idOf(matter.ID, m.folder.slug, m.texts[0])
	out := &course.Module{
		ID: course.ModuleID(id), Slug: m.folder.slug, Languages: m.languages, Licence: matter.Licence.Value,
		Authors: matter.Authors, Partners: matter.Partners, Funders: matter.Funders, Announced: matter.Announced,
		Pass: matter.Pass, XP: matter.XP, Forge: matter.Forge, Texts: map[string]*course.ModuleText{},
		Glossary: m.entries, Met: map[glossary.EntryID][]*course.Lesson{},
	}
	if matter.Badge != nil {
		out.Badge = &course.Badge{Image: m.beside(m.texts[0], matter.Badge.Image), Passed: matter.Badge.Passed}
	}
	out.Card = m.beside(m.texts[0], matter.Card)
	for _, u := range finished(m.texts) {
		out.Texts[u.file.lang] = u.moduleText(matter)
	}
	for _, s := range m.sequences {
		out.Sequences = append(out.Sequences, m.sequence(out, s))
	}
	for _, u := range m.glossary {
		marked := u.marked()
		for id, text := range u.rendered.entries {
			if e := m.entries.Entry(id); e != nil && !marked[string(id)] { // else it went from the source
				e.Texts[u.file.lang] = text
			}
		}
	}
	for _, p := range slices.Sorted(maps.Keys(m.media)) {
		out.Media = append(out.Media, m.media[p])
	}
	m.out = out
}

func (u *unit) typeset(text string) string { return markdown.Typeset(u.file.lang, text) }

func (u *unit) typesetAll(texts []placed[string]) []string {
	var all []string
	for _, t := range texts {
		all = append(all, u.typeset(t.Value))
	}
	return all
}

func (u *unit) moduleText(source moduleMatter) *course.ModuleText {
	t := &course.ModuleText{
		Lang: u.file.lang, Title: u.typeset(u.module.Title.Value), Summary: u.typeset(u.module.Summary.Value),
		Audience: u.typeset(u.module.Audience.Value), Body: u.rendered.body, Plain: u.rendered.plain, Path: u.file.path, Stale: u.stale(),
	}
	badge := u.module.Badge
	if badge == nil {
		badge = source.Badge
	}
	if badge != nil {
		t.BadgeTitle, t.BadgeCriteria = u.typeset(badge.Title.Value), u.typeset(badge.Criteria.Value)
	}
	return t
}

func (m *module) sequence(in *course.Module, s *sequence) *course.Sequence {
	id, _ := idOf(s.texts[0].sequence.ID, s.folder.slug, s.texts[0])
	out := &course.Sequence{ID: course.SequenceID(id), Slug: s.folder.slug, Number: len(in.Sequences) + 1, Module: in,
		Texts: map[string]*course.SequenceText{}}
	for _, u := range finished(s.texts) {
		out.Texts[u.file.lang] = &course.SequenceText{
			Lang: u.file.lang, Title: u.typeset(u.sequence.Title.Value), Objectives: u.typesetAll(u.sequence.Objectives),
			Body: u.rendered.body, Plain: u.rendered.plain, Path: u.file.path, Stale: u.stale(),
		}
	}
	for _, l := range s.lessons {
		if m.cfg.Drafts || !l.units[0].lesson.Draft {
			out.Lessons = append(out.Lessons, m.lesson(in, out, l))
		}
	}
	out.Quiz = m.quiz(out, s.quiz)
	return out
}

func (m *module) lesson(in *course.Module, s *course.Sequence, l *lesson) *course.Lesson {
	units := finished(l.units)
	source := units[0]
	id, _ := idOf(source.lesson.ID, l.files.slug, source)
	out := &course.Lesson{
		ID: course.LessonID(id), Slug: l.files.slug, Number: len(s.Lessons) + 1, Sequence: s,
		Authors: source.lesson.Authors, Draft: source.lesson.Draft,
		Published: source.lesson.Published.Value, Changed: latest(source.lesson.Published.Value, source.lesson.Changed.Value),
		Renditions: map[string]*course.Rendition{}, Questions: m.questions(units),
	}
	for _, a := range source.lesson.Aliases {
		out.Aliases = append(out.Aliases, a.Value)
	}
	if len(source.lesson.Audio) > 0 {
		out.Audio = map[string]*course.Media{}
		for language, file := range source.lesson.Audio {
			out.Audio[language] = m.beside(source, file)
		}
	}
	for _, u := range units {
		rendition := m.rendition(u)
		out.Renditions[u.file.lang] = rendition
		for _, id := range rendition.Terms {
			if met := in.Met[id]; !slices.Contains(met, out) {
				in.Met[id] = append(met, out)
			}
		}
	}
	fillCheckpoints(out, out.Renditions[source.file.lang])
	for _, u := range units {
		if notes := u.rendered.notes; notes != "" {
			r := out.Renditions[u.file.lang]
			r.Blocks = append(r.Blocks, course.Block{HTML: notes})
		}
	}
	return out
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func (m *module) rendition(u *unit) *course.Rendition {
	sum := sha256.Sum256(u.file.data)
	out := &course.Rendition{
		Lang: u.file.lang, Title: u.typeset(u.lesson.Title.Value), Summary: u.typeset(u.lesson.Summary.Value),
		Objectives: u.typesetAll(u.lesson.Objectives), Minutes: u.minutes(), Blocks: u.rendered.blocks,
		Terms: u.rendered.terms, Videos: u.rendered.videos, Media: u.rendered.media, Plain: u.rendered.plain,
		Hash: hex.EncodeToString(sum[:]), Path: u.file.path, Stale: u.stale(),
	}
	for _, s := range u.doc.Sections {
		if s.Heading != nil && (s.Directive == nil || s.Directive.Name != "q") {
			out.Headings = append(out.Headings, course.Heading{Level: s.Heading.Level, Anchor: s.Heading.Anchor,
				Text: u.typeset(s.Heading.Plain)})
		}
	}
	return out
}

// questions makes the questions of one lesson or quiz, with the wordings of every language that has them.
func (m *module) questions(units []*unit) []*quiz.Question {
	if len(units) == 0 {
		return nil
	}
	source := units[0]
	var all []*quiz.Question
	for _, d := range source.drafts {
		q := d.question(source.file.lang)
		original := source.rendered.wordings[d.id]
		for _, u := range units {
			w := u.rendered.wordings[d.id]
			if w == nil {
				continue
			}
			if w.Explanation == "" {
				w.Explanation, w.ExplanationLang = original.Explanation, original.ExplanationLang
			}
			q.Wordings[u.file.lang] = w
		}
		q.Fingerprint = quiz.Fingerprint(q)
		all = append(all, q)
	}
	return all
}

func (m *module) quiz(s *course.Sequence, units []*unit) *course.Quiz {
	if len(units) == 0 {
		return nil
	}
	matter := units[0].quiz
	out := &course.Quiz{Sequence: s, Pass: s.Module.Pass, AtEnd: matter.AtEnd, Shuffle: matter.Shuffle,
		Texts: map[string]*course.QuizText{}, Questions: m.questions(units)}
	if matter.Pass.Given() {
		out.Pass = matter.Pass.Value
	}
	for _, u := range finished(units) {
		out.Texts[u.file.lang] = &course.QuizText{Lang: u.file.lang, Title: u.typeset(u.quiz.Title.Value),
			Intro: u.rendered.body, Path: u.file.path, Stale: u.stale()}
	}
	return out
}

// beside finds the medium that front matter names, by a path relative to the file; nil where it names none.
func (m *module) beside(u *unit, name placed[string]) *course.Media {
	if !name.Given() {
		return nil
	}
	return m.media[path.Join(path.Dir(u.file.path), name.Value)]
}
