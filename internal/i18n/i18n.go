// Package i18n is the words of the interface in every language of a site. It reads message files in the TOML of
// go-i18n, which translators edit by hand or on Weblate, picks plural forms by the rules of each language
// (CLDR, through go-i18n) and writes the numbers inside messages as that language does.
//
//	[lesson]
//	number = "Leçon {{.number}} sur {{.total}}"
//
//	[module.lessons]
//	one   = "{{.count}} leçon"
//	other = "{{.count}} leçons"
//
// A message is text and placeholders, nothing else: no condition, no function, so that a translation can never
// break a page. Everything is read once. A message without a placeholder is a map look-up from then on, and a
// Catalog is safe for any number of readers at once.
//
// It never touches the words of courses: those are content. compile, theme and web ask it for words.
package i18n

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// Catalog is the messages of all languages. It never changes once loaded.
type Catalog struct {
	languages []string // sorted
	by        map[string]*dictionary
}

// dictionary is one language.
type dictionary struct {
	tag      language.Tag
	plain    map[string]string   // messages without placeholder and without plural
	messages map[string]*message // all
	plural   pluralRule
	numbers  numberFormat
}

// Languages lists the languages that have messages, sorted.
func (c *Catalog) Languages() []string { return slices.Clone(c.languages) }

// Has tells whether lang itself has the message.
func (c *Catalog) Has(lang, key string) bool {
	d := c.by[lang]
	return d != nil && d.messages[key] != nil
}

// Keys lists the messages of a language, sorted.
func (c *Catalog) Keys(lang string) []string {
	d := c.by[lang]
	if d == nil {
		return nil
	}
	keys := make([]string, 0, len(d.messages))
	for key := range d.messages {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// Plain gives a message that needs no argument, and whether it is one.
func (c *Catalog) Plain(lang, key string) (string, bool) {
	text, ok := c.dictionary(lang).plain[key]
	return text, ok
}

// Placeholders are the names that a message of lang waits for, sorted; "count" among them where it has plurals.
func (c *Catalog) Placeholders(lang, key string) []string {
	d := c.by[lang]
	if d == nil || d.messages[key] == nil {
		return nil
	}
	return slices.Clone(d.messages[key].names)
}

// Say gives a message in lang. The arguments are name, value, name, value…; "count", n also picks the plural
// form, and numbers are written as lang writes them. A language without messages gets those of its parent (fr
// for fr-CA), else the first of the catalogue; an unknown key comes back as it is, so that the gap shows.
func (c *Catalog) Say(lang, key string, args ...any) string {
	d := c.dictionary(lang)
	if text, ok := d.plain[key]; ok {
		return text
	}
	m := d.messages[key]
	if m == nil {
		return key
	}
	form := other
	if m.plural {
		if n, ok := argument(args, "count"); ok {
			form = d.plural.of(n)
		}
	}
	var b strings.Builder
	for _, p := range m.form(form) {
		b.WriteString(p.text)
		if p.name == "" {
			continue
		}
		if value, ok := argument(args, p.name); ok {
			d.numbers.write(&b, value)
		} else {
			b.WriteString("{" + p.name + "}")
		}
	}
	return b.String()
}

// dictionary finds the messages for lang.
func (c *Catalog) dictionary(lang string) *dictionary {
	if d := c.by[lang]; d != nil {
		return d
	}
	if parent, _, found := strings.Cut(lang, "-"); found && c.by[parent] != nil {
		return c.by[parent]
	}
	if len(c.languages) > 0 {
		return c.by[c.languages[0]]
	}
	return &dictionary{}
}

func argument(args []any, name string) (any, bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			return args[i+1], true
		}
	}
	return nil, false
}

// Missing lists, with file and line, each message that one language has and another lacks. A site with such a
// gap must not start: its pages would show keys.
func (c *Catalog) Missing() []string {
	var gaps []string
	for _, lang := range c.languages {
		for _, key := range c.Keys(lang) {
			for _, other := range c.languages {
				if other == lang || c.by[other].messages[key] != nil {
					continue
				}
				m := c.by[lang].messages[key]
				gaps = append(gaps, fmt.Sprintf("%s: message %q has no %s: add it to %s.toml", m.place, key, other, other))
			}
		}
	}
	return gaps
}
