package cli

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"sentier/internal/compile"
	"sentier/internal/skeleton"
)

type newModuleCommand struct {
	newThing
	Lang    string   `placeholder:"TAG" help:"Language that the module is written in (asked for on a terminal)."`
	Summary string   `placeholder:"TEXT" help:"What it is about, in one sentence (default: a sentence to replace)."`
	Author  []string `placeholder:"NAME" help:"Who writes: a name, or \"Name <address>\" (asked for on a terminal)."`
	Licence string   `placeholder:"SPDX" default:"CC-BY-SA-4.0" help:"Licence, by its SPDX identifier (default: CC-BY-SA-4.0)."`
}

type newSequenceCommand struct {
	newThing
	In string `placeholder:"MODULE" help:"Module that it is in (asked for where there are several)."`
}

type newLessonCommand struct {
	newThing
	In string `placeholder:"MODULE/SEQUENCE" help:"Sequence that it is in (asked for where there are several)."`
}

type newQuizCommand struct {
	settings
	In    string `placeholder:"MODULE/SEQUENCE" help:"Sequence that it ends (asked for where there are several)."`
	Title string `placeholder:"TEXT" help:"Title (default: a plain one)."`
}

type newTermCommand struct {
	settings
	Title      string   `placeholder:"TEXT" help:"The word, or the name (asked for on a terminal)."`
	In         string   `placeholder:"MODULE" help:"Module that explains it (asked for where there are several)."`
	ID         string   `placeholder:"ID" help:"Id (default: made from the title)."`
	Also       []string `placeholder:"TEXT" help:"Other forms that link to it."`
	Person     bool     `help:"It is a person, not a word."`
	Definition string   `placeholder:"TEXT" help:"Its definition (default: a sentence to replace)."`
}

var (
	sayWrite = words{
		"Open it in your editor, with \"sentier serve --watch\" beside it; \"sentier check\" tells what is wrong.",
		"Ouvrez-le dans votre éditeur, avec « sentier serve --watch » à côté ; « sentier check » dit ce qui ne va pas."}
	sayTerm = words{
		"Lessons link to it by themselves where its name stands, and [words](glossary:%s) links from other words.",
		"Les leçons y mènent d'elles-mêmes là où son nom figure, et [d'autres mots](glossary:%s) y mènent aussi."}
	sayQuizTitle = words{"The quiz of the sequence", "Le quiz de la séquence"}
)

// Run makes a module.
func (c *newModuleCommand) Run(p *Process) error { return p.finish(c.run(p)) }

func (c *newModuleCommand) run(p *Process) error {
	l, err := c.open(p)
	if err != nil {
		return err
	}
	a, err := l.about(&c.newThing, askTitle)
	if err != nil {
		return err
	}
	var given []string
	if c.Lang != "" {
		given = []string{c.Lang}
	}
	languages, err := languagesOf(l.ask, given)
	if err != nil {
		return err
	}
	a.Lang, a.Licence, a.Authors = languages[0], c.Licence, c.Author
	if len(c.Author) == 0 {
		author, err := l.ask.text("", "author", askAuthor, "")
		if err != nil {
			return err
		}
		a.Authors = []string{author}
	}
	fallback := saySummary.in(skeleton.Words(a.Lang))
	if a.Summary = strings.TrimSpace(c.Summary); a.Summary == "" {
		if a.Summary, err = l.ask.text("", "summary", askSummary, fallback); err != nil {
			return err
		}
	}
	if err := compile.Fits(a.Licence, a.Authors); err != nil {
		return err
	}
	if err := l.make(l.NewModule(a)); err != nil {
		return err
	}
	l.next(sayWrite)
	return nil
}

// Run makes a sequence.
func (c *newSequenceCommand) Run(p *Process) error { return p.finish(c.run(p)) }

func (c *newSequenceCommand) run(p *Process) error {
	l, err := c.open(p)
	if err != nil {
		return err
	}
	m, err := l.module(c.In)
	if err != nil {
		return err
	}
	a, err := l.about(&c.newThing, askTitle)
	if err != nil {
		return err
	}
	if err := l.make(m.NewSequence(a)); err != nil {
		return err
	}
	l.next(sayWrite)
	return nil
}

// Run makes a lesson.
func (c *newLessonCommand) Run(p *Process) error { return p.finish(c.run(p)) }

func (c *newLessonCommand) run(p *Process) error {
	l, err := c.open(p)
	if err != nil {
		return err
	}
	s, err := l.sequence(c.In)
	if err != nil {
		return err
	}
	a, err := l.about(&c.newThing, askTitle)
	if err != nil {
		return err
	}
	if err := l.make(s.NewLesson(a)); err != nil {
		return err
	}
	l.next(sayWrite)
	return nil
}

// Run makes a quiz.
func (c *newQuizCommand) Run(p *Process) error { return p.finish(c.run(p)) }

func (c *newQuizCommand) run(p *Process) error {
	l, err := (&newThing{settings: c.settings}).open(p)
	if err != nil {
		return err
	}
	s, err := l.sequence(c.In)
	if err != nil {
		return err
	}
	title, err := l.ask.text(c.Title, "title", askTitle, sayQuizTitle.in(skeleton.Words(s.Module.Languages[0])))
	if err != nil {
		return err
	}
	if err := l.make(s.NewQuiz(skeleton.About{Title: title})); err != nil {
		return err
	}
	l.next(sayWrite)
	return nil
}

// Run adds an entry to a glossary.
func (c *newTermCommand) Run(p *Process) error { return p.finish(c.run(p)) }

func (c *newTermCommand) run(p *Process) error {
	if c.ID != "" && !compile.IsID(c.ID) {
		return fmt.Errorf("%q cannot be an id: write --id in lower-case letters, digits and single hyphens", c.ID)
	}
	l, err := (&newThing{settings: c.settings}).open(p)
	if err != nil {
		return err
	}
	m, err := l.module(c.In)
	if err != nil {
		return err
	}
	title, err := l.ask.text(c.Title, "title", askTerm, "")
	if err != nil {
		return err
	}
	set, id, err := m.NewEntry(skeleton.Entry{Title: title, ID: c.ID, Also: c.Also, Person: c.Person, Definition: strings.TrimSpace(c.Definition)})
	if err != nil {
		return err
	}
	if err := set.Apply(l.folder); err != nil {
		return err
	}
	l.next(sayAdded, path.Join(filepath.ToSlash(l.folder), set[0].Path), id)
	l.next(sayTerm, id)
	return nil
}
