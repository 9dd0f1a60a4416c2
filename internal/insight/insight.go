// Package insight is what a host may know of how a site is read: how often pages are opened, where people stop, which
// questions are missed. It counts, and knows nobody: no visitor has an identity here, not even hashed, and nothing is
// shown that is true of fewer than five people.
//
// It keeps nothing by itself: web counts with a Counter, cli lets the store add up what it holds.
package insight

import (
	"context"
	"sync"
	"time"
)

// Least is of how many people, or openings of a page, something must be true to be shown.
const Least = 5

// Shown is a number as it may be shown: rounded down to fives, so that no difference tells of one person.
func Shown(n int) int { return n - n%Least }

// Views is how often a page was opened on a day.
type Views struct {
	Day   time.Time // midnight UTC
	Page  string    // its path
	Count int
}

// Lesson is how many people read a lesson, and how many of them read on from nowhere else in its module.
type Lesson struct {
	Module, Lesson  string
	People, Stopped int
}

// Missed is a question, and how many people answered it, and gave a wrong answer.
type Missed struct {
	Module, Question string
	People, Wrong    int
}

// Counter counts openings of pages in memory. It is safe for concurrent use, and its zero value is ready.
type Counter struct {
	guard  sync.Mutex
	counts map[opening]int
}

type opening struct {
	day  int64 // Unix days
	page string
}

const day = 24 * time.Hour

// Count notes that a page was opened: by whom is not asked.
func (c *Counter) Count(page string, now time.Time) {
	at := opening{now.Unix() / int64(day/time.Second), page}
	c.guard.Lock()
	defer c.guard.Unlock()
	if c.counts == nil {
		c.counts = map[opening]int{}
	}
	c.counts[at]++
}

// take gives what was counted, and begins anew.
func (c *Counter) take() []Views {
	c.guard.Lock()
	counts := c.counts
	c.counts = nil
	c.guard.Unlock()
	var all []Views
	for at, n := range counts {
		all = append(all, Views{Day: time.Unix(at.day*int64(day/time.Second), 0).UTC(), Page: at.page, Count: n})
	}
	return all
}

// Flush lets keep add up what was counted. What cannot be kept is counted again later.
func (c *Counter) Flush(ctx context.Context, keep func(context.Context, []Views) error) error {
	all := c.take()
	if len(all) == 0 {
		return nil
	}
	err := keep(ctx, all)
	if err != nil {
		c.guard.Lock()
		defer c.guard.Unlock()
		if c.counts == nil {
			c.counts = map[opening]int{}
		}
		for _, v := range all {
			c.counts[opening{v.Day.Unix() / int64(day/time.Second), v.Page}] += v.Count
		}
	}
	return err
}

// ByDay adds the views of each day up, from a day on, for so many days: one number a day, none left out.
func ByDay(all []Views, from time.Time, days int) []int {
	sums := make([]int, days)
	for _, v := range all {
		if i := int(v.Day.Sub(from) / day); i >= 0 && i < days {
			sums[i] += v.Count
		}
	}
	return sums
}
