package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"golang.org/x/text/language"

	"sentier/internal/changeset"
	"sentier/internal/config"
	"sentier/internal/skeleton"
)

type newCommand struct {
	Site     newSiteCommand     `cmd:"" help:"Start a site: its settings, a first module, and what those who take part need."`
	Module   newModuleCommand   `cmd:"" help:"Start a module, with a first sequence, lesson, quiz and glossary."`
	Sequence newSequenceCommand `cmd:"" help:"Start a sequence in a module, with a first lesson."`
	Lesson   newLessonCommand   `cmd:"" help:"Start a lesson in a sequence."`
	Quiz     newQuizCommand     `cmd:"" help:"Start the quiz of a sequence."`
	Term     newTermCommand     `cmd:"" help:"Add a word, or a person, to the glossary of a module."`
}

// settings are those of the commands that look for the courses of a site.
func (c *newCommand) settings() []*settings {
	return []*settings{&c.Module.settings, &c.Sequence.settings, &c.Lesson.settings, &c.Quiz.settings, &c.Term.settings}
}

// What is asked for.
var (
	askTitle    = words{"the title", "le titre"}
	askSite     = words{"the name of the site", "le nom du site"}
	askSummary  = words{"a summary, in one sentence", "un résumé, en une phrase"}
	askLang     = words{"the language (fr, en…)", "la langue (fr, en…)"}
	askAuthor   = words{"the author", "l'auteur ou l'autrice"}
	askModule   = words{"the module", "le module"}
	askSequence = words{"the sequence", "la séquence"}
	askTerm     = words{"the word or name", "le mot ou le nom"}

	sayMade  = words{"%s: made", "%s : fait"}
	sayAdded = words{"%s: an entry more, glossary:%s", "%s : une entrée de plus, glossary:%s"}
)

// newThing is what all new things of a course have.
type newThing struct {
	settings
	Title string `placeholder:"TEXT" help:"Title (asked for on a terminal)."`
	Slug  string `placeholder:"SLUG" help:"Part of the address (default: made from the title)."`
}

// place is a courses folder that something new goes into.
type place struct {
	*skeleton.Courses
	folder string
	ask    *asker
	p      *Process
}

// open finds the courses folder: the configured one, else the folder courses.
func (n *newThing) open(p *Process) (*place, error) {
	settings, err := n.load(p)
	if err != nil {
		return nil, err
	}
	return p.place(settings)
}

// place opens the courses folder of a configuration; without one, the folder courses where there is one.
func (p *Process) place(settings config.Config) (*place, error) {
	folder := settings.Courses
	if folder == "" {
		folder = skeleton.CoursesFolder
	}
	if info, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return nil, fmt.Errorf("there is no folder %s: start one with \"sentier new site\", or name yours with --courses", folder)
	}
	courses, err := skeleton.Look(os.DirFS(folder))
	if err != nil {
		return nil, err
	}
	return &place{Courses: courses, folder: folder, ask: p.asker(), p: p}, nil
}

// under is a name as it stands under the courses folder, whether that folder was written before it or not.
func (l *place) under(name string) string {
	name = path.Clean(filepath.ToSlash(name))
	for _, folder := range []string{l.folder, filepath.Base(l.folder)} {
		if rest, is := strings.CutPrefix(name, path.Clean(filepath.ToSlash(folder))+"/"); is {
			return rest
		}
	}
	return strings.TrimPrefix(name, "./")
}

// module finds the one that was named, or asks.
func (l *place) module(in string) (*skeleton.Module, error) {
	if len(l.Modules) == 0 {
		return nil, fmt.Errorf("there is no module in %s: start one with \"sentier new module\"", l.folder)
	}
	m := l.Module(l.under(in))
	if in != "" && m == nil {
		return nil, fmt.Errorf("there is no module %q in %s: name one with --in, such as --in %s", in, l.folder, l.Modules[0].Folder)
	}
	if m == nil {
		var names []string
		for _, m := range l.Modules {
			names = append(names, m.Folder)
		}
		rank, err := l.ask.choose("in", askModule, names)
		if err != nil {
			return nil, err
		}
		m = l.Modules[rank]
	}
	if len(m.Languages) == 0 {
		return nil, fmt.Errorf("the languages of %s cannot be read: \"sentier check\" says what is wrong with its module.LANG.md", m.Folder)
	}
	return m, nil
}

// sequence finds the one that was named, or asks.
func (l *place) sequence(in string) (*skeleton.Sequence, error) {
	among := l.All()
	if in != "" {
		if s := l.Sequence(l.under(in)); s != nil {
			among = []*skeleton.Sequence{s}
		} else if m := l.Module(l.under(in)); m != nil && !strings.Contains(l.under(in), "/") {
			among = m.Sequences
		} else {
			among = nil
		}
	}
	if len(among) == 0 {
		return nil, fmt.Errorf("there is no such sequence in %s: name one with --in MODULE/SEQUENCE, or start one with \"sentier new sequence\"", l.folder)
	}
	var names []string
	for _, s := range among {
		names = append(names, s.Folder)
	}
	rank, err := l.ask.choose("in", askSequence, names)
	if err != nil {
		return nil, err
	}
	if _, err := l.module(among[rank].Module.Folder); err != nil {
		return nil, err
	}
	return among[rank], nil
}

// about asks for the title, and holds the slug to its form.
func (l *place) about(n *newThing, what words) (skeleton.About, error) {
	if n.Slug != "" && !skeleton.IsSlug(n.Slug) {
		return skeleton.About{}, fmt.Errorf("%q cannot be part of an address: write --slug in lower-case letters, digits and single hyphens, "+
			"and none of the site's own words", n.Slug)
	}
	title, err := l.ask.text(n.Title, "title", what, "")
	return skeleton.About{Title: title, Slug: n.Slug}, err
}

// make applies the changes, and says what was made.
func (l *place) make(set changeset.Set, err error) error {
	if err != nil {
		return err
	}
	if err := set.Apply(l.folder); err != nil {
		return err
	}
	for _, c := range set {
		fmt.Fprintln(l.p.Stdout, sayMade.in(l.ask.lang, path.Join(filepath.ToSlash(l.folder), c.Path)))
	}
	return nil
}

// next says what one does now.
func (l *place) next(say words, args ...any) { fmt.Fprintln(l.p.Stdout, say.in(l.ask.lang, args...)) }

// finish turns a detail that is missing into the exit status of a command line that cannot be understood.
func (p *Process) finish(err error) error {
	var lacks missing
	if errors.As(err, &lacks) {
		fmt.Fprintln(p.Stderr, "sentier: "+lacks.what)
		return told(exitUsage)
	}
	return err
}

// tag is a language tag in its canonical spelling.
func tag(text string) (string, error) {
	tag, err := language.Parse(text)
	if err != nil || tag == language.Und {
		return "", fmt.Errorf("%q is no language tag: write one such as fr, en or pt-BR", text)
	}
	return tag.String(), nil
}
