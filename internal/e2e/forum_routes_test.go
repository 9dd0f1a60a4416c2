package e2e

import (
	"net/url"
	"testing"

	"github.com/google/uuid"
)

// ask begins a topic about the first lesson of the module, and gives its address.
func (p *person) ask(lang, title, body string) string {
	p.t.Helper()
	id, err := uuid.NewV7()
	if err != nil {
		p.t.Fatal(err)
	}
	m := module(p.t)
	form := m.Address(lang) + "/forum/new"
	p.to(form).post(form, url.Values{"do": {"publish"}, "seen": {"on"}, "id": {id.String()}, "title": {title},
		"category": {"question"}, "lesson": {string(m.Lessons()[0].ID)}, "body": {body}})
	return p.at(m.Address(lang) + "/forum/" + id.String()).path
}

// reply answers in a topic, and gives the address of the answer.
func (p *person) reply(topic, body string) string {
	p.t.Helper()
	id, err := uuid.NewV7()
	if err != nil {
		p.t.Fatal(err)
	}
	p.to(topic).post(topic, url.Values{"do": {"reply"}, "id": {id.String()}, "body": {body}}).at(topic)
	return topic + "/" + id.String()
}

// TestForumRoutes holds every route of the forum to what is written here: for a stranger, for who asked, and for another
// member.
func TestForumRoutes(t *testing.T) {
	t.Parallel()
	m := module(t)
	owner, other, stranger := visit(t, world.shipped), visit(t, world.shipped), visit(t, world.shipped)
	owner.signUp("fr", "Demandeuse", "un mot de passe bien long", nil)
	other.signUp("fr", "Voisin", "un autre mot de passe long", nil)
	topic := owner.ask("fr", "Qui a posé le premier câble ?", "Je me le demande.")
	home, signIn, none := m.Address("fr")+"/forum", "/fr/sign-in", "/0197c3a0-7c1e-7b52-9f3a-2b6c1d4e5f60"
	post := topic + topic[len(home):]
	holdTo(t, stranger, owner, other, []route{
		{"GET", "/fr/conduct", "200", "200", "200"},
		{"GET", "/fr/forum", "200", "200", "200"},
		{"GET", home, "200", "200", "200"},
		{"GET", "/fr/forum/feed.atom", "404", "404", "404"}, // members alone read it
		{"GET", home + "/feed.atom", "404", "404", "404"},
		{"GET", home + "?lesson=no-such-lesson", "404", "404", "404"},
		{"GET", "/fr/no-such-module/forum", "404", "404", "404"},
		{"POST", home, signIn, "400", "400"}, // it names no lesson
		{"GET", home + "/new", signIn, "200", "200"},
		{"POST", home + "/new", signIn, "400", "400"}, // it has no id
		{"GET", topic, signIn, "200", "200"},
		{"GET", home + none, signIn, "404", "404"},
		{"GET", home + "/no-such-topic", signIn, "404", "404"},
		{"POST", topic, signIn, "400", "400"}, // it does not say what to do
		{"POST", home + none, signIn, "404", "404"},
		{"GET", post + "/edit", signIn, "200", "403"},
		{"POST", post + "/edit", signIn, "422", "403"},   // it is empty
		{"GET", post + "/history", signIn, "404", "404"}, // it was never changed
		{"GET", post + "/delete", signIn, "200", "403"},
		{"GET", post + "/text", signIn, "403", "403"}, // for moderators
		{"GET", topic + none + "/text", signIn, "404", "404"},
	})
	held.Store("POST "+post+"/delete", true)
	for _, one := range []struct { // in this order: then it is gone
		who    *person
		origin string
		want   string
	}{{stranger, "", "403"}, {owner, "https://elsewhere.example", "403"}, {stranger, owner.server.origin, signIn}, {other, owner.server.origin, "403"}, {owner, owner.server.origin, home}, {owner, owner.server.origin, "404"}} {
		if got := answers(one.who, "POST", post+"/delete", one.origin); got != one.want {
			t.Errorf("delete from %q: %s, want %s", one.origin, got, one.want)
		}
	}
}
