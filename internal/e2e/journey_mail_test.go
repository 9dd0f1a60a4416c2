package e2e

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"sentier/internal/mail/mailtest"
)

// postOffice is a site that sends letters, with the server that takes them.
type postOffice struct {
	*server
	sink *mailtest.Sink
}

// openPostOffice starts both; they end with the test.
func openPostOffice(t *testing.T, name string, flags ...string) *postOffice {
	t.Helper()
	sink, err := mailtest.Start(mailtest.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(sink.Close)
	s, err := start(name, append([]string{"--base-url", "{origin}", "--mail-smtp", sink.Address, "--mail-security", "none",
		"--mail-from", "courses@example.org"}, flags...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	return &postOffice{s, sink}
}

// letter waits for the nth letter to an address, from 1, and gives the path of its link, which its two parts share.
func (o *postOffice) letter(t *testing.T, address string, n int, subject string) (path string) {
	t.Helper()
	got, ok := o.sink.To(address, n, patience)
	if !ok {
		t.Fatalf("letter %d to %s does not come; there are %d", n, address, len(o.sink.Received()))
	}
	if plainSpaces(got.Subject()) != subject {
		t.Errorf("letter %d is about %q, want %q", n, got.Subject(), subject)
	}
	link := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(o.origin) + `(/\S+)\r?$`).FindStringSubmatch(got.Text)
	if link == nil || !strings.Contains(got.HTML, `href="`+o.origin+link[1]+`"`) {
		t.Fatalf("the parts of the letter have no link in common:\n%s\n%s", got.Text, got.HTML)
	}
	return link[1]
}

// queue is what the host sees of the letters that wait.
func (o *postOffice) queue(t *testing.T, flags ...string) string {
	t.Helper()
	said, err := exec.Command(world.binary, append([]string{"admin", "mail", "queue", "--data", filepath.Join(world.folder, o.name)}, flags...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	return string(said)
}

// Somebody gives an address, confirms it, loses the password, and comes in by letter: in the browser, with scripts
// and without.
func TestLostPasswordByLetter(t *testing.T) {
	office := openPostOffice(t, "letters")
	twoWays(t, func(t *testing.T, w way, say func(string, ...any) string) {
		name, address := fmt.Sprintf("Postée %s %d", w.lang, w.width), fmt.Sprintf("%s%d@example.org", w.lang, w.width)
		about := func(kind string) string { return say("letter."+kind+".subject", "site", "Sentier") }
		b := open(t, office.server, w.eyes())
		b.goTo("/" + w.lang + "/sign-up")
		time.Sleep(3100 * time.Millisecond) // people take longer
		b.write("#name", name)
		b.write("#password", "trois petits cailloux blancs")
		b.write("#email", "pas une adresse")
		b.follow(say("sign_up.go"))
		b.sees(say("account.email_form"))
		b.write("#password", "trois petits cailloux blancs")
		b.write("#email", address)
		time.Sleep(3100 * time.Millisecond)
		b.follow(say("sign_up.go"))
		b.at("/" + w.lang + "/me/codes")

		// The letter, opened in another browser, which nobody is signed in with.
		other := open(t, office.server, w.eyes())
		other.goTo(office.letter(t, address, 1, about("confirm")))
		other.sees(say("confirm.lead", "email", address))
		other.follow(say("confirm.go"))
		other.at("/" + w.lang + "/sign-in")
		other.sees(say("notice.email_confirmed"))

		other.follow(say("sign_in.lost"))
		other.write("#Mail-name", name)
		other.follow(say("recover.mail_go"))
		other.sees(say("notice.letter_asked"))
		path := office.letter(t, address, 2, about("recover"))
		other.goTo(path)
		other.sees(say("renew.lead", "name", name))
		other.write("#password", "court")
		other.follow(say("recover.go"))
		other.sees(say("account.password_short"))
		other.write("#password", "quatre grands cailloux noirs")
		other.follow(say("recover.go"))
		other.at("/" + w.lang + "/me/account")
		other.sees(address)
		office.letter(t, address, 3, about("changed"))

		// The first browser is signed out, and the link is used up.
		b.goTo("/" + w.lang + "/me/account")
		b.at("/" + w.lang + "/sign-in?again=1&back=" + url.QueryEscape("/"+w.lang+"/me/account"))
		b.goTo(path)
		b.sees(say("renew.gone"))
	})
}

// A letter waits while the mail server is down, and goes when it is back. No request waits for it.
func TestMailServerIsDown(t *testing.T) {
	t.Parallel()
	say := interfaceWords(t, "fr")
	office := openPostOffice(t, "down")
	p := visit(t, office.server)
	office.sink.Close()
	began := time.Now()
	p.signUp("fr", "Patiente", "trois petits cailloux blancs", url.Values{"email": {"patiente@example.org"}})
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("signing up takes %v while the mail server is down", took)
	}
	for end := time.Now().Add(patience); !strings.Contains(office.queue(t), "unreachable"); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the queue holds %s", office.queue(t))
		}
	}
	if said := office.queue(t); !strings.Contains(said, "patiente@example.org") || strings.Contains(said, "link=") {
		t.Errorf("the queue says %s", said)
	}
	back, err := mailtest.Start(mailtest.Config{Address: office.sink.Address})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(back.Close)
	office.sink = back
	office.queue(t, "--retry")
	p.to(office.letter(t, "patiente@example.org", 1, say("letter.confirm.subject", "site", "Sentier"))).send("/me/confirm", nil).
		at("/fr/me/account").sees(say("notice.email_confirmed"))
	if said := office.queue(t); !strings.Contains(said, "no letter waits") {
		t.Errorf("the queue says %s", said)
	}
}

// The address is changed and taken away on the page of the account; what is there is told on the page of one's data.
func TestAddressOfAnAccount(t *testing.T) {
	t.Parallel()
	say := interfaceWords(t, "en")
	office := openPostOffice(t, "address")
	const password = "trois petits cailloux blancs"
	p := visit(t, office.server)
	p.signUp("en", "Mover", password, nil)
	set := func(email, current string) *person {
		return p.to("/en/me/account").send("/me/account", url.Values{"do": {"email"}, "email": {email}, "current": {current}})
	}
	set("one@example.org", "another password").refused(say("account.wrong_current"))
	if !strings.Contains(p.text, `name="email" value="one@example.org"`) {
		t.Error("the address that was typed is not kept")
	}
	set("one@", password).refused(say("account.email_form"))
	set("one@example.org", password).at("/en/me/account").sees(say("settings.email_waits"))
	first := office.letter(t, "one@example.org", 1, say("letter.confirm.subject", "site", "Sentier"))
	p.to("/en/me/account").send("/me/account", url.Values{"do": {"email-again"}}).at("/en/me/account").sees(say("settings.email_waits"))
	set("two@example.org", password).refused("Wait") // nobody's mailbox is filled through us
	p.to(first).send("/me/confirm", nil).at("/en/me/account").sees("one@example.org")
	p.to("/en/me/data").at("/en/me/data").sees("one@example.org")
	p.to("/en/me/account").send("/me/account", url.Values{"do": {"email-remove"}}).at("/en/me/account").sees(say("notice.email_removed"))
	office.letter(t, "one@example.org", 2, say("letter.moved.subject", "site", "Sentier"))
	if strings.Contains(p.to("/en/me/data").text, "@example.org") {
		t.Error("an address that was taken away is still told")
	}
}

// TestMailPages looks at the pages that only a site with mail has, in every way.
func TestMailPages(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			say := interfaceWords(t, lang)
			office := openPostOffice(t, "mail-pages-"+lang)
			p := visit(t, office.server)
			address := lang + "@example.org"
			p.signUp(lang, "Regard "+lang, "un long regard sur la page", url.Values{"email": {address}})
			confirm := office.letter(t, address, 1, say("letter.confirm.subject", "site", "Sentier"))
			f := &findings{where: map[string][]string{}}
			b := open(t, office.server, eyes{})
			b.become(p)
			b.lookAtAll(map[string]string{"account with an address": "/" + lang + "/me/account", "confirm": confirm}, lang, f)
			p.to(confirm).send("/me/confirm", nil)
			p.to("/"+lang+"/recover").send("/recover", url.Values{"do": {"mail"}, "name": {"Regard " + lang}})
			renew := office.letter(t, address, 2, say("letter.recover.subject", "site", "Sentier"))
			stranger := visit(t, office.server)
			b = open(t, office.server, eyes{})
			b.become(stranger)
			pages := map[string]string{"sign up with mail": "/" + lang + "/sign-up", "recover with mail": "/" + lang + "/recover", "renew": renew,
				"renew, gone": "/" + lang + "/recover/new?link=x", "confirm, gone": confirm}
			b.lookAtAll(pages, lang, f)
			f.report(t)
			markedUpMail(t, p, stranger, pages, "/"+lang)
		})
	}
}

// markedUpMail holds these pages, and their forms that were refused, against the validator.
func markedUpMail(t *testing.T, p, stranger *person, pages map[string]string, home string) {
	t.Helper()
	folder, from := t.TempDir(), map[string]string{}
	save := saver(t, folder, from)
	for name, path := range pages {
		save(name, stranger.to(path))
	}
	save("renew, refused", stranger.to(pages["renew"]).send("/recover/new", url.Values{"password": {"court"}}))
	save("by mail, refused", stranger.to(home+"/recover").send("/recover", url.Values{"do": {"mail"}, "name": {""}}))
	save("sign up, refused", stranger.to(home+"/sign-up").send("/sign-up", url.Values{"email": {"x"}}))
	save("account", p.to(home+"/me/account"))
	save("account, refused", p.send("/me/account", url.Values{"do": {"email"}, "email": {"x"}}))
	reportMarkup(t, folder, from)
}

// oneClick ends a mailing as the mail program of who got a letter does, and says what it was answered: RFC 8058.
func (o *postOffice) oneClick(t *testing.T, got mailtest.Received) string {
	t.Helper()
	end := strings.Trim(got.Header.Get("List-Unsubscribe"), "<>")
	if got.Header.Get("List-Unsubscribe-Post") != "List-Unsubscribe=One-Click" || !strings.Contains(got.Text, end) {
		t.Errorf("the letter says how to end it in %v", got.Header)
	}
	answer, err := http.Post(end, "application/x-www-form-urlencoded", strings.NewReader("List-Unsubscribe=One-Click"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.Body.Close() != nil || answer.StatusCode != http.StatusOK {
		t.Errorf("one click gives %d (%v)", answer.StatusCode, err)
	}
	return string(text)
}
