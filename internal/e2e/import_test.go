package e2e

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"

	"sentier/internal/account"
	"sentier/internal/badge"
	"sentier/internal/course"
	"sentier/internal/exchange/takeout"
	"sentier/internal/progress"
)

// upload sends a file in the form of the page that brings what was done elsewhere.
func (p *person) upload(path, data string) *person {
	p.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "sentier.json")
	if err == nil {
		_, err = part.Write([]byte(data))
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		p.t.Fatal(err)
	}
	request, err := http.NewRequest(http.MethodPost, p.server.origin+path, &body)
	if err != nil {
		p.t.Fatal(err)
	}
	request.Header.Set("Content-Type", form.FormDataContentType())
	request.Header.Set("Origin", p.server.origin)
	return p.do(request)
}

// another starts one more site with the courses of the program.
func another(t *testing.T, name string) *server {
	t.Helper()
	s, err := start(name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	return s
}

// learned signs somebody up who reads two lessons and hands the first quiz in.
func learned(t *testing.T, s *server, lang, name string) *person {
	t.Helper()
	m := module(t)
	p := visit(t, s)
	p.signUp(lang, name, "trois cailloux sur le chemin", nil)
	for _, l := range m.Lessons()[:2] {
		p.to(l.Address(lang)).send("/read", nil)
	}
	q := m.Sequences[0].Quiz
	p.to(q.Address(lang)).send("/quiz", nil)
	attempt := p.path
	for range q.Questions {
		p.to(attempt).post(attempt, guess(graded(p)))
	}
	p.to(attempt).send(attempt, url.Values{"finish": {"1"}}).at(attempt)
	return p
}

// What was done on one site comes to another, once; what came can go again; and nobody else sends large files.
func TestImport(t *testing.T) {
	t.Parallel()
	say, m := interfaceWords(t, "fr"), module(t)
	there := learned(t, world.shipped, "fr", "Voyageuse")
	file := there.to("/fr/me/data.json").text
	here := visit(t, another(t, "elsewhere"))
	here.signUp("fr", "Arrivante", "un autre caillou bien rond", nil)
	here.to("/fr/me").sees(say("import.offer"))
	here.to("/fr/me/data").sees(say("import.link"))

	here.to("/fr/me/import").at("/fr/me/import")
	here.upload("/fr/me/import", "").refused(say("import.none"))
	here.upload("/fr/me/import", `{"format":"sentier export 2"}`).refused(say("import.newer"))
	here.upload("/fr/me/import", strings.Repeat("x", 1<<20)).refused(say("import.unreadable"))
	here.upload("/fr/me/import", file).at("/fr/me/import").sees(say("import.done")).sees("Voyageuse")
	here.sees(say("import.kind.lessons") + " : " + say("import.came", "count", 2)).sees(say("import.kind.quizzes") + " : " + say("import.came", "count", 1))
	here.to("/fr/me").sees(say("me.read", "count", 2, "total", len(m.Lessons())))
	here.to("/fr/me/data").sees(say("data.imported"))
	points := func(p *person) string { return text(p.to("/fr/me"), "strong", "xp") }
	if points(here) != points(there) { // the same course, by the same amounts
		t.Errorf("%s here, %s there", points(here), points(there))
	}

	before := points(here)
	here.to("/fr/me/import").upload("/fr/me/import", file).at("/fr/me/import").sees(say("import.nothing")).sees(say("import.had", "count", 2))
	back := here.to("/fr/me/data.json").text
	there.upload("/fr/me/import", back).sees(say("import.nothing"))
	if points(here) != before {
		t.Errorf("twice makes %s of %s", points(here), before)
	}

	for _, a := range elements(here.to(m.Sequences[0].Quiz.Address("fr")).page, "a") { // an attempt from elsewhere can be looked at
		if to := value(a, "href"); strings.HasPrefix(to, m.Sequences[0].Quiz.Address("fr")+"/") && !strings.HasSuffix(to, "/group") {
			here.to(to).at(to).sees(say("result.answers"))
			if strings.Contains(here.text, `name="retry"`) {
				t.Error("what was right elsewhere can be carried over")
			}
		}
	}

	here.to("/fr/me/import").send("/me/import", url.Values{"do": {"remove"}}).at("/fr/me/import").sees(say("notice.import_removed"))
	here.to("/fr/me").sees(say("import.offer"))
	if got := points(here); got != say("me.count", "count", 0) {
		t.Errorf("%s without what came", got)
	}

	here.upload("/fr/me/import", strings.Repeat("x", takeout.MostBytes+1)).refused(say("import.large"))
	for _, test := range []struct {
		who  *person
		path string
		size int
	}{{here, "/fr/me/import", takeout.MostBytes + 2<<20}, {here, "/fr/me/account", 100 << 10}, {visit(t, here.server), "/fr/me/import", 100 << 10}} {
		if got := announce(test.who, test.path, test.size); got != http.StatusRequestEntityTooLarge {
			t.Errorf("%d bytes to %s: %d", test.size, test.path, got)
		}
	}
}

// announce says that a large body will come, sends nothing of it, and gives the status that this is answered with.
func announce(p *person, path string, size int) int {
	p.t.Helper()
	conn, err := net.Dial("tcp", p.server.address)
	if err != nil {
		p.t.Fatal(err)
	}
	defer conn.Close()
	origin, err := url.Parse(p.server.origin)
	if err != nil {
		p.t.Fatal(err)
	}
	var cookies []string
	for _, c := range p.client.Jar.Cookies(origin) {
		cookies = append(cookies, c.Name+"="+c.Value)
	}
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		p.t.Fatal(err)
	}
	fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nCookie: %s\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: %d\r\n\r\n",
		path, origin.Host, p.server.origin, strings.Join(cookies, "; "), size)
	answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		p.t.Fatal(err)
	}
	return answer.StatusCode
}

// signer is the key of a site that has issued a badge: to make one takes a second.
var signer = sync.OnceValues(func() (badge.Keys, error) {
	key, err := badge.NewKey(2048, time.Now())
	if err != nil {
		return nil, err
	}
	return badge.ParseKeys([]account.SiteKey{key})
})

// brought is the file of somebody who read a lesson and has a badge on a site that is far away.
func brought(t *testing.T) string {
	t.Helper()
	keys, err := signer()
	if err != nil {
		t.Fatal(err)
	}
	m := module(t)
	b, err := badge.Issuer{Base: "https://courses.example.org", Name: "Ailleurs"}.Issue(keys[0], badge.Award{
		ID: "0197c3a0-7c1e-7b52-9f3a-2b6c1d4e5f60", Module: m, Lang: "fr", Position: badge.Position{List: 1, Index: 7}, At: time.Now().Add(-time.Hour),
	})
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(map[string]any{
		"format": takeout.Format, "site": "https://courses.example.org", "name": "Voyageuse",
		"read":   []progress.Read{{Module: m.ID, Lesson: m.Lessons()[3].ID, At: time.Now().Add(-time.Hour)}, {Module: "ailleurs", Lesson: "x"}},
		"badges": []map[string]any{{"token": b.Token}, {"token": "a.b.c"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// A badge of another site is verified by what stands in it, shown, given back as it came, and removed.
func TestBringABadge(t *testing.T) {
	t.Parallel()
	say := interfaceWords(t, "en")
	p, other := visit(t, world.shipped), visit(t, world.shipped)
	p.signUp("en", "Badge bearer", "five pebbles and a half", nil)
	other.signUp("en", "Bystander", "six pebbles and a half", nil)
	p.upload("/en/me/import", brought(t)).sees(say("import.done")).sees(say("import.proof"))
	p.sees(say("import.kind.badges") + ": " + say("import.came", "count", 1) + " " + say("import.broken", "count", 1))
	p.sees("https://courses.example.org")
	var file string
	for _, a := range elements(p.page, "a") {
		if to := value(a, "href"); strings.HasSuffix(to, ".jwt") {
			file = to
		}
	}
	for _, path := range []string{"/en/me", "/en/me/data"} {
		if !strings.Contains(p.to(path).text, file) {
			t.Errorf("%s does not show the badge", path)
		}
	}
	token := p.to(file).text
	if _, err := badge.ReadForeign(token, time.Now()); err != nil || !strings.Contains(p.to("/en/me/data.json").text, token) {
		t.Errorf("the file is not the badge (%v), or the export lacks it", err)
	}
	if other.to(file); other.status != http.StatusNotFound {
		t.Errorf("another gets it: %d", other.status)
	}
	id := strings.TrimSuffix(file[strings.LastIndexByte(file, '/')+1:], ".jwt")
	other.to("/en/me/import").post("/en/me/import", url.Values{"do": {"remove-badge"}, "badge": {id}})
	p.to("/en/me/import").send("/me/import", url.Values{"do": {"remove-badge"}}).at("/en/me/import").sees(say("notice.foreign_removed"))
	if strings.Contains(p.text, file) {
		t.Error("it is still there")
	}
}

// text is what the first element of a class says.
func text(p *person, element, class string) string {
	for _, e := range elements(p.page, element) {
		if value(e, "class") == class {
			return excerpt(e)
		}
	}
	return ""
}

// Somebody downloads what one site keeps, makes an account on another, and brings it there.
func TestMoveToAnotherSite(t *testing.T) {
	elsewhere := another(t, "moved")
	twoWays(t, func(t *testing.T, w way, say func(string, ...any) string) {
		m := module(t)
		there := learned(t, world.shipped, w.lang, fmt.Sprintf("Départ %s %d", w.lang, w.width))
		old := open(t, world.shipped, w.eyes())
		old.become(there)
		folder := t.TempDir()
		call(old, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
			Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: folder,
			BrowserContextID: chromedp.FromContext(old.ctx).BrowserContextID,
		})
		old.goTo("/" + w.lang + "/me/data")
		old.follow(say("data.download"))
		file := filepath.Join(folder, "sentier.json")
		for end := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
			if data, err := os.ReadFile(file); err == nil && bytes.HasSuffix(data, []byte("}\n")) {
				break
			} else if time.Now().After(end) {
				t.Fatalf("no download: %v", err)
			}
		}

		b := open(t, elsewhere, w.eyes())
		b.goTo("/" + w.lang + "/sign-up")
		b.write("#name", fmt.Sprintf("Arrivée %s %d", w.lang, w.width))
		time.Sleep(3100 * time.Millisecond) // people take longer
		b.write("#password", "un caillou puis un autre")
		b.follow(say("sign_up.go"))
		b.at("/" + w.lang + "/me/codes")
		b.click("[name=noted]")
		b.follow(say("codes.go"))
		b.at("/" + w.lang + "/me")
		b.follow(say("import.link"))
		b.at("/" + w.lang + "/me/import")
		b.follow(say("import.go"))
		b.sees(say("import.none"))
		b.forget() // that the form was refused
		b.must("choose the file", chromedp.Do(b.ctx, chromedp.SetUploadFiles("#file", []string{file})))
		b.follow(say("import.go"))
		b.sees(say("import.done"))
		b.follow(say("me.title"))
		b.at("/" + w.lang + "/me")
		b.sees(say("me.read", "count", 2, "total", len(m.Lessons())))
		b.sees(say("me.handed_in", "count", 1, "total", quizzes(m)))
		b.quiet()
	})
}

func quizzes(m *course.Module) (n int) {
	for _, s := range m.Sequences {
		if s.Quiz != nil {
			n++
		}
	}
	return n
}
