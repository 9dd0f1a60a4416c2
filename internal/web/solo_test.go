package web

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"sentier/internal/account"
)

// soloClub is a site of one learner.
func soloClub(t *testing.T) *club {
	t.Helper()
	c := newClub(t, "", smallCourse())
	var err error
	if c.people.Hasher, err = account.NewHasher(account.HasherConfig{}); err != nil {
		t.Fatal(err)
	}
	for range 2 { // at the second start they are there
		if err := c.people.Alone(t.Context(), "fr"); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

func text(t *testing.T, answer *http.Response) string {
	t.Helper()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestSoloLearner reads, is remembered, and begins anew, without ever signing in.
func TestSoloLearner(t *testing.T) {
	c := soloClub(t)
	lesson := "/fr/apprendre/debut/premiere"
	if got := c.as("", "POST", lesson+"/read", map[string][]string{}); got.StatusCode != 303 {
		t.Fatalf("read: %s", got.Status)
	}
	facts, err := c.kept.Facts(t.Context(), soloID)
	if err != nil || len(facts.Reads) != 1 {
		t.Fatalf("%d lessons read, %v", len(facts.Reads), err)
	}
	if page := text(t, c.ask("GET", lesson)); !strings.Contains(page, "/fr/me") {
		t.Error("the lesson does not lead to the path of the one learner")
	}
	for _, do := range []string{"password", "codes", "revoke", "revoke-others"} {
		if got := c.as("", "POST", "/fr/me/account", map[string][]string{"do": {do}, "current": {"x"}, "password": {"trois petits cailloux"}}); got.StatusCode != 400 {
			t.Errorf("%s: %s", do, got.Status)
		}
	}
	page := text(t, c.ask("GET", "/fr/me/account"))
	if strings.Contains(page, `name="current"`) || !strings.Contains(page, `name="sure"`) {
		t.Error("the account page asks for a password that nobody has")
	}
	if got := c.as("", "POST", "/fr/me/account", map[string][]string{"do": {"delete"}}); got.StatusCode != 422 {
		t.Errorf("erased without being sure: %s", got.Status)
	}
	if got := c.as("", "POST", "/fr/me/account", map[string][]string{"do": {"delete"}, "sure": {"on"}}); got.StatusCode != 303 {
		t.Errorf("erase: %s", got.Status)
	}
	if facts, err := c.kept.Facts(t.Context(), soloID); err != nil || len(facts.Reads) != 0 {
		t.Errorf("%d lessons read after all was erased, %v", len(facts.Reads), err)
	}
	if got := c.ask("GET", "/fr/me"); got.StatusCode != 200 {
		t.Errorf("begun anew: %s", got.Status)
	}
	for _, page := range []string{"/fr/sign-in", "/fr/sign-up", "/fr/recover"} {
		if got := c.ask("GET", page); got.StatusCode != 303 || got.Header.Get("Location") != "/fr/me" {
			t.Errorf("%s: %s to %s", page, got.Status, got.Header.Get("Location"))
		}
	}
}

// TestSoloAnswersThisMachineAlone refuses names that a page from elsewhere could let lead here, and forms from there.
func TestSoloAnswersThisMachineAlone(t *testing.T) {
	c := soloClub(t)
	for host, want := range map[string]int{
		c.address: 200, "localhost:8080": 200, "sentier.localhost": 200, "[::1]:8080": 200, "127.1.2.3": 200,
		"evil.example": 421, "evil.example:8080": 421, "127.0.0.1.evil.example": 421, "192.168.1.7": 421, "localhost.evil.example": 421,
	} {
		for _, path := range []string{"/fr/me", "/fr/apprendre/debut/premiere"} {
			request, err := http.NewRequest("GET", "http://"+c.address+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			request.Host = host
			got, err := c.client.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			got.Body.Close()
			if got.StatusCode != want {
				t.Errorf("%s asked as %s: %s, want %d", path, host, got.Status, want)
			}
		}
	}
	if got := c.send("POST", "/fr/apprendre/debut/premiere/read", map[string][]string{}, "Sec-Fetch-Site", "cross-site"); got.StatusCode != 403 {
		t.Errorf("a form from elsewhere: %s", got.Status)
	}
}
