package e2e

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"

	"sentier/internal/review"
)

// ownPages are those of somebody who is signed in, by what they show: a way to go there.
func ownPages(t *testing.T, p *person, lang string) map[string]string {
	t.Helper()
	m := module(t)
	q := m.Sequences[0].Quiz
	p.upload("/"+lang+"/me/import", brought(t)).at("/" + lang + "/me/import")
	p.to(q.Address(lang)).send("/quiz", nil)
	whole := p.path
	for range q.Questions {
		p.to(whole).post(whole, guess(graded(p)))
	}
	p.to(whole).send(whole, url.Values{"finish": {"1"}})
	p.to(q.Address(lang)).send("/quiz", nil)
	begun := p.path
	answered := value(hidden(graded(p), "q"), "value")
	p.post(begun, guess(graded(p)))
	p.to("/"+lang+"/me").send("/me/review", url.Values{"do": {"start"}})
	due(t, "Regard "+lang, review.Question, string(q.Questions[1].ID))
	topic := p.ask(lang, "Regard "+lang+" sur le forum", "Un *texte*, `un mot` et\n\n> une citation")
	answer := p.reply(topic, "Réponse "+lang)
	p.to(answer+"/edit").post(answer+"/edit", url.Values{"do": {"save"}, "body": {"Autre réponse " + lang}})
	forum := m.Address(lang) + "/forum"
	return map[string]string{
		"forum": forum, "forum of all": "/" + lang + "/forum", "found in the forum": forum + "?q=regard", "topic": topic, "topic, quoting": topic + "?quote=" + answer[len(topic)+1:],
		"compose": forum + "/new?lesson=" + string(m.Lessons()[0].ID) + "&title=Internet", "edit": answer + "/edit", "history": answer + "/history", "delete": answer + "/delete",
		"my path": "/" + lang + "/me", "account": "/" + lang + "/me/account", "data": "/" + lang + "/me/data", "import": "/" + lang + "/me/import",
		"review": "/" + lang + "/me/review", "record": "/" + lang + "/me/record", "quiz": q.Address(lang), "question": begun, "answered": begun + "?q=" + answered, "all questions": begun + "?all=1",
		"result": whole, "own lesson": m.Lessons()[0].Address(lang), "own module": m.Address(lang), "own home": "/" + lang,
		"own sequence": m.Sequences[0].Address(lang),
	}
}

// TestMemberPages looks at the pages of members as TestEveryPage does at those of everybody.
func TestMemberPages(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			site := byName(world.shipped) // where there are passkeys
			p, fresh := visit(t, site), visit(t, site)
			p.signUp(lang, "Regard "+lang, "un long regard sur la page", nil)
			pages := ownPages(t, p, lang)
			fresh.signUp(lang, "Frais "+lang, "un autre regard sur la page", nil)
			fresh.to("/"+lang+"/me/account").send("/me/account", url.Values{"do": {"codes"}, "current": {"un autre regard sur la page"}})
			f := &findings{where: map[string][]string{}}
			for who, seen := range map[*person]map[string]string{
				p: pages, fresh: {"codes": "/" + lang + "/me/codes", "passkey": "/" + lang + "/me/passkey"},
				visit(t, site): {"sign up": "/" + lang + "/sign-up", "sign in": "/" + lang + "/sign-in?again=1", "recover": "/" + lang + "/recover"},
			} {
				if who == fresh { // just before it is looked at: it is good for five minutes
					permit(fresh, lang)
				}
				b := open(t, site, eyes{})
				b.become(who)
				b.lookAtAll(seen, lang, f)
			}
			f.report(t)
			markedUp(t, p, fresh, pages)
		})
	}
}

// lookAtAll looks at pages in the ways of a language.
func (b *tab) lookAtAll(pages map[string]string, lang string, f *findings) {
	b.t.Helper()
	for name, path := range pages {
		b.goTo(path)
		f.at = path
		for _, l := range looks() {
			if (l.lang == "" || l.lang == lang) && !l.shade {
				b.through(l, sight{name: name, server: b.server, path: path}, f)
			}
		}
	}
}

// permit gives the password, so that a passkey can be added.
func permit(p *person, lang string) {
	p.t.Helper()
	p.to("/"+lang+"/me/account").send("/me/account", url.Values{"do": {"passkey"}, "current": {"un autre regard sur la page"}}).
		at("/" + lang + "/me/passkey")
}

// become takes over the cookies of somebody.
func (b *tab) become(p *person) {
	b.t.Helper()
	origin, err := url.Parse(p.server.origin)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, c := range p.client.Jar.Cookies(origin) {
		call(b, network.SetCookie, network.SetCookieParams{Name: c.Name, Value: c.Value, URL: p.server.origin})
	}
}

// markedUp holds the pages, and a form of each sort that was refused, against the validator.
func markedUp(t *testing.T, p, fresh *person, pages map[string]string) {
	t.Helper()
	folder := t.TempDir()
	from := map[string]string{}
	save := saver(t, folder, from)
	for name, path := range pages {
		save(name, p.to(path))
	}
	lang := strings.Split(pages["my path"], "/")[1]
	save("codes", fresh.to("/"+lang+"/me/codes"))
	permit(fresh, lang)
	save("passkey", fresh.to("/"+lang+"/me/passkey"))
	save("passkey that was not made", fresh.send("/me/passkey", url.Values{"name": {strings.Repeat("x", 50)}}))
	fresh.to("/" + lang + "/me/codes")
	save("codes that are not noted", fresh.send("/me/codes", url.Values{"noted": {""}}))
	save("an account that is not to be deleted", p.to("/"+lang+"/me/account").send("/me/account", url.Values{"do": {"delete"}, "current": {""}}))
	save("a question without an answer", p.to(pages["question"]).post(pages["question"], url.Values{
		"q": {value(hidden(graded(p), "q"), "value")}, "f": {value(hidden(graded(p), "f"), "value")},
	}))
	p.to(pages["all questions"])
	save("one of all questions without an answer", p.post(pages["question"], press(p, slices.Sorted(maps.Keys(asking(p)))[0])))
	p.to(pages["review"])
	card := url.Values{"card": {value(hidden(graded(p), "card"), "value")}}
	save("a card without an answer", p.post(pages["review"], url.Values{"do": {"answer"}, "card": card["card"],
		"f": {value(hidden(graded(p), "f"), "value")}}))
	save("a card with its answer", p.post(pages["review"], url.Values{"do": {"show"}, "card": card["card"]}))
	save("a card that was answered", p.to(pages["review"]).post(pages["review"], guess(graded(p))))
	save("what a file brought", p.upload(pages["import"], brought(t)))
	save("a file that is none", p.upload(pages["import"], "{}"))
	stranger := visit(t, p.server)
	for _, form := range []string{"sign-up", "sign-in", "recover"} {
		save(form, stranger.to("/"+lang+"/"+form))
		save(form+", refused", stranger.send("/"+form, url.Values{"name": {"x"}, "password": {"y"}}))
	}
	reportMarkup(t, folder, from)
}
