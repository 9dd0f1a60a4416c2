package theme

import (
	"fmt"
	"html/template"
	"strings"
)

// part is a template that writes what fills a hole: it has no page around it.
type part struct {
	name string
	view any
}

// parts has one of each: like a page, a part is checked against the type of its view.
func parts() []part {
	return []part{
		{"account hole", AccountHole{}},
		{"notice hole", NoticeHole{}},
		{"banner hole", BannerHole{}},
		{"next hole", NextHole{}},
		{"outline hole", OutlineHole{}},
		{"forum hole", ForumHole{}},
	}
}

// AccountHole writes what stands in the header for who is signed in.
func (t *Theme) AccountHole(lang string, h AccountHole) (string, error) {
	return t.part(lang, "account hole", h)
}

// NoticeHole writes what the last action did, for the hole "flash".
func (t *Theme) NoticeHole(lang string, h NoticeHole) (string, error) {
	return t.part(lang, "notice hole", h)
}

// part writes the template of a name, which parts lists.
func (t *Theme) part(lang, name string, view any) (string, error) {
	one := t.pages[lang][name]
	if one == nil {
		return "", fmt.Errorf("render %s: the site has no language %q", name, lang)
	}
	var b strings.Builder
	if err := one.Execute(&b, view); err != nil {
		return "", fmt.Errorf("render %s: %w", name, err)
	}
	return b.String(), nil
}

// keep remembers where the pages and the parts are in a language's set of templates.
func keep(pages map[string]*template.Template, set *template.Template, sources map[string]file) {
	for _, view := range views() {
		pages[view.Template()] = set.Lookup(sources[view.Template()].path)
	}
	for _, p := range parts() {
		pages[p.name] = set.Lookup(p.name)
	}
}
