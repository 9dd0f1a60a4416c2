// Package skeleton makes the files that a course begins with: a site's folder, a module, a sequence, a lesson, a quiz,
// a term of a glossary. What it makes compiles as it is, and its notes teach the format to who opens it.
//
// It reads a courses folder as far as the new files have to fit into it: names, numbers, ids. It writes nothing; the
// new command applies the changes that it gives. The words are in templates, one folder a language; what is in every
// language the same is in templates/all.
package skeleton

import (
	"bytes"
	"embed"
	"fmt"
	"strings"
	"text/template"
)

//go:embed all:templates
var sources embed.FS

var templates = template.Must(load())

// load parses every template under its path below templates.
func load() (*template.Template, error) {
	all := template.New("").Delims("<<", ">>").Funcs(template.FuncMap{"q": Quote, "list": quoted})
	for _, folder := range []string{"fr", "en", "all"} {
		entries, err := sources.ReadDir("templates/" + folder)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			text, err := sources.ReadFile("templates/" + folder + "/" + e.Name())
			if err != nil {
				return nil, err
			}
			if _, err := all.New(folder + "/" + e.Name()).Parse(string(text)); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

// write fills a template.
func write(name string, data any) ([]byte, error) {
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, name, data); err != nil {
		return nil, fmt.Errorf("fill %s: %w", name, err)
	}
	return b.Bytes(), nil
}

// Words is the language of the notes and of the first sentences in a file of a language: French for French, else
// English.
func Words(lang string) string {
	if lang == "fr" || strings.HasPrefix(lang, "fr-") {
		return "fr"
	}
	return "en"
}

// Quote writes a text as both YAML and TOML read it back: on one line, between double quotes.
func Quote(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

func quoted(texts []string) string {
	var all []string
	for _, t := range texts {
		all = append(all, Quote(t))
	}
	return strings.Join(all, ", ")
}
