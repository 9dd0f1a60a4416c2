package main

import (
	"context"
	"fmt"
	"os"
	"time"
)

// start takes the time from the start of a process to the first page.
func start(_ context.Context, p plan) ([]section, error) {
	var times, worked []float64
	var memory int64
	for i := range p.starts {
		begun := time.Now()
		s, err := sentier(p, "Sentier")
		if err != nil {
			return nil, err
		}
		err = s.await(lessonPath, time.Millisecond)
		times = append(times, milliseconds(time.Since(begun)))
		if err == nil {
			var cpu time.Duration
			cpu, err = s.cpu()
			worked = append(worked, milliseconds(cpu))
		}
		if err == nil && i == p.starts-1 {
			time.Sleep(rest)
			memory, err = s.memory()
		}
		s.stop()
		if err != nil {
			return nil, err
		}
	}
	file, err := os.Stat(p.binary)
	if err != nil {
		return nil, err
	}
	s := section{
		title: "Start",
		intro: fmt.Sprintf("`sentier serve` with the shipped courses, from the start of the process to the last byte of the first "+
			"200 of a lesson page, which is asked for every millisecond; median of %d starts, each with an empty data folder. Memory "+
			"%v later, when everything is compressed.", p.starts, rest),
		head: []string{"what", "measured", "goal"},
	}
	s.row("start to first page", fmt.Sprintf("%.0f ms", quantile(times, 0.5)), "under 150 ms")
	s.row("processor time until then, all cores", fmt.Sprintf("%.0f ms", quantile(worked, 0.5)), "")
	s.row("memory at rest", megabytes(float64(memory)), "under 60 MB")
	s.row("size of the binary", megabytes(float64(file.Size())), "under 40 MB")
	return []section{s}, nil
}
