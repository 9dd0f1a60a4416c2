package account

import (
	"testing"
	"time"
)

func TestFate(t *testing.T) {
	seen := time.Date(2026, 2, 28, 0, 0, 0, 0, time.UTC)
	end := time.Date(2029, 2, 28, 0, 0, 0, 0, time.UTC)
	day := 24 * time.Hour
	silent := Unused{Seen: seen}
	unproven := Unused{Seen: seen, Email: "ana@exemple.example"}
	told := Unused{Seen: seen, Email: "ana@exemple.example", Confirmed: seen}
	for _, c := range []struct {
		name   string
		who    Unused
		years  int
		warned time.Time
		now    time.Time
		want   Fate
	}{
		{"a day before", silent, 3, time.Time{}, end.Add(-day), Stays},
		{"on the day", silent, 3, time.Time{}, end, Goes},
		{"no term", silent, 0, time.Time{}, end.AddDate(50, 0, 0), Stays},
		{"an address that was never proven", unproven, 3, time.Time{}, end, Goes},
		{"long before the letter", told, 3, time.Time{}, end.Add(-InactiveNotice - day), Stays},
		{"time for the letter", told, 3, time.Time{}, end.Add(-InactiveNotice), Warned},
		{"the letter was written", told, 3, end.Add(-InactiveNotice), end.Add(-day), Stays},
		{"the letter was written in time", told, 3, end.Add(-InactiveNotice), end, Goes},
		{"the letter came late", told, 3, end.Add(day), end.Add(2 * day), Stays},
		{"the letter came late, a month ago", told, 3, end.Add(day), end.Add(day + InactiveNotice), Goes},
		{"never a letter", told, 3, time.Time{}, end.AddDate(1, 0, 0), Warned},
		{"a letter, then a visit, then nothing", told, 3, seen.Add(-day), end, Warned},
	} {
		c.who.Warned = c.warned
		if got := c.who.Fate(c.years, c.now); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
		if c.want != Stays && !c.who.Seen.Before(UnusedBefore(c.years, c.now).Add(time.Millisecond)) {
			t.Errorf("%s: it would not be looked for", c.name)
		}
	}
}
