package lint_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sentier/courses"
	"sentier/internal/compile"
	"sentier/internal/diag"
	"sentier/internal/lint"
)

// collected are the links of a course.
func collected(t *testing.T, archive string) *lint.Links {
	t.Helper()
	var links lint.Links
	_, _, err := compile.Course(context.Background(), course(t, archive), compile.Config{Messages: messages(t),
		Review: func(m compile.Reviewed) diag.List { links.Collect(m); return nil }})
	if err != nil {
		t.Fatal(err)
	}
	return &links
}

// asker answers for others, and notes when it was asked what.
type asker struct {
	mu     sync.Mutex
	asked  []string
	open   int
	most   int
	answer func(address string) lint.Answer
}

func (a *asker) ask(_ context.Context, address string) lint.Answer {
	a.mu.Lock()
	a.asked = append(a.asked, address)
	a.open++
	a.most = max(a.most, a.open)
	a.mu.Unlock()
	time.Sleep(5 * time.Millisecond)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.open--
	return a.answer(address)
}

func gone(address string) lint.Answer {
	if strings.Contains(address, "/gone") {
		return lint.Answer{Problem: "status 404", Lasting: true}
	}
	if strings.Contains(address, "/slow") {
		return lint.Answer{Problem: "slow"}
	}
	return lint.Answer{Lasting: true}
}

func TestLinks(t *testing.T) {
	links := collected(t, lesson("[A](https://a.example/gone#part), <https://a.example/gone>, <ada@a.example>, [b](1-l.fr.md).\n\n"+
		"[C](http://c.example/slow)[^d].\n\n[^d]: <https://d.example/there>\n")+english("[A](https://a.example/gone)"))
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	known := map[string]lint.Answer{}
	a := &asker{answer: gone}
	asking := lint.Asking{Ask: a.ask, Now: func() time.Time { return now }, Known: known, Pause: time.Millisecond}
	found, asked := links.Ask(t.Context(), asking)
	var got []string
	for _, f := range found {
		got = append(got, f.Pos.String()+" "+f.Code)
	}
	want := []string{"m/1-s/1-l.en.md:5:1 link-dead", "m/1-s/1-l.fr.md:5:1 link-dead", "m/1-s/1-l.fr.md:5:35 link-dead", "m/1-s/1-l.fr.md:7:1 link-dead"}
	if !slices.Equal(got, want) || asked != 3 {
		t.Errorf("%d asked, found %q, want %q", asked, got, want)
	}

	// What lasts is not asked again, until a week is over; what may pass is.
	data, err := lint.WriteAnswers(known, now)
	if err != nil {
		t.Fatal(err)
	}
	asking.Known = lint.ReadAnswers(data)
	if found, asked = links.Ask(t.Context(), asking); len(found) != 4 || asked != 1 {
		t.Errorf("%d asked, %v", asked, found)
	}
	now = now.Add(8 * 24 * time.Hour)
	if _, asked = links.Ask(t.Context(), asking); asked != 3 {
		t.Errorf("%d asked after a week", asked)
	}
	if data, err = lint.WriteAnswers(known, now); err != nil || string(data) != "{}" {
		t.Errorf("old answers are kept: %s, %v", data, err)
	}
	if known := lint.ReadAnswers([]byte("no JSON")); known == nil || len(known) > 0 {
		t.Errorf("%v", known)
	}
}

// One host is asked once at a time, with a pause; all of them, not too many at once; and who ends the program is heard.
func TestLinksArePolite(t *testing.T) {
	var text strings.Builder
	for i := range 20 {
		for range 2 {
			text.WriteString("[A](https://h" + string(rune('a'+i)) + ".example/" + string(rune('a'+text.Len()%26)) + ")\n\n")
		}
	}
	links := collected(t, lesson(text.String()))
	a := &asker{answer: gone}
	began := time.Now()
	asking := lint.Asking{Ask: a.ask, Now: time.Now, Pause: 30 * time.Millisecond}
	_, asked := links.Ask(t.Context(), asking)
	if a.most > 8 || a.most < 2 || asked != len(a.asked) || asked <= 20 {
		t.Errorf("%d at once, %d asked", a.most, asked)
	}
	if took := time.Since(began); took < asking.Pause {
		t.Errorf("no pause: it took %s", took)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if found, asked := links.Ask(ended, asking); asked != 0 || len(found) != 0 {
		t.Errorf("%d asked, %v", asked, found)
	}
}

// Who ignores what would be found is not asked about.
func TestLinksIgnored(t *testing.T) {
	archive := strings.Replace(strings.Split(base, "-- m/1-s/sequence")[0], `"test" }`, `"test", link-dead: "archives" }`, 1)
	links := collected(t, archive+lesson("[A](https://a.example/gone)"))
	if found, asked := links.Ask(t.Context(), lint.Asking{Ask: (&asker{answer: gone}).ask, Now: time.Now}); asked != 0 || len(found) > 0 {
		t.Errorf("%d asked, %v", asked, found)
	}
}

// The example of the guide leads to a page that is gone.
func TestGuideLinkDead(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		section, err := lint.Section(courses.Files(), "link-dead", lang)
		if err != nil {
			t.Fatal(err)
		}
		fsys, _ := fenced(section)[0].files(t, lang)
		var links lint.Links
		if _, _, err := compile.Course(t.Context(), fsys, compile.Config{Messages: messages(t),
			Review: func(m compile.Reviewed) diag.List { links.Collect(m); return nil }}); err != nil {
			t.Fatal(err)
		}
		found, _ := links.Ask(t.Context(), lint.Asking{Now: time.Now, Ask: func(context.Context, string) lint.Answer { return lint.Answer{Problem: "status 404"} }})
		if len(found) != 1 || found[0].Code != "link-dead" {
			t.Errorf("%s: %v", lang, found)
		}
	}
}
