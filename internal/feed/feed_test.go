package feed

import (
	"encoding/json"
	"encoding/xml"
	"net/url"
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2026, 5, 4, 12, 30, 0, 0, time.UTC)

func sample() Feed {
	return Feed{
		ID: "urn:uuid:7d3f0c52-6a51-4c0e-9a43-6f1df0a2c9be", Title: "Les <sentiers>", Lang: "fr", Base: "https://courses.example.org",
		Home: "/fr/announcements", Atom: "/fr/announcements.atom", JSON: "/fr/announcements.json", Author: "Les sentiers",
		Entries: []Entry{
			{ID: "urn:uuid:1d3f0c52-6a51-4c0e-9a43-6f1df0a2c9be", Path: "/fr/announcements/1", Title: "Une panne & \"rien\"", Published: noon, Updated: noon.Add(time.Hour),
				Summary: "Mardi.", HTML: `<p>Mardi, <a href="/fr/help">lisez</a> ]]> <b>ceci</b>.</p>`},
			{ID: "urn:uuid:2d3f0c52-6a51-4c0e-9a43-6f1df0a2c9be", Path: "/fr/announcements/2", Title: "Hello", Lang: "en", Authors: []string{"Ada"}, Published: noon, Updated: noon},
		},
	}
}

// TestAtom reads the feed back, and holds it to what RFC 4287 asks of a feed and of its entries (4.1.1, 4.1.2).
func TestAtom(t *testing.T) {
	data, err := sample().WriteAtom()
	if err != nil {
		t.Fatal(err)
	}
	type link struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	}
	type text struct {
		Type string `xml:"type,attr"`
		Lang string `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
		Text string `xml:",chardata"`
	}
	var got struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Author  []string `xml:"author>name"`
		Links   []link   `xml:"link"`
		Entries []struct {
			ID        string `xml:"id"`
			Title     text   `xml:"title"`
			Updated   string `xml:"updated"`
			Published string `xml:"published"`
			Link      link   `xml:"link"`
			Content   *text  `xml:"content"`
			Summary   string `xml:"summary"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	dates := []string{got.Updated}
	addresses := []string{}
	for _, l := range got.Links {
		addresses = append(addresses, l.Href)
	}
	ids := map[string]bool{got.ID: true}
	for _, e := range got.Entries {
		dates = append(dates, e.Updated, e.Published)
		addresses = append(addresses, e.Link.Href)
		if ids[e.ID] || !strings.HasPrefix(e.ID, "urn:uuid:") || e.Title.Text == "" || e.Link.Rel != "alternate" {
			t.Errorf("the entry is not whole, or its name is taken: %+v", e)
		}
		ids[e.ID] = true
	}
	for _, date := range dates {
		if _, err := time.Parse(time.RFC3339, date); err != nil {
			t.Error(err)
		}
	}
	for _, address := range addresses {
		if u, err := url.Parse(address); err != nil || !u.IsAbs() {
			t.Errorf("the address %q is not whole", address)
		}
	}
	if got.Updated != "2026-05-04T13:30:00Z" || len(got.Entries) != 2 || got.Title != "Les <sentiers>" || len(got.Author) != 1 || got.Links[0].Rel != "self" {
		t.Errorf("the feed is %+v", got)
	}
	want := `<p>Mardi, <a href="https://courses.example.org/fr/help">lisez</a> ]]> <b>ceci</b>.</p>`
	if c := got.Entries[0].Content; c == nil || c.Type != "html" || c.Text != want || got.Entries[1].Content != nil || got.Entries[1].Title.Lang != "en" {
		t.Errorf("the contents are %+v, %+v", c, got.Entries[1])
	}
	if empty, err := (Feed{ID: "urn:x"}).WriteAtom(); err != nil || !strings.Contains(string(empty), "<updated>1970-01-01T00:00:00Z</updated>") {
		t.Errorf("an empty feed: %s, %v", empty, err)
	}
}

// TestJSON reads the feed back, and holds it to what version 1.1 asks: https://www.jsonfeed.org/version/1.1/.
func TestJSON(t *testing.T) {
	data, err := sample().WriteJSON()
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(strings.NewReader(string(data)))
	decoder.DisallowUnknownFields()
	var got struct {
		Version string `json:"version"`
		Title   string `json:"title"`
		Home    string `json:"home_page_url"`
		Feed    string `json:"feed_url"`
		Lang    string `json:"language"`
		Authors []struct{ Name string }
		Items   []struct {
			ID, URL, Title, Summary, Language string
			HTML                              string    `json:"content_html"`
			Text                              string    `json:"content_text"`
			Published                         time.Time `json:"date_published"`
			Modified                          time.Time `json:"date_modified"`
			Authors                           []struct{ Name string }
		}
	}
	if err := decoder.Decode(&got); err != nil {
		t.Fatal(err)
	}
	if got.Version != "https://jsonfeed.org/version/1.1" || got.Title == "" || got.Feed != "https://courses.example.org/fr/announcements.json" ||
		got.Home != "https://courses.example.org/fr/announcements" || got.Lang != "fr" || len(got.Authors) != 1 || len(got.Items) != 2 {
		t.Errorf("the feed is %+v", got)
	}
	for _, item := range got.Items {
		if item.ID == "" || item.URL == "" || (item.HTML == "") == (item.Text == "") || item.Published.IsZero() || item.Modified.IsZero() {
			t.Errorf("the item is not whole: %+v", item)
		}
	}
	if got.Items[1].Language != "en" || got.Items[1].Authors[0].Name != "Ada" || !strings.Contains(got.Items[0].HTML, "https://courses.example.org/fr/help") {
		t.Errorf("the items are %+v", got.Items)
	}
	if empty, err := (Feed{}).WriteJSON(); err != nil || !strings.Contains(string(empty), `"items": []`) {
		t.Errorf("an empty feed: %s, %v", empty, err)
	}
}
