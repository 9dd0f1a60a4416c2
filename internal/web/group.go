package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/quiz"
	"sentier/internal/site"
	"sentier/internal/theme"
)

const (
	// groupSeed is the seed of options for groups: always in one order, which is not the source's where that would tell.
	groupSeed = "group"
	// mostHands is how many hands are read of one option.
	mostHands = 9999
)

// group shows one question of a quiz to a group, and its answer where show=1 asks for it. Nothing is recorded: what is
// counted is in the address alone. Who may do so can look up every answer: docs/decisions/0005 says why that is right.
// The answer is in no page that a link leads to, and no cache keeps one.
func (r request) group() error {
	q, err := r.quiz()
	switch {
	case err != nil:
		return err
	case r.settings.Group == "nobody" || len(q.Questions) == 0:
		return fault.New(fault.NotFound, "", nil)
	case r.settings.Group == "members" && r.visitor == nil:
		return r.signInFirst()
	}
	number := 1
	if n := r.field("n"); n != "" {
		if number, err = strconv.Atoi(n); err != nil || number < 1 || number > len(q.Questions) {
			return fault.New(fault.NotFound, "", nil)
		}
	}
	view, err := r.groupPage(q, number)
	if err != nil {
		return err
	}
	return r.show(view)
}

func (r request) groupPage(q *course.Quiz, number int) (*theme.GroupPage, error) {
	question, address := q.Questions[number-1], q.Address(r.lang)+"/group"
	seed := question.Seed(groupSeed)
	view := &theme.GroupPage{
		Quiz: site.QuizLink(q, r.lang), Action: address, Number: number, Total: len(q.Questions), Prompt: question.Prompt(r.lang, seed),
	}
	at := url.Values{"n": {strconv.Itoa(number)}}
	view.Options = r.raised(view.Prompt, at)
	if number > 1 {
		view.Previous = address + "?n=" + strconv.Itoa(number-1)
	}
	if number < len(q.Questions) {
		view.Next = address + "?n=" + strconv.Itoa(number+1)
	}
	if r.field("show") != "" {
		view.Again = address + "?" + at.Encode()
		at.Set("show", "1")
		view.Review = answerFor(question, r.lang, seed)
		view.Lesson = site.PassageLink(q, view.Review.Explanation, r.lang)
		for i, o := range view.Review.Options {
			view.Options[i].Right, view.Options[i].Feedback = o.Right, o.Feedback
		}
	}
	var err error
	if view.Layout, err = r.layout(address[1+len(r.lang):], "group.title"); err != nil {
		return nil, err
	}
	view.Layout.Section = "modules"
	view.Layout.Title = fmt.Sprintf("%s %d/%d – %s", view.Layout.Title, number, view.Total, view.Quiz.Title)
	for i := range view.Alternates {
		view.Alternates[i].URL += "?" + at.Encode()
	}
	return view, nil
}

// raised are the options with the hands that were counted, which are added to the address.
func (r request) raised(p quiz.Prompt, at url.Values) []theme.GroupOption {
	var options []theme.GroupOption
	all := 0
	for i, label := range slices.Concat(p.Options, p.Choices) {
		o := theme.GroupOption{Letter: string(rune('A' + i)), Label: label.Label}
		if p.Kind.Choice() {
			o.Field = "h" + strconv.Itoa(i+1)
			if n, err := strconv.Atoi(r.field(o.Field)); err == nil && n >= 0 && n <= mostHands {
				o.Hands, o.Counted = n, true
				all += n
				at.Set(o.Field, strconv.Itoa(n))
			}
		}
		options = append(options, o)
	}
	for i := range options {
		options[i].Share = options[i].Hands * 100 / max(1, all)
	}
	return options
}

// answerFor is what is right, with the feedback of every option: a group has chosen them all.
func answerFor(q *quiz.Question, lang, seed string) *quiz.Review {
	given := q.Solution(lang)
	if q.Kind.Choice() {
		given.Ranks = nil
		for rank := range q.Wording(lang).Options {
			given.Ranks = append(given.Ranks, rank)
		}
	}
	review := q.Review(lang, seed, given)
	return &review
}
