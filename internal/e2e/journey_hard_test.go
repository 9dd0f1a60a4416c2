package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"sentier/internal/quiz"
)

// A film hosted elsewhere: nothing is asked of its host before the click, and one answer alone may show it.
func TestFilmAfterConsent(t *testing.T) {
	for _, w := range ways {
		t.Run(w.String(), func(t *testing.T) {
			t.Parallel()
			lesson := compiled(t, world.atelier).Modules[0].Lessons()[1]
			film := lesson.Rendition(w.lang).Videos[0]
			b := open(t, world.atelier, w.eyes())
			b.goTo(lesson.Address(w.lang))
			b.wait(`!document.querySelector("iframe")`)
			b.quiet()
			b.click("a.facade")
			b.at(lesson.Address(w.lang) + "?video=" + film.ID + "#" + film.ID)
			b.wait(fmt.Sprintf(`document.querySelector(%q).src.startsWith("https://%s/")`, "#"+film.ID+" iframe", filmHost))
			for _, line := range b.complaints() {
				if strings.Contains(line, "Content Security Policy") {
					t.Errorf("the film is refused: %s", line)
				}
			}
			before, err := world.atelier.get(lesson.Address(w.lang))
			b.must("ask for the lesson", err)
			after, err := world.atelier.get(lesson.Address(w.lang) + "?video=" + film.ID)
			b.must("ask for the film", err)
			if policy := before.header.Get("Content-Security-Policy"); strings.Contains(policy, "frame-src") {
				t.Errorf("before the click the policy is %q", policy)
			}
			if policy := after.header.Get("Content-Security-Policy"); !strings.Contains(policy, "frame-src https://"+filmHost) {
				t.Errorf("after the click the policy is %q", policy)
			}
		})
	}
}

// A film and a sound of the course itself play, with captions, and nothing is fetched before.
func TestOwnFilmPlays(t *testing.T) {
	lesson := compiled(t, world.atelier).Modules[0].Lessons()[1]
	b := open(t, world.atelier, eyes{})
	b.goTo(lesson.Address("fr"))
	for _, address := range b.requested {
		if strings.HasSuffix(address, ".webm") || strings.HasSuffix(address, ".mp3") {
			t.Errorf("%s was fetched before anybody asked", address)
		}
	}
	if !later[bool](b, `(async v => { v.muted = true; await v.play(); return v.textTracks.length === 1 })(document.querySelector("main video"))`) {
		t.Error("the film has no captions")
	}
	b.wait(`document.querySelector("main video").currentTime > 0`)
	later[bool](b, `(async a => { a.muted = true; await a.play(); return true })(document.querySelector("main audio"))`)
	b.click("details.transcript > summary")
	b.sees("Une feuille tombe.")
	b.quiet()
}

// The line is slow, then gone: what was typed is still there, and can be sent once the server is back.
func TestNothingTypedIsLost(t *testing.T) {
	for _, w := range []way{{"fr", wide, true}, {"en", narrow, false}} {
		t.Run(w.String(), func(t *testing.T) {
			server, err := start("away-"+w.lang, "--courses", "testdata/courses")
			if err != nil {
				t.Fatal(err)
			}
			defer server.stop()
			lesson, q := asked(t, quiz.Text)
			field := "#q-" + string(q.ID) + " input[name=a]"
			typed := q.Wording(w.lang).Answers[0][0]
			b := open(t, server, w.eyes())
			b.goTo(lesson.Address(w.lang))
			b.write(field, typed)
			server.stop()
			b.click("#q-" + string(q.ID) + " form button.btn")
			if w.scripts {
				b.wait(fmt.Sprintf(`document.querySelector(%q)`, "#q-"+string(q.ID)+" [role=alert]"))
			} else {
				b.wait(`location.protocol === "chrome-error:" && document.readyState === "complete"`)
				b.goBack()
			}
			b.wait(fmt.Sprintf(`document.querySelector(%q).value === %q`, field, typed))
			b.must("start the server again", server.start())
			b.slow(400)
			b.click("#q-" + string(q.ID) + " form button.btn")
			b.verdict("#q-"+string(q.ID), "right")
		})
	}
}

// goBack is the browser's button. It waits for nothing: a page that comes back as it was does not load again.
func (b *tab) goBack() {
	b.t.Helper()
	history, err := chromedp.Run(b.ctx, chromedp.NavigationEntries())
	b.must("read the history", err)
	before := history.Entries[history.CurrentIndex-1]
	call(b, page.NavigateToHistoryEntry, page.NavigateToHistoryEntryParams{EntryID: before.ID})
}

// slow makes each answer of the network wait, in milliseconds.
func (b *tab) slow(latency float64) {
	b.t.Helper()
	call(b, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		MatchedNetworkConditions: []*network.Conditions{{URLPattern: "", Latency: latency, DownloadThroughput: 50_000, UploadThroughput: 20_000}},
	})
}
