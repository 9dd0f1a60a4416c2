package compile

import (
	"slices"
	"strings"

	"sentier/internal/diag"
)

// Bounds of the front matter of a file, in bytes and in lines: the time that the YAML library takes grows with the
// square of the latter.
const (
	maxFrontMatter = 16 << 10
	maxMatterLines = 400
)

// fileKind is which keys a file's front matter holds.
type fileKind int

const (
	moduleFile fileKind = iota
	sequenceFile
	lessonFile
	quizFile
	glossaryFile
)

// keySpec is a key of the format; those translated stand in a translation too.
type keySpec struct {
	name       string
	translated bool
}

// matterKeys are the keys of each file, in the order of the format, which is the order in which the translated
// ones are hashed.
var matterKeys = map[fileKind][]keySpec{
	moduleFile: {{"title", true}, {"summary", true}, {"audience", true}, {"id", false}, {"languages", false},
		{"licence", false}, {"authors", false}, {"badge", true}, {"status", false}, {"card", false},
		{"partners", false}, {"funders", false}, {"pass", false}, {"xp", false}, {"forge", false}, {"ignore", false}},
	sequenceFile: {{"title", true}, {"objectives", true}, {"id", false}},
	lessonFile: {{"title", true}, {"summary", true}, {"objectives", true}, {"id", false}, {"aliases", false},
		{"minutes", false}, {"authors", false}, {"draft", false}, {"audio", false}, {"published", false},
		{"changed", false}},
	quizFile:     {{"title", true}, {"pass", false}, {"feedback", false}, {"shuffle", false}},
	glossaryFile: {},
}

// badgeKeys are those of a module's badge.
var badgeKeys = []keySpec{{"title", true}, {"criteria", true}, {"image", false}, {"requires", false}}

// translates is the key that every translation may hold, and no source.
const translates = "translates"

// placed is a value of front matter and where it stands; the zero Pos says that it is not there.
type placed[T any] struct {
	Value T
	Pos   diag.Pos
}

// Given tells whether the file holds it.
func (p placed[T]) Given() bool { return p.Pos.Line > 0 }

// fields is the keys of a mapping, known to be allowed, on their way to become typed values.
type fields struct {
	prefix string // "badge." for the keys of a badge, for what findings say
	pos    diag.Pos
	keys   []entry
	found  *diag.List
}

// readFrontMatter splits a file (UTF-8, lines ended by LF) into front matter and body, and reads the former. It
// always gives the body that it could tell apart, with the number of its first line, so that both are checked in
// one go; read is false where the front matter itself is lost, which it has reported.
func readFrontMatter(path string, text []byte, kind fileKind, translation bool, found *diag.List) (
	f fields, body []byte, bodyLine int, read bool) {
	f = fields{pos: diag.Pos{Path: path, Line: 1, Col: 1}, found: found}
	matter, body, bodyLine, ok := splitFrontMatter(string(text))
	switch {
	case !ok && kind == glossaryFile && !strings.HasPrefix(string(text), "---"):
		return f, text, 1, true
	case !ok && bodyLine == 0:
		found.Add(diag.FrontAbsent, f.pos)
		return f, text, 1, false
	case !ok:
		found.Add(diag.FrontUnclosed, f.pos)
		return f, nil, bodyLine, false
	case len(matter) > maxFrontMatter || strings.Count(matter, "\n") > maxMatterLines:
		found.Add(diag.LimitFront, f.pos, maxFrontMatter>>10, maxMatterLines)
		return f, body, bodyLine, false
	}
	y := &yamlReader{path: path, shift: 1, found: found}
	root, ok := y.read(matter)
	if !ok {
		return f, body, bodyLine, false
	}
	f.keys = f.allowed(root.keys, matterKeys[kind], translation, true)
	return f, body, bodyLine, true
}

// splitFrontMatter parts a file at its two lines ---. Without the first it gives line 0; without the second, the
// line past the last.
func splitFrontMatter(text string) (matter string, body []byte, bodyLine int, ok bool) {
	rest, opened := strings.CutPrefix(text, "---\n")
	if !opened {
		return "", nil, 0, false
	}
	if after, empty := strings.CutPrefix(rest, "---\n"); empty || rest == "---" {
		return "", []byte(strings.TrimPrefix(after, "---")), 3, true
	}
	lines := strings.Count(text, "\n") + 1
	end := strings.Index(rest, "\n---\n")
	if end < 0 && strings.HasSuffix(rest, "\n---") {
		return rest[:len(rest)-len("---")], nil, lines + 1, true
	}
	if end < 0 {
		return "", nil, lines + 1, false
	}
	matter = rest[:end+1]
	return matter, []byte(rest[end+len("\n---\n"):]), strings.Count(matter, "\n") + 3, true
}

// allowed reports the keys that are not of the format, or not of this file, and gives the others.
func (f fields) allowed(keys []entry, specs []keySpec, translation, root bool) []entry {
	var names []string
	for _, s := range specs {
		if !translation || s.translated {
			names = append(names, s.name)
		}
	}
	if root && translation {
		names = append(names, translates)
	}
	var kept []entry
	for _, e := range keys {
		name := f.prefix + e.name
		known := slices.ContainsFunc(specs, func(s keySpec) bool { return s.name == e.name })
		switch {
		case slices.Contains(names, e.name):
			kept = append(kept, e)
		case known:
			f.found.Add(diag.KeySourceOnly, e.pos, name)
		case root && e.name == translates:
			f.found.Add(diag.KeyTranslationOnly, e.pos, name)
		default:
			if near := diag.Nearest(strings.ToLower(e.name), names); near != "" {
				f.found.Add(diag.KeyNearest, e.pos, clip(name), f.prefix+near)
			} else {
				f.found.Add(diag.KeyUnknown, e.pos, clip(name))
			}
		}
	}
	return kept
}

// get finds a key; it reports one that has no value, and gives false for it too.
func (f fields) get(name string) (entry, bool) {
	for _, e := range f.keys {
		if e.name != name {
			continue
		}
		if e.form == absent || e.form == scalar && strings.TrimSpace(e.text) == "" {
			f.found.Add(diag.KeyEmpty, e.pos, f.prefix+name)
			return e, false
		}
		return e, true
	}
	return entry{}, false
}

// need reports a key that is not there at all.
func (f fields) need(name, example string) {
	if !slices.ContainsFunc(f.keys, func(e entry) bool { return e.name == name }) {
		f.found.Add(diag.KeyMissing, f.pos, f.prefix+name, example)
	}
}

// sub gives the keys of a mapping within this one.
func (f fields) sub(name, example string, specs []keySpec, translation bool) (fields, bool) {
	e, ok := f.get(name)
	if !ok {
		return fields{}, false
	}
	if e.form != mapping {
		f.found.Add(diag.KeyMapping, e.value.pos, f.prefix+name, example)
		return fields{}, false
	}
	s := fields{prefix: f.prefix + name + ".", pos: e.pos, found: f.found}
	s.keys = e.keys
	if specs != nil {
		s.keys = s.allowed(e.keys, specs, translation, false)
	}
	return s, true
}
