package e2e

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/forum"
)

// What somebody wrote is still there when it cannot be kept: the topic was closed, moved or deleted meanwhile, the
// message was deleted in another tab, or they may not write any more. The page says why.
func TestForumLosesNoText(t *testing.T) {
	t.Parallel()
	s, m, say := byName(world.shipped), module(t), interfaceWords(t, "fr")
	asker, _ := joined(t, s, "fr", "Demande et perd", "")
	helper, id := joined(t, s, "fr", "Répond et garde", "")
	host, hostID := joined(t, s, "fr", "Ferme et déplace", account.Administrator)
	kept := beside(t, s)
	const text = "Un texte long à écrire, qui ne doit pas se perdre."
	answer := func() url.Values { return url.Values{"do": {"reply"}, "id": {newID(t)}, "body": {text}} }
	line := func(verb string) account.Action {
		return account.Action{ID: newID(t), By: hostID, Verb: verb, At: time.Now()}
	}

	closed := asker.ask("fr", "Un sujet qui se ferme", "Il se ferme.")
	last := forum.TopicID(closed[len(closed)-36:])
	helper.to(closed)
	if err := kept.Lock(t.Context(), string(m.ID), last, true, line("topic.lock")); err != nil {
		t.Fatal(err)
	}
	helper.post(closed, answer()).refused(say("forum.is_locked")).sees(text)

	mine := helper.ask("fr", "Un message dans deux onglets", "Le premier texte.")
	own := mine + mine[len(mine)-37:]
	helper.to(own + "/edit")
	helper.post(own+"/delete", nil)
	helper.post(own+"/edit", url.Values{"do": {"save"}, "title": {"Un message dans deux onglets"}, "body": {text}}).
		refused(say("forum.topic_gone")).sees(text).sees(say("compose.title"))
	helper.send("/forum/new", url.Values{"title": {"Le texte qui revient"}, "body": {text}, "seen": {"on"}}).sees("Le texte qui revient").sees(text)

	gone := asker.ask("fr", "Un sujet qui s’efface", "Il s’efface.")
	helper.to(gone)
	asker.post(gone+gone[len(gone)-37:]+"/delete", nil)
	helper.post(gone, url.Values{"do": {"reply"}, "id": {newID(t)}, "body": {text + " Encore."}}).refused(say("forum.topic_gone")).sees(text + " Encore.")
	if helper.post(gone, url.Values{"do": {"follow"}}); helper.status != 404 {
		t.Errorf("a topic that is no more is followed: %d", helper.status)
	}

	// A session that ended takes nothing with it: the text waits while they sign in, even at the second try, and goes once.
	open := asker.ask("fr", "Un sujet qui reste", "Il reste.")
	const late = "Écrit d’une longue traite, & <b>envoyé</b> trop tard."
	helper.to(open)
	sent := answer()
	sent.Set("body", late)
	cookies := helper.client.Jar
	helper.client.Jar = nil
	if helper.post(open, sent); helper.status != http.StatusForbidden {
		t.Fatalf("a stranger answers: %d", helper.status)
	}
	helper.client.Jar = cookies
	helper.sees(say("sign_in.again"))
	helper.send("/sign-in", url.Values{"name": {"Répond et garde"}, "password": {"un autre mot de passe"}}).refused(say("account.wrong"))
	time.Sleep(2 * time.Second) // as long as they are told to wait
	helper.send("/sign-in", url.Values{"name": {"Répond et garde"}, "password": {teamPassword}}).at("/fr/sign-in").sees(late).sees("Mon chemin : Répond et garde")
	helper.send(open, nil).at(open).post(open, sent)
	if helper.at(open); strings.Count(excerpt(helper.page), late) != 1 {
		t.Errorf("sent twice, it is there %d times", strings.Count(excerpt(helper.page), late))
	}
	// Back at the form of what was sent, another text does not vanish behind the first.
	changed := maps.Clone(sent)
	changed.Set("body", "Un autre texte, après un retour en arrière.")
	helper.to(open).post(open, changed).refused(say("forum.sent_already")).sees("Un autre texte, après un retour en arrière.")
	for _, form := range elements(helper.page, "form") {
		if again := values(form); again.Has("id") {
			changed.Set("id", again.Get("id"))
		}
	}
	helper.post(open, changed).at(open).sees("Un autre texte, après un retour en arrière.").sees(late)
	helper.post("/fr/sign-in", url.Values{"name": {"Répond et garde"}, "password": {teamPassword}, "held": {"body=x"}, "held-for": {"//elsewhere.example/"}})
	if len(elements(helper.page, "form")) == 0 || strings.Contains(helper.text, "elsewhere.example") {
		t.Error("a form is held for another site")
	}

	// Who may not write is told so before they begin, there and on their path.
	helper.to(open)
	theirs := helper.reply(open, "Un mot de trop.")
	page := "/fr/admin/moderation" + theirs[len(theirs)-37:]
	host.to(page).send(page, url.Values{"act": {"hide"}, "sanction": {"suspend"}, "days": {"1"}, "ground": {"unkind"}, "reason": {"Un mot qui blesse."}})
	helper.post(open, url.Values{"do": {"reply"}, "id": {newID(t)}, "body": {text + " Trop tard."}}).refused(say("moderation.is_silenced")).sees(text + " Trop tard.")
	helper.to("/fr/me/decisions").sees("Un mot qui blesse.")
	for path, says := range map[string]string{open: "Un mot qui blesse.", m.Address("fr") + "/forum/new": "Un mot qui blesse.", "/fr/me": say("decisions.quiet")} {
		helper.to(path).sees(says)
		for _, area := range elements(helper.page, "textarea") {
			t.Errorf("%s asks for a text that nobody would take: %s", path, value(area, "name"))
		}
	}
	if all, err := kept.Decisions(t.Context(), id); err != nil || len(all) != 1 {
		t.Errorf("%+v, %v", all, err)
	}
}
