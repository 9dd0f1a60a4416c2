package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/voice"
)

func TestFeedback(t *testing.T) {
	c := newClub(t, "", taughtCourse())
	now := new(atomic.Int64)
	now.Store(morning.UnixMilli())
	c.cfg.Now = func() time.Time { return time.UnixMilli(now.Load()) }
	r := newReader(t, c.cfg)
	form := lessonPath + "/feedback"
	field := func(page, name string) string {
		found := regexp.MustCompile(`name="?` + name + `"? value="?([^"> ]*)`).FindStringSubmatch(page)
		if found == nil {
			t.Fatalf("the form has no %s:\n%s", name, page)
		}
		return found[1]
	}
	fill := func() url.Values {
		t.Helper()
		page := body(t, r.ask("GET", form))
		now.Add(int64(account.ShortestForm / time.Millisecond))
		return url.Values{"key": {field(page, "key")}, "stamp": {field(page, "stamp")}, "kind": {"wrong"}, "text": {"Ceci est faux."}}
	}
	send := func(fields url.Values) *http.Response {
		t.Helper()
		return r.send("POST", form, fields, "Sec-Fetch-Site", "same-origin")
	}
	kept := func() int {
		t.Helper()
		all, err := c.kept.Remarks(t.Context(), voice.Search{})
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}

	t.Run("twice is once", func(t *testing.T) {
		fields := fill()
		for range 3 {
			leads(t, send(fields), "/fr/feedback/"+fields.Get("key")+"?sent=1")
		}
		if kept() != 1 {
			t.Errorf("%d remarks are kept, want one", kept())
		}
		page := r.ask("GET", "/fr/feedback/"+fields.Get("key"))
		if text := body(t, page); !strings.Contains(text, "Ceci est faux.") || page.Header.Get("Cache-Control") != cacheNever ||
			page.Header.Get("Referrer-Policy") != "no-referrer" || !strings.Contains(page.Header.Get("X-Robots-Tag"), "noindex") {
			t.Errorf("the private page: %v\n%s", page.Header, text)
		}
		if answer := r.ask("GET", "/fr/feedback/"+strings.Repeat("a", 26)); answer.StatusCode != http.StatusNotFound {
			t.Errorf("another key: %s", answer.Status)
		}
	})

	t.Run("robots are refused, and nothing is lost", func(t *testing.T) {
		before := kept()
		for name, value := range map[string]string{"website": "https://spam.example", "stamp": "AAAA", "kind": "other",
			"text": strings.Repeat("x", voice.MostText+1)} {
			fields := fill()
			fields.Set(name, value)
			answer := send(fields)
			if text := body(t, answer); answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(text, fields.Get("text")) ||
				field(text, "key") != fields.Get("key") {
				t.Errorf("%s: %s\n%s", name, answer.Status, text)
			}
		}
		quick := fill()
		now.Add(-int64(account.ShortestForm / time.Millisecond)) // as soon as it is shown
		if answer := send(quick); answer.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("quick: %s", answer.Status)
		}
		if kept() != before {
			t.Errorf("%d remarks are kept, want %d", kept(), before)
		}
	})

	t.Run("one network says so much and no more at once", func(t *testing.T) {
		before := kept()
		for range FreelySaid + 5 {
			send(fill())
		}
		if more := kept() - before; more < FreelySaid/2 || more > FreelySaid {
			t.Errorf("%d more remarks are kept, want at most %d", more, FreelySaid)
		}
	})
}

func TestKeysAreNotLogged(t *testing.T) {
	for path, want := range map[string]string{
		"/fr/feedback/abcdef": "/fr/feedback/-", "/fr/contact/abcdef/x": "/fr/contact/-", "/fr/contact": "/fr/contact",
		"/fr/m/s/l/feedback": "/fr/m/s/l/feedback", "/fr/admin/feedback/1": "/fr/admin/feedback/1",
	} {
		given := []byte(path)
		if got := string(withoutKey(given)); got != want || string(given) != path {
			t.Errorf("%s is logged as %s (it is %s now)", path, got, given)
		}
	}
}
