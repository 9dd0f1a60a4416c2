package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sentier/internal/forum"
)

const forumPath = "/fr/apprendre/forum"

// asks begins a topic about the lesson of the course, and gives its address.
func (r *member) asks(title, body string) (topic string, status int, page string) {
	r.t.Helper()
	id, err := newID()
	r.must(err)
	form := url.Values{"id": {id}, "title": {title}, "category": {"question"}, "lesson": {"premiere"}, "body": {body}, "seen": {"on"}, "do": {"publish"}}
	for range 2 { // pressed twice, it is there once
		status, page = r.post(forumPath+"/new", form)
	}
	return forumPath + "/" + id, status, page
}

// What a newcomer writes waits, and stands in the forum once it does not: then the lesson says so to everybody.
func TestTopicsAreWrittenOnce(t *testing.T) {
	r := signedIn(t)
	topic, status, page := r.asks("Pourquoi les câbles ?", "Je **me** le demande. <script>alert(1)</script>")
	if status != http.StatusOK || !strings.Contains(page, "<strong>me</strong>") || strings.Contains(page, "<script>alert") {
		t.Fatalf("%d: %s", status, page)
	}
	if !strings.Contains(page, "attend d’être relu") {
		t.Error("the first topic of a newcomer does not wait")
	}
	stranger := newReader(t, r.club.cfg)
	if answer := stranger.ask(http.MethodGet, topic); answer.StatusCode != http.StatusSeeOther {
		t.Errorf("a stranger reads it: %d", answer.StatusCode)
	}
	found, total, err := r.kept.Topics(t.Context(), forum.Search{Module: "apprendre"}, r.account)
	r.must(err)
	if total != 1 || len(found) != 1 || found[0].State != forum.Held {
		t.Errorf("%d topics: %+v", total, found)
	}
	if status, page := r.post(topic, url.Values{"do": {"reply"}, "id": {"none"}, "body": {"x"}}); status != http.StatusBadRequest {
		t.Errorf("an answer without an id: %d %s", status, page)
	}
}

// What was typed is given back with what is wrong with it.
func TestRefusedTopicsAreKept(t *testing.T) {
	r := signedIn(t)
	id, err := newID()
	r.must(err)
	status, page := r.post(forumPath+"/new", url.Values{"id": {id}, "title": {"Ah"}, "body": {"Un texte & des <mots>"}, "do": {"publish"}})
	if status != http.StatusUnprocessableEntity || !strings.Contains(page, "Un texte &amp; des &lt;mots&gt;") || !strings.Contains(page, id) {
		t.Errorf("%d: %s", status, page)
	}
}
