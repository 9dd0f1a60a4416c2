package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/mattn/go-isatty"

	"sentier/internal/skeleton"
)

// words is one sentence for people who write courses, in both of their languages, with the verbs of fmt.
type words struct{ en, fr string }

// in is the sentence in a language; English where there is no other.
func (w words) in(lang string, args ...any) string {
	if lang == "fr" {
		return fmt.Sprintf(w.fr, args...)
	}
	return fmt.Sprintf(w.en, args...)
}

// asker asks for what the command line left out, where somebody sits at a terminal to answer.
type asker struct {
	in   *bufio.Reader
	out  io.Writer
	open bool   // somebody is there
	lang string // of the questions
}

func (p *Process) asker() *asker {
	file, is := p.Stdin.(*os.File)
	a := &asker{out: p.Stderr, lang: skeleton.Words(locale(p.Env)), open: is && isatty.IsTerminal(file.Fd())}
	if a.open {
		a.in = bufio.NewReader(p.Stdin)
	}
	return a
}

// missing is a detail that nobody gave: its flag says it.
type missing struct{ what, flag string }

func (m missing) Error() string { return m.what }

var (
	sayMissing = words{"%s is missing: write --%s", "il manque %s : écrivez --%s"}
	sayNumber  = words{"write a number from 1 to %d", "écrivez un nombre de 1 à %d"}
)

// text gives what was given, else what somebody answers, else the fallback; with none of them, an error that names the
// flag.
func (a *asker) text(given, flag string, what words, fallback string) (string, error) {
	if given = strings.Join(strings.Fields(given), " "); given != "" {
		return given, nil
	}
	for a.open {
		if fallback != "" {
			fmt.Fprintf(a.out, "%s [%s]: ", what.in(a.lang), fallback)
		} else {
			fmt.Fprintf(a.out, "%s: ", what.in(a.lang))
		}
		line, err := a.in.ReadString('\n')
		line = strings.Join(strings.Fields(line), " ")
		switch {
		case line != "":
			return line, nil
		case fallback != "" && err == nil:
			return fallback, nil
		case err != nil && !errors.Is(err, io.EOF):
			return "", fmt.Errorf("read the answer: %w", err)
		case err != nil:
			a.open = false
		}
	}
	if fallback != "" {
		return fallback, nil
	}
	return "", missing{sayMissing.in(a.lang, what.in(a.lang), flag), flag}
}

// choose gives the rank of what somebody chooses among several; the only one without asking.
func (a *asker) choose(flag string, what words, among []string) (int, error) {
	if len(among) == 1 {
		return 0, nil
	}
	if a.open {
		for i, one := range among {
			fmt.Fprintf(a.out, "%3d. %s\n", i+1, one)
		}
	}
	for a.open {
		fmt.Fprintf(a.out, "%s: ", what.in(a.lang))
		line, err := a.in.ReadString('\n')
		line = strings.TrimSpace(line)
		if n, wrong := strconv.Atoi(line); wrong == nil && n >= 1 && n <= len(among) {
			return n - 1, nil
		}
		for i, one := range among {
			if line == one {
				return i, nil
			}
		}
		if err != nil {
			a.open = false
			break
		}
		fmt.Fprintln(a.out, sayNumber.in(a.lang, len(among)))
	}
	return 0, missing{sayMissing.in(a.lang, what.in(a.lang), flag+" "+strings.Join(among, " | --"+flag+" ")), flag}
}
