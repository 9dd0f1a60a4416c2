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

// What is done to a topic says why, in the log.
func TestTopicDeeds(t *testing.T) {
	k := newKeyed(t, "")
	author, asker := k.arrive(t, "Curieuse")
	_, chief := k.teammate(t, "Modératrice", account.Moderator)
	p := k.posted(t, author)
	desk, topic := "/fr/admin/moderation/"+string(p.ID), forumPath+"/"+string(p.ID)
	for do, reason := range map[string]string{"lock": "", "move": ""} {
		answer, page := chief.do("POST", desk, url.Values{"do": {do}, "place": {"apprendre/premiere"}, "category": {"idea"}, "reason": {reason}})
		refusedFor(t, answer, page, "Écrivez la raison")
	}
	answer, page := chief.do("POST", desk, url.Values{"do": {"move"}, "place": {"apprendre/"}, "category": {"question"}, "reason": {"Elle parle d’une leçon."}})
	refusedFor(t, answer, page, "s’y trouve déjà")
	for _, bad := range []url.Values{
		{"do": {"move"}, "place": {"ailleurs/"}, "category": {"question"}, "reason": {"x"}},
		{"do": {"move"}, "place": {"apprendre/"}, "category": {"other"}, "reason": {"x"}},
	} {
		if answer, _ = chief.do("POST", desk, bad); answer.StatusCode != http.StatusBadRequest {
			t.Errorf("%v: %s", bad, answer.Status)
		}
	}
	if answer, _ = chief.do("POST", desk, url.Values{"do": {"solve"}, "reason": {"x"}}); answer.StatusCode != http.StatusForbidden {
		t.Errorf("a question is its own answer: %s", answer.Status)
	}
	if answer, _ = asker.do("POST", desk, url.Values{"do": {"lock"}, "reason": {"x"}}); answer.StatusCode != http.StatusForbidden {
		t.Errorf("a learner locks: %s", answer.Status)
	}
	id, err := newID()
	if err != nil {
		t.Fatal(err)
	}
	reply := forum.Post{Module: p.Module, Topic: p.Topic, ID: forum.PostID(id), Author: author, Source: "Voilà.", HTML: "<p>Voilà.</p>", State: forum.Shown, Created: p.Created}
	if err := k.kept.Reply(t.Context(), reply); err != nil {
		t.Fatal(err)
	}
	if _, page = chief.do("GET", topic, nil); strings.Contains(page, `value="solve"`) {
		t.Error("a moderator marks an answer without saying why")
	}
	if answer, _ = chief.do("POST", topic, url.Values{"do": {"solve"}, "post": {id}}); answer.StatusCode != http.StatusForbidden {
		t.Errorf("a moderator marks an answer without saying why: %s", answer.Status)
	}
	for _, one := range []struct {
		address string
		form    url.Values
	}{
		{"/fr/admin/moderation/" + id, url.Values{"do": {"solve"}, "reason": {"Elle le dit elle-même."}}},
		{desk, url.Values{"do": {"move"}, "place": {"apprendre/premiere"}, "category": {"idea"}, "reason": {"Elle parle d’une leçon."}}},
	} {
		answer, _ = chief.do("POST", one.address, one.form)
		leads(t, answer, one.address)
	}
	answer, _ = chief.do("POST", desk, url.Values{"do": {"lock"}, "reason": {"Tout est dit."}})
	leads(t, answer, desk)
	got, err := k.kept.Topic(t.Context(), "apprendre", p.Topic, "")
	if err != nil || !got.Locked || got.Passage.Lesson != "premiere" || got.Category != forum.Idea {
		t.Errorf("the topic is %+v, %v", got, err)
	}
	log, err := k.kept.Actions(t.Context(), "", "", string(p.Topic))
	if err != nil || len(log) != 3 {
		t.Fatalf("the log is %+v, %v", log, err)
	}
	for _, line := range log {
		if line.Reason == "" || line.Person != author {
			t.Errorf("%+v", line)
		}
	}
}

// Somebody is warned, suspended or banned without a post, by who may, and told why; what keeps them from writing can be
// lifted early, with a reason.
func TestSanctionsWithoutPost(t *testing.T) {
	k := newKeyed(t, "")
	person, member := k.arrive(t, "Grognon")
	chief, host := k.teammate(t, "Modératrice", account.Moderator)
	other, _ := k.teammate(t, "Rédactrice", account.Editor)
	page := "/fr/admin/people/" + string(person)
	form := url.Values{"do": {"person.decide"}, "sanction": {"suspend"}, "days": {"7"}, "ground": {"unkind"}, "reason": {"court"}}
	answer, body := host.do("POST", page, form)
	refusedFor(t, answer, body, "au moins 10")
	if !strings.Contains(body, `value="suspend" checked`) {
		t.Error("what was chosen is lost")
	}
	form.Set("reason", "Elle écrit à tout le monde en privé.")
	for id, want := range map[account.ID]int{chief: http.StatusForbidden, other: http.StatusForbidden} {
		if answer, _ = host.do("POST", "/fr/admin/people/"+string(id), form); answer.StatusCode != want {
			t.Errorf("of the team: %s", answer.Status)
		}
	}
	if answer, _ = member.do("POST", page, form); answer.StatusCode != http.StatusForbidden {
		t.Errorf("a learner decides: %s", answer.Status)
	}
	answer, _ = host.do("POST", page, form)
	leads(t, answer, page)
	if quiet, err := k.kept.Silenced(t.Context(), person, time.Now()); err != nil || !quiet {
		t.Fatalf("silenced: %t, %v", quiet, err)
	}
	if _, body = member.do("GET", "/fr/me/decisions", nil); !strings.Contains(body, "Elle écrit à tout le monde en privé.") {
		t.Error("they are not told why")
	}
	_, body = host.do("GET", page, nil)
	lift := url.Values{"do": {"person.lift"}, "decision": {decisionOf.FindStringSubmatch(body)[1]}, "reason": {""}}
	answer, body = host.do("POST", page, lift)
	refusedFor(t, answer, body, "Écrivez la raison")
	lift.Set("reason", "On s’est expliqués.")
	for range 2 {
		answer, _ = host.do("POST", page, lift)
		leads(t, answer, page)
	}
	if quiet, err := k.kept.Silenced(t.Context(), person, time.Now()); err != nil || quiet {
		t.Errorf("silenced: %t, %v", quiet, err)
	}
	log, err := k.kept.Actions(t.Context(), "", person, "")
	if err != nil || len(log) != 2 || log[0].Verb != "decision.lift" || log[0].Reason == "" || log[1].Verb != "person.suspend" {
		t.Errorf("the log is %+v, %v", log, err)
	}
}

// Who may not write sees no form, but until when, why, and where to answer.
func TestSilence(t *testing.T) {
	k := newKeyed(t, "")
	person, member := k.arrive(t, "Grognon")
	_, host := k.teammate(t, "Modératrice", account.Moderator)
	p := k.posted(t, person)
	answer, _ := host.do("POST", "/fr/admin/people/"+string(person), url.Values{"do": {"person.decide"}, "sanction": {"suspend"}, "days": {"7"},
		"ground": {"unkind"}, "reason": {"Elle blesse les autres."}})
	leads(t, answer, "/fr/admin/people/"+string(person))
	topic := forumPath + "/" + string(p.ID)
	for _, path := range []string{topic, forumPath + "/new", topic + "/" + string(p.ID) + "/edit"} {
		answer, page := member.do("GET", path, nil)
		if answer.StatusCode != http.StatusOK || strings.Contains(page, "<textarea") || !strings.Contains(page, "Elle blesse les autres.") ||
			!strings.Contains(page, "Vous n’écrivez pas dans le forum jusqu’au") || !strings.Contains(page, `href="/fr/me/decisions"`) {
			t.Errorf("%s: %s\n%.3000s", path, answer.Status, page)
		}
	}
	// What was sent before the page changed is refused where it can be read again.
	answer, page := member.do("POST", topic+"/"+string(p.ID)+"/edit", url.Values{"do": {"save"}, "title": {"Une question"}, "body": {"Autrement dit."}})
	refusedFor(t, answer, page, "Vous ne pouvez pas écrire dans le forum en ce moment")
	refusedFor(t, answer, page, "readonly>\nAutrement dit.</textarea>")
}

// A topic that is moved to another module is found at its old address, with the post that was meant.
func TestMovedTopic(t *testing.T) {
	both := smallCourse()
	other := smallCourse().Modules[0]
	other.ID, other.Slug = "comprendre", "comprendre"
	both.Modules = append(both.Modules, other)
	k := keyedOn(t, "", both)
	author, asker := k.arrive(t, "Curieuse")
	_, chief := k.teammate(t, "Modératrice", account.Moderator)
	p := k.posted(t, author)
	desk := "/fr/admin/moderation/" + string(p.ID)
	answer, _ := chief.do("POST", desk, url.Values{"do": {"move"}, "place": {"comprendre/"}, "category": {"question"}, "reason": {"C’est l’autre module."}})
	leads(t, answer, desk)
	answer, _ = asker.do("GET", forumPath+"/"+string(p.ID)+"?post="+string(p.ID), nil)
	leads(t, answer, "/fr/comprendre/forum/"+string(p.ID)+"?post="+string(p.ID))
	if _, page := asker.do("GET", "/fr/comprendre/forum/"+string(p.ID), nil); !strings.Contains(page, "Que des nuls ici.") {
		t.Errorf("it is not there:\n%.2000s", page)
	}
}
