// Package relocate renames or moves a lesson, or renames a term, in a folder of courses: its files in all languages, every
// link that leads to it or from it, and the alias that keeps its old address alive.
//
// It works in memory and gives a set of changes, and none at all when the folder would have a finding more than before.
// It never touches prose, and it writes nothing itself: the move command applies the changes or shows them.
package relocate

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"sentier/internal/changeset"
	"sentier/internal/compile"
	"sentier/internal/diag"
	"sentier/internal/skeleton"
)

// Config is what a folder is compiled with, and the languages of the site, whose addresses lead on.
type Config struct {
	Compile   compile.Config
	Languages []string
}

// Moved is a move that can be made.
type Moved struct {
	Changes   changeset.Set // by path
	Addresses []string      // old addresses of a lesson, which lead on
	Links     int           // texts whose links were changed
}

// Worse is the error of a move after which the folder would have findings that it has not now.
type Worse struct{ Found diag.List }

func (w Worse) Error() string {
	return "nothing was moved, since this would be wrong then:\n" + strings.TrimSpace(fmt.Sprintln(w.Found[0])) + more(len(w.Found)-1)
}

func more(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("\nand %d more", n)
}

var errSame = errors.New("it is there already: name another place")

// move is one on its way: the texts of the module as they are and as they will be.
type move struct {
	files  fs.FS
	cfg    Config
	module *skeleton.Module
	before map[string]string // by path, as they are
	after  map[string]string // by new path, lines ended by LF
	to     map[string]string // new path of what moves, by old path
}

var lessonName = regexp.MustCompile(`^([1-9][0-9]{0,3}-)?([a-z0-9]+(?:-[a-z0-9]+)*)(?:\.[A-Za-z0-9-]+)?(?:\.md)?$`)

func newMove(files fs.FS, cfg Config, m *skeleton.Module) (*move, error) {
	mv := &move{files: files, cfg: cfg, module: m, before: map[string]string{}, after: map[string]string{}, to: map[string]string{}}
	err := fs.WalkDir(files, m.Folder, func(at string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || path.Ext(at) != ".md" || strings.HasPrefix(e.Name(), "_") || strings.HasPrefix(e.Name(), ".") {
			return err
		}
		text, err := fs.ReadFile(files, at)
		mv.before[at] = string(text)
		return err
	})
	return mv, err
}

// Lesson moves a lesson to the place that a name gives: NUMBER-SLUG or SLUG beside where it is, the folder of another
// sequence of the module, or a path in it.
func Lesson(ctx context.Context, files fs.FS, cfg Config, from *skeleton.Sequence, lesson skeleton.Lesson, to string) (Moved, error) {
	mv, err := newMove(files, cfg, from.Module)
	if err != nil {
		return Moved{}, err
	}
	sequence, number, slug, err := target(from, lesson, to)
	if err != nil {
		return Moved{}, err
	}
	stem := path.Join(from.Folder, strconv.Itoa(lesson.Number)+"-"+lesson.Slug)
	target := path.Join(sequence.Folder, strconv.Itoa(number)+"-"+slug)
	if stem == target {
		return Moved{}, errSame
	}
	for at := range mv.before {
		if rest, is := strings.CutPrefix(at, stem+"."); is && !strings.Contains(strings.TrimSuffix(rest, ".md"), ".") {
			mv.to[at] = target + "." + rest
		}
	}
	id := ""
	if slug != lesson.Slug {
		id = lesson.Slug
	}
	var old, now []string
	for _, tag := range mv.languages() {
		old = append(old, path.Join("/", tag, from.Module.Folder, from.Slug, lesson.Slug))
		now = append(now, path.Join("/", tag, from.Module.Folder, sequence.Slug, slug))
	}
	if old[0] == now[0] {
		old, now = nil, nil
	}
	links := mv.follow(func(_, address string) string { return address })
	source := mv.to[stem+"."+from.Module.Languages[0]+".md"]
	if source == "" {
		return Moved{}, fmt.Errorf("%s.%s.md is not there, and it is the source of this lesson: \"sentier check\" says more", stem, from.Module.Languages[0])
	}
	if len(old) > 0 {
		if mv.after[source], err = keep(mv.after[source], id, old, now); err != nil {
			return Moved{}, fmt.Errorf("the old address of %s cannot be kept: %w", source, err)
		}
	}
	changes, err := mv.finish(ctx)
	return Moved{Changes: changes, Addresses: old, Links: links}, err
}

// target is where a lesson goes, and checks that nobody is there.
func target(from *skeleton.Sequence, lesson skeleton.Lesson, to string) (s *skeleton.Sequence, number int, slug string, err error) {
	to = strings.Trim(to, "/")
	s, number, slug = from, lesson.Number, lesson.Slug
	name := to
	if parts := strings.Split(to, "/"); len(parts) > 1 {
		if parts[0] != from.Module.Folder && parts[0] != from.Module.ID {
			return nil, 0, "", fmt.Errorf("%s is in another module: a lesson stays in its own, where its id and the words it uses are", to)
		}
		s = nil
		for _, other := range from.Module.Sequences {
			if path.Base(other.Folder) == parts[1] || other.Slug == parts[1] {
				s = other
			}
		}
		if s == nil || len(parts) > 3 {
			return nil, 0, "", fmt.Errorf("there is no sequence %s: start it with \"sentier new sequence\"", path.Join(parts[:2]...))
		}
		name = strings.Join(parts[2:], "/")
	}
	if name != "" {
		found := lessonName.FindStringSubmatch(name)
		if found == nil || !skeleton.IsSlug(found[2]) {
			return nil, 0, "", fmt.Errorf("%q cannot be the name of a lesson: write NUMBER-SLUG, in lower-case letters, digits and single hyphens", name)
		}
		slug = found[2]
		if found[1] != "" {
			number, _ = strconv.Atoi(strings.TrimSuffix(found[1], "-")) // four digits at most
		} else if s != from {
			number = 0
		}
	} else if s != from {
		number = 0
	}
	free := 1
	for _, l := range s.Lessons {
		free = max(free, l.Number+1)
		self := s == from && l == lesson
		if !self && (l.Slug == slug || l.Number == number) {
			err = fmt.Errorf("%s is there already: choose another number or name, such as %d-%s", path.Join(s.Folder, strconv.Itoa(l.Number)+"-"+l.Slug), free, slug)
		}
	}
	if number == 0 {
		number = free
	}
	return s, number, slug, err
}

// Term renames the id of a term or a person, with every link to it.
func Term(ctx context.Context, files fs.FS, cfg Config, m *skeleton.Module, from, to string) (Moved, error) {
	mv, err := newMove(files, cfg, m)
	if err != nil {
		return Moved{}, err
	}
	switch {
	case !compile.IsID(to):
		return Moved{}, fmt.Errorf("%q cannot be an id: write lower-case letters, digits and single hyphens", to)
	case from == to:
		return Moved{}, errSame
	case m.Explains(to):
		return Moved{}, fmt.Errorf("glossary:%s is there already: choose another id", to)
	}
	mark := regexp.MustCompile(`(?m)^(<!--[ \t]*(?:term|person):[ \t]*)` + regexp.QuoteMeta(from) + `([ \t])`)
	links := mv.follow(func(at, address string) string {
		if address == "glossary:"+from {
			return "glossary:" + to
		}
		if name, fragment := file(at, address); fragment == "#"+from && path.Dir(name) == m.Folder && strings.HasPrefix(path.Base(name), "glossary.") {
			return strings.TrimSuffix(address, fragment) + "#" + to
		}
		return address
	})
	for at, text := range mv.after {
		if path.Dir(at) == m.Folder && strings.HasPrefix(path.Base(at), "glossary.") {
			mv.after[at] = mark.ReplaceAllString(text, "${1}"+to+"${2}")
		}
	}
	changes, err := mv.finish(ctx)
	return Moved{Changes: changes, Links: links}, err
}

// languages are those of the module and of the site, each once.
func (mv *move) languages() []string {
	all := slices.Clone(mv.module.Languages)
	for _, tag := range mv.cfg.Languages {
		if !slices.Contains(all, tag) {
			all = append(all, tag)
		}
	}
	return all
}

// follow rewrites the addresses in every text, in what moves and in what stays, and counts the texts that change.
func (mv *move) follow(change func(at, address string) string) int {
	links := 0
	for at, raw := range mv.before {
		text := strings.ReplaceAll(raw, "\r\n", "\n")
		place := at
		if to, moves := mv.to[at]; moves {
			place = to
		}
		leads := func(address string) string {
			name, fragment := file(at, address)
			if name == "" {
				return change(at, address)
			}
			goal := name
			if to, moves := mv.to[name]; moves {
				goal = to
			}
			if goal == name && path.Dir(place) == path.Dir(at) {
				return change(at, address)
			}
			return relative(path.Dir(place), goal) + fragment
		}
		now := rewrite(text, leads)
		if path.Dir(place) != path.Dir(at) { // the reading of a lesson stands in its front matter
			end := body(now)
			now = sound.ReplaceAllStringFunc(now[:end], func(name string) string {
				if _, err := fs.Stat(mv.files, path.Join(path.Dir(at), name)); err != nil {
					return name
				}
				return relative(path.Dir(place), path.Join(path.Dir(at), name))
			}) + now[end:]
		}
		if now != text {
			links++
		}
		mv.after[place] = now
	}
	return links
}

// finish makes the changes, and refuses them where the folder would have a finding more.
func (mv *move) finish(ctx context.Context) (changeset.Set, error) {
	_, found, err := compile.Course(ctx, mv.files, mv.cfg.Compile)
	if err != nil {
		return nil, err
	}
	now, err := mv.try(ctx)
	if err != nil {
		return nil, err
	}
	// A link that was rewritten makes no translation stale.
	old := map[string]bool{}
	for _, f := range found {
		if f.Message == diag.TranslationBehind {
			old[mv.place(f.Path)] = true
		}
	}
	again := false
	for _, f := range now {
		if f.Message != diag.TranslationBehind || old[f.Path] {
			continue
		}
		lines := strings.Split(mv.after[f.Path], "\n")
		if is, digest := f.Line <= len(lines), f.Args[1].(string); is {
			lines[f.Line-1] = regexp.MustCompile(`[0-9a-f]{8}`).ReplaceAllString(lines[f.Line-1], digest)
			mv.after[f.Path], again = strings.Join(lines, "\n"), true
		}
	}
	if again {
		if now, err = mv.try(ctx); err != nil {
			return nil, err
		}
	}
	had := map[string]int{}
	for _, f := range found {
		had[f.Code+" "+mv.place(f.Path)]++
	}
	var worse diag.List
	for _, f := range now {
		if key := f.Code + " " + f.Path; had[key] > 0 {
			had[key]--
		} else {
			worse = append(worse, f)
		}
	}
	if len(worse) > 0 {
		return nil, Worse{worse}
	}
	return mv.changes(), nil
}

// place is where a file is after the move.
func (mv *move) place(at string) string {
	if to, moves := mv.to[at]; moves {
		return to
	}
	return at
}

// try compiles the folder as it would be.
func (mv *move) try(ctx context.Context) (diag.List, error) {
	texts := map[string][]byte{}
	for at, text := range mv.after {
		texts[at] = []byte(text)
	}
	_, found, err := compile.Course(ctx, compile.Overlay(without{mv.files, mv.to}, texts), mv.cfg.Compile)
	return found, err
}

// changes are those that differ from what is there.
func (mv *move) changes() changeset.Set {
	var set changeset.Set
	for _, at := range slices.Sorted(maps.Keys(mv.before)) {
		raw, place := mv.before[at], mv.place(at)
		text := mv.after[place]
		if strings.Contains(raw, "\r\n") {
			text = strings.ReplaceAll(text, "\n", "\r\n")
		}
		switch {
		case place != at:
			set = append(set, changeset.Change{Path: at, Before: []byte(raw)}, changeset.Change{Path: place, After: []byte(text)})
		case text != raw:
			set = append(set, changeset.Change{Path: at, Before: []byte(raw), After: []byte(text)})
		}
	}
	return set
}

// without is a folder in which files that move are no longer where they were.
type without struct {
	fs.FS
	gone map[string]string
}

// ReadDir lists what stays.
func (w without) ReadDir(name string) ([]fs.DirEntry, error) {
	all, err := fs.ReadDir(w.FS, name)
	return slices.DeleteFunc(all, func(e fs.DirEntry) bool {
		_, moves := w.gone[path.Join(name, e.Name())]
		return moves
	}), err
}
