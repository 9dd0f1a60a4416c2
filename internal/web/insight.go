package web

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"sentier/internal/course"
	"sentier/internal/insight"
	"sentier/internal/lang"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// What the page of insight shows.
const (
	insightDays  = 30
	insightPages = 20
	insightMost  = 20 // questions
)

// insight shows how the site is read, and says nothing of anybody: numbers are rounded down to fives.
func (r request) insight(m *staff) error {
	within, cancel := r.within()
	defer cancel()
	today := r.now().UTC().Truncate(24 * time.Hour)
	from := today.AddDate(0, 0, 1-insightDays)
	views, err := r.members.Learners.Views(within, from)
	if err != nil {
		return err
	}
	view := &theme.InsightPage{Least: insight.Least, Days: r.daily(views, from), Pages: r.mostOpened(views)}
	readers, err := r.members.Learners.Readers(within)
	if err != nil {
		return err
	}
	missed, err := r.members.Learners.MostMissed(within, insightMost)
	if err != nil {
		return err
	}
	for _, one := range allCourses(r.snapshot).Modules {
		if stops := r.stops(one, readers); len(stops.Lessons) > 0 {
			view.Stops = append(view.Stops, stops)
		}
	}
	view.Missed = r.missed(missed)
	if view.Layout, view.Admin, err = r.frame(m, "/insight", "insight.title"); err != nil {
		return err
	}
	return r.show(view)
}

// daily is the plot of the last days.
func (r request) daily(views []insight.Views, from time.Time) theme.Plot {
	sums := insight.ByDay(views, from, insightDays)
	var plot theme.Plot
	for i, n := range sums {
		at := from.AddDate(0, 0, i)
		plot.Bars = append(plot.Bars, theme.Bar{Label: lang.Date(r.lang, at), Count: insight.Shown(n)})
	}
	return plot.Drawn()
}

// mostOpened are the pages that were opened most often.
func (r request) mostOpened(views []insight.Views) []theme.OpenedPage {
	sums := map[string]int{}
	for _, v := range views {
		sums[v.Page] += v.Count
	}
	var all []theme.OpenedPage
	for page, n := range sums {
		if shown := insight.Shown(n); shown > 0 {
			all = append(all, theme.OpenedPage{URL: page, Count: shown})
		}
	}
	slices.SortFunc(all, func(a, b theme.OpenedPage) int { return cmp.Or(b.Count-a.Count, strings.Compare(a.URL, b.URL)) })
	return all[:min(len(all), insightPages)]
}

// stops is how many people read each lesson of a module, in its order: where that falls, people stop.
func (r request) stops(m *course.Module, readers []insight.Lesson) theme.ModuleStops {
	all := theme.ModuleStops{Module: site.ModuleLink(m, r.lang)}
	most := 0
	for _, l := range m.Lessons() {
		at := slices.IndexFunc(readers, func(one insight.Lesson) bool {
			return one.Module == string(m.ID) && one.Lesson == string(l.ID)
		})
		if at < 0 {
			continue
		}
		row := theme.LessonStops{Lesson: site.LessonLink(l, r.lang), People: insight.Shown(readers[at].People), Stopped: insight.Shown(readers[at].Stopped)}
		most = max(most, row.People)
		all.Lessons = append(all.Lessons, row)
	}
	for i := range all.Lessons {
		all.Lessons[i].Most = most
	}
	return all
}

// missed names the questions that are still asked.
func (r request) missed(all []insight.Missed) []theme.MissedRow {
	var rows []theme.MissedRow
	for _, one := range all {
		for _, m := range allCourses(r.snapshot).Modules {
			for _, s := range m.Sequences {
				if string(m.ID) != one.Module || s.Quiz == nil {
					continue
				}
				for _, q := range s.Quiz.Questions {
					if string(q.ID) == one.Question {
						rows = append(rows, theme.MissedRow{Question: q.Wording(r.lang).Title, Quiz: site.QuizLink(s.Quiz, r.lang),
							People: insight.Shown(one.People), Wrong: insight.Shown(one.Wrong)})
					}
				}
			}
		}
	}
	return rows
}
