package main

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
)

// packages runs the benchmarks of the packages, and keeps a line of each.
func packages(ctx context.Context, p plan) ([]section, error) {
	s := section{
		title: "Benchmarks of the packages",
		intro: fmt.Sprintf("`go test -bench . -benchtime %s ./internal/...`, without those of 10,000 lessons and of quizzes handed in; time and memory of one "+
			"operation, and what else a benchmark tells.", p.benchtime),
		head: []string{"package", "benchmark", "time", "memory", "more"},
	}
	command := exec.CommandContext(ctx, "go", "test", "-run", "^$", "-bench", ".", "-skip", "/10000|^BenchmarkAttempts$", "-benchmem",
		"-benchtime", p.benchtime, "./internal/...")
	out, err := command.CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, bytes.TrimSpace(out))
	}
	folder := ""
	for _, line := range strings.Split(string(out), "\n") {
		if path, ok := strings.CutPrefix(line, "pkg: "); ok {
			folder = strings.TrimPrefix(path, "sentier/internal/")
		}
		if row, ok := benchmark(line); ok {
			s.row(append([]string{folder}, row...)...)
		}
	}
	if len(s.rows) == 0 {
		return nil, fmt.Errorf("go test found no benchmark")
	}
	return []section{s}, nil
}

// benchmark reads a line of go test: "BenchmarkFill/one-2  5000  213 ns/op  0.4 ratio  16 B/op  1 allocs/op".
func benchmark(line string) ([]string, bool) {
	fields := strings.Fields(line)
	if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
		return nil, false
	}
	name := strings.TrimPrefix(fields[0], "Benchmark")
	if i := strings.LastIndexByte(name, '-'); i > 0 {
		name = name[:i] // the number of cores
	}
	row := []string{name, "", "", ""}
	var more []string
	for i := 2; i+1 < len(fields); i += 2 {
		n, err := strconv.ParseFloat(fields[i], 64)
		if err != nil {
			return nil, false
		}
		switch unit := fields[i+1]; unit {
		case "ns/op":
			row[1] = span(n)
		case "B/op":
			row[2] = size(n)
		case "allocs/op":
			row[2] += fmt.Sprintf(", %.0f allocations", n)
		default:
			more = append(more, fields[i]+" "+unit)
		}
	}
	row[3] = strings.Join(more, ", ")
	return row, true
}

// span writes nanoseconds.
func span(n float64) string {
	switch {
	case n < 1e3:
		return fmt.Sprintf("%.3g ns", n)
	case n < 1e6:
		return fmt.Sprintf("%.3g µs", n/1e3)
	case n < 1e9:
		return fmt.Sprintf("%.3g ms", n/1e6)
	}
	return fmt.Sprintf("%.3g s", n/1e9)
}

// size writes bytes.
func size(n float64) string {
	switch {
	case n < 1e3:
		return fmt.Sprintf("%.0f B", n)
	case n < 1e6:
		return fmt.Sprintf("%.3g KB", n/1e3)
	}
	return megabytes(n)
}
