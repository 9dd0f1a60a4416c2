package e2e

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// configured starts a site on a small course with a file of configuration, which may change before it starts again.
func configured(t *testing.T, name, config string, args ...string) (s *server, change func(string)) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "sentier.toml")
	change = func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	change(config)
	s, err := start(name, append([]string{"--courses", "testdata/courses", "--config", file}, args...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	return s, change
}

// nearby is the configuration of a site that may ask this machine, and names others.
func nearby(name string, sisters ...string) string {
	text := fmt.Sprintf("[identity]\nname = %q\n[host]\nname = \"Les amis de %s\"\nkind = \"association\"\n[elsewhere]\nprivate = [\"127.0.0.1\"]\n", name, name)
	for i := 0; i < len(sisters); i += 2 {
		text += fmt.Sprintf("[[sister]]\nname = %q\nurl = %q\n", sisters[i], sisters[i+1])
	}
	return text
}

// eventually waits until a page says something, or leads to an address: other machines are asked soon after the start.
func (p *person) eventually(path, text string) *person {
	p.t.Helper()
	for end := time.Now().Add(40 * time.Second); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		if p.to(path); strings.Contains(excerpt(p.page), plainSpaces(text)) || strings.Contains(p.text, `"`+text+`"`) {
			return p
		}
	}
	p.t.Fatalf("%s does not hold %q:\n%s", path, text, excerpt(p.page))
	return p
}

// TestTwoSites: each shows what the other teaches, and who can make an account there; without the other, and after a
// restart, it still does, with the date.
func TestTwoSites(t *testing.T) {
	t.Parallel()
	ford, change := configured(t, "ford", nearby("Le Gué"), "--max-accounts", "1")
	spring, _ := configured(t, "spring", nearby("La Source", "Un gué", ford.origin), "--registration", "closed")
	ford.stop()
	change(nearby("Le Gué", "Une source", spring.origin))
	if err := ford.start(); err != nil {
		t.Fatal(err)
	}
	member := visit(t, ford)
	member.signUp("fr", "La dernière place", "un mot de passe bien long", nil)

	// What a site says of itself: about people, nothing.
	answer, err := http.Get(ford.origin + "/sites.json")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	var said map[string]any
	if err := json.Unmarshal(data, &said); err != nil || said["format"] != "sentier catalogue 1" || said["full"] != true || said["registration"] != "open" {
		t.Errorf("the catalogue says %s (%v)", data, err)
	}
	if strings.Contains(string(data), "place") || answer.Header.Get("Cache-Control") != "public, max-age=3600" || answer.Header.Get("Set-Cookie") != "" {
		t.Errorf("the catalogue says too much, or cannot be kept: %s, %v", data, answer.Header)
	}

	for _, lang := range []string{"fr", "en"} {
		say, m := interfaceWords(t, lang), compiled(t, world.atelier).Modules[0]
		reader := visit(t, spring).eventually("/"+lang+"/sites", ford.origin+m.Address(lang))
		reader.sees("Un gué").sees("Les amis de Le Gué (association)").sees(m.Text(lang).Title).sees(say("sites.host"))
		if strings.Contains(reader.text, ">Le Gué<") {
			t.Error("a sister is shown by the name that it gives itself")
		}
		reader.to("/" + lang).follow(say("sites.from_home")).at("/" + lang + "/sites")
		reader.to("/" + lang + "/sign-up").follow(say("sign_up.sisters_go")).at("/" + lang + "/sites")
		visit(t, ford).eventually("/"+lang+"/sites", spring.origin+m.Address(lang)).sees(say("sites.registration.closed")).sees(say("sites.full"))
		if visit(t, world.atelier).to("/" + lang); strings.Contains(visit(t, world.atelier).to("/"+lang).text, "/sites") {
			t.Error("a site without sisters says so on its home page")
		}
	}

	ford.stop()
	spring.stop()
	if err := spring.start(); err != nil {
		t.Fatal(err)
	}
	say := interfaceWords(t, "fr")
	visit(t, spring).eventually("/fr/sites", ford.origin+compiled(t, world.atelier).Modules[0].Address("fr")).
		sees(strings.SplitN(say("sites.as_said", "date", "DATE"), "DATE", 2)[0] + fmt.Sprint(time.Now().UTC().Day()))
}

// lying answers for the catalogue of a site.
func lying(t *testing.T, answer func(http.ResponseWriter, *http.Request)) string {
	s := httptest.NewServer(http.HandlerFunc(answer))
	t.Cleanup(s.Close)
	return s.URL
}

func document(text string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, strings.ReplaceAll(text, "ITSELF", "http://"+r.Host))
	}
}

// TestSistersThatLie: readers see nothing of what cannot be believed, and the team is told in plain words what is wrong.
func TestSistersThatLie(t *testing.T) {
	t.Parallel()
	const good = `{"format": "sentier catalogue 1", "name": "x", "address": "ITSELF", "languages": ["fr"], "registration": "open", "host": {"name": "<b>H</b>"},
		"modules": [{"languages": ["fr"], "minutes": 5, "texts": {"fr": {"title": "<img src=x onerror=alert(1)>", "address": "javascript:alert(1)"}}}]}`
	var reached atomic.Int64
	inside := lying(t, func(http.ResponseWriter, *http.Request) { reached.Add(1) })
	sisters := map[string]string{
		"moved":   lying(t, http.RedirectHandler(inside+"/sites.json", http.StatusFound).ServeHTTP),
		"another": lying(t, document(strings.Replace(good, `"ITSELF"`, `"https://bank.example"`, 1))),
		"garbled": lying(t, document(strings.Replace(good, `"modules": [`, `"modules": "many", "m": [`, 1))),
		"large":   lying(t, document(`{"modules": [`+strings.Repeat(`{"texts": {}},`, 200_000)+`{}]}`)),
		"unlike":  lying(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<title>Bienvenue</title>") }),
		"refused": lying(t, http.NotFound),
		"private": "https://10.0.0.1", "plain": "http://10.0.0.1", "unreachable": "https://127.0.0.1:1",
	}
	config := nearby("La Source", "Le rusé", lying(t, document(good)))
	for trouble, address := range sisters {
		config += fmt.Sprintf("[[sister]]\nname = %q\nurl = %q\n", "Le "+trouble, address)
	}
	config += "[[room]]\nmodule = \"nowhere\"\nkind = \"pad\"\nname = \"Le carnet perdu\"\naddress = \"https://127.0.0.1:1/\"\n"
	s, _ := configured(t, "lied to", config)
	reader := visit(t, s).eventually("/fr/sites", "<img src=x onerror=alert(1)>").sees("<b>H</b>")
	if strings.Contains(reader.text, "javascript:") || strings.Contains(reader.text, "<img") {
		t.Errorf("a lie came through:\n%s", reader.text)
	}
	host := teammate(t, s, "Hôtesse", "administrator", "")
	say := interfaceWords(t, "fr")
	host.eventually("/fr/admin", "Le unreachable") // each was named
	for end := time.Now().Add(40 * time.Second); strings.Contains(host.text, say("elsewhere.unasked")) && time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		host.to("/fr/admin")
	}
	for trouble := range sisters {
		row := regexp.MustCompile(`(?s)<b>Le ` + trouble + `</b>.*?</li>`).FindString(plainSpaces(host.text))
		if !strings.Contains(row, say("elsewhere."+trouble)) || !strings.Contains(row, say("state.never_answered")) {
			t.Errorf("of the sister that is %s the team is told %q", trouble, row)
		}
	}
	host.sees(say("state.need.sisters")).sees(say("state.need.rooms")).sees(say("state.need.room_module"))
	if reached.Load() > 0 {
		t.Error("a redirect was followed")
	}
}

// follow goes where the link of these words leads.
func (p *person) follow(link string) *person {
	p.t.Helper()
	for _, a := range elements(p.page, "a") {
		if strings.TrimSpace(words(a)) == plainSpaces(link) {
			return p.to(value(a, "href"))
		}
	}
	p.t.Fatalf("%s has no link %q:\n%s", p.path, link, excerpt(p.page))
	return p
}
