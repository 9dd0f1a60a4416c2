package cli

import (
	"fmt"
	"path/filepath"
	"strings"

	"sentier/internal/compile"
	"sentier/internal/skeleton"
)

type newSiteCommand struct {
	Folder  string   `arg:"" name:"dir" help:"Folder of the site; it may be there, if nothing in it is in the way."`
	Title   string   `placeholder:"TEXT" help:"Name of the site, and title of its first module (asked for on a terminal)."`
	Lang    []string `placeholder:"TAG" help:"Languages of the site, the first that of the first module (asked for on a terminal)."`
	Author  []string `placeholder:"NAME" help:"Who writes: a name, or \"Name <address>\" (asked for on a terminal)."`
	Licence string   `placeholder:"SPDX" default:"CC-BY-SA-4.0" help:"Licence of the course, by its SPDX identifier (default: CC-BY-SA-4.0)."`
}

var (
	saySummary = words{"What this course is about, in one sentence.", "De quoi parle ce cours, en une phrase."}
	saySite    = words{
		"%s is ready. Now: cd %s && sentier serve --watch, then open courses/%s in your editor.",
		"%s est prêt. À vous : cd %s && sentier serve --watch, puis ouvrez courses/%s dans votre éditeur."}
)

// Run makes the folder of a site.
func (c *newSiteCommand) Run(p *Process) error { return p.finish(c.run(p)) }

func (c *newSiteCommand) run(p *Process) error {
	ask := p.asker()
	title, err := ask.text(c.Title, "title", askSite, "")
	if err != nil {
		return err
	}
	languages, err := languagesOf(ask, c.Lang)
	if err != nil {
		return err
	}
	author, err := ask.text(strings.Join(c.Author, ", "), "author", askAuthor, "")
	if err != nil {
		return err
	}
	a := skeleton.About{Title: title, Lang: languages[0], Authors: c.Author, Licence: c.Licence, Summary: saySummary.in(skeleton.Words(languages[0]))}
	if len(a.Authors) == 0 {
		a.Authors = []string{author}
	}
	if err := compile.Fits(a.Licence, a.Authors); err != nil {
		return err
	}
	set, err := skeleton.Site(a, languages)
	if err != nil {
		return err
	}
	if err := set.Apply(c.Folder); err != nil {
		return err
	}
	module := ""
	for _, change := range set {
		fmt.Fprintln(p.Stdout, sayMade.in(ask.lang, filepath.ToSlash(filepath.Join(c.Folder, change.Path))))
		if rest, in := strings.CutPrefix(change.Path, skeleton.CoursesFolder+"/"); in {
			module, _, _ = strings.Cut(rest, "/")
		}
	}
	fmt.Fprintln(p.Stdout, saySite.in(ask.lang, c.Folder, c.Folder, module))
	return nil
}

// languagesOf asks for languages where none were given; the one of the system is proposed.
func languagesOf(ask *asker, given []string) ([]string, error) {
	fallback := ""
	if ask.open {
		fallback = ask.lang
	}
	text, err := ask.text(strings.Join(given, ","), "lang", askLang, fallback)
	if err != nil {
		return nil, err
	}
	var all []string
	for _, one := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' }) {
		t, err := tag(one)
		if err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, nil
}
