package badge

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"sentier/internal/course"
)

// verifier is written in another language, on other people's libraries.
const verifier = "../../scripts/checks/badge.mjs"

// published is a site: what is served at each path.
type published struct {
	mu    sync.Mutex // the verifier is another process: nothing else orders what it reads after what was put
	paths map[string]answer
}

type answer struct{ kind, body string }

func (p *published) put(t *testing.T, address, kind string, body any) {
	t.Helper()
	text, ok := body.(string)
	if !ok {
		data, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		text = string(data)
	}
	parts := strings.SplitN(address, "/", 4) // http: "" host path
	p.mu.Lock()
	defer p.mu.Unlock()
	p.paths["/"+parts[3]] = answer{kind, text}
}

func (p *published) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	answer, ok := p.paths[r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", answer.kind)
	w.Write([]byte(answer.body))
}

// world is a site that has issued one badge, with a key since retired, in both kinds of pictures.
type world struct {
	Issuer
	site   *published
	keys   Keys
	badge  Badge
	module *course.Module
}

const jsonType, textType = "application/json", "text/plain; charset=utf-8"

func open(t *testing.T) *world {
	t.Helper()
	w := &world{site: &published{paths: map[string]answer{}}, keys: keys(t), module: garden()}
	server := httptest.NewServer(w.site)
	t.Cleanup(server.Close)
	w.Issuer = Issuer{Base: server.URL, Name: "L’atelier"}
	a := award()
	a.Module = w.module
	var err error
	if w.badge, err = w.Issue(w.keys[1], a); err != nil {
		t.Fatal(err)
	}
	for _, k := range w.keys {
		w.site.put(t, w.KeyURL(k.ID), jsonType, w.JWK(k))
	}
	w.site.put(t, w.KeysURL(), jsonType, w.JWKSet(w.keys))
	w.site.put(t, w.URL(), jsonType, w.Profile())
	w.site.put(t, w.AchievementURL("jardin", "fr"), jsonType, w.Achievement(w.module, "fr"))
	w.site.put(t, w.PictureURL(PictureOf(w.module)), SVG, string(PictureOf(w.module).Data))
	w.site.put(t, w.CredentialURL(w.badge.ID), textType, w.badge.Token)
	w.revoke(t)
	for _, p := range []Picture{{Type: SVG, Data: emblem}, {Type: PNG, Data: square(t)}} {
		baked, err := p.Bake(w.badge.Token)
		if err != nil {
			t.Fatal(err)
		}
		w.site.put(t, w.BakedURL(w.badge.ID, p), p.Type, string(baked))
	}
	return w
}

func (w *world) revoke(t *testing.T, revoked ...int) {
	t.Helper()
	list, err := w.SignStatus(w.keys[0], 1, revoked, noon.AddDate(0, 0, len(revoked)))
	if err != nil {
		t.Fatal(err)
	}
	w.site.put(t, w.StatusURL(1), textType, list)
}

// ask runs the verifier on addresses and files: what it says of each, and whether it is content with all.
func ask(t *testing.T, from ...string) (lines []string, content bool) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Fatalf("%v: type scripts/deps in the repository's folder to install what is missing", err)
	}
	out, err := exec.Command(node, append([]string{verifier}, from...)...).CombinedOutput()
	lines = strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(lines) != len(from) {
		t.Fatalf("%v: the verifier does not run (type scripts/deps in the repository's folder):\n%s", err, out)
	}
	return lines, err == nil
}

func TestStrangersVerify(t *testing.T) {
	w := open(t)
	file := filepath.Join(t.TempDir(), "badge.jwt")
	if err := os.WriteFile(file, []byte(w.badge.Token), 0o600); err != nil {
		t.Fatal(err)
	}
	froms := []string{w.BakedURL(badgeID, Picture{Type: SVG}), w.BakedURL(badgeID, Picture{Type: PNG}), file}
	for _, test := range []struct {
		name, revoked string
		places        []int
	}{
		{"its neighbours are revoked, and it is not", "false", []int{w.badge.Position.Index - 1, 0}},
		{"it is revoked", "true", []int{w.badge.Position.Index}},
	} {
		w.revoke(t, test.places...)
		want := `{"id":"` + w.CredentialURL(badgeID) + `","subject":"urn:uuid:` + string(badgeID) +
			`","achievement":"Jardiner","revoked":` + test.revoked + `}`
		lines, content := ask(t, froms...)
		for i, line := range lines {
			if !content || line != want {
				t.Errorf("%s: %s\ngot  %s\nwant %s", test.name, froms[i], line, want)
			}
		}
	}
}

func TestStrangersRefuse(t *testing.T) {
	spoilt := []struct {
		name, message string
		spoil         func(w *world)
	}{
		{"another key at its address", "published one", func(w *world) {
			w.site.put(t, w.KeyURL(w.keys[1].ID), jsonType, w.JWK(w.keys[0]))
		}},
		{"a changed credential", "signature verification failed", func(w *world) {
			parts := strings.Split(w.badge.Token, ".")
			other := w.signed(t, map[string]string{"iss": w.URL()})
			w.bake(t, parts[0]+"."+strings.Split(other, ".")[1]+"."+parts[2])
		}},
		{"claims that differ", "the claims say what the credential says", func(w *world) {
			c, err := Verify(w.badge.Token, w.keys.Find, noon)
			if err != nil {
				t.Fatal(err)
			}
			c.RegisteredClaims.Subject = "urn:uuid:0"
			w.bake(t, w.signed(t, c))
		}},
		{"a list signed by nobody", "signature verification failed", func(w *world) {
			list := w.site.paths["/ob/status/1"].body
			w.site.put(t, w.StatusURL(1), textType, list[:strings.LastIndex(list, ".")+1]+strings.Repeat("A", 342))
		}},
		{"a list of another issuer", "do not match", func(w *world) {
			s, err := VerifyStatus(w.site.paths["/ob/status/1"].body, w.keys.Find, noon)
			if err != nil {
				t.Fatal(err)
			}
			s.Issuer, s.RegisteredClaims.Issuer = w.Base, w.Base
			w.site.put(t, w.StatusURL(1), textType, w.signed(t, s))
		}},
	}
	var froms []string
	for _, s := range spoilt {
		w := open(t)
		s.spoil(w)
		froms = append(froms, w.BakedURL(badgeID, Picture{Type: SVG}))
	}
	lines, content := ask(t, froms...)
	if content {
		t.Error("the verifier is content")
	}
	for i, line := range lines {
		if !strings.HasPrefix(line, `{"error":`) || !strings.Contains(line, spoilt[i].message) {
			t.Errorf("%s: got %s, want %q", spoilt[i].name, line, spoilt[i].message)
		}
	}
}

func (w *world) signed(t *testing.T, payload any) string {
	t.Helper()
	token, err := w.sign(w.keys[1], payload)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// bake puts another token into the picture.
func (w *world) bake(t *testing.T, token string) {
	t.Helper()
	p := Picture{Type: SVG, Data: emblem}
	baked, err := p.Bake(token)
	if err != nil {
		t.Fatal(err)
	}
	w.site.put(t, w.BakedURL(badgeID, p), SVG, string(baked))
}
