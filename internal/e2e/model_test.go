package e2e

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"sentier/internal/config"
	"sentier/internal/course"
	"sentier/internal/publish"
	"sentier/internal/quiz"
)

// The atelier is a site with an address and with films.
const (
	atelierBase = "https://atelier.example"
	filmHost    = "tube.example"
)

var models struct {
	mu sync.Mutex
	of map[string]*course.Course
}

// compiled is the model of the courses that a server serves, with the keys.
func compiled(t *testing.T, s *server) *course.Course {
	t.Helper()
	c, err := compileFor(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func compileFor(s *server) (*course.Course, error) {
	models.mu.Lock()
	defer models.mu.Unlock()
	if c := models.of[s.name]; c != nil {
		return c, nil
	}
	flags := map[string]string{}
	for i := 0; i+1 < len(s.args); i += 2 {
		flags[strings.TrimPrefix(s.args[i], "--")] = s.args[i+1]
	}
	settings, err := config.Load(config.Source{Flags: flags})
	if err != nil {
		return nil, err
	}
	look, err := publish.LoadTheme(settings)
	if err != nil {
		return nil, err
	}
	c, _, err := publish.Compile(context.Background(), settings, look)
	if err != nil {
		return nil, err
	}
	if models.of == nil {
		models.of = map[string]*course.Course{}
	}
	models.of[s.name] = c[0]
	return c[0], nil
}

// attempt is how a question of a checkpoint is answered.
type attempt string

const (
	right attempt = "right"
	wrong attempt = "wrong"
	blank attempt = "blank"
)

// answers asks for each question of each lesson, answered right, wrong and not at all.
func (c *crawl) answers() ([]*reply, error) {
	model, err := compileFor(c.server)
	if err != nil {
		return nil, err
	}
	var all []*reply
	for _, m := range model.Modules {
		for _, l := range m.Lessons() {
			for _, q := range l.Questions {
				for _, lang := range []string{"fr", "en"} {
					for _, how := range []attempt{right, wrong, blank} {
						r, err := c.server.get(l.Address(lang) + "?" + form(q, lang, how).Encode())
						if err != nil {
							return nil, err
						}
						all = append(all, r)
					}
				}
			}
		}
	}
	return all, nil
}

// form is what a browser sends for an answer: the fields that quiz.ParseAnswer names, from what the page shows.
func form(q *quiz.Question, lang string, how attempt) url.Values {
	prompt, w := q.Prompt(lang, quiz.Practice), q.Wording(lang)
	values := url.Values{"q": {string(q.ID)}, "f": {prompt.Mark}}
	if how == blank {
		return values
	}
	switch q.Kind {
	case quiz.Single, quiz.Multiple, quiz.TrueFalse:
		for rank := range w.Options {
			if q.Key.Right[rank] == (how == right) {
				values.Add("a", strconv.Itoa(rank))
				if how == wrong {
					break
				}
			}
		}
	case quiz.Number:
		typed := "0.123456"
		if how == right {
			typed = q.Key.Low.FloatString(6)
		}
		values.Set("a", typed)
	case quiz.Text:
		values.Set("a", typedAnswer(w.Answers[0], how))
	case quiz.Cloze:
		for i, variants := range w.Answers {
			values.Set("a"+strconv.Itoa(i+1), typedAnswer(variants, how))
		}
	case quiz.Order:
		for _, o := range prompt.Options {
			place := 1 + slices.Index(w.Items, o.Label)
			if how == wrong {
				place = len(w.Items) + 1 - place
			}
			values.Set("a"+strconv.Itoa(o.Rank), strconv.Itoa(place))
		}
	case quiz.Match:
		for row, choice := range q.Key.Pairs {
			if how == wrong {
				choice = (choice + 1) % len(w.Choices)
			}
			shown := slices.IndexFunc(prompt.Choices, func(l quiz.Labelled) bool { return l.Label == w.Choices[choice] })
			values.Set("a"+strconv.Itoa(row), strconv.Itoa(prompt.Choices[shown].Rank))
		}
	}
	return values
}

func typedAnswer(variants []string, how attempt) string {
	if how == right {
		return variants[0]
	}
	return "une réponse inventée"
}
