package main

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
)

// writing runs the benchmark of the store that hands in quizzes, on both engines.
func writing(ctx context.Context, p plan) ([]section, error) {
	long := "3s"
	if p.rounds == quick.rounds {
		long = "500x"
	}
	command := exec.CommandContext(ctx, "go", "test", "-run", "^$", "-bench", "^BenchmarkAttempts$", "-benchtime", long, "./internal/store")
	out, err := command.CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, bytes.TrimSpace(out))
	}
	s := section{
		title: "Quizzes handed in",
		intro: "Whole attempts, durable: three rows in three tables, by learners who each wait for theirs before they send the next. " +
			"Together: what waits is committed in one transaction, as the program does. One at a time: a transaction a request. " +
			"PostgreSQL runs beside, on the same cores.",
		head: []string{"engine", "learners at once", "together", "p99", "one at a time", "p99", "ratio", "goal"},
	}
	type measured struct{ rate, p99 float64 }
	figures := map[string]measured{} // by "SQLite/64"
	var order []string
	for line := range strings.Lines(string(out)) {
		row, ok := benchmark(line)
		if !ok {
			continue
		}
		name := strings.TrimPrefix(row[0], "Attempts/")
		var m measured
		for more := range strings.SplitSeq(row[3], ", ") {
			number, unit, _ := strings.Cut(more, " ")
			value, err := strconv.ParseFloat(number, 64)
			switch {
			case err != nil:
				return nil, fmt.Errorf("the benchmark of the store says %q", more)
			case unit == "attempts/s":
				m.rate = value
			case unit == "p99-ms":
				m.p99 = value
			}
		}
		figures[name] = m
		if !strings.Contains(name, "one_at_a_time") {
			order = append(order, name)
		}
	}
	for _, name := range order {
		engine, learners, _ := strings.Cut(name, "/")
		together, alone := figures[name], figures[engine+",_one_at_a_time/"+learners]
		if together.rate == 0 || alone.rate == 0 {
			return nil, fmt.Errorf("the benchmark of the store says nothing of %s: %s", name, bytes.TrimSpace(out))
		}
		s.row(engine, learners, fmt.Sprintf("%.0f/s", together.rate), fmt.Sprintf("%.3g ms", together.p99),
			fmt.Sprintf("%.0f/s", alone.rate), fmt.Sprintf("%.3g ms", alone.p99), fmt.Sprintf("%.1f", together.rate/alone.rate),
			map[string]string{"SQLite": "5", "PostgreSQL": "3"}[engine])
	}
	if len(s.rows) == 0 {
		return nil, fmt.Errorf("go test found no benchmark in internal/store")
	}
	return []section{s}, nil
}
