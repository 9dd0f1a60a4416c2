package site

import (
	"context"
	"sync"

	"sentier/internal/theme"
)

// Where Config.Late is set, whoever writes a course waits for one page after each save, and nobody else reads: a page
// is made when it is first asked for, and so is the search index. Nothing is compressed as well as it could be.

// latePage is a page that is made when somebody asks for it.
type latePage struct {
	once sync.Once
	make func() (*Page, error)
	page *Page
	err  error
}

func (l *latePage) get() (*Page, error) {
	l.once.Do(func() { l.page, l.err = l.make() })
	return l.page, l.err
}

// later adds a job whose page is made when it is asked for.
func (s *Snapshot) later(j job) {
	s.late[j.path] = &latePage{make: func() (*Page, error) {
		p, err := s.builder.printer(quickLevel)
		if err != nil {
			return nil, err
		}
		return p.job(j)
	}}
}

// laterFile adds a file for machines, the same way.
func (s *Snapshot) laterFile(path, contentType string, write func() ([]byte, error)) {
	s.late[path] = &latePage{make: func() (*Page, error) {
		data, err := write()
		if err != nil {
			return nil, err
		}
		p, err := newPress(quickLevel)
		if err != nil {
			return nil, err
		}
		return p.file(contentType, data, false)
	}}
}

// there tells whether there is a page at an address.
func (s *Snapshot) there(path string) bool { return s.pages[path] != nil || s.late[path] != nil }

// Page finds a page, a feed or a file for machines by its path, without query: "/fr", "/sitemap.xml". "/" is none:
// web sends its readers to their language. nil: there is none.
func (s *Snapshot) Page(path string) *Page {
	if p := s.pages[path]; p != nil || s.late == nil {
		return p
	}
	late := s.late[path]
	if late == nil {
		return nil
	}
	p, err := late.get()
	if err != nil { // the templates were checked when the theme was loaded: what is left is a fault of the program
		panic(err)
	}
	return p
}

// lateIndex is the search index of a snapshot whose pages are made late.
type lateIndex struct {
	once sync.Once
	err  error
}

// indexed makes the index where that was put off.
func (s *Snapshot) indexed(ctx context.Context) error {
	if s.late == nil {
		return nil
	}
	s.lateIndex.once.Do(func() { s.lateIndex.err = s.addIndex(context.WithoutCancel(ctx)) })
	return s.lateIndex.err
}

// outlinesOf are the outlines of a module in a language; where pages are made late, so are they.
func (b *builder) outlinesOf(key outlineKey) (*theme.Outlines, error) {
	if !b.config.Late {
		return b.outlines[key], nil
	}
	b.outlining.Lock()
	defer b.outlining.Unlock()
	if made := b.outlines[key]; made != nil {
		return made, nil
	}
	for _, m := range b.modules {
		if m.ID == key.module {
			made, err := b.outlineModule(m, key.lang)
			if err == nil {
				b.outlines[key] = made
			}
			return made, err
		}
	}
	return nil, nil
}
