//go:build unix

package site

import (
	"context"
	"fmt"
	"html/template"
	"runtime"
	"syscall"
	"testing"
	"time"

	"sentier/internal/course"
	"sentier/internal/glossary"
	"sentier/internal/theme"
)

// large is a course of many lessons of 1,000 words, a hundred a module, ten a sequence, each with a checkpoint.
func large(lessons int) *course.Course {
	body := template.HTML(prose(7 << 10))
	plain := string(body)
	c := &course.Course{Revision: "0123456789ab"}
	var s *course.Sequence
	var m *course.Module
	for i := range lessons {
		if i%100 == 0 {
			slug := fmt.Sprint("module-", i/100)
			m = &course.Module{
				ID: course.ModuleID(slug), Slug: slug, Languages: []string{"fr"}, Licence: "CC-BY-SA-4.0",
				Texts:    map[string]*course.ModuleText{"fr": {Lang: "fr", Title: "Module " + slug}},
				Glossary: glossary.New([]*glossary.Entry{entryOf("reseau", false, "Réseau", "")}),
			}
			c.Modules = append(c.Modules, m)
		}
		if i%10 == 0 {
			s = sequenceOf(m, i/10%10+1, fmt.Sprint("sequence-", i/10%10), fmt.Sprint("Séquence ", i/10), "")
		}
		l := lessonOf(s, i%10+1, fmt.Sprint("lecon-", i%100), fmt.Sprint("La leçon ", i), "")
		r := l.Renditions["fr"]
		r.Blocks, r.Plain = append(r.Blocks, course.Block{HTML: body}), plain
		l.Questions = everyKind()[:1]
		r.Blocks = append(r.Blocks, course.Block{Checkpoint: &course.Checkpoint{Questions: l.Questions}})
	}
	return c
}

// BenchmarkBuild builds sites in one language. Of the memory, that of the course itself is not counted.
func BenchmarkBuild(b *testing.B) {
	cfg := Config{Settings: settings()}
	cfg.Settings.Languages = []string{"fr"}
	var err error
	if cfg.Theme, err = theme.Load(theme.Config{Site: cfg.Settings}); err != nil {
		b.Fatal(err)
	}
	for _, lessons := range []int{100, 1000, 10000} {
		for _, static := range []bool{true, false} { // a static site has no index: the difference is what search takes
			name := fmt.Sprintf("%d lessons", lessons)
			if static {
				name += ", without search"
			}
			b.Run(name, func(b *testing.B) {
				cfg := cfg
				cfg.Static = static
				courses := []*course.Course{large(lessons)}
				before := heap()
				var spent time.Duration // of processors, whoever else uses them
				var kept uint64
				for b.Loop() {
					start := processors(b)
					s, err := Build(context.Background(), courses, cfg)
					spent += processors(b) - start
					if err != nil {
						b.Fatal(err)
					}
					kept = heap() - before
					if err := s.Release(); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(spent.Microseconds())/float64(b.N*lessons), "cpu-µs/lesson")
				b.ReportMetric(float64(kept)/float64(lessons), "bytes/lesson")
			})
		}
	}
}

// processors is the time that this process has had of them.
func processors(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
