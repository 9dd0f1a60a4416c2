package lint

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sentier/internal/compile"
	"sentier/internal/diag"
	"sentier/internal/lang"
	"sentier/internal/quiz"
)

// fewQuestions is with how many questions a habit can be told from chance.
const fewQuestions = 3

// questions advises on those of one file.
func questions(t compile.ReviewedText, found *diag.List) {
	choices, longest, placed, first := 0, 0, 0, 0
	for _, q := range t.Questions {
		alike(q, found)
		if q.Kind != quiz.Single || len(q.Options) < 3 {
			continue
		}
		choices++
		if isLongest(q) {
			longest++
		}
		if !q.Shuffle {
			placed++
			if q.Options[0].Right {
				first++
			}
		}
	}
	if choices >= fewQuestions && longest == choices {
		found.Add(diag.AnswerLongest, t.Questions[0].Pos, choices)
	}
	if placed >= fewQuestions && first == placed {
		found.Add(diag.AnswerFirst, t.Questions[0].Pos, placed)
	}
}

// isLongest tells whether the right option is clearly longer than each wrong one.
func isLongest(q compile.ReviewedQuestion) bool {
	right, wrong := 0, 0
	for _, o := range q.Options {
		if n := utf8.RuneCountInString(o.Text); o.Right {
			right = max(right, n)
		} else {
			wrong = max(wrong, n)
		}
	}
	return right > wrong
}

// alike finds options that differ by case, accents or final signs alone. What is the same letter for letter is an error
// of the compiler.
func alike(q compile.ReviewedQuestion, found *diag.List) {
	seen := map[string]compile.ReviewedOption{}
	for _, o := range q.Options {
		key := strings.TrimRightFunc(lang.Fold(o.Text), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(".,;:!?…", r) })
		before, twice := seen[key]
		switch {
		case key == "":
		case !twice:
			seen[key] = o
		case before.Text != o.Text:
			found.Add(diag.OptionAlike, o.Pos, before.Pos.String())
		}
	}
}
