package config

import (
	"fmt"
	"strings"
)

// Key is a key as a host sees it. The file can hold every key; Env and Flag are empty for those that only the
// file can hold: texts by language and lists of tables.
type Key struct {
	Name        string   // "log.format", "home.<language>.title", "footer.url"
	Table       string   // the table of the file it is in: "", "log", "home", "footer"
	List        bool     // Table may be repeated: [[footer]]
	Env         string   // "SENTIER_LOG_FORMAT"
	Flag        string   // "log-format", without dashes in front
	Type        string   // what a good value is, as it follows "expected": "a host and a port, …"
	Default     string   // as text; the items of a list are joined by commas; empty: nothing
	Doc         string   // sentences for hosts
	Live        bool     // it may be set while the site runs, too
	Choices     []string // the values there are; none: others
	Least, Most int      // of a whole number; both 0: it is none
}

// Keys lists every key in the order of the reference page.
func Keys() []Key {
	var keys []Key
	for _, e := range table() {
		keys = append(keys, e.Key)
	}
	return keys
}

// anyLanguage stands for a language tag in the name of a key.
const anyLanguage = "<language>"

// place completes a key whose name is not enough to find its value.
type place struct {
	index int    // which table of a list
	lang  string // which language
}

// entry is a key with the way to its value.
type entry struct {
	Key
	shape    shape
	required bool // in each table of a list
	hidden   bool // a secret
	set      func(*Config, place, []string) *wrong
	toml     func(*Config, place) string // the value as the file writes it
	text     func(*Config) string        // of a live key: the value as a line of text
	langs    func(*Config, int) Text     // for texts by language: all of them
}

// split cuts one line of text, as variables and flags have them, into the items that set takes.
func (e entry) split(text string) []string {
	if e.shape != listShape {
		return []string{text}
	}
	var items []string
	for item := range strings.SplitSeq(text, ",") {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}

// key declares a key with one value.
func key[T any](name string, k kind[T], def, doc string, at func(*Config) *T) entry {
	e := declare(name, k, doc, func(c *Config, _ place) *T { return at(c) })
	e.Default = def
	e.Env = "SENTIER_" + strings.ToUpper(strings.ReplaceAll(name, ".", "_"))
	e.Flag = strings.NewReplacer(".", "-", "_", "-").Replace(name)
	if i := strings.LastIndex(name, "."); i >= 0 {
		e.Table = name[:i]
	}
	return e
}

// item declares a key of the tables of a list.
func item[T any](list, name string, k kind[T], doc string, at func(*Config, int) *T) entry {
	e := declare(list+"."+name, k, doc, func(c *Config, p place) *T { return at(c, p.index) })
	e.Table, e.List = list, true
	return e
}

func declare[T any](name string, k kind[T], doc string, at func(*Config, place) *T) entry {
	return entry{
		Key:   Key{Name: name, Type: k.expected, Doc: doc, Choices: k.choices, Least: k.least, Most: k.most},
		shape: k.shape,
		text:  func(c *Config) string { return fmt.Sprint(*at(c, place{})) },
		set: func(c *Config, p place, items []string) *wrong {
			v, w := k.parse(items)
			if w == nil {
				*at(c, p) = v
			}
			return w
		},
		toml: func(c *Config, p place) string { return k.toml(*at(c, p)) },
	}
}

// text declares a text by language.
func text(table, name, doc string, at func(*Config, int) *Text) entry {
	k := textKind
	return entry{
		Key:   Key{Name: name, Table: table, Type: k.expected, Doc: doc},
		shape: k.shape,
		set: func(c *Config, p place, items []string) *wrong {
			v, w := k.parse(items)
			if w == nil {
				t := at(c, p.index)
				if *t == nil {
					*t = Text{}
				}
				(*t)[p.lang] = v
			}
			return w
		},
		toml:  func(c *Config, p place) string { return k.toml((*at(c, p.index))[p.lang]) },
		langs: func(c *Config, i int) Text { return *at(c, i) },
	}
}

// list is a table of the file that may be repeated.
type list struct {
	name  string
	count func(*Config) int
	grow  func(*Config)
}

func lists() []list {
	return []list{
		{"footer",
			func(c *Config) int { return len(c.Footer) },
			func(c *Config) { c.Footer = append(c.Footer, Link{}) }},
		{"source",
			func(c *Config) int { return len(c.Sources) },
			func(c *Config) { c.Sources = append(c.Sources, Origin{}) }},
		{"sister",
			func(c *Config) int { return len(c.Sisters) },
			func(c *Config) { c.Sisters = append(c.Sisters, Sister{}) }},
		{"room",
			func(c *Config) int { return len(c.Rooms) },
			func(c *Config) { c.Rooms = append(c.Rooms, Room{}) }},
		{"meeting",
			func(c *Config) int { return len(c.Meetings) },
			func(c *Config) { c.Meetings = append(c.Meetings, Meeting{}) }},
		{"host.partners",
			func(c *Config) int { return len(c.Host.Partners) },
			func(c *Config) { c.Host.Partners = append(c.Host.Partners, Party{}) }},
		{"host.funders",
			func(c *Config) int { return len(c.Host.Funders) },
			func(c *Config) { c.Host.Funders = append(c.Host.Funders, Party{}) }},
	}
}
