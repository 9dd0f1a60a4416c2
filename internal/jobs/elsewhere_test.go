package jobs_test

import (
	"cmp"
	"compress/gzip"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sentier/internal/elsewhere"
	"sentier/internal/fetch"
	"sentier/internal/jobs"
)

// shelf keeps answers in memory, as the store does.
type shelf map[string]elsewhere.Answer

func (s shelf) Elsewhere(context.Context) ([]elsewhere.Answer, error) {
	var all []elsewhere.Answer
	for _, a := range s {
		all = append(all, a)
	}
	slices.SortFunc(all, func(a, b elsewhere.Answer) int { return cmp.Compare(a.Address, b.Address) })
	return all, nil
}

func (s shelf) KeepElsewhere(_ context.Context, a elsewhere.Answer) error {
	s[a.Address] = a
	return nil
}

func (s shelf) ForgetElsewhere(_ context.Context, address string) error {
	delete(s, address)
	return nil
}

// sister is a site that answers as it is told, from one moment to the next.
type sister struct {
	*httptest.Server
	answer atomic.Pointer[http.HandlerFunc]
	asked  atomic.Int64
}

func newSister(t *testing.T, answer http.HandlerFunc) *sister {
	s := &sister{}
	s.answer.Store(&answer)
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.asked.Add(1)
		(*s.answer.Load())(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// says answers with a document as JSON. "ITSELF" in it is the address that was asked.
func says(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, strings.ReplaceAll(text, "ITSELF", "http://"+r.Host))
	}
}

const catalogue = `{"format": "sentier catalogue 1", "name": "Le Gué", "address": "ITSELF", "languages": ["fr"], "registration": "open", "modules":
	[{"languages": ["fr"], "minutes": 10, "texts": {"fr": {"title": "Lire une carte", "address": "ITSELF/fr/carte"}}}]}`

// asking is the job, at an hour that can be moved.
func asking(t *testing.T, kept shelf, now *time.Time, sisters, rooms []string) jobs.Job {
	t.Helper()
	client, err := fetch.New(fetch.Config{Private: []string{"127.0.0.1"}, Patience: 500 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	return jobs.Elsewhere(jobs.ElsewhereConfig{Kept: kept, Client: client, Sisters: sisters, Rooms: rooms, Jitter: -1, Now: func() time.Time { return *now }})
}

// run does the job as Run would: where there is something to do.
func run(t *testing.T, job jobs.Job) (did bool) {
	t.Helper()
	due, err := job.Due(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if due {
		if err := job.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return due
}

// A sister that dies, grows, drips or lies changes nothing of what it said before: that stays, with its date, and what is
// wrong is known.
func TestSistersThatGoWrong(t *testing.T) {
	inside := newSister(t, says("{}"))
	for name, test := range map[string]struct {
		answer http.HandlerFunc
		want   elsewhere.Trouble
	}{
		"dead":              {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, elsewhere.Unreachable},
		"gone":              {http.NotFound, elsewhere.Refused},
		"huge":              {says(`{"x": "` + strings.Repeat("x", 1<<20) + `"}`), elsewhere.Large},
		"a million modules": {says(`{"modules": [` + strings.Repeat(`{"texts":{}},`, 1_000_000) + `{}]}`), elsewhere.Large},
		"slow": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			for w.(http.Flusher).Flush(); r.Context().Err() == nil; time.Sleep(10 * time.Millisecond) {
				fmt.Fprint(w, " ")
				w.(http.Flusher).Flush()
			}
		}, elsewhere.Slow},
		"a bomb": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Encoding", "gzip")
			packed := gzip.NewWriter(w)
			defer packed.Close()
			_, _ = packed.Write(make([]byte, 32<<20))
		}, elsewhere.Packed},
		"sends on to this machine": {http.RedirectHandler(inside.URL, http.StatusFound).ServeHTTP, elsewhere.Moved},
		"another site":             {says(strings.Replace(catalogue, `"ITSELF"`, `"https://bank.example"`, 1)), elsewhere.Another},
		"wrong types":              {says(strings.Replace(catalogue, `["fr"]`, `"fr"`, 1)), elsewhere.Garbled},
		"of tomorrow":              {says(strings.Replace(catalogue, "catalogue 1", "catalogue 9", 1)), elsewhere.Newer},
		"a page": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "<script>alert(1)</script>")
		}, elsewhere.Unlike},
	} {
		t.Run(name, func(t *testing.T) {
			s, kept, now := newSister(t, says(catalogue)), shelf{}, time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
			job := asking(t, kept, &now, []string{s.URL}, nil)
			if !run(t, job) || run(t, job) {
				t.Fatal("it is not asked once")
			}
			good := kept[s.URL]
			if good.Trouble != "" || !good.Answered.Equal(now) || !strings.Contains(good.Body, s.URL+"/fr/carte") {
				t.Fatalf("of a good answer there is %+v", good)
			}
			s.answer.Store(&test.answer)
			now = now.Add(24 * time.Hour)
			run(t, job)
			if bad := kept[s.URL]; bad.Trouble != test.want || bad.Body != good.Body || !bad.Answered.Equal(good.Answered) || !bad.Asked.Equal(now) {
				t.Errorf("after a bad answer there is %+v, want %s", bad, test.want)
			}
			well := says(catalogue)
			s.answer.Store(&well)
			now = now.Add(time.Hour)
			run(t, job)
			if again := kept[s.URL]; again.Trouble != "" || !again.Answered.Equal(now) {
				t.Errorf("an hour later there is %+v", again)
			}
		})
	}
	if inside.asked.Load() != 0 {
		t.Error("a redirect to this machine was followed")
	}
}

// A catalogue in which addresses are none and names hold markup is kept as plain text without those addresses.
func TestCatalogueIsTidied(t *testing.T) {
	s := newSister(t, says(strings.NewReplacer("ITSELF/fr/carte", "javascript:alert(1)", "Lire une carte", `<img src=x onerror=alert(1)>`).Replace(catalogue)))
	kept, now := shelf{}, time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	run(t, asking(t, kept, &now, []string{s.URL}, nil))
	c, failed := elsewhere.Read([]byte(kept[s.URL].Body), s.URL)
	if failed != nil || len(c.Modules) != 1 || c.Modules[0].Texts["fr"] != (elsewhere.Text{Title: "<img src=x onerror=alert(1)>"}) {
		t.Errorf("there is %+v, %v", c, failed)
	}
}

// A private address that the host did not list is not asked, and neither is one over http.
func TestSistersInside(t *testing.T) {
	s, kept, now := newSister(t, says(catalogue)), shelf{}, time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	client, err := fetch.New(fetch.Config{})
	if err != nil {
		t.Fatal(err)
	}
	tls := strings.Replace(s.URL, "http:", "https:", 1)
	run(t, jobs.Elsewhere(jobs.ElsewhereConfig{Kept: kept, Client: client, Sisters: []string{s.URL, tls}, Jitter: -1, Now: func() time.Time { return now }}))
	if kept[s.URL].Trouble != elsewhere.Plain || kept[tls].Trouble != elsewhere.Private || s.asked.Load() != 0 {
		t.Errorf("%+v, asked %d times", kept, s.asked.Load())
	}
}

// Rooms are asked now and then, and who is named no more is forgotten.
func TestRooms(t *testing.T) {
	open, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	talk, page := "tcp://"+open.Addr().String(), newSister(t, func(http.ResponseWriter, *http.Request) {})
	kept, now := shelf{"https://old.example": {Address: "https://old.example"}}, time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	job := asking(t, kept, &now, nil, []string{talk, page.URL})
	if !run(t, job) || run(t, job) || len(kept) != 2 || kept[talk].Dead(now) || kept[page.URL].Dead(now) {
		t.Fatalf("there is %+v", kept)
	}
	if err := open.Close(); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		now = now.Add(10 * time.Minute)
		if !run(t, job) {
			t.Error("ten minutes later nobody is asked")
		}
	}
	if !kept[talk].Dead(now) || kept[page.URL].Dead(now) {
		t.Errorf("half an hour later there is %+v", kept)
	}
}
