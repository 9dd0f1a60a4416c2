package progress

import (
	"html"
	"html/template"
	"strings"
	"time"

	"sentier/internal/quiz"
)

// Reply is an answer as it came in.
type Reply struct {
	Given    quiz.Answer
	Lang     string // of the page
	Revision string // of the course
	At       time.Time
}

// Grade makes of a reply what is kept of it. It is false where nothing was answered: there is nothing to keep, and
// the question stays open.
//
// Points are in hundredths, rounded to the nearest; but what is not wholly right never earns the whole, nor what is
// partly right nothing.
func Grade(q *quiz.Question, r Reply) (Answer, bool) {
	g := q.Grade(r.Lang, r.Given)
	if g.Verdict == quiz.Blank {
		return Answer{}, false
	}
	return Answer{
		Question: q.ID, Fingerprint: q.Fingerprint, Revision: r.Revision, Lang: q.Wording(r.Lang).Lang,
		Given: r.Given, Shown: shown(q, r.Lang, r.Given),
		Verdict: g.Verdict, Points: hundredths(q.Points, g), Total: 100 * q.Points, At: r.At,
	}, true
}

func hundredths(points int, g quiz.Grade) int {
	whole := 100 * points
	switch g.Verdict {
	case quiz.Right:
		return whole
	case quiz.Partial:
		return min(max((2*whole*g.Earned+g.Total)/(2*g.Total), 1), whole-1)
	}
	return 0
}

// nothing stands for a place of an answer that was left empty.
const nothing = "…"

// shown writes an answer as plain text: a line for each option ticked, item placed, pair made or gap filled.
func shown(q *quiz.Question, lang string, a quiz.Answer) string {
	w := q.Wording(lang)
	var lines []string
	switch q.Kind {
	case quiz.Single, quiz.Multiple, quiz.TrueFalse:
		for _, rank := range a.Ranks {
			if rank >= 0 && rank < len(w.Options) {
				lines = append(lines, plain(w.Options[rank].Label))
			}
		}
	case quiz.Order:
		for _, rank := range a.Ranks {
			lines = append(lines, labelAt(w.Items, rank))
		}
	case quiz.Match:
		for row := range w.Rows {
			choice := nothing
			if row < len(a.Ranks) {
				choice = labelAt(w.Choices, a.Ranks[row])
			}
			lines = append(lines, plain(w.Rows[row])+" – "+choice)
		}
	default:
		for _, text := range a.Texts {
			if text = spaced(text); text == "" {
				text = nothing
			}
			lines = append(lines, text)
		}
	}
	return strings.Join(lines, "\n")
}

func labelAt(labels []template.HTML, rank int) string {
	if rank < 0 || rank >= len(labels) {
		return nothing
	}
	return plain(labels[rank])
}

// plain is the text of a label: of an image, its alternative text.
func plain(label template.HTML) string {
	var b strings.Builder
	for rest := string(label); rest != ""; {
		text, after, found := strings.Cut(rest, "<")
		b.WriteString(text)
		if !found {
			break
		}
		var tag string
		tag, rest = cutTag(after)
		if _, alt, found := strings.Cut(tag, ` alt="`); found && strings.HasPrefix(tag, "img ") {
			alt, _, _ = strings.Cut(alt, `"`)
			b.WriteString(alt)
		}
	}
	return spaced(html.UnescapeString(b.String()))
}

// cutTag cuts after the ">" that ends a tag: one between quotation marks does not.
func cutTag(s string) (tag, after string) {
	quoted := false
	for i := range len(s) {
		switch {
		case s[i] == '"':
			quoted = !quoted
		case s[i] == '>' && !quoted:
			return s[:i], s[i+1:]
		}
	}
	return s, ""
}

// spaced makes one line of a text. Spaces that hold words together stay as they are.
func spaced(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r >= '\t' && r <= '\r' }), " ")
}
