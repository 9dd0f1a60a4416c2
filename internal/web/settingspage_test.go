package web

import (
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"sentier/internal/account"
	"sentier/internal/config"
)

func TestSettingsPage(t *testing.T) {
	k := newKeyed(t, "")
	k.cfg.Live = new(atomic.Pointer[config.Config])
	k.calm()
	_, host := k.teammate(t, "Hôtesse", account.Administrator)
	page := "/fr/admin/settings"
	answer, body := host.do("POST", page, url.Values{"registration": {"maybe"}, "minimum_age": {"99"}, "reason": {"x"}})
	refusedFor(t, answer, body, `value="99"`)
	answer, body = host.do("POST", page, url.Values{"registration": {"closed"}})
	refusedFor(t, answer, body, "Écrivez la raison")
	for range 2 {
		answer, _ = host.do("POST", page, url.Values{"registration": {"closed"}, "reason": {"Trop de monde."}})
		leads(t, answer, page)
	}
	set, err := k.kept.Settings(t.Context())
	if err != nil || len(set) != 1 || set["registration"] != `"closed"` {
		t.Fatalf("%v, %v", set, err)
	}
	log, err := k.kept.Actions(t.Context(), "", "", "registration")
	if err != nil || len(log) != 1 || log[0].Reason != "Trop de monde." {
		t.Errorf("the log is %+v, %v", log, err)
	}
	changed, _ := k.cfg.Settings.With(map[string]string{"registration": "closed"})
	k.cfg.Live.Store(&changed) // as the server does, a second later
	stranger := &guest{k, map[string]string{}}
	if _, body = stranger.do("GET", "/fr/sign-up", nil); strings.Contains(body, `name="password"`) {
		t.Error("an account can still be made")
	}
	answer, _ = host.do("POST", page, url.Values{"registration": {""}, "reason": {"Il y a de la place."}})
	leads(t, answer, page)
	if set, err = k.kept.Settings(t.Context()); err != nil || len(set) != 0 {
		t.Errorf("%v, %v", set, err)
	}
	_, editor := k.teammate(t, "Rédactrice", account.Editor)
	if answer, _ = editor.do("POST", page, url.Values{"registration": {"closed"}, "reason": {"x"}}); answer.StatusCode != http.StatusForbidden {
		t.Errorf("an editor changes settings: %s", answer.Status)
	}
}

// What is set of the forum holds while the site runs: closed, it is nobody's; open, strangers read it and its feed.
func TestForumSettings(t *testing.T) {
	k := newKeyed(t, "")
	k.cfg.Live = new(atomic.Pointer[config.Config])
	k.calm()
	_, host := k.teammate(t, "Hôtesse", account.Administrator)
	page := "/fr/admin/settings"
	stranger := &guest{k, map[string]string{}}
	for _, test := range []struct {
		forum                string
		list, feed, signedIn int
	}{{"members", 200, 404, 200}, {"anyone", 200, 200, 200}, {"off", 404, 404, 404}} {
		answer, _ := host.do("POST", page, url.Values{"forum": {test.forum}, "forum_hold": {"3"}, "reason": {"On essaie " + test.forum}})
		leads(t, answer, page)
		set, err := k.kept.Settings(t.Context())
		if err != nil || set["forum"] != `"`+test.forum+`"` || set["forum_hold"] != `"3"` {
			t.Fatalf("%v, %v", set, err)
		}
		changed, problems := k.cfg.Settings.With(map[string]string{"forum": test.forum, "forum_hold": "3"})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		k.cfg.Live.Store(&changed) // as the server does, a second later
		list, _ := stranger.do("GET", "/fr/forum", nil)
		feed, _ := stranger.do("GET", "/fr/forum/feed.atom", nil)
		in, _ := host.do("GET", "/fr/forum", nil)
		if list.StatusCode != test.list || feed.StatusCode != test.feed || in.StatusCode != test.signedIn {
			t.Errorf("%s: list %d, feed %d, signed in %d", test.forum, list.StatusCode, feed.StatusCode, in.StatusCode)
		}
	}
}
