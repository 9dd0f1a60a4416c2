package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/course"
	"sentier/internal/progress"
	"sentier/internal/quiz"
)

// walkCourse is the small course with a second lesson, a quiz of two questions, points and a badge.
func walkCourse() *course.Course {
	c := taughtCourse()
	m := c.Modules[0]
	s := m.Sequences[0]
	m.XP = course.XP{Lesson: 10, Quiz: 40, Module: 100}
	m.Badge = &course.Badge{}
	m.Texts["fr"].BadgeTitle, m.Texts["fr"].BadgeCriteria = "Le chemin", "Tout faire."
	second := *s.Lessons[0]
	second.ID, second.Slug, second.Number, second.Aliases, second.Questions = "seconde", "seconde", 2, nil, nil
	second.Renditions = map[string]*course.Rendition{"fr": {Lang: "fr", Title: "La seconde", Path: "apprendre/1-debut/2-seconde.fr.md", Hash: "01",
		Blocks: []course.Block{{HTML: "<p>Encore.</p>"}}}}
	s.Lessons = append(s.Lessons, &second)
	word := &quiz.Question{ID: "mot", Kind: quiz.Text, Points: 2, Source: "fr", Wordings: map[string]*quiz.Wording{"fr": {
		Lang: "fr", Title: "Quel mot ?", Answers: [][]string{{"sentier"}}}}}
	word.Fingerprint = quiz.Fingerprint(word)
	s.Quiz.Questions = append(s.Quiz.Questions, word)
	return c
}

// pilgrim is somebody who walks at random, with everything of theirs that nobody else may see.
type pilgrim struct {
	id       account.ID
	cookie   string
	canary   string
	secrets  []string // ids of theirs
	attempts []string
	file     string          // their last export
	said     map[string]bool // ids that they have sent themselves: what is answered under these is their own
}

// TestNoWayToOtherPointsOrPeople walks two learners at random over the addresses of members, with their own ids and with
// each other's, forwards, twice and out of turn. After each step the ledger of both is what the rules make of what they
// did, no line twice, and nothing that was answered to one holds anything of the other.
func TestNoWayToOtherPointsOrPeople(t *testing.T) {
	for seed := range uint64(3) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			w := &wanderer{t: t, club: newClub(t, "https://club.example", walkCourse()), r: rand.New(rand.NewPCG(seed, 41))}
			for i, name := range []string{"Ana", "Eva"} {
				p := &pilgrim{canary: fmt.Sprintf("canari%d%s", i, strings.Repeat(name, 3)), said: map[string]bool{}}
				p.id, p.cookie = w.club.join(t, p.canary)
				sessions, err := w.club.kept.Sessions(t.Context(), p.id)
				if err != nil {
					t.Fatal(err)
				}
				p.secrets = []string{p.canary, string(p.id), string(sessions[0].ID)}
				w.people = append(w.people, p)
			}
			for range 70 {
				w.step()
				if t.Failed() {
					t.Fatalf("the last of these steps was wrong:\n%s", strings.Join(w.log, "\n"))
				}
			}
			if w.earned == 0 || w.brought == 0 {
				t.Errorf("the walk earned %d points and brought %d attempts: it proves nothing", w.earned, w.brought)
			}
		})
	}
}

type wanderer struct {
	t               *testing.T
	club            *club
	r               *rand.Rand
	people          []*pilgrim
	log             []string
	earned, brought int
}

const walkedQuiz = "/fr/apprendre/debut/quiz"

func (w *wanderer) step() {
	i := w.r.IntN(2)
	p, other := w.people[i], w.people[1-i]
	action := []func(p, other *pilgrim){w.read, w.begin, w.answer, w.whole, w.whole, w.handIn, w.retry, w.look, w.settings,
		w.export, w.bring, w.bring, w.remove}[w.r.IntN(13)]
	action(p, other)
	w.check()
}

// send asks something as somebody, once or twice, and looks through the answers for what is another's.
func (w *wanderer) send(p, other *pilgrim, method, path string, form url.Values) (status int, text string) {
	w.t.Helper()
	for range 1 + w.r.IntN(4)/3 {
		answer := w.club.as(p.cookie, method, path, form)
		status, text = answer.StatusCode, w.heard(p, other, method, path, form.Encode(), answer)
	}
	return status, text
}

func (w *wanderer) heard(p, other *pilgrim, method, path, sent string, answer *http.Response) string {
	w.t.Helper()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	w.log = append(w.log, fmt.Sprintf("%s: %s %s %.200s → %s", p.canary, method, path, sent, answer.Status))
	if answer.StatusCode >= 500 {
		w.t.Errorf("%s %s: %s", method, path, answer.Status)
	}
	whole := string(body) + fmt.Sprint(answer.Header)
	for _, secret := range other.secrets {
		if strings.Contains(whole, secret) && !p.said[secret] {
			w.t.Errorf("%s %s shows %q of another", method, path, secret)
		}
	}
	return string(body)
}

func (w *wanderer) read(p, other *pilgrim) {
	w.send(p, other, "POST", []string{lessonPath, "/fr/apprendre/debut/seconde"}[w.r.IntN(2)]+"/read", url.Values{})
}

// begin starts an attempt under an id that is new, used, another's or none.
func (w *wanderer) begin(p, other *pilgrim) {
	id := w.anID(p, other)
	if id == "" {
		var err error
		if id, err = newID(); err != nil {
			w.t.Fatal(err)
		}
		p.secrets = append(p.secrets, id)
	}
	p.said[id] = true
	w.send(p, other, "POST", walkedQuiz, url.Values{"attempt": {id}})
}

// whole takes the quiz from its beginning to its end.
func (w *wanderer) whole(p, other *pilgrim) {
	w.begin(p, other)
	w.check()
	for range 2 {
		w.answer(p, other)
	}
	w.handIn(p, other)
}

// anID is one of an attempt that is theirs, or another's, or "".
func (w *wanderer) anID(p, other *pilgrim) string {
	switch n := w.r.IntN(8); {
	case n == 0 && len(other.attempts) > 0:
		return other.attempts[w.r.IntN(len(other.attempts))]
	case n < 6 && len(p.attempts) > 0:
		return p.attempts[len(p.attempts)-1-w.r.IntN(min(3, len(p.attempts)))]
	}
	return ""
}

// mine tells whether the store has such an attempt of somebody.
func (w *wanderer) mine(p *pilgrim, id string) bool {
	_, _, err := w.club.kept.Attempt(w.t.Context(), p.id, progress.AttemptID(id))
	return err == nil
}

var formField = regexp.MustCompile(`<input[^>]* name="(q|f|a)"[^>]* value="([^"]*)"`)

// answer fills in the question that an attempt shows, right or wrong.
func (w *wanderer) answer(p, other *pilgrim) {
	id := w.anID(p, other)
	mine := w.mine(p, id)
	status, page := w.send(p, other, "GET", walkedQuiz+"/"+id, nil)
	if id != "" && !mine && status != http.StatusNotFound {
		w.t.Errorf("the attempt %s of another, or of nobody, gives %d", id, status)
	}
	fields := url.Values{}
	for _, m := range formField.FindAllStringSubmatch(page, -1) {
		fields[m[1]] = append(fields[m[1]], m[2])
	}
	if options := fields["a"]; len(options) > 0 && fields.Get("q") != "mot" {
		fields["a"] = options[w.r.IntN(len(options)):][:1]
	} else {
		fields["a"] = []string{[]string{"sentier", p.canary + " typed"}[w.r.IntN(2)]}
	}
	if fields.Get("q") == "" {
		fields.Set("q", "mot")
	}
	w.send(p, other, "POST", walkedQuiz+"/"+id, fields)
}

func (w *wanderer) handIn(p, other *pilgrim) {
	w.send(p, other, "POST", walkedQuiz+"/"+w.anID(p, other), url.Values{"finish": {"1"}})
}

func (w *wanderer) retry(p, other *pilgrim) {
	id, err := newID()
	if err != nil {
		w.t.Fatal(err)
	}
	p.secrets, p.said[id] = append(p.secrets, id), true
	w.send(p, other, "POST", walkedQuiz, url.Values{"attempt": {id}, "retry": {w.anID(p, other)}})
}

func (w *wanderer) look(p, other *pilgrim) {
	paths := []string{"/fr/me", "/fr/me/data", "/fr/me/account", "/fr/me/import", "/fr/me/review", walkedQuiz, lessonPath, "/fr/apprendre", "/fr",
		walkedQuiz + "/" + w.anID(p, other)}
	badges, err := w.club.kept.Badges(w.t.Context(), other.id)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, b := range badges {
		paths = append(paths, "/badges/"+string(b.ID), "/badges/"+string(b.ID)+".jwt")
	}
	w.send(p, other, "GET", paths[w.r.IntN(len(paths))], nil)
}

// settings changes one's own account, and tries what is another's.
func (w *wanderer) settings(p, other *pilgrim) {
	form := []url.Values{
		{"do": {"rename"}, "display": {p.canary + strconv.Itoa(w.r.IntN(9))}, "lang": {"fr"}},
		{"do": {"points"}, "hide": {[]string{"on", ""}[w.r.IntN(2)]}},
		{"do": {"revoke"}, "session": {other.secrets[2]}},
	}[w.r.IntN(3)]
	w.send(p, other, "POST", "/fr/me/account", form)
	if status, _ := w.send(other, p, "GET", "/fr/me", nil); status != http.StatusOK {
		w.t.Errorf("another is signed out, with %d", status)
	}
}

func (w *wanderer) export(p, other *pilgrim) {
	_, p.file = w.send(p, other, "GET", "/fr/me/data.json", nil)
}

// bring sends one's last export back, as it is or forged: attempts at other times and under another's ids, more points.
func (w *wanderer) bring(p, other *pilgrim) {
	if p.file == "" || w.r.IntN(2) == 0 {
		w.export(p, other)
	}
	var all exported
	if err := json.Unmarshal([]byte(p.file), &all); err != nil {
		w.t.Fatal(err)
	}
	for i := range all.Attempts {
		a := &all.Attempts[i]
		a.Started = a.Started.Add(-time.Duration(w.r.IntN(3)) * time.Hour)
		a.Points, a.Total, a.Passed = 1_000_000, 1_000_000, true
		if len(other.attempts) > 0 && w.r.IntN(2) == 0 {
			a.ID = progress.AttemptID(other.attempts[0])
		}
	}
	all.Read = append(all.Read, progress.Read{Module: "apprendre", Lesson: "seconde", At: time.Now().Add(-time.Hour)})
	all.Points = append(all.Points, progress.Entry{Reason: progress.ForModule, Subject: "apprendre", Module: "apprendre", Points: 1_000_000})
	data, err := json.Marshal(all)
	if err != nil {
		w.t.Fatal(err)
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "sentier.json")
	if err != nil {
		w.t.Fatal(err)
	}
	part.Write(data)
	form.Close()
	request, err := http.NewRequest("POST", "http://"+w.club.address+"/fr/me/import", &body)
	if err != nil {
		w.t.Fatal(err)
	}
	request.Header.Set("Cookie", p.cookie)
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	request.Header.Set("Content-Type", form.FormDataContentType())
	answer, err := w.club.client.Do(request)
	if err != nil {
		w.t.Fatal(err)
	}
	defer answer.Body.Close()
	w.heard(p, other, "POST", "/fr/me/import", "…", answer)
	if answer.StatusCode != http.StatusSeeOther {
		w.t.Errorf("the import gives %s", answer.Status)
	}
}

func (w *wanderer) remove(p, other *pilgrim) {
	w.send(p, other, "POST", "/fr/me/import", url.Values{"do": {"remove"}})
}

// check holds the ledgers to the rules.
func (w *wanderer) check() {
	w.t.Helper()
	for _, p := range w.people {
		facts, err := w.club.kept.Facts(w.t.Context(), p.id)
		if err != nil {
			w.t.Fatal(err)
		}
		type line struct {
			reason  progress.Reason
			subject string
			points  int
		}
		lines := map[line]int{}
		for _, e := range facts.Entries {
			lines[line{e.Reason, e.Subject, e.Points}]++
		}
		for _, e := range progress.Earned(progress.Facts{Reads: facts.Reads, Attempts: facts.Attempts}, allCourses(w.club.cfg.Snapshot.Load()), time.Now()) {
			lines[line{e.Reason, e.Subject, e.Points}]--
		}
		for l, n := range lines {
			if n != 0 {
				w.t.Errorf("the ledger of %s has %+d of %v", p.canary, n, l)
			}
		}
		w.earned = max(w.earned, progress.Points(facts.Entries))
		p.attempts = nil
		for _, a := range facts.Attempts {
			if a.Imported {
				w.brought++
			}
			p.attempts = append(p.attempts, string(a.ID))
			if !slices.Contains(p.secrets, string(a.ID)) {
				p.secrets = append(p.secrets, string(a.ID))
			}
		}
	}
}
