package e2e

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"sentier/internal/course"
	"sentier/internal/quiz"
)

// person is somebody with a browser without scripts, as far as HTTP knows.
type person struct {
	t      *testing.T
	server *server
	client *http.Client
	path   string // where they are
	page   *html.Node
	text   string
	status int
}

func visit(t *testing.T, s *server) *person {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &person{t: t, server: s, client: &http.Client{Timeout: patience, Jar: jar}}
}

// to opens an address.
func (p *person) to(path string) *person {
	p.t.Helper()
	request, err := http.NewRequest(http.MethodGet, p.server.origin+path, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	return p.do(request)
}

// send sends the form of the page whose action ends so, filled in as it is, with fields on top.
func (p *person) send(action string, fields url.Values) *person {
	p.t.Helper()
	for _, form := range elements(p.page, "form") {
		if !strings.HasSuffix(value(form, "action"), action) || value(form, "method") != "post" {
			continue
		}
		filled := values(form)
		if do := fields.Get("do"); do != "" && filled.Get("do") != do {
			continue
		}
		for name, all := range fields {
			filled[name] = all
		}
		return p.post(value(form, "action"), filled)
	}
	p.t.Fatalf("%s has no form to %q", p.path, action)
	return p
}

func (p *person) post(path string, fields url.Values) *person {
	p.t.Helper()
	request, err := http.NewRequest(http.MethodPost, p.server.origin+path, strings.NewReader(fields.Encode()))
	if err != nil {
		p.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Origin", p.server.origin)
	return p.do(request)
}

func (p *person) do(request *http.Request) *person {
	p.t.Helper()
	answer, err := p.client.Do(request)
	if err != nil {
		p.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	p.path, p.status, p.text = answer.Request.URL.Path, answer.StatusCode, string(body)
	if p.page, err = html.Parse(strings.NewReader(p.text)); err != nil {
		p.t.Fatal(err)
	}
	return p
}

// at fails unless this is where the last step led.
func (p *person) at(path string) *person {
	p.t.Helper()
	if p.path != path || p.status != http.StatusOK {
		p.t.Fatalf("at %s with %d, want %s\n%s", p.path, p.status, path, excerpt(p.page))
	}
	return p
}

// refused fails unless the last form was refused with words.
func (p *person) refused(words string) *person {
	p.t.Helper()
	if said := excerpt(p.page); p.status != http.StatusUnprocessableEntity || !strings.Contains(said, plainSpaces(words)) {
		p.t.Fatalf("%d, want a refusal with %q\n%s", p.status, words, said)
	}
	return p
}

// sees fails unless the page holds some words.
func (p *person) sees(words string) *person {
	p.t.Helper()
	if said := excerpt(p.page); !strings.Contains(said, plainSpaces(words)) {
		p.t.Fatalf("%s does not say %q:\n%s", p.path, words, said)
	}
	return p
}

// excerpt is what a page says.
func excerpt(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && d.Parent.Data != "script" && d.Parent.Data != "style" {
			b.WriteString(d.Data + " ")
		}
	}
	return plainSpaces(strings.Join(strings.Fields(b.String()), " "))
}

// values are the fields of a form as it stands.
func values(form *html.Node) url.Values {
	filled := url.Values{}
	for _, input := range elements(form, "input") {
		kind := value(input, "type")
		_, checked := attr(input, "checked")
		if name := value(input, "name"); name != "" && (checked || kind != "checkbox" && kind != "radio") {
			filled.Add(name, value(input, "value"))
		}
	}
	return filled
}

// guess fills in a question: the first option, the order as it stands, the first choice of each row, a 1.
func guess(form *html.Node) url.Values {
	filled := values(form)
	for _, input := range elements(form, "input") {
		switch name, kind := value(input, "name"), value(input, "type"); {
		case kind == "text":
			filled.Set(name, "1")
		case kind != "hidden" && filled.Get(name) == "":
			filled.Set(name, value(input, "value"))
		}
	}
	ordered := 0
	for _, choice := range elements(form, "select") {
		options := elements(choice, "option")
		pick := options[1]
		if value(options[1], "value") == "1" {
			ordered++
			pick = options[ordered]
		}
		filled.Set(value(choice, "name"), value(pick, "value"))
	}
	return filled
}

// signUp makes an account, as somebody who reads the form first, and notes the codes.
func (p *person) signUp(lang, name, password string, fields url.Values) (codes []string) {
	p.t.Helper()
	p.to("/" + lang + "/sign-up").at("/" + lang + "/sign-up")
	time.Sleep(3100 * time.Millisecond) // people take longer
	filled := url.Values{"name": {name}, "password": {password}}
	for field, all := range fields {
		filled[field] = all
	}
	p.send("/sign-up", filled).at("/" + lang + "/me/codes")
	for _, code := range elements(p.page, "code") {
		codes = append(codes, code.FirstChild.Data)
	}
	if len(codes) != 8 {
		p.t.Fatalf("%d codes: %q", len(codes), codes)
	}
	p.send("/me/codes", url.Values{"noted": {"on"}})
	return codes
}

// An account without an e-mail address: made, used, lost and found again, left.
func TestAccount(t *testing.T) {
	t.Parallel()
	const password, other = "quatre mots pris au hasard", "un sentier dans la brume"
	say := interfaceWords(t, "fr")
	m := module(t)
	first, second := m.Lessons()[0], m.Lessons()[1]
	p := visit(t, world.shipped)
	codes := p.signUp("fr", "Randonneuse", password, url.Values{"read": {`["` + string(m.ID) + "/" + string(first.ID) + `"]`}})
	p.at("/fr/me").sees("Randonneuse")
	p.to("/fr/me/codes").at("/fr/me/account") // shown once

	p.to(second.Address("fr")).at(second.Address("fr")).sees("Randonneuse")
	p.send("/read", nil).at(m.Lessons()[2].Address("fr"))
	p.to("/fr/me").sees(m.Lessons()[2].Rendition("fr").Title)

	thief := visit(t, world.shipped)
	thief.to("/fr/me").at("/fr/sign-in")
	thief.send("/sign-in", url.Values{"name": {"Randonneuse"}, "password": {"je ne sais pas du tout"}}).refused(say("account.wrong"))
	thief.send("/sign-in", url.Values{"name": {"Personne de ce nom"}, "password": {"je ne sais pas du tout"}}).refused(say("account.wrong"))

	p.to("/fr/me").send("/sign-out", nil).at("/fr").sees(say("notice.signed_out"))
	p.to("/fr/me").at("/fr/sign-in")
	p.send("/sign-in", url.Values{"name": {" randonneuse "}, "password": {password}}).at("/fr/me")

	lost := visit(t, world.shipped)
	recover := url.Values{"name": {"Randonneuse"}, "code": {strings.ToLower(codes[3])}, "password": {other}}
	lost.to("/fr/recover").send("/recover", recover).at("/fr/me/account")
	visit(t, world.shipped).to("/fr/recover").send("/recover", recover).at("/fr/me/account") // pressed twice
	recover.Set("password", "encore un autre chemin")
	visit(t, world.shipped).to("/fr/recover").send("/recover", recover).refused(say("account.code_wrong"))
	p.to("/fr/me").at("/fr/sign-in") // all other sessions ended with the password

	lost.send("/me/account", url.Values{"do": {"delete"}, "current": {other}}).refused(say("account.sure"))
	lost.send("/me/account", url.Values{"do": {"delete"}, "current": {password}, "sure": {"on"}}).refused(say("account.wrong_current"))
	lost.send("/me/account", url.Values{"do": {"delete"}, "current": {other}, "sure": {"on"}}).at("/fr").sees(say("notice.deleted"))
	lost.to("/fr/sign-in").send("/sign-in", url.Values{"name": {"Randonneuse"}, "password": {other}}).refused(say("account.wrong"))
}

// A quiz is taken question by question; what is explained is what was answered, and no more.
func TestTakeAQuiz(t *testing.T) {
	t.Parallel()
	m := module(t)
	q := m.Sequences[0].Quiz
	p := visit(t, world.shipped)
	p.to(q.Address("fr")).at(q.Address("fr"))
	if strings.Contains(p.text, `name="attempt"`) {
		t.Fatal("a stranger can begin the quiz")
	}
	p.signUp("fr", "Curieux", "un mot de passe bien long", nil)
	p.to(q.Address("fr")).send("/quiz", nil)
	attempt := p.path
	for n := range q.Questions {
		form := graded(p)
		question := questionOf(t, q, value(hidden(form, "q"), "value"))
		silent(t, p, question)
		if n == 0 { // nothing is an answer to nothing
			empty := url.Values{"q": {string(question.ID)}, "f": {value(hidden(form, "f"), "value")}}
			if p.post(attempt, empty); p.status != http.StatusUnprocessableEntity {
				t.Fatalf("an empty answer gives %d", p.status)
			}
			silent(t, p, question)
			form = graded(p)
		}
		filled := guess(form)
		p.post(attempt, filled)
		if p.status != http.StatusOK || p.path != attempt {
			t.Fatalf("an answer to %s leads to %s with %d", question.ID, p.path, p.status)
		}
		// Up to the first link, whose address hangs on the page's language.
		if told, _, _ := strings.Cut(string(question.Wording("fr").Explanation), "<a "); !strings.Contains(p.text, told) {
			t.Errorf("the explanation of %s is not shown", question.ID)
		}
		p.post(attempt, filled) // pressed twice
		p.to(attempt)
	}
	if p.to("/fr/me/data.json"); strings.Contains(p.text, `"verdict": "right"`) || strings.Contains(p.text, q.Questions[0].Fingerprint) {
		t.Error("the export tells what is right before the quiz is handed in")
	}
	p.to(attempt).send(attempt, url.Values{"finish": {"1"}}).at(attempt)
	p.sees(interfaceWords(t, "fr")("result.earned", "count", m.XP.Quiz))
	other := visit(t, world.shipped)
	other.signUp("fr", "Voisine", "un autre mot de passe long", nil)
	if other.to(attempt); other.status != http.StatusNotFound {
		t.Errorf("another person's attempt gives %d", other.status)
	}
	p.to("/fr/me").sees(q.Text("fr").Title)
	p.to("/fr/me/data").at("/fr/me/data").sees("Curieux")
	var all struct {
		Name     string
		Attempts []struct {
			Answers []struct{ Question, Shown string }
		}
		Points []struct{ Points int }
	}
	if err := json.Unmarshal([]byte(p.to("/fr/me/data.json").text), &all); err != nil {
		t.Fatal(err)
	}
	if all.Name != "Curieux" || len(all.Attempts) != 1 || len(all.Attempts[0].Answers) != len(q.Questions) || len(all.Points) != 1 {
		t.Errorf("the export is %+v", all)
	}
}

// graded is the form of the question that is asked.
func graded(p *person) *html.Node {
	p.t.Helper()
	for _, form := range elements(p.page, "form") {
		if hidden(form, "q") != nil && value(form, "method") == "post" {
			return form
		}
	}
	p.t.Fatalf("%s asks no question:\n%s", p.path, excerpt(p.page))
	return nil
}

// hidden is the first field of a name.
func hidden(form *html.Node, name string) *html.Node {
	for _, input := range elements(form, "input") {
		if value(input, "name") == name {
			return input
		}
	}
	return nil
}

func questionOf(t *testing.T, q *course.Quiz, id string) *quiz.Question {
	t.Helper()
	for _, question := range q.Questions {
		if string(question.ID) == id {
			return question
		}
	}
	t.Fatalf("the quiz has no question %q", id)
	return nil
}

// silent fails when a page tells what is right before the answer.
func silent(t *testing.T, p *person, question *quiz.Question) {
	t.Helper()
	w := question.Wording("fr")
	for _, option := range w.Options {
		if option.Feedback != "" && strings.Contains(p.text, string(option.Feedback)) {
			t.Errorf("%s: feedback is shown before the answer", question.ID)
		}
	}
	if told, _, _ := strings.Cut(string(w.Explanation), "<a "); told != "" && strings.Contains(p.text, told) {
		t.Errorf("%s: the explanation is shown before the answer", question.ID)
	}
	if strings.Contains(p.text, question.Fingerprint) {
		t.Errorf("%s: the fingerprint leaves the server", question.ID)
	}
}
