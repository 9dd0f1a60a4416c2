package site

import (
	"context"
	"strings"
	"testing"

	"sentier/internal/config"
	"sentier/internal/course"
)

// A link that is shared elsewhere shows the module's card, or the site's; without an address of the site, none.
func TestCards(t *testing.T) {
	s := build(t, Config{Settings: settings()}, testCourse(t))
	for path, want := range map[string]string{
		"/fr":                                  `<meta property="og:image" content="https://cours.example.org/assets/images/card.`,
		"/fr/about":                            `<meta property="og:image:width" content="1200">`,
		"/fr/" + testCourse(t).Modules[0].Slug: `<meta property="og:image" content="https://cours.example.org/media/`,
	} {
		if page := string(s.Page(path).Body(Identity, nil)); !strings.Contains(page, want) {
			t.Errorf("%s lacks %s", path, want)
		}
	}
	s = build(t, Config{Settings: config.Default()}, testCourse(t))
	if page := string(s.Page("/fr").Body(Identity, nil)); strings.Contains(page, "og:image") {
		t.Error("a card without an address that others could fetch it from")
	}
}

// What can be read stands before what is announced; otherwise modules go by their titles.
func TestCatalogued(t *testing.T) {
	var given []*course.Module
	for _, m := range []struct {
		slug, title string
		announced   bool
	}{{"a", "Zoé", true}, {"b", "zèbre", false}, {"c", "Été", true}, {"d", "Éléphant", false}} {
		given = append(given, &course.Module{Slug: m.slug, Announced: m.announced, Languages: []string{"fr"}, Texts: map[string]*course.ModuleText{"fr": {Title: m.title}}})
	}
	var got []string
	for _, m := range catalogued(given, "fr") {
		got = append(got, m.Slug)
	}
	if order := strings.Join(got, " "); order != "d b c a" {
		t.Errorf("the order is %q", order)
	}
	if given[0].Slug != "a" {
		t.Error("the course itself was put in another order")
	}
}

// Whoever changes the language keeps what they asked for.
func TestSwitchKeepsTheQuery(t *testing.T) {
	s := build(t, Config{Settings: settings()}, testCourse(t))
	page, err := s.Search(context.Background(), "fr", "réseau & Web")
	if err != nil {
		t.Fatal(err)
	}
	if want := `<a href="/en/search?q=r%C3%A9seau&#43;%26&#43;Web" lang="en"`; !strings.Contains(string(page.Body(Identity, nil)), want) {
		t.Errorf("the search page lacks %s", want)
	}
	people := s.Page("/fr/glossary?show=people")
	if people == nil {
		t.Fatal("the glossary has no people to show")
	}
	if want := `<a href="/en/glossary?show=people" lang="en"`; !strings.Contains(string(people.Body(Identity, nil)), want) {
		t.Errorf("the glossary lacks %s", want)
	}
}

// A badge is promised where it can be earned, and nowhere else.
func TestBadgeIsPromisedWhereItIsIssued(t *testing.T) {
	const title = "Aux commandes"
	for _, issued := range []bool{false, true} {
		page := text(t, build(t, Config{Settings: settings(), Badges: issued}, testCourse(t)).Page("/fr/reprendre-le-controle"))
		if strings.Contains(page, title) != issued {
			t.Errorf("badges issued: %t; promised: %t", issued, !issued)
		}
	}
}

// The page of credits names who drew the letters, and the program with what is in it.
func TestCreditsOfTheSite(t *testing.T) {
	s := build(t, Config{Settings: settings()}, testCourse(t))
	page := string(s.Page("/fr/"+testCourse(t).Modules[0].Slug+"/credits").Body(Identity, nil))
	for _, want := range []string{"Atkinson Hyperlegible Next Project", "Bricolage Grotesque Project", `<a href="https://spdx.org/licenses/OFL-1.1.html"`, "AGPL"} {
		if !strings.Contains(page, want) {
			t.Errorf("the credits lack %q", want)
		}
	}
	if strings.Count(page, "Atkinson Hyperlegible Next Project") != 1 {
		t.Error("a family is there more than once")
	}
}

// Who changed a lesson is named under it, and all who changed the module on its credits, each once.
func TestWhoChangedALesson(t *testing.T) {
	c := testCourse(t)
	m := c.Modules[0]
	l := m.Lessons()[0]
	m.Authors = []course.Party{{Name: "Qui signe"}}
	l.Authors = nil
	m.Changers = []string{"Qui signe", "Une <autre>", "Encore"}
	l.Rendition("fr").Changers = []string{"Qui signe", "Une <autre>"}
	s := build(t, Config{Settings: settings()}, c)
	if page := string(s.Page(l.Address("fr")).Body(Identity, nil)); !strings.Contains(page, "Avec Une &lt;autre&gt;. ") {
		t.Error("who changed the lesson is not named under it")
	}
	if page := string(s.Page(m.Address("fr")+"/credits").Body(Identity, nil)); !strings.Contains(page, "<dd>Une &lt;autre&gt;, Encore</dd>") {
		t.Error("who changed the module is not named on its credits")
	}
}
