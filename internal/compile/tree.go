package compile

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"

	"sentier/internal/course"
	"sentier/internal/diag"
	"sentier/internal/lang"
)

// The bounds of a course on disk.
const (
	MaxText  = 256 << 10 // bytes of a text file
	MaxMedia = 32 << 20  // bytes of an image, a sound or a film
	MaxFiles = 50_000    // of a courses folder
)

// tree reads a courses folder, or one module of it.
type tree struct {
	fsys    fs.FS
	count   *atomic.Int64 // files of the whole courses folder so far
	counted atomic.Int64
	sums    map[string][sha256.Size]byte // of what was read, by path; texts with LF line ends
	cache   *Cache                       // nil: none
	infos   map[string]fs.FileInfo       // of what was listed, where there is a cache
}

// file is one file, read.
type file struct {
	path string // under the courses folder
	name string // of a text: NAME in NAME.LANG.md, without its number
	lang string // of a text
	data []byte // of a text: with LF line ends

	refused bool // a text that cannot be read as one: that it is there is all that is known of it
}

type moduleFolder struct {
	slug      string
	texts     []*file // module.LANG.md
	glossary  []*file
	media     map[string]*file // by path
	sequences []*sequenceFolder
}

type sequenceFolder struct {
	path    string
	slug    string
	number  int
	texts   []*file // sequence.LANG.md
	quiz    []*file
	lessons []*lessonFiles
}

type lessonFiles struct {
	slug   string
	number int
	files  []*file // one a language
}

var (
	numbered  = regexp.MustCompile(`^([1-9][0-9]{0,3})-(.+)$`)
	slugForm  = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	langForm  = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)
	mediaForm = regexp.MustCompile(`^[A-Za-z0-9._-]+$`)
	skipped   = regexp.MustCompile(`^([._].*|(README|LICENSE|CONTRIBUTING|CHANGELOG|AUTHORS).*|REUSE\.toml)$`)
)

// moduleFolders lists the folders of a courses folder that are modules.
func (t *tree) moduleFolders(found *diag.List) ([]string, error) {
	entries, err := t.list(".", found)
	if err != nil {
		return nil, fmt.Errorf("read the courses folder: %w", err)
	}
	var folders []string
	for _, e := range entries {
		switch {
		case !e.IsDir():
			if path.Ext(e.Name()) != ".go" { // what embeds the shipped courses stands beside them
				found.Add(diag.FileUnknown, diag.Pos{Path: e.Name()}, "a folder a module")
			}
		case t.slug(e.Name(), e.Name(), found):
			folders = append(folders, e.Name())
		}
	}
	if len(folders) == 0 && found.Errors() == 0 {
		found.Add(diag.NoModule, diag.Pos{Path: "."})
	}
	return folders, nil
}

// list gives the entries of a folder that count, sorted. Links are refused, names that differ by case alone too.
func (t *tree) list(dir string, found *diag.List) ([]fs.DirEntry, error) {
	all, err := fs.ReadDir(t.fsys, dir)
	if err != nil {
		return nil, err
	}
	var kept []fs.DirEntry
	folded := map[string]string{}
	for _, e := range all {
		at := diag.Pos{Path: path.Join(dir, e.Name())}
		if skipped.MatchString(e.Name()) {
			continue
		}
		if e.Type()&fs.ModeSymlink != 0 || !e.IsDir() && !e.Type().IsRegular() {
			found.Add(diag.FileLink, at)
			continue
		}
		key := strings.ToLower(e.Name())
		if other, twice := folded[key]; twice {
			found.Add(diag.FileCase, at, other)
			continue
		}
		folded[key] = e.Name()
		kept = append(kept, e)
		if t.cache != nil && !e.IsDir() {
			t.note(path.Join(dir, e.Name()), e)
		}
	}
	return kept, nil
}

// note remembers what the system says of a file before it is read: what changes from here on shows.
func (t *tree) note(at string, e fs.DirEntry) {
	if info, err := e.Info(); err == nil {
		if t.infos == nil {
			t.infos = map[string]fs.FileInfo{}
		}
		t.infos[at] = info
	}
}

// slug tells whether a name may stand in addresses, or says why not.
func (t *tree) slug(slug, at string, found *diag.List) bool {
	switch {
	case !slugForm.MatchString(slug):
		found.Add(diag.FileSlug, diag.Pos{Path: at}, slug, lang.Slug(slug))
	case slices.Contains(course.Reserved, slug):
		found.Add(diag.FileReserved, diag.Pos{Path: at}, slug)
	default:
		return true
	}
	return false
}

func (t *tree) module(dir string, found *diag.List) (*moduleFolder, error) {
	m := &moduleFolder{slug: dir, media: map[string]*file{}}
	entries, err := t.list(dir, found)
	if err != nil {
		return nil, err
	}
	taken := siblings{found: found}
	for _, e := range entries {
		at := path.Join(dir, e.Name())
		switch name := e.Name(); {
		case e.IsDir() && name == "media":
			err = t.media(m, at, found)
		case e.IsDir():
			if number, slug, ok := taken.add(name, name, at); ok && t.slug(slug, at, found) {
				s := &sequenceFolder{path: at, slug: slug, number: number}
				m.sequences = append(m.sequences, s)
				err = t.sequence(m, s, found)
			}
		case isText(name):
			f := t.text(at, found)
			switch {
			case f == nil:
			case f.name == "module":
				m.texts = append(m.texts, f)
			case f.name == "glossary":
				m.glossary = append(m.glossary, f)
			default:
				found.Add(diag.FileUnknown, diag.Pos{Path: at}, "module.LANG.md, glossary.LANG.md")
			}
		default:
			t.medium(m, at, found)
		}
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(m.sequences, func(a, b *sequenceFolder) int { return a.number - b.number })
	return m, nil
}

func (t *tree) sequence(m *moduleFolder, s *sequenceFolder, found *diag.List) error {
	entries, err := t.list(s.path, found)
	if err != nil {
		return err
	}
	taken := siblings{found: found}
	for _, e := range entries {
		at := path.Join(s.path, e.Name())
		switch name := e.Name(); {
		case e.IsDir() && name == "media":
			if err := t.media(m, at, found); err != nil {
				return err
			}
		case e.IsDir() || !isText(name):
			found.Add(diag.FileUnknown, diag.Pos{Path: at}, "sequence.LANG.md, quiz.LANG.md, NUMBER-SLUG.LANG.md, media/")
		default:
			f := t.text(at, found)
			switch {
			case f == nil:
			case f.name == "sequence":
				s.texts = append(s.texts, f)
			case f.name == "quiz":
				s.quiz = append(s.quiz, f)
			default:
				if number, slug, ok := taken.add(f.name, f.name, at); ok && t.slug(slug, at, found) {
					s.lesson(number, slug, f)
				}
			}
		}
	}
	slices.SortFunc(s.lessons, func(a, b *lessonFiles) int { return a.number - b.number })
	return nil
}

// lesson adds a file to the lesson that it is a rendition of.
func (s *sequenceFolder) lesson(number int, slug string, f *file) {
	i := slices.IndexFunc(s.lessons, func(l *lessonFiles) bool { return l.slug == slug && l.number == number })
	if i < 0 {
		s.lessons = append(s.lessons, &lessonFiles{slug: slug, number: number})
		i = len(s.lessons) - 1
	}
	s.lessons[i].files = append(s.lessons[i].files, f)
}

// siblings finds numbers and slugs taken twice in one folder. Files of one name in several languages are one.
type siblings struct {
	found   *diag.List
	numbers map[int]string
	slugs   map[string]string
}

func (s *siblings) add(name, key, at string) (number int, slug string, ok bool) {
	m := numbered.FindStringSubmatch(name)
	if m == nil {
		s.found.Add(diag.FileNumber, diag.Pos{Path: at}, name)
		return 0, "", false
	}
	if s.numbers == nil {
		s.numbers, s.slugs = map[int]string{}, map[string]string{}
	}
	for _, c := range m[1] {
		number = 10*number + int(c-'0')
	}
	slug = m[2]
	if other, taken := s.numbers[number]; taken && other != key {
		s.found.Add(diag.FileNumberTaken, diag.Pos{Path: at}, number, other)
		return 0, "", false
	}
	if other, taken := s.slugs[slug]; taken && other != key {
		s.found.Add(diag.FileSlugTaken, diag.Pos{Path: at}, slug, other)
		return 0, "", false
	}
	s.numbers[number], s.slugs[slug] = key, key
	return number, slug, true
}

func isText(name string) bool { return strings.HasSuffix(name, ".md") }

// text reads NAME.LANG.md; nil when it is not called so.
func (t *tree) text(at string, found *diag.List) *file {
	pos := diag.Pos{Path: at}
	name, tag, ok := strings.Cut(strings.TrimSuffix(path.Base(at), ".md"), ".")
	if !ok || !langForm.MatchString(tag) {
		found.Add(diag.FileLanguage, pos, path.Base(at))
		return nil
	}
	f := &file{path: at, name: name, lang: tag}
	data := t.read(at, MaxText, found)
	kept := t.cache.kept(at)
	switch {
	case data == nil:
	case kept != nil && kept.cleaned != nil:
		f.data = kept.cleaned
	default:
		f.data = clean(at, data, found)
	}
	if f.refused = f.data == nil; !f.refused {
		t.remember(f)
		if kept != nil && kept.cleaned == nil {
			kept.cleaned, kept.textSum = f.data, t.sums[at]
		}
	}
	return f
}

func (t *tree) media(m *moduleFolder, dir string, found *diag.List) error {
	entries, err := t.list(dir, found)
	for _, e := range entries {
		at := path.Join(dir, e.Name())
		if e.IsDir() {
			found.Add(diag.FileUnknown, diag.Pos{Path: at}, "images, sounds, films and their .license")
			continue
		}
		t.medium(m, at, found)
	}
	return err
}

func (t *tree) medium(m *moduleFolder, at string, found *diag.List) {
	if !mediaForm.MatchString(path.Base(at)) {
		found.Add(diag.FileMediaName, diag.Pos{Path: at}, path.Base(at))
		return
	}
	if data := t.read(at, MaxMedia, found); data != nil {
		f := &file{path: at, name: path.Base(at), data: data}
		m.media[at] = f
		t.remember(f)
	}
}

func (t *tree) remember(f *file) {
	if t.sums == nil {
		t.sums = map[string][sha256.Size]byte{}
	}
	switch kept := t.cache.kept(f.path); {
	case kept != nil && kept.cleaned != nil:
		t.sums[f.path] = kept.textSum
	case kept != nil && len(f.data) > 0 && len(kept.data) > 0 && &kept.data[0] == &f.data[0]:
		t.sums[f.path] = kept.sum
	default:
		t.sums[f.path] = sha256.Sum256(f.data)
	}
}

// read gives the bytes of a file, or nil when it is too large or there are too many. It reads no more than the limit,
// however the file grows meanwhile.
func (t *tree) read(at string, limit int64, found *diag.List) []byte {
	if t.count.Add(1) > MaxFiles {
		return nil // Course says so, once
	}
	if kept := t.cache.file(at, t.infos[at]); kept != nil {
		return kept.data
	}
	pos := diag.Pos{Path: at}
	f, err := t.fsys.Open(at)
	if err != nil {
		found.Add(diag.FileUnreadable, pos, err.Error())
		return nil
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		found.Add(diag.FileUnreadable, pos, err.Error())
		return nil
	}
	var data bytes.Buffer
	data.Grow(int(min(info.Size(), limit)) + bytes.MinRead)
	if _, err := data.ReadFrom(io.LimitReader(f, limit+1)); err != nil {
		found.Add(diag.FileUnreadable, pos, err.Error())
		return nil
	}
	if size := max(int64(data.Len()), info.Size()); size > limit {
		found.Add(diag.LimitSize, pos, (size+1023)>>10, limit>>10)
		return nil
	}
	t.cache.keep(at, t.infos[at], data.Bytes())
	if kept := t.cache.kept(at); kept != nil {
		return kept.data
	}
	return data.Bytes()
}
