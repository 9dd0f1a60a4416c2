package theme_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"sentier/internal/account"
	"sentier/internal/theme"
)

// slips writes so many invitations in some languages.
func slips(t *testing.T, count int, languages ...string) (page string, root *html.Node, codes []string) {
	t.Helper()
	made := load(t, theme.Config{Site: host()})
	codes, _, err := account.NewInvitations(count, nil)
	if err != nil {
		t.Fatal(err)
	}
	view, err := made.Slips(theme.SlipsOf{
		Languages: languages, BaseURL: "https://cours.example", Batch: "k7qm-2x4d", Note: "5e B <&>", Codes: codes,
		LastDay: time.Date(2027, 2, 21, 23, 59, 59, 0, time.UTC),
	})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := made.Render(&b, view); err != nil {
		t.Fatal(err)
	}
	if root, err = html.Parse(strings.NewReader(b.String())); err != nil {
		t.Fatal(err)
	}
	return b.String(), root, codes
}

// classed are the elements of a class.
func classed(root *html.Node, class string) (all []*html.Node) {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && strings.Contains(" "+attribute(n, "class")+" ", " "+class+" ") {
			all = append(all, n)
		}
	}
	return all
}

func says(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func TestSlips(t *testing.T) {
	for _, test := range []struct {
		languages []string
		sheets    []int // slips on each
	}{
		{[]string{"fr"}, []int{8, 5}}, {[]string{"en"}, []int{8, 5}}, {[]string{"fr", "en"}, []int{6, 6, 1}},
	} {
		t.Run(strings.Join(test.languages, " "), func(t *testing.T) {
			page, root, codes := slips(t, 13, test.languages...)
			examine(t, load(t, theme.Config{}), test.languages[0], withoutStyle(page))
			var sheets []int
			for _, sheet := range classed(root, "sheet") {
				sheets = append(sheets, len(classed(sheet, "slip")))
			}
			if fmt.Sprint(sheets) != fmt.Sprint(test.sheets) {
				t.Errorf("sheets of %v slips, want %v", sheets, test.sheets)
			}
			for i, slip := range classed(root, "slip") {
				text := says(slip)
				if strings.Count(page, codes[i]) != 2 || !strings.Contains(text, codes[i]) { // in words, and for who hears it
					t.Errorf("slip %d does not hold its code %s alone: %s", i, codes[i], text)
				}
				for _, want := range []string{"Les Passerelles", "cours.example/" + test.languages[0] + "/sign-up", "2027"} {
					if !strings.Contains(text, want) {
						t.Errorf("slip %d does not say %q: %s", i, want, text)
					}
				}
				if strings.Contains(text, "5e B") || strings.Contains(text, "k7qm") {
					t.Errorf("slip %d says of which batch it is: %s", i, text)
				}
				if drawings := classed(slip, "qr"); len(drawings) != 1 || attribute(drawings[0], "aria-label") == "" {
					t.Errorf("slip %d has %d drawings", i, len(drawings))
				} else {
					var drawing strings.Builder
					if err := html.Render(&drawing, drawings[0]); err != nil {
						t.Fatal(err)
					}
					holds(t, drawing.String(), "https://cours.example/"+test.languages[0]+"/sign-up?invitation="+codes[i])
				}
			}
			for _, lang := range test.languages {
				if !strings.Contains(page, `<div lang="`+lang+`">`) {
					t.Errorf("nothing is said in %s", lang)
				}
			}
			for _, fetched := range []string{"<script", "<link", "src=", "@import", "url(/", "http:"} {
				if strings.Contains(page, fetched) {
					t.Errorf("the file is not whole by itself: it holds %q", fetched)
				}
			}
		})
	}
}

// withoutStyle is a page without its stylesheet, which no page of the site has inside it.
func withoutStyle(page string) string {
	before, rest, _ := strings.Cut(page, "<style>")
	_, after, _ := strings.Cut(rest, "</style>")
	return before + after
}

func TestSlipsNeedAnAddressAndALanguage(t *testing.T) {
	made := load(t, theme.Config{Site: host()})
	for name, of := range map[string]theme.SlipsOf{
		"no address": {Languages: []string{"fr"}}, "no language": {BaseURL: "https://cours.example"},
		"too many": {BaseURL: "https://cours.example", Languages: []string{"fr", "en", "fr", "en", "fr"}},
		"too long": {BaseURL: "https://" + strings.Repeat("a", 3000), Languages: []string{"fr"}, Codes: []string{"0123-4567-89AB"}},
	} {
		if _, err := made.Slips(of); err == nil {
			t.Errorf("%s: slips are made", name)
		}
	}
}
