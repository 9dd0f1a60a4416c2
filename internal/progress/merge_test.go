package progress

import (
	"slices"
	"strings"
	"testing"
	"time"

	"sentier/internal/course"
)

func TestKeys(t *testing.T) {
	many := strings.Repeat("net/liens\n", maxMergedKeys+10)
	for _, c := range []struct {
		name, sent string
		want       []string
	}{
		{"nothing", "", nil},
		{"lines", "net/origines\r\nnet/liens\n", []string{"net/origines", "net/liens"}},
		{"JSON", `["net/origines","net/liens"]`, []string{"net/origines", "net/liens"}},
		{"hostile", "<script>net/a\x00b</script>\xff../é", []string{"script", "net/a", "b", "/script", "/"}},
	} {
		if got := Keys(c.sent); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if got := Keys(many); len(got) != maxMergedKeys {
		t.Errorf("%d keys are read, want at most %d", len(got), maxMergedKeys)
	}
	long := strings.Repeat("x", maxMergedBytes-9) + " net/liens net/pages"
	if got := Keys(long); len(got) != 1 {
		t.Errorf("%d keys are read of a text that is too long, want that which is whole", len(got))
	}
	if got := Keys(strings.Repeat("x", maxMergedBytes+1)); len(got) != 0 {
		t.Errorf("%d keys are read of an endless one", len(got))
	}
}

func TestMerge(t *testing.T) {
	c := sample()
	reads := Merge([]string{"net/liens", "net/gone", "gone/liens", "net/liens", "", "/", "net", "net/web/quiz", "NET/LIENS",
		"plus-tard/x", "court/lecon"}, c, day(3))
	want := []Read{
		{Module: "net", Lesson: "liens", Hash: "fr-liens", Revision: "0123456789ab", At: day(3)},
		{Module: "court", Lesson: "lecon", Hash: "fr-lecon", Revision: "0123456789ab", At: day(3)},
	}
	if !slices.Equal(reads, want) {
		t.Errorf("merged %+v, want %+v", reads, want)
	}
	f := Facts{}.WithReads(read(c, 1, "net/liens")...)
	f = f.WithEntries(Earned(f, c, day(1))...)
	if first := f.Unread(reads); !slices.Equal(first, want[1:]) || len(reads) != 2 {
		t.Errorf("unread are %+v", first)
	}
	f = f.WithReads(reads...)
	if got := subjects(Earned(f, c, day(3))); !slices.Equal(got, []string{"lesson court/lecon 5"}) {
		t.Errorf("merging earns %q", got)
	}
	if !f.Reads[0].At.Equal(day(1)) {
		t.Error("merging changes when a lesson was read")
	}
}

func TestPlaceIn(t *testing.T) {
	c := sample()
	for _, test := range []struct {
		key, heading string
		want         Place
		ok           bool
	}{
		{"net/liens", "", Place{Module: "net", Lesson: "liens", At: day(1)}, true},
		{"net/liens", "où-ça-en", Place{Module: "net", Lesson: "liens", Heading: "où-ça-en", At: day(1)}, true},
		{"net/liens", `"><script>`, Place{Module: "net", Lesson: "liens", At: day(1)}, true},
		{"net/gone", "", Place{}, false},
		{"gone/liens", "", Place{}, false},
		{"net/web/quiz", "", Place{}, false},
		{"", "", Place{}, false},
	} {
		if p, ok := PlaceIn(c, test.key, test.heading, day(1)); p != test.want || ok != test.ok {
			t.Errorf("%q %q: %+v, %v", test.key, test.heading, p, ok)
		}
	}
	l := lessonAt(c, "net/liens")
	l.Renditions["fr"].Headings = nil
	l.Renditions["fr"].Blocks = []course.Block{{Checkpoint: &course.Checkpoint{Heading: course.Heading{Anchor: "halte"}}}}
	if p, _ := PlaceIn(c, "net/liens", "halte", day(1)); p.Heading != "halte" {
		t.Error("the heading of a checkpoint is no place")
	}
}

// Whatever a browser sends: only lessons of the course are merged, each once; merging twice is merging once; and
// what is earned is the points of those lessons.
func FuzzMerge(f *testing.F) {
	for _, seed := range []string{"", `["net/origines","net/liens"]`, "net/liens net/liens", "court/lecon\nnu/origines", "net/\xffliens",
		`{"read":["net/pages"],"at":{"key":"net/liens","title":"<b>","url":"//evil"}}`, strings.Repeat("net/pages,", 6000)} {
		f.Add(seed)
	}
	c := sample()
	f.Fuzz(func(t *testing.T, sent string) {
		reads := Merge(Keys(sent), c, day(1))
		seen := map[course.LessonID]bool{}
		points := 0
		for _, r := range reads {
			m := moduleOf(c, r.Module)
			l := lesson(m, r.Lesson)
			if l == nil || m.Announced || !strings.Contains(sent, LessonKey(l)) {
				t.Fatalf("%+v is merged of %q", r, sent)
			}
			key := course.LessonID(LessonKey(l))
			if seen[key] || r.Imported || !r.At.Equal(day(1)) || r.Hash == "" {
				t.Fatalf("merged %+v", r)
			}
			seen[key] = true
			points += m.XP.Lesson
		}
		facts := Facts{}.WithReads(reads...).WithReads(Merge(Keys(sent), c, day(2))...)
		if len(facts.Reads) != len(reads) {
			t.Fatalf("merging twice gives %d, once %d", len(facts.Reads), len(reads))
		}
		if got := Points(Earned(facts, c, time.Time{})); got != points {
			t.Fatalf("%d points for %v, want %d", got, reads, points)
		}
	})
}
