package web

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"sentier/internal/account"
	"sentier/internal/insight"
	"sentier/internal/site"
)

func TestInsight(t *testing.T) {
	k := newKeyed(t, "")
	k.cfg.Views = new(insight.Counter)
	k.cfg.State = func() State {
		return State{Version: "v9", Courses: []site.Stats{{Revision: "0123456789ab"}}, Warnings: 3}
	}
	k.calm()
	_, host := k.teammate(t, "Hôtesse", account.Administrator)
	for i := range 11 {
		stranger := &guest{k, map[string]string{}}
		stranger.do("GET", lessonPath, nil)
		stranger.do("HEAD", lessonPath, nil)
		stranger.do("GET", lessonPath, nil, "Sec-Purpose", "prefetch")
		if i < 4 {
			stranger.do("GET", "/fr/help", nil)
		}
	}
	var kept []insight.Views
	err := k.cfg.Views.Flush(t.Context(), func(ctx context.Context, all []insight.Views) error {
		kept = all
		return k.kept.AddViews(ctx, all)
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(kept) != 2 {
		t.Errorf("counted: %+v", kept)
	}
	_, body := host.do("GET", "/fr/admin/insight", nil)
	if !strings.Contains(body, "ouverte 10 fois") || strings.Contains(body, "ouverte 11 fois") || strings.Contains(body, `<a href="/fr/help">/fr/help`) {
		t.Errorf("%.3000s", body)
	}
	_, body = host.do("GET", "/fr/admin", nil)
	for _, want := range []string{"v9", "0123456789ab", "Une seule personne administre", "base_url", "<b>(3)</b>"} {
		if !strings.Contains(body, want) {
			t.Errorf("the state does not say %q", want)
		}
	}
	_, editor := k.teammate(t, "Rédactrice", account.Editor)
	if _, body = editor.do("GET", "/fr/admin", url.Values{}); strings.Contains(body, "v9") {
		t.Error("an editor is told how the server is")
	}
}
