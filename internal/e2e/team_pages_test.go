package e2e

import (
	"net/url"
	"testing"
)

// teamPages are those of the team, by what they show.
func teamPages(t *testing.T, host *person, lang, somebody string) map[string]string {
	t.Helper()
	host.to("/" + lang + "/admin/people?q=" + url.QueryEscape(somebody))
	page := ""
	for _, a := range elements(host.page, "a") {
		if words(a) == somebody {
			page = value(a, "href")
		}
	}
	if page == "" {
		t.Fatalf("%s is not found:\n%s", somebody, excerpt(host.page))
	}
	return map[string]string{
		"administration": "/" + lang + "/admin", "people": "/" + lang + "/admin/people", "person": page, "log": "/" + lang + "/admin/log",
		"insight": "/" + lang + "/admin/insight", "settings": "/" + lang + "/admin/settings", "block list": "/" + lang + "/admin/block-list",
	}
}

// TestTeamPages looks at the pages of the team as TestEveryPage does at those of everybody.
func TestTeamPages(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			s := byName(world.shipped)
			host, lost := teammate(t, s, "Hôtesse "+lang, "administrator", ""), visit(t, s)
			lost.signUp(lang, "Distrait "+lang, teamPassword, nil)
			pages := teamPages(t, host, lang, "Distrait "+lang)
			host.to(pages["person"]).send(pages["person"], url.Values{"do": {"account.reset"}, "proof": {"person"}, "reason": {"Vu à l’atelier."}}).
				sees("/recover/new?link=")
			host.send(pages["person"], url.Values{"do": {"role.give"}, "role": {"moderator"}, "reason": {"Aide déjà."}})
			f := &findings{where: map[string][]string{}}
			for who, seen := range map[*person]map[string]string{
				host: pages, lost: {"told": "/" + lang + "/me"}, teammate(t, s, "Tard "+lang, "", ""): {"again": "/" + lang + "/me/again"},
			} {
				b := open(t, s, eyes{})
				b.become(who)
				b.lookAtAll(seen, lang, f)
			}
			f.report(t)
			folder, from := t.TempDir(), map[string]string{}
			save := saver(t, folder, from)
			for name, path := range pages {
				save(name, host.to(path))
			}
			for _, do := range []string{"role.give", "role.take", "account.reset", "account.delete"} {
				save("person, "+do+" without a reason", host.to(pages["person"]).send(pages["person"], url.Values{"do": {do}, "reason": {""}}))
			}
			save("told", lost.to("/"+lang+"/me"))
			save("again", lost.to("/"+lang+"/me/again"))
			save("again, refused", lost.send("/me/again", url.Values{"password": {"x"}}))
			save("first, gone", lost.to("/"+lang+"/admin/first"))
			reportMarkup(t, folder, from)
		})
	}
}
