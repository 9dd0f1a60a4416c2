package web

import (
	"cmp"

	"sentier/internal/badge"
	"sentier/internal/lang"
	"sentier/internal/progress"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// record shows what a learner did on one page, to print.
func (r request) record(l *learner) error {
	path := l.in(r.snapshot)
	within, cancel := r.within()
	defer cancel()
	badges, err := r.badges(within, l, path)
	if err != nil {
		return err
	}
	view := &theme.RecordPage{Name: cmp.Or(l.account.Display, l.account.Name), Date: lang.Date(r.lang, r.now())}
	for _, m := range path.Modules {
		if m.Touched.IsZero() {
			continue
		}
		done := r.recordModule(m, badges)
		if l.account.HideXP {
			done.Points = 0
		}
		view.Modules = append(view.Modules, done)
	}
	if !l.account.HideXP {
		view.Points = path.Points
	}
	if view.Layout, err = r.layout("/me/record", "printed.title"); err != nil {
		return err
	}
	return r.show(view)
}

func (r request) recordModule(m *progress.ModulePath, badges []badge.Badge) theme.RecordModule {
	view := theme.RecordModule{
		Link: site.ModuleLink(m.Module, r.lang), Read: m.Read, Lessons: m.Lessons, HandedIn: m.HandedIn, Quizzes: m.Quizzes,
		Points: m.Points,
	}
	if !m.Finished.IsZero() {
		view.Finished = lang.Date(r.lang, m.Finished)
	}
	if had := r.pathBadge(m.Module, badges); had.Date != "" && !had.Revoked {
		view.Badge = &had
	}
	for _, s := range m.Sequences {
		for _, mark := range s.Lessons {
			if mark.Read {
				view.Rows = append(view.Rows, theme.RecordStep{Link: site.LessonLink(mark.Lesson, r.lang), Date: lang.Date(r.lang, mark.At)})
			}
		}
		if s.Quiz != nil && s.Quiz.Best != nil {
			best := s.Quiz.Best
			view.Rows = append(view.Rows, theme.RecordStep{
				Link: site.QuizLink(s.Quiz.Quiz, r.lang), Date: lang.Date(r.lang, best.Finished),
				Points: lang.Hundredths(r.lang, best.Points), Total: lang.Hundredths(r.lang, best.Total),
			})
		}
	}
	return view
}
