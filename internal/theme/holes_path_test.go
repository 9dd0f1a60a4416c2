package theme_test

import (
	"strings"
	"testing"

	"sentier/internal/theme"
)

func TestNextHole(t *testing.T) {
	made := load(t, theme.Config{})
	got, err := made.NextHole("fr", theme.NextHole{Action: "/fr/m/s/l/read"})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`method="post"`, `action="/fr/m/s/l/read"`, "J’ai compris, continuer"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s\nlacks %s", got, want)
		}
	}
	const before = "Vous avez déjà lu cette leçon."
	if strings.Contains(got, before) {
		t.Errorf("a lesson is said to be read: %s", got)
	}
	if got, err = made.NextHole("fr", theme.NextHole{Action: "/fr/m/s/l/read", Read: true}); err != nil || !strings.Contains(got, before) {
		t.Errorf("a lesson that was read: %s, %v", got, err)
	}
}

func TestOutlineHole(t *testing.T) {
	made := load(t, theme.Config{})
	got, err := made.OutlineHole("fr", theme.OutlineHole{Done: []string{"m/a", "m/s/quiz"}, Count: 2, Steps: 9})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`data-marks="m/a m/s/quiz"`, `max="9" value="2"`, "2 étapes sur 9"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s\nlacks %s", got, want)
		}
	}
	if got, err = made.OutlineHole("en", theme.OutlineHole{Steps: 9}); err != nil || !strings.Contains(got, `data-marks=""`) {
		t.Errorf("nothing is done, which the browser's own marks must not hide: %s, %v", got, err)
	}
	if got, err = made.OutlineHole("en", theme.OutlineHole{}); err != nil || got != "" {
		t.Errorf("a module without steps has the progress %q, %v", got, err)
	}
}

// The form of a question carries tokens in the place of ranks, and gives back what was filled in.
func TestAttemptFields(t *testing.T) {
	made := load(t, theme.Config{})
	full, _ := pathPages("fr")
	var whole string
	for _, page := range full {
		if attempt, is := page.(*theme.AttemptPage); is {
			whole += render(t, made, attempt)
		}
	}
	for _, want := range []string{
		`type="radio" name="a" value="abcdabcdabcd">`, `type="checkbox" name="a" value="abcfabcfabcf" checked>`,
		`name="aabceabceabce">`, `<option value="2" selected>2`, `<select id="a1-relier" name="a1">`, `<option value="abceabceabce" selected>`,
		`name="a1" value="un &#34;mot&#34;"`, `name="a" type="text" inputmode="decimal" autocomplete="off" value="beau&lt;coup&gt;"`,
		`<input type="hidden" name="q" value="serveur"><input type="hidden" name="f" value="abcdef0123456789">`,
		`<input type="hidden" name="all" value="1">`, `<input type="hidden" name="finish" value="1">`,
	} {
		if !strings.Contains(whole, want) {
			t.Errorf("no page holds %s", want)
		}
	}
}
