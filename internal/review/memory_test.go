package review

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
)

// reviews reads the lines of a file of reviews; a blank line begins a new card.
func reviews(t *testing.T, name string, each func(line string, first bool)) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	first, count := true, 0
	for line := range strings.Lines(string(data)) {
		switch line = strings.TrimSpace(line); {
		case line == "":
			first = true
		case !strings.HasPrefix(line, "#"):
			each(line, first)
			first, count = false, count+1
		}
	}
	if count < 13 {
		t.Fatalf("%s holds %d reviews", name, count)
	}
}

func TestReferenceOnTheDayDue(t *testing.T) {
	var m Memory
	elapsed := 0
	reviews(t, "fsrs6.txt", func(line string, _ bool) {
		var r Rating
		if _, err := fmt.Sscan(line, &r); err != nil {
			t.Fatal(err)
		}
		m, elapsed = m.next(r, elapsed)
		if got := fmt.Sprintf("%d %d %.6f %.6f", r, elapsed, m.Stability, m.Difficulty); got != line {
			t.Errorf("got %s, want %s", got, line)
		}
	})
}

func TestReferenceWhenLate(t *testing.T) {
	var m Memory
	reviews(t, "fsrs6-late.txt", func(line string, first bool) {
		if first {
			m = Memory{}
		}
		var r Rating
		var elapsed, interval int
		if _, err := fmt.Sscan(line, &r, &elapsed); err != nil {
			t.Fatal(err)
		}
		m, interval = m.next(r, elapsed)
		if got := fmt.Sprintf("%d %d %d %.8f %.8f", r, elapsed, interval, m.Stability, m.Difficulty); got != line {
			t.Errorf("got %s, want %s", got, line)
		}
	})
}

// Whatever is answered and whenever: a better rating comes back later, and all stays within bounds.
func TestMemoryStaysWithinBounds(t *testing.T) {
	for start := range 64 {
		var m Memory
		elapsed := 0
		for step := range 12 {
			var intervals [easy + 1]int
			for r := again; r <= easy; r++ {
				after, interval := m.next(r, elapsed)
				intervals[r] = interval
				if interval < 1 || interval > mostDays+3 || after.Difficulty < 1 || after.Difficulty > 10 ||
					after.Stability < leastStability || after.Stability > mostDays || math.IsNaN(after.Stability) {
					t.Fatalf("from %v after %d days, %d gives %v and %d days", m, elapsed, r, after, interval)
				}
				if r > again && interval <= intervals[r-1] {
					t.Fatalf("from %v, %d comes back after %d days and %d after %d", m, r-1, intervals[r-1], r, interval)
				}
			}
			r := Rating(1 + (start>>(step%6)+step)%4)
			m, elapsed = m.next(r, elapsed)
			elapsed += []int{0, 0, 5, 5000}[(start+step)%4]
		}
	}
}
