// Package searchtest checks that an index answers as people expect. It reads a file of queries, each with an entry
// that must be among the first results, and asks them all. The tests of search call it on documents of their own,
// those of site on the courses shipped.
package searchtest

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"sentier/internal/search"
)

// First is how far from the top an expected entry may stand.
const First = 3

// Query is a line of the file: what is asked, in which language, and the end of the address that must be found.
//
//	fr | reseaux sociaux | glossary/reseau-social
//
// Empty lines and those that start with # are left out.
type Query struct {
	Line             int
	Lang, Text, Want string
}

// fewest are the queries that it takes to tell anything.
const fewest = 40

// Queries are those of testdata/queries.txt, beside the test.
func Queries(t *testing.T) []Query {
	t.Helper()
	file, err := os.Open("testdata/queries.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	all, err := read(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < fewest {
		t.Fatalf("%d queries, want at least %d", len(all), fewest)
	}
	return all
}

func read(r io.Reader) ([]Query, error) {
	var all []Query
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		parts := strings.Split(line, " | ")
		if len(parts) != 3 {
			return nil, fmt.Errorf("line %d: want LANG | QUERY | ADDRESS, got %q", n, line)
		}
		all = append(all, Query{n, strings.TrimSpace(parts[0]), strings.TrimSpace(parts[1]), strings.TrimSpace(parts[2])})
	}
	return all, lines.Err()
}

// Run asks the queries, each in a subtest, and fails those whose entry is not among the first results: of all, or
// of its own kind where ofKind is set.
func Run(t *testing.T, ix *search.Index, queries []Query, ofKind bool) {
	t.Helper()
	for _, q := range queries {
		t.Run(fmt.Sprintf("%d %s", q.Line, q.Text), func(t *testing.T) {
			results, err := ix.Search(t.Context(), q.Lang, q.Text, 10)
			if err != nil {
				t.Fatal(err)
			}
			if ofKind {
				for _, g := range results.Groups() {
					if place(g.Hits, q.Want) < First {
						return
					}
				}
			} else if place(results.Hits, q.Want) < First {
				return
			}
			var got []string
			for i, h := range results.Hits {
				got = append(got, fmt.Sprintf("%d. %s %s", i+1, h.Doc.Kind, h.Doc.URL))
			}
			t.Errorf("want %s among the first %d, got\n%s", q.Want, First, strings.Join(got, "\n"))
		})
	}
}

// place gives the place of the address among the hits, or one past them all.
func place(hits []search.Hit, want string) int {
	i := slices.IndexFunc(hits, func(h search.Hit) bool {
		return h.Doc.URL == want || strings.HasSuffix(h.Doc.URL, "/"+strings.TrimPrefix(want, "/"))
	})
	if i < 0 {
		return First
	}
	return i
}
