package config

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"sentier/internal/diag"
)

// mostBytes bounds the file: many times what a site with twenty languages needs.
const mostBytes = 64 << 10

// mostDepth bounds how far into tables the walk goes: one further than the deepest key.
const mostDepth = 4

// document reads a TOML file into the configuration. The values come from the parser's own decoding, which
// knows the whole of TOML; the lines come from a second walk over its syntax tree.
func (l *loader) document(name string, data []byte) {
	if len(data) > mostBytes {
		l.add(Problem{File: name, What: fmt.Sprintf("the file has %d bytes, more than %d", len(data), mostBytes),
			Hint: "is it the right file?"})
		return
	}
	var root map[string]any
	if err := toml.Unmarshal(data, &root); err != nil {
		p := Problem{File: name, What: strings.TrimPrefix(err.Error(), "toml: "), Hint: "correct the TOML of this line"}
		if at := (*toml.DecodeError)(nil); errors.As(err, &at) {
			p.Line, _ = at.Position()
			p.Key = strings.Join(at.Key(), ".")
		}
		l.add(p)
		return
	}
	d := document{loader: l, name: name, lines: lineNumbers(data)}
	first := len(l.problems)
	d.table(nil, place{}, root)
	slices.SortStableFunc(l.problems[first:], func(a, b Problem) int { return a.Line - b.Line })
}

type document struct {
	*loader
	name  string
	lines map[string]int
}

// table walks the keys of a table in a fixed order.
func (d *document) table(path []string, at place, values map[string]any) {
	if len(values) == 0 && len(path) > 0 && !d.knownTable(path) {
		d.unknown(path, at)
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		d.value(append(slices.Clone(path), name), at, values[name])
	}
}

func (d *document) value(path []string, at place, v any) {
	if e, lang, ok := d.find(path); ok {
		d.leaf(e, path, lang, at, v)
		return
	}
	if i := slices.IndexFunc(lists(), func(t list) bool { return t.name == strings.Join(path, ".") }); i >= 0 {
		d.list(lists()[i], path, v)
		return
	}
	if child, ok := v.(map[string]any); ok && len(path) < mostDepth {
		d.table(path, at, child)
		return
	}
	if d.knownTable(path) {
		name := strings.Join(path, ".")
		d.problem(path, at, "expected a table, got "+describe(v), "write ["+name+"] and its keys under it")
		return
	}
	d.unknown(path, at)
}

func (d *document) leaf(e entry, path []string, lang string, at place, v any) {
	if strings.Contains(e.Name, anyLanguage) {
		tag, w := parseLanguage(lang)
		if w != nil {
			d.problem(path, at, "expected "+w.expected+", got "+show(lang), "name the table after the language")
			return
		}
		at.lang = tag
	}
	items, ok := itemsOf(v, e.shape)
	got := describe(v)
	if e.hidden {
		got = notShown
	}
	if !ok {
		d.problem(path, at, "expected "+e.Type+", got "+got, e.shape.remedy())
		return
	}
	line := d.lines[lineKey(path, at.index)]
	name := strings.ReplaceAll(e.Name, anyLanguage, at.lang)
	d.set(e, at, name, items, fmt.Sprintf("%s:%d", d.name, line),
		Problem{File: d.name, Line: line, Key: strings.Join(path, "."), What: got})
}

// list walks the tables of a list, and misses the keys that each must have.
func (d *document) list(t list, path []string, v any) {
	tables, ok := v.([]any)
	if !ok {
		d.problem(path, place{}, "expected a list of tables, got "+describe(v), "write [["+t.name+"]]")
		return
	}
	for _, element := range tables {
		values, ok := element.(map[string]any)
		if !ok {
			d.problem(path, place{}, "expected a list of tables, got "+describe(v), "write [["+t.name+"]]")
			return
		}
		t.grow(&d.config)
		at := place{index: t.count(&d.config) - 1}
		d.table(path, at, values)
		d.missing(t, path, at, values)
	}
}

func (d *document) missing(t list, path []string, at place, values map[string]any) {
	for _, e := range d.entries {
		if !e.required || e.Table != t.name {
			continue
		}
		inTable := strings.TrimPrefix(e.Name, t.name+".")
		first, _, _ := strings.Cut(inTable, ".")
		if v, given := values[first]; !given || isEmptyTable(v) {
			d.problem(path, at, "this table has no "+inTable, "add it")
		}
	}
}

func isEmptyTable(v any) bool {
	t, ok := v.(map[string]any)
	return ok && len(t) == 0
}

// find gives the key at a path, and the language in the path if the key has one.
func (d *document) find(path []string) (entry, string, bool) {
next:
	for _, e := range d.entries {
		parts := strings.Split(e.Name, ".")
		if len(parts) != len(path) {
			continue
		}
		lang := ""
		for i, part := range parts {
			switch {
			case part == anyLanguage:
				lang = path[i]
			case part != path[i]:
				continue next
			}
		}
		return e, lang, true
	}
	return entry{}, "", false
}

// knownTable says whether keys are known under a path.
func (d *document) knownTable(path []string) bool {
	return slices.ContainsFunc(d.entries, func(e entry) bool {
		parts := strings.Split(e.Name, ".")
		if len(parts) <= len(path) {
			return false
		}
		for i := range path {
			if _, w := parseLanguage(path[i]); parts[i] != path[i] && (parts[i] != anyLanguage || w != nil) {
				return false
			}
		}
		return true
	})
}

func (d *document) unknown(path []string, at place) {
	var names []string
	for _, e := range d.entries {
		parts := strings.Split(e.Name, ".")
		for i, part := range parts {
			if part == anyLanguage && len(parts) == len(path) {
				parts[i] = path[i]
			}
		}
		names = append(names, strings.Join(parts, "."))
	}
	d.problem(path, at, "unknown key", d.suggest(strings.Join(path, "."), names,
		`remove it, or run "sentier config" to see every key`))
}

func (d *document) problem(path []string, at place, what, hint string) {
	d.add(Problem{File: d.name, Line: d.lines[lineKey(path, at.index)], Key: strings.Join(path, "."), What: what, Hint: hint})
}

// suggest names the nearest of the known names: one letter off, or in another table.
func (l *loader) suggest(name string, known []string, otherwise string) string {
	const longest = 100 // a longer name is no slip of the finger, and slow to compare
	if len(name) > longest {
		return otherwise
	}
	if near := diag.Nearest(name, known); near != "" {
		return "did you mean " + near + "?"
	}
	last := name[strings.LastIndex(name, ".")+1:]
	for _, candidate := range known {
		if candidate == last && name != last {
			return "did you mean " + candidate + "? Then write it above the first [table]"
		}
	}
	for _, candidate := range known {
		if strings.HasSuffix(candidate, "."+last) {
			return "did you mean " + candidate + "?"
		}
	}
	return otherwise
}

// itemsOf gives a value of the file as the items that a kind reads; false when it has another shape.
func itemsOf(v any, want shape) ([]string, bool) {
	switch v := v.(type) {
	case string:
		return []string{v}, want == stringShape || want == dateShape
	case int64:
		return []string{strconv.FormatInt(v, 10)}, want == integerShape
	case toml.LocalDate:
		return []string{v.String()}, want == dateShape
	case []any:
		items := []string{}
		for _, element := range v {
			item, ok := element.(string)
			if !ok {
				return nil, false
			}
			items = append(items, item)
		}
		return items, want == listShape
	}
	return nil, false
}

// describe says what a host wrote.
func describe(v any) string {
	switch v := v.(type) {
	case string:
		return show(v)
	case int64, float64, bool:
		return fmt.Sprint(v)
	case []any:
		return "a list"
	case map[string]any:
		return "a table"
	case toml.LocalDate:
		return v.String()
	case toml.LocalDateTime, toml.LocalTime, time.Time:
		return "a time"
	}
	return "something else"
}

func (s shape) remedy() string {
	switch s {
	case integerShape:
		return "write the number alone, without quotes"
	case dateShape:
		return "write the day alone"
	case listShape:
		return "write a list in brackets, each item in quotes"
	}
	return "write one text in quotes"
}
