package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
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
	config   Config
	settings config.Config
	theme    *theme.Theme
	modules  []*course.Module
	lessons  map[*course.Sequence][]*course.Lesson // those that are no drafts
	outlines map[outlineKey]*theme.Outlines
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
					if !l.Draft {
						b.lessons[s] = append(b.lessons[s], l)
					}
				}
			}
		}
	}
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
	p.mended = replaceMark(p.mended[:0], p.text.Bytes(), lang)
	page, err := p.press.page("text/html; charset=utf-8", p.mended)
	if err != nil {
		return nil, err
	}
	page.Lang = lang
	return page, nil
}

// replaceMark appends text to dst with lang in the place of every course.LangMark.
func replaceMark(dst, text []byte, lang string) []byte {
	for {
		before, after, found := bytes.Cut(text, []byte(course.LangMark))
		dst = append(dst, before...)
		if !found {
			return dst
		}
		dst = append(dst, lang...)
		text = after
	}
}

// render does the jobs on all cores. The pages come in the order of the jobs; so do the errors.
func (b *builder) render(ctx context.Context, jobs []job) ([]*Page, error) {
	pages := make([]*Page, len(jobs))
	failures := make([]error, len(jobs))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(jobs)) {
		p, err := b.printer(gzipLevel)
		if err != nil {
			return nil, err
		}
		workers.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(jobs) || ctx.Err() != nil {
					return
				}
				pages[i], failures[i] = p.job(jobs[i])
			}
		})
	}
	workers.Wait()
	if ctx.Err() != nil {
		return nil, fmt.Errorf("render the pages: %w", context.Cause(ctx))
	}
	return pages, errors.Join(failures...)
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
