package site

import (
	"context"

	"sentier/internal/course"
	"sentier/internal/theme"
)

// outlineKey names the outline of a module in a language.
type outlineKey struct {
	module course.ModuleID
	lang   string
}

// outline writes the outline of every module once a language; the pages of its lessons put the pieces together.
func (b *builder) outline(ctx context.Context) error {
	b.outlines = map[outlineKey]*theme.Outlines{}
	if b.config.Late {
		return nil
	}
	var wanted []outlineKey
	modules := map[course.ModuleID]*course.Module{}
	for _, m := range b.modules {
		modules[m.ID] = m
		for _, lang := range b.settings.Languages {
			wanted = append(wanted, outlineKey{m.ID, lang})
		}
	}
	made := make([]*theme.Outlines, len(wanted))
	nothing := func() (struct{}, error) { return struct{}{}, nil }
	err := each(ctx, len(wanted), nothing, func(_ struct{}, i int) (err error) {
		made[i], err = b.outlineModule(modules[wanted[i].module], wanted[i].lang)
		return err
	})
	for i, key := range wanted {
		b.outlines[key] = made[i]
	}
	return err
}

func (b *builder) outlineModule(m *course.Module, lang string) (*theme.Outlines, error) {
	o := theme.Outline{ModuleURL: m.Address(lang)}
	for _, s := range m.Sequences {
		o.Sequences = append(o.Sequences, b.outlineSequence(s, lang))
	}
	return b.theme.Outline(lang, o)
}

func (b *builder) outlineSequence(s *course.Sequence, lang string) theme.OutlineSequence {
	text := s.Text(lang)
	out := theme.OutlineSequence{
		Number: s.Number, Title: text.Title, URL: s.Address(lang), Lang: foreign(text.Lang, lang),
	}
	for _, l := range b.lessons[s] {
		r := l.Rendition(lang)
		out.Steps = append(out.Steps, theme.OutlineStep{
			Key: lessonKey(l), Title: r.Title, URL: l.Address(lang), Lang: foreign(r.Lang, lang),
		})
	}
	if s.Quiz != nil {
		text := s.Quiz.Text(lang)
		out.Steps = append(out.Steps, theme.OutlineStep{
			Key: quizKey(s.Quiz), Title: text.Title, URL: s.Quiz.Address(lang),
			Lang: foreign(text.Lang, lang), Quiz: true,
		})
	}
	return out
}
