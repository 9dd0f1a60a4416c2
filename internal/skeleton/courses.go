package skeleton

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"sentier/internal/compile"
	"sentier/internal/course"
	"sentier/internal/lang"
)

// Courses is a courses folder, as far as what is new has to fit into it.
type Courses struct {
	Modules []*Module
	files   fs.FS
}

// Module is a module's folder.
type Module struct {
	Folder    string // under the courses folder: its slug
	ID        string
	Languages []string // the first is the source; empty where module.LANG.md cannot be read
	Sequences []*Sequence

	texts     map[string]string // every text of it, by path
	questions ids
	lessons   ids
	sequences ids
	entries   ids
	lessonIDs map[string]string // by path, without language
}

// Sequence is a sequence's folder.
type Sequence struct {
	Folder  string // under the courses folder
	Number  int
	Slug    string
	Lessons []Lesson // one for each number, in order
	Quiz    bool     // there is one, in any language
	Module  *Module
}

// Lesson is a lesson, in any language.
type Lesson struct {
	Number int
	Slug   string
}

// ids are those that are taken.
type ids map[string]bool

// free gives an id that is not taken, which is then taken: the one wanted, or with the first number that makes it so.
func (s ids) free(wanted string) string {
	id := wanted
	for n := 2; s[id]; n++ {
		id = wanted + "-" + strconv.Itoa(n)
	}
	s[id] = true
	return id
}

var (
	numbered = regexp.MustCompile(`^([1-9][0-9]{0,3})-([a-z0-9-]+)$`)
	idKey    = regexp.MustCompile(`(?m)^id:[ \t]*"?([a-z0-9-]+)"?[ \t]*$`)
	question = regexp.MustCompile(`(?m)^<!--\s*q:\s*([a-z0-9-]+)`)
	entry    = regexp.MustCompile(`(?m)^<!--\s*(?:term|person):\s*([a-z0-9-]+)`)
)

// Look reads a courses folder. What it cannot make sense of it leaves out: check says what is wrong there.
func Look(files fs.FS) (*Courses, error) {
	all, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, fmt.Errorf("read the courses folder: %w", err)
	}
	c := &Courses{files: files}
	for _, e := range all {
		if !e.IsDir() || lang.Slug(e.Name()) != e.Name() {
			continue
		}
		m := &Module{Folder: e.Name(), ID: e.Name(), texts: map[string]string{}, questions: ids{}, lessons: ids{}, sequences: ids{}, entries: ids{}}
		if err := m.read(files); err != nil {
			return nil, err
		}
		if len(m.texts) > 0 {
			c.Modules = append(c.Modules, m)
		}
	}
	return c, nil
}

// read reads the module's texts and the folders of its sequences.
func (m *Module) read(files fs.FS) error {
	entries, err := fs.ReadDir(files, m.Folder)
	if err != nil {
		return fmt.Errorf("read the module %s: %w", m.Folder, err)
	}
	for _, e := range entries {
		at := path.Join(m.Folder, e.Name())
		parts := numbered.FindStringSubmatch(e.Name())
		switch {
		case e.IsDir() && parts != nil:
			number, _ := strconv.Atoi(parts[1]) // four digits at most
			s := &Sequence{Folder: at, Number: number, Slug: parts[2], Module: m}
			m.Sequences = append(m.Sequences, s)
			if err := s.read(files); err != nil {
				return err
			}
		case !e.IsDir() && path.Ext(at) == ".md":
			if err := m.text(files, at); err != nil {
				return err
			}
		}
	}
	slices.SortFunc(m.Sequences, func(a, b *Sequence) int { return a.Number - b.Number })
	for at, raw := range m.texts {
		if path.Dir(at) != m.Folder {
			continue
		}
		text := lines(raw)
		if strings.HasPrefix(path.Base(at), "module.") {
			if languages := compile.Languages([]byte(text)); len(languages) > 0 {
				m.Languages = languages
				m.ID = idOf(text, m.Folder)
			}
		}
	}
	return nil
}

func (s *Sequence) read(files fs.FS) error {
	entries, err := fs.ReadDir(files, s.Folder)
	if err != nil {
		return fmt.Errorf("read the sequence %s: %w", s.Folder, err)
	}
	for _, e := range entries {
		at := path.Join(s.Folder, e.Name())
		if e.IsDir() || path.Ext(at) != ".md" {
			continue
		}
		if err := s.Module.text(files, at); err != nil {
			return err
		}
		text := lines(s.Module.texts[at])
		name, _, _ := strings.Cut(e.Name(), ".")
		switch parts := numbered.FindStringSubmatch(name); {
		case name == "quiz":
			s.Quiz = true
		case name == "sequence":
			s.Module.sequences[idOf(text, s.Slug)] = true
		case parts != nil:
			number, _ := strconv.Atoi(parts[1])
			if l := (Lesson{number, parts[2]}); !slices.Contains(s.Lessons, l) {
				s.Lessons = append(s.Lessons, l)
			}
			s.Module.lessons[idOf(text, parts[2])] = true
			if at := path.Join(s.Folder, name); s.Module.lessonIDs[at] == "" || idKey.MatchString(text) {
				if s.Module.lessonIDs == nil {
					s.Module.lessonIDs = map[string]string{}
				}
				s.Module.lessonIDs[at] = idOf(text, parts[2])
			}
		}
	}
	slices.SortFunc(s.Lessons, func(a, b Lesson) int { return a.Number - b.Number })
	return nil
}

// text reads a text and notes the ids in it.
func (m *Module) text(files fs.FS, at string) error {
	data, err := fs.ReadFile(files, at)
	if err != nil {
		return fmt.Errorf("read %s: %w", at, err)
	}
	m.texts[at] = string(data)
	text := lines(m.texts[at])
	for _, found := range question.FindAllStringSubmatch(text, -1) {
		m.questions[found[1]] = true
	}
	for _, found := range entry.FindAllStringSubmatch(text, -1) {
		m.entries[found[1]] = true
	}
	return nil
}

// lines is a text with its lines ended as the compiler reads them.
func lines(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

// idOf is the id in a text's front matter, else what stands in for it.
func idOf(text, otherwise string) string {
	matter, _, _ := strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---")
	if found := idKey.FindStringSubmatch(matter); found != nil {
		return found[1]
	}
	return otherwise
}

// Module finds a module by its slug, its id or the path of its folder, or of a file or folder in it; nil: none.
func (c *Courses) Module(name string) *Module {
	first, _, _ := strings.Cut(name, "/")
	for _, m := range c.Modules {
		if m.Folder == first || m.ID == first {
			return m
		}
	}
	return nil
}

// Sequence finds a sequence by MODULE/SEQUENCE, the number of the latter left out or not, or by a path in it; nil:
// none.
func (c *Courses) Sequence(name string) *Sequence {
	parts := strings.Split(name, "/")
	m := c.Module(name)
	if m == nil || len(parts) < 2 {
		return nil
	}
	for _, s := range m.Sequences {
		if path.Base(s.Folder) == parts[1] || s.Slug == parts[1] {
			return s
		}
	}
	return nil
}

// All are the sequences of all modules.
func (c *Courses) All() []*Sequence {
	var all []*Sequence
	for _, m := range c.Modules {
		all = append(all, m.Sequences...)
	}
	return all
}

// slugFor gives the slug of a title that no sibling has and that no address of the site is.
func slugFor(title string, taken func(slug string) bool) string {
	wanted := lang.Slug(title)
	slug := wanted
	for n := 2; taken(slug) || slices.Contains(course.Reserved, slug); n++ {
		slug = wanted + "-" + strconv.Itoa(n)
	}
	return slug
}

// IsSlug tells whether a text can stand in an address, and is not one of the site's own.
func IsSlug(text string) bool {
	return lang.Slug(text) == text && !slices.Contains(course.Reserved, text)
}

// Explains tells whether the module's glossary has an entry of that id.
func (m *Module) Explains(id string) bool { return m.entries[id] }

// Called finds the lessons that a name means: a path, with or without number, language and the end .md;
// MODULE/SEQUENCE/SLUG; or an id, after MODULE/ or alone. There may be several of one id, in different modules.
func (c *Courses) Called(name string) (lessons []Lesson, in []*Sequence) {
	parts := strings.Split(name, "/")
	last, _, _ := strings.Cut(parts[len(parts)-1], ".")
	for _, s := range c.All() {
		m := s.Module
		for _, l := range s.Lessons {
			id := m.lessonIDs[path.Join(s.Folder, strconv.Itoa(l.Number)+"-"+l.Slug)]
			full := strconv.Itoa(l.Number) + "-" + l.Slug
			is := false
			switch len(parts) {
			case 1:
				is = id == last
			case 2:
				is = (parts[0] == m.Folder || parts[0] == m.ID) && id == last
			case 3:
				is = (parts[0] == m.Folder || parts[0] == m.ID) && (parts[1] == s.Slug || parts[1] == path.Base(s.Folder)) && (last == full || last == l.Slug)
			}
			if is {
				lessons, in = append(lessons, l), append(in, s)
			}
		}
	}
	return lessons, in
}
