package e2e

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

var firstLink = regexp.MustCompile(`/fr(/admin/first\?link=[A-Za-z0-9_-]+)`)

// TestFirstRun: a site that was just started is administered by whoever opens the link out of its log, once.
func TestFirstRun(t *testing.T) {
	for _, w := range []way{{"fr", wide, true}, {"en", narrow, false}} {
		t.Run(w.String(), func(t *testing.T) {
			t.Parallel()
			say := interfaceWords(t, w.lang)
			s, err := start("first "+w.lang, "--registration", "closed")
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(s.stop)
			link := "/" + w.lang + logged(t, s, firstLink)
			late := visit(t, s)
			late.to(link).at("/" + w.lang + "/admin/first")
			b := open(t, s, w.eyes())
			b.goTo(link)
			b.write("#name", "Hôtesse")
			b.write("#password", teamPassword)
			b.follow(say("first.make"))
			b.at("/" + w.lang + "/me/codes")
			b.follow(say("codes.noted"))
			b.follow(say("codes.go"))
			b.at("/" + w.lang + "/admin")
			late.send("/admin/first", url.Values{"name": {"Trop tard"}, "password": {teamPassword}}).refused(say("first.gone"))
			if roles := s.admin(t, "role", "list"); !strings.Contains(roles, "Hôtesse  administrator") || strings.Count(roles, "\n") != 2 {
				t.Errorf("the team is\n%s", roles)
			}

			// What the host lists waits for the team, and its author reads that it does; what is not listed goes at once.
			list := "/" + w.lang + "/admin/block-list"
			b.goTo(list)
			b.write("#words", "Gain garanti")
			b.follow(say("settings.save"))
			b.wait(`!!document.querySelector("#Wrong-reason") && document.querySelector("#words").value.trim() === "Gain garanti"`)
			b.write("#domains", "https://casino.example/offres")
			b.write("#reason", "Des annonces sont arrivées.")
			b.follow(say("settings.save"))
			b.wait(`!document.querySelector("#Wrong-reason") && document.querySelector("#domains").value.trim() === "casino.example"`)
			p, _ := joined(t, s, w.lang, "Qui écrit", "")
			forum := module(t).Address(w.lang) + "/forum"
			for title, waits := range map[string]bool{"Un GAIN garanti": true, "https://www.casino.example/": true, "Un gain sans promesse": false} {
				p.to(forum+"/new").post(forum+"/new", url.Values{"do": {"publish"}, "id": {newID(t)}, "title": {"Ornithorynque"},
					"body": {title + ", et la suite du message."}, "seen": {"on"}, "category": {"idea"}})
				if held := strings.Contains(excerpt(p.page), plainSpaces(say("post.state.held"))); p.status != http.StatusOK || held != waits {
					t.Errorf("%s: %d, waits: %t\n%s", title, p.status, held, excerpt(p.page))
				}
			}
		})
	}
}

// logged waits until the log of a server, which is written a moment after, holds what is looked for.
func logged(t *testing.T, s *server, wanted *regexp.Regexp) string {
	t.Helper()
	var log []byte
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		var err error
		if log, err = os.ReadFile(filepath.Join(world.folder, s.name+".log")); err != nil {
			t.Fatal(err)
		}
		if found := wanted.FindSubmatch(log); found != nil {
			return string(found[1])
		}
	}
	t.Fatalf("the log of %s does not hold %s:\n%s", s.name, wanted, log)
	return ""
}
