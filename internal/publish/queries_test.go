package publish

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"sentier/internal/config"
	"sentier/internal/search/searchtest"
	"sentier/internal/site"
)

// TestQueries asks the search page of the shipped courses what people ask, and looks where the answer stands among
// those of its kind.
func TestQueries(t *testing.T) {
	p := New(Config{Settings: config.Default(), Version: "1"})
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := p.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	snapshot := p.Snapshot().Load()
	for _, q := range searchtest.Queries(t) {
		t.Run(fmt.Sprintf("%d %s", q.Line, q.Text), func(t *testing.T) {
			page, err := snapshot.Search(t.Context(), q.Lang, q.Text)
			if err != nil {
				t.Fatal(err)
			}
			groups := resultLists(t, string(page.Body(site.Identity, nil)))
			want := "/" + q.Lang + "/reprendre-le-controle/" + q.Want
			for _, list := range groups {
				if i := slices.Index(list, want); i >= 0 && i < searchtest.First {
					return
				}
			}
			t.Errorf("want %s among the first %d of its kind, got %q", want, searchtest.First, groups)
		})
	}
}

// resultLists gives, for each group of a search page, the addresses of its results in order.
func resultLists(t *testing.T, page string) [][]string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var groups [][]string
	var walk func(n *html.Node, in bool)
	walk = func(n *html.Node, in bool) {
		if n.Type == html.ElementNode {
			switch n.Data {
			case "main":
				in = true
			case "ol", "ul":
				if in {
					groups = append(groups, nil)
				}
			case "a":
				if in && len(groups) > 0 {
					groups[len(groups)-1] = append(groups[len(groups)-1], attribute(n, "href"))
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, in)
		}
	}
	walk(root, false)
	return groups
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
