package site

import (
	"iter"
	"maps"
	"slices"
	"sync/atomic"
	"time"

	"sentier/internal/config"
	"sentier/internal/course"
	"sentier/internal/search"
	"sentier/internal/theme"
)

// Config is what a Snapshot is built with, beside the courses.
type Config struct {
	Theme    *theme.Theme
	Settings config.Config // the one that the theme was loaded with
	Version  string        // of the program
	Images   string        // folder that keeps the widths of raster images; empty: memory does
	Static   bool          // for a folder of files: nothing on a page may need the server
	Accounts bool          // people can have accounts
	Voices   bool          // people can say what is wrong with a passage
	Drafts   bool          // lessons that are drafts have pages, too, where the course holds them
	Late     bool          // pages are made when they are asked for: for who writes a course, see late.go
	Before   *Snapshot     // with Late, the one before, whose files are taken over; nil: none
	Badges   bool          // the badges of modules can be earned
	Holes    []Hole        // that web fills beside Root; the others are taken out: each makes a page 2 % larger
	Now      time.Time     // when it is built; it is in no page
}

// Snapshot is everything that is public, ready to be sent.
type Snapshot struct {
	builder   *builder
	pages     map[string]*Page
	late      map[string]*latePage // by path; nil: every page is made
	lateIndex lateIndex
	redirects map[string]string
	files     map[string]*Page
	rasters   *rasters
	lessons   map[string]place
	quizzes   map[string]quizPlace
	errors    map[string]map[int]*Page
	stats     []Stats
	courses   []*course.Course
	index     *search.Index // nil on a static site
	readers   atomic.Int64
	brotli    chan struct{} // full while Brotli works
}

// place is what an address of a lesson names.
type place struct {
	lesson *course.Lesson
	lang   string
}

// quizPlace is what an address of a quiz names.
type quizPlace struct {
	quiz *course.Quiz
	lang string
}

// Redirect finds where an old address leads for good, or "".
func (s *Snapshot) Redirect(path string) string { return s.redirects[path] }

// Redirects are all of those: old address → new one. The map is not to be written to.
func (s *Snapshot) Redirects() map[string]string { return s.redirects }

// Lesson finds the lesson at a path, and the language of the path; nil: none.
func (s *Snapshot) Lesson(path string) (*course.Lesson, string) {
	p := s.lessons[path]
	return p.lesson, p.lang
}

// Quiz finds the quiz whose entry is at a path, and the language of the path; nil: none.
func (s *Snapshot) Quiz(path string) (*course.Quiz, string) {
	p := s.quizzes[path]
	return p.quiz, p.lang
}

// Courses are those that the snapshot was built from.
func (s *Snapshot) Courses() []*course.Course { return s.courses }

// Languages are those of the site, the default first.
func (s *Snapshot) Languages() []string { return s.builder.settings.Languages }

// Built is when the snapshot was built.
func (s *Snapshot) Built() time.Time { return s.builder.config.Now }

// BaseURL is the configured address of the site, or "".
func (s *Snapshot) BaseURL() string { return s.builder.settings.BaseURL }

// Stats tells what each course holds, in the order they were given to Build.
func (s *Snapshot) Stats() []Stats { return s.stats }

// Error is the page for a status, 400 or above, in a language; where the site has not that language, in the
// default one. A status without words of its own has those of 400, or of 500 from there on.
func (s *Snapshot) Error(lang string, status int) *Page {
	pages := s.errors[lang]
	if pages == nil {
		pages = s.errors[s.Languages()[0]]
	}
	switch {
	case pages[status] != nil:
		return pages[status]
	case status >= 500:
		return pages[500]
	}
	return pages[400]
}

// Acquire keeps the search index open until Release. It is false once the snapshot is closed: take the new one.
// Only Search needs it: all else in a Snapshot stays as long as somebody points to it.
func (s *Snapshot) Acquire() bool {
	for {
		n := s.readers.Load()
		if n <= 0 {
			return false
		}
		if s.readers.CompareAndSwap(n, n+1) {
			return true
		}
	}
}

// Release ends what Acquire began. Build counts as the first Acquire: publish releases a snapshot when it has
// swapped another in, and the last reader closes the index.
func (s *Snapshot) Release() error {
	if s.readers.Add(-1) > 0 || s.index == nil {
		return nil
	}
	return s.index.Close()
}

// all goes through every page and file that is kept, in a fixed order.
func (s *Snapshot) all() iter.Seq[*Page] {
	return func(yield func(*Page) bool) {
		for _, kept := range []map[string]*Page{s.pages, s.files} {
			for _, path := range keys(kept) {
				if !yield(kept[path]) {
					return
				}
			}
		}
		for _, lang := range s.Languages() {
			for _, status := range statuses {
				if !yield(s.errors[lang][status]) {
					return
				}
			}
		}
	}
}

// keys are those of a map, sorted.
func keys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
