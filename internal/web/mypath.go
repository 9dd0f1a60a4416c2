package web

import (
	"cmp"
	"slices"

	"sentier/internal/badge"
	"sentier/internal/lang"
	"sentier/internal/progress"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// earnedRows is how many lines of the points' history are shown.
const earnedRows = 20

// myPath shows a learner where they are.
func (r request) myPath(l *learner) error {
	path := l.in(r.snapshot)
	within, cancel := r.within()
	defer cancel()
	badges, err := r.badges(within, l, path)
	if err != nil {
		return err
	}
	view := &theme.PathPage{
		Name: cmp.Or(l.account.Display, l.account.Name), Points: path.Points, HideXP: l.account.HideXP,
	}
	if !r.alone() {
		view.SignOut = "/" + r.lang + "/sign-out"
	}
	if latest := path.Latest(); latest != nil {
		view.Resume = &theme.ResumeCard{
			Link: *r.step(*latest.Resume), Module: site.ModuleLink(latest.Module, r.lang), Quiz: latest.Resume.Lesson == nil,
			Done: latest.Done, Steps: latest.Steps,
		}
	}
	for _, m := range path.Modules {
		view.Modules = append(view.Modules, r.pathModule(m, badges))
	}
	slices.SortStableFunc(view.Modules, func(a, b theme.PathModule) int {
		switch {
		case a.Begun == b.Begun:
			return 0
		case a.Begun:
			return -1
		}
		return 1
	})
	if !l.account.HideXP {
		view.History = r.earned(l, earnedRows)
	}
	if view.Review, err = r.reviewCard(within, l); err != nil {
		return err
	}
	others, err := r.members.Learners.ForeignBadges(within, l.account.ID)
	if err != nil {
		return err
	}
	grants, err := r.members.Learners.Roles(within, l.account.ID)
	if err != nil {
		return err
	}
	told, err := r.members.Learners.Notices(within, l.account.ID)
	if err != nil {
		return err
	}
	for _, n := range told {
		view.Told = append(view.Told, theme.ToldRow{ID: n.ID, Kind: n.Kind, Reason: n.Reason, Date: lang.Date(r.lang, n.At)})
	}
	unseen, err := r.members.Moderation.Unseen(within, l.account.ID)
	if err != nil {
		return err
	}
	quiet, err := r.members.Moderation.Silenced(within, l.account.ID, r.now())
	if err != nil {
		return err
	}
	if unseen > 0 || quiet {
		view.Decided, view.Silenced = "/"+r.lang+"/me/decisions", unseen == 0
	}
	if grants.Any() {
		view.Team = "/" + r.lang + "/admin"
	}
	if view.News, err = r.unread(within, l); err != nil {
		return err
	}
	view.Import, view.Foreign = "/"+r.lang+importPath, r.foreign(others)
	if view.Answers, err = r.newAnswers(within, l); err != nil {
		return err
	}
	if view.Layout, err = r.layout("/me", "me.title"); err != nil {
		return err
	}
	return r.show(view)
}

func (r request) pathModule(m *progress.ModulePath, badges []badge.Badge) theme.PathModule {
	view := theme.PathModule{
		Link: site.ModuleLink(m.Module, r.lang), Read: m.Read, Lessons: m.Lessons, HandedIn: m.HandedIn, Quizzes: m.Quizzes,
		Done: m.Done, Steps: m.Steps, Points: m.Points, Begun: !m.Touched.IsZero(), Complete: m.Complete,
	}
	if m.Module.Badge != nil {
		card := r.pathBadge(m.Module, badges)
		view.Badge, view.NoAddress = &card, badge.Due(m) && r.members.Badges.Issuer.Base == ""
	}
	if m.Resume != nil {
		view.Go = r.step(*m.Resume)
	}
	for _, reached := range m.Milestones {
		stone := theme.PathMilestone{Kind: string(reached.Kind), Date: lang.Date(r.lang, reached.At)}
		if reached.Sequence != nil {
			link := site.SequenceLink(reached.Sequence, r.lang)
			stone.Sequence = &link
		}
		view.Milestones = append(view.Milestones, stone)
	}
	for _, l := range m.New {
		view.New = append(view.New, site.LessonLink(l, r.lang))
	}
	for _, l := range m.Changed {
		view.Changed = append(view.Changed, site.LessonLink(l, r.lang))
	}
	for _, s := range m.Sequences {
		stage := theme.PathSequence{Link: site.SequenceLink(s.Sequence, r.lang)}
		for _, mark := range s.Lessons {
			stage.Steps = append(stage.Steps, theme.PathStep{Link: site.LessonLink(mark.Lesson, r.lang), Done: mark.Read})
		}
		if q := s.Quiz; q != nil {
			step := theme.PathStep{Link: site.QuizLink(q.Quiz, r.lang), Quiz: true, Done: q.Done}
			if q.Best != nil {
				step.Points, step.Total = lang.Hundredths(r.lang, q.Best.Points), lang.Hundredths(r.lang, q.Best.Total)
			}
			stage.Steps = append(stage.Steps, step)
		}
		view.Sequences = append(view.Sequences, stage)
	}
	return view
}

// earned is the history of the points, the newest first, at most so many.
func (r request) earned(l *learner, most int) []theme.EarnedRow {
	var rows []theme.EarnedRow
	history := progress.History(l.facts.Entries, allCourses(r.snapshot))
	for _, e := range history[:min(len(history), most)] {
		row := theme.EarnedRow{Points: e.Points, Reason: string(e.Reason), Date: lang.Date(r.lang, e.At)}
		switch {
		case e.Lesson != nil:
			row.What = site.LessonLink(e.Lesson, r.lang)
		case e.Quiz != nil:
			row.What = site.QuizLink(e.Quiz, r.lang)
		case e.Of != nil && e.Reason == progress.ForModule:
			row.What = site.ModuleLink(e.Of, r.lang)
		}
		rows = append(rows, row)
	}
	return rows
}
