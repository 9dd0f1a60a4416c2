package compile

import (
	"errors"
	"slices"
	"strings"

	"sentier/internal/diag"
	"sentier/internal/markdown"
	"sentier/internal/quiz"
)

// readAnswer reads the answer block by the kind of the question.
func (q *draft) readAnswer(found *diag.List) {
	b := q.answer[0]
	switch q.kind {
	case quiz.Number:
		line, at := answerLine(b, found)
		low, high, err := quiz.ParseRange(line)
		if err != nil {
			found.Add(misread(err), at, line)
		}
		q.low, q.high = low, high
	case quiz.Text:
		line, at := answerLine(b, found)
		q.answers = append(q.answers, variants(line, at, found))
	case quiz.Cloze:
		q.readGaps(found)
	case quiz.Order:
		q.items = q.readItems(b, false, found)
	case quiz.Match:
		q.readPairs(b, found)
	default:
		q.readOptions(b, found)
	}
}

func answerLine(b markdown.Block, found *diag.List) (string, diag.Pos) {
	line, at, more := b.AnswerLine()
	if more {
		found.Add(diag.AnswerLine, at)
	}
	return line, at
}

func variants(s string, at diag.Pos, found *diag.List) []string {
	all, err := quiz.ParseVariants(s)
	if err != nil {
		found.Add(misread(err), at, s)
	}
	return all
}

// misread is what to say of an answer that could not be read.
func misread(err error) *diag.Message {
	for cause, message := range map[error]*diag.Message{
		quiz.ErrTolerance: diag.AnswerTolerance, quiz.ErrRange: diag.AnswerRange, quiz.ErrEmptyVariant: diag.AnswerText,
		quiz.ErrOpenVariant: diag.AnswerQuotes, quiz.ErrTooManyVariants: diag.AnswerMany, quiz.ErrLongVariant: diag.AnswerLong,
	} {
		if errors.Is(err, cause) {
			return message
		}
	}
	return diag.AnswerNumber
}

func (q *draft) readGaps(found *diag.List) {
	for _, b := range q.answer {
		for _, g := range b.Gaps() {
			switch {
			case g.Bad:
				found.Add(diag.AnswerGap, g.Pos)
			case g.Inside:
				found.Add(diag.AnswerGapInside, g.Pos)
			default:
				q.answers = append(q.answers, variants(g.Answers, g.Pos, found))
			}
		}
	}
}

func (q *draft) readOptions(b markdown.Block, found *diag.List) {
	q.items = q.readItems(b, true, found)
	ticks := 0
	for _, item := range q.items {
		q.ticks = append(q.ticks, item.Ticked)
		if item.Ticked {
			ticks++
		}
	}
	switch {
	case len(q.items) == 1:
		found.Add(diag.AnswerOneOption, b.Pos())
	case ticks == 0:
		found.Add(diag.AnswerNoTick, b.Pos())
	case q.kind != quiz.Multiple && ticks > 1:
		found.Add(diag.AnswerTicks, b.Pos(), string(q.kind), ticks)
	case q.kind == quiz.TrueFalse && len(q.items) != 2:
		found.Add(diag.AnswerTrueFalse, b.Pos(), len(q.items))
	}
}

// readItems reads options, or items to put in order: labels of one line, all different.
func (q *draft) readItems(b markdown.Block, boxes bool, found *diag.List) []markdown.Item {
	items := b.Items()
	seen := map[string]bool{}
	for _, item := range items {
		plain := item.Label
		switch {
		case plain.Empty():
			found.Add(diag.OptionEmpty, item.Pos)
			continue
		case item.Task != boxes:
			if !reported(*found, item.Pos, diag.TaskGlued) && !reported(*found, item.Pos, diag.TaskLink) {
				found.Add(diag.TaskUnboxed, item.Pos)
			}
		case item.Nested.Line > 0:
			found.Add(diag.TaskNested, item.Nested)
		case !item.OneLine:
			found.Add(diag.OptionLine, item.Pos)
		case item.Stray.Line > 0:
			found.Add(diag.OptionStray, item.Stray)
		case len(item.Feedback) > 1:
			found.Add(diag.OptionStray, item.Feedback[1].Pos())
		case !boxes && len(item.Feedback) > 0:
			found.Add(diag.OptionStray, item.Feedback[0].Pos())
		}
		if at, has := plain.Link(); has {
			found.Add(diag.OptionLink, at)
		}
		key := plain.Source()
		if seen[key] {
			found.Add(diag.OptionTwice, item.Pos, plain.Plain())
		}
		seen[key] = true
	}
	if len(items) > maxOptions || !boxes && len(items) < 2 {
		found.Add(diag.OptionMany, b.Pos(), len(items))
	}
	return items
}

// reported tells whether a place has a finding already, which says the same in other words.
func reported(found diag.List, at diag.Pos, m *diag.Message) bool {
	return slices.ContainsFunc(found, func(f diag.Finding) bool { return f.Pos == at && f.Message == m })
}

// readPairs reads a table of two columns: rows to pair, and decoys, whose first cell is empty.
func (q *draft) readPairs(b markdown.Block, found *diag.List) {
	table := b.Rows()
	if columns := len(table[0]); columns != 2 {
		found.Add(diag.AnswerMatchColumns, b.Pos(), columns)
		return
	}
	ranks := map[string]int{}
	seen := map[string]bool{}
	for _, row := range table[1:] {
		left, right := row[0], row[1]
		if right.Empty() {
			found.Add(diag.AnswerMatchHole, right.Pos())
			continue
		}
		rank, known := ranks[right.Source()]
		if !known {
			rank = len(q.choices)
			ranks[right.Source()] = rank
			q.choices = append(q.choices, right)
		}
		q.second = append(q.second, rank)
		q.decoys = append(q.decoys, left.Empty())
		if left.Empty() {
			continue
		}
		if seen[left.Source()] {
			found.Add(diag.AnswerMatchTwice, left.Pos(), strings.TrimSpace(left.Plain()))
		}
		seen[left.Source()] = true
		q.rows = append(q.rows, left)
		q.pairs = append(q.pairs, rank)
	}
	if n := len(q.rows); n < 2 || n > maxOptions {
		found.Add(diag.AnswerMatchFew, b.Pos(), n)
	}
}

// differs gives what of a translation's key is not as in the source, in words of the format, and where; "" when
// nothing is.
func (q *draft) differs(from *draft) (what string, at diag.Pos) {
	at = q.pos
	if len(q.answer) > 0 {
		at = q.answer[0].Pos()
	}
	for _, key := range questionKeys {
		pos, given := q.given[key]
		if given && (key == "kind" && q.kind != from.kind || key == "points" && q.points != from.points ||
			key == "shuffle" && q.shuffle != from.shuffle || key == "exact" && q.exact != from.exact) {
			return key, pos
		}
	}
	switch q.kind {
	case quiz.Number:
		if q.low.Cmp(from.low) != 0 || q.high.Cmp(from.high) != 0 {
			return "=", at
		}
	case quiz.Text, quiz.Cloze:
		if len(q.answers) != len(from.answers) {
			return "[= =]", at
		}
	case quiz.Order:
		if len(q.items) != len(from.items) {
			return "1.", at
		}
	case quiz.Match:
		if !slices.Equal(q.second, from.second) || !slices.Equal(q.decoys, from.decoys) {
			return "| |", at
		}
	default:
		if !slices.Equal(q.ticks, from.ticks) {
			return "[x]", at
		}
	}
	return "", at
}

// question makes the question of a source's draft, without wordings.
func (q *draft) question(language string) *quiz.Question {
	return &quiz.Question{
		ID: q.id, Kind: q.kind, Points: q.points, Shuffle: q.shuffle, Exact: q.exact, Source: language,
		Key:      quiz.Key{Right: q.ticks, Low: q.low, High: q.high, Pairs: q.pairs},
		Wordings: map[string]*quiz.Wording{},
	}
}

// wording renders the draft in its language.
func (q *draft) wording(r *markdown.Renderer) *quiz.Wording {
	w := &quiz.Wording{Lang: r.Lang, Title: r.HeadingText(q.section.Heading), Statement: r.Blocks(q.statement), Answers: q.answers}
	switch q.kind {
	case quiz.Cloze:
		w.Cloze = r.Cloze(q.answer)
	case quiz.Order:
		for _, item := range q.items {
			w.Items = append(w.Items, r.Inline(item.Label))
		}
	case quiz.Match:
		for _, row := range q.rows {
			w.Rows = append(w.Rows, r.Inline(row))
		}
		for _, choice := range q.choices {
			w.Choices = append(w.Choices, r.Inline(choice))
		}
	default:
		for _, item := range q.items {
			o := quiz.Option{Label: r.Inline(item.Label)}
			for _, b := range item.Feedback {
				o.Feedback = r.QuoteBody(b)
			}
			w.Options = append(w.Options, o)
		}
	}
	if q.hint != nil {
		w.Hint = r.AlertBody(*q.hint)
	}
	if q.explanation != nil {
		w.Explanation, w.ExplanationLang = r.AlertBody(*q.explanation), r.Lang
	}
	return w
}
