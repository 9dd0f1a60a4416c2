package web

import (
	"net/http"
	"strings"
	"testing"

	"sentier/internal/config"
	"sentier/internal/course"
)

// A question is shown to a group without its key; the answer comes when it is asked for, with the hands, and no cache
// keeps either. Nothing asks the store: there is none.
func TestGroupSeesAQuestionThenItsAnswer(t *testing.T) {
	cfg, q := quizSite(t, config.Default(), nil)
	s, address := newStranger(t, cfg), q.Address("fr")+"/group"
	if s.to(q.Address("fr")); !strings.Contains(s.page, `href="`+address+`"`) {
		t.Error("the page of the quiz does not lead there")
	}
	for i, question := range q.Questions {
		n := "?n=" + string(rune('0'+(i+1)/10)) + string(rune('0'+(i+1)%10))
		secrets := []string{told(question), question.Fingerprint, "Réponse attendue"}
		for _, o := range question.Wording("fr").Options {
			secrets = append(secrets, string(o.Feedback))
		}
		var typed []string
		for _, variants := range question.Wording("fr").Answers {
			typed = append(typed, variants[0])
		}
		if len(typed) > 0 {
			secrets = append(secrets, strings.Join(typed, ", ")+"</b>")
		}
		got := s.to(address + n + "&h1=7&h2=14")
		if got.StatusCode != 200 || got.Header.Get("Cache-Control") != "no-store" || got.Header.Get("X-Robots-Tag") != "noindex" ||
			got.Header.Get("ETag") != "" || len(got.Cookies()) > 0 {
			t.Errorf("%s: %s, %v", question.ID, got.Status, got.Header)
		}
		for _, secret := range secrets {
			if secret != "" && strings.Contains(s.page, secret) {
				t.Errorf("%s: before the answer the page holds %q", question.ID, secret)
			}
		}
		if got := s.to(address + n + "&h1=7&h2=14&h3=-1&h4=x&show=1"); got.StatusCode != 200 || got.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s, shown: %s, %v", question.ID, got.Status, got.Header)
		}
		for _, secret := range append(secrets[:1:1], secrets[2:]...) {
			if secret != "" && !strings.Contains(s.page, secret) {
				t.Errorf("%s: the answer lacks %q", question.ID, secret)
			}
		}
		if counted := strings.Contains(s.page, "14 mains") && strings.Contains(s.page, `<rect width="33"`); counted != question.Kind.Choice() {
			t.Errorf("%s: hands are counted: %t", question.ID, counted)
		}
		if strings.Contains(s.page, question.Fingerprint) {
			t.Errorf("%s: the fingerprint leaves the server", question.ID)
		}
	}
	for _, n := range []string{"0", "11", "-1", "x", "99999999999999999999"} {
		if got := s.to(address + "?n=" + n); got.StatusCode != 404 {
			t.Errorf("question %s: %s", n, got.Status)
		}
	}
}

// Whose group mode is for members, or for nobody, says so to strangers.
func TestGroupIsForWhomTheHostSays(t *testing.T) {
	for who, test := range map[string]struct {
		status int
		to     string
	}{"everyone": {200, ""}, "members": {303, "/fr/sign-in?"}, "nobody": {404, ""}} {
		settings := config.Default()
		settings.Group = who
		cfg, q := quizSite(t, settings, func(q *course.Quiz) { q.Questions = q.Questions[:1] })
		s := newStranger(t, cfg)
		s.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		got := s.to(q.Address("fr") + "/group?show=1")
		if got.StatusCode != test.status || !strings.HasPrefix(got.Header.Get("Location"), test.to) {
			t.Errorf("group = %q: %s to %q", who, got.Status, got.Header.Get("Location"))
		}
		if told := strings.Contains(s.page, told(q.Questions[0])); told != (who == "everyone") {
			t.Errorf("group = %q: the answer is shown: %t", who, told)
		}
		if s.to(q.Address("fr")); strings.Contains(s.page, "/quiz/group") != (who == "everyone") {
			t.Errorf("group = %q: the page of the quiz does not say so", who)
		}
	}
}
