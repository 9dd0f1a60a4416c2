package compile

import (
	"path"
	"slices"
	"strings"

	"sentier/internal/course"
	"sentier/internal/diag"
	"sentier/internal/glossary"
)

// Beyond these, a course is harder to read than it need be.
const (
	heavyImage  = 500 << 10 // bytes
	longMinutes = 10
)

// warn finds what makes the module worse than it could be. All of it is rendered.
func (m *module) warn() {
	for _, u := range m.units {
		u.checkFresh()
		u.warnOfMarks()
		for _, d := range u.drafts {
			if d.explanation == nil && !u.translation() {
				u.found.Add(diag.ExplanationMissing, d.pos)
			}
		}
		if u.kind == lessonFile && !u.translation() && u.minutes() > longMinutes {
			u.found.Add(diag.LessonLong, diag.Pos{Path: u.file.path, Line: 1, Col: 1}, u.minutes(), longMinutes)
		}
	}
	m.warnOfGaps()
	m.warnOfTerms()
	m.warnOfMedia()
}

// warnOfGaps finds what is not translated.
func (m *module) warnOfGaps() {
	lacking := func(units []*unit) {
		if len(units) == 0 || units[0].draft() {
			return
		}
		source := units[0]
		for _, lang := range m.languages[1:] {
			i := slices.IndexFunc(units, func(u *unit) bool { return u.file.lang == lang })
			if i < 0 {
				name := strings.TrimSuffix(source.file.path, source.file.lang+".md") + lang + ".md"
				source.found.Add(diag.TranslationFile, diag.Pos{Path: source.file.path}, lang, name)
				continue
			}
			units[i].lackingParts()
		}
	}
	lacking(m.texts)
	lacking(m.glossary)
	for _, s := range m.sequences {
		lacking(s.texts)
		lacking(s.quiz)
		for _, l := range s.lessons {
			lacking(l.units)
		}
	}
}

// lackingParts finds questions and entries that a translation has not.
func (u *unit) lackingParts() {
	has := map[string]bool{}
	for _, s := range u.doc.Sections {
		if s.Directive != nil {
			has[s.Directive.ID] = true
		}
	}
	for _, s := range u.source.doc.Sections {
		if d := s.Directive; d != nil && d.ID != "" && !has[d.ID] {
			u.found.Add(diag.TranslationPart, diag.Pos{Path: u.file.path}, d.ID, u.source.file.path)
		}
	}
}

// warnOfTerms finds entries that no lesson mentions, in the source language.
func (m *module) warnOfTerms() {
	met := map[glossary.EntryID]bool{}
	for _, u := range m.units {
		if u.kind == lessonFile && !u.translation() {
			for _, id := range u.rendered.terms {
				met[id] = true
			}
		}
	}
	if len(m.glossary) == 0 {
		return
	}
	u := m.glossary[0]
	for _, e := range u.entrySections() {
		if h := e.head.Heading; !met[e.id()] {
			u.found.Add(diag.TermUnused, h.Pos, h.Plain, string(e.id()))
		}
	}
}

// warnOfMedia finds what is heavy, and films without words to read.
func (m *module) warnOfMedia() {
	for _, medium := range m.media {
		at := diag.Pos{Path: medium.Path}
		switch kind, _, _ := strings.Cut(medium.Type, "/"); {
		case kind == "image" && len(medium.Data) > heavyImage:
			m.found.Add(diag.MediaHeavy, at, len(medium.Data)>>10, heavyImage>>10)
		case kind == "video" || kind == "audio":
			m.warnOfWords(medium, kind == "video", at)
		}
	}
}

// warnOfWords asks for captions of what is seen, and for a transcript of what is heard, in the language of the module.
func (m *module) warnOfWords(medium *course.Media, film bool, at diag.Pos) {
	beside := m.sidecarsOf(medium)
	stem := strings.TrimSuffix(medium.Name, path.Ext(medium.Name)) + "." + m.languages[0]
	if film && beside.Captions[m.languages[0]] == nil {
		m.found.Add(diag.CaptionsMissing, at, stem+".vtt")
	}
	if beside.Transcripts[m.languages[0]] == "" && !m.readAloud(medium) {
		m.found.Add(diag.TranscriptMissing, at, stem+".txt")
	}
}

// readAloud tells whether a sound is the reading of a lesson, whose text is the lesson.
func (m *module) readAloud(medium *course.Media) bool {
	for _, u := range m.units {
		for _, name := range u.lesson.Audio {
			if path.Join(path.Dir(u.file.path), name.Value) == medium.Path {
				return true
			}
		}
	}
	return false
}

// ignore leaves out the warnings that the module does not want to hear of.
func (m *module) ignore() {
	unwanted := m.texts[0].module.Ignore
	m.found = slices.DeleteFunc(m.found, func(f diag.Finding) bool {
		return f.Level == diag.Warning && slices.ContainsFunc(unwanted, func(i ignored) bool { return i.Code == f.Code })
	})
}
