package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// compiler is a program that makes something of a folder of lessons.
type compiler struct {
	name    string
	command func(ctx context.Context, out string) *exec.Cmd
}

// compiled is what one run took.
type compiled struct {
	wall, cpu time.Duration
	memory    float64 // at most, in bytes
}

// compiling makes courses of several sizes, and lets our program and Hugo compile them in turns.
func compiling(ctx context.Context, p plan) ([]section, error) {
	s := section{
		title: "Compiling",
		intro: fmt.Sprintf("Made-up French lessons of about 1,000 words, with headings, lists, links, a table, a code block "+
			"and emphasis, %d a module. `check` compiles them and finds what is wrong; `build` writes the static site. Hugo "+
			"writes the same Markdown through one bare template, without feeds, taxonomies or minifying. %d runs in turns, "+
			"medians; wall time, user and system time, most memory (wait4).", perModule, p.compiles),
		head: []string{"lessons", "program", "time", "of Hugo", "CPU", "memory", "of Hugo"},
	}
	for _, n := range p.lessons {
		folder := filepath.Join(p.folder, "courses-"+strconv.Itoa(n))
		ours, theirs := filepath.Join(folder, "sentier"), filepath.Join(folder, "hugo")
		if err := writeCourses(n, ours, theirs); err != nil {
			return nil, err
		}
		flags := []string{"--courses", ours, "--languages", "fr"}
		all := []compiler{
			{"Hugo", func(ctx context.Context, out string) *exec.Cmd {
				return exec.CommandContext(ctx, "hugo", "--quiet", "--source", theirs, "--destination", out, "--cacheDir", folder+"/cache")
			}},
			{"`sentier check`", func(ctx context.Context, _ string) *exec.Cmd {
				return exec.CommandContext(ctx, p.binary, append([]string{"check"}, flags...)...)
			}},
			{"`sentier build`", func(ctx context.Context, out string) *exec.Cmd {
				return exec.CommandContext(ctx, p.binary, append([]string{"build", "--out", out}, flags...)...)
			}},
		}
		runs := make([][]compiled, len(all))
		for r := range p.compiles {
			for k := range all {
				i := k
				if r%2 == 1 {
					i = len(all) - 1 - k
				}
				command := all[i].command(ctx, filepath.Join(folder, "out"))
				command.Dir = folder // where no configuration is
				run, err := compile(command)
				if err != nil {
					return nil, fmt.Errorf("%s, %d lessons: %w", all[i].name, n, err)
				}
				runs[i] = append(runs[i], run)
				if err := os.RemoveAll(filepath.Join(folder, "out")); err != nil {
					return nil, err
				}
			}
		}
		wall := func(c compiled) float64 { return c.wall.Seconds() }
		memory := func(c compiled) float64 { return c.memory }
		for i, c := range all {
			s.row(strconv.Itoa(n), c.name, fmt.Sprintf("%.2f s", median(runs[i], wall)),
				fmt.Sprintf("%.2f", median(runs[i], wall)/median(runs[0], wall)),
				fmt.Sprintf("%.2f s", median(runs[i], func(c compiled) float64 { return c.cpu.Seconds() })),
				megabytes(median(runs[i], memory)), fmt.Sprintf("%.2f", median(runs[i], memory)/median(runs[0], memory)))
		}
		if err := os.RemoveAll(folder); err != nil {
			return nil, err
		}
	}
	s.note("Goal: 10,000 lessons at least twice as fast as Hugo (0.50), in a tenth of its memory (0.10).")
	return []section{s}, nil
}

// compile runs a program to its end.
func compile(command *exec.Cmd) (compiled, error) {
	var said bytes.Buffer
	command.Stdout, command.Stderr = &said, &said
	begun := time.Now()
	err := command.Run()
	wall := time.Since(begun)
	if err != nil {
		return compiled{}, fmt.Errorf("%w: %.2000s", err, said.String())
	}
	usage, ok := command.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return compiled{}, fmt.Errorf("the system does not tell what a process used")
	}
	return compiled{
		wall: wall, cpu: command.ProcessState.UserTime() + command.ProcessState.SystemTime(),
		memory: float64(usage.Maxrss << 10),
	}, nil
}
