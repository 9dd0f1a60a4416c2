package theme_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"sentier/internal/theme"
)

// attemptServer gives a lesson as a member meets it, an attempt whose form the server refuses to take, and its result.
func attemptServer(t *testing.T) *httptest.Server {
	made := load(t, theme.Config{Site: host()})
	files := map[string]theme.Asset{}
	for _, a := range made.Assets() {
		files[a.URL] = a
	}
	full, _ := pathPages("fr")
	pages, _ := pages(made, "fr")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		if a, found := files[r.URL.Path]; found {
			w.Header().Set("Content-Type", a.Type)
			w.Write(a.Data)
			return
		}
		var page theme.Page
		switch asked := r.URL.Query(); {
		case strings.HasSuffix(r.URL.Path, "/lecon-2"):
			for _, one := range pages {
				if lesson, is := one.(*theme.LessonPage); is && page == nil {
					page = lesson
				}
			}
		case !strings.Contains(r.URL.Path, "/quiz/"):
			w.Header().Set("Content-Type", "application/manifest+json")
			fmt.Fprint(w, `{"name":"Sentier"}`)
			return
		default:
			for _, one := range full {
				attempt, is := one.(*theme.AttemptPage)
				if _, over := one.(*theme.ResultPage); over && asked.Has("over") && page == nil {
					page = one
				} else if is && attempt.All && !asked.Has("over") {
					page = one
				}
			}
		}
		var b bytes.Buffer
		if err := made.Render(&b, page); err != nil {
			t.Error(err)
		}
		outline, err := made.OutlineHole("fr", theme.OutlineHole{Done: []string{"reprendre/lecon-1", "reprendre/quiz-1"}, Count: 2, Steps: 6})
		if err != nil {
			t.Error(err)
		}
		next, err := made.NextHole("fr", theme.NextHole{Action: r.URL.Path + "/read"})
		if err != nil {
			t.Error(err)
		}
		html := strings.NewReplacer("\x01outline\x01", outline, "\x01next\x01", next).Replace(b.String())
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, strings.ReplaceAll(holes.ReplaceAllString(html, ""), "\x02", "fr"))
	}))
	t.Cleanup(server.Close)
	return server
}

func TestScriptOfMembers(t *testing.T) {
	server, ctx := attemptServer(t), chromium(t)
	complaints := listen(ctx, t)
	type act = []chromedp.Action[chromedp.Void]
	lesson, attempt := server.URL+"/fr/reprendre/internet/lecon-2", server.URL+"/fr/m/s/quiz/0190-a"
	selects := `Array.from(document.querySelectorAll('#q-ordre select')).map((s) => s.name[10] + s.value).join()`
	walk(ctx, t, []step{
		{"marks are the member's, not the browser's", act{chromedp.Navigate(lesson),
			chromedp.Evaluate[chromedp.Void](`localStorage.setItem('sentier', '{"read":["reprendre/lecon-3"]}')`), chromedp.Navigate(lesson)},
			`Array.from(document.querySelectorAll('.steps .done')).map((s) => s.dataset.key).join() === 'reprendre/lecon-1,reprendre/quiz-1'`},
		{"one button goes on", nil,
			`getComputedStyle(document.querySelector('[data-read]')).display === 'none' && document.querySelectorAll('.next form.read button').length === 1`},
		{"the browser remembers nothing of a member", act{chromedp.Evaluate[chromedp.Void](`scrollTo(0, 99999)`)},
			`localStorage.getItem('sentier') === '{"read":["reprendre/lecon-3"]}'`},
		{"a question is filled in", act{chromedp.Navigate(attempt), chromedp.Click(chromedp.CSS("#q-paquets .opt:nth-of-type(2)")),
			chromedp.SendKeys(chromedp.CSS("#q-annee [name$='.a']"), "1989"), chromedp.Click(chromedp.CSS("#q-ordre li:nth-child(3) button")),
			chromedp.Evaluate[chromedp.Void](`(() => { const s = document.querySelector('#q-relier select'); s.selectedIndex = 2; s.dispatchEvent(new Event('input', {bubbles: true})); })()`)},
			selects + ` === 'd1,f2,e3'`},
		{"and is so after a visit elsewhere, in another language", act{chromedp.Navigate(lesson), chromedp.Navigate(strings.Replace(attempt, "/fr/", "/en/", 1))},
			selects + ` === 'd1,f2,e3' && document.querySelector('#q-annee input[type=text]').value === '1989' && document.querySelector('#q-relier select').selectedIndex === 2 && ` +
				`Array.from(document.querySelectorAll('#q-paquets label input')).map((i) => i.checked).join() === 'false,true,false'`},
		{"the drafts of one attempt are not those of another", act{chromedp.Navigate(attempt + "b")}, `document.querySelector('#q-annee input[type=text]').value === ''`},
		{"and go with the result", act{chromedp.Navigate(attempt + "?over")}, `!localStorage.getItem('sentier-draft 0190-a')`},
		{"what was left of others does not stay for ever", act{chromedp.Evaluate[chromedp.Void](
			`localStorage.setItem('sentier-draft old', JSON.stringify({at: Date.now() - 31 * 864e5, drafts: {}}))`),
			chromedp.Evaluate[chromedp.Void](`localStorage.setItem('sentier-draft new', JSON.stringify({at: Date.now(), drafts: {}}))`),
			chromedp.Navigate(attempt)}, `Object.keys(localStorage).filter((k) => k.indexOf('sentier-draft') === 0).join() === 'sentier-draft new'`},
	})
	for _, c := range complaints() {
		t.Errorf("the console says: %s", c)
	}
}
