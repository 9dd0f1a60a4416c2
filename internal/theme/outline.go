package theme

import (
	"bytes"
	"fmt"
	"html/template"
	"slices"
	"strings"
)

// Outline is a module's path: what the lists beside its lessons show.
type Outline struct {
	ModuleURL string
	Sequences []OutlineSequence
}

// OutlineSequence is one stage of it.
type OutlineSequence struct {
	Number int
	Title  string
	URL    string
	Lang   string
	Steps  []OutlineStep
}

// OutlineStep is a lesson or a quiz. Key is unique in the module and the same in every language.
type OutlineStep struct {
	Key   string
	Title string
	URL   string
	Lang  string
	Quiz  bool
}

// manySteps is where a module's outline stops to unfold the sequences that one is not in: each lesson's page would
// hold the titles of all the others.
const manySteps = 60

// Outlines shows one module's outline on each of its pages. It is written once; a page only puts pieces together.
type Outlines struct {
	open, closed []string            // by sequence: the head of the one that is open, the whole of one that is not
	steps        [][][2]string       // by sequence and step: elsewhere, and here
	at           map[string]position // by key
	end          string              // closes an open sequence
	foot         string              // under it all
}

type position struct{ sequence, step int }

// outlinePage is what the template outline shows: one piece at a time.
type outlinePage struct {
	Layout
	Part      string // "open", "closed", "link", "step", "end", "foot"
	Here      bool
	ModuleURL string
	Sequences int
	Sequence  OutlineSequence
	Step      OutlineStep
}

func (*outlinePage) Template() string { return "outline" }

// Outline writes the pieces of a module's outline in a language.
func (t *Theme) Outline(lang string, o Outline) (*Outlines, error) {
	made := &Outlines{at: map[string]position{}}
	var failed error
	piece := func(p outlinePage) string {
		var b bytes.Buffer
		p.Layout.Lang, p.ModuleURL, p.Sequences = lang, o.ModuleURL, len(o.Sequences)
		if err := t.Render(&b, &p); err != nil && failed == nil {
			failed = fmt.Errorf("outline of %s: %w", o.ModuleURL, err)
		}
		return strings.TrimSpace(b.String())
	}
	steps := 0
	for _, s := range o.Sequences {
		steps += len(s.Steps)
	}
	made.end, made.foot = piece(outlinePage{Part: "end"}), piece(outlinePage{Part: "foot"})
	for i, s := range o.Sequences {
		var both [][2]string
		for j, step := range s.Steps {
			made.at[step.Key] = position{i, j}
			both = append(both, [2]string{
				piece(outlinePage{Part: "step", Step: step}), piece(outlinePage{Part: "step", Step: step, Here: true})})
		}
		closed := piece(outlinePage{Part: "link", Sequence: s})
		if steps <= manySteps && len(s.Steps) > 0 {
			closed = piece(outlinePage{Part: "closed", Sequence: s}) + join(both, -1) + made.end
		}
		made.open = append(made.open, piece(outlinePage{Part: "open", Sequence: s}))
		made.closed, made.steps = append(made.closed, closed), append(made.steps, both)
	}
	return made, failed
}

// At is the outline for the page of a step: its sequence is open. On a page that is none, all are closed.
func (o *Outlines) At(key string) template.HTML {
	all := o.closed
	if here, found := o.at[key]; found {
		all = slices.Clone(o.closed)
		all[here.sequence] = o.open[here.sequence] + join(o.steps[here.sequence], here.step) + o.end
	}
	return template.HTML("<ol>" + strings.Join(all, "") + "</ol>" + o.foot)
}

// join puts steps one after the other; here is the rank of the page's own, or -1.
func join(steps [][2]string, here int) string {
	var b strings.Builder
	for i, s := range steps {
		if i == here {
			b.WriteString(s[1])
		} else {
			b.WriteString(s[0])
		}
	}
	return b.String()
}
