package theme_test

import (
	"strconv"
	"strings"
	"testing"

	"sentier/internal/theme"
)

func TestAccountHole(t *testing.T) {
	made := load(t, theme.Config{})
	got, err := made.AccountHole("fr", theme.AccountHole{Name: "<b>Léa</b>", Path: "/fr/me"})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`class="who"`, `href="/fr/me"`, "Mon chemin\u00a0: &lt;b&gt;Léa&lt;/b&gt;"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s\nlacks %s", got, want)
		}
	}
	got, err = made.AccountHole("en", theme.AccountHole{Name: "Léa", Path: "/en/me", Down: true})
	if err != nil || !strings.Contains(got, "You can go on reading.") || strings.Contains(got, "href") {
		t.Errorf("without a store: %s, %v", got, err)
	}
	if _, err := made.AccountHole("oc", theme.AccountHole{}); err == nil || !strings.Contains(err.Error(), `"oc"`) {
		t.Errorf("a language without words gives %v", err)
	}
}

// Every notice that web may ask for is said in every language, and only leaving empties the browser.
func TestNoticeHole(t *testing.T) {
	made := load(t, theme.Config{})
	for _, lang := range []string{"fr", "en"} {
		for _, key := range []string{"signed_out", "signed_in", "account_made", "codes_noted", "codes_renewed", "renamed",
			"password_changed", "email_asked", "email_confirmed", "email_removed", "letter_asked", "session_ended", "sessions_ended", "deleted", "points_shown", "points_hidden", "read",
			"attempt_gone", "attempt_forgotten"} {
			got, err := made.NoticeHole(lang, theme.NoticeHole{Key: key})
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(got, `role="status"`) || strings.Contains(got, "notice.") {
				t.Errorf("%s, %s: %s", lang, key, got)
			}
			if left := key == "signed_out" || key == "deleted"; strings.Contains(got, "data-left") != left {
				t.Errorf("%s, %s: %s", lang, key, got)
			}
		}
	}
}

// A theme that replaces the file of the parts and leaves one out learns it when it is loaded.
func TestLoadRefusesAMissingPart(t *testing.T) {
	_, err := theme.Load(theme.Config{Layers: []theme.Layer{
		layer("ours", map[string]string{"templates/parts/holes.html": `{{define "account hole"}}{{.Nothing}}{{end}}`})}})
	if err == nil || !strings.Contains(err.Error(), `"notice hole"`) || !strings.Contains(err.Error(), "ours/templates/parts/holes.html:1") {
		t.Errorf("got %v", err)
	}
}

// The time to wait is told in words that people use.
func TestWait(t *testing.T) {
	made := load(t, theme.Config{})
	for seconds, want := range map[int]string{0: "1 second,", 90: "90 seconds,", 91: "2 minutes,", 120: "2 minutes,", 3600: "60 minutes,"} {
		page := &theme.SignInPage{Layout: theme.Layout{Lang: "en", Title: "Sign in"}, Form: theme.Form{
			Action: "/en/sign-in", Problems: []theme.Problem{{Key: "account.wait", Arg: strconv.Itoa(seconds)}},
		}}
		if seconds == 0 {
			page.Problems = []theme.Problem{{Key: "account.wait", Arg: "0"}}
		}
		if got := render(t, made, page); !strings.Contains(got, "Wait "+want) {
			t.Errorf("%d seconds are not %q", seconds, want)
		}
	}
}
