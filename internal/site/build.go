package site

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"sentier/internal/course"
)

// Build renders everything, on all cores. The same courses and configuration give the same bytes. The courses stay
// in use by the snapshot. An error names every page that failed; nothing is half built.
func Build(ctx context.Context, courses []*course.Course, cfg Config) (*Snapshot, error) {
	b := &builder{config: cfg, settings: cfg.Settings, theme: cfg.Theme}
	if len(b.settings.Languages) == 0 {
		return nil, errors.New("the site has no language: name one in languages")
	}
	if err := b.gather(courses); err != nil {
		return nil, err
	}
	if err := b.outline(ctx); err != nil {
		return nil, err
	}
	s := &Snapshot{
		builder: b, pages: map[string]*Page{}, redirects: map[string]string{}, files: map[string]*Page{},
		rasters: newRasters(cfg.Images), lessons: map[string]place{}, quizzes: map[string]quizPlace{}, courses: courses, errors: map[string]map[int]*Page{},
		brotli: make(chan struct{}, 1),
	}
	if cfg.Late {
		s.late = map[string]*latePage{}
	}
	s.readers.Store(1)
	for _, c := range courses {
		s.stats = append(s.stats, count(c))
	}
	indexed := make(chan error, 1)
	go func() {
		if cfg.Late {
			indexed <- nil
			return
		}
		indexed <- s.addIndex(ctx)
	}()
	err := errors.Join(s.addPages(ctx), s.addFiles())
	if err = errors.Join(err, <-indexed); err != nil {
		return nil, errors.Join(err, s.Release())
	}
	s.addLessons()
	b.config.Before = nil // else every snapshot would keep all those before it
	return s, nil
}

// addPages renders the pages of readers, then those for machines.
func (s *Snapshot) addPages(ctx context.Context) error {
	b := s.builder
	var jobs, failures []job
	for _, lang := range s.Languages() {
		jobs = append(jobs, slices.Concat(
			b.catalogueJobs(lang), b.lessonJobs(lang), b.glossaryJobs(lang), b.aboutJobs(lang))...)
		failures = append(failures, b.errorJobs(lang)...)
	}
	if b.config.Late {
		for _, j := range jobs {
			if s.there(j.path) {
				return sharedAddress(j.path)
			}
			s.later(j)
		}
		if before := b.config.Before; before != nil && before.builder.theme == b.theme {
			s.errors = before.errors
			return s.addMachinePages(jobs)
		}
		jobs = nil
	}
	pages, err := b.render(ctx, append(jobs[:len(jobs):len(jobs)], failures...))
	if err != nil {
		return err
	}
	for i, j := range jobs {
		if s.pages[j.path] != nil {
			return sharedAddress(j.path)
		}
		s.pages[j.path] = pages[i]
	}
	for i, j := range failures {
		if s.errors[j.lang] == nil {
			s.errors[j.lang] = map[int]*Page{}
		}
		s.errors[j.lang][statuses[i%len(statuses)]] = pages[len(jobs)+i]
	}
	return s.addMachinePages(jobs)
}

func sharedAddress(path string) error {
	return fmt.Errorf("two pages share the address %s: give one of them another slug", path)
}

// addMachinePages makes feeds, sitemap and what else is read by programs.
func (s *Snapshot) addMachinePages(jobs []job) error {
	b := s.builder
	p, err := newPress(gzipLevel)
	if err != nil {
		return err
	}
	add := func(path, contentType string, data []byte, err error) error {
		if err == nil {
			s.pages[path], err = p.file(contentType, data, false)
		}
		return err
	}
	var wrong []error
	for _, lang := range s.Languages() {
		const atom = "application/atom+xml; charset=utf-8"
		if b.config.Late {
			s.laterFile("/"+lang+"/feed.atom", atom, func() ([]byte, error) { return b.feed(lang) })
		} else {
			feed, err := b.feed(lang)
			wrong = append(wrong, add("/"+lang+"/feed.atom", atom, feed, err))
		}
		if b.config.Static {
			index, err := b.staticIndex(lang)
			wrong = append(wrong, add(indexAddress(lang), "text/javascript; charset=utf-8", index, err))
		}
	}
	if b.settings.BaseURL != "" {
		data, err := b.sitemap(entries(jobs, s.Languages()[0]))
		wrong = append(wrong, add("/sitemap.xml", "application/xml; charset=utf-8", data, err))
	}
	manifest, err := b.manifest()
	return errors.Join(append(wrong,
		add("/robots.txt", "text/plain; charset=utf-8", b.robots(), nil),
		add("/manifest.webmanifest", "application/manifest+json; charset=utf-8", manifest, err))...)
}

// entries are the pages that search engines may keep, once for all languages.
func entries(jobs []job, lang string) []entry {
	var list []entry
	for _, j := range jobs {
		if j.lang == lang && !j.noIndex {
			list = append(list, entry{strings.TrimPrefix(j.path, "/"+lang), j.changed})
		}
	}
	slices.SortFunc(list, func(x, y entry) int { return strings.Compare(x.path, y.path) })
	return list
}

// addLessons makes the addresses of lessons and quizzes known, old ones too. A page keeps its address whatever an
// alias says.
func (s *Snapshot) addLessons() {
	for _, lang := range s.Languages() {
		for _, m := range s.builder.modules {
			for _, sequence := range m.Sequences {
				if q := sequence.Quiz; q != nil && s.there(q.Address(lang)) {
					s.quizzes[q.Address(lang)] = quizPlace{q, lang}
				}
				for _, l := range s.builder.lessons[sequence] {
					if !s.there(l.Address(lang)) { // the module is announced
						continue
					}
					s.lessons[l.Address(lang)] = place{l, lang}
					for _, alias := range l.Aliases {
						if strings.HasPrefix(alias, "/"+lang+"/") && !s.there(alias) {
							s.redirects[alias] = l.Address(lang)
						}
					}
				}
			}
		}
	}
}
