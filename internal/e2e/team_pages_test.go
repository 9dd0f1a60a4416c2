package e2e

import (
	"maps"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"sentier/internal/account"
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

// waiting leaves something of each kind to the team, and adds the pages on which it is dealt with.
func waiting(t *testing.T, host *person, lang string, pages map[string]string) {
	t.Helper()
	s, desk := host.server, "/"+lang+"/admin"
	author, id := joined(t, s, lang, "Autrice "+lang, "")
	reader, _ := joined(t, s, lang, "Signale "+lang, "")
	first, _ := joined(t, s, lang, "Décide "+lang, account.Moderator)
	topic := author.ask(lang, "Un sujet "+lang+" à regarder", "Un *texte*, `un mot` et\n\n> une citation "+lang)
	answer := author.reply(topic, "Une réponse "+lang)
	one, other := topic[len(topic)-36:], answer[len(answer)-36:]
	for _, post := range []string{one, other} {
		reader.to("/"+lang+"/report/"+post).send("/report/"+post, url.Values{"ground": {"unkind"}, "text": {"Ce mot blesse."}})
	}
	first.to(desk+"/moderation/"+other).send("/admin/moderation/"+other, url.Values{"act": {"hide"}, "sanction": {"warn"}, "ground": {"unkind"}, "reason": {"Ce mot blesse vraiment."}})
	author.to("/"+lang+"/me/decisions").send("/me/decisions", url.Values{"answer": {"Je ne le pensais pas."}})
	all, err := beside(t, s).Decisions(t.Context(), id)
	if err != nil || len(all) != 1 {
		t.Fatalf("%+v, %v", all, err)
	}
	pages["queue"], pages["case"], pages["case, decided"] = desk+"/moderation", desk+"/moderation/"+one, desk+"/moderation/"+other
	pages["appeal"] = desk + "/moderation/answer/" + string(id) + "/" + all[0].ID

	host.to(desk + "/announcements/new")
	for _, form := range elements(host.page, "form") {
		if action := value(form, "action"); strings.HasPrefix(action, desk+"/announcements/") {
			pages["change an announcement"] = action
		}
	}
	host.post(pages["change an announcement"], url.Values{"do": {"keep"}, "audience": {"members"}, "title-" + lang: {"Une panne"}, "body-" + lang: {"**Mardi**."}})
	pages["announcements"], pages["write an announcement"] = desk+"/announcements", desk+"/announcements/new"

	remarked(visit(t, s), module(t).Lessons()[0].Address(lang)+"/feedback", url.Values{"kind": {"unclear"}, "text": {"Ce n’est pas clair."}})
	for _, a := range elements(host.to(desk+"/feedback").page, "a") {
		if href := value(a, "href"); strings.HasPrefix(href, desk+"/feedback/") {
			pages["remark"] = href
		}
	}
	pages["remarks"] = desk + "/feedback"

	author.to("/" + lang + "/contact/new?about=data")
	time.Sleep(3100 * time.Millisecond) // people take longer
	author.send("/contact/new", url.Values{"text": {"Une copie de mes données " + lang + ", s’il vous plaît."}})
	for _, a := range elements(host.to(desk+"/messages").page, "a") {
		if href := value(a, "href"); strings.HasPrefix(href, desk+"/messages/") {
			pages["private message"] = href
		}
	}
	pages["private messages"] = desk + "/messages"
}

// noneLeftOut fails for a page of the team that is not among those that are looked at, here or by a test of its own.
func noneLeftOut(t *testing.T, pages map[string]string, elsewhere ...string) {
	t.Helper()
	source, err := os.ReadFile("../web/routes.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, route := range registered.FindAllStringSubmatch(string(source), -1) {
		if route[1] != "Get" || !strings.HasPrefix(route[2], "/:lang/admin") || slices.Contains(elsewhere, route[2]) {
			continue
		}
		like := regexp.MustCompile("^" + routeParts.ReplaceAllString(regexp.QuoteMeta(route[2]), `[^/]+`) + "$")
		if !slices.ContainsFunc(slices.Collect(maps.Values(pages)), like.MatchString) {
			t.Errorf("nobody looks at a page of %s: add one to waiting", route[2])
		}
	}
}

// TestTeamPages looks at the pages of the team as TestEveryPage does at those of everybody.
func TestTeamPages(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			s := byName(world.shipped)
			host, _ := joined(t, s, lang, "Hôtesse "+lang, account.Administrator)
			lost, _ := joined(t, s, lang, "Distrait "+lang, "")
			late, _ := joined(t, s, lang, "Tard "+lang, "")
			pages := teamPages(t, host, lang, "Distrait "+lang)
			waiting(t, host, lang, pages)
			others := map[*person]map[string]string{lost: {"told": "/" + lang + "/me"}, late: {"again": "/" + lang + "/me/again", "first": "/" + lang + "/admin/first"}}
			every := maps.Clone(pages)
			for _, seen := range others {
				maps.Copy(every, seen)
			}
			noneLeftOut(t, every, "/:lang/admin/suggestions", "/:lang/admin/suggestions/:suggestion", // see TestSuggestPages
				"/:lang/admin/suggestions/:suggestion/patch") // a file
			host.to(pages["person"]).send(pages["person"], url.Values{"do": {"account.reset"}, "proof": {"person"}, "reason": {"Vu à l’atelier."}}).
				sees("/recover/new?link=")
			host.send(pages["person"], url.Values{"do": {"role.give"}, "role": {"moderator"}, "reason": {"Aide déjà."}})
			f := &findings{where: map[string][]string{}}
			others[host] = pages
			for who, seen := range others {
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
			save("case, without a reason", host.to(pages["case"]).send(pages["case"], url.Values{"act": {"hide"}}))
			save("appeal, without a word", host.to(pages["appeal"]).send(pages["appeal"], url.Values{"reply": {""}}))
			save("told", lost.to("/"+lang+"/me"))
			save("again", lost.to("/"+lang+"/me/again"))
			save("again, refused", lost.send("/me/again", url.Values{"password": {"x"}}))
			save("first, gone", lost.to("/"+lang+"/admin/first"))
			reportMarkup(t, folder, from)
		})
	}
}
