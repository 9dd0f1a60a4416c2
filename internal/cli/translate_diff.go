package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"sentier/internal/compile"
	"sentier/internal/diff"
	"sentier/internal/lang"
	"sentier/internal/translate"
)

type translateDiffCommand struct{ onTexts }

var (
	sayFresh   = words{"%s is up to date with %s.", "%s est à jour avec %s."}
	sayBegun   = words{"%s is begun, with %d places yet to translate; %s has not changed since.", "%s est entamé, avec %d endroits restant à traduire ; %s n'a pas changé depuis."}
	sayChanged = words{"%s: changed since %s translated it (commit %s of %s). [-gone-] {+come+}",
		"%s : a changé depuis que %s l'a traduit (commit %s du %s). [-retiré-] {+ajouté+}"}
	sayWhole     = words{"%s: %s. The source whole:", "%s : %s. Voici la source entière :"}
	sayUndated   = words{"the translation does not say which version of %s it was made from", "la traduction ne dit pas de quelle version de %s elle vient"}
	sayNoGit     = words{"git is not installed, so the version of %s that was translated cannot be found", "git n'est pas installé, la version traduite de %s ne peut donc pas être retrouvée"}
	sayNoHistory = words{"%s has no history in git, so the version that was translated cannot be found", "%s n'a pas d'historique dans git, la version traduite ne peut donc pas être retrouvée"}
	sayNotFound  = words{"no version of %s in git is the one that was translated", "aucune version de %s dans git n'est celle qui a été traduite"}
	sayAfter     = words{"When the translation says the same again: sentier translate done %s", "Quand la traduction dit de nouveau la même chose : sentier translate done %s"}
)

// Run shows what changed since.
func (c *translateDiffCommand) Run(p *Process) error {
	ctx := context.Background()
	courses, _, texts, err := c.pick(ctx, p)
	if err != nil {
		return err
	}
	in := c.language(p)
	there := slices.DeleteFunc(slices.Clone(texts), func(t translate.Text) bool { return t.State == compile.Missing })
	if len(there) == 0 {
		for _, t := range texts {
			fmt.Fprintln(p.Stderr, "sentier: "+sayNoFile.in(in, courses.Path(t.Translation.Path)))
		}
		return told(exitFailed)
	}
	for i, t := range there {
		if i > 0 {
			fmt.Fprintln(p.Stdout)
		}
		if err := c.show(ctx, p, in, courses, t); err != nil {
			return err
		}
	}
	return nil
}

// whyWhole are the reasons for which the source is shown whole.
var whyWhole = map[error]words{translate.ErrUndated: sayUndated, translate.ErrNoGit: sayNoGit, translate.ErrNoHistory: sayNoHistory,
	translate.ErrNotFound: sayNotFound}

func (c *translateDiffCommand) show(ctx context.Context, p *Process, in string, courses *translate.Courses, t translate.Text) error {
	source, target := courses.Path(t.Source.Path), courses.Path(t.Translation.Path)
	if t.From == t.Digest && len(t.Marks) > 0 {
		fmt.Fprintln(p.Stdout, sayBegun.in(in, target, len(t.Marks), source))
		return nil
	}
	if t.From == t.Digest {
		fmt.Fprintln(p.Stdout, sayFresh.in(in, target, source))
		return nil
	}
	changes, err := courses.Changes(ctx, t)
	if err != nil {
		for reason, say := range whyWhole {
			if errors.Is(err, reason) {
				fmt.Fprintln(p.Stdout, sayWhole.in(in, target, say.in(in, source))+"\n")
				return writeLines(p.Stdout, diff.Lines(changes.Pieces), false, p.colours())
			}
		}
		return fmt.Errorf("read the past of %s: %w", source, err)
	}
	fmt.Fprintln(p.Stdout, sayChanged.in(in, source, target, changes.Commit[:min(10, len(changes.Commit))], lang.Date(in, changes.When))+"\n")
	if err := writeLines(p.Stdout, diff.Lines(changes.Pieces), true, p.colours()); err != nil {
		return err
	}
	fmt.Fprintln(p.Stdout, "\n"+sayAfter.in(in, target))
	return nil
}

// colours tells whether what is written may have them.
func (p *Process) colours() bool {
	return terminal(p.Stdout) && !slices.ContainsFunc(p.Env, func(v string) bool {
		return strings.HasPrefix(v, "NO_COLOR=") && v != "NO_COLOR=" || v == "TERM=dumb"
	})
}

// around is how many lines that stayed are shown around those that changed.
const around = 2

// writeLines writes lines with what went and came in the marks that git gives words, in colours too where there are any.
func writeLines(w io.Writer, lines []diff.Line, short, colours bool) error {
	marks := map[diff.Kind][2]string{diff.Removed: {"[-", "-]"}, diff.Added: {"{+", "+}"}}
	if colours {
		marks = map[diff.Kind][2]string{diff.Removed: {"\x1b[31m[-", "-]\x1b[0m"}, diff.Added: {"\x1b[32m{+", "+}\x1b[0m"}}
	}
	near := diff.Near(lines, around)
	var b strings.Builder
	skipped := false
	for i, line := range lines {
		if short && !near[i] {
			skipped = true
			continue
		}
		if skipped {
			b.WriteString("…\n")
			skipped = false
		}
		for _, piece := range line {
			b.WriteString(marks[piece.Kind][0] + printable(piece.Text) + marks[piece.Kind][1])
		}
		b.WriteString("\n")
	}
	if skipped {
		b.WriteString("…\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// printable takes out what a terminal would obey: a past version may hold what the format refuses today.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r >= 0x7f && r < 0xa0 {
			return '\ufffd'
		}
		return r
	}, text)
}
