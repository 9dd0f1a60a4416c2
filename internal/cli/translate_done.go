package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"sentier/internal/compile"
	"sentier/internal/diag"
	"sentier/internal/exchange/findings"
	"sentier/internal/publish"
	"sentier/internal/translate"
)

type translateDoneCommand struct {
	onTexts
	Partial bool `help:"Take a translation that leaves parts out, or parts its text otherwise: readers get what is missing from the source."`
}

var (
	sayNoFile   = words{"%s is not there: begin it with \"sentier translate start\"", "%s n'existe pas : commencez-le par « sentier translate start »"}
	sayReshaped = words{"%s has not the headings of %s, level by level: make them the same, or write --partial", "%s n'a pas les titres de %s, niveau par niveau : rendez-les semblables, ou écrivez --partial"}
	sayLacking  = words{"%s leaves parts out: translate them, or write --partial", "%s omet des parties : traduisez-les, ou écrivez --partial"}
	sayMarked   = words{"%s is marked as yet to translate in %d places: translate them, and take the marks out", "%s porte %d marques de ce qui reste à traduire : traduisez, et retirez les marques"}
	sayDiffers  = words{"nothing was written: mend what is listed, and try again", "rien n'a été écrit : corrigez ce qui est listé, puis recommencez"}
	sayDone     = words{"%s: up to date (%s)", "%s : à jour (%s)"}
	sayAlready  = words{"%s: was up to date already (%s)", "%s : était déjà à jour (%s)"}
)

// Run marks translations as up to date: all that were named, or none.
func (c *translateDoneCommand) Run(p *Process) error {
	ctx := context.Background()
	courses, settings, texts, err := c.pick(ctx, p)
	if err != nil {
		return err
	}
	lang := c.language(p)
	if texts, err = c.ready(p, lang, courses, texts); err != nil {
		return err
	}
	look, err := publish.LoadTheme(settings)
	if err != nil {
		return err
	}
	set, found, err := courses.Done(ctx, texts, compile.Config{Messages: look.Messages(), VideoHosts: settings.Video.Hosts})
	if err != nil {
		return p.mistaken(lang, err)
	}
	report := findings.Report{Found: found, Lang: lang, Folder: filepath.ToSlash(courses.Folder)}
	if err := report.Lines(p.Stderr); err != nil {
		return err
	}
	lacking := false
	for _, t := range texts {
		if !c.Partial && slices.ContainsFunc(found, func(f diag.Finding) bool { return f.Message == diag.TranslationPart && f.Path == t.Translation.Path }) {
			fmt.Fprintln(p.Stderr, "sentier: "+sayLacking.in(lang, courses.Path(t.Translation.Path)))
			lacking = true
		}
	}
	if found.Errors() > 0 {
		fmt.Fprintln(p.Stderr, "sentier: "+sayDiffers.in(lang))
	}
	if lacking || found.Errors() > 0 {
		return told(exitFailed)
	}
	if err := set.Apply(courses.Folder); err != nil {
		return err
	}
	for _, t := range texts {
		say := sayDone
		if t.From == t.Digest {
			say = sayAlready
		}
		fmt.Fprintln(p.Stdout, say.in(lang, courses.Path(t.Translation.Path), t.Digest))
	}
	return nil
}

// ready gives the translations that can be closed. One that was named and is not there, or has marks left, is refused;
// of a text that was named without a language, those that are not begun do not matter.
func (c *translateDoneCommand) ready(p *Process, lang string, courses *translate.Courses, texts []translate.Text) ([]translate.Text, error) {
	var kept []translate.Text
	refused := false
	refuse := func(text string) {
		fmt.Fprintln(p.Stderr, "sentier: "+text)
		refused = true
	}
	for _, t := range texts {
		at := courses.Path(t.Translation.Path)
		switch {
		case t.State == compile.Missing:
			continue
		case len(t.Marks) > 0:
			refuse(sayMarked.in(lang, at, len(t.Marks)))
		case t.Reshaped && !c.Partial:
			refuse(sayReshaped.in(lang, at, courses.Path(t.Source.Path)))
		}
		kept = append(kept, t)
	}
	if len(kept) == 0 {
		for _, t := range texts {
			refuse(sayNoFile.in(lang, courses.Path(t.Translation.Path)))
		}
	}
	if refused {
		return nil, told(exitFailed)
	}
	return kept, nil
}
