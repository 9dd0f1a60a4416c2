package web

import (
	"context"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/course"
	"sentier/internal/diag"
	"sentier/internal/fault"
	"sentier/internal/suggestion"
)

// sources are the files of a small course in memory, which compile as the test says.
type sources struct {
	sync.Mutex
	files map[string]string
	found diag.List // of every trial
	tries int
	fixed bool // nothing can be written
}

func (s *sources) Text(name string) (string, error) {
	s.Lock()
	defer s.Unlock()
	if text, there := s.files[name]; there {
		return text, nil
	}
	return "", fault.New(fault.NotFound, "", nil)
}

func (s *sources) Try(_ context.Context, _, text string) (*course.Course, diag.List, error) {
	s.Lock()
	defer s.Unlock()
	if s.tries++; strings.Contains(text, "BROKEN") {
		return nil, s.found, nil
	}
	return taughtCourse(), nil, nil
}

func (s *sources) Diff(name, before, after string) string { return "diff of " + name + "\n" }
func (s *sources) Writes(string) bool                     { return !s.fixed }

func (s *sources) Keep(_ context.Context, name, before, after string, _ suggestion.Patch) (suggestion.Done, error) {
	s.Lock()
	defer s.Unlock()
	if s.fixed {
		return suggestion.Patched, nil
	}
	if s.files[name] != before {
		return "", fault.New(fault.Conflict, "", nil)
	}
	s.files[name] = after
	return suggestion.Written, nil
}

// workshop is a club whose course has files, an editor in it, and a stranger outside.
type workshop struct {
	*club
	t        *testing.T
	files    *sources
	clock    *atomic.Int64
	stranger *reader
	path     string // of the file
	module   string
}

const lessonSource = "---\ntitle: La première\n---\n\nUn texte.\n\nUne fin.\n"

func newWorkshop(t *testing.T) *workshop {
	t.Helper()
	taught := taughtCourse()
	w := &workshop{t: t, clock: new(atomic.Int64), module: string(taught.Modules[0].ID)}
	lesson := taught.Modules[0].Sequences[0].Lessons[0]
	for _, r := range lesson.Renditions {
		if r.Path == "" {
			r.Path = "apprendre/1-debut/1-premiere." + r.Lang + ".md"
		}
	}
	w.path = lesson.Rendition("fr").Path
	w.files = &sources{files: map[string]string{w.path: lessonSource}}
	w.files.found.Add(diag.FileUnknown, diag.Pos{Path: w.path, Line: 5, Col: 1}, "x")
	w.club = newClub(t, "", taught)
	w.clock.Store(morning.UnixMilli())
	w.cfg.Now = func() time.Time { return time.UnixMilli(w.clock.Load()) }
	w.people.Sessions.Now = w.cfg.Now
	w.cfg.Sources = w.files
	w.stranger = newReader(t, w.cfg)
	return w
}

func hidden(t *testing.T, page, name string) string {
	t.Helper()
	found := regexp.MustCompile(`name="?` + name + `"? value="?([^"> ]*)`).FindStringSubmatch(page)
	if found == nil {
		t.Fatalf("the form has no %s:\n%s", name, page)
	}
	return found[1]
}

// fill opens the form as a stranger does, and writes into it.
func (w *workshop) fill(text string) url.Values {
	w.t.Helper()
	page := body(w.t, w.stranger.ask("GET", lessonPath+"/suggest"))
	w.clock.Add(int64(account.ShortestForm / time.Millisecond))
	return url.Values{"key": {hidden(w.t, page, "key")}, "stamp": {hidden(w.t, page, "stamp")}, "base": {hidden(w.t, page, "base")}, "text": {text},
		"credit": {"Ana <L.>"}, "why": {"Une coquille."}, "do": {"send"}}
}

func (w *workshop) send(fields url.Values) *http.Response {
	w.t.Helper()
	return w.stranger.send("POST", lessonPath+"/suggest", fields, "Sec-Fetch-Site", "same-origin")
}

func (w *workshop) kept(state suggestion.State) []suggestion.Suggestion {
	w.t.Helper()
	all, err := w.club.kept.Suggestions(w.t.Context(), suggestion.Search{State: state})
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

func TestSuggest(t *testing.T) {
	w := newWorkshop(t)

	t.Run("the form holds the source", func(t *testing.T) {
		page := html.UnescapeString(body(t, w.stranger.ask("GET", lessonPath+"/suggest")))
		if !strings.Contains(page, lessonSource) {
			t.Errorf("the source is not in the form:\n%s", page)
		}
		if answer := w.stranger.ask("GET", "/fr/apprendre/glossary/none/suggest"); answer.StatusCode != http.StatusNotFound {
			t.Errorf("of no entry: %d", answer.StatusCode)
		}
	})

	t.Run("twice is once", func(t *testing.T) {
		fields := w.fill("---\r\ntitle: La première\r\n---\r\n\r\nUn meilleur texte.\r\n")
		for range 3 {
			leads(t, w.send(fields), "/fr/suggest/"+fields.Get("key")+"?sent=1")
		}
		all := w.kept("")
		if len(all) != 1 || all[0].Credit != "Ana L." || all[0].By != "" || all[0].Of.Path != w.path {
			t.Fatalf("kept: %+v", all)
		}
		one, err := w.club.kept.Suggestion(t.Context(), all[0].ID)
		if err != nil || one.Base != lessonSource || one.Text != "---\ntitle: La première\n---\n\nUn meilleur texte.\n" {
			t.Errorf("its texts: %q, %q (%v)", one.Base, one.Text, err)
		}
		answer := w.stranger.ask("GET", "/fr/suggest/"+fields.Get("key"))
		if page := body(t, answer); !strings.Contains(page, "<ins>") || answer.Header.Get("Referrer-Policy") != "no-referrer" || answer.Header.Get("Cache-Control") != cacheNever {
			t.Errorf("the private page: %v\n%s", answer.Header, page)
		}
		if answer := w.stranger.ask("GET", "/fr/suggest/"+strings.Repeat("a", 26)); answer.StatusCode != http.StatusNotFound {
			t.Errorf("another key: %d", answer.StatusCode)
		}
	})

	t.Run("what is wrong loses nothing", func(t *testing.T) {
		for want, change := range map[string]url.Values{
			"Le texte est le même":       {"text": {lessonSource}},
			"a changé sur le site":       {"base": {"old"}},
			"Ce nom est trop long":       {"credit": {strings.Repeat("a", 61)}},
			"trop long pour être envoyé": {"text": {strings.Repeat("a", suggestion.MostText+1)}},
			"Il n’y a plus de texte":     {"text": {" \n"}},
			"Cette explication est trop": {"why": {strings.Repeat("a", 1001)}},
			"Ce n’est pas encore envoyé": {"text": {"BROKEN &lt;"}},
			"Ce que cela donnera":        {"do": {"preview"}},
		} {
			fields := w.fill("Un autre texte.")
			for name, values := range change {
				fields[name] = values
			}
			page := html.UnescapeString(body(t, w.send(fields)))
			if !strings.Contains(page, want) || !strings.Contains(page, strings.TrimSpace(fields.Get("text"))) {
				t.Errorf("%q is not said, or what was typed is lost", want)
			}
		}
		if len(w.kept("")) != 1 {
			t.Error("something was kept")
		}
	})

	t.Run("what does not compile may be sent", func(t *testing.T) {
		fields := w.fill("BROKEN")
		page := body(t, w.send(fields))
		if !strings.Contains(page, "Ligne 5") {
			t.Errorf("the finding has no line:\n%s", page)
		}
		fields.Set("anyway", hidden(t, page, "anyway"))
		leads(t, w.send(fields), "/fr/suggest/"+fields.Get("key")+"?sent=1")
	})

	t.Run("withdrawn", func(t *testing.T) {
		fields := w.fill("À retirer.")
		private := "/fr/suggest/" + fields.Get("key")
		leads(t, w.send(fields), private+"?sent=1")
		if answer := w.stranger.send("POST", private, url.Values{"do": {"x"}}, "Sec-Fetch-Site", "same-origin"); answer.StatusCode != http.StatusBadRequest {
			t.Errorf("an unknown wish: %d", answer.StatusCode)
		}
		leads(t, w.stranger.send("POST", private, url.Values{"do": {"withdraw"}}, "Sec-Fetch-Site", "same-origin"), private)
		if all := w.kept(suggestion.Withdrawn); len(all) != 1 {
			t.Errorf("%d are withdrawn", len(all))
		}
	})

	t.Run("a robot", func(t *testing.T) {
		before := len(w.kept(""))
		fields := w.fill("Robot.")
		fields.Set("website", "https://example.org")
		if answer := w.send(fields); answer.StatusCode != http.StatusUnprocessableEntity || len(w.kept("")) != before {
			t.Errorf("a robot gets %d", answer.StatusCode)
		}
	})

	t.Run("compiling has its bound", func(t *testing.T) {
		before := w.files.tries
		fields := w.fill("Un essai.")
		fields.Set("do", "preview")
		waits := false
		for range FreelyTried + 5 {
			waits = waits || w.send(fields).StatusCode == http.StatusUnprocessableEntity
		}
		if !waits || w.files.tries-before > FreelyTried {
			t.Errorf("%d texts were compiled, waits: %t", w.files.tries-before, waits)
		}
	})
}

func TestPartsOfDifferencesAreLeftOut(t *testing.T) {
	before := strings.Repeat("same\n", 30) + "old\n" + strings.Repeat("same\n", 30)
	got := differences("fr", before, strings.Replace(before, "old", "new", 1))
	var kinds []string
	for _, p := range got.Pieces {
		kinds = append(kinds, p.Kind)
		if strings.Count(p.Text, "\n") > around+1 {
			t.Errorf("%q is too long", p.Text)
		}
	}
	if want := "gap,,del,ins,,gap"; strings.Join(kinds, ",") != want {
		t.Errorf("pieces: %q, want %q", strings.Join(kinds, ","), want)
	}
	if same := differences("fr", before, before); same.Pieces != nil {
		t.Errorf("the same text differs: %v", same)
	}
}
