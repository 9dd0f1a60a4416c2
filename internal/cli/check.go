package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sentier/courses"
	"sentier/internal/compile"
	"sentier/internal/diag"
	"sentier/internal/exchange/findings"
	"sentier/internal/lint"
	"sentier/internal/publish"
)

type checkCommand struct {
	settings
	Folder  string   `arg:"" optional:"" name:"dir" help:"Folder of courses, one folder a module (default: the configured one)."`
	Format  string   `enum:"text,json,sarif,github,gitlab" default:"text" help:"How findings are printed: text, json, sarif, github (and Forgejo) or gitlab (default: text)."`
	Only    []string `placeholder:"CODE" help:"Look for these codes alone."`
	Lang    string   `placeholder:"TAG" help:"Language of the findings, fr or en (default: the system's)."`
	Fix     bool     `help:"Mend in place what needs no thought: ids, spaces, marks, addresses. No word that a reader reads changes."`
	Links   bool     `help:"Ask whether addresses outside the courses still lead somewhere. Answers are kept for a week."`
	Explain string   `placeholder:"CODE" help:"Print what the guide says of a code: an example, the reason and the cure."`
	Prose   bool     `negatable:"" default:"true" help:"Advise on how the courses read: long sentences, links that say nothing, answers that show… (default: on)."`
}

// Run prints what is wrong in a folder of courses.
func (c *checkCommand) Run(p *Process) error {
	for _, code := range append(slices.Clone(c.Only), c.Explain) {
		if _, known := diag.Codes[code]; !known && code != "" {
			fmt.Fprintf(p.Stderr, "sentier: there is no code %q: write %s\n", code, likely(code))
			return told(exitUsage)
		}
	}
	if c.Explain != "" {
		section, err := lint.Section(courses.Files(), c.Explain, c.language(p))
		if err == nil {
			fmt.Fprintf(p.Stdout, "%s\n\n%s\n", c.Explain, section)
		}
		return err
	}
	settings, err := c.load(p)
	if err != nil {
		return err
	}
	if c.Folder != "" {
		settings.Courses = c.Folder
	}
	look, err := publish.LoadTheme(settings)
	if err != nil {
		return p.unreadable(err)
	}
	var links lint.Links
	advice := lint.New(lint.Config{Avoid: settings.Check.Avoid})
	review := func(m compile.Reviewed) diag.List {
		if c.Links {
			links.Collect(m)
		}
		if c.Prose {
			return advice.Review(m)
		}
		return nil
	}
	var fixed diag.List
	if c.Fix {
		if fixed, err = c.mend(p, settings, look); err != nil {
			return err
		}
	}
	compiled, found, err := publish.Check(context.Background(), settings, look, review)
	var refused *publish.Refused
	if err != nil && !errors.As(err, &refused) {
		return p.unreadable(err)
	}
	if c.Links {
		dead, err := c.ask(p, settings, &links)
		if err != nil {
			return p.unreadable(err)
		}
		found = append(found, dead...)
		found.Sort()
	}
	if len(c.Only) > 0 {
		found = slices.DeleteFunc(found, func(f diag.Finding) bool { return !slices.Contains(c.Only, f.Code) })
	}
	if err := c.print(p, settings.Courses, found, fixed); err != nil {
		return err
	}
	if found.Errors() > 0 {
		fmt.Fprintln(p.Stderr, "sentier: "+counted(found)+": each line says how to mend it, and sentier check --explain "+found.First().Code+" says more")
		return told(exitFailed)
	}
	if refused != nil {
		fmt.Fprintln(p.Stderr, counted(found)+" of these codes; the courses have others, and are not published")
		return nil
	}
	lessons := 0
	for _, m := range compiled.Modules {
		lessons += len(m.Lessons())
	}
	fmt.Fprintf(p.Stderr, "%s and %s: %s\n", plural(len(compiled.Modules), "module"), plural(lessons, "lesson"), counted(found))
	return nil
}

// likely is the code that somebody meant, or all of them.
func likely(code string) string {
	all := slices.Sorted(maps.Keys(diag.Codes))
	if near := diag.Nearest(code, all); near != "" {
		return near
	}
	return "one of " + strings.Join(all, ", ")
}

// print writes the findings in the format that was asked for; for a person at a terminal, with the lines they are about.
func (c *checkCommand) print(p *Process, folder string, found, fixed diag.List) error {
	report := findings.Report{Found: found, Fixed: fixed, Lang: c.language(p), Folder: filepath.ToSlash(folder), Version: version}
	switch c.Format {
	case "json":
		return report.JSON(p.Stdout)
	case "sarif":
		return report.SARIF(p.Stdout)
	case "github":
		return report.GitHub(p.Stdout)
	case "gitlab":
		return report.GitLab(p.Stdout)
	}
	if folder != "" && terminal(p.Stdout) {
		return report.Terminal(p.Stdout, os.DirFS(folder), p.colours())
	}
	return report.Lines(p.Stdout)
}

// language is that of the findings.
func (c *checkCommand) language(p *Process) string {
	if c.Lang != "" {
		return c.Lang
	}
	return locale(p.Env)
}

// terminal tells whether somebody looks at what is written.
func terminal(w io.Writer) bool {
	file, is := w.(*os.File)
	if !is {
		return false
	}
	about, err := file.Stat()
	return err == nil && about.Mode()&os.ModeCharDevice != 0
}

// locale is the language of the system, as the first of these variables says that has a value.
func locale(env []string) string {
	for _, name := range []string{"LC_ALL=", "LC_MESSAGES=", "LANG="} {
		for _, v := range env {
			if value, is := strings.CutPrefix(v, name); is && value != "" {
				return strings.ToLower(value[:min(2, len(value))])
			}
		}
	}
	return "en"
}

// unreadable tells that nothing could be checked, which is not the same as an error in a course.
func (p *Process) unreadable(err error) error {
	fmt.Fprintln(p.Stderr, "sentier:", err)
	return told(exitUsage)
}

// counted says how many findings there are.
func counted(found diag.List) string {
	errs := found.Errors()
	if warnings := len(found) - errs; warnings > 0 {
		return plural(errs, "error") + ", " + plural(warnings, "warning")
	}
	return plural(errs, "error")
}

// plural counts things in English.
func plural(n int, thing string) string {
	switch n {
	case 0:
		return "no " + thing + "s"
	case 1:
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
