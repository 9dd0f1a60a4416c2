package theme_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sentier/internal/quiz"
	"sentier/internal/theme"
)

// policy is that of web: a browser refuses what it does not allow, and says so on the console.
const policy = "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; " +
	"frame-ancestors 'none'; img-src 'self' data:; manifest-src 'self'; media-src 'self'; script-src 'self'; style-src 'self'"

// pageServer gives the lesson, its answered question, the home page and the page of reading comfort.
func pageServer(t *testing.T) *httptest.Server {
	made := load(t, theme.Config{Site: host()})
	files := map[string]theme.Asset{}
	for _, a := range made.Assets() {
		files[a.URL] = a
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		if a, found := files[r.URL.Path]; found {
			w.Header().Set("Content-Type", a.Type)
			w.Write(a.Data)
			return
		}
		full, _ := pages(made, "fr")
		wanted := map[string]string{"/fr": "home", "/fr/comfort": "comfort", "/fr/sign-up": "sign-up", "/fr/reprendre/internet/lecon-2": "lesson"}[r.URL.Path]
		for _, page := range full {
			if page.Template() != wanted {
				continue
			}
			if lesson, isLesson := page.(*theme.LessonPage); isLesson {
				answer(lesson, r.URL.Query().Get("q"), r.URL.Query().Get("a"))
			}
			if form, isForm := page.(*theme.SignUpPage); isForm && r.URL.Query().Has("wrong") {
				form.Problems = []theme.Problem{{Field: "name", Key: "account.taken"}}
			}
			var b bytes.Buffer
			if err := made.Render(&b, page); err != nil {
				t.Error(err)
			}
			notice, err := made.NoticeHole("fr", theme.NoticeHole{Key: "signed_out"})
			if err != nil {
				t.Error(err)
			}
			html := b.String()
			if r.URL.Query().Has("left") {
				html = strings.Replace(html, "\x01flash\x01", notice, 1)
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, strings.ReplaceAll(holes.ReplaceAllString(html, ""), "\x02", "fr"))
			return
		}
		w.Header().Set("Content-Type", "application/manifest+json")
		fmt.Fprint(w, `{"name":"Sentier"}`) // and nobody looks at other pages
	}))
	t.Cleanup(server.Close)
	return server
}

// answer puts the review of one question into the lesson.
func answer(lesson *theme.LessonPage, id, given string) {
	lesson.Blocks[1].Checkpoint.Questions[0].Blank = false
	for _, q := range lesson.Blocks[1].Checkpoint.Questions {
		if string(q.Prompt.ID) == id && given != "" {
			q.Review = review(q.Prompt, quiz.Wrong)
		}
	}
}

// chromium starts a browser for a test.
func chromium(t *testing.T) context.Context {
	t.Helper()
	program, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("this test drives Chromium: install it with scripts/deps (apt-get install chromium)")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.NoSandbox,
		chromedp.Flag("disable-component-update", true), chromedp.WindowSize(1280, 900), chromedp.Flag("force-prefers-reduced-motion", true))
	allocated, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	browser, closeTab := chromedp.NewContext(allocated)
	t.Cleanup(closeTab)
	ctx, cancel := context.WithTimeout(browser, 90*time.Second)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start Chromium: %v: install it with scripts/deps", err)
	}
	return ctx
}

func TestScript(t *testing.T) {
	server, ctx := pageServer(t), chromium(t)
	complaints := listen(ctx, t)

	lesson := server.URL + "/fr/reprendre/internet/lecon-2"
	walk(ctx, t, []step{
		{"a word opens in place", []chromedp.Action[chromedp.Void]{chromedp.Navigate(lesson), chromedp.Click(chromedp.CSS("a.term"))},
			`document.querySelector('.pop').matches(':popover-open') && document.querySelector('.pop h2').textContent === 'Navigateur'`},
		{"its link has the focus", nil, `document.activeElement.textContent === 'Ouvrir dans le glossaire'`},
		{"Escape gives the focus back", []chromedp.Action[chromedp.Void]{chromedp.KeyEvent(kb.Escape)},
			`!document.querySelector('.pop') && document.activeElement.matches('a.term')`},
		{"an answer is checked in place", []chromedp.Action[chromedp.Void]{chromedp.Click(chromedp.CSS("#q-serveur .opt")), chromedp.Click(chromedp.CSS("#q-serveur .btn")), chromedp.WaitVisible(chromedp.CSS("#q-serveur .fb"))},
			`document.activeElement.matches('#q-serveur .fb .k') && location.search === ''`},
		{"and can be given again", []chromedp.Action[chromedp.Void]{chromedp.Click(chromedp.CSS("#q-serveur [data-again]")), chromedp.WaitVisible(chromedp.CSS("#q-serveur form"))},
			`document.activeElement.matches('#q-serveur input')`},
		{"items move up", []chromedp.Action[chromedp.Void]{chromedp.Click(chromedp.CSS("#q-ordre li:nth-child(2) button"))},
			`Array.from(document.querySelectorAll('#q-ordre select')).map((s) => s.name + s.value).join() === 'a11,a02,a23'`},
		{"who has seen the end has not said that it is read", []chromedp.Action[chromedp.Void]{
			chromedp.Evaluate[chromedp.Void](`scrollTo(0, document.body.scrollHeight)`), chromedp.WaitVisible(chromedp.CSS("[data-read]")),
			chromedp.Navigate(lesson)},
			`!document.querySelector('.plan .here').classList.contains('done') && !JSON.parse(localStorage.getItem('sentier')).read`},
		{"a read lesson is marked", []chromedp.Action[chromedp.Void]{ // where the link leads is not opened: it would race with what comes next
			chromedp.Evaluate[chromedp.Void](`addEventListener('click', (event) => event.preventDefault())`),
			chromedp.Click(chromedp.CSS("[data-read]")), chromedp.Navigate(lesson)},
			`document.querySelector('.plan .here').classList.contains('done')`},
		{"what was read comes along to an account", []chromedp.Action[chromedp.Void]{chromedp.Navigate(server.URL + "/fr/sign-up")},
			`(({ value, checked, offsetParent }) => value === '["reprendre/lecon-2"]' && checked && offsetParent)(document.querySelector('[name=read]')) !== null`},
		{"a password can be shown", []chromedp.Action[chromedp.Void]{chromedp.Click(chromedp.CSS(".field button"))},
			`document.querySelector('#password').type === 'text' && document.querySelector('.field button').textContent === 'Masquer le mot de passe'`},
		{"and hidden", []chromedp.Action[chromedp.Void]{chromedp.Click(chromedp.CSS(".field button"))},
			`document.querySelector('#password').type === 'password'`},
		{"Caps Lock is told", []chromedp.Action[chromedp.Void]{chromedp.Evaluate[chromedp.Void](`document.querySelector('#password').dispatchEvent(new KeyboardEvent('keyup', { modifierCapsLock: true }))`)},
			`document.querySelector('.field [role=status]').textContent === 'La touche Verr. maj. est active.'`},
		{"and told no more", []chromedp.Action[chromedp.Void]{chromedp.Evaluate[chromedp.Void](`document.querySelector('#password').dispatchEvent(new Event('keyup')) && 0`)},
			`document.querySelector('.field [role=status]').textContent === ''`},
		{"what is wrong has the focus", []chromedp.Action[chromedp.Void]{chromedp.Navigate(server.URL + "/fr/sign-up?wrong")},
			`document.activeElement.matches('.err') && document.title.startsWith('Erreur\u00a0:')`},
		{"the home page offers to resume", []chromedp.Action[chromedp.Void]{chromedp.Navigate(server.URL + "/fr")},
			`document.querySelector('.resume a').getAttribute('href') === '/fr/reprendre/internet/lecon-2'`},
		{"where one stopped", []chromedp.Action[chromedp.Void]{chromedp.Navigate(lesson),
			chromedp.Evaluate[chromedp.Void](`document.querySelector('.ask h2').scrollIntoView()`), chromedp.Navigate(server.URL + "/fr")},
			`document.querySelector('.resume a').hash === '#petite-halte'`},
		{"and forgets", []chromedp.Action[chromedp.Void]{chromedp.Click(chromedp.CSS(".resume button"))},
			`!document.querySelector('.resume') && localStorage.length === 0`},
		{"a browser that was signed out", []chromedp.Action[chromedp.Void]{chromedp.Evaluate[chromedp.Void](`localStorage.setItem('draft', '1')`), chromedp.Navigate(server.URL + "/fr/sign-up?left")},
			`document.querySelector('[data-left]') !== null && localStorage.length === 0`},
		{"the page of comfort is its own sample", []chromedp.Action[chromedp.Void]{chromedp.Navigate(server.URL + "/fr/comfort"), chromedp.Click(chromedp.CSS("input[value=light]"))},
			`document.documentElement.dataset.theme === 'light'`},
	})
	for _, c := range complaints() {
		t.Errorf("the console says: %s", c)
	}
}

// step is something that a person does, and what is so afterwards.
type step struct {
	name string
	do   []chromedp.Action[chromedp.Void]
	then string // an expression that is true
}

func walk(ctx context.Context, t *testing.T, steps []step) {
	t.Helper()
	for _, step := range steps {
		if err := chromedp.Do(ctx, append(step.do, chromedp.Sleep(50*time.Millisecond))...); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		right, err := chromedp.Run(ctx, chromedp.Evaluate[bool](step.then))
		if err != nil || !right {
			t.Errorf("%s: not so: %s (%v)", step.name, step.then, err)
		}
	}
}

// listen gathers what the browser complains about: exceptions, and what the policy refused.
func listen(ctx context.Context, t *testing.T) func() []string {
	var lock sync.Mutex
	var said []string
	err := chromedp.Listen(ctx, func(event any) {
		lock.Lock()
		defer lock.Unlock()
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			said = append(said, e.ExceptionDetails.Text)
		case *log.EventEntryAdded:
			if e.Entry.Level == log.EntryLevelError {
				said = append(said, e.Entry.Text+" "+e.Entry.URL)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return func() []string {
		lock.Lock()
		defer lock.Unlock()
		return said
	}
}
