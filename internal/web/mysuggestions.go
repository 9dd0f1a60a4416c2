package web

import (
	"context"
	"time"

	"sentier/internal/course"
	"sentier/internal/suggestion"
)

// exportedSuggestion is a better text that they proposed for a lesson or a term.
type exportedSuggestion struct {
	Module  string                `json:"module"`
	Lesson  course.LessonID       `json:"lesson,omitempty"`
	Term    string                `json:"term,omitempty"`
	Lang    string                `json:"lang"`
	Base    string                `json:"base"`
	Text    string                `json:"text"`
	Credit  string                `json:"credit,omitempty"`
	Why     string                `json:"why,omitempty"`
	State   suggestion.State      `json:"state"`
	Answer  string                `json:"answer,omitempty"`
	Made    time.Time             `json:"made"`
	Changed time.Time             `json:"changed"`
	whole   suggestion.Suggestion // the same, to be shown
}

// exportSuggestions adds the better texts that they proposed while signed in.
func (s *Server) exportSuggestions(ctx context.Context, l *learner, all *exported) error {
	proposed, err := s.members.Learners.SuggestionsOf(ctx, l.account.ID)
	for _, n := range proposed {
		all.Proposed = append(all.Proposed, exportedSuggestion{Module: n.Of.Module, Lesson: n.Of.Lesson, Term: n.Of.Term, Lang: n.Of.Content,
			Base: n.Base, Text: n.Text, Credit: n.Credit, Why: n.Why, State: n.State, Answer: n.Answer, Made: n.Made, Changed: n.Changed, whole: n})
	}
	return err
}
