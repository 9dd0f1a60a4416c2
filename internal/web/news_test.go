package web

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/announce"
)

// told keeps an announcement that is current, and lets the server know of it.
func (r *member) told(change func(*announce.Announcement)) announce.ID {
	r.t.Helper()
	id, err := newID()
	r.must(err)
	now := time.UnixMilli(r.clock.Load()).UTC()
	a := announce.Announcement{ID: announce.ID(id), Audience: announce.Everyone, Begins: now, Created: now, Changed: now,
		Texts: map[string]announce.Text{"fr": {Title: "TITRE-" + id, Body: "x", HTML: `<p>Lisez <a href="/fr/help">ceci</a>.</p>`}}}
	if change != nil {
		change(&a)
	}
	r.must(r.kept.KeepAnnouncement(r.t.Context(), a, account.Action{ID: id, Verb: "announcement.keep", At: now}))
	return a.ID
}

// sees waits until a page holds a text, or does not: what the host tells comes within a second.
func (r *member) sees(client *http.Client, path, text string, want bool) string {
	r.t.Helper()
	var page string
	for end := time.Now().Add(8 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		answer, err := client.Get(r.origin + path)
		if _, page = r.body(answer, err); strings.Contains(page, text) == want {
			return page
		}
	}
	r.t.Errorf("%s holds %q: %t, want %t", path, text, !want, want)
	return page
}

// TestNews: what is told is on its page, in the feeds and on my path, for whom it is, while it is current.
func TestNews(t *testing.T) {
	r := signedIn(t)
	stranger := &http.Client{Timeout: 10 * time.Second}
	hour := func(n int) time.Time { return time.UnixMilli(r.clock.Load()).Add(time.Duration(n) * time.Hour).UTC() }
	everyone := r.told(nil)
	members := r.told(func(a *announce.Announcement) { a.Audience = announce.Members })
	learners := r.told(func(a *announce.Announcement) { a.Audience, a.Module = announce.Learners, "apprendre" })
	soon := r.told(func(a *announce.Announcement) { a.Begins = hour(1) })
	over := r.told(func(a *announce.Announcement) { a.Begins, a.Ends = hour(-2), hour(-1) })
	brief := r.told(func(a *announce.Announcement) { a.Ends = hour(1) })
	const home = "/fr/announcements"
	r.sees(stranger, home, string(brief), true)
	holds := func(client *http.Client, path string, want ...announce.ID) {
		t.Helper()
		answer, err := client.Get(r.origin + path)
		_, text := r.body(answer, err)
		for _, id := range []announce.ID{everyone, members, learners, soon, over, brief} {
			if strings.Contains(text, string(id)) != slices.Contains(want, id) {
				t.Errorf("%s holds %s: %t", path, id, !slices.Contains(want, id))
			}
		}
	}
	holds(stranger, home, everyone, brief)
	holds(stranger, home+".atom", everyone, brief)
	holds(stranger, home+".json", everyone, brief)
	holds(r.client, home, everyone, brief, members)
	holds(r.client, home+".atom", everyone, brief) // a feed is everybody's
	holds(r.client, "/fr/me", everyone, brief, members)
	r.read() // the module is begun
	holds(r.client, home, everyone, brief, members, learners)
	holds(r.client, "/fr/me", everyone, brief, members, learners)
	holds(r.client, "/en/announcements", everyone, brief, members, learners)

	status := func(client *http.Client, path string) int {
		t.Helper()
		answer, err := client.Get(r.origin + path)
		got, _ := r.body(answer, err)
		return got
	}
	for id, want := range map[announce.ID]int{everyone: 200, soon: 404, over: 200, "none": 404, announce.ID(strings.ToUpper(string(everyone))): 404} {
		if got := status(r.client, home+"/"+string(id)); got != want {
			t.Errorf("%s: %d, want %d", id, got, want)
		}
	}
	stranger.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	if got := status(stranger, home+"/"+string(members)); got != 303 {
		t.Errorf("a stranger who opens what is for members gets %d", got)
	}
	if got, text := r.post(home+"/"+string(everyone)+"/read", nil); got != 200 || !strings.Contains(text, string(everyone)) {
		t.Errorf("marking it read gives %d", got)
	}
	holds(r.client, "/fr/me", brief, members, learners)
	if _, text := r.get(home + "/" + string(everyone)); strings.Contains(text, "/read\"") {
		t.Error("what was read can be marked as read")
	}

	r.clock.Add((90 * time.Minute).Milliseconds())
	r.sees(stranger, home, string(soon), true) // and brief is over, without a word from anybody
	holds(stranger, home, everyone, soon)
	holds(r.client, "/fr/me", members, learners, soon)
	r.must(r.kept.WithdrawAnnouncement(t.Context(), everyone, hour(0), account.Action{ID: "w", Verb: "announcement.withdraw"}))
	r.sees(stranger, home, string(everyone), false)
	if got := status(r.client, home+"/"+string(everyone)); got != 404 {
		t.Errorf("what was withdrawn gives %d", got)
	}
}

// TestNewsFeeds: the feeds are what their formats want, with a server's own types.
func TestNewsFeeds(t *testing.T) {
	r := signedIn(t)
	id := r.told(nil)
	stranger := &http.Client{Timeout: 10 * time.Second}
	r.sees(stranger, "/fr/announcements", string(id), true)
	for path, kind := range map[string]string{".atom": "application/atom+xml; charset=utf-8", ".json": "application/feed+json; charset=utf-8"} {
		answer, err := stranger.Get(r.origin + "/fr/announcements" + path)
		r.must(err)
		if got := answer.Header.Get("Content-Type"); got != kind || answer.Header.Get("Cache-Control") != "no-cache" {
			t.Errorf("%s is %q, %q", path, got, answer.Header.Get("Cache-Control"))
		}
		_, text := r.body(answer, nil)
		var item struct {
			Items []struct {
				URL  string `json:"url"`
				HTML string `json:"content_html"`
			} `json:"items"`
			Entries []struct {
				Content string `xml:"content"`
			} `xml:"entry"`
		}
		if path == ".json" {
			err = json.Unmarshal([]byte(text), &item)
		} else {
			err = xml.Unmarshal([]byte(text), &item)
		}
		if err != nil || len(item.Items)+len(item.Entries) != 1 {
			t.Errorf("%s: %v\n%s", path, err, text)
		}
	}
}

// TestAlerts stand on every page of their readers until they are over, or hidden in a browser.
func TestAlerts(t *testing.T) {
	r := signedIn(t)
	stranger := &http.Client{Timeout: 10 * time.Second}
	r.told(nil) // news are no alert
	all := r.told(func(a *announce.Announcement) { a.Alert, a.Ends = true, a.Begins.Add(time.Hour) })
	own := r.told(func(a *announce.Announcement) { a.Alert, a.Audience = true, announce.Members })
	hide := func(id announce.ID) string { return `action="/fr/announcements/` + string(id) + `/hide"` }
	for _, path := range []string{"/fr", lessonPath, "/fr/sign-in", "/fr/no-such-page"} {
		page := r.sees(stranger, path, hide(all), true)
		if strings.Contains(page, string(own)) {
			t.Errorf("%s tells a stranger what is for members", path)
		}
		r.sees(r.client, path, hide(own), true)
		r.sees(r.client, path, hide(all), true)
	}
	if page := r.sees(stranger, "/en", string(all), true); !strings.Contains(page, `lang="fr">TITRE`) {
		t.Error("a title in another language does not say so")
	}
	hidden := func(referer string) string {
		t.Helper()
		request, err := http.NewRequest(http.MethodPost, r.origin+"/fr/announcements/"+string(all)+"/hide", nil)
		r.must(err)
		request.Header.Set("Origin", r.origin)
		request.Header.Set("Referer", referer)
		asking := *r.client
		asking.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		answer, err := asking.Do(request)
		r.must(err)
		r.must(answer.Body.Close())
		if answer.StatusCode != 303 {
			t.Errorf("hiding gives %d", answer.StatusCode)
		}
		return answer.Header.Get("Location")
	}
	for referer, want := range map[string]string{r.origin + lessonPath + "?a=1": lessonPath + "?a=1", "https://evil.example/fr/x": "/fr", "": "/fr", r.origin + "//evil": "/fr"} {
		if got := hidden(referer); got != want {
			t.Errorf("from %q it goes back to %q, want %q", referer, got, want)
		}
	}
	_, page := r.get(lessonPath)
	if strings.Contains(page, hide(all)) || !strings.Contains(page, hide(own)) {
		t.Error("what was hidden stands there, or what was not does not")
	}
	r.sees(stranger, lessonPath, hide(all), true) // another browser
	r.clock.Add(time.Hour.Milliseconds())
	r.sees(stranger, lessonPath, "class=\"banner\"", false)
	if answer, err := stranger.Post(r.origin+"/fr/announcements/"+string(all)+"/hide", "application/x-www-form-urlencoded", nil); err != nil || answer.StatusCode != 403 {
		t.Errorf("from elsewhere it is hidden: %v, %v", answer, err)
	}
}

// TestWriteNews: an editor writes, looks, publishes, changes and withdraws; what is wrong is told with all that was typed.
func TestWriteNews(t *testing.T) {
	r := signedIn(t)
	r.must(r.kept.GiveRole(t.Context(), r.account, account.Grant{Role: account.Editor}, account.Action{ID: "g", Verb: "role.give"}))
	r.proves()
	id, err := newID()
	r.must(err)
	line, err := newID()
	r.must(err)
	desk := "/fr/admin/announcements/" + id
	form := func(do string, more ...string) url.Values {
		f := url.Values{"do": {do}, "action": {line}, "audience": {"everyone"}, "title-fr": {"Une <panne>"}, "body-fr": {"**Mardi** <script>x</script>"}}
		for i := 0; i < len(more); i += 2 {
			f.Set(more[i], more[i+1])
		}
		return f
	}
	all := func() []announce.Announcement {
		t.Helper()
		list, err := r.kept.Announcements(t.Context(), 10)
		r.must(err)
		return list
	}
	for name, wrong := range map[string][]string{
		"no title": {"title-fr", ""}, "a module that there is not": {"audience", "learners", "module", "x"}, "a day that is none": {"begins", "demain"},
		"over before": {"begins", "2026-03-11T08:00", "ends", "2026-03-10T08:00"}, "too long": {"body-fr", strings.Repeat("é", 5000)},
	} {
		status, text := r.post(desk, form("keep", wrong...))
		if status != 422 || !strings.Contains(text, `class="err"`) || name != "no title" && !strings.Contains(text, `value="Une &lt;panne&gt;"`) {
			t.Errorf("%s: %d", name, status)
		}
	}
	status, text := r.post(desk, form("preview"))
	if status != 200 || !strings.Contains(text, "<strong>Mardi</strong>") || strings.Contains(text, "<script>x") || !strings.Contains(text, `**Mardi** &lt;script`) {
		t.Errorf("the preview gives %d", status)
	}
	if len(all()) != 0 {
		t.Fatal("looking at it keeps it")
	}
	for range 2 { // sent twice
		if status, text = r.post(desk, form("keep")); status != 200 || !strings.Contains(text, "Une &lt;panne&gt;") {
			t.Fatalf("publishing gives %d", status)
		}
	}
	log, err := r.kept.Actions(t.Context(), "", "", id)
	if err != nil || len(log) != 1 || log[0].By != r.account || log[0].Verb != "announcement.keep" {
		t.Errorf("the log has %+v (%v)", log, err)
	}
	first := all()
	if len(first) != 1 || first[0].State(time.UnixMilli(r.clock.Load())) != announce.Current {
		t.Fatalf("kept are %+v", first)
	}
	if _, page := r.get("/fr/announcements/" + id); !strings.Contains(page, "<strong>Mardi</strong>") {
		t.Error("its page does not show it at once")
	}
	r.clock.Add((10 * time.Minute).Milliseconds())
	other, err := newID()
	r.must(err)
	r.post(desk, form("keep", "action", other, "title-fr", "Une autre", "begins", "2026-03-10T07:00", "title-en", "Another", "body-en", "x"))
	if changed := all(); len(changed) != 1 || !changed[0].Begins.Equal(first[0].Begins) || changed[0].Texts["fr"].Title != "Une autre" || len(changed[0].Texts) != 2 || !changed[0].Changed.After(first[0].Changed) {
		t.Errorf("changed to %+v", changed)
	}
	for _, test := range []struct {
		do   string
		want int
	}{{"withdraw", 404}, {"restore", 200}, {"withdraw", 404}} {
		r.post(desk, url.Values{"do": {test.do}})
		if status, _ := r.get("/fr/announcements/" + id); status != test.want {
			t.Errorf("after %s its page gives %d, want %d", test.do, status, test.want)
		}
	}
	if status, _ := r.post(desk, url.Values{"do": {"other"}}); status != 400 {
		t.Errorf("another do gives %d", status)
	}
	for _, path := range []string{"/fr/admin/announcements", desk, "/fr/admin/announcements/new", "/en/admin/announcements"} {
		if status, _ := r.get(path); status != 200 {
			t.Errorf("%s: %d", path, status)
		}
	}
	for _, path := range []string{"/fr/admin/announcements/none", "/fr/admin/announcements/" + other} {
		if status, _ := r.get(path); status != 404 {
			t.Errorf("%s: %d", path, status)
		}
	}
}

// TestEditorOfAModule tells the learners of that module, and nobody else.
func TestEditorOfAModule(t *testing.T) {
	r := signedIn(t)
	r.must(r.kept.GiveRole(t.Context(), r.account, account.Grant{Role: account.Editor, Module: "apprendre"}, account.Action{ID: "g", Verb: "role.give"}))
	r.proves()
	others := r.told(nil)
	desk := "/fr/admin/announcements/"
	if status, text := r.get("/fr/admin/announcements"); status != 200 || strings.Contains(text, string(others)) {
		t.Errorf("the list gives %d, or what is not theirs", status)
	}
	for _, do := range []string{"keep", "withdraw"} {
		if status, _ := r.post(desk+string(others), url.Values{"do": {do}, "audience": {"learners"}, "module": {"apprendre"}, "title-fr": {"x"}, "body-fr": {"x"}}); status != 403 {
			t.Errorf("%s of another's gives %d", do, status)
		}
	}
	for audience, want := range map[string]int{"everyone": 403, "members": 403, "learners": 200} {
		id, err := newID()
		r.must(err)
		if status, _ := r.post(desk+id, url.Values{"do": {"keep"}, "audience": {audience}, "module": {"apprendre"}, "title-fr": {"x"}, "body-fr": {"x"}}); status != want {
			t.Errorf("for %s: %d, want %d", audience, status, want)
		}
	}
	if status, text := r.get(desk + "new"); status != 200 || strings.Contains(text, `value="everyone"`) {
		t.Errorf("the form gives %d, or offers everybody", status)
	}
}

// proves gives the password, as pages of the team ask for it.
func (r *member) proves() {
	r.t.Helper()
	const password = "un mot de passe bien long"
	hasher, err := account.NewHasher(account.HasherConfig{})
	r.must(err)
	r.club.people.Hasher = hasher
	r.club.people.Buckets, err = account.NewBuckets(account.BucketsConfig{})
	r.must(err)
	hash, err := hasher.Hash(r.t.Context(), password)
	r.must(err)
	address, err := url.Parse(r.origin)
	r.must(err)
	var session account.SessionID
	for _, cookie := range r.client.Jar.Cookies(address) {
		if claims, _, err := r.club.people.Sessions.Read(cookie.Value); err == nil {
			session = claims.Session
		}
	}
	r.must(r.kept.ChangePassword(r.t.Context(), r.account, hash, session))
	if status, _ := r.post("/fr/me/again", url.Values{"password": {password}, "back": {"/fr/admin"}}); status != 200 {
		r.t.Fatalf("the password is not taken: %d", status)
	}
}
