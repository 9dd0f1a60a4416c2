package compile

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"

	"sentier/internal/diag"
	"sentier/internal/lang"
)

// Source is a text of a course in the language it was written in, and how far it is in the others.
type Source struct {
	Path, Lang   string
	Names        []string // by which people call it: "premiere", "apprendre/premiere"; what it alone has first
	Title        string
	Digest       string // what a translation that is up to date names
	Words        int
	Translations []Translation // one a language of the module but the first, in its order
	Module       string        // path of the module.LANG.md that lists the languages
}

// Translation is how far a text is in one language.
type Translation struct {
	Path, Lang string // where it is, or would be
	State      State
	From       string // the digest that it names, "" where it names none
	Left       int    // words of the source yet to translate, of one that is missing or begun
	Marks      []diag.Pos
	Reshaped   bool // its headings are not at the levels of those in the source, or not as many
}

// State is how far a translation is.
type State int

// The states: no file; a file with marks of what is yet to translate; one made from an older source, or from nobody
// knows which; one that is up to date.
const (
	Missing State = iota
	Begun
	Stale
	Fresh
)

// Sources reads the texts of a folder of courses and how far each is translated. Its findings are those of the files
// themselves: with errors among them, the states are the best that could be told.
func Sources(ctx context.Context, fsys fs.FS) ([]Source, diag.List, error) {
	var found diag.List
	t := &tree{fsys: fsys}
	folders, err := t.moduleFolders(&found)
	if err != nil {
		return nil, nil, err
	}
	var all []Source
	for _, folder := range folders {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		read, err := (&tree{fsys: fsys, count: &t.counted}).module(folder, &found)
		if err != nil {
			return nil, nil, fmt.Errorf("read the module %s: %w", folder, err)
		}
		m := &module{folder: read, found: found, byPath: map[string]*unit{}}
		if m.texts = m.moduleTexts(); len(m.texts) > 0 {
			m.gather()
			m.inOrder(newWorkers(runtime.GOMAXPROCS(0)), (*unit).parse)
		}
		for _, u := range m.units {
			m.found = append(m.found, u.found...)
			if !u.translation() && !u.draft() {
				all = append(all, m.sourceOf(u))
			}
		}
		found = m.found
	}
	found.Sort()
	return all, found, nil
}

func (m *module) sourceOf(u *unit) Source {
	s := Source{Path: u.file.path, Lang: u.file.lang, Names: m.namesOf(u), Title: u.title(), Digest: u.digest(), Words: u.words(),
		Module: m.texts[0].file.path}
	for _, language := range m.languages[1:] {
		t := Translation{Path: inLanguage(u.file.path, u.file.lang, language), Lang: language}
		in := m.byPath[t.Path]
		t.Reshaped = in != nil && !slices.Equal(in.shape(), u.shape())
		switch {
		case in == nil:
			t.Left = s.Words
		case len(in.marks) > 0:
			t.State, t.From, t.Marks, t.Left = Begun, in.translates().Value, in.marks, in.left()
		default:
			t.State, t.From = Fresh, in.translates().Value
			if t.From != s.Digest {
				t.State = Stale
			}
		}
		s.Translations = append(s.Translations, t)
	}
	return s
}

// shape is the levels of the headings. Those of questions and entries do not count: a translation may leave some out.
func (u *unit) shape() []int {
	var levels []int
	for _, s := range u.doc.Sections {
		if s.Heading != nil && (s.Directive == nil || s.Directive.ID == "") {
			levels = append(levels, s.Heading.Level)
		}
	}
	return levels
}

// inLanguage gives the path of the same text in another language.
func inLanguage(at, from, to string) string { return strings.TrimSuffix(at, from+".md") + to + ".md" }

// namesOf are the ids by which people call a text, with and without what they stand in.
func (m *module) namesOf(u *unit) []string {
	id, _ := idOf(m.texts[0].module.ID, m.folder.slug, m.texts[0])
	within := func(name string) []string { return []string{id + "/" + name, name} }
	switch u.kind {
	case moduleFile:
		return []string{id}
	case glossaryFile:
		return within("glossary")
	}
	for _, s := range m.sequences {
		if len(s.texts) == 0 {
			continue
		}
		sequence, _ := idOf(s.texts[0].sequence.ID, s.folder.slug, s.texts[0])
		if u == s.texts[0] {
			return within(sequence)
		}
		if len(s.quiz) > 0 && u == s.quiz[0] {
			return within(sequence + "/quiz")
		}
		for _, l := range s.lessons {
			if len(l.units) > 0 && u == l.units[0] {
				lesson, _ := idOf(u.lesson.ID, l.files.slug, u)
				return within(lesson)
			}
		}
	}
	return nil
}

func (u *unit) title() string {
	switch u.kind {
	case moduleFile:
		return u.module.Title.Value
	case sequenceFile:
		return u.sequence.Title.Value
	case lessonFile:
		return u.lesson.Title.Value
	case quizFile:
		return u.quiz.Title.Value
	}
	return ""
}

// words counts what there is to translate: the translated keys and the body, without comments.
func (u *unit) words() int { return u.matterWords(u.file.lang) + prose(u.file.lang, string(u.body)) }

func (u *unit) matterWords(tag string) int {
	n := 0
	for _, m := range u.translatable() {
		n += prose(tag, strings.Join(m.texts, " "))
	}
	return n
}

// prose counts the words of a text, without the lines of comments.
func prose(tag, text string) int {
	n := 0
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "<!--") {
			continue
		}
		for range lang.Words(tag, line) {
			n++
		}
	}
	return n
}

// left counts the words of what is marked: the translated keys, and the text from each heading to the next.
func (u *unit) left() int {
	lines := strings.Split(string(u.file.data), "\n")
	body := len(lines) - strings.Count(string(u.body), "\n") // number of its first line
	tag := u.source.file.lang
	n, counted := 0, 0 // lines
	for _, mark := range u.marks {
		if mark.Line < body {
			n += u.matterWords(tag)
			continue
		}
		start, end := body, len(lines)+1
		for _, s := range u.doc.Sections {
			switch {
			case s.Heading == nil:
			case s.Heading.Pos.Line < mark.Line:
				start = s.Heading.Pos.Line
			default:
				end = min(end, s.Heading.Pos.Line)
			}
		}
		if end > counted {
			n += prose(tag, strings.Join(lines[start-1:end-1], "\n"))
			counted = end
		}
	}
	return n
}

// kindOf tells what a text is by the name of its file.
func kindOf(at string) fileKind {
	name, _, _ := strings.Cut(path.Base(at), ".")
	switch name {
	case "module":
		return moduleFile
	case "sequence":
		return sequenceFile
	case "quiz":
		return quizFile
	case "glossary":
		return glossaryFile
	}
	return lessonFile
}

// Digest is what a translation of a source text names, whatever is wrong with it: at is its path, text its bytes.
// It gives "" where no front matter can be read.
func Digest(at string, text []byte) string {
	u := alone(at, text)
	if u == nil {
		return ""
	}
	return u.digest()
}

// Words is what of a source text is translated: its translated keys as YAML, and its body. It gives "" where no front
// matter can be read.
func Words(at string, text []byte) string {
	u := alone(at, text)
	if u == nil {
		return ""
	}
	if keys := u.beginKeys(); keys != "" {
		return "---\n" + keys + "---\n" + string(u.body)
	}
	return string(u.body)
}

// alone reads one source text by itself, nil where that cannot be done.
func alone(at string, text []byte) *unit {
	var quiet diag.List
	data := clean(at, text, &quiet)
	if data == nil {
		return nil
	}
	name, tag, _ := strings.Cut(strings.TrimSuffix(path.Base(at), ".md"), ".")
	u := &unit{file: &file{path: at, name: name, lang: tag, data: data}, kind: kindOf(at)}
	if u.parse(); u.doc.Unread || u.lost {
		return nil
	}
	return u
}
