package compile

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"sentier/internal/diag"
	"sentier/internal/lang"
	"sentier/internal/markdown"
	"sentier/internal/quiz"
)

const maxOptions = 12

// draft is one question of one file, read but not rendered: what it asks and what is right, in that language.
type draft struct {
	id      quiz.QuestionID
	pos     diag.Pos // of the heading
	idPos   diag.Pos
	section markdown.Section
	doc     *markdown.Document

	kind    quiz.Kind
	points  int
	shuffle bool
	exact   bool
	given   map[string]diag.Pos // keys of the comment

	statement   []markdown.Block
	answer      []markdown.Block
	hint        *markdown.Block
	explanation *markdown.Block

	items     []markdown.Item // choices, order
	ticks     []bool
	low, high *big.Rat
	answers   [][]string // text, cloze
	rows      []markdown.Inline
	choices   []markdown.Inline
	pairs     []int
	decoys    []bool // by row of the table
	second    []int  // by row of the table: the rank of its choice
}

// readQuestion reads the section of a question; nil when nothing can be made of it. In a translation, source is
// the draft of the same id, which gives every key that the comment leaves out.
func readQuestion(doc *markdown.Document, s markdown.Section, sources map[quiz.QuestionID]*draft, found *diag.List) *draft {
	q := &draft{pos: s.Heading.Pos, section: s, doc: doc, points: 1, given: map[string]diag.Pos{}}
	dir := s.Directive
	switch {
	case dir == nil || dir.Name == "q" && dir.ID == "":
		at := s.Heading.Pos
		if dir != nil {
			at = dir.IDPos
		}
		found.Add(diag.IDMissing, at, "q", lang.ID(s.Heading.Plain))
	case dir.Name != "q":
		found.Add(diag.DirectiveHere, dir.Pos, dir.Name)
		return nil
	default:
		q.id, q.idPos = quiz.QuestionID(dir.ID), dir.IDPos
		checkID(dir.ID, dir.IDPos, found)
	}
	source, there := sources[q.id]
	switch {
	case there && source == nil: // the source's is wrong: there is nothing yet to hold this one against
		return nil
	case there:
		q.kind, q.points, q.shuffle, q.exact = source.kind, source.points, source.shuffle, source.exact
	}
	if dir != nil {
		q.readKeys(dir, found)
	}
	already := found.Errors()
	if !q.part(found) || !q.nameKind(found) {
		return nil
	}
	q.readAnswer(found)
	if found.Errors() > already {
		return nil
	}
	return q
}

func checkID(id string, at diag.Pos, found *diag.List) {
	if !slugForm.MatchString(id) {
		found.Add(diag.IDForm, at, id, lang.ID(id))
	}
}

func (q *draft) readKeys(dir *markdown.Directive, found *diag.List) {
	for _, a := range dir.Args {
		if _, twice := q.given[a.Key]; twice {
			found.Add(diag.DirectiveKeyTwice, a.Pos, a.Key)
		}
		q.given[a.Key] = a.Pos
		bad := func(expected string) { found.Add(diag.DirectiveValue, a.Pos, a.Key, a.Value, expected) }
		switch a.Key {
		case "kind":
			if q.kind = quiz.Kind(a.Value); !slices.Contains(quiz.Kinds, q.kind) {
				bad(strings.Join(kindNames(), ", "))
				q.kind = ""
			}
		case "points":
			n, err := strconv.Atoi(a.Value)
			if q.points = n; err != nil || n < 1 || n > 100 {
				bad("1–100")
				q.points = 1
			}
		case "shuffle":
			if q.shuffle = a.Value == "on"; a.Value != "on" && a.Value != "off" {
				bad("on, off")
			}
		case "exact":
			if q.exact = true; !a.Flag {
				bad("exact")
			}
		default:
			near := diag.Nearest(a.Key, questionKeys)
			if near == "" {
				near = strings.Join(questionKeys, ", ")
			}
			found.Add(diag.DirectiveKey, a.Pos, a.Key, near)
		}
	}
}

var questionKeys = []string{"kind", "points", "shuffle", "exact"}

func kindNames() []string {
	var names []string
	for _, k := range quiz.Kinds {
		names = append(names, string(k))
	}
	return names
}

// answers tells whether a block of kind b can be the answer of a question of kind k; before k is known, only blocks
// that are answers whatever the kind are.
func answers(k quiz.Kind, b markdown.Kind) bool {
	switch b {
	case markdown.Tasks, markdown.Answer, markdown.Gaps:
		return true
	case markdown.Ordered:
		return k == quiz.Order
	case markdown.Table:
		return k == quiz.Match
	}
	return false
}

// part sorts the blocks of the question into statement, answer, hint and explanation; false where the answer is cut
// in two, and what follows cannot be told.
func (q *draft) part(found *diag.List) bool {
	if at, has := q.section.Heading.Footnotes(q.doc); has {
		found.Add(diag.FootnoteInside, at)
	}
	if len(q.section.Heading.Gaps(q.doc)) > 0 {
		found.Add(diag.AnswerGapInside, q.section.Heading.Pos)
	}
	gaps := q.gapSpan()
	for i, b := range q.section.Blocks {
		kind := b.Kind()
		if at, has := b.Footnotes(); has {
			found.Add(diag.FootnoteInside, at)
		}
		answered := len(q.answer) > 0
		switch {
		case i > gaps[0] && i <= gaps[1] && answered: // prose between gaps belongs to them
			q.answer = append(q.answer, b)
		case answers(q.kind, kind):
			if answered {
				found.Add(diag.AnswerTwice, b.Pos(), q.answer[0].Pos().String())
				continue
			}
			q.answer = append(q.answer, b)
		case kind == markdown.Alert && (b.AlertName() == "TIP" || b.AlertName() == "NOTE"):
			q.alert(b, answered, found)
		case !answered:
			if at, has := b.HasTasks(); has {
				found.Add(diag.QuestionOutside, at)
			}
			q.statement = append(q.statement, b)
		case kind == markdown.Quote:
			found.Add(diag.QuestionUnindented, b.Pos())
			return false
		default:
			found.Add(diag.QuestionAfter, b.Pos())
		}
	}
	return true
}

// gapSpan gives the first and the last block that holds gaps.
func (q *draft) gapSpan() [2]int {
	first, last := len(q.section.Blocks), -1
	if q.kind == quiz.Cloze {
		for i, b := range q.section.Blocks {
			if b.Kind() == markdown.Gaps {
				first, last = min(first, i), i
			}
		}
	}
	return [2]int{first, last}
}

func (q *draft) alert(b markdown.Block, answered bool, found *diag.List) {
	slot := &q.hint
	if b.AlertName() == "NOTE" {
		slot = &q.explanation
	}
	switch {
	case !answered:
		found.Add(diag.QuestionEarly, b.Pos())
	case *slot != nil:
		found.Add(diag.QuestionAlertTwice, b.Pos(), "[!"+b.AlertName()+"]")
	default:
		*slot = &b
	}
}

// nameKind holds the answer against the kind, and finds the kind of a list of options that has none; false where the
// two do not go together.
func (q *draft) nameKind(found *diag.List) bool {
	wrong := found.Errors()
	if len(q.answer) == 0 {
		if q.kind == "" {
			found.Add(diag.AnswerMissing, q.pos)
		} else {
			found.Add(diag.AnswerMissingKind, q.pos, string(q.kind), answerForms[q.kind])
		}
		return false
	}
	got := q.answer[0].Kind()
	at := q.answer[0].Pos()
	switch {
	case got == markdown.Tasks && q.kind == "":
		q.kind = quiz.Single
		if ticks := countTicks(q.answer[0].Items()); ticks > 1 {
			q.kind = quiz.Multiple
		}
	case q.kind == "" && got == markdown.Gaps:
		found.Add(diag.AnswerGapKind, q.answer[0].Gaps()[0].Pos)
	case q.kind == "":
		found.Add(diag.AnswerKindless, at, "kind=number, kind=text")
	case got != answerKinds[q.kind] && got == markdown.Gaps:
		found.Add(diag.AnswerGapKind, q.answer[0].Gaps()[0].Pos)
	case got != answerKinds[q.kind]:
		found.Add(diag.AnswerMissingKind, at, string(q.kind), answerForms[q.kind])
	}
	if at, given := q.given["exact"]; given && q.kind != "" && q.kind != quiz.Text && q.kind != quiz.Cloze {
		found.Add(diag.DirectiveExact, at, string(q.kind))
	}
	return found.Errors() == wrong
}

func countTicks(items []markdown.Item) int {
	n := 0
	for _, item := range items {
		if item.Ticked {
			n++
		}
	}
	return n
}

var answerKinds = map[quiz.Kind]markdown.Kind{
	quiz.Single: markdown.Tasks, quiz.Multiple: markdown.Tasks, quiz.TrueFalse: markdown.Tasks,
	quiz.Number: markdown.Answer, quiz.Text: markdown.Answer, quiz.Cloze: markdown.Gaps,
	quiz.Order: markdown.Ordered, quiz.Match: markdown.Table,
}

// answerForms shows what each kind is answered by, in signs that need no translation.
var answerForms = map[quiz.Kind]string{
	quiz.Single: `"- [x] …"`, quiz.Multiple: `"- [x] …"`, quiz.TrueFalse: `"- [x] …"`,
	quiz.Number: `"= 1989"`, quiz.Text: `"= … | …"`, quiz.Cloze: `"… [= … =] …"`,
	quiz.Order: `"1. …"`, quiz.Match: `"| … | … |"`,
}
