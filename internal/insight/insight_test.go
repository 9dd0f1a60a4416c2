package insight_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"sentier/internal/insight"
)

func TestShown(t *testing.T) {
	for n, want := range map[int]int{0: 0, 4: 0, 5: 5, 9: 5, 10: 10, 1234: 1230} {
		if got := insight.Shown(n); got != want {
			t.Errorf("%d is shown as %d, want %d", n, got, want)
		}
	}
}

func TestCounter(t *testing.T) {
	var c insight.Counter
	noon := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 100 {
				c.Count("/fr", noon)
				c.Count("/fr/m", noon.Add(12*time.Hour))
			}
		})
	}
	wait.Wait()
	broken := errors.New("the store is gone")
	if err := c.Flush(t.Context(), func(context.Context, []insight.Views) error { return broken }); !errors.Is(err, broken) {
		t.Fatal(err)
	}
	var kept []insight.Views
	keep := func(_ context.Context, all []insight.Views) error { kept = append(kept, all...); return nil }
	for range 2 {
		if err := c.Flush(t.Context(), keep); err != nil {
			t.Fatal(err)
		}
	}
	from := noon.Truncate(24 * time.Hour)
	if got := insight.ByDay(kept, from.Add(-24*time.Hour), 3); !slices.Equal(got, []int{0, 800, 800}) {
		t.Errorf("%v by day, of %+v", got, kept)
	}
}
