package e2e

import (
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
)

// sisters is the configuration of a site that names two others.
const sisters = `
[[sister]]
name = "Le Gué"
url = "https://gue.example"
note = { fr = "Pour les adultes", en = "For adults" }

[[sister]]
name = "The Ford"
url = "https://ford.example"
`

// closing starts a site with the small course on which not everybody can make an account.
func closing(t *testing.T, name string, args ...string) *server {
	t.Helper()
	file := filepath.Join(t.TempDir(), "sentier.toml")
	if err := os.WriteFile(file, []byte(sisters), 0o644); err != nil {
		t.Fatal(err)
	}
	s, err := start(name, append([]string{"--courses", "testdata/courses", "--config", file}, args...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	return s
}

// admin runs a command beside a site, and gives what it says.
func (s *server) admin(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command(world.binary, append([]string{"admin"}, append(args, "--data", filepath.Join(world.folder, s.name))...)...).Output()
	if err != nil {
		t.Fatalf("sentier admin %s: %v", strings.Join(args, " "), err)
	}
	return string(out)
}

// invite prints slips, and gives the file and the codes on them.
func (s *server) invite(t *testing.T, count int, lang string) (file string, codes []string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "slips.html")
	s.admin(t, "invite", "--count", fmt.Sprint(count), "--print", file, "--lang", lang, "--base-url", s.origin, "--note", "5e B")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, found := range regexp.MustCompile(`<p class="code">([^<]+)</p>`).FindAllStringSubmatch(string(data), -1) {
		codes = append(codes, found[1])
	}
	if len(codes) != count {
		t.Fatalf("%d codes, want %d", len(codes), count)
	}
	return file, codes
}

// Slips are printed; one lets one person in, and nobody else; the next one lets in who mistyped first.
func TestComeByInvitation(t *testing.T) {
	s := closing(t, "by invitation", "--registration", "invitation")
	twoWays(t, func(t *testing.T, w way, say func(string, ...any) string) {
		q := compiled(t, world.atelier).Modules[0].Sequences[0].Quiz
		_, codes := s.invite(t, 2, w.lang)
		b := open(t, s, w.eyes())
		b.goTo(q.Address(w.lang))
		b.sees(say("quiz.invite_invited"))
		b.goTo("/" + w.lang + "/sign-in")
		b.follow(say("sign_in.new_invited"))
		b.at("/" + w.lang + "/sign-up")

		b.goTo("/" + w.lang + "/sign-up?invitation=" + codes[0] + "&back=" + q.Address(w.lang)) // as the drawing says
		b.fillIn(fmt.Sprintf("Invitée %s %d", w.lang, w.width), "trois petits cailloux blancs")
		b.follow(say("sign_up.go"))
		b.at("/" + w.lang + "/me/codes")
		b.click("[name=noted]")
		b.follow(say("codes.go"))
		b.at(q.Address(w.lang))

		other := open(t, s, w.eyes())
		other.goTo("/" + w.lang + "/sign-up?invitation=" + codes[0])
		name := fmt.Sprintf("Deuxième %s %d", w.lang, w.width)
		other.fillIn(name, "un sentier dans la brume")
		other.follow(say("sign_up.go"))
		other.sees(say("account.invitation_wrong"))
		if kept := ask[string](other, `document.querySelector("#name").value + " " + document.querySelector("#invitation").value`); kept != name+" "+codes[0] {
			t.Errorf("a refused form keeps %q", kept)
		}
		other.write("#invitation", strings.ToLower(strings.ReplaceAll(codes[1], "-", " ")))
		other.write("#password", "un sentier dans la brume")
		time.Sleep(3100 * time.Millisecond)
		other.follow(say("sign_up.go"))
		other.at("/" + w.lang + "/me/codes")
	})
}

// fillIn writes name and password, as long as people take.
func (b *tab) fillIn(name, password string) {
	b.t.Helper()
	b.write("#name", name)
	b.write("#password", password)
	time.Sleep(3100 * time.Millisecond)
}

// Nothing is cut where slips are printed: every sheet is one page, and every slip holds all of its words.
func TestPrintSlips(t *testing.T) {
	t.Parallel()
	s := closing(t, "printing", "--registration", "invitation")
	for _, test := range []struct {
		lang  string
		pages int
	}{{"fr", 2}, {"en", 2}, {"fr,en", 3}} {
		file, _ := s.invite(t, 13, test.lang)
		b := open(t, s, eyes{media: "print"})
		b.goTo("file://" + file)
		b.wait(`document.fonts.status === "loaded"`)
		cut := ask[int](b, `[...document.querySelectorAll(".slip, .slip *")].filter(e => e.getClientRects().length && !e.closest("svg") &&
			e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== "inline").length`)
		if cut > 0 {
			t.Errorf("%s: %d parts of slips are wider than their place", test.lang, cut)
		}
		printed := call(b, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: new(true)})
		if n := len(regexp.MustCompile(`/Type\s*/Page[^s]`).FindAll(printed.Data, -1)); n != test.pages {
			t.Errorf("%s: %d pages, want %d", test.lang, n, test.pages)
		}
		if said := b.complaints(); len(said) > 0 {
			t.Errorf("the console says: %q", said)
		}
	}
}

// A site that is closed says so wherever it would invite, names the others, and lets its members in.
func TestClosedSite(t *testing.T) {
	t.Parallel()
	s := closing(t, "closed", "--registration", "open")
	member := visit(t, s)
	member.signUp("fr", "Membre", "un mot de passe bien long", nil)
	early := visit(t, s) // opened the form before
	early.to("/fr/sign-up")
	s.stop()
	s.args[len(s.args)-1] = "closed"
	if err := s.start(); err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"fr", "en"} {
		say := interfaceWords(t, lang)
		p := visit(t, s)
		p.to("/" + lang + "/sign-up").sees(say("account.closed")).sees(say("sign_up.closed.host")).sees(say("sign_up.sisters"))
		p.sees("The Ford").sees(map[string]string{"fr": "Pour les adultes", "en": "For adults"}[lang])
		if !strings.Contains(p.text, `href="https://gue.example"`) || strings.Contains(p.text, `name="password"`) {
			t.Errorf("%s: a sister site is not linked, or there is a form", lang)
		}
		p.to("/" + lang + "/sign-in").sees(say("sign_in.new_closed"))
		p.to(compiled(t, world.atelier).Modules[0].Sequences[0].Quiz.Address(lang)).sees(say("quiz.invite_closed"))
		for _, page := range []string{"/sign-in", "/recover", "/terms", "/privacy", compiled(t, world.atelier).Modules[0].Sequences[0].Quiz.Address(lang)[3:]} {
			if p.to("/" + lang + page); strings.Contains(p.text, ">"+say("quiz.invite_go")+"<") || page == "/recover" && strings.Contains(p.text, "/sign-up") {
				t.Errorf("%s promises what is closed", p.path)
			}
		}
		p.to("/" + lang + "/terms").sees(say("terms.age", "age", 15))
		p.to("/" + lang + "/privacy").sees(say("terms.age", "age", 15))
	}
	say := interfaceWords(t, "fr")
	time.Sleep(3100 * time.Millisecond)
	early.send("/sign-up", url.Values{"name": {"En retard"}, "password": {"un mot de passe bien long"}}).refused(say("sign_up.closed.host"))
	member.to("/fr/me").at("/fr/me").send("/sign-out", nil)
	member.to("/fr/sign-in").send("/sign-in", url.Values{"name": {"Membre"}, "password": {"un mot de passe bien long"}}).at("/fr/me")
}

// A site with room for so many has no more, whoever comes at once; who pressed twice for a place has it once.
func TestFullSite(t *testing.T) {
	t.Parallel()
	const most, crowd = 3, 8
	s := closing(t, "full", "--max-accounts", fmt.Sprint(most))
	say := interfaceWords(t, "fr")
	var people [crowd]*person
	for i := range people {
		people[i] = visit(t, s).to("/fr/sign-up").at("/fr/sign-up").sees(say("sign_up.age", "age", 15))
	}
	time.Sleep(3100 * time.Millisecond)
	fields := func(i int) url.Values {
		return url.Values{"name": {fmt.Sprint("Personne ", i)}, "password": {"chacune a le sien, assez long"}}
	}
	var forms [crowd]url.Values
	for i, p := range people {
		for _, form := range elements(p.page, "form") {
			if strings.HasSuffix(value(form, "action"), "/sign-up") {
				forms[i] = values(form)
			}
		}
		for name, all := range fields(i) {
			forms[i][name] = all
		}
	}
	var wait sync.WaitGroup
	for i, p := range people {
		wait.Go(func() { p.post("/fr/sign-up", forms[i]) })
	}
	wait.Wait()
	made := 0
	for i, p := range people {
		if p.path == "/fr/me/codes" {
			made++
			twice := visit(t, s).post("/fr/sign-up", forms[i])
			if twice.path != "/fr/me" || twice.status != 200 {
				t.Errorf("who presses twice is at %s with %d", twice.path, twice.status)
			}
			continue
		}
		p.refused(say("sign_up.closed.full")).sees("Le Gué")
	}
	if made != most {
		t.Errorf("%d accounts, want %d", made, most)
	}
	visit(t, s).to("/fr/sign-up").sees(say("sign_up.closed.full"))
	visit(t, s).to("/fr/sign-in").sees(say("sign_in.new_closed"))
}

// What is not a code, is one of nobody's, or is over is refused in the form with what is wrong; and nobody learns from
// the site who came by which.
func TestInvitationsAreRefusedWithWords(t *testing.T) {
	t.Parallel()
	s := closing(t, "invitations", "--registration", "invitation")
	say := interfaceWords(t, "en")
	_, codes := s.invite(t, 2, "en")
	p := visit(t, s)
	p.to("/en/sign-up?invitation=%3Cscript%3E").at("/en/sign-up").sees(say("sign_up.uninvited")).sees("The Ford")
	if strings.Contains(p.text, `"<script>"`) {
		t.Error("the code is not escaped")
	}
	time.Sleep(3100 * time.Millisecond)
	with := func(code string) *person {
		return p.send("/sign-up", url.Values{"invitation": {code}, "name": {"Somebody"}, "password": {"a long password of ours"}})
	}
	with("").refused(say("account.invitation_form"))
	time.Sleep(3100 * time.Millisecond)
	with("0123-4567-89AB").refused(say("account.invitation_wrong"))
	time.Sleep(3100 * time.Millisecond)
	with(codes[0]).at("/en/me/codes")
	list := s.admin(t, "invitations")
	batch := regexp.MustCompile(`(?m)^(\S+) +\S+ +2 +1 +1 +until \S+ +5e B$`).FindStringSubmatch(list)
	if batch == nil || strings.Contains(list, "Somebody") {
		t.Fatalf("the batches are told as:\n%s", list)
	}
	s.admin(t, "invitations", "--revoke", batch[1])
	next := visit(t, s).to("/en/sign-up?invitation=" + codes[1])
	time.Sleep(3100 * time.Millisecond)
	next.send("/sign-up", url.Values{"name": {"Too late"}, "password": {"a long password of ours"}}).refused(say("account.invitation_over"))
}

// TestInvitationPages looks at these pages as TestMemberPages does, and gives them to the validator with a file of
// slips.
func TestInvitationPages(t *testing.T) {
	invited, closed := closing(t, "invited pages", "--registration", "invitation"), closing(t, "closed pages", "--registration", "closed")
	folder, from := t.TempDir(), map[string]string{}
	keep := func(name, text string) {
		from[name] = name
		save(t, folder, name, text)
	}
	for _, lang := range []string{"fr", "en"} {
		quiz := compiled(t, world.atelier).Modules[0].Sequences[0].Quiz.Address(lang)
		f := &findings{where: map[string][]string{}}
		for i, seen := range []sight{
			{name: "sign up by invitation", server: invited, path: "/" + lang + "/sign-up?invitation=0123-4567-89AB"},
			{name: "sign in by invitation", server: invited, path: "/" + lang + "/sign-in"},
			{name: "quiz by invitation", server: invited, path: quiz},
			{name: "closed sign up", server: closed, path: "/" + lang + "/sign-up"},
			{name: "closed sign in", server: closed, path: "/" + lang + "/sign-in"},
			{name: "closed quiz", server: closed, path: quiz},
		} {
			b := open(t, seen.server, eyes{})
			b.goTo(seen.path)
			f.at = seen.path
			for _, l := range looks() {
				if l.lang == "" || l.lang == lang {
					b.through(l, seen, f)
				}
			}
			keep(fmt.Sprintf("%s-%d.html", lang, i), visit(t, seen.server).to(seen.path).text)
		}
		f.report(t)
		refused := visit(t, invited).to("/" + lang + "/sign-up")
		keep(lang+"-refused.html", refused.send("/sign-up", url.Values{"invitation": {"x"}, "name": {"x"}}).text)
		file, _ := invited.invite(t, 9, lang)
		slips, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		keep(lang+"-slips.html", string(slips))
	}
	reportMarkup(t, folder, from)
}
