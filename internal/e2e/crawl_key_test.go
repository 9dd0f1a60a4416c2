package e2e

import (
	"html"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"sentier/internal/quiz"
)

// secret is a text that leaves the server only with the answer that it belongs to.
type secret struct {
	question quiz.QuestionID
	option   int // its rank; -1: the explanation
	lang     string
	text     string
	practice bool // of a checkpoint, whose source is in its lesson
}

// shortest is how long a text must be for its presence to mean anything.
const shortest = 15

var tags = regexp.MustCompile(`<[^>]*>`)

// bare is the text of a piece of HTML, or of JSON that holds some.
func bareText(markup string) string {
	markup = strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&", `\"`, `"`, `\u00a0`, " ", `\u202f`, " ").Replace(markup)
	return plainSpaces(html.UnescapeString(tags.ReplaceAllString(html.UnescapeString(markup), "")))
}

// secrets are the feedback and the explanations of every question, in every language.
func secrets(t *testing.T, s *server) []secret {
	t.Helper()
	var all []secret
	practice := map[*quiz.Question]bool{}
	add := func(q *quiz.Question, lang string, option int, markup string) {
		if text := bareText(markup); len(text) >= shortest {
			all = append(all, secret{q.ID, option, lang, text, practice[q]})
		}
	}
	for _, m := range compiled(t, s).Modules {
		var questions []*quiz.Question
		for _, seq := range m.Sequences {
			for _, l := range seq.Lessons {
				if m.Slug == "guide" && l.Slug == "questions" {
					continue // it shows how its own questions are written
				}
				questions = append(questions, l.Questions...)
				for _, q := range l.Questions {
					practice[q] = true
				}
			}
			if seq.Quiz != nil {
				questions = append(questions, seq.Quiz.Questions...)
			}
		}
		for _, q := range questions {
			for lang, w := range q.Wordings {
				for rank, o := range w.Options {
					add(q, lang, rank, string(o.Feedback))
				}
				add(q, lang, -1, string(w.Explanation))
			}
		}
	}
	if len(all) == 0 {
		t.Fatalf("%s has no question to keep a secret of", s.name)
	}
	return all
}

// Before an answer no byte of the key is served; after it, the feedback of what was chosen and the explanation.
func TestKeysStayHome(t *testing.T) {
	for _, c := range crawls(t) {
		kept, told := secrets(t, c.server), 0
		for _, r := range c.all() {
			text := bareText(string(r.body))
			for _, s := range kept {
				if !strings.Contains(text, s.text) {
					continue
				}
				if c.deserves(t, r, s) {
					told++
					continue
				}
				t.Errorf("%s%s tells of question %s, option %d: %s", c.server.name, r.path, s.question, s.option, short(s.text))
			}
		}
		if told == 0 {
			t.Errorf("%s: nobody is told anything, even after an answer", c.server.name)
		}
	}
}

// deserves tells whether an answer is to a request that gave an answer to the question, and chose that option.
func (c *crawl) deserves(t *testing.T, r *reply, s secret) bool {
	address, err := url.Parse(r.path)
	if err == nil && s.practice && strings.HasSuffix(address.Path, "/suggest") {
		return true // who asks for the source of a lesson asks for its practice, too; quizzes are in no lesson
	}
	if err != nil || address.Query().Get("q") != string(s.question) {
		return false
	}
	chosen := address.Query()["a"]
	if s.option < 0 {
		for name := range address.Query() {
			if strings.HasPrefix(name, "a") {
				return true
			}
		}
		return false
	}
	for _, rank := range chosen {
		if rank == strconv.Itoa(s.option) {
			return true
		}
	}
	return false
}

// What an answer is told is on its page: right or not, the explanation, and a way to try again.
func TestAnswersAreExplained(t *testing.T) {
	for _, c := range crawls(t) {
		for _, r := range c.asked {
			address, err := url.Parse(r.path)
			if err != nil {
				t.Fatal(err)
			}
			id := quiz.QuestionID(address.Query().Get("q"))
			q := c.question(t, id)
			answered := len(address.Query()) > 2
			explanation := bareText(string(q.Wording(r.lang()).Explanation))
			if answered && explanation != "" && !strings.Contains(bareText(string(r.body)), explanation) {
				t.Errorf("%s%s does not explain its answer", c.server.name, r.path)
			}
			verdict := map[string]bool{}
			for _, n := range elements(r.page, "div") {
				for _, word := range []string{"right", "wrong", "partial"} {
					if hasClass(n, "fb") && hasClass(n, word) {
						verdict[word] = true
					}
				}
			}
			if answered == (len(verdict) != 1) {
				t.Errorf("%s%s has verdicts %v", c.server.name, r.path, verdict)
			}
			if want := form(q, r.lang(), right); verdict["right"] != sameAnswer(want, address.Query()) {
				t.Errorf("%s%s is judged %v", c.server.name, r.path, verdict)
			}
		}
	}
}

func (c *crawl) question(t *testing.T, id quiz.QuestionID) *quiz.Question {
	for _, m := range compiled(t, c.server).Modules {
		for _, l := range m.Lessons() {
			if q := l.Question(id); q != nil {
				return q
			}
		}
	}
	t.Fatalf("there is no question %q", id)
	return nil
}

func sameAnswer(a, b url.Values) bool { return a.Encode() == b.Encode() }
