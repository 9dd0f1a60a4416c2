package storetest

import (
	"testing"
	"time"

	"sentier/internal/fault"
	"sentier/internal/store"
)

func failures(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	want := func(t *testing.T, bucket []byte, count int, until time.Time) {
		t.Helper()
		n, at, err := s.Failures(t.Context(), bucket)
		if err != nil || n != count || !at.Equal(until) {
			t.Errorf("%d failures until %v (%v), want %d until %v", n, at, err, count, until)
		}
	}
	one, other := []byte{0, 1, 0xff}, []byte{0, 1, 0xfe}

	t.Run("count and forgive", func(t *testing.T) {
		want(t, one, 0, time.Time{})
		must(t, s.Fail(t.Context(), one, noon))
		want(t, one, 1, noon)
		must(t, s.Fail(t.Context(), one, noon.Add(time.Minute)))
		must(t, s.Fail(t.Context(), one, noon))
		want(t, one, 3, noon.Add(time.Minute))
		want(t, other, 0, time.Time{})
		for range 2 {
			must(t, s.Forgive(t.Context(), one))
		}
		want(t, one, 0, time.Time{})
	})

	t.Run("at once", func(t *testing.T) {
		kinds := atOnce(t, crowd, func(i int) error { return s.Fail(t.Context(), one, noon.Add(time.Duration(i))) })
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: crowd})
		want(t, one, crowd, noon)
	})

	t.Run("purge", func(t *testing.T) {
		must(t, s.Forgive(t.Context(), one))
		must(t, s.Fail(t.Context(), one, noon))
		must(t, s.Fail(t.Context(), other, noon.Add(day)))
		must(t, s.PurgeFailures(t.Context(), noon.Add(time.Millisecond)))
		want(t, one, 0, time.Time{})
		want(t, other, 1, noon.Add(day))
	})
}
