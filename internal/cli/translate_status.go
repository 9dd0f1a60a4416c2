package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"sentier/internal/compile"
	"sentier/internal/lang"
	"sentier/internal/translate"
)

type translateStatusCommand struct {
	translating
	Folder string `arg:"" optional:"" name:"folder" help:"Folder of courses, or of a part of them (default: the configured one, or the one you are in)."`
	Format string `enum:"text,json" default:"text" help:"How it is printed: text or json (default: text)."`
}

var (
	sayStatusHead   = words{"MODULE\tLANGUAGE\tMISSING\tBEGUN\tSTALE\tFRESH\tWORDS DONE", "MODULE\tLANGUE\tABSENTS\tENTAMÉS\tEN RETARD\tÀ JOUR\tMOTS FAITS"}
	sayStatusNone   = words{"these courses are in one language: add another to languages in %s", "ces cours sont dans une seule langue : ajoutez-en une à languages dans %s"}
	sayStatusFresh  = words{"everything is translated and up to date", "tout est traduit et à jour"}
	sayStatusNext   = words{"Begin the next with \"sentier translate start %s %s\".", "Commencez le prochain par « sentier translate start %s %s »."}
	sayStatusFinish = words{"See what changed since a stale one with \"sentier translate diff\"; close what is finished with \"sentier translate done\".",
		"Voyez ce qui a changé depuis une traduction en retard par « sentier translate diff » ; terminez par « sentier translate done »."}
	sayWords  = words{"%s words", "%s mots"}
	sayStates = map[string]words{"missing": {"missing", "absent"}, "begun": {"begun", "entamé"}, "stale": {"stale", "en retard"}}
)

// stateNames are those of the JSON, in the order of the states.
var stateNames = []string{"missing", "begun", "stale", "fresh"}

// translated is one language of one module.
type translated struct {
	Module   string         `json:"module"`
	Language string         `json:"language"`
	Files    map[string]int `json:"files"` // by state
	Words    map[string]int `json:"words"` // of the source, by state; of what is begun, those yet to translate
	Total    int            `json:"total"` // words of the source
}

// textState is one text in one language.
type textState struct {
	Source   string `json:"source"`
	Path     string `json:"path"`
	Name     string `json:"name"`
	Language string `json:"language"`
	State    string `json:"state"`
	Words    int    `json:"words"` // of the source
	Left     int    `json:"left"`  // of these, to translate, or to look at again
}

// Run says how far the courses are.
func (c *translateStatusCommand) Run(p *Process) error {
	var within []string
	if c.Folder != "" {
		within = []string{c.Folder}
	}
	courses, _, err := c.open(context.Background(), p, within)
	if err != nil {
		return err
	}
	lang := c.language(p)
	texts := courses.All()
	if c.Folder != "" {
		if texts, err = courses.Pick(within); err != nil {
			return p.unknown(lang, err)
		}
	}
	if errs := courses.Found.Errors(); errs > 0 {
		fmt.Fprintln(p.Stderr, "sentier: "+sayBroken.in(lang, errs))
	}
	tallies, states := count(texts)
	if c.Format == "json" {
		return writeJSON(p.Stdout, tallies, states)
	}
	if len(tallies) == 0 {
		where := "module.LANG.md"
		if len(courses.Sources) > 0 {
			where = courses.Path(courses.Sources[0].Module)
		}
		fmt.Fprintln(p.Stdout, sayStatusNone.in(lang, where))
		return nil
	}
	return c.print(p, lang, courses, tallies, states)
}

func writeJSON(w io.Writer, tallies []*translated, states []textState) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(struct {
		Languages []*translated `json:"languages"`
		Texts     []textState   `json:"texts"`
	}{append([]*translated{}, tallies...), append([]textState{}, states...)})
}

// count adds up what texts are in each language of each module.
func count(texts []translate.Text) (tallies []*translated, states []textState) {
	for _, t := range texts {
		module, _, _ := strings.Cut(t.Source.Path, "/")
		i := slices.IndexFunc(tallies, func(one *translated) bool { return one.Module == module && one.Language == t.Translation.Lang })
		if i < 0 {
			i = len(tallies)
			tallies = append(tallies, &translated{Module: module, Language: t.Translation.Lang, Files: map[string]int{}, Words: map[string]int{}})
			for _, name := range stateNames {
				tallies[i].Files[name], tallies[i].Words[name] = 0, 0
			}
		}
		in, state, words := tallies[i], stateNames[t.State], t.Words
		in.Total += words
		in.Files[state]++
		if t.State == compile.Begun {
			words = min(words, t.Left)
		}
		in.Words[state] += words
		left := words
		if t.State == compile.Fresh {
			left = 0
		}
		states = append(states, textState{t.Source.Path, t.Translation.Path, t.Names[0], t.Translation.Lang, state, t.Words, left})
	}
	return tallies, states
}

// done is the percent of words that readers get in the language, of an older source or of today's.
func (t *translated) done() int {
	left := t.Words["missing"] + t.Words["begun"]
	if t.Total == 0 {
		return 100
	}
	return 100 * (t.Total - left) / t.Total
}

func (c *translateStatusCommand) print(p *Process, in string, courses *translate.Courses, tallies []*translated, states []textState) error {
	table := tabwriter.NewWriter(p.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, sayStatusHead.in(in))
	for _, t := range tallies {
		fmt.Fprintf(table, "%s\t%s", t.Module, t.Language)
		for _, state := range stateNames {
			fmt.Fprintf(table, "\t%d", t.Files[state])
			if n := t.Words[state]; n > 0 {
				fmt.Fprintf(table, " (%s)", sayWords.in(in, lang.Number(in, n)))
			}
		}
		fmt.Fprintf(table, "\t%d %%\n", t.done())
	}
	fmt.Fprintln(table)
	var next *textState
	for i, t := range states {
		if t.State == "fresh" {
			continue
		}
		if next == nil && t.State == "missing" {
			next = &states[i]
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", sayStates[t.State].in(in), t.Name, courses.Path(t.Path), sayWords.in(in, lang.Number(in, t.Left)))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	waiting := slices.ContainsFunc(states, func(t textState) bool { return t.State != "fresh" })
	switch {
	case next != nil:
		fmt.Fprintln(p.Stdout, "\n"+sayStatusNext.in(in, next.Name, next.Language))
	case waiting:
		fmt.Fprintln(p.Stdout, "\n"+sayStatusFinish.in(in))
	default:
		fmt.Fprintln(p.Stdout, sayStatusFresh.in(in))
	}
	return nil
}
