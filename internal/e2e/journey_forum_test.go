package e2e

import (
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"sentier/internal/forum"
)

// TestForumJourney goes the way of a question about a lesson: what is similar, asked, answered, told by letter, solved,
// found as new on one's path, changed, deleted, and letters ended in one click; in both languages, with and without
// scripts.
func TestForumJourney(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		for _, noScripts := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, without scripts %t", lang, noScripts), func(t *testing.T) {
				t.Parallel()
				name, say := fmt.Sprintf("%s %t", lang, noScripts), interfaceWords(t, lang)
				office := openPostOffice(t, "forum "+name, "--forum-hold", "0")
				site := office.server
				asker, helper := visit(t, site), visit(t, site)
				const mailbox = "curieuse@example.org"
				asker.signUp(lang, "Curieuse "+name, "un long mot de passe à moi", url.Values{"email": {mailbox}})
				asker.to(office.letter(t, mailbox, 1, say("letter.confirm.subject", "site", "Sentier"))).send("/me/confirm", nil)
				helper.signUp(lang, "Savante "+name, "un long mot de passe à moi", nil)
				words := map[string][]string{
					"fr": {"Une question sur cette leçon ?", "La réponse est peut-être déjà là", "Publier", "Publier quand même", "C’est la réponse utile", "Réponse utile", "Du nouveau dans le forum"},
					"en": {"A question about this lesson?", "The answer may be here already", "Publish", "Publish anyway", "This is the helpful answer", "Helpful answer", "New in the forum"},
				}[lang]
				letters := map[string][]string{
					"fr": {"choisissez à quel rythme", "Pour ne plus suivre un seul sujet", "Les réponses vous arrivent par courriel."},
					"en": {"choose how often", "To stop following a single topic", "The answers come to you by e-mail."},
				}[lang]
				b := open(t, site, eyes{noScripts: noScripts})
				b.become(asker)
				b.goTo(module(t).Lessons()[0].Address(lang))
				b.follow(words[0])
				b.wait(`document.querySelector("#title") && document.querySelector("#lesson").value`)
				title := "Internet " + name
				b.write("#title", title)
				b.write("#body", "Pourquoi **Internet** ?")
				if noScripts {
					b.follow(words[2])
					b.sees(words[1])
					b.wait(`document.activeElement.matches("#Similar .k")`) // it comes first
					b.follow(words[3])
				} else {
					b.sees(words[1])
					b.follow(words[2])
				}
				b.wait(`document.querySelector("article.post strong")`)
				topic := ask[string](b, `location.pathname`)
				b.follow(letters[0])
				b.wait(`document.querySelector("#Mailings-forum")`)
				asker.send("/me/account", url.Values{"do": {"mailings"}, "forum": {"each"}}).sees(say("notice.mailings"))
				answer := helper.reply(topic, "> Pourquoi ?\n\nParce que **"+name+"**")
				asker.to("/" + lang + "/me").sees(words[6]).sees(title)
				got, ok := office.sink.To(mailbox, 2, 2*patience)
				if !ok || plainSpaces(got.Subject()) != say("letter.forum.subject", "site", "Sentier", "title", title, "count", 1) {
					t.Fatalf("the letter about the answer is %+v", got)
				}
				post := topic + "?post=" + strings.TrimPrefix(answer, topic+"/")
				quote := say("letter.forum.answer", "author", "Savante "+name, "text", "Parce que "+name)
				if text := strings.ReplaceAll(got.Text, "\r", ""); !strings.Contains(plainSpaces(text), title+" "+quote+" "+site.origin+post) || !strings.Contains(text, letters[1]) {
					t.Errorf("the letter about the answer says\n%s", text)
				}
				b.goTo(post)
				b.wait(`document.querySelector(location.hash)`)
				b.sees(letters[2])
				b.follow(words[4])
				b.sees(words[5])
				asker.to("/" + lang + "/me")
				if strings.Contains(asker.text, title) {
					t.Error("what was read is still new")
				}
				helper.to(answer+"/edit").post(answer+"/edit", url.Values{"do": {"save"}, "body": {"Autrement " + name}}).at(topic).sees("Autrement")
				asker.to(answer + "/history").sees("Parce que")
				helper.to(answer+"/delete").post(answer+"/delete", nil).at(topic)
				if strings.Contains(helper.text, "Autrement") {
					t.Error("what was deleted is still there")
				}
				if text := office.oneClick(t, got); !strings.Contains(text, say("unsubscribe.done")) {
					t.Errorf("one click answers\n%s", text)
				}
				if text := asker.to("/" + lang + "/me/account").text; strings.Contains(text, `value="each" selected`) {
					t.Error("the account still asks for letters")
				}
			})
		}
	}
}

// TestTenThousandTopics pages through a full forum: first, middle, last and beyond, with as many topics on each page as
// it may have, and each topic once.
func TestTenThousandTopics(t *testing.T) {
	t.Parallel()
	s, err := start("ten thousand")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	reader, id := joined(t, s, "fr", "Lectrice", "")
	kept, m := beside(t, s), module(t)
	const topics = 10_000
	at := time.Now().Add(-topics * time.Minute)
	ids := make([]string, topics) // in order
	for i := range ids {
		ids[i] = newID(t)
	}
	var group errgroup.Group
	group.SetLimit(100) // they are kept together
	for i := range topics {
		group.Go(func() error {
			topic := forum.Topic{Module: string(m.ID), ID: forum.TopicID(ids[i]), Category: forum.Question, Title: fmt.Sprintf("Sujet numéro %d", i), Lang: "fr",
				Author: id, State: forum.Shown, Created: at.Add(time.Duration(i) * time.Minute)}
			return kept.StartTopic(t.Context(), topic, forum.Post{Module: topic.Module, Topic: topic.ID, ID: forum.PostID(topic.ID), Author: id,
				Source: topic.Title, HTML: "<p>" + topic.Title + "</p>", State: forum.Shown, Created: topic.Created})
		})
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	home := m.Address("fr") + "/forum"
	const last = (topics + forum.TopicsPage - 1) / forum.TopicsPage
	for _, page := range []int{1, last / 2, last} {
		for _, list := range []string{home, "/fr/forum"} {
			reader.to(fmt.Sprintf("%s?page=%d", list, page)).at(list)
			newest := topics - 1 - (page-1)*forum.TopicsPage
			want := min(forum.TopicsPage, newest+1)
			var shown []string
			for _, a := range elements(reader.page, "strong") {
				if strings.HasPrefix(words(a), "Sujet numéro ") {
					shown = append(shown, words(a))
				}
			}
			if len(shown) != want || shown[0] != fmt.Sprintf("Sujet numéro %d", newest) || shown[want-1] != fmt.Sprintf("Sujet numéro %d", newest-want+1) {
				t.Errorf("%s, page %d: %d topics, want %d, from number %d: %q", list, page, len(shown), want, newest, shown)
			}
			links := 0
			for _, a := range elements(reader.page, "a") {
				if strings.Contains(value(a, "href"), "page=") {
					links++
				}
			}
			if links < 2 || links > 12 {
				t.Errorf("%s, page %d: %d links to other pages", list, page, links)
			}
		}
	}
	reader.to(home + "?page=99999").sees("Sujet numéro 0") // there may be fewer than there were
	reader.to(home + "?q=" + url.QueryEscape("numéro 7321")).sees("Sujet numéro 7321")
}

// TestPostsRunNoScript posts what others have tried, and every example of CommonMark's specification, and reads the
// topic with the policy switched off that would stop a script anyway.
func TestPostsRunNoScript(t *testing.T) {
	t.Parallel()
	site := byName(world.shipped)
	p := teammate(t, site, "Testeuse", "moderator", "")
	topic := p.ask("fr", "Que dit ce texte ?", "<img src=x onerror=alert(1)>")
	texts := evasions()
	spec, err := os.ReadFile("../markdown/testdata/commonmark.txt")
	if err != nil {
		t.Fatal(err)
	}
	fence := strings.Repeat("`", 32)
	for _, part := range strings.Split(string(spec), fence+" example\n")[1:] {
		source, _, _ := strings.Cut(part, "\n.\n")
		texts = append(texts, strings.ReplaceAll(source, "→", "\t"))
	}
	posted := 0
	for _, text := range texts {
		id, err := uuid.NewV7()
		if err != nil {
			t.Fatal(err)
		}
		if p.post(topic, url.Values{"do": {"reply"}, "id": {id.String()}, "body": {text}}); p.status == 200 {
			posted++
		}
	}
	if posted < len(evasions()) {
		t.Fatalf("only %d of %d texts were taken", posted, len(texts))
	}
	b := open(t, site, eyes{})
	b.become(p)
	call(b, page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true})
	call(b, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: `window.ran = []; for (const f of ["alert", "prompt", "confirm", "print"]) window[f] = (x) => { window.ran.push(f + " " + x) }`})
	for n := 1; n <= posted/50+1; n++ {
		b.goTo(fmt.Sprintf("%s?page=%d", topic, n))
		b.wait(`document.querySelectorAll("article.post").length > 0`)
		for _, link := range []string{`a[href^="javascript" i]`, `a[href^="data" i]`, `a[href^="vbscript" i]`, `.said script,.said style,.said iframe,.said object,.said embed,.said form,.said svg,.said input`} {
			if ask[int](b, fmt.Sprintf("document.querySelectorAll(%s).length", quoted(link))) > 0 {
				t.Errorf("page %d holds %s", n, link)
			}
		}
		if ran := ask[string](b, `window.ran.join()`); ran != "" {
			t.Errorf("page %d ran %s", n, ran)
		}
	}
}

// evasions are after OWASP's list of ways around filters.
func evasions() []string {
	return []string{
		"<script>alert(1)</script>", "<IMG SRC=\"javascript:alert('XSS');\">", "<IMG SRC=`javascript:alert(\"XSS\")`>",
		"<IMG \"\"\"><SCRIPT>alert(\"XSS\")</SCRIPT>\"\\>", "<IMG SRC=# onmouseover=\"alert('xxs')\">", "<IMG SRC=/ onerror=\"alert(1)\"></img>",
		"<a href=\"jav&#x09;ascript:alert('XSS');\">x</a>", "<SCRIPT/XSS SRC=\"http://xss.example/xss.js\"></SCRIPT>", "<<SCRIPT>alert(\"XSS\");//\\<</SCRIPT>",
		"<svg/onload=alert('XSS')>", "<BODY ONLOAD=alert('XSS')>", "<iframe src=\"javascript:alert(1)\"></iframe>", "<details open ontoggle=alert(1)>x</details>",
		"<style>@import'javascript:alert(1)';</style>", "<META HTTP-EQUIV=\"refresh\" CONTENT=\"0;url=javascript:alert('XSS');\">", "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
		"[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(2))", "[x](java&#115;cript:alert(3))", "[x](&#x6A;avascript:alert(4))", "[x](\tjavascript:alert(5))",
		"[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)", "[x](vbscript:msgbox(1))", "<javascript:alert(6)>", "![x](javascript:alert(7))", "![x](x\"onerror=\"alert(8))",
		"[x](https://a.example/\"onmouseover=\"alert(9))", "[x]: javascript:alert(10)\n\n[x]", "`<img src=x onerror=alert(11)>`", "```\"><img src=x onerror=alert(12)>\nx\n```",
		"https://a.example/<svg/onload=alert(13)>", "[a](<javascript:alert(14)>)", "[<img src=x onerror=alert(15)>](https://a.example)", "**<b onmouseover=alert(16)>x</b>**", "&lt;img src=x onerror=alert(17)&gt;",
		"<textarea><img src=x onerror=alert(18)></textarea>", "</textarea><img src=x onerror=alert(19)>", "<!--<img src=\"--><img src=x onerror=alert(20)//\">", "<x:script xmlns:x=\"http://www.w3.org/1999/xhtml\">alert(21)</x:script>",
	}
}
