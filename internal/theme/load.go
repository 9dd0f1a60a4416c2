package theme

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"sentier/internal/config"
	"sentier/internal/i18n"
)

// Config is what a theme is loaded from. Its zero value is the theme in the program, in all its languages, with
// a site that has configured nothing.
type Config struct {
	Layers []Layer // the site's folder, then the chosen theme's; what is embedded comes last by itself
	Site   config.Config
}

// Theme writes pages. It never changes once loaded, and any number of goroutines may use it.
type Theme struct {
	messages *i18n.Catalog
	sites    map[string]*Site                         // by language
	pages    map[string]map[string]*template.Template // by language, then by name
	assets   map[string]*Asset                        // by name
	card     Card
}

// Load reads a theme and checks all of it. Its error holds every problem found, with file and line.
func Load(c Config) (*Theme, error) {
	if c.Site.Identity.Name == "" {
		c.Site.Identity.Name = "Sentier"
	}
	files := withDefault(c.Layers)
	if err := checkManifest(files); err != nil {
		return nil, err
	}
	t := &Theme{sites: map[string]*Site{}, pages: map[string]map[string]*template.Template{}}
	var err error
	if t.messages, err = loadMessages(files); err != nil {
		return nil, err
	}
	languages := c.Site.Languages
	if len(languages) == 0 {
		languages = t.messages.Languages()
	}
	for _, lang := range languages {
		if !slices.Contains(t.messages.Languages(), lang) {
			return nil, fmt.Errorf("the site speaks %q and the theme does not: write messages/%s.toml in the site's "+
				"folder, or take it out of languages", lang, lang)
		}
	}
	icons, err := loadIcons(files)
	if err != nil {
		return nil, err
	}
	if t.assets, err = loadAssets(files, c.Site.Identity.Accent); err != nil {
		return nil, err
	}
	if t.card, err = loadCard(files, t.assets); err != nil {
		return nil, err
	}
	logo, err := loadLogo(files, c.Site.Identity.Logo)
	if err != nil {
		return nil, err
	}
	sources, err := loadTemplates(files)
	if err != nil {
		return nil, err
	}
	for _, lang := range languages {
		t.sites[lang] = newSite(c.Site, lang, languages, logo, icons.sprite)
	}
	if err = t.parse(sources, languages, icons); err != nil {
		return nil, err
	}
	return t, nil
}

// manifest is theme.toml.
type manifest struct {
	Format int    `toml:"format"` // 1
	Name   string `toml:"name"`
	Parent string `toml:"parent"` // "default", the only one there is
}

// checkManifest reads theme.toml of every layer that has one.
func checkManifest(files layers) error {
	found, err := files.all("theme.toml")
	if err != nil {
		return err
	}
	for _, f := range found {
		var m manifest
		decoder := toml.NewDecoder(strings.NewReader(string(f.data)))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&m); err != nil {
			return fmt.Errorf("%s:%s", f.path, tomlProblem(err))
		}
		if m.Format != 1 {
			return fmt.Errorf("%s: format is %d: this program reads format = 1", f.path, m.Format)
		}
		if m.Parent != "" && m.Parent != "default" {
			return fmt.Errorf("%s: there is no theme %q to build on: write parent = \"default\"", f.path, m.Parent)
		}
	}
	return nil
}

func tomlProblem(err error) string {
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) && len(strict.Errors) > 0 {
		line, _ := strict.Errors[0].Position()
		return fmt.Sprintf("%d: unknown key %q: use format, name, parent", line, strings.Join(strict.Errors[0].Key(), "."))
	}
	var decode *toml.DecodeError
	if errors.As(err, &decode) {
		line, _ := decode.Position()
		return fmt.Sprintf("%d: not TOML: %v", line, err)
	}
	return fmt.Sprintf("1: %v", err)
}

// loadMessages reads messages/LANG.toml of every layer; a message of an upper layer replaces that below.
func loadMessages(files layers) (*i18n.Catalog, error) {
	names, err := files.list("messages")
	if err != nil {
		return nil, err
	}
	var list []i18n.File
	for _, name := range names {
		found, err := files.all(name)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			list = append(list, i18n.File{Path: f.path, Data: f.data})
		}
	}
	catalog, err := i18n.LoadFiles(list...)
	if err != nil {
		return nil, err
	}
	if gaps := catalog.Missing(); len(gaps) > 0 {
		return nil, errors.New(strings.Join(gaps, "\n"))
	}
	return catalog, nil
}

// loadTemplates reads templates/*.html, the pages, and templates/parts/*.html, what they share.
func loadTemplates(files layers) (map[string]file, error) {
	sources := map[string]file{}
	for _, folder := range []string{"templates", "templates/parts"} {
		names, err := files.list(folder)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			if path.Ext(name) != ".html" {
				continue
			}
			f, err := files.read(name)
			if err != nil {
				return nil, err
			}
			sources[strings.TrimSuffix(strings.TrimPrefix(name, "templates/"), ".html")] = f
		}
	}
	return sources, nil
}

// Messages are the words of the theme.
func (t *Theme) Messages() *i18n.Catalog { return t.messages }

// Languages are those that pages can be written in, sorted.
func (t *Theme) Languages() []string {
	languages := make([]string, 0, len(t.sites))
	for lang := range t.sites {
		languages = append(languages, lang)
	}
	slices.Sort(languages)
	return languages
}

// Render writes a page in the language of its Layout.
func (t *Theme) Render(w io.Writer, page Page) error {
	lang := page.layout().Lang
	one := t.pages[lang][page.Template()]
	if one == nil {
		return fmt.Errorf("render %s: the site has no language %q", page.Template(), lang)
	}
	if err := one.Execute(w, page); err != nil {
		return fmt.Errorf("render %s: %w", page.layout().Path, err)
	}
	return nil
}
