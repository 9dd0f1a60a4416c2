package search_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"sentier/internal/search"
	"sentier/internal/search/searchtest"
)

// docs reads testdata/docs.txt.
func docs(t testing.TB) []search.Doc {
	t.Helper()
	text, err := os.ReadFile("testdata/docs.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []search.Doc
	for _, block := range strings.Split(string(text), "\n== ")[1:] {
		head, rest, _ := strings.Cut(block, "\n")
		f := strings.Fields(head)
		d := search.Doc{Kind: f[0], Lang: f[1], URL: f[len(f)-1]}
		if len(f) == 4 {
			d.Written = f[2]
		}
		for line := range strings.Lines(rest) {
			line = strings.TrimSpace(line)
			switch {
			case d.Title == "":
				d.Title = line
			case strings.HasPrefix(line, "~ "):
				d.Also = strings.Split(line[2:], ", ")
			case strings.HasPrefix(line, "> "):
				d.Summary = line[2:]
			case strings.HasPrefix(line, "## "):
				d.Headings += line[3:] + "\n"
			default:
				d.Body += line + "\n"
			}
		}
		all = append(all, d)
	}
	return all
}

func build(t testing.TB, docs []search.Doc) *search.Index {
	t.Helper()
	ix, err := search.Build(t.Context(), docs)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ix.Close(); err != nil {
			t.Error(err)
		}
	})
	return ix
}

func TestQueries(t *testing.T) {
	searchtest.Run(t, build(t, docs(t)), searchtest.Queries(t), false)
}

// line shows segments with what was found in brackets.
func line(segments []search.Segment) string {
	var b strings.Builder
	for _, s := range segments {
		if s.Hit {
			fmt.Fprintf(&b, "[%s]", s.Text)
		} else {
			b.WriteString(s.Text)
		}
	}
	return b.String()
}
