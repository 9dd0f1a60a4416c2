package lang

import (
	"testing"
	"time"
)

func TestDate(t *testing.T) {
	day := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 23, 59, 0, 0, time.UTC) }
	for _, c := range []struct {
		tag  string
		t    time.Time
		want string
	}{
		{"fr", day(1983, 1, 1), "1er janvier 1983"}, {"fr-CA", day(2026, 11, 22), "22 novembre 2026"},
		{"en", day(2026, 11, 22), "22 November 2026"}, {"en", day(2024, 2, 29), "29 February 2024"},
		{"fr", day(2024, 8, 11), "11 août 2024"}, {"de", day(2024, 8, 11), "2024-08-11"},
	} {
		if got := Date(c.tag, c.t); got != c.want {
			t.Errorf("Date(%s) = %q, want %q", c.tag, got, c.want)
		}
	}
}

func TestWeekdayAndClock(t *testing.T) {
	when := time.Date(2026, 12, 3, 18, 5, 0, 0, time.UTC)
	for tag, want := range map[string][3]string{
		"fr": {"jeudi 3 décembre 2026", "18\u00a0h\u00a005", "9\u00a0h"}, "en": {"Thursday 3 December 2026", "18:05", "09:00"},
		"de": {"2026-12-03", "18:05", "09:00"},
	} {
		got := [3]string{Weekday(tag, when), Clock(tag, when), Clock(tag, time.Date(2026, 12, 6, 9, 0, 0, 0, time.UTC))}
		if got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		tag  string
		n    int
		want string
	}{
		{"fr", 0, "0"}, {"fr", 999, "999"}, {"fr", 1000, "1\u202f000"}, {"fr", -1234567, "−1\u202f234\u202f567"},
		{"en", 12345, "12,345"}, {"en-GB", 123456, "123,456"}, {"de", 1234567, "1.234.567"},
		{"en", -1 << 63, "−9,223,372,036,854,775,808"},
	} {
		if got := Number(c.tag, c.n); got != c.want {
			t.Errorf("Number(%s, %d) = %q, want %q", c.tag, c.n, got, c.want)
		}
	}
}

func TestReadingMinutes(t *testing.T) {
	for words, want := range map[int]int{0: 1, 1: 1, 299: 1, 300: 2, 1000: 5} {
		if got := ReadingMinutes(words); got != want {
			t.Errorf("%d words: %d minutes, want %d", words, got, want)
		}
	}
}

func TestHundredths(t *testing.T) {
	for _, c := range []struct {
		tag  string
		n    int
		want string
	}{
		{"fr", 0, "0"}, {"fr", 850, "8,5"}, {"fr", 67, "0,67"}, {"fr", 1000, "10"}, {"en", 805, "8.05"}, {"en", 123450, "1,234.5"},
	} {
		if got := Hundredths(c.tag, c.n); got != c.want {
			t.Errorf("%d in %s is %q, want %q", c.n, c.tag, got, c.want)
		}
	}
}
