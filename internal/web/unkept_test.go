package web

import (
	"bytes"
	"context"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/valyala/fasthttp"

	"sentier/courses"
	"sentier/internal/account"
	"sentier/internal/compile"
	"sentier/internal/config"
	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/progress"
	"sentier/internal/quiz"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// quizSite is a server of the shipped course, whose first quiz has every kind of question, with a store that is
// down.
func quizSite(t *testing.T, settings config.Config, change func(*course.Quiz)) (Config, *course.Quiz) {
	t.Helper()
	look, err := theme.Load(theme.Config{Site: settings})
	if err != nil {
		t.Fatal(err)
	}
	made, findings, err := compile.Course(context.Background(), courses.Files(), compile.Config{Messages: look.Messages()})
	if err != nil || made == nil {
		t.Fatalf("%v, %v", err, findings)
	}
	i := slices.IndexFunc(made.Modules, func(m *course.Module) bool { return !m.Announced })
	q := made.Modules[i].Sequences[0].Quiz
	if change != nil {
		change(q)
	}
	s, err := site.Build(context.Background(), []*course.Course{made}, site.Config{Theme: look, Settings: settings, Accounts: true})
	if err != nil {
		t.Fatal(err)
	}
	pointer := new(atomic.Pointer[site.Snapshot])
	pointer.Store(s)
	return Config{Settings: settings, Snapshot: pointer, Members: &Members{Learners: down{}, Secret: []byte("a secret")}}, q
}

// down is a store that does not answer: to ask it for anything but ended sessions is a failure of the test.
type down struct{ Learners }

func (down) Revoked(context.Context, int64) ([]account.SessionID, int64, error) {
	return nil, 0, fault.New(fault.Unavailable, "", nil)
}

func (down) Generation(context.Context, string) (int64, error) {
	return 0, fault.New(fault.Unavailable, "", nil)
}

func everyone() config.Config {
	settings := config.Default()
	settings.Quizzes = "everyone"
	return settings
}

// stranger is a browser that follows redirects, keeps cookies and sends forms as pages of the site do.
type stranger struct {
	*reader
	at   string // where they are
	page string
}

func newStranger(t *testing.T, cfg Config) *stranger {
	s := &stranger{reader: newReader(t, cfg)}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	s.client.Jar, s.client.CheckRedirect = jar, nil
	return s
}

func (s *stranger) to(path string) *http.Response { return s.seen(s.ask("GET", path)) }

func (s *stranger) post(path string, form url.Values) *http.Response {
	return s.seen(s.send("POST", path, form, "Origin", "http://"+s.address))
}

func (s *stranger) seen(answer *http.Response) *http.Response {
	s.at, s.page = answer.Request.URL.Path, body(s.t, answer)
	return answer
}

// holds is the value of the cookie of an attempt.
func (s *stranger) holds() string {
	for _, c := range s.client.Jar.Cookies(&url.URL{Scheme: "http", Host: s.address}) {
		if c.Name == quizCookie {
			return c.Value
		}
	}
	return ""
}

// filled is the form of a question with an answer that is wholly right, or not.
func filled(q *quiz.Question, id progress.AttemptID, seed string, right bool, secret []byte) url.Values {
	server := &Server{members: &Members{Secret: secret}}
	tokens := server.tokens(progress.Sheet{Attempt: progress.Attempt{ID: id}})
	prompt, solution := q.Prompt("fr", q.Seed(seed)), q.Solution("fr")
	form := url.Values{"q": {string(q.ID)}, "f": {prompt.Mark}}
	switch q.Kind {
	case quiz.Single, quiz.Multiple, quiz.TrueFalse:
		for _, o := range prompt.Options {
			if slices.Contains(solution.Ranks, o.Rank) == right {
				form.Add("a", tokens.Token(q.ID, o.Rank))
			}
		}
	case quiz.Number, quiz.Text:
		form.Set("a", solution.Texts[0])
		if !right {
			form.Set("a", "0.5")
		}
	case quiz.Cloze:
		for i, text := range solution.Texts {
			form.Set("a"+strconv.Itoa(i+1), text)
			if !right {
				form.Set("a"+strconv.Itoa(i+1), "x")
			}
		}
	case quiz.Order:
		items := q.Wording("fr").Items
		for _, o := range prompt.Options {
			place := 1 + slices.Index(items, o.Label)
			if !right {
				place = len(items) + 1 - place
			}
			form.Set("a"+tokens.Token(q.ID, o.Rank), strconv.Itoa(place))
		}
	case quiz.Match:
		choices := q.Wording("fr").Choices
		for _, row := range prompt.Rows {
			rank := solution.Ranks[row.Rank]
			if !right {
				rank = (rank + 1) % len(choices)
			}
			shown := slices.IndexFunc(prompt.Choices, func(l quiz.Labelled) bool { return l.Label == choices[rank] })
			form.Set("a"+strconv.Itoa(row.Rank), tokens.Token(q.ID, prompt.Choices[shown].Rank))
		}
	}
	return form
}

// told is what only an answer tells: how its explanation begins.
func told(q *quiz.Question) string {
	before, _, _ := strings.Cut(string(q.Wording("fr").Explanation), "<a ")
	return before
}

var askedID = regexp.MustCompile(`name="q" value="([^"]+)"`)

// sealedIn opens what a stranger's browser holds, as the server would.
func sealedIn(t *testing.T, cfg Config, cookie string) (carriedAttempt, bool) {
	t.Helper()
	ctx := new(fasthttp.RequestCtx)
	ctx.Request.Header.SetCookie(quizCookie, cookie)
	return unkept{request{Server: New(complete(t, cfg)), ctx: ctx}}.open()
}

// A stranger takes the quiz from end to end, tries again what was missed, and lets go of it. Nothing asks the store:
// there is none.
func TestStrangerTakesAQuiz(t *testing.T) {
	cfg, q := quizSite(t, everyone(), func(q *course.Quiz) { q.Shuffle = true })
	s, address := newStranger(t, cfg), q.Address("fr")
	if s.to(address); !strings.Contains(s.page, "Sans compte, rien n’est gardé") || strings.Contains(s.page, `name="attempt"`) {
		t.Fatalf("the page of the quiz: %.300s", s.page)
	}
	if got := s.post(address, url.Values{}); got.StatusCode != 200 || !strings.HasPrefix(s.at, address+"/") {
		t.Fatalf("a quiz begins at %s with %s", s.at, got.Status)
	}
	attempt, wrong := s.at, map[quiz.Kind]bool{quiz.Cloze: true, quiz.Multiple: true, quiz.Order: true}
	seen := map[quiz.Kind]bool{}
	for range q.Questions {
		s.to(attempt)
		id := quiz.QuestionID(askedID.FindStringSubmatch(s.page)[1])
		question := q.Questions[slices.IndexFunc(q.Questions, func(q *quiz.Question) bool { return q.ID == id })]
		if strings.Contains(s.page, told(question)) || strings.Contains(s.page, question.Fingerprint) {
			t.Errorf("%s: the key leaves the server before the answer", id)
		}
		if got := s.post(attempt, url.Values{"q": {string(id)}, "f": {question.Prompt("fr", "").Mark}}); got.StatusCode != 422 {
			t.Errorf("%s: no answer gives %s", id, got.Status)
		}
		carried, _ := sealedIn(t, cfg, s.holds())
		form := filled(question, carried.ID, carried.Seed, !wrong[question.Kind], cfg.Members.Secret)
		if got := s.post(attempt, form); got.StatusCode != 200 || !strings.Contains(s.page, told(question)) {
			t.Fatalf("%s: an answer gives %s without an explanation", id, got.Status)
		}
		if got := s.post(attempt, form); got.StatusCode != 200 {
			t.Errorf("%s, pressed twice: %s", id, got.Status)
		}
		seen[question.Kind] = true
	}
	if len(seen) != len(quiz.Kinds) {
		t.Fatalf("only %v were asked", seen)
	}
	if s.to(address); !strings.Contains(s.page, attempt) {
		t.Error("the page of the quiz does not lead back to the attempt")
	}
	missed := strconv.Itoa(len(wrong))
	if s.post(attempt, url.Values{"finish": {"1"}}); !strings.Contains(s.page, "Refaire les "+missed+" questions") ||
		!strings.Contains(s.page, "Ce résultat n’est gardé nulle part") {
		t.Errorf("the result: %.2000s", s.page)
	}
	if s.to(strings.Replace(attempt, "/fr/", "/en/", 1)); !strings.Contains(s.page, "This result is kept nowhere") {
		t.Errorf("in another language: %s", s.at)
	}
	s.post(address, url.Values{"retry": {attempt[strings.LastIndexByte(attempt, '/')+1:]}})
	if carried, _ := sealedIn(t, cfg, s.holds()); s.at == attempt || len(carried.Answers) != len(q.Questions)-len(wrong) {
		t.Errorf("at %s, %d answers are carried over", s.at, len(carried.Answers))
	}
	if s.to(attempt); s.at != address {
		t.Errorf("the attempt before leads to %s", s.at)
	}
	if s.post(address, url.Values{"forget": {"1"}}); s.at != address || s.holds() != "" {
		t.Errorf("once forgotten, %s, the browser holds %q", s.at, s.holds())
	}
}

// Feedback at the end is held back from strangers, too.
func TestStrangerWaitsForFeedback(t *testing.T) {
	cfg, q := quizSite(t, everyone(), func(q *course.Quiz) { q.AtEnd, q.Questions = true, q.Questions[:2] })
	s := newStranger(t, cfg)
	s.post(q.Address("fr"), url.Values{})
	attempt := s.at
	for _, question := range q.Questions {
		carried, _ := sealedIn(t, cfg, s.holds())
		s.post(attempt, filled(question, carried.ID, carried.Seed, true, cfg.Members.Secret))
		if strings.Contains(s.page, told(question)) {
			t.Errorf("%s is explained before the end", question.ID)
		}
	}
	if s.post(attempt, url.Values{"finish": {"1"}}); !strings.Contains(s.page, told(q.Questions[0])) {
		t.Error("the result explains nothing")
	}
}

// Where quizzes are for members, strangers see no question, whatever they send.
func TestQuizzesAreForMembersByDefault(t *testing.T) {
	cfg, q := quizSite(t, config.Default(), nil)
	s := newStranger(t, cfg)
	open, _ := quizSite(t, everyone(), nil)
	elsewhere := newStranger(t, open)
	elsewhere.post(q.Address("fr"), url.Values{})
	s.client.Jar.SetCookies(&url.URL{Scheme: "http", Host: s.address}, []*http.Cookie{{Name: quizCookie, Value: elsewhere.holds()}})
	s.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	for _, got := range []*http.Response{s.post(q.Address("fr"), url.Values{}), s.to(elsewhere.at), s.post(elsewhere.at, url.Values{})} {
		if to := got.Header.Get("Location"); got.StatusCode != 303 || !strings.HasPrefix(to, "/fr/sign-in?") {
			t.Errorf("%s to %s", got.Status, to)
		}
	}
	if got := s.to(q.Address("fr")); got.StatusCode != 200 || got.Header.Get("ETag") == "" || strings.Contains(s.page, `action="`+q.Address("fr")) {
		t.Errorf("the page of the quiz: %s", got.Status)
	}
}

// What the browser carries is opened by this site alone, for a while, and says nothing to who reads it.
func TestCarriedAttemptIsSealed(t *testing.T) {
	cfg, q := quizSite(t, everyone(), nil)
	var passed atomic.Int64
	cfg.Now = func() time.Time {
		return time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC).Add(time.Duration(passed.Load()))
	}
	s := newStranger(t, cfg)
	s.post(q.Address("fr"), url.Values{})
	cookie := s.holds()
	if _, found := sealedIn(t, cfg, cookie); !found {
		t.Fatal("it cannot be opened")
	}
	for i := 0; i < len(cookie); i += 7 {
		changed := []byte(cookie)
		changed[i] ^= 1
		if _, found := sealedIn(t, cfg, string(changed)); found {
			t.Errorf("changed at %d, it is opened", i)
		}
	}
	other := cfg
	other.Members = &Members{Secret: []byte("another")}
	for name, test := range map[string]struct {
		cfg    Config
		cookie string
	}{"of another site": {other, cookie}, "empty": {cfg, ""}, "short": {cfg, "AAAA"}, "no base64": {cfg, "é"}} {
		if _, found := sealedIn(t, test.cfg, test.cookie); found {
			t.Errorf("%s: it is opened", name)
		}
	}
	passed.Store(int64(unkeptFor + time.Second))
	if _, found := sealedIn(t, cfg, cookie); found {
		t.Error("it is opened for ever")
	}
	if seen := s.to(s.at); s.at != q.Address("fr") || seen.StatusCode != 200 {
		t.Errorf("an attempt that is over leads to %s", s.at)
	}
}

// Whatever was answered comes back from the cookie as it went in, and a browser takes it; where there is too much, the
// points come back all the same.
func TestCarriedAttemptFits(t *testing.T) {
	cfg, q := quizSite(t, everyone(), nil)
	server, r := New(complete(t, cfg)), rand.New(rand.NewPCG(3, 4))
	for round := range 60 {
		long := round%2 == 1
		attempt := progress.Start(q, progress.Opening{ID: "0190f3a2-7c1e-7a00-8000-000000000001", Revision: "0123456789ab", Lang: "fr",
			Seed: "SEED" + strconv.Itoa(round), At: time.Unix(1_800_000_000, 0)})
		var answers []progress.Answer
		for _, question := range q.Questions {
			given := question.Solution("fr")
			if r.IntN(3) == 0 {
				given.Ranks = []int{r.IntN(3)}
			}
			for i := range given.Texts {
				if long {
					given.Texts[i] = strings.Repeat("“é𝄞", 300)
				}
			}
			if a, full := progress.Grade(question, progress.Reply{Given: given, Lang: []string{"fr", "en"}[r.IntN(2)], Revision: "r"}); full {
				answers = append(answers, a)
			}
		}
		ctx := new(fasthttp.RequestCtx)
		book := unkept{request{Server: server, ctx: ctx, lang: "fr", snapshot: cfg.Snapshot.Load()}}
		if err := book.write(attempt, answers); err != nil {
			t.Fatal(err)
		}
		cookie := ctx.Response.Header.PeekCookie(quizCookie)
		value, _, _ := bytes.Cut(cookie[len(quizCookie)+1:], []byte(";"))
		if len(cookie) > 4096 {
			t.Fatalf("a cookie of %d bytes", len(cookie))
		}
		ctx.Request.Header.SetCookieBytesKV([]byte(quizCookie), value)
		sheet, err := book.find(context.Background(), q, attempt.ID)
		if err != nil {
			t.Fatal(err)
		}
		for i, a := range answersOf(sheet) {
			want := answers[i]
			if a.Question != want.Question || a.Verdict != want.Verdict || a.Points != want.Points || a.Total != want.Total ||
				a.Lang != want.Lang || a.Fingerprint != want.Fingerprint || !long && !reflect.DeepEqual(a.Given, want.Given) {
				t.Fatalf("%+v came back as %+v", want, a)
			}
		}
		if got := len(answersOf(sheet)); got != len(answers) {
			t.Fatalf("%d answers of %d", got, len(answers))
		}
	}
}
