package e2e

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/lang"
)

// TestModeration goes the way of a newcomer's message: it waits, is released, reported, and hidden with its author
// suspended; they read why and until when, learn on, cannot write, answer once; somebody else takes the decision back,
// and both who wrote and who reported read it.
func TestModeration(t *testing.T) {
	s, err := start("moderation", "--forum-hold", "1")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	eachWay(t, func(t *testing.T, w way, say func(string, ...any) string) {
		home, name := "/"+w.lang, strings.ReplaceAll(w.String(), "=", " ")
		queue := home + "/admin/moderation"
		newcomer, _ := joined(t, s, w.lang, "Nouvelle "+name, "")
		reader, _ := joined(t, s, w.lang, "Lectrice "+name, "")
		first, _ := joined(t, s, w.lang, "Première "+name, account.Moderator)
		second, _ := joined(t, s, w.lang, "Seconde "+name, account.Moderator)
		title, word := "Une annonce "+name, "Achetez "+name
		as := func(p *person) *tab {
			b := open(t, s, w.eyes())
			b.become(p)
			return b
		}
		author, moderator := as(newcomer), as(first)

		// The first message waits: its author sees it, others do not.
		author.goTo(module(t).Address(w.lang) + "/forum/new")
		author.sees(say("post.held"))
		topic := newcomer.ask(w.lang, title, word)
		author.goTo(topic)
		author.sees(say("post.state.held"))
		if got := reader.to(topic).status; got != 404 {
			t.Fatalf("others have %d of what waits", got)
		}
		moderator.goTo(queue)
		moderator.follow(title)
		moderator.sees(word)
		moderator.click("input[name=act][value=show]")
		moderator.follow(say("case.go"))
		moderator.at(queue)
		reader.to(topic).sees(word)

		// It is reported: whoever reports says what is wrong, and has a page that tells what became of it.
		says := as(reader)
		says.goTo(topic)
		says.follow(say("post.report"))
		says.follow(say("report.go"))
		says.sees(say("report.choose"))
		says.click("input[name=ground][value=spam]")
		says.write("#text", "Ce n’est pas un cours.")
		says.follow(say("report.go"))
		says.sees(say("report.waits"))
		told := ask[string](says, `location.pathname + location.search`)

		// It is hidden, with a reason, and its author suspended.
		moderator.goTo(queue)
		moderator.follow(title)
		moderator.sees("Ce n’est pas un cours.")
		moderator.click("input[name=act][value=hide]")
		moderator.click("input[name=sanction][value=suspend]")
		moderator.follow(say("case.go"))
		moderator.sees(say("moderation.choose"))
		moderator.choose("#ground", say("ground.spam"))
		moderator.write("#reason", "Une publicité, après un mot.")
		moderator.choose("#days", say("case.span", "count", 3))
		moderator.follow(say("case.go"))
		moderator.at(queue)
		if got := reader.to(topic).status; got != 404 {
			t.Errorf("others have %d of what is hidden", got)
		}
		reader.to(told).sees(say("report.outcome.hidden"))

		// Its author reads why and until when, reads lessons, and cannot write, with nothing lost.
		author.goTo(home + "/me")
		author.follow(say("decisions.see"))
		author.sees("Une publicité, après un mot.")
		author.sees(say("decision.until", "date", lang.Date(w.lang, time.Now().UTC().AddDate(0, 0, 3))))
		author.goTo(topic)
		author.sees(say("post.state.hidden"))
		author.goTo(module(t).Lessons()[0].Address(w.lang))
		author.wait(`document.querySelector("main h1")`)
		again := module(t).Address(w.lang) + "/forum/new"
		author.goTo(again)
		author.sees("Une publicité, après un mot.")
		author.wait(`!document.querySelector("textarea")`)
		newcomer.post(again, url.Values{"do": {"publish"}, "id": {newID(t)}, "title": {"Encore une annonce"}, "body": {"Encore. " + word}, "seen": {"on"}, "category": {"question"}}).
			refused(say("moderation.is_silenced")).sees(word)

		// They answer once; who decided leaves it to somebody else.
		author.goTo(home + "/me/decisions")
		author.write("textarea[name=answer]", "C’était pour un ami.")
		author.follow(say("decisions.go"))
		author.sees(say("notice.decision_answered"))
		author.wait(`!document.querySelector("textarea[name=answer]")`)
		first.to(queue).sees(say("appeal.title", "name", "Nouvelle "+name))
		appeal := ""
		for _, a := range elements(first.page, "a") {
			if words(a) == say("appeal.title", "name", "Nouvelle "+name) {
				appeal = value(a, "href")
			}
		}
		first.to(appeal).sees(say("appeal.waits"))
		if got := answers(first, "POST", appeal, s.origin); got != "403" {
			t.Errorf("who decided looks at the answer first: %s", got)
		}
		other := as(second)
		other.goTo(appeal)
		other.sees("C’était pour un ami.")
		other.click("input[name=verdict][value=lift]")
		other.follow(say("appeal.go"))
		other.sees(say("moderation.why"))
		other.write("#reply", "Vous avez raison, pardon.")
		other.click("input[name=verdict][value=lift]")
		other.follow(say("appeal.go"))
		other.at(queue)

		// Both read it, others see the message again, and its author writes.
		author.goTo(home + "/me/decisions")
		author.sees("Vous avez raison, pardon.")
		author.sees(say("decision.lifted", "date", lang.Date(w.lang, time.Now().UTC())))
		reader.to(topic).sees(word)
		reader.to(told).sees(say("report.outcome.restored"))
		newcomer.reply(topic, "Merci "+name)
		for _, b := range []*tab{author, moderator, says, other} {
			b.quiet()
		}
		if log := second.to(home + "/admin/log").text; !strings.Contains(log, "Une publicité, après un mot.") || !strings.Contains(log, "Vous avez raison, pardon.") {
			t.Error("the log does not hold what was decided, and why")
		}
	})
}

// A decision sent twice, as by a double click, or decided by two moderators at once, is one.
func TestTwoModeratorsDecide(t *testing.T) {
	t.Parallel()
	s := byName(world.shipped)
	author, id := joined(t, s, "fr", "Décidée deux fois", "")
	one, _ := joined(t, s, "fr", "Modère un", account.Moderator)
	two, _ := joined(t, s, "fr", "Modère deux", account.Moderator)
	topic := author.ask("fr", "Un sujet à regarder deux fois", "Un texte à regarder.")
	page := "/fr/admin/moderation" + topic[strings.LastIndexByte(topic, '/'):]
	one.to(page)
	two.to(page)
	decision := url.Values{"act": {"hide"}, "sanction": {"warn"}, "ground": {"unkind"}, "reason": {"Un mot qui blesse."}}
	for _, p := range []*person{one, two} {
		filled := url.Values{}
		for _, form := range elements(p.page, "form") {
			if value(form, "action") == page && values(form).Get("action") != "" && values(form).Get("do") == "" {
				filled = values(form)
				break
			}
		}
		for name, v := range decision {
			filled[name] = v
		}
		for range 2 {
			if p.post(page, filled); p.status != 200 {
				t.Errorf("a decision sent again: %d\n%s", p.status, excerpt(p.page))
			}
		}
	}
	all, err := beside(t, s).Decisions(t.Context(), id)
	if err != nil || len(all) > 2 {
		t.Errorf("%d decisions, %v", len(all), err)
	}
	if fmt.Sprint(author.to(topic).status) != "200" {
		t.Error("its author does not see it")
	}
}
