package i18n

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
	"golang.org/x/text/language"
)

// File is one message file. The last element of its Path is LANG.toml; the rest only serves errors.
type File struct {
	Path string
	Data []byte
}

// Load reads message files by name ("fr.toml"). Its error holds every problem found, each with file and line.
func Load(files map[string][]byte) (*Catalog, error) {
	list := make([]File, 0, len(files))
	for name, data := range files {
		list = append(list, File{name, data})
	}
	slices.SortFunc(list, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return LoadFiles(list...)
}

// LoadFiles reads message files in order: a message of a later file replaces that of an earlier one, so that a
// site can change three words without copying the rest.
func LoadFiles(files ...File) (*Catalog, error) {
	c := &Catalog{by: map[string]*dictionary{}}
	var problems []error
	for _, file := range files {
		lang := strings.TrimSuffix(path.Base(file.Path), ".toml")
		d := c.by[lang]
		if d == nil {
			tag, err := language.Parse(lang)
			if err != nil || path.Ext(file.Path) != ".toml" {
				problems = append(problems, fmt.Errorf("%s: not a message file: name it after its language, "+
					"like fr.toml", file.Path))
				continue
			}
			if d, err = newDictionary(tag); err != nil {
				problems = append(problems, fmt.Errorf("%s: %w: choose a language that CLDR knows", file.Path, err))
				continue
			}
			c.by[lang] = d
			c.languages = append(c.languages, lang)
		}
		problems = append(problems, d.read(file)...)
	}
	slices.Sort(c.languages)
	problems = append(problems, c.differences()...)
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	for _, d := range c.by {
		d.resolve()
	}
	return c, nil
}

func newDictionary(tag language.Tag) (*dictionary, error) {
	plural, err := newPluralRule(tag)
	if err != nil {
		return nil, err
	}
	return &dictionary{
		tag:      tag,
		messages: map[string]*message{},
		plural:   plural,
		numbers:  newNumberFormat(tag),
	}, nil
}

// read adds the messages of one file.
func (d *dictionary) read(file File) []error {
	parsed, err := goi18n.ParseMessageFileBytes(file.Data, path.Base(file.Path),
		map[string]goi18n.UnmarshalFunc{"toml": toml.Unmarshal})
	if err != nil {
		return []error{fmt.Errorf("%s:%w", file.Path, position(err))}
	}
	lines := lines(file.Data)
	var problems []error
	for _, source := range parsed.Messages {
		place := fmt.Sprintf("%s:%d", file.Path, lines[source.ID])
		m, err := d.message(source)
		if err != nil {
			problems = append(problems, fmt.Errorf("%s: message %q: %w", place, source.ID, err))
			continue
		}
		m.place = place
		d.messages[source.ID] = m
	}
	return problems
}

// message checks one message and cuts its forms.
func (d *dictionary) message(source *goi18n.Message) (*message, error) {
	m := &message{}
	for f, text := range [forms]string{source.Zero, source.One, source.Two, source.Few, source.Many, source.Other} {
		if text == "" {
			continue
		}
		pieces, err := cut(text)
		if err != nil {
			return nil, err
		}
		if form(f) != other {
			m.plural = true
			if !d.plural.has(form(f)) {
				return nil, fmt.Errorf("%s has no plural form %q: remove it", d.tag, formNames[f])
			}
		}
		m.forms[f] = pieces
	}
	if m.forms[other] == nil {
		return nil, errors.New("it has no words: write it, or its form \"other\"")
	}
	m.names = names(m.forms[:]...)
	if m.plural && !slices.Contains(m.names, "count") {
		m.names = append(m.names, "count")
		slices.Sort(m.names)
	}
	return m, nil
}

// differences finds placeholders that one language has and another does not.
func (c *Catalog) differences() []error {
	var problems []error
	for i, lang := range c.languages {
		for _, reference := range c.languages[:i] {
			for _, key := range c.Keys(lang) {
				m, r := c.by[lang].messages[key], c.by[reference].messages[key]
				if r != nil && !slices.Equal(m.names, r.names) {
					problems = append(problems, fmt.Errorf("%s: message %q holds the placeholders %v, and %s holds %v: "+
						"use the same", m.place, key, m.names, r.place, r.names))
				}
			}
		}
	}
	return problems
}

// resolve prepares the messages that need no argument.
func (d *dictionary) resolve() {
	d.plain = make(map[string]string, len(d.messages))
	for key, m := range d.messages {
		if len(m.names) == 0 {
			d.plain[key] = m.forms[other][0].text
		}
	}
}

// lines finds, in well-formed TOML, the line on which each message starts.
func lines(data []byte) map[string]int {
	found := map[string]int{}
	var p unstable.Parser
	p.Reset(data)
	var table []string
	line, counted := 1, 0
	for p.NextExpression() {
		node := p.Expression()
		var keys []string
		for it := node.Key(); it.Next(); {
			keys = append(keys, string(it.Node().Data))
			at := int(p.Range(it.Node().Data).Offset)
			line += bytes.Count(data[counted:at], []byte("\n"))
			counted = at
		}
		if node.Kind == unstable.Table {
			table = keys
		} else {
			keys = append(slices.Clone(table), keys...)
		}
		for n := len(keys); n > 0; n-- { // the first line that names a key or anything below it
			id := strings.Join(keys[:n], ".")
			if found[id] == 0 {
				found[id] = line
			}
		}
	}
	return found
}

// position puts the line in front of an error of the TOML parser.
func position(err error) error {
	var decode *toml.DecodeError
	if errors.As(err, &decode) {
		line, column := decode.Position()
		return fmt.Errorf("%d:%d: not TOML: %w", line, column, err)
	}
	return fmt.Errorf("1: not a message file: %w", err)
}
