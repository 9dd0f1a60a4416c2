package compile

import (
	"context"
	"crypto/sha256"
	"maps"
	"path"
	"slices"
	"strings"

	"sentier/internal/course"
	"sentier/internal/diag"
	"sentier/internal/glossary"
)

// module is one module on its way.
type module struct {
	folder    *moduleFolder
	cfg       Config
	found     diag.List
	languages []string

	texts     []*unit // source first
	glossary  []*unit
	sequences []*sequence
	units     []*unit // all of them
	byPath    map[string]*unit

	media    map[string]*course.Media // by path
	entries  *glossary.Glossary
	matchers map[string]*glossary.Matcher // by language
	forms    map[string]string            // what they match, by language

	out     *course.Module // nil until everything is well
	id      string         // "" where nothing could be read
	idPos   diag.Pos
	aliases []alias
	sums    map[string][sha256.Size]byte // of every file, by path
}

// sequence and lesson hold the units of one folder and one name.
type sequence struct {
	folder  *sequenceFolder
	texts   []*unit
	quiz    []*unit
	lessons []*lesson
}

type lesson struct {
	files *lessonFiles
	units []*unit
}

type alias struct {
	path, owner string
	pos         diag.Pos
}

// compileModule compiles what was read of a folder, and adds to what was found while reading it.
func compileModule(ctx context.Context, folder *moduleFolder, found diag.List, cfg Config, w workers) *module {
	m := &module{folder: folder, found: found, cfg: cfg, byPath: map[string]*unit{}}
	m.texts = m.moduleTexts()
	if len(m.texts) == 0 {
		return m
	}
	m.gather()
	m.inOrder(w, cfg.Cache.parse)
	if ctx.Err() != nil {
		return m
	}
	for _, u := range m.units {
		u.compare()
	}
	m.readMedia()
	m.checkPictures()
	m.readEntries()
	m.checkIDs()
	m.giveIDs()
	w.each(len(m.units), func(i int) { cfg.Cache.render(m, m.units[i]) })
	m.warn()
	for _, u := range m.units {
		m.found = append(m.found, u.found...)
	}
	if cfg.Review != nil {
		m.found = append(m.found, cfg.Review(m.reviewed())...)
	}
	m.ignore()
	m.mend()
	if m.found.Errors() == 0 {
		m.assemble()
	}
	return m
}

// inOrder works on sources, then on their translations, which look at them.
func (m *module) inOrder(w workers, step func(*unit)) {
	for _, translations := range []bool{false, true} {
		var some []*unit
		for _, u := range m.units {
			if u.translation() == translations {
				some = append(some, u)
			}
		}
		w.each(len(some), func(i int) { step(some[i]) })
	}
}

// moduleTexts finds the source among module.LANG.md: the one that names the languages, its own first.
func (m *module) moduleTexts() []*unit {
	files := m.folder.texts
	if len(files) == 0 {
		m.found.Add(diag.FileMissing, diag.Pos{Path: m.folder.slug}, path.Join(m.folder.slug, "module.LANG.md"))
		return nil
	}
	var named []string
	for _, f := range files {
		if f.refused { // it may be the one that names the languages
			return nil
		}
		var quiet diag.List
		matter, _, _, _ := readModule(f.path, f.data, false, &quiet)
		for _, l := range matter.Languages {
			named = append(named, l.Value)
		}
		if len(named) > 0 {
			break
		}
	}
	if len(named) == 0 { // let the front matter of the first say what is missing
		m.languages = []string{files[0].lang}
	} else {
		m.languages = named
	}
	if m.fileIn(files, m.languages[0]) == nil {
		m.found.Add(diag.FileMissing, diag.Pos{Path: m.folder.slug}, path.Join(m.folder.slug, "module."+m.languages[0]+".md"))
		return nil
	}
	return m.add(files, moduleFile, "/"+m.folder.slug)
}

func (m *module) fileIn(files []*file, lang string) *file {
	for _, f := range files {
		if f.lang == lang {
			return f
		}
	}
	return nil
}

// add makes the units of the files of one name: the source first, then the translations in the module's order.
func (m *module) add(files []*file, kind fileKind, slug string) []*unit {
	if len(files) == 0 {
		return nil
	}
	for _, f := range files {
		if !slices.Contains(m.languages, f.lang) {
			m.found.Add(diag.FileLanguageUnknown, diag.Pos{Path: f.path}, f.lang, strings.Join(m.languages, ", "),
				path.Join(m.folder.slug, "module."+m.languages[0]+".md"))
		}
	}
	first := m.fileIn(files, m.languages[0])
	if first == nil {
		for _, f := range files {
			want := path.Join(path.Dir(f.path), strings.TrimSuffix(path.Base(f.path), f.lang+".md")+m.languages[0]+".md")
			m.found.Add(diag.FileUnmatched, diag.Pos{Path: f.path}, want)
		}
		return nil
	}
	source := &unit{file: first, kind: kind, slug: slug}
	units := []*unit{source}
	for _, lang := range m.languages[1:] {
		if f := m.fileIn(files, lang); f != nil {
			units = append(units, &unit{file: f, kind: kind, slug: slug, source: source})
		}
	}
	for _, u := range units {
		m.units = append(m.units, u)
		m.byPath[u.file.path] = u
	}
	return units
}

// gather makes the units of the whole module.
func (m *module) gather() {
	m.glossary = m.add(m.folder.glossary, glossaryFile, "/"+m.folder.slug+"/glossary")
	for _, sf := range m.folder.sequences {
		address := "/" + m.folder.slug + "/" + sf.slug
		s := &sequence{folder: sf}
		if len(sf.texts) == 0 {
			m.found.Add(diag.FileMissing, diag.Pos{Path: sf.path}, path.Join(sf.path, "sequence."+m.languages[0]+".md"))
		}
		if len(sf.lessons) == 0 {
			m.found.Add(diag.SequenceEmpty, diag.Pos{Path: sf.path}, m.languages[0])
		}
		s.texts = m.add(sf.texts, sequenceFile, address)
		for _, lf := range sf.lessons {
			s.lessons = append(s.lessons, &lesson{files: lf, units: m.add(lf.files, lessonFile, address+"/"+lf.slug)})
		}
		s.quiz = m.add(sf.quiz, quizFile, address+"/quiz")
		m.sequences = append(m.sequences, s)
	}
}

// checkPictures holds the files that the module's front matter names to what they are for.
func (m *module) checkPictures() {
	u := m.texts[0]
	check := func(name placed[string], fits func(*course.Media) bool, expected string) {
		if !name.Given() {
			return
		}
		medium := resolver{m, u}.medium(path.Join(path.Dir(u.file.path), name.Value), name.Value, name.Pos)
		if medium != nil && !fits(medium) {
			u.found.Add(diag.MediaPurpose, name.Pos, name.Value, expected)
		}
	}
	isImage := func(medium *course.Media) bool { return strings.HasPrefix(medium.Type, "image/") }
	if b := u.module.Badge; b != nil {
		check(b.Image, isImage, "svg png jpg webp")
	}
	check(u.module.Card, func(medium *course.Media) bool { return isImage(medium) && medium.Type != "image/svg+xml" }, "png jpg webp")
}

// ids finds an id used twice in its kind.
type ids struct {
	found *diag.List
	seen  map[string]diag.Pos
}

func (s *ids) add(id string, at diag.Pos) {
	if s.seen == nil {
		s.seen = map[string]diag.Pos{}
	}
	if before, twice := s.seen[id]; twice {
		s.found.Add(diag.IDTwice, at, id, before.String())
		return
	}
	s.seen[id] = at
}

func (m *module) checkIDs() {
	sequences, lessons := &ids{found: &m.found}, &ids{found: &m.found}
	questions := map[string]*ids{} // by language: a translation has the ids of its source
	question := func(units []*unit) {
		for _, u := range units {
			if questions[u.file.lang] == nil {
				questions[u.file.lang] = &ids{found: &m.found}
			}
			for _, q := range u.drafts {
				if q.id != "" {
					questions[u.file.lang].add(string(q.id), q.idPos)
				}
			}
		}
	}
	for _, s := range m.sequences {
		if len(s.texts) > 0 {
			sequences.add(idOf(s.texts[0].sequence.ID, s.folder.slug, s.texts[0]))
		}
		for _, l := range s.lessons {
			question(l.units)
			if len(l.units) > 0 {
				u := l.units[0]
				lessons.add(idOf(u.lesson.ID, l.files.slug, u))
				for _, a := range u.lesson.Aliases {
					m.aliases = append(m.aliases, alias{a.Value, u.file.path, a.Pos})
				}
			}
		}
		question(s.quiz)
	}
	u := m.texts[0]
	m.id, m.idPos = idOf(u.module.ID, m.folder.slug, u)
}

// idOf is the id that front matter gives, else the slug.
func idOf(given placed[string], slug string, u *unit) (string, diag.Pos) {
	if given.Given() {
		return given.Value, given.Pos
	}
	return slug, diag.Pos{Path: u.file.path, Line: 1, Col: 1}
}

// checkAliases finds old addresses that two lessons claim, or that a page has.
func checkAliases(modules []*module, found *diag.List) {
	taken := map[string]string{}
	for _, m := range modules {
		if m.out == nil {
			continue
		}
		for _, lang := range m.languages {
			taken[m.out.Address(lang)] = m.out.Slug
			for _, s := range m.out.Sequences {
				taken[s.Address(lang)] = s.Slug
				for _, l := range s.Lessons {
					taken[l.Address(lang)] = l.Slug
				}
			}
		}
	}
	for _, m := range modules {
		for _, a := range m.aliases {
			owner, is := taken[a.path]
			if word := reserved(a.path, taken); !is && word != "" {
				owner, is = word, true
			}
			if is {
				found.Add(diag.AliasTaken, a.pos, a.path, owner)
				continue
			}
			taken[a.path] = a.owner
		}
	}
}

// reserved gives the word of the site's own addresses that follows the language, or a page, in an address; "" where
// there is none.
func reserved(address string, pages map[string]string) string {
	words := strings.Split(address, "/") // "", language, …
	for i := 2; i < len(words); i++ {
		if _, page := pages[strings.Join(words[:i], "/")]; (page || i == 2) && slices.Contains(course.Reserved, words[i]) {
			return words[i]
		}
	}
	return ""
}

// nearestKey is the key of a map most like a name, or the first of all.
func nearestKey[K ~string, V any](name string, m map[K]V) string {
	var names []string
	for _, k := range slices.Sorted(maps.Keys(m)) {
		names = append(names, string(k))
	}
	return nearest(name, names)
}

func nearest(name string, names []string) string {
	if near := diag.Nearest(name, names); near != "" || len(names) == 0 {
		return near
	}
	return names[0]
}
