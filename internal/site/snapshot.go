package site

import (
	"context"
	"sync/atomic"
	"time"

	"sentier/internal/config"
	"sentier/internal/course"
	"sentier/internal/quiz"
)

// Config is what a Snapshot is built with, beside the courses.
type Config struct {
	Settings config.Config
	Version  string    // of the program, for pages that name it
	Static   bool      // for a folder of files: nothing on a page may need the server
	Now      time.Time // when the snapshot is built; the zero time is allowed
	Images   string    // folder that keeps the widths of raster images; empty: they are kept in memory
}

// Snapshot is everything that is public, ready to be sent.
type Snapshot struct {
	config    Config
	pages     map[string]*Page
	redirects map[string]string
	files     map[string]*Page
	lessons   map[string]place
	errors    map[string]map[int]*Page
	stats     []Stats
	readers   atomic.Int64
}

// place is what an address of a lesson names.
type place struct {
	lang   string
	lesson *course.Lesson
}

// Stats is what a course holds, for the health page.
type Stats struct {
	Revision  string   `json:"revision"`
	Modules   int      `json:"modules"`
	Lessons   int      `json:"lessons"`
	Questions int      `json:"questions"`
	Terms     int      `json:"terms"`
	Words     int      `json:"words"` // of the lessons, in their source language
	Languages []string `json:"languages"`
}

// Page finds a page, a feed or a file for machines by its path, without query: "/fr", "/sitemap.xml". "/" is none:
// web sends its readers to their language. nil: there is none.
func (s *Snapshot) Page(path string) *Page { return s.pages[path] }

// Redirect finds where an old address leads for good, or "".
func (s *Snapshot) Redirect(path string) string { return s.redirects[path] }

// File finds a file under /assets or /media by its path. Widths of raster images (/media/HASH/WIDTH/name) are made
// when first asked for, which is why it may wait, and fail. nil without an error: there is none.
func (s *Snapshot) File(ctx context.Context, path string) (*Page, error) { return s.files[path], nil }

// Lesson finds the lesson at a path, and the language of the path.
func (s *Snapshot) Lesson(path string) (*course.Lesson, string) {
	p := s.lessons[path]
	return p.lesson, p.lang
}

// Languages are those of the site, the default first.
func (s *Snapshot) Languages() []string { return s.config.Settings.Languages }

// Stats tells what each course holds, in the order they were given to Build.
func (s *Snapshot) Stats() []Stats { return s.stats }

// Error is the page for a status, 400 or above, in a language of the site; for any other language, the default's;
// for a status without words of its own, those of 404 or 500.
func (s *Snapshot) Error(lang string, status int) *Page { return s.errors[lang][status] }

// Answered is what a reader of a lesson asked for in its query.
type Answered struct {
	Question quiz.QuestionID // of a checkpoint: ?q=ID
	Answer   quiz.Answer     // what they gave; nothing: the page asks for an answer
	Video    string          // id of a film to show in place of its facade: ?video=ID
}

// LessonPage renders a lesson for one answer: with the question answered, the film shown, or both. It runs the
// template; the page is not to be cached. The host is that of the film, for the policy of that answer; empty:
// none. A question or a film that the lesson has not is a fault of kind NotFound.
func (s *Snapshot) LessonPage(lang string, lesson *course.Lesson, a Answered) (page *Page, host string, err error) {
	return nil, "", nil
}

// Search renders the search page for a query. The snapshot must be held: see Acquire.
func (s *Snapshot) Search(ctx context.Context, lang, query string) (*Page, error) { return nil, nil }

// Brotli makes the brotli bodies, one after the other, until all are there or ctx ends. publish calls it once the
// snapshot is in use.
func (s *Snapshot) Brotli(ctx context.Context) error { return nil }

// Acquire keeps the search index open until Release. It is false once the snapshot is closed: take the new one.
// Only Search needs it: all else in a Snapshot stays as long as somebody points to it.
func (s *Snapshot) Acquire() bool {
	for {
		n := s.readers.Load()
		if n == 0 {
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
	if s.readers.Add(-1) > 0 {
		return nil
	}
	return nil
}

// Build renders everything, on all cores. The same courses and configuration give the same bytes. Of the courses
// it keeps what later answers need. An error means that a template failed; nothing is half built.
func Build(ctx context.Context, courses []*course.Course, cfg Config) (*Snapshot, error) {
	s := &Snapshot{config: cfg}
	s.readers.Store(1)
	return s, nil
}
