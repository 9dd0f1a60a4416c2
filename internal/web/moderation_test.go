package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/forum"
)

var (
	reportIDOf = regexp.MustCompile(`name="id" value="([^"]+)"`)
	appealOf   = regexp.MustCompile(`href="(/fr/admin/moderation/answer/[^"]+)"`)
	decisionOf = regexp.MustCompile(`name="decision" value="([^"]+)"`)
)

// posted is a topic of somebody that others read.
func (k *keyed) posted(t *testing.T, by account.ID) forum.Post {
	t.Helper()
	id, err := newID()
	if err != nil {
		t.Fatal(err)
	}
	module := "apprendre"
	topic := forum.Topic{Module: module, ID: forum.TopicID(id), Category: forum.Question, Title: "Une question", Lang: "fr", Author: by,
		State: forum.Shown, Created: time.Now().Truncate(time.Millisecond)}
	p := forum.Post{Module: module, Topic: topic.ID, ID: forum.PostID(id), Author: by, Source: "Que des nuls ici.", HTML: "<p>Que des nuls ici.</p>",
		State: forum.Shown, Created: topic.Created}
	if err := k.kept.StartTopic(t.Context(), topic, p); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestModeration(t *testing.T) {
	k := newKeyed(t, "")
	author, writer := k.arrive(t, "Grognon")
	_, witness := k.arrive(t, "Témoin")
	_, first := k.teammate(t, "Modératrice", account.Moderator)
	_, second := k.teammate(t, "Modérateur", account.Moderator)
	p := k.posted(t, author)
	address := "/fr/report/" + string(p.ID)
	desk := "/fr/admin/moderation/" + string(p.ID)

	_, page := witness.do("GET", address, nil)
	form := url.Values{"id": {reportIDOf.FindStringSubmatch(page)[1]}, "text": {"Il insulte tout le monde."}}
	answer, page := witness.do("POST", address, form)
	refusedFor(t, answer, page, "Choisissez un motif")
	if !strings.Contains(page, "Il insulte tout le monde.") {
		t.Error("what was typed is lost")
	}
	form.Set("ground", "unkind")
	answer, _ = witness.do("POST", address, form)
	sent := answer.Header.Get("Location")
	if answer.StatusCode != http.StatusSeeOther || !strings.HasPrefix(sent, address+"?") {
		t.Fatalf("%s to %s", answer.Status, sent)
	}
	stranger := &guest{k, map[string]string{}}
	if _, page = stranger.do("GET", sent, nil); !strings.Contains(page, "va le lire") {
		t.Errorf("%.1500s", page)
	}
	if answer, _ = stranger.do("GET", sent+"0", nil); answer.StatusCode != http.StatusNotFound {
		t.Errorf("with another key: %s", answer.Status)
	}
	if _, page = stranger.do("GET", address, nil); strings.Contains(page, "Que des nuls") {
		t.Error("a stranger reads what is for members")
	}

	if _, page = first.do("GET", "/fr/admin/moderation", nil); !strings.Contains(page, desk) {
		t.Fatalf("it is not in the queue: %.1500s", page)
	}
	_, page = first.do("GET", desk, nil)
	decide := url.Values{"action": {deedOf.FindStringSubmatch(page)[1]}, "act": {"hide"}, "sanction": {"suspend"}, "days": {"7"}, "ground": {"unkind"}}
	answer, page = first.do("POST", desk, decide)
	refusedFor(t, answer, page, "au moins 10")
	decide.Set("reason", "Ces mots blessent les autres.")
	for range 2 {
		answer, _ = first.do("POST", desk, decide)
		if answer.StatusCode != http.StatusSeeOther && answer.StatusCode != http.StatusUnprocessableEntity && answer.StatusCode != http.StatusBadRequest {
			t.Fatalf("decide: %s", answer.Status)
		}
	}
	if _, page = stranger.do("GET", sent, nil); !strings.Contains(page, "a caché le message") {
		t.Errorf("the witness is not told: %.1500s", page)
	}
	if _, page = writer.do("GET", "/fr/me", nil); !strings.Contains(page, "/fr/me/decisions") {
		t.Error("my path says nothing")
	}
	_, page = writer.do("GET", "/fr/me/decisions", nil)
	if !strings.Contains(page, "Ces mots blessent les autres.") || strings.Contains(page, "Modératrice") || strings.Contains(page, "Témoin") {
		t.Errorf("the statement is not what it should be: %.2500s", page)
	}
	own := url.Values{"decision": {decisionOf.FindStringSubmatch(page)[1]}, "answer": {"court"}}
	answer, page = writer.do("POST", "/fr/me/decisions", own)
	refusedFor(t, answer, page, "au moins 10")
	own.Set("answer", "C’était une blague entre nous.")
	answer, _ = writer.do("POST", "/fr/me/decisions", own)
	leads(t, answer, "/fr/me/decisions")
	own.Set("answer", "Et une deuxième réponse.")
	if answer, _ = writer.do("POST", "/fr/me/decisions", own); answer.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("a second answer: %s", answer.Status)
	}

	_, page = second.do("GET", "/fr/admin/moderation", nil)
	appeal := appealOf.FindStringSubmatch(page)[1]
	reply := url.Values{"verdict": {"lift"}, "reply": {"Vous avez raison, pardon."}}
	if answer, _ = first.do("POST", appeal, reply); answer.StatusCode != http.StatusForbidden {
		t.Errorf("who decided looks first: %s", answer.Status)
	}
	if answer, _ = witness.do("GET", appeal, nil); answer.StatusCode != http.StatusForbidden {
		t.Errorf("a learner looks: %s", answer.Status)
	}
	answer, _ = second.do("POST", appeal, reply)
	leads(t, answer, "/fr/admin/moderation")
	one, err := k.kept.Message(t.Context(), p.ID, "")
	if err != nil || one.Post.State != forum.Shown {
		t.Errorf("the post is %s: %v", one.Post.State, err)
	}
	if quiet, err := k.kept.Silenced(t.Context(), author, time.Now()); err != nil || quiet {
		t.Errorf("silenced: %t, %v", quiet, err)
	}
	log, err := k.kept.Actions(t.Context(), "", author, "")
	if err != nil || len(log) != 3 {
		t.Errorf("the log has %d lines: %+v %v", len(log), log, err)
	}
}
