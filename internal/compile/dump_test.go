package compile

import (
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"

	"sentier/internal/course"
	"sentier/internal/glossary"
	"sentier/internal/quiz"
)

// dumper writes a course as lines that people can read: what is empty is left out.
type dumper struct {
	strings.Builder
	depth int
}

func dump(c *course.Course) string {
	d := &dumper{}
	if c == nil {
		return "no course\n"
	}
	for _, m := range c.Modules {
		d.module(m)
	}
	return d.String()
}

func (d *dumper) line(format string, args ...any) {
	d.WriteString(strings.Repeat("  ", d.depth) + strings.TrimRight(fmt.Sprintf(format, args...), " ") + "\n")
}

func (d *dumper) in(write func()) {
	d.depth++
	write()
	d.depth--
}

// text writes a name and what it holds, if anything.
func (d *dumper) text(name string, value any) {
	if s := fmt.Sprint(value); s != "" && s != "[]" && s != "0" && s != "false" && s != "map[]" {
		d.line("%s: %s", name, shown(s))
	}
}

// html writes markup line by line.
func (d *dumper) html(name string, html template.HTML) {
	s := strings.TrimSuffix(string(html), "\n")
	switch {
	case s == "":
	case strings.Contains(s, "\n"):
		d.line("%s:", name)
		d.in(func() {
			for line := range strings.SplitSeq(s, "\n") {
				d.line("%s", shown(line))
			}
		})
	default:
		d.line("%s: %s", name, shown(s))
	}
}

// shown makes visible what is not: no-break spaces, the mark of the language, soft ends of lines.
func shown(s string) string {
	return strings.NewReplacer("\u00a0", "⍽", "\u202f", "⎵", course.LangMark, "␂", "\n", "⏎").Replace(s)
}

func texts[T any](by map[string]*T) []string { return slices.Sorted(maps.Keys(by)) }

func (d *dumper) module(m *course.Module) {
	d.line("module %s /%s %v %s", m.ID, m.Slug, m.Languages, m.Licence)
	d.in(func() {
		d.text("authors", m.Authors)
		d.text("partners", m.Partners)
		d.text("funders", m.Funders)
		d.text("announced", m.Announced)
		if m.Pass != defaultPass || m.XP != (course.XP{Lesson: defaultXPLesson, Quiz: defaultXPQuiz, Module: defaultXPModule}) {
			d.line("pass %d, xp %v", m.Pass, m.XP)
		}
		if m.Forge != (course.Forge{}) {
			d.line("forge %v", m.Forge)
		}
		if m.Card != nil {
			d.text("card", m.Card.Path)
		}
		if m.Badge != nil {
			d.line("badge passed=%v %s", m.Badge.Passed, pathOf(m.Badge.Image))
		}
		for _, l := range texts(m.Texts) {
			t := m.Texts[l]
			d.line("%s %q %q %q %s", l, t.Title, t.Summary, t.Audience, t.Path)
			d.in(func() {
				d.text("badge", strings.TrimSpace(t.BadgeTitle+" "+t.BadgeCriteria))
				d.html("body", t.Body)
			})
		}
		for _, s := range m.Sequences {
			d.sequence(s)
		}
		for _, e := range m.Glossary.Entries {
			d.entry(m, e)
		}
		for _, media := range m.Media {
			d.line("media %s %s %dx%d", media.Path, media.Type, media.Width, media.Height)
			if media.Credit != nil {
				d.in(func() { d.line("credit %q", *media.Credit) })
			}
		}
	})
}

func pathOf(m *course.Media) string {
	if m == nil {
		return ""
	}
	return m.Path
}

func (d *dumper) sequence(s *course.Sequence) {
	d.line("sequence %d %s /%s", s.Number, s.ID, s.Slug)
	d.in(func() {
		for _, l := range texts(s.Texts) {
			t := s.Texts[l]
			d.line("%s %q", l, t.Title)
			d.in(func() {
				d.text("objectives", quoted(t.Objectives))
				d.html("body", t.Body)
			})
		}
		for _, l := range s.Lessons {
			d.lesson(l)
		}
		if s.Quiz != nil {
			d.quiz(s.Quiz)
		}
	})
}

func quoted(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return fmt.Sprintf("%q", all)
}

func (d *dumper) lesson(l *course.Lesson) {
	d.line("lesson %d %s %s", l.Number, l.ID, l.Address("fr"))
	d.in(func() {
		d.text("aliases", l.Aliases)
		d.text("authors", l.Authors)
		for _, lang := range texts(l.Audio) {
			d.line("audio %s %s", lang, pathOf(l.Audio[lang]))
		}
		if !l.Published.IsZero() {
			d.line("published %s, changed %s", l.Published.Format("2006-01-02"), l.Changed.Format("2006-01-02"))
		}
		for _, lang := range texts(l.Renditions) {
			d.rendition(l.Renditions[lang])
		}
		for _, q := range l.Questions {
			d.question(q)
		}
	})
}

func (d *dumper) rendition(r *course.Rendition) {
	d.line("%s %q %q %d min", r.Lang, r.Title, r.Summary, r.Minutes)
	d.in(func() {
		d.text("objectives", quoted(r.Objectives))
		for _, h := range r.Headings {
			d.line("h%d #%s %q", h.Level, h.Anchor, h.Text)
		}
		for _, b := range r.Blocks {
			if c := b.Checkpoint; c != nil {
				var ids []quiz.QuestionID
				for _, q := range c.Questions {
					ids = append(ids, q.ID)
				}
				d.line("checkpoint %s h%d #%s %q %v", c.Lang, c.Heading.Level, c.Heading.Anchor, c.Heading.HTML, ids)
				d.in(func() { d.html("intro", c.Intro) })
				continue
			}
			d.html("html", b.HTML)
		}
		d.text("terms", r.Terms)
		for _, v := range r.Videos {
			d.line("video %s %q %s %s", v.ID, v.Title, v.Host, v.Embed)
		}
		for _, m := range r.Media {
			d.line("shows %s", m.Path)
		}
		d.text("plain", strings.TrimSpace(r.Plain))
	})
}

func (d *dumper) quiz(q *course.Quiz) {
	d.line("quiz pass=%d end=%v shuffle=%v %s", q.Pass, q.AtEnd, q.Shuffle, q.Address("fr"))
	d.in(func() {
		for _, l := range texts(q.Texts) {
			d.line("%s %q", l, q.Texts[l].Title)
			d.in(func() { d.html("intro", q.Texts[l].Intro) })
		}
		for _, question := range q.Questions {
			d.question(question)
		}
	})
}

func (d *dumper) question(q *quiz.Question) {
	d.line("question %s %s points=%d shuffle=%v exact=%v", q.ID, q.Kind, q.Points, q.Shuffle, q.Exact)
	d.in(func() {
		d.text("right", q.Key.Right)
		if q.Key.Low != nil {
			d.line("from %s to %s", q.Key.Low.RatString(), q.Key.High.RatString())
		}
		d.text("pairs", q.Key.Pairs)
		for _, l := range texts(q.Wordings) {
			d.wording(q.Wordings[l])
		}
	})
}

func (d *dumper) wording(w *quiz.Wording) {
	d.line("%s %s", w.Lang, shown(string(w.Title)))
	d.in(func() {
		d.html("statement", w.Statement)
		for _, o := range w.Options {
			d.html("option", o.Label)
			d.in(func() { d.html("feedback", o.Feedback) })
		}
		for _, part := range []struct {
			name string
			all  []template.HTML
		}{{"item", w.Items}, {"row", w.Rows}, {"choice", w.Choices}} {
			for _, h := range part.all {
				d.html(part.name, h)
			}
		}
		for _, p := range w.Cloze {
			if p.Gap > 0 {
				d.line("gap %d", p.Gap)
			} else {
				d.line("piece %s", shown(string(p.HTML)))
			}
		}
		for _, a := range w.Answers {
			d.line("answers %q", a)
		}
		d.html("hint", w.Hint)
		if w.Explanation != "" {
			d.html("explanation in "+w.ExplanationLang, w.Explanation)
		}
	})
}

func (d *dumper) entry(m *course.Module, e *glossary.Entry) {
	kind := "term"
	if e.Person {
		kind = "person"
	}
	d.line("%s %s", kind, e.ID)
	d.in(func() {
		for _, l := range texts(e.Texts) {
			t := e.Texts[l]
			d.line("%s %q also %q, line %d", l, t.Title, t.Also, t.Line)
			d.in(func() {
				d.html("short", t.Short)
				d.html("rest", t.Rest)
			})
		}
		var met []string
		for _, l := range m.Met[e.ID] {
			met = append(met, string(l.ID))
		}
		d.text("met", met)
	})
}
