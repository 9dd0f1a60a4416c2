package theme_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"sentier/internal/config"
	"sentier/internal/theme"
)

func load(t testing.TB, c theme.Config) *theme.Theme {
	t.Helper()
	made, err := theme.Load(c)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// layer is a folder of files by path.
func layer(name string, files map[string]string) theme.Layer {
	folder := fstest.MapFS{}
	for path, text := range files {
		folder[path] = &fstest.MapFile{Data: []byte(text)}
	}
	return theme.Layer{Name: name, Files: folder}
}

func render(t *testing.T, made *theme.Theme, page theme.Page) string {
	t.Helper()
	var b bytes.Buffer
	if err := made.Render(&b, page); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestALayerReplacesOneFileOfEachSort(t *testing.T) {
	made := load(t, theme.Config{Site: config.Default(), Layers: []theme.Layer{
		layer("site", map[string]string{
			"messages/fr.toml":       "start = \"En route\"",
			"assets/css/9-ours.css":  ":root{--primary:#012345}",
			"assets/icons/check.svg": `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M1 1h6"/></svg>`,
		}),
		layer("themes/ours", map[string]string{
			"theme.toml":          "format = 1\nparent = \"default\"",
			"messages/fr.toml":    "start = \"Partir\"\nskip = \"Au texte\"",
			"templates/help.html": `{{template "top" .Layout}}<main id="Content"><h1>{{t "start"}}, {{t "skip"}}</h1></main>{{template "bottom" .Layout}}`,
		}),
	}})
	page := render(t, made, &theme.HelpPage{Layout: theme.Layout{Lang: "fr", Title: "Aide"}})
	for _, want := range []string{"<h1>En route, Au texte</h1>", `viewBox="0 0 8 8"`, "Mentions légales"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if sheet := string(made.Stylesheet().Data); !strings.HasSuffix(strings.TrimSpace(sheet), "--primary:#012345}") {
		t.Error("the site's stylesheet is not the last one")
	}
	if plain := load(t, theme.Config{}); plain.Stylesheet().URL == made.Stylesheet().URL {
		t.Error("another stylesheet has the same address")
	}
}

func TestLoadRefusesWithFileAndLine(t *testing.T) {
	page := func(text string) map[string]string {
		return map[string]string{"templates/help.html": "\n" + text}
	}
	for name, test := range map[string]struct {
		files map[string]string
		want  []string
	}{
		"a field that is not there":       {page(`{{.Nothing}}`), []string{"ours/templates/help.html:2", "Nothing"}},
		"in a branch that seldom runs":    {page(`{{if .NoIndex}}{{.Nothing}}{{end}}`), []string{"ours/templates/help.html:2", "Nothing"}},
		"a message that is not there":     {page(`{{t "no.such"}}`), []string{"ours/templates/help.html:2", "no.such", "write it"}},
		"a placeholder that is not there": {page(`{{t "lesson.changed" "day" "1"}}`), []string{"help.html:2", "[date]", "[day]"}},
		"a placeholder too few":           {page(`{{t "lesson.changed"}}`), []string{"help.html:2", "[date]"}},
		"a hole that is not there":        {page(`{{hole "marks"}}`), []string{"help.html:2", "root, account, banner"}},
		"an asset that is not there":      {page(`{{asset "x.js"}}`), []string{"help.html:2", "x.js"}},
		"an icon that is not there":       {page(`{{icon "x"}}`), []string{"help.html:2", "assets/icons/x.svg"}},
		"a name that is computed":         {page(`{{t .Title}}`), []string{"help.html:2", "quotation marks"}},
		"a template that does not parse":  {page(`{{if}}`), []string{"ours/templates/help.html:2"}},
		"a page that there is not":        {map[string]string{"templates/nowhere.html": "x"}, []string{"ours/templates/nowhere.html", "templates/parts"}},
		"a message in one language alone": {map[string]string{"messages/fr.toml": "\nnew = \"x\""}, []string{"ours/messages/fr.toml:2", "en.toml"}},
		"a message with a condition":      {map[string]string{"messages/fr.toml": "start = \"{{if .x}}\""}, []string{"ours/messages/fr.toml:1"}},
		"another placeholder":             {map[string]string{"messages/fr.toml": "[lesson]\nchanged = \"{{.day}}\""}, []string{"ours/messages/fr.toml:2", "[day]"}},
		"a file that a sheet names":       {map[string]string{"assets/css/9.css": "a{}\nb{background:url(no.png)}"}, []string{"ours/assets/css/9.css:2", "no.png"}},
		"a script that does not parse":    {map[string]string{"assets/js/x.js": "function ("}, []string{"ours/assets/js/x.js"}},
		"a drawing with a script":         {map[string]string{"assets/icons/x.svg": `<svg viewBox="0 0 1 1"><script>1</script></svg>`}, []string{"ours/assets/icons/x.svg", "script"}},
		"an unknown key of theme.toml":    {map[string]string{"theme.toml": "format = 1\ncolour = \"x\""}, []string{"ours/theme.toml:2", "colour"}},
		"another format":                  {map[string]string{"theme.toml": "format = 2"}, []string{"ours/theme.toml", "format = 1"}},
		"an unknown parent":               {map[string]string{"theme.toml": "format = 1\nparent = \"x\""}, []string{"ours/theme.toml", "default"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := theme.Load(theme.Config{Layers: []theme.Layer{layer("ours", test.files)}})
			if err == nil {
				t.Fatal("accepted")
			}
			for _, want := range test.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%v\ndoes not hold %q", err, want)
				}
			}
		})
	}
}

func TestLoadRefusesALanguageWithoutWords(t *testing.T) {
	_, err := theme.Load(theme.Config{Site: config.Config{Languages: []string{"fr", "oc"}}})
	if err == nil || !strings.Contains(err.Error(), "messages/oc.toml") {
		t.Errorf("got %v", err)
	}
}

func TestIdentity(t *testing.T) {
	c := config.Default()
	c.Identity = config.Identity{Name: "Chez <nous>", Logo: "logo.svg", Accent: "#204060"}
	c.Home = config.Home{Title: config.Text{"fr": "Bienvenue."}, Lead: config.Text{"fr": "Chez nous."}}
	made := load(t, theme.Config{Site: c, Layers: []theme.Layer{
		layer("site", map[string]string{"logo.svg": `<svg viewBox="0 0 9 9"><path d="M0 0h9"/></svg>`})}})
	page := render(t, made, &theme.HomePage{Layout: theme.Layout{Lang: "fr", Title: "Accueil", Path: "/fr"}})
	for _, want := range []string{"Accueil – Chez &lt;nous&gt;</title>", `<svg viewBox="0 0 9 9">`, "Bienvenue.</h1>", "Chez nous.</p>"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if sheet := string(made.Stylesheet().Data); !strings.Contains(sheet, ":root{--primary:#204060;--primary-h:#183048;--link:#204060}") {
		t.Error("the stylesheet lacks the accent")
	}
	c.Identity.Logo = "lost.svg"
	if _, err := theme.Load(theme.Config{Site: c}); err == nil || !strings.Contains(err.Error(), "lost.svg") || !strings.HasSuffix(err.Error(), "names it") {
		t.Errorf("a lost logo gives %v", err)
	}
}

// The legal pages say who runs a site, and claim nothing that nobody said.
func TestLegalPagesAreHonest(t *testing.T) {
	for name, c := range map[string]struct {
		site       config.Config
		privacy    []string
		compliance string
	}{
		"nobody": {config.Default(), []string{"non renseigné", "Sans adresse de visiteur. Gardé 7 jours."}, "n’est pas conforme"},
		"host":   {host(), []string{"Les Passerelles répond de ces données."}, "partiellement conforme"},
	} {
		t.Run(name, func(t *testing.T) {
			made := load(t, theme.Config{Site: c.site})
			layout := theme.Layout{Lang: "fr", Title: "Vos données", Path: "/fr/privacy"}
			page := render(t, made, &theme.PrivacyPage{Layout: layout})
			for _, want := range c.privacy {
				if !strings.Contains(page, want) {
					t.Errorf("the privacy page lacks %q", want)
				}
			}
			layout.Static = true
			if page := render(t, made, &theme.PrivacyPage{Layout: layout}); strings.Contains(page, "Gardé 7 jours") || !strings.Contains(page, "de simples fichiers") {
				t.Error("a folder of files speaks of the log of a server that it has not")
			}
			layout = theme.Layout{Lang: "fr", Title: "Accessibilité", Path: "/fr/accessibility"}
			if page := render(t, made, &theme.AccessibilityPage{Layout: layout}); !strings.Contains(page, c.compliance) {
				t.Errorf("the statement lacks %q", c.compliance)
			}
		})
	}
}

// What a host wrote in one language says so on the pages of another.
func TestWordsOfTheHostKeepTheirLanguage(t *testing.T) {
	c := config.Default()
	c.Host.Means = config.Text{"fr": "Des bénévoles."}
	c.Footer = []config.Link{{Label: config.Text{"fr": "Le lycée"}, URL: "https://lycee.example"}}
	made := load(t, theme.Config{Site: c})
	for lang, want := range map[string][]string{
		"en": {`<p lang="fr">Des bénévoles.</p>`, `<a href="https://lycee.example" lang="fr">Le lycée</a>`},
		"fr": {`<p>Des bénévoles.</p>`, `<a href="https://lycee.example">Le lycée</a>`},
	} {
		page := render(t, made, &theme.AboutPage{Layout: theme.Layout{Lang: lang, Title: "À propos", Path: "/" + lang + "/about"}})
		for _, w := range want {
			if !strings.Contains(page, w) {
				t.Errorf("%s: the page lacks %s", lang, w)
			}
		}
	}
}

func TestInit(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "ours")
	if err := theme.Init(folder); err != nil {
		t.Fatal(err)
	}
	load(t, theme.Config{Layers: []theme.Layer{{Name: folder, Files: os.DirFS(folder)}}})
	err := theme.Init(folder)
	if err == nil || !strings.Contains(err.Error(), filepath.Join(folder, "theme.toml")+" is already there") {
		t.Errorf("a second time gives %v", err)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		load(b, theme.Config{})
	}
}

// A card of the site's own replaces the drawn one; what is no image is refused.
func TestCard(t *testing.T) {
	if card := load(t, theme.Config{}).Card(); card.Width != 1200 || card.Height != 630 || !strings.HasPrefix(card.URL, "/assets/images/card.") {
		t.Errorf("the card is %+v", card)
	}
	_, err := theme.Load(theme.Config{Layers: []theme.Layer{layer("site", map[string]string{"assets/images/card.png": "GIF89a"})}})
	if err == nil || !strings.Contains(err.Error(), "site/assets/images/card.png: not a PNG image") {
		t.Errorf("a broken card gives %v", err)
	}
}
