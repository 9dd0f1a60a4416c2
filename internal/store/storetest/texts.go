package storetest

import (
	"strings"
	"time"
)

// texts are put, and must come back as get.
var texts = []struct{ name, put, get string }{
	{"empty", "", ""},
	{"a space", " ", " "},
	{"accents, composed and not", "é é Ω", "é é Ω"},
	{"right to left", "سلام עולם \u202e", "سلام עולם \u202e"},
	{"families and flags", "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿", "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿"},
	{"SQL", `'); drop table account; -- $1 ? % _ \ "`, `'); drop table account; -- $1 ? % _ \ "`},
	{"lines", "a\r\nb\tc\u2028d\x01", "a\r\nb\tc\u2028d\x01"},
	{"long", strings.Repeat("é😀", 50_000), strings.Repeat("é😀", 50_000)},
	{"NUL", "a\x00b", "a\uFFFDb"},
	{"not UTF-8", "a\xff\xfeb", "a\uFFFDb"},
}

var paris = time.FixedZone("CEST", 2*60*60)

// times are put, and must come back as get.
var times = []struct {
	name     string
	put, get time.Time
}{
	{"zero", time.Time{}, time.Time{}},
	{"a millisecond", time.UnixMilli(1), time.UnixMilli(1).UTC()},
	{"with nanoseconds", time.Date(2026, 11, 22, 1, 2, 3, 456_789_012, time.UTC), time.Date(2026, 11, 22, 1, 2, 3, 456e6, time.UTC)},
	{"in a zone", time.Date(2026, 7, 1, 1, 2, 3, 4e6, paris), time.Date(2026, 6, 30, 23, 2, 3, 4e6, time.UTC)},
	{"far away", time.Date(9999, 12, 31, 23, 59, 59, 999e6, time.UTC), time.Date(9999, 12, 31, 23, 59, 59, 999e6, time.UTC)},
}
