package markdown

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark/text"

	"sentier/internal/diag"
)

var update = flag.Bool("update", false, "rewrite golden files")

type example struct {
	number         int
	section        string
	markdown, html string
}

var exampleStart = regexp.MustCompile("^`{32} example(.*)$")

// examples reads the examples of a specification, as its own test tools do: → stands for a tab.
func examples(t testing.TB, file string) []example {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	var all []example
	section, state := "", 0
	var in, out []string
	number := 0
	for _, line := range strings.Split(string(data), "\n") {
		switch {
		case state == 0 && exampleStart.MatchString(line):
			state, in, out = 1, nil, nil
			number++
			if strings.Contains(line, "disabled") {
				state = 3
			}
		case state > 0 && line == strings.Repeat("`", 32):
			if state == 2 {
				all = append(all, example{number, section, tabs(in), tabs(out)})
			}
			state = 0
		case state == 1 && line == ".":
			state = 2
		case state == 1:
			in = append(in, line)
		case state == 2:
			out = append(out, line)
		case state == 0 && strings.HasPrefix(line, "#"):
			section = strings.TrimSpace(strings.TrimLeft(line, "#"))
		}
	}
	return all
}

func tabs(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return strings.ReplaceAll(strings.Join(lines, "\n"), "→", "\t") + "\n"
}

// normal folds what the specifications leave free: how an empty element is closed, and line ends beside tags.
var (
	emptyElement = regexp.MustCompile(`\s*/>`)
	betweenTags  = regexp.MustCompile(`>\s*\n\s*<|>\s*\n|\n\s*<`)
)

func normal(html string) string {
	html = strings.ReplaceAll(html, "<!-- -->\n", "") // no comment reaches a reader
	html = emptyElement.ReplaceAllString(html, ">")
	html = betweenTags.ReplaceAllStringFunc(html, func(s string) string { return strings.Trim(s, " \t\n") })
	return strings.TrimSpace(html)
}

// TestSpecifications renders the examples of CommonMark 0.31.2 and GFM 0.29 that the format does not refuse, with
// typography, anchors and our own extensions off. What the format refuses is listed in a golden file.
func TestSpecifications(t *testing.T) {
	for _, file := range []string{"commonmark.txt", "gfm.txt"} {
		t.Run(file, func(t *testing.T) {
			var refused strings.Builder
			total, count, rendered := 0, 0, 0
			for _, ex := range examples(t, file) {
				total++
				if codes := refusals(ex.markdown); codes != "" {
					count++
					fmt.Fprintf(&refused, "%d %s: %s\n", ex.number, ex.section, codes)
					continue
				}
				rendered++
				if got, want := normal(plainHTML(ex.markdown)), normal(ex.html); got != want {
					t.Errorf("example %d (%s)\n--- source\n%s--- got\n%s\n--- want\n%s", ex.number, ex.section, ex.markdown, got, want)
				}
			}
			fmt.Fprintf(&refused, "\n%d of %d examples refused, %d rendered as the specification says\n", count, total, rendered)
			golden(t, strings.TrimSuffix(file, ".txt")+"-refused.golden", refused.String())
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v: run the test with -update and read what it wrote", err)
	}
	if string(want) != got {
		t.Errorf("%s differs: run with -update and read the difference\n--- got\n%s", path, got)
	}
}

// refusals are the codes under which the format refuses a source, in order, each once.
func refusals(source string) string {
	var found diag.List
	Parse("x", []byte(source), 0, &found)
	if strings.Contains(source, "\t") {
		found.Add(diag.EncodingTab, diag.Pos{Path: "x"})
	}
	found.Sort()
	var codes []string
	for _, f := range found {
		if f.Level == diag.Error && (len(codes) == 0 || !strings.Contains(strings.Join(codes, " "), f.Code)) {
			codes = append(codes, f.Code)
		}
	}
	return strings.Join(codes, " ")
}

// plainHTML renders a source as the specifications do.
func plainHTML(source string) string {
	d := &Document{path: "x", body: []byte(source)}
	d.lines = lineStarts(d.body)
	d.root = newParser().Parse(text.NewReader(d.body))
	r := d.Renderer(Config{Plain: true}, new(diag.List))
	r.children(d.root)
	return r.out.String()
}
