package e2e

import (
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
	for _, lang := range []string{"fr", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			s, err := start("first "+lang, "--registration", "closed")
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(s.stop)
			link := "/" + lang + logged(t, s, firstLink)
			host, late := visit(t, s), visit(t, s)
			late.to(link).at("/" + lang + "/admin/first")
			host.to(link).send("/admin/first", url.Values{"name": {"Hôtesse"}, "password": {teamPassword}}).at("/" + lang + "/me/codes")
			host.send("/me/codes", url.Values{"noted": {"on"}}).at("/" + lang + "/admin")
			late.send("/admin/first", url.Values{"name": {"Trop tard"}, "password": {teamPassword}}).
				refused(interfaceWords(t, lang)("first.gone"))
			if roles := s.admin(t, "role", "list"); !strings.Contains(roles, "Hôtesse  administrator") || strings.Count(roles, "\n") != 2 {
				t.Errorf("the team is\n%s", roles)
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
