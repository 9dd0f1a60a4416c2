package compile

import (
	"slices"

	"sentier/internal/course"
	"sentier/internal/quiz"
)

// fillCheckpoints puts the questions of a lesson into its checkpoints. A question that a translation lacks stands
// there in the source's words: in the checkpoint that holds one of its neighbours, else in that of the same rank.
// A checkpoint that the translation lacks altogether comes at its end.
func fillCheckpoints(l *course.Lesson, source *course.Rendition) {
	for _, r := range l.Renditions {
		held := map[quiz.QuestionID]bool{}
		for _, c := range checkpoints(r) {
			c.Questions = slices.DeleteFunc(c.Questions, func(q *quiz.Question) bool { return l.Question(q.ID) == nil })
			for i, q := range c.Questions {
				c.Questions[i] = l.Question(q.ID)
				held[q.ID] = true
			}
		}
		if r == source {
			continue
		}
		for rank, from := range checkpoints(source) {
			var missing []*quiz.Question
			for _, q := range from.Questions {
				if !held[q.ID] {
					missing = append(missing, l.Question(q.ID))
				}
			}
			if len(missing) == 0 {
				continue
			}
			if to := counterpart(r, source, rank); to != nil {
				to.Questions = append(to.Questions, missing...)
				inOrderOf(l.Questions, to.Questions)
				continue
			}
			r.Blocks = append(r.Blocks, course.Block{Checkpoint: &course.Checkpoint{
				Lang: from.Lang, Heading: from.Heading, Intro: from.Intro, Questions: missing}})
		}
	}
}

func checkpoints(r *course.Rendition) []*course.Checkpoint {
	var all []*course.Checkpoint
	for _, b := range r.Blocks {
		if b.Checkpoint != nil {
			all = append(all, b.Checkpoint)
		}
	}
	return all
}

// counterpart finds the checkpoint of a translation that is the source's of a rank, or nil.
func counterpart(r, source *course.Rendition, rank int) *course.Checkpoint {
	here, there := checkpoints(r), checkpoints(source)
	for _, c := range here {
		for _, q := range c.Questions {
			if slices.ContainsFunc(there[rank].Questions, func(s *quiz.Question) bool { return s.ID == q.ID }) {
				return c
			}
		}
	}
	if len(here) == len(there) {
		return here[rank]
	}
	return nil
}

// inOrderOf sorts questions as they stand in the source.
func inOrderOf(source, questions []*quiz.Question) {
	slices.SortStableFunc(questions, func(a, b *quiz.Question) int {
		return slices.Index(source, a) - slices.Index(source, b)
	})
}
