package progress

import (
	"fmt"
	"html/template"
	"strconv"
	"time"

	"sentier/internal/course"
	"sentier/internal/quiz"
)

// The course of the tests: module "net" of two sequences (web: three lessons and a quiz of five questions; geants:
// two lessons and a quiz of one), module "court" of one lesson and one quiz that must be passed, module "nu" of a
// lesson without quiz, and one that is only announced.

func sample() *course.Course {
	net := module("net", course.XP{Lesson: 10, Quiz: 40, Module: 100})
	web := sequence(net, "web", "origines", "liens", "pages")
	web.Quiz.Questions = []*quiz.Question{
		choice("un", 1), choice("deux", 1), multiple("trois"), typed("quatre", "Lee"), ordered("cinq"),
	}
	geants := sequence(net, "geants", "portraits", "pouvoirs")
	geants.Quiz.Questions = []*quiz.Question{choice("six", 3)}

	short := module("court", course.XP{Lesson: 5, Quiz: 5, Module: 0})
	short.Badge = &course.Badge{Passed: true}
	sequence(short, "seule", "lecon").Quiz.Questions = []*quiz.Question{choice("un", 1)}

	bare := module("nu", course.XP{})
	sequence(bare, "une", "origines").Quiz = nil

	announced := module("plus-tard", course.XP{Lesson: 1, Quiz: 1, Module: 1})
	announced.Announced = true
	return &course.Course{Revision: "0123456789ab", Modules: []*course.Module{net, short, bare, announced}}
}

func module(id course.ModuleID, xp course.XP) *course.Module {
	return &course.Module{ID: id, Slug: "le-" + string(id), Languages: []string{"fr", "en"}, Pass: 60, XP: xp}
}

func sequence(m *course.Module, id course.SequenceID, lessons ...course.LessonID) *course.Sequence {
	s := &course.Sequence{ID: id, Slug: "la-" + string(id), Number: len(m.Sequences) + 1, Module: m}
	for _, l := range lessons {
		addLesson(s, l)
	}
	s.Quiz = &course.Quiz{Sequence: s, Pass: m.Pass, Texts: map[string]*course.QuizText{"fr": {Lang: "fr", Title: "Quiz"}}}
	m.Sequences = append(m.Sequences, s)
	return s
}

func addLesson(s *course.Sequence, id course.LessonID) *course.Lesson {
	l := &course.Lesson{ID: id, Slug: "lecon-" + string(id), Number: len(s.Lessons) + 1, Sequence: s,
		Renditions: map[string]*course.Rendition{}}
	for _, lang := range []string{"fr", "en"} {
		l.Renditions[lang] = &course.Rendition{
			Lang: lang, Title: string(id), Hash: lang + "-" + string(id),
			Headings: []course.Heading{{Level: 2, Anchor: "où-ça-" + lang}},
		}
	}
	s.Lessons = append(s.Lessons, l)
	return l
}

func ask(id quiz.QuestionID, kind quiz.Kind, points int, key quiz.Key, w quiz.Wording) *quiz.Question {
	w.Lang, w.Title, w.Explanation = "fr", template.HTML(id), "<p>Parce que.</p>"
	q := &quiz.Question{ID: id, Kind: kind, Points: points, Key: key, Source: "fr", Wordings: map[string]*quiz.Wording{"fr": &w}}
	q.Fingerprint = quiz.Fingerprint(q)
	return q
}

// choice is a question whose first option is right.
func choice(id quiz.QuestionID, points int) *quiz.Question {
	return ask(id, quiz.Single, points, quiz.Key{Right: []bool{true, false, false}}, quiz.Wording{Options: []quiz.Option{
		{Label: "juste"}, {Label: "l’<em>autre</em>"}, {Label: "fausse"},
	}})
}

func multiple(id quiz.QuestionID) *quiz.Question {
	return ask(id, quiz.Multiple, 1, quiz.Key{Right: []bool{true, true, true, false}}, quiz.Wording{Options: []quiz.Option{
		{Label: "a"}, {Label: "b"}, {Label: "c"}, {Label: "d"},
	}})
}

func typed(id quiz.QuestionID, answers ...string) *quiz.Question {
	return ask(id, quiz.Text, 2, quiz.Key{}, quiz.Wording{Answers: [][]string{answers}})
}

func ordered(id quiz.QuestionID) *quiz.Question {
	return ask(id, quiz.Order, 1, quiz.Key{}, quiz.Wording{Items: []template.HTML{"un", "deux", "trois"}})
}

// right and wrong are answers to each kind of the sample.
func right(q *quiz.Question) quiz.Answer {
	switch q.Kind {
	case quiz.Text:
		return quiz.Answer{Texts: []string{q.Wording("fr").Answers[0][0]}}
	case quiz.Order, quiz.Multiple:
		return quiz.Answer{Ranks: []int{0, 1, 2}}
	}
	return quiz.Answer{Ranks: []int{0}}
}

func wrong(q *quiz.Question) quiz.Answer {
	switch q.Kind {
	case quiz.Text:
		return quiz.Answer{Texts: []string{"autre"}}
	case quiz.Order:
		return quiz.Answer{Ranks: []int{2, 1, 0}}
	case quiz.Multiple:
		return quiz.Answer{Ranks: []int{3}}
	}
	return quiz.Answer{Ranks: []int{1}}
}

// day is a moment of the tests: so many days after the first.
func day(n int) time.Time { return time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC).AddDate(0, 0, n) }

func opening(n int) Opening {
	return Opening{ID: AttemptID("attempt-" + strconv.Itoa(n)), Revision: "0123456789ab", Lang: "fr",
		Seed: "seed-" + strconv.Itoa(n), At: day(n)}
}

// give answers the questions of a sheet that are open, as many as there are answers, and lays it anew.
func give(s Sheet, answers ...func(*quiz.Question) quiz.Answer) Sheet {
	var kept []Answer
	for _, item := range s.Items {
		if item.Answer != nil {
			kept = append(kept, *item.Answer)
		}
	}
	for _, answer := range answers {
		item, open := s.Current()
		if !open {
			panic("there is nothing left to answer")
		}
		made, ok := Grade(item.Question, Reply{Given: answer(item.Question), Lang: "fr", Revision: "0123456789ab", At: s.Attempt.Started})
		if !ok {
			panic(fmt.Sprintf("%s: the answer is blank", item.Question.ID))
		}
		kept = append(kept, made)
		s = NewSheet(s.Quiz, s.Attempt, kept)
	}
	return s
}

func finish(s Sheet, now time.Time) Sheet {
	a, err := s.Finish(now)
	if err != nil {
		panic(err)
	}
	s.Attempt = a
	return s
}

// handIn is a finished attempt at a quiz, all right or all wrong.
func handIn(q *course.Quiz, n int, answer func(*quiz.Question) quiz.Answer) Attempt {
	s := NewSheet(q, Start(q, opening(n)), nil)
	for range q.Questions {
		s = give(s, answer)
	}
	return finish(s, day(n).Add(time.Hour)).Attempt
}

func lessonAt(c *course.Course, key string) *course.Lesson {
	p, ok := PlaceIn(c, key, "", time.Time{})
	if !ok {
		panic("no lesson " + key)
	}
	return lesson(moduleOf(c, p.Module), p.Lesson)
}

func read(c *course.Course, n int, keys ...string) []Read {
	var all []Read
	for _, key := range keys {
		all = append(all, ReadOf(lessonAt(c, key), "fr", c, day(n)))
	}
	return all
}
