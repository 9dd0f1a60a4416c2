package cli

import (
	"context"
	"errors"
	"fmt"

	"sentier/internal/changeset"
	"sentier/internal/compile"
)

type translateStartCommand struct{ onTexts }

var (
	sayTaken   = words{"%s is there already, and nothing is written over it: go on in it, or look at \"sentier translate diff\"", "%s existe déjà, et rien n'est écrit par-dessus : poursuivez-y, ou voyez « sentier translate diff »"}
	sayStarted = words{"%s: made, %s to translate", "%s : créé, %s à traduire"}
	sayMarks   = words{"Translate what stands under each %s and take that line out; readers get the source until then. Then: sentier translate done",
		"Traduisez ce qui suit chaque %s et retirez cette ligne ; d'ici là les lecteurs ont la source. Ensuite : sentier translate done"}
)

// Run begins translations: all that were named, or none.
func (c *translateStartCommand) Run(p *Process) error {
	courses, _, texts, err := c.pick(context.Background(), p)
	if err != nil {
		return err
	}
	lang := c.language(p)
	set, err := courses.Start(texts)
	if err != nil {
		return p.mistaken(lang, err)
	}
	err = set.Apply(courses.Folder)
	var taken changeset.Taken
	if errors.As(err, &taken) {
		for _, name := range taken {
			fmt.Fprintln(p.Stderr, "sentier: "+sayTaken.in(lang, courses.Path(name)))
		}
		return told(exitFailed)
	}
	if err != nil {
		return err
	}
	for _, t := range texts {
		fmt.Fprintln(p.Stdout, sayStarted.in(lang, courses.Path(t.Translation.Path), sayWords.in(lang, fmt.Sprint(t.Words))))
	}
	fmt.Fprintln(p.Stdout, sayMarks.in(lang, compile.TextMark))
	return nil
}
