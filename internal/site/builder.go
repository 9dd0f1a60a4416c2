package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"sentier/internal/config"
	"sentier/internal/course"
	"sentier/internal/theme"
)

// gzipLevel is where more time stops paying: on lesson pages, level 6 takes a third more time than 5 and level 9
// eight times as much, for 0.5 and 2.5 % fewer bytes (BenchmarkPress).
const gzipLevel = 5

// builder is what all pages of one snapshot share while they are rendered. Nothing in it changes then.
type builder struct {
	config    Config
	settings  config.Config
	theme     *theme.Theme
	modules   []*course.Module
	lessons   map[*course.Sequence][]*course.Lesson // those that are no drafts
	outlines  map[outlineKey]*theme.Outlines
	outlining sync.Mutex // guards outlines where pages are made late
	anchors   anchors
}

// job is one page to be rendered.
type job struct {
	path    string
	lang    string
	noIndex bool
	changed time.Time // of its matter; zero: unknown
	view    func() (theme.Page, error)
}

// gather takes the modules out of the courses, and refuses two that readers could not tell apart.
func (b *builder) gather(courses []*course.Course) error {
	b.lessons = map[*course.Sequence][]*course.Lesson{}
	slugs, ids := map[string]bool{}, map[course.ModuleID]bool{}
	var wrong []error
	for _, c := range courses {
		for _, m := range c.Modules {
			if slugs[m.Slug] || ids[m.ID] {
				wrong = append(wrong, fmt.Errorf("module %q (id %q) is in two courses: rename one, or leave one out", m.Slug, m.ID))
				continue
			}
			slugs[m.Slug], ids[m.ID] = true, true
			b.modules = append(b.modules, m)
			for _, s := range m.Sequences {
				for _, l := range s.Lessons {
					if !l.Draft || b.config.Drafts {
						b.lessons[s] = append(b.lessons[s], l)
					}
				}
			}
		}
	}
	b.anchors = anchorsOf(b.lessons)
	return errors.Join(wrong...)
}

// printer renders views into pages, one after the other. One serves one goroutine.
type printer struct {
	builder *builder
	press   *press
	text    bytes.Buffer
	mended  []byte
}

func (b *builder) printer(level int) (*printer, error) {
	p, err := newPress(level)
	if err != nil {
		return nil, err
	}
	return &printer{builder: b, press: p}, nil
}

// print renders a view, puts its language where the course left room for it, and compresses the result.
func (p *printer) print(lang string, view theme.Page) (*Page, error) {
	p.text.Reset()
	if err := p.builder.theme.Render(&p.text, view); err != nil {
		return nil, err
	}
	var err error
	if p.mended, err = p.builder.mend(p.mended[:0], p.text.Bytes(), lang); err != nil {
		return nil, err
	}
	page, err := p.press.page("text/html; charset=utf-8", p.mended)
	if err != nil {
		return nil, err
	}
	page.Lang = lang
	return page, nil
}

// mend appends text to dst, with lang in the place of every course.LangMark and without the holes that nobody fills.
// A link that a fallback text makes to a heading leads to the same heading in lang.
func (b *builder) mend(dst, text []byte, lang string) ([]byte, error) {
	const marks = string(holeMark) + course.LangMark
	for {
		at := bytes.IndexAny(text, marks)
		if at < 0 {
			return append(dst, text...), nil
		}
		dst = append(dst, text[:at]...)
		if text[at] != holeMark {
			dst, text = append(dst, lang...), text[at+1:]
			if from, to := b.anchors.linked(lang, text); to != "" {
				dst, text = append(append(dst, text[:len(from)+1]...), to...), text[len(from)+1:]
				_, text, _ = bytes.Cut(text, []byte{'"'})
				dst = append(dst, '"')
			}
			continue
		}
		name, rest, closed := bytes.Cut(text[at+1:], []byte{holeMark})
		if !closed {
			return nil, fmt.Errorf("a hole that begins with %.20q does not end", text[at+1:])
		}
		hole, err := holeNamed(name)
		if err != nil {
			return nil, err
		}
		if hole == Root || slices.Contains(b.config.Holes, hole) {
			dst = append(dst, text[at:at+len(name)+2]...)
		}
		text = rest
	}
}

// each does n pieces of work on all cores, none of which hangs on another. The errors come in the order of the work.
// Each core makes a worker first, which keeps what its pieces of work share.
func each[W any](ctx context.Context, n int, worker func() (W, error), work func(w W, i int) error) error {
	failures := make([]error, n)
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		w, err := worker()
		if err != nil {
			workers.Wait()
			return err
		}
		workers.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n || ctx.Err() != nil {
					return
				}
				failures[i] = work(w, i)
			}
		})
	}
	workers.Wait()
	if ctx.Err() != nil {
		return fmt.Errorf("build the pages: %w", context.Cause(ctx))
	}
	return errors.Join(failures...)
}

// render does the jobs. The pages come in their order.
func (b *builder) render(ctx context.Context, jobs []job) ([]*Page, error) {
	pages := make([]*Page, len(jobs))
	level := gzipLevel
	if b.config.Static { // its files are written uncompressed: what is kept until then need not be small
		level = quickLevel
	}
	worker := func() (*printer, error) { return b.printer(level) }
	err := each(ctx, len(jobs), worker, func(p *printer, i int) (err error) {
		pages[i], err = p.job(jobs[i])
		return err
	})
	return pages, err
}

func (p *printer) job(j job) (*Page, error) {
	view, err := j.view()
	if err != nil {
		return nil, fmt.Errorf("page %s: %w", j.path, err)
	}
	page, err := p.print(j.lang, view)
	if err != nil {
		return nil, fmt.Errorf("page %s: %w", j.path, err)
	}
	page.NoIndex = j.noIndex
	return page, nil
}
