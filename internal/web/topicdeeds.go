package web

import (
	"context"
	"slices"
	"strings"

	"sentier/internal/account"
	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/forum"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// toTopic does to the topic of a post what a form of its page asks for. Each takes a reason, for the log.
func (r request) toTopic(within context.Context, m *staff, one forum.Message, roles account.Grants, do string) error {
	line, err := r.action(m, "topic."+do)
	if err != nil {
		return err
	}
	view, err := r.casePage(within, m, one, roles)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(view.Deeds, func(d theme.TopicDeed) bool { return d.Do == do })
	if i < 0 {
		return fault.New(fault.Forbidden, "", nil)
	}
	t, deed := one.Topic, &view.Deeds[i]
	deed.Line, deed.Reason, deed.Open = line.ID, strings.TrimSpace(r.field("reason")), true
	line.Module, line.Subject, line.Person, line.Name, line.Reason = t.Module, string(t.ID), t.Author, t.AuthorName, deed.Reason
	wrong := checkReason(deed.Reason)
	var to forum.Place
	if do == "move" {
		deed.Place, deed.Category = r.field("place"), r.field("category")
		known := false
		if to, known = placeIn(deed); !known {
			return fault.New(fault.Invalid, "", nil)
		}
		if to == (forum.Place{Module: t.Module, Lesson: t.Passage.Lesson, Category: t.Category}) {
			wrong = &theme.Problem{Field: "place", Key: "case.same_place"}
		}
		line.Module = to.Module
	}
	if wrong != nil {
		wrong.Field = do + "-" + wrong.Field
		view.Problems, deed.Problems = []theme.Problem{*wrong}, []theme.Problem{*wrong}
		return r.refuse(view)
	}
	switch do {
	case "move":
		err = r.members.Moderation.Move(within, t.Module, t.ID, to, line)
	case "lock", "unlock":
		err = r.members.Moderation.Lock(within, t.Module, t.ID, do == "lock", line)
	case "solve":
		err = r.members.Forum.Solve(within, t.Module, t.ID, one.Post.ID, m.account.ID, line)
	case "unsolve":
		err = r.members.Forum.Solve(within, t.Module, t.ID, "", m.account.ID, line)
	}
	if err != nil {
		return err
	}
	if err := r.share(within); err != nil {
		return err
	}
	r.notice(r.ctx, "decided")
	return r.to(r.caseAddress(one.Post.ID))
}

// topicDeeds are what who moderates may do to the topic of a post.
func (r request) topicDeeds(m *staff, one forum.Message) ([]theme.TopicDeed, error) {
	dos := []string{"lock"}
	if one.Topic.Locked {
		dos[0] = "unlock"
	}
	switch answer := string(one.Post.ID) != string(one.Topic.ID) && one.Topic.Category == forum.Question; {
	case answer && one.Topic.Solved == one.Post.ID:
		dos = append(dos, "unsolve")
	case answer && one.Post.State == forum.Shown:
		dos = append(dos, "solve")
	}
	var all []theme.TopicDeed
	for _, do := range append(dos, "move") {
		id, err := newID()
		if err != nil {
			return nil, err
		}
		all = append(all, theme.TopicDeed{Do: do, Line: id, Form: theme.Form{Action: r.caseAddress(one.Post.ID)}})
	}
	r.places(m, one.Topic, &all[len(all)-1])
	return all, nil
}

// places adds to where somebody who moderates may move a topic: the modules that they moderate, and their lessons.
func (r request) places(m *staff, t forum.Topic, deed *theme.TopicDeed) {
	for _, c := range forum.Categories() {
		deed.Categories = append(deed.Categories, string(c))
	}
	deed.Category, deed.Place = string(t.Category), placeOf(t.Module, t.Passage.Lesson)
	for _, module := range allCourses(r.snapshot).Modules {
		if module.Announced || m.may(string(module.ID), account.Moderator) != nil {
			continue
		}
		link := site.ModuleLink(module, r.lang)
		group := theme.LessonGroup{Title: link.Title, Lang: link.Lang}
		group.Lessons = append(group.Lessons, theme.LessonOption{ID: placeOf(string(module.ID), ""), Title: r.say("compose.no_lesson")})
		for _, l := range module.Lessons() {
			if !l.Draft {
				link := site.LessonLink(l, r.lang)
				group.Lessons = append(group.Lessons, theme.LessonOption{ID: placeOf(string(module.ID), l.ID), Title: link.Title, Lang: link.Lang})
			}
		}
		deed.Places = append(deed.Places, group)
	}
}

// placeOf is a module, or a lesson of it, as a form sends it.
func placeOf(module string, lesson course.LessonID) string { return module + "/" + string(lesson) }

// placeIn reads the place that a form names, if it offers it.
func placeIn(deed *theme.TopicDeed) (forum.Place, bool) {
	offered := slices.ContainsFunc(deed.Places, func(g theme.LessonGroup) bool {
		return slices.ContainsFunc(g.Lessons, func(one theme.LessonOption) bool { return one.ID == deed.Place })
	})
	module, lesson, _ := strings.Cut(deed.Place, "/")
	return forum.Place{Module: module, Lesson: course.LessonID(lesson), Category: forum.Category(deed.Category)},
		offered && slices.Contains(deed.Categories, deed.Category)
}
