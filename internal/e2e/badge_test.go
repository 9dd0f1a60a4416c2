package e2e

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sentier/internal/course"
)

// walks is a site that has an address, so that it can issue badges: testdata/badges, whose module "promenade" has a
// picture of its own, a PNG, and "detour" has none.
var walks = sync.OnceValues(func() (s *server, err error) {
	world.walks, err = start("walks", "--courses", "testdata/badges", "--base-url", "{origin}")
	return world.walks, err
})

// walk gives that site, which is started for the first test that wants it.
func walk(t *testing.T) *server {
	t.Helper()
	s, err := walks()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func walkModule(t *testing.T, id string) *course.Module {
	t.Helper()
	for _, m := range compiled(t, walk(t)).Modules {
		if string(m.ID) == id {
			return m
		}
	}
	t.Fatalf("no module %q", id)
	return nil
}

// verifies asks badge.mjs, which shares nothing with the program, about addresses and files of badges: each is good, and
// revoked or not.
func verifies(t *testing.T, revoked bool, title string, froms ...string) {
	t.Helper()
	out, err := exec.Command("node", append([]string{"../../scripts/checks/badge.mjs"}, froms...)...).CombinedOutput()
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if err != nil || len(lines) != len(froms) {
		t.Fatalf("the verifier is not content: %v (%s)\n%s", err, installing, out)
	}
	for i, line := range lines {
		var said struct {
			Achievement string
			Revoked     *bool
		}
		if err := json.Unmarshal([]byte(line), &said); err != nil || said.Revoked == nil || *said.Revoked != revoked || said.Achievement != title {
			t.Errorf("of %s the verifier says %s, want %q, revoked %t", froms[i], line, title, revoked)
		}
	}
}

// A badge is earned step by step, shown, verified by strangers, and revoked by the host.
func TestEarnABadge(t *testing.T) {
	for _, w := range []way{{"fr", wide, true}, {"en", narrow, false}} {
		t.Run(w.String(), func(t *testing.T) {
			t.Parallel()
			earnABadge(t, w, interfaceWords(t, w.lang))
		})
	}
}

func earnABadge(t *testing.T, w way, say func(string, ...any) string) {
	s, m := walk(t), walkModule(t, "promenade")
	lessons, q, title := m.Lessons(), m.Sequences[0].Quiz, m.Text(w.lang).BadgeTitle
	b := open(t, s, w.eyes())
	b.goTo("/" + w.lang + "/sign-up")
	time.Sleep(3100 * time.Millisecond) // people take longer
	b.write("#name", fmt.Sprintf("Pas de côté %s", w.lang))
	b.write("#password", "un petit tour et puis revient")
	b.follow(say("sign_up.go"))
	b.at("/" + w.lang + "/me/codes")
	b.click("[name=noted]")
	b.follow(say("codes.go"))
	b.at("/" + w.lang + "/me")

	b.goTo(m.Address(w.lang))
	b.follow(say("badge.how_link"))
	b.at(m.Address(w.lang) + "/badge")
	b.sees(say("badge.left"))
	b.goTo(lessons[0].Address(w.lang))
	b.follow(say("next.go"))
	b.at(lessons[1].Address(w.lang))
	b.follow(say("next.go"))
	b.at(q.Address(w.lang))
	b.follow(say("quiz.start"))
	b.click("main form [name=a]")
	b.follow(say("question.check"))
	b.follow(say("attempt.finish"))
	b.sees(say("result.badge")) // told with the result
	b.follow(title)
	b.wait(`location.pathname.startsWith("/badges/")`)
	b.sees(title)
	page := ask[string](b, `location.pathname`)

	stranger := open(t, s, w.eyes())
	if got := answers(visit(t, s), http.MethodGet, page, ""); got != "404" {
		t.Errorf("nobody has shown it, and a stranger gets %s", got)
	}
	b.write("#name", "Colline <3")
	b.follow(say("badge.publish"))
	b.sees(say("notice.badge_public"))
	stranger.goTo(page + "?lang=" + w.lang)
	stranger.sees(say("badge.went_name", "name", "Colline <3"))
	stranger.sees(say("badge.signed"))
	stranger.sees(say("badge.not_listed"))
	stranger.quiet()
	b.quiet()

	png, token := s.origin+page+".png", s.origin+page+".jwt"
	file := filepath.Join(t.TempDir(), "badge.png")
	answer, err := s.get(page + ".png")
	if err != nil || !answer.is("image/png") {
		t.Fatalf("the picture: %v, %v", answer, err)
	}
	if err := os.WriteFile(file, answer.body, 0o600); err != nil {
		t.Fatal(err)
	}
	verifies(t, false, title, png, token, file, s.origin+strings.Replace(page, "/badges/", "/ob/credentials/", 1))

	s.admin(t, "badge", "revoke", s.origin+page)
	verifies(t, true, title, png, token, file)
	stranger.goTo(page + "?lang=" + w.lang)
	stranger.sees(say("badge.revoked"))
	stranger.sees(say("badge.listed"))
	b.goTo("/" + w.lang + "/me")
	b.sees(say("badge.revoked"))
}

// A module without a quiz, and without a picture: the last lesson earns the badge, drawn by the site. Who leaves takes
// it with them, and the host can still revoke it.
func TestEarnABadgeByReading(t *testing.T) {
	t.Parallel()
	s, m, say := walk(t), walkModule(t, "detour"), interfaceWords(t, "fr")
	p := visit(t, s)
	const password = "une lampe au fond du bois"
	p.signUp("fr", "Lectrice du soir", password, nil)
	p.to(m.Lessons()[0].Address("fr")).send("/read", nil).sees(say("notice.badge_earned"))
	p.to("/fr/me").sees(m.Text("fr").BadgeTitle)
	page, id := badgeOf(p)
	file := filepath.Join(t.TempDir(), "badge.svg")
	p.to(page).send("?lang=fr", url.Values{"do": {"publish"}, "name": {""}}).at(page).sees(say("badge.public"))
	verifies(t, false, m.Text("fr").BadgeTitle, s.origin+page+".svg")

	var all struct {
		Badges []struct{ ID, Token string }
	}
	if err := json.Unmarshal([]byte(p.to("/fr/me/data.json").text), &all); err != nil {
		t.Fatal(err)
	}
	if len(all.Badges) != 1 || all.Badges[0].ID != id || p.to(page+".jwt").text != all.Badges[0].Token {
		t.Errorf("the export holds %+v", all.Badges)
	}
	if err := os.WriteFile(file, []byte(p.to(page+".svg").text), 0o600); err != nil {
		t.Fatal(err)
	}
	p.to("/fr/me/data").sees(say("data.badge_public"))
	p.to("/fr/me/account").send("/me/account", url.Values{"do": {"delete"}, "current": {password}, "sure": {"on"}}).at("/fr")
	for _, path := range []string{page, page + ".svg", "/ob/credentials/" + id} {
		if got := answers(p, http.MethodGet, path, ""); got != "404" {
			t.Errorf("%s after its owner left: %s", path, got)
		}
	}
	verifies(t, false, m.Text("fr").BadgeTitle, "gone:"+file) // it is theirs, wherever they show it
	s.admin(t, "badge", "revoke", file)
	verifies(t, true, m.Text("fr").BadgeTitle, "gone:"+file)
}
