package quiz

import (
	"html/template"
	"math/big"
	"strings"
)

// Review is what is shown once a is given: what was chosen, what is right, the feedback of what was chosen and
// the explanation. Language and seed are those of the Prompt that was answered. A blank answer shows nothing of
// the key.
func (q *Question) Review(language, seed string, a Answer) Review {
	w := q.Wording(language)
	r := Review{Prompt: q.Prompt(language, seed), Grade: q.Grade(language, a), Answer: a}
	if r.Verdict == Blank {
		return r
	}
	r.Explanation, r.ExplanationLang = w.Explanation, w.ExplanationLang
	switch q.Kind {
	case Single, Multiple, TrueFalse:
		ticked := ticks(a.Ranks, len(w.Options))
		for _, o := range r.Prompt.Options {
			r.Options = append(r.Options, q.reviewOption(w, o, ticked[o.Rank]))
		}
	case Order:
		r.Expected = w.Items
		for _, rank := range distinct(a.Ranks, len(w.Items)) {
			r.Given = append(r.Given, labelAt(w.Items, rank))
		}
	case Match:
		for row, choice := range within(a.Ranks, len(w.Rows), len(w.Choices)) {
			r.Pairs = append(r.Pairs, q.reviewPair(w, row, choice))
		}
	case Number:
		r.Given = []template.HTML{plain(textAt(a.Texts, 0))}
		r.Expected = []template.HTML{plain(formatRange(w.Lang, q.Key.Low, q.Key.High))}
	case Text:
		r.Given = []template.HTML{plain(textAt(a.Texts, 0))}
		r.Expected = []template.HTML{plain(firstVariant(w, 0))}
	case Cloze:
		for gap := range w.Answers {
			text := textAt(a.Texts, gap)
			r.Expected = append(r.Expected, plain(firstVariant(w, gap)))
			r.Pairs = append(r.Pairs, ReviewedPair{
				Given: plain(text), Expected: plain(firstVariant(w, gap)), Right: q.isText(w, gap, text),
			})
		}
	}
	return r
}

// reviewOption shows the feedback of an option to whoever chose it, and to nobody else.
func (q *Question) reviewOption(w *Wording, o Labelled, chosen bool) ReviewedOption {
	r := ReviewedOption{Labelled: o, Chosen: chosen, Right: q.isRight(o.Rank)}
	if chosen {
		r.Feedback = w.Options[o.Rank].Feedback
	}
	return r
}

func (q *Question) reviewPair(w *Wording, row, choice int) ReviewedPair {
	p := ReviewedPair{Row: w.Rows[row], Given: labelAt(w.Choices, choice), Right: q.isPair(row, choice)}
	if row < len(q.Key.Pairs) {
		p.Expected = labelAt(w.Choices, q.Key.Pairs[row])
	}
	return p
}

func labelAt(labels []template.HTML, rank int) template.HTML {
	if rank < 0 || rank >= len(labels) {
		return ""
	}
	return labels[rank]
}

func firstVariant(w *Wording, gap int) string {
	if gap >= len(w.Answers) || len(w.Answers[gap]) == 0 {
		return ""
	}
	return w.Answers[gap][0]
}

// plain is text as HTML.
func plain(text string) template.HTML { return template.HTML(template.HTMLEscapeString(text)) }

// formatRange writes what a number had to be: "1989", or "3,13 – 3,15" in French.
func formatRange(language string, low, high *big.Rat) string {
	switch {
	case low == nil || high == nil:
		return ""
	case low.Cmp(high) == 0:
		return formatNumber(language, low)
	}
	return formatNumber(language, low) + "\u00a0–\u00a0" + formatNumber(language, high)
}

// formatNumber writes a decimal number whole, without groups: a year has none.
func formatNumber(language string, r *big.Rat) string {
	places, _ := r.FloatPrec()
	s := strings.Replace(r.FloatString(places), "-", "−", 1)
	if pointLanguages[strings.ToLower(strings.SplitN(language, "-", 2)[0])] {
		return s
	}
	return strings.Replace(s, ".", ",", 1)
}

// pointLanguages are those that write a point before decimals (CLDR 46, root and its exceptions); most others of
// the courses' neighbourhood write a comma.
var pointLanguages = map[string]bool{
	"en": true, "zh": true, "ja": true, "ko": true, "th": true, "he": true, "hi": true, "ar": true, "ga": true,
	"cy": true, "mt": true, "ms": true, "sw": true, "bn": true, "ta": true, "te": true, "gsw": true,
}
