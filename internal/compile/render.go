package compile

import (
	"html/template"
	"path"
	"regexp"
	"slices"
	"strings"

	"sentier/internal/course"
	"sentier/internal/diag"
	"sentier/internal/glossary"
	"sentier/internal/lang"
	"sentier/internal/markdown"
	"sentier/internal/quiz"
)

// render writes the HTML of a unit. Other units are only read.
func (m *module) render(u *unit) {
	if u.doc.Unread {
		return
	}
	r := m.renderer(u)
	out := &u.rendered
	out.wordings = map[quiz.QuestionID]*quiz.Wording{}
	switch u.kind {
	case lessonFile:
		m.renderLesson(u, r)
	case glossaryFile:
		m.renderEntries(u, r)
	case quizFile:
		out.body = r.Blocks(preamble(u.doc))
	default:
		out.body = r.Blocks(everything(u.doc)) + r.Footnotes()
		out.plain = u.doc.Plain(u.file.lang, everything(u.doc))
	}
	r.Terms = nil // none in questions
	for _, q := range u.drafts {
		out.wordings[q.id] = q.wording(r)
	}
	out.videos, out.media = r.Videos, r.Media
}

func preamble(d *markdown.Document) []markdown.Block {
	if len(d.Sections) > 0 && d.Sections[0].Heading == nil {
		return d.Sections[0].Blocks
	}
	return nil
}

// everything is all blocks of a document, headings included.
func everything(d *markdown.Document) []markdown.Block {
	var all []markdown.Block
	for _, s := range d.Sections {
		if s.Heading != nil {
			all = append(all, s.Heading.Block(d))
		}
		all = append(all, s.Blocks...)
	}
	return all
}

func (m *module) renderer(u *unit) *markdown.Renderer {
	return u.doc.Renderer(markdown.Config{
		Lang:     u.file.lang,
		Messages: m.cfg.Messages,
		Resolver: resolver{m, u},
		TermHref: m.entryHref,
		Sidecars: func(media *course.Media) markdown.Sidecars {
			u.looksAt(lookSide, media.Path)
			return m.sidecarsOf(media)
		},
		InlineSVG: func(image *course.Media, alt, prefix string) template.HTML {
			return inlineSVG(image, alt, prefix)
		},
	}, &u.found)
}

// renderLesson cuts a lesson at its checkpoints. The first mention of each entry of the glossary is linked.
func (m *module) renderLesson(u *unit, r *markdown.Renderer) {
	out := &u.rendered
	seen := map[glossary.EntryID]bool{}
	take := func(id glossary.EntryID) bool {
		if seen[id] {
			return false
		}
		seen[id] = true
		out.terms = append(out.terms, id)
		return true
	}
	u.looksAt(lookForms, u.file.lang)
	matcher := m.matchers[u.file.lang]
	terms := func(text string) []glossary.Match { return matcher.Find(text, take) }
	if matcher == nil {
		terms = nil
	}
	r.Mention = func(id string) { take(glossary.EntryID(id)) }
	var prose, plain []markdown.Block
	flush := func() {
		if len(prose) > 0 {
			out.blocks = append(out.blocks, course.Block{HTML: r.Blocks(prose)})
			prose = nil
		}
	}
	sections := u.doc.Sections
	for i := 0; i < len(sections); i++ {
		s := sections[i]
		r.Terms = terms
		if !isCheckpoint(s) {
			if s.Heading != nil {
				prose = append(prose, s.Heading.Block(u.doc))
			}
			prose, plain = append(prose, s.Blocks...), append(plain, s.Blocks...)
			continue
		}
		flush()
		c := &course.Checkpoint{Lang: u.file.lang, Heading: heading(s.Heading, r), Intro: r.Blocks(s.Blocks)}
		for i+1 < len(sections) && sections[i+1].Heading.Level > 2 {
			i++
			if d := sections[i].Directive; d != nil {
				c.Questions = append(c.Questions, &quiz.Question{ID: quiz.QuestionID(d.ID)}) // found by assemble
			}
		}
		out.blocks = append(out.blocks, course.Block{Checkpoint: c})
	}
	flush()
	out.notes = r.Footnotes()
	out.plain = u.doc.Plain(u.file.lang, plain)
	out.words = words(out.plain)
	for language, p := range u.lesson.Audio {
		if a := (resolver{m, u}).medium(path.Join(path.Dir(u.file.path), p.Value), p.Value, p.Pos); a != nil && !strings.HasPrefix(a.Type, "audio/") {
			u.found.Add(diag.MediaNoSound, p.Pos, p.Value, language)
		}
	}
}

func heading(h *markdown.Heading, r *markdown.Renderer) course.Heading {
	return course.Heading{Level: h.Level, Anchor: h.Anchor, Text: markdown.Typeset(r.Lang, h.Plain), HTML: r.HeadingText(h)}
}

func (m *module) renderEntries(u *unit, r *markdown.Renderer) {
	out := &u.rendered
	out.entries = map[glossary.EntryID]*glossary.Text{}
	for _, e := range u.entrySections() {
		h := e.head.Heading
		t := &glossary.Text{
			Lang: u.file.lang, Title: markdown.Typeset(u.file.lang, h.Plain), Also: e.also(),
			Short: r.Paragraph(e.head.Blocks[0]), Path: u.file.path, Line: h.Pos.Line, Stale: u.stale(),
		}
		rest := slices.Clone(e.head.Blocks[1:])
		for _, s := range e.rest {
			rest = append(append(rest, s.Heading.Block(u.doc)), s.Blocks...)
		}
		t.Rest = r.Blocks(rest)
		t.Plain = u.doc.Plain(u.file.lang, append(e.head.Blocks[:1:1], rest...))
		out.entries[e.id()] = t
	}
}

var captionName = regexp.MustCompile(`^(.+)\.([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)\.(vtt|txt)$`)

// sidecarsOf finds x.LANG.vtt and x.LANG.txt beside x.webm.
func (m *module) sidecarsOf(media *course.Media) markdown.Sidecars {
	beside := markdown.Sidecars{Captions: map[string]*course.Media{}, Transcripts: map[string]string{}}
	stem := strings.TrimSuffix(media.Path, path.Ext(media.Path))
	for name, f := range m.folder.media {
		parts := captionName.FindStringSubmatch(name)
		switch {
		case parts == nil || parts[1] != stem:
		case parts[3] == "vtt" && m.media[name] != nil:
			beside.Captions[parts[2]] = m.media[name]
		case parts[3] == "txt":
			beside.Transcripts[parts[2]] = string(f.data)
		}
	}
	return beside
}

// minutes is the time to read a lesson: as given, else from its words.
func (u *unit) minutes() int {
	from := u
	if u.source != nil {
		from = u.source
	}
	if from.lesson.Minutes > 0 {
		return from.lesson.Minutes
	}
	return lang.ReadingMinutes(u.rendered.words)
}

// words counts what spaces part.
func words(text string) int {
	n, in := 0, false
	for i := range len(text) {
		space := text[i] == ' ' || text[i] == '\n'
		if !space && !in {
			n++
		}
		in = !space
	}
	return n
}
