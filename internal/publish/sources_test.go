package publish

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sentier/internal/config"
)

// place is a repository on disk with a course in it, and a clone that pushes.
type place struct {
	t          testing.TB
	bare, work string
}

func newPlace(t testing.TB, module string) *place {
	t.Helper()
	dir := t.TempDir()
	p := &place{t, filepath.Join(dir, "bare.git"), filepath.Join(dir, "work")}
	p.run(dir, "init", "-q", "--bare", "-b", "main", p.bare)
	p.run(dir, "init", "-q", "-b", "main", p.work)
	p.git("remote", "add", "origin", p.bare)
	put(t, p.work, "courses/"+module+"/module.fr.md", moduleText)
	put(t, p.work, "courses/"+module+"/1-debut/sequence.fr.md", "---\ntitle: Le début\n---\n\nOn commence.\n")
	p.lesson(module, "La première")
	return p
}

func (p *place) run(dir string, args ...string) string {
	p.t.Helper()
	c := exec.Command("git", args...)
	c.Dir = dir
	c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "GIT_AUTHOR_NAME=Ada", "GIT_AUTHOR_EMAIL=ada@example.org",
		"GIT_COMMITTER_NAME=Ada", "GIT_COMMITTER_EMAIL=ada@example.org")
	out, err := c.CombinedOutput()
	if err != nil {
		p.t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

func (p *place) git(args ...string) string { p.t.Helper(); return p.run(p.work, args...) }

func (p *place) lesson(module, title string) {
	p.t.Helper()
	put(p.t, p.work, "courses/"+module+"/1-debut/1-premiere.fr.md", "---\ntitle: "+title+"\nsummary: Un pas.\n---\n\nUn texte.\n")
}

// push commits all there is and pushes it; it gives the commit.
func (p *place) push() string {
	p.t.Helper()
	p.git("add", "-A")
	p.git("commit", "-q", "--allow-empty", "-m", "a change")
	p.git("push", "-q", "--force", "origin", "HEAD:main")
	return p.git("rev-parse", "HEAD")
}

// source is the source of a place.
func (p *place) source(name string) config.Origin {
	return config.Origin{Name: name, URL: p.bare, Branch: "main", Folder: "courses", Poll: time.Hour}
}

// follower makes a publisher of sources, with a data folder; it is closed with the test, or by the test.
func follower(t testing.TB, data string, sources ...config.Origin) *Publisher {
	t.Helper()
	settings := config.Default()
	settings.Data, settings.Sources = data, sources
	p := New(Config{Settings: settings, Version: "1"})
	t.Cleanup(func() { _ = p.Close() })
	return p
}

// state is that of a source.
func (p *Publisher) stateOf(t testing.TB, name string) SourceState {
	t.Helper()
	all := p.Health().Sources
	i := slices.IndexFunc(all, func(s SourceState) bool { return s.Name == name })
	if i < 0 {
		t.Fatalf("there is no source %s in %+v", name, all)
	}
	return all[i]
}

// shows looks for words on a lesson.
func shows(t testing.TB, p *Publisher, module, words string) {
	t.Helper()
	if body := page(t, p, "/fr/"+module+"/debut/premiere"); !strings.Contains(body, words) {
		t.Errorf("the lesson does not say %q", words)
	}
}

func (p *Publisher) updateAll(t testing.TB) {
	t.Helper()
	for _, o := range p.origins {
		if o.repository != nil {
			p.update(context.Background(), o)
		}
	}
}

func TestAPushIsPublished(t *testing.T) {
	at := newPlace(t, "apprendre")
	first := at.push()
	p := follower(t, t.TempDir(), at.source("cours"))
	load(t, p)
	shows(t, p, "apprendre", "La première")
	if got := p.stateOf(t, "cours"); got.Status != OK || got.Commit != first || got.Trouble != "" {
		t.Errorf("state: %+v", got)
	}
	if c := p.Snapshot().Load().Courses()[0]; c.Commit != first || c.Source != "cours" || c.Revision == "" {
		t.Errorf("the course is of %q, %q", c.Source, c.Commit)
	}
	before := p.Snapshot().Load()
	p.updateAll(t)
	if p.Snapshot().Load() != before {
		t.Error("without a push there is another snapshot")
	}
	at.lesson("apprendre", "La seconde")
	second := at.push()
	p.updateAll(t)
	shows(t, p, "apprendre", "La seconde")
	if got := p.stateOf(t, "cours"); got.Commit != second {
		t.Errorf("state: %+v", got)
	}
}

// A push that does not compile changes nothing for readers, also after a restart, and also without a network.
func TestABadPush(t *testing.T) {
	at := newPlace(t, "apprendre")
	good := at.push()
	data := t.TempDir()
	p := follower(t, data, at.source("cours"))
	load(t, p)
	put(t, at.work, "courses/apprendre/1-debut/1-premiere.fr.md", "---\ntitel: x\n---\n\nUn texte.\n")
	bad := at.push()
	held := func(p *Publisher, when string) {
		t.Helper()
		shows(t, p, "apprendre", "La première")
		got := p.stateOf(t, "cours")
		if got.Status != Stale || got.Commit != good || got.Trouble == "" || p.Health().Status != Stale {
			t.Errorf("%s: %+v", when, got)
		}
	}
	p.updateAll(t)
	held(p, "after the push")
	if got := p.stateOf(t, "cours"); got.Trouble != Faulty || got.Errors == 0 || len(got.Findings) == 0 || got.Since == nil {
		t.Errorf("state: %+v", got)
	}
	if text, err := json.Marshal(p.Health()); err != nil || strings.Contains(string(text), "premiere") {
		t.Errorf("health names a file: %s, %v", text, err)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}

	again := follower(t, data, at.source("cours"))
	load(t, again)
	held(again, "after a restart")
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}

	away := at.bare + ".away"
	if err := os.Rename(at.bare, away); err != nil {
		t.Fatal(err)
	}
	alone := follower(t, data, at.source("cours"))
	load(t, alone)
	alone.updateAll(t)
	held(alone, "without a network")
	if got := alone.stateOf(t, "cours"); got.Trouble != "unreachable" {
		t.Errorf("state: %+v", got)
	}

	if err := os.Rename(away, at.bare); err != nil {
		t.Fatal(err)
	}
	alone.updateAll(t)
	held(alone, "with a network again")
	if got := alone.stateOf(t, "cours"); got.Trouble != Faulty {
		t.Errorf("state: %+v", got)
	}
	at.lesson("apprendre", "Réparée")
	mended := at.push()
	alone.updateAll(t)
	shows(t, alone, "apprendre", "Réparée")
	if got := alone.stateOf(t, "cours"); got.Status != OK || got.Commit != mended || alone.Health().Status != OK || bad == mended {
		t.Errorf("state: %+v", got)
	}
}

func TestABranchThatIsForcedOrDeleted(t *testing.T) {
	at := newPlace(t, "apprendre")
	at.push()
	p := follower(t, t.TempDir(), at.source("cours"))
	load(t, p)
	at.git("checkout", "-q", "--orphan", "other")
	at.lesson("apprendre", "Une autre histoire")
	forced := at.push()
	p.updateAll(t)
	shows(t, p, "apprendre", "Une autre histoire")
	at.run(at.bare, "update-ref", "-d", "refs/heads/main")
	p.updateAll(t)
	shows(t, p, "apprendre", "Une autre histoire")
	if got := p.stateOf(t, "cours"); got.Status != Stale || got.Trouble != "gone" || got.Commit != forced {
		t.Errorf("state: %+v", got)
	}
	at.git("push", "-q", "origin", "HEAD:main")
	p.updateAll(t)
	if got := p.stateOf(t, "cours"); got.Status != OK || got.Trouble != "" {
		t.Errorf("once it is there again: %+v", got)
	}
}

// One bad source does not hold back the others, from the first start on.
func TestSeveralSources(t *testing.T) {
	one, two := newPlace(t, "apprendre"), newPlace(t, "comprendre")
	one.push()
	put(t, two.work, "courses/comprendre/1-debut/1-premiere.fr.md", "---\ntitel: x\n---\n\nUn texte.\n")
	two.push()
	plain := writeCourse(t)
	if err := os.Rename(filepath.Join(plain, "apprendre"), filepath.Join(plain, "relire")); err != nil {
		t.Fatal(err)
	}
	away := config.Origin{Name: "parti", URL: "/nowhere", Folder: "courses", Poll: time.Hour}
	p := follower(t, t.TempDir(), one.source("un"), two.source("deux"), away, config.Origin{Name: "dossier", Folder: plain})
	load(t, p)
	shows(t, p, "apprendre", "La première")
	shows(t, p, "relire", "La première")
	if got := p.stateOf(t, "deux"); got.Status != Starting || got.Trouble != Faulty {
		t.Errorf("state: %+v", got)
	}
	if got := p.stateOf(t, "parti"); got.Status != Starting || got.Trouble != "unreachable" {
		t.Errorf("state: %+v", got)
	}
	if len(p.Health().Courses) != 2 || p.Health().Status != Stale {
		t.Errorf("health: %+v", p.Health())
	}
	two.lesson("comprendre", "La deuxième")
	two.push()
	p.updateAll(t)
	shows(t, p, "comprendre", "La deuxième")
	shows(t, p, "relire", "La première")
}

// Two sources with one module are an error that names both; who had it keeps it.
func TestOneModuleInTwoSources(t *testing.T) {
	one, two := newPlace(t, "apprendre"), newPlace(t, "comprendre")
	one.push()
	two.push()
	p := follower(t, t.TempDir(), one.source("un"), two.source("deux"))
	load(t, p)
	if err := os.Rename(filepath.Join(one.work, "courses", "apprendre"), filepath.Join(one.work, "courses", "comprendre")); err != nil {
		t.Fatal(err)
	}
	one.lesson("comprendre", "Prise")
	one.push()
	p.updateAll(t)
	shows(t, p, "apprendre", "La première")
	shows(t, p, "comprendre", "La première")
	got := p.stateOf(t, "un")
	if got.Trouble != Doubled || !strings.Contains(got.Cause, "un") || !strings.Contains(got.Cause, "deux") || !strings.Contains(got.Cause, `"comprendre"`) {
		t.Errorf("state: %+v", got)
	}
	if err := os.Rename(filepath.Join(two.work, "courses", "comprendre"), filepath.Join(two.work, "courses", "apprendre")); err != nil {
		t.Fatal(err)
	}
	two.lesson("apprendre", "Autre")
	two.push()
	p.updateAll(t)
	if got := p.stateOf(t, "deux"); got.Trouble != Doubled {
		t.Errorf("state: %+v", got)
	}
}

// With nothing good at all, a site does not start.
func TestNothingToStartWith(t *testing.T) {
	at := newPlace(t, "apprendre")
	put(t, at.work, "courses/apprendre/1-debut/1-premiere.fr.md", "---\ntitel: x\n---\n\nUn texte.\n")
	at.push()
	var refused *Refused
	if err := follower(t, t.TempDir(), at.source("cours")).Load(context.Background()); !errors.As(err, &refused) || refused.Findings.Errors() == 0 {
		t.Errorf("with errors: %v", err)
	}
	err := follower(t, t.TempDir(), config.Origin{Name: "parti", URL: "/nowhere", Poll: time.Hour}).Load(context.Background())
	if err == nil || !strings.Contains(err.Error(), "parti") || !strings.Contains(err.Error(), "/nowhere") {
		t.Errorf("with nothing to fetch: %v", err)
	}
}

// What is hinted is followed, and so is what nobody hinted.
func TestFollow(t *testing.T) {
	at := newPlace(t, "apprendre")
	at.push()
	hinted := at.source("cours")
	p := follower(t, t.TempDir(), hinted)
	load(t, p)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { p.Follow(ctx); close(done) }()
	at.lesson("apprendre", "Soufflée")
	at.push()
	p.Hint("another")
	p.Hint("cours")
	p.Hint("")
	deadline := time.Now().Add(20 * time.Second)
	for !strings.Contains(page(t, p, "/fr/apprendre/debut/premiere"), "Soufflée") {
		if time.Now().After(deadline) {
			t.Fatal("what was hinted is not there")
		}
		time.Sleep(10 * time.Millisecond)
	}
	stop()
	<-done
}

func TestStatus(t *testing.T) {
	for _, c := range []struct{ url, forge, address, header, state string }{
		{"https://github.com/us/courses.git", "", "https://api.github.com/repos/us/courses/statuses/c0", "Authorization: Bearer t", `"state":"failure"`},
		{"git@github.com:us/courses.git", "", "https://api.github.com/repos/us/courses/statuses/c0", "Authorization: Bearer t", `"context":"sentier"`},
		{"https://github.school.example/us/courses", "", "https://github.school.example/api/v3/repos/us/courses/statuses/c0", "Authorization: Bearer t", `"state":"failure"`},
		{"https://gitlab.com/a/b/courses.git", "", "https://gitlab.com/api/v4/projects/a%2Fb%2Fcourses/statuses/c0", "Private-Token: t", `"state":"failed"`},
		{"ssh://git@forge.example:2222/us/courses.git", "", "https://forge.example/api/v1/repos/us/courses/statuses/c0", "Authorization: token t", `"state":"failure"`},
		{"https://forge.example:3000/us/courses.git", "gitlab", "https://forge.example:3000/api/v4/projects/us%2Fcourses/statuses/c0", "Private-Token: t", `"name":"sentier"`},
	} {
		q, err := status(config.Origin{URL: c.url, Forge: c.forge, Token: "t"}, "c0", false, strings.Repeat("é", 200), "https://courses.example")
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(q.Body)
		name, value, _ := strings.Cut(c.header, ": ")
		if q.URL.String() != c.address || q.Header.Get(name) != value || !strings.Contains(string(body), c.state) || strings.Count(string(body), "é") > 139 {
			t.Errorf("%s: %s %v %s", c.url, q.URL, q.Header, body)
		}
	}
	if q, err := status(config.Origin{URL: "/srv/git/courses.git", Token: "t"}, "c0", true, "", ""); q != nil || err != nil {
		t.Errorf("of a folder: %v, %v", q, err)
	}
}

// The forge is told what became of each commit, by the rules of fetch.
func TestReport(t *testing.T) {
	at := newPlace(t, "apprendre")
	at.push()
	told := make(chan string, 10)
	var forge *httptest.Server
	git, err := exec.LookPath("git")
	if err != nil {
		t.Fatalf("the tests of git need the git program: %v", err)
	}
	forge = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api/v1/repos/us/bare/statuses/") && r.Header.Get("Authorization") == "token secret" {
			body, _ := io.ReadAll(r.Body)
			told <- strings.TrimPrefix(r.URL.Path, "/api/v1/repos/us/bare/statuses/") + " " + string(body)
			w.WriteHeader(http.StatusCreated)
			return
		}
		r.URL.Path = strings.TrimPrefix(r.URL.Path, "/us")
		backend(git, filepath.Dir(at.bare)).ServeHTTP(w, r)
	}))
	defer forge.Close()
	from := at.source("cours")
	from.URL, from.Token = forge.URL+"/us/bare.git", "secret"
	settings := config.Default()
	settings.Data, settings.Sources = t.TempDir(), []config.Origin{from}
	p := New(Config{Settings: settings, Network: trusting(t, forge)})
	defer p.Close()
	load(t, p)
	at.lesson("apprendre", "La seconde")
	second := at.push()
	p.updateAll(t)
	if got := <-told; !strings.HasPrefix(got, second) || !strings.Contains(got, `"success"`) {
		t.Errorf("told: %s", got)
	}
	put(t, at.work, "courses/apprendre/1-debut/1-premiere.fr.md", "---\ntitel: x\n---\n\nUn texte.\n")
	bad := at.push()
	p.updateAll(t)
	if got := <-told; !strings.HasPrefix(got, bad) || !strings.Contains(got, `"failure"`) || !strings.Contains(got, "premiere.fr.md") {
		t.Errorf("told: %s", got)
	}
	p.updateAll(t)
	if len(told) > 0 {
		t.Error("it is told twice")
	}
}

// Lessons have the days of their commits, where their authors wrote none, and the names of who changed them.
func TestToldByGit(t *testing.T) {
	at := newPlace(t, "apprendre")
	put(t, at.work, "courses/apprendre/1-debut/2-seconde.fr.md", "---\ntitle: La seconde\npublished: 2020-01-02\nchanged: 2020-01-03\n---\n\nUn texte.\n")
	put(t, at.work, "courses/apprendre/1-debut/3-troisieme.fr.md", "---\ntitle: La troisième\npublished: 2020-01-02\n---\n\nUn texte.\n")
	at.git("add", "-A")
	at.git("commit", "-q", "-m", "first", "--date", "2026-11-01T12:00:00Z")
	at.lesson("apprendre", "La première, changée")
	at.git("commit", "-q", "-a", "-m", "second", "--date", "2026-11-02T23:30:00Z", "--author", "Grace <grace@example.org>")
	at.git("push", "-q", "origin", "HEAD:main")
	p := follower(t, t.TempDir(), at.source("cours"))
	load(t, p)
	days := [][2]string{{"2026-11-01", "2026-11-02"}, {"2020-01-02", "2020-01-03"}, {"2020-01-02", "2026-11-01"}}
	for i, l := range p.Snapshot().Load().Courses()[0].Modules[0].Lessons() {
		if came, changed := l.Published.Format(time.DateOnly), l.Changed.Format(time.DateOnly); came != days[i][0] || changed != days[i][1] {
			t.Errorf("%s came on %s and was changed on %s", l.ID, came, changed)
		}
	}
	m := p.Snapshot().Load().Courses()[0].Modules[0]
	if by := strings.Join(m.Lessons()[0].Rendition("fr").Changers, ", "); by != "Ada, Grace" {
		t.Errorf("the first lesson is by %s", by)
	}
	if by := strings.Join(m.Lessons()[1].Rendition("fr").Changers, ", "); by != "Ada" {
		t.Errorf("the second lesson is by %s", by)
	}
	if len(m.Changers) != 2 {
		t.Errorf("the module is by %v", m.Changers)
	}
	if feed := page(t, p, "/fr/feed.atom"); !strings.Contains(feed, "2026-11-02") {
		t.Errorf("the feed knows no day of git: %s", feed)
	}
}
