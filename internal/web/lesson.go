package web

import (
	"github.com/valyala/fasthttp"

	"sentier/internal/course"
	"sentier/internal/quiz"
	"sentier/internal/site"
)

// lesson answers what a reader of a lesson asked for in the query: a checkpoint (?q=ID&a=…), a film
// (?video=ID), or both. It is false for any other query, which the page ignores. Nothing is kept of an answer,
// and everyone may try again.
func (s *Server) lesson(ctx *fasthttp.RequestCtx, snapshot *site.Snapshot, path string) (bool, error) {
	query := ctx.QueryArgs()
	if !query.Has("q") && !query.Has("video") {
		return false, nil
	}
	lesson, lang := snapshot.Lesson(path)
	if lesson == nil {
		return false, nil
	}
	page, host, err := snapshot.LessonPage(lang, lesson, asked(query, lesson, lang))
	if err != nil {
		return false, err
	}
	if host != "" {
		ctx.Response.Header.Set(fasthttp.HeaderContentSecurityPolicy, framing(host))
	}
	s.once(ctx, page, cacheNever)
	return true, nil
}

// asked reads the query, as theme.QuestionView writes it. A form made for an older wording of the question gives no
// answer: the question is asked again as it stands now.
func asked(query *fasthttp.Args, lesson *course.Lesson, lang string) site.Answered {
	a := site.Answered{
		Question: quiz.QuestionID(query.Peek("q")),
		Video:    string(query.Peek("video")),
	}
	question := lesson.Question(a.Question)
	if question == nil {
		return a
	}
	if mark := query.Peek("f"); string(mark) != question.Prompt(lang, quiz.Practice).Mark {
		a.Changed = len(mark) > 0
		return a
	}
	a.Answer = quiz.ParseAnswer(question, lang, quiz.Practice, func(name string) []string {
		return texts(query.PeekMulti(name))
	})
	return a
}

func texts(values [][]byte) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}
