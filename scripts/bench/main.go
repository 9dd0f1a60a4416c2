// Command bench measures Sentier against what people would use in its place, and writes docs/performance.md. A
// lesson page and thousands of connections against nginx, compiling against Hugo, the start, what a browser loads,
// and the benchmarks of the packages: all on one machine and in one run. "make bench" calls it with the binary
// that it has just built; BENCH=quick tries everything in about a minute and writes no page, and BENCH="start" or any other
// of the names in run measures that alone, in full.
//
// It asserts nothing: a slow figure is a figure, and only what cannot be measured ends it with an error. All load
// stays on 127.0.0.1, all files in one temporary folder, and every process that it starts is ended by its number.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

// lessonPath is the page that is measured, of the shipped courses.
const lessonPath = "/fr/reprendre-le-controle/internet-pourquoi-et-comment/aux-origines"

// plan is how much is measured.
type plan struct {
	binary      string
	folder      string        // for everything that is written
	rounds      int           // of load on each server
	load        time.Duration // of one such round
	connections int           // held open at once
	spread      time.Duration // in which each of them asks once more
	lessons     []int         // in the courses that are compiled
	compiles    int           // of each program, for each course
	starts      int
	benchtime   string // for go test
	page        string // that is written; empty: none
	only        string // name of what is measured; empty: everything
}

var (
	full = plan{
		rounds: 5, load: 2 * time.Second, connections: 6_500, spread: 10 * time.Second,
		lessons: []int{100, 1_000, 10_000}, compiles: 3, starts: 9, benchtime: "100ms", page: "docs/performance.md",
	}
	quick = plan{
		rounds: 1, load: time.Second, connections: 1_000, spread: 2 * time.Second,
		lessons: []int{100}, compiles: 1, starts: 3, benchtime: "1x",
	}
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("bench: ")
	if len(os.Args) == 4 && os.Args[1] == readWord {
		if err := read(os.Args[2], os.Args[3]); err != nil {
			log.Fatal(err)
		}
		return
	}
	p := full
	switch wish := os.Getenv("BENCH"); wish {
	case "", "full":
	case "quick":
		p = quick
	default:
		p.only, p.page = wish, ""
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, p); err != nil {
		log.Fatal(err)
	}
}

// run measures everything, prints it, and writes the page. The folder goes at the end, whatever happened.
func run(ctx context.Context, p plan) (err error) {
	if p.binary, err = filepath.Abs("bin/sentier"); err != nil {
		return err
	}
	if p.folder, err = os.MkdirTemp("", "sentier-bench-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(p.folder)) }()
	// Workers of an nginx that root started run as nobody, and read in there.
	if err := os.Chmod(p.folder, 0o755); err != nil {
		return err
	}
	m, err := look()
	if err != nil {
		return err
	}
	var sections []section
	for _, measure := range []struct {
		name string
		of   func(context.Context, plan) ([]section, error)
	}{
		{"compiling", compiling}, // first: a child's memory never counts as less than ours
		{"start", start},
		{"a lesson page", reading},
		{"connections", connections},
		{"quizzes handed in", writing},
		{"a storm of sign-ins", storm},
		{"browser", browser},
		{"packages", packages},
	} {
		if p.only != "" && p.only != measure.name {
			continue
		}
		begun := time.Now()
		some, err := measure.of(ctx, p)
		if err != nil {
			return fmt.Errorf("%s: %w", measure.name, err)
		}
		log.Printf("%s: %.0f s", measure.name, time.Since(begun).Seconds())
		for _, s := range some {
			fmt.Println(s)
		}
		sections = append(sections, some...)
	}
	if len(sections) == 0 {
		return fmt.Errorf("there is nothing called %q: write quick, or a name out of scripts/bench/main.go", p.only)
	}
	if p.page == "" {
		return nil
	}
	return write(p.page, m, sections)
}
