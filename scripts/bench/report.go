package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

// section is a table, and the few words that say how it was made.
type section struct {
	title string
	intro string
	head  []string
	rows  [][]string
	notes []string
}

func (s *section) row(cells ...string) { s.rows = append(s.rows, cells) }
func (s *section) note(format string, values ...any) {
	s.notes = append(s.notes, fmt.Sprintf(format, values...))
}
func (s section) line(cells []string) string { return "| " + strings.Join(cells, " | ") + " |\n" }

// String is the section in Markdown.
func (s section) String() string {
	var b strings.Builder
	b.WriteString("## " + s.title + "\n\n")
	b.WriteString(wrap(s.intro) + "\n\n")
	b.WriteString(s.line(s.head))
	b.WriteString("|" + strings.Repeat("---|", len(s.head)) + "\n")
	for _, r := range s.rows {
		b.WriteString(s.line(r))
	}
	for _, n := range s.notes {
		b.WriteString("\n" + wrap(n) + "\n")
	}
	return b.String()
}

// What is between these two lines of the page is ours; what is around them is written by people.
const (
	figuresBegin = "<!-- figures: made by \"make bench\" -->\n"
	figuresEnd   = "<!-- /figures -->\n"
)

// write puts the figures in the place of those of the last run.
func write(page string, m machine, sections []section) error {
	data, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	before, rest, begun := strings.Cut(string(data), figuresBegin)
	_, after, ended := strings.Cut(rest, figuresEnd)
	if !begun || !ended {
		return fmt.Errorf("%s has lost its lines %q and %q: put them back", page, figuresBegin, figuresEnd)
	}
	var b strings.Builder
	b.WriteString(before + figuresBegin + "\n" + wrap("Measured on "+m.String()) + "\n\n")
	for _, s := range sections {
		b.WriteString(s.String() + "\n")
	}
	b.WriteString(figuresEnd + after)
	return os.WriteFile(page, []byte(b.String()), 0o644)
}

// wrap breaks a text into lines of at most 110 characters.
func wrap(text string) string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if len(line)+1+len(word) > 110 && line != "" {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return strings.Join(append(lines, line), "\n")
}

// median is that of a figure of all rounds.
func median[T any](all []T, figure func(T) float64) float64 {
	var figures []float64
	for _, one := range all {
		figures = append(figures, figure(one))
	}
	return quantile(figures, 0.5)
}

// quantile is the smallest figure that at least the given part of all does not exceed; it sorts them.
func quantile(figures []float64, part float64) float64 {
	slices.Sort(figures)
	return figures[min(int(part*float64(len(figures))), len(figures)-1)]
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func kilobytes(n int) float64 { return float64(n) / 1000 }

// megabytes writes bytes.
func megabytes(n float64) string {
	if n < 10e6 {
		return fmt.Sprintf("%.1f MB", n/1e6)
	}
	return fmt.Sprintf("%.0f MB", n/1e6)
}
