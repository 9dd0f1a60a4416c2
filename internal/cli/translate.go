package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"sentier/internal/config"
	"sentier/internal/skeleton"
	"sentier/internal/translate"
)

// translateCommand groups the work of translators; each command is a file translate_….go.
type translateCommand struct {
	Status translateStatusCommand `cmd:"" help:"Say how far the courses are translated, by language, files and words."`
	Diff   translateDiffCommand   `cmd:"" help:"Show what changed in a source since it was translated."`
	Start  translateStartCommand  `cmd:"" help:"Begin a translation with everything in its place."`
	Done   translateDoneCommand   `cmd:"" help:"Write into a translation that it is up to date with its source."`
}

// settings are the flags of the group's commands: see newCommands.
func (c *translateCommand) settings() []*settings {
	return []*settings{&c.Status.settings, &c.Diff.settings, &c.Start.settings, &c.Done.settings}
}

// translating is what the commands share.
type translating struct {
	settings
	Lang string `placeholder:"TAG" help:"Language of what is said, fr or en (default: the system's)."`
}

// onTexts is what the commands on some texts share.
type onTexts struct {
	translating
	Texts []string `arg:"" name:"text" help:"Lessons, quizzes and other texts, by id or file; a folder for all in it; and languages, such as en."`
}

// What the commands say where they cannot go on.
var (
	sayNoCourses = words{"no courses here: go into their folder, or name it with --courses",
		"pas de cours ici : allez dans leur dossier, ou nommez-le par --courses"}
	sayUnread  = words{"%s cannot be read (%v): mend it, or name another with --courses", "%s est illisible (%v) : réparez-le, ou nommez-en un autre par --courses"}
	sayNoText  = words{"no text is called %q: write its id, its file, or a language of the module", "aucun texte ne s'appelle %q : écrivez son id, son fichier, ou une langue du module"}
	sayNearest = words{"no text is called %q: did you mean %s?", "aucun texte ne s'appelle %q : vouliez-vous dire %s ?"}
	saySeveral = words{"%q is the name of several texts: write one of %s", "%q est le nom de plusieurs textes : écrivez l'un de %s"}
	sayNoneOf  = words{"nothing of this is translated into another language: add one to languages in %s",
		"rien de cela ne se traduit dans une autre langue : ajoutez-en une à languages dans %s"}
	sayBadMatter = words{"%s: its front matter cannot be read: \"sentier check\" says what is wrong with it",
		"%s : son en-tête est illisible : « sentier check » dit ce qui ne va pas"}
	sayBroken = words{"the courses have %d errors, so this may be off: \"sentier check\" lists them",
		"les cours ont %d erreurs, ceci peut donc être inexact : « sentier check » en donne la liste"}
)

func (c *translating) language(p *Process) string {
	if c.Lang != "" {
		return skeleton.Words(c.Lang)
	}
	return skeleton.Words(locale(p.Env))
}

// open reads the courses that the configuration names, or those that the files are in.
func (c *translating) open(ctx context.Context, p *Process, files []string) (*translate.Courses, config.Config, error) {
	settings, err := c.load(p)
	if err != nil {
		return nil, settings, err
	}
	lang := c.language(p)
	if c.given()["courses"] == "" {
		settings.Courses = cmp.Or(translate.Root(files...), settings.Courses, translate.Root(".", skeleton.CoursesFolder))
	}
	if settings.Courses == "" {
		return nil, settings, p.refuse(sayNoCourses.in(lang))
	}
	courses, err := translate.Open(ctx, settings.Courses)
	if err != nil {
		return nil, settings, p.refuse(sayUnread.in(lang, settings.Courses, err))
	}
	return courses, settings, nil
}

// refuse tells what is wrong with a command line.
func (p *Process) refuse(text string) error {
	fmt.Fprintln(p.Stderr, "sentier: "+text)
	return told(exitUsage)
}

// pick opens the courses and finds the texts that were named.
func (n *onTexts) pick(ctx context.Context, p *Process) (*translate.Courses, config.Config, []translate.Text, error) {
	courses, settings, err := n.open(ctx, p, n.Texts)
	if err != nil {
		return nil, settings, nil, err
	}
	texts, err := courses.Pick(n.Texts)
	lang := n.language(p)
	if err != nil {
		return nil, settings, nil, p.unknown(lang, err)
	}
	if len(texts) == 0 {
		where := "module.LANG.md"
		if len(courses.Sources) > 0 {
			where = courses.Path(courses.Sources[0].Module)
		}
		return nil, settings, nil, p.refuse(sayNoneOf.in(lang, where))
	}
	return courses, settings, texts, nil
}

// unknown tells which names mean nothing.
func (p *Process) unknown(lang string, err error) error {
	all := []error{err}
	if joined, several := err.(interface{ Unwrap() []error }); several {
		all = joined.Unwrap()
	}
	for _, one := range all {
		var unknown *translate.Unknown
		switch is := errors.As(one, &unknown); {
		case !is:
			return one
		case len(unknown.Several) > 0:
			_ = p.refuse(saySeveral.in(lang, unknown.Name, strings.Join(unknown.Several, ", ")))
		case unknown.Nearest != "":
			_ = p.refuse(sayNearest.in(lang, unknown.Name, unknown.Nearest))
		default:
			_ = p.refuse(sayNoText.in(lang, unknown.Name))
		}
	}
	return told(exitUsage)
}

// mistaken tells of texts that cannot be worked on as they are.
func (p *Process) mistaken(lang string, err error) error {
	all := []error{err}
	if joined, several := err.(interface{ Unwrap() []error }); several {
		all = joined.Unwrap()
	}
	if slices.ContainsFunc(all, func(one error) bool { return !errors.As(one, new(*translate.Unreadable)) }) {
		return err
	}
	for _, one := range all {
		var unreadable *translate.Unreadable
		errors.As(one, &unreadable)
		fmt.Fprintln(p.Stderr, "sentier: "+sayBadMatter.in(lang, unreadable.Path))
	}
	return told(exitFailed)
}
