package web

import (
	"encoding/json"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/course"
	"sentier/internal/passkey/passkeytest"
)

const clubPassword = "trois petits cailloux blancs"

// keyed is a club whose members have passwords, in front of a clock that can be moved.
type keyed struct {
	*club
	later atomic.Int64 // nanoseconds
}

func newKeyed(t *testing.T, base string) *keyed {
	t.Helper()
	return keyedOn(t, base, smallCourse())
}

func keyedOn(t *testing.T, base string, c *course.Course) *keyed {
	t.Helper()
	k := &keyed{club: newClub(t, base, c)}
	now := func() time.Time { return time.Now().Add(time.Duration(k.later.Load())) }
	var err error
	if k.people.Hasher, err = account.NewHasher(account.HasherConfig{}); err != nil {
		t.Fatal(err)
	}
	k.people.Sessions.Now = now
	k.cfg.Now = now
	k.calm()
	return k
}

// calm starts the server anew: it has counted no failure.
func (k *keyed) calm() {
	k.t.Helper()
	buckets, err := account.NewBuckets(account.BucketsConfig{Now: k.cfg.Now})
	if err != nil {
		k.t.Fatal(err)
	}
	people := *k.people // the server before may still look at its own
	people.Buckets = buckets
	k.people, k.cfg.Members = &people, &people
	k.reader = newReader(k.t, k.cfg)
}

// guest is somebody's browser, with its cookies.
type guest struct {
	*keyed
	cookies map[string]string
}

// arrive opens a browser that is signed in to a new account.
func (k *keyed) arrive(t *testing.T, name string) (account.ID, *guest) {
	t.Helper()
	id, cookie := k.join(t, name)
	hash, err := k.people.Hasher.Hash(t.Context(), clubPassword)
	if err != nil {
		t.Fatal(err)
	}
	if err := k.kept.Rehash(t.Context(), id, "", hash); err != nil {
		t.Fatal(err)
	}
	g := &guest{k, map[string]string{}}
	g.cookies[strings.Split(cookie, "=")[0]] = strings.SplitN(cookie, "=", 2)[1]
	return id, g
}

// do sends a form from a page of the site, or asks for a page, and keeps cookies.
func (g *guest) do(method, path string, form url.Values, headers ...string) (*http.Response, string) {
	g.t.Helper()
	var cookies []string
	for name, value := range g.cookies {
		cookies = append(cookies, name+"="+value)
	}
	answer := g.send(method, path, form, append([]string{"Cookie", strings.Join(cookies, "; "), "Sec-Fetch-Site", "same-origin"}, headers...)...)
	for _, c := range answer.Cookies() {
		if g.cookies[c.Name] = c.Value; c.Value == "" {
			delete(g.cookies, c.Name)
		}
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		g.t.Fatal(err)
	}
	return answer, html.UnescapeString(string(body))
}

// leads fails unless an answer leads to a path.
func leads(t testing.TB, answer *http.Response, to string) {
	t.Helper()
	if answer.StatusCode != http.StatusSeeOther || answer.Header.Get("Location") != to {
		t.Fatalf("%s leads to %q, want %q", answer.Status, answer.Header.Get("Location"), to)
	}
}

// refusedFor fails unless a form was refused with words.
func refusedFor(t testing.TB, answer *http.Response, body, words string) {
	t.Helper()
	if answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, words) {
		t.Errorf("%s, want a refusal with %q", answer.Status, words)
	}
}

var (
	askedNew = regexp.MustCompile(`(?s)data-make="(\{.*?\})" data-`)
	stateOf  = regexp.MustCompile(`name="state" value="([^"]+)"`)
)

// permit gives the password, and opens the page on which a passkey is made.
func (g *guest) permit() (options, state string) {
	g.t.Helper()
	answer, _ := g.do("POST", "/fr/me/account", url.Values{"do": {"passkey"}, "current": {clubPassword}})
	leads(g.t, answer, "/fr/me/passkey")
	_, page := g.do("GET", "/fr/me/passkey", nil)
	made, held := askedNew.FindStringSubmatch(page), stateOf.FindStringSubmatch(page)
	if made == nil || held == nil {
		g.t.Fatalf("the page asks a device for nothing:\n%.2000s", page)
	}
	return made[1], held[1]
}

// add adds the passkey of a device.
func (g *guest) add(d *passkeytest.Device) {
	g.t.Helper()
	options, state := g.permit()
	answer, _ := g.do("POST", "/fr/me/passkey", url.Values{"name": {"Mon téléphone"}, "state": {state}, "passkey": {made(g.t, d.Create, options)}})
	leads(g.t, answer, "/fr/me/account")
}

func made(t testing.TB, by func([]byte) (string, error), options string) string {
	t.Helper()
	answer, err := by([]byte(options))
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// asked is what the sign-in form is told to ask a device.
func (g *guest) asked() (options, state string) {
	g.t.Helper()
	answer, body := g.do("POST", "/fr/sign-in/passkey", nil)
	var told struct {
		PublicKey json.RawMessage
		State     string
	}
	if err := json.Unmarshal([]byte(body), &told); err != nil || answer.Header.Get("Content-Type") != "application/json" ||
		answer.Header.Get("Cache-Control") != cacheNever {
		g.t.Fatalf("%s %v: %s", answer.Status, answer.Header, body)
	}
	return string(told.PublicKey), told.State
}

// enter signs in with a device.
func (g *guest) enter(d *passkeytest.Device, fields url.Values) (*http.Response, string) {
	g.t.Helper()
	options, state := g.asked()
	form := url.Values{"passkey": {made(g.t, d.Get, options)}, "state": {state}}
	for name, values := range fields {
		form[name] = values
	}
	return g.do("POST", "/fr/sign-in", form)
}

func TestPasskeyIsAddedAndOpens(t *testing.T) {
	k := newKeyed(t, clubBase)
	id, owner := k.arrive(t, "Ada")
	d := &passkeytest.Device{Origin: clubBase}
	owner.add(d)
	_, page := owner.do("GET", "/fr/me/account", nil)
	if !strings.Contains(page, "Mon téléphone") || !strings.Contains(page, "Pas encore utilisée.") {
		t.Error("the account page does not show the passkey")
	}

	g := &guest{k, map[string]string{}}
	if _, page := g.do("GET", "/fr/sign-in", nil); !strings.Contains(page, `data-ask="/fr/sign-in/passkey"`) ||
		!strings.Contains(page, `autocomplete="username webauthn"`) {
		t.Error("the sign-in page offers no passkey")
	}
	answer, _ := g.enter(d, url.Values{"back": {lessonPath}, "read": {`["apprendre/premiere"]`}})
	leads(t, answer, lessonPath)
	if _, page := g.do("GET", "/fr/me/account", nil); !strings.Contains(page, "Ada") || !strings.Contains(page, "Dernière connexion") {
		t.Error("nobody is signed in, or the passkey was not used")
	}
	facts, err := k.kept.Facts(t.Context(), id)
	if err != nil || len(facts.Reads) != 1 {
		t.Errorf("what the browser had read is not taken over: %+v %v", facts.Reads, err)
	}

	shared := &guest{k, map[string]string{}}
	answer, _ = shared.enter(d, url.Values{"shared": {"on"}})
	leads(t, answer, "/fr/me")
	for _, c := range answer.Cookies() {
		if strings.HasSuffix(c.Name, sessionCookie) && c.MaxAge != 0 {
			t.Errorf("on a shared computer, the cookie stays for %d s", c.MaxAge)
		}
	}
	if shared.cookies["__Host-"+browserCookie] != "" {
		t.Error("a shared computer is remembered")
	}

	_, file := owner.do("GET", "/fr/me/data.json", nil)
	if !strings.Contains(file, `"Mon téléphone"`) || strings.Contains(file, string(d.ID)) || strings.Contains(strings.ToLower(file), "public") {
		t.Errorf("the export: %s", file)
	}
}

func TestPasskeyOpensNothing(t *testing.T) {
	k := newKeyed(t, clubBase)
	_, owner := k.arrive(t, "Ada")
	d := &passkeytest.Device{Origin: clubBase}
	owner.add(d)
	g := &guest{k, map[string]string{}}
	const wrong, old = "n’ouvre pas de compte ici", "a expiré ou a déjà servi"
	refused := func(t *testing.T, form url.Values, words string) {
		t.Helper()
		k.calm()
		answer, body := g.do("POST", "/fr/sign-in", form)
		refusedFor(t, answer, body, words)
		if g.cookies["__Host-"+sessionCookie] != "" {
			t.Error("somebody is signed in")
		}
	}
	for name, lie := range map[string]func(*passkeytest.Device){
		"on a page of another site": func(d *passkeytest.Device) { d.Origin = "https://club.example.evil" },
		"of another site":           func(d *passkeytest.Device) { d.Party = "evil.example" },
		"not unlocked":              func(d *passkeytest.Device) { d.Locked = true },
		"of nobody":                 func(d *passkeytest.Device) { d.Handle = []byte("018f3b1e-0000-7000-8000-000000000001") },
		"without a name":            func(d *passkeytest.Device) { d.Handle = nil },
		"that is not known":         func(d *passkeytest.Device) { d.ID = []byte("another one, of sixteen bytes") },
	} {
		t.Run(name, func(t *testing.T) {
			liar := *d
			lie(&liar)
			options, state := g.asked()
			refused(t, url.Values{"passkey": {made(t, liar.Get, options)}, "state": {state}}, wrong)
		})
	}
	t.Run("replayed", func(t *testing.T) {
		options, state := g.asked()
		form := url.Values{"passkey": {made(t, d.Get, options)}, "state": {state}}
		first := &guest{k, map[string]string{}}
		answer, _ := first.do("POST", "/fr/sign-in", form)
		leads(t, answer, "/fr/me")
		refused(t, form, "copiée") // its count has not grown
		d.Synced = true            // a key on several devices counts nothing
		other := &passkeytest.Device{Origin: clubBase, Synced: true}
		owner.add(other)
		options, state = g.asked()
		form = url.Values{"passkey": {made(t, other.Get, options)}, "state": {state}}
		answer, _ = first.do("POST", "/fr/sign-in", form)
		leads(t, answer, "/fr/me")
		refused(t, form, old)
		d.Synced = false
	})
	t.Run("too late", func(t *testing.T) {
		options, state := g.asked()
		form := url.Values{"passkey": {made(t, d.Get, options)}, "state": {state}}
		k.later.Store(int64(account.PasskeyChallenge + 2*time.Second))
		defer k.later.Store(0)
		refused(t, form, old)
	})
	t.Run("with a state of one's own", func(t *testing.T) {
		options, _ := g.asked()
		answer := made(t, d.Get, options)
		_, held := owner.permit()
		for _, state := range []string{"", "x", held, `{"challenge":"AAAA"}`, owner.cookies["__Host-"+passkeyCookie]} {
			refused(t, url.Values{"passkey": {answer}, "state": {state}}, old)
		}
	})
	t.Run("of a copy", func(t *testing.T) {
		copied := *d
		answer, _ := (&guest{k, map[string]string{}}).enter(d, nil)
		leads(t, answer, "/fr/me")
		options, state := g.asked()
		refused(t, url.Values{"passkey": {made(t, copied.Get, options)}, "state": {state}}, "copiée")
	})
	t.Run("again and again", func(t *testing.T) {
		k.calm()
		liar := *d
		liar.Locked = true
		for range 10 {
			g.enter(&liar, nil)
		}
		answer, body := g.do("POST", "/fr/sign-in", url.Values{"name": {"Ada"}, "password": {clubPassword}})
		refusedFor(t, answer, body, "Attendez") // they count as failures of the account
		answer, _ = (&guest{k, map[string]string{}}).enter(d, nil)
		leads(t, answer, "/fr/me") // who has the key was not guessing
		for range 110 {
			_, body = g.enter(&liar, nil)
		}
		if !strings.Contains(body, "Attendez") {
			t.Error("a hundred failures from a network do not slow it down")
		}
	})
	t.Run("removed", func(t *testing.T) {
		_, page := owner.do("GET", "/fr/me/account", nil)
		ids := regexp.MustCompile(`name="passkey" value="([^"]+)"`).FindAllStringSubmatch(page, -1)
		_, other := k.arrive(t, "Eva")
		for _, id := range ids {
			answer, _ := other.do("POST", "/fr/me/account", url.Values{"do": {"passkey-remove"}, "passkey": {id[1]}})
			leads(t, answer, "/fr/me/account") // as one that is gone already
		}
		k.calm()
		answer, _ := (&guest{k, map[string]string{}}).enter(d, nil)
		leads(t, answer, "/fr/me") // it was another's: nothing was removed
		for _, id := range ids {
			for range 2 {
				answer, _ := owner.do("POST", "/fr/me/account", url.Values{"do": {"passkey-remove"}, "passkey": {id[1]}})
				leads(t, answer, "/fr/me/account")
			}
		}
		options, state := g.asked()
		refused(t, url.Values{"passkey": {made(t, d.Get, options)}, "state": {state}}, wrong)
	})
}

func TestPasskeyIsNotAdded(t *testing.T) {
	k := newKeyed(t, clubBase)
	id, owner := k.arrive(t, "Ada")
	_, other := k.arrive(t, "Eva")
	none := func(t *testing.T) {
		t.Helper()
		if all, err := k.kept.Passkeys(t.Context(), id); err != nil || len(all) > 0 {
			t.Errorf("there is a passkey: %v %v", all, err)
		}
	}
	t.Run("without the password", func(t *testing.T) {
		answer, body := owner.do("POST", "/fr/me/account", url.Values{"do": {"passkey"}, "current": {"un autre mot de passe"}})
		refusedFor(t, answer, body, "pas votre mot de passe actuel")
		k.calm()
		answer, _ = owner.do("GET", "/fr/me/passkey", nil)
		leads(t, answer, "/fr/me/account")
		options, state := other.permit()
		form := url.Values{"state": {state}, "passkey": {made(t, (&passkeytest.Device{Origin: clubBase}).Create, options)}}
		answer, _ = owner.do("POST", "/fr/me/passkey", form)
		leads(t, answer, "/fr/me/account")
		owner.cookies["__Host-"+passkeyCookie] = other.cookies["__Host-"+passkeyCookie]
		answer, _ = owner.do("POST", "/fr/me/passkey", form)
		leads(t, answer, "/fr/me/account") // the permission is of another session
		none(t)
	})
	t.Run("for another", func(t *testing.T) {
		options, state := other.permit()
		owner.permit()
		answer, body := owner.do("POST", "/fr/me/passkey", url.Values{"state": {state},
			"passkey": {made(t, (&passkeytest.Device{Origin: clubBase}).Create, options)}})
		refusedFor(t, answer, body, "a expiré")
		none(t)
	})
	t.Run("by a liar", func(t *testing.T) {
		for _, d := range []*passkeytest.Device{{Origin: "https://evil.example"}, {Origin: clubBase, Locked: true}, {Origin: clubBase, Party: "evil.example"}} {
			options, state := owner.permit()
			answer, body := owner.do("POST", "/fr/me/passkey", url.Values{"name": {"Tél"}, "state": {state}, "passkey": {made(t, d.Create, options)}})
			refusedFor(t, answer, body, "Recommencez")
			if !strings.Contains(body, `value="Tél"`) {
				t.Error("the name that was typed is lost")
			}
		}
		none(t)
	})
	t.Run("too late", func(t *testing.T) {
		options, state := owner.permit()
		k.later.Store(int64(account.PasskeyChallenge + 2*time.Second))
		defer k.later.Store(0)
		answer, _ := owner.do("POST", "/fr/me/passkey", url.Values{"state": {state},
			"passkey": {made(t, (&passkeytest.Device{Origin: clubBase}).Create, options)}})
		leads(t, answer, "/fr/me/account")
		none(t)
	})
	t.Run("under a name that cannot be read", func(t *testing.T) {
		options, state := owner.permit()
		answer, body := owner.do("POST", "/fr/me/passkey", url.Values{"name": {strings.Repeat("x", 41)}, "state": {state},
			"passkey": {made(t, (&passkeytest.Device{Origin: clubBase}).Create, options)}})
		refusedFor(t, answer, body, "40 caractères")
		none(t)
	})
	t.Run("more than there can be", func(t *testing.T) {
		for range account.MostPasskeys {
			owner.add(&passkeytest.Device{Origin: clubBase})
		}
		answer, body := owner.do("POST", "/fr/me/account", url.Values{"do": {"passkey"}, "current": {clubPassword}})
		refusedFor(t, answer, body, "autant de clés d’accès que possible")
	})
}

func TestAskPasskeyIsForOurScriptAlone(t *testing.T) {
	k := newKeyed(t, clubBase)
	for _, asked := range []struct {
		headers []string
		form    url.Values
		want    int
	}{
		{[]string{"Sec-Fetch-Site", "same-origin"}, nil, 200},
		{[]string{"Origin", clubBase}, nil, 200},
		{[]string{"Sec-Fetch-Site", "cross-site"}, nil, 403},
		{[]string{"Origin", "https://evil.example"}, nil, 403},
		{nil, nil, 403},
		{[]string{"Sec-Fetch-Site", "same-origin"}, url.Values{"a": {"b"}}, 400},
	} {
		if got := k.send("POST", "/fr/sign-in/passkey", asked.form, asked.headers...); got.StatusCode != asked.want {
			t.Errorf("%v %v: %s, want %d", asked.headers, asked.form, got.Status, asked.want)
		}
	}
}

func TestWhereThereAreNoPasskeys(t *testing.T) {
	for _, site := range []struct {
		base, host string
		want       bool
	}{
		{"http://club.example", "club.example", false}, {"https://192.0.2.1", "192.0.2.1", false},
		{"http://club.example", "localhost:8080", false}, // who was told an address believes nobody
		{"", "club.example", false}, {"", "127.0.0.1:8080", false}, {"", "localhost:8080", true}, {"", "localhost", true},
		{clubBase, "localhost:8080", true},
	} {
		k := newKeyed(t, site.base)
		_, owner := k.arrive(t, "Ada")
		for path, mark := range map[string]string{"/fr/sign-in": "data-ask", "/fr/me/account": `id="Passkeys"`} {
			g := owner
			if path == "/fr/sign-in" {
				g = &guest{k, map[string]string{}}
			}
			if _, page := g.do("GET", path, nil, "Host", site.host); strings.Contains(page, mark) != site.want {
				t.Errorf("%+v: %s offers passkeys: %v", site, path, !site.want)
			}
		}
		if got := k.send("POST", "/fr/sign-in/passkey", nil, "Sec-Fetch-Site", "same-origin", "Host", site.host); (got.StatusCode == 200) != site.want {
			t.Errorf("%+v: asked for a passkey: %s", site, got.Status)
		}
	}
}
