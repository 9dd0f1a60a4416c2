package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sentier/internal/account"
)

// What the host lists holds at once: a post that meets it waits, with its cause, and its author reads so.
func TestBlockList(t *testing.T) {
	k := newKeyed(t, "")
	k.calm()
	_, chief := k.teammate(t, "Gardienne", account.Moderator)
	const page = "/fr/admin/block-list"
	answer, body := chief.do("POST", page, url.Values{"words": {"Casino"}, "domains": {"pas un domaine"}, "reason": {"Du courrier indésirable."}})
	for _, words := range []string{"Casino", "pas un domaine", "noms de domaine"} {
		refusedFor(t, answer, body, words)
	}
	answer, body = chief.do("POST", page, url.Values{"words": {"Casino"}})
	refusedFor(t, answer, body, "Écrivez la raison")
	for range 2 {
		answer, _ = chief.do("POST", page, url.Values{"words": {"Casino\r\ncasinô\r\n"}, "domains": {"https://www.spam.example/x"}, "reason": {"Du courrier indésirable."}})
		leads(t, answer, page)
	}
	for _, name := range []string{blockedWords, blockedDomains} {
		log, err := k.kept.Actions(t.Context(), "", "", name)
		if err != nil || len(log) != 1 || log[0].Verb != "block.change" || log[0].Reason == "" {
			t.Errorf("the log of %s is %+v, %v", name, log, err)
		}
	}
	if _, body = chief.do("GET", page, nil); !strings.Contains(body, ">\nCasino</textarea>") || !strings.Contains(body, ">\nspam.example</textarea>") {
		t.Errorf("the page does not hold what was kept:\n%s", body)
	}
	_, editor := k.teammate(t, "Rédactrice", account.Editor)
	if answer, _ = editor.do("GET", page, nil); answer.StatusCode != http.StatusForbidden {
		t.Errorf("an editor reads it: %s", answer.Status)
	}
	id, err := newID()
	if err != nil {
		t.Fatal(err)
	}
	_, writer := k.arrive(t, "Membre")
	form := url.Values{"id": {id}, "title": {"Un jeu pour apprendre"}, "category": {"question"}, "body": {"Le CÂSINO, sur sub.spam.example"}, "seen": {"on"}, "do": {"publish"}}
	answer, _ = writer.do("POST", forumPath+"/new", form)
	leads(t, answer, forumPath+"/"+id)
	if _, body = writer.do("GET", forumPath+"/"+id, nil); !strings.Contains(body, "que l’équipe relit toujours") {
		t.Errorf("its author does not read why it waits:\n%s", body)
	}
	if _, body = chief.do("GET", "/fr/admin/moderation", nil); !strings.Contains(body, "mot ou adresse de la liste") || !strings.Contains(body, page) {
		t.Errorf("the queue does not say why it waits:\n%s", body)
	}
}
