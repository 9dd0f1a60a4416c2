package e2e

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
)

// secretWord is the password of the room in which the tests meet.
const secretWord = "trois cailloux <blancs>"

// meetingPlace is a site whose learners meet: those of a module, in two rooms of which the first is gone; and everybody.
func meetingPlace(t *testing.T, name string) *server {
	t.Helper()
	open, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = open.Close() })
	soon := time.Now().UTC().Add(time.Hour).Format("2006-01-02 15:04")
	s, _ := configured(t, name, nearby("La Source")+fmt.Sprintf(`
[[room]]
kind = "pad"
name = "Le carnet"
address = "https://127.0.0.1:1/p/carnet"
note = { fr = "Tenu par <nous>" }
[[meeting]]
weekly = "thursday 18:30"
zone = "Europe/Paris"
title.fr = "La veillée, à plusieurs"
[[room]]
module = %[1]q
kind = "jitsi"
name = "La clairière"
address = "http://127.0.0.1:1/clairiere"
[[room]]
module = %[1]q
kind = "mumble"
name = "Le jardin"
address = "mumble://%[2]s/Jardin"
password = %[3]q
[[meeting]]
module = %[1]q
dates = [%[4]q, "2099-01-01 10:00"]
minutes = 90
zone = "UTC"
`, compiled(t, world.atelier).Modules[0].ID, open.Addr(), secretWord, soon), "--forum", "anyone")
	return s
}

// TestMeetings: a learner finds out when and where the others meet, and how to take part; a room that is gone is skipped;
// the password is for members, and never in the calendar.
func TestMeetings(t *testing.T) {
	t.Parallel()
	s, m := meetingPlace(t, "meeting"), compiled(t, world.atelier).Modules[0]
	for _, lang := range []string{"fr", "en"} {
		say, home := interfaceWords(t, lang), m.Address(lang)+"/meetings"
		stranger := visit(t, s)
		stranger.eventually(home, say("meetings.skipped"))
		stranger.sees("Le jardin").sees(say("meetings.sound")).sees(say("meetings.before")).sees(say("meetings.use.mumble")).sees(say("meetings.hidden"))
		if strings.Contains(stranger.text, "cailloux") || !strings.Contains(stranger.text, "/Jardin?version=1.2.0\"") || strings.Contains(stranger.text, "ZgotmplZ") {
			t.Errorf("%s: a stranger reads the password, or there is no way into the room:\n%s", lang, stranger.text)
		}
		stranger.to(m.Address(lang)).follow(say("meetings.link")).at(home)
		stranger.to(m.Address(lang) + "/forum").follow(say("meetings.link")).at(home)
		stranger.to("/" + lang + "/forum").follow(say("meetings.link")).at("/" + lang + "/meetings").sees("La veillée, à plusieurs").sees("Tenu par <nous>")
		member := visit(t, s)
		member.signUp(lang, "Membre "+lang, "un mot de passe bien long", nil)
		member.to(home).sees(secretWord)

		for path, most := range map[string]int{home + ".ics": 1, "/" + lang + "/meetings.ics": 31} {
			request, err := http.NewRequest(http.MethodGet, s.origin+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			answer, err := member.client.Do(request) // who is signed in has the same one
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(answer.Body)
			if err != nil {
				t.Fatal(err)
			}
			_ = answer.Body.Close()
			calendar, err := ics.ParseCalendar(strings.NewReader(string(text)))
			if err != nil || answer.Header.Get("Content-Type") != "text/calendar; charset=utf-8" || answer.Header.Get("Cache-Control") != "public, max-age=3600" {
				t.Fatalf("%s: %v, %v\n%s", path, err, answer.Header, text)
			}
			if n := len(calendar.Events()); n < 1 || n > most { // half a year ahead, and a month back
				t.Errorf("%s holds %d meetings", path, n)
			}
			if strings.Contains(string(text), "cailloux") {
				t.Errorf("%s holds the password:\n%s", path, text)
			}
		}
	}
	owner, other, stranger := visit(t, s), visit(t, s), visit(t, s)
	owner.signUp("fr", "Propriétaire", "un mot de passe bien long", nil)
	other.signUp("fr", "Passant", "un autre mot de passe long", nil)
	home := m.Address("fr") + "/meetings"
	holdTo(t, stranger, owner, other, []route{
		{"GET", home, "200", "200", "200"}, {"GET", home + ".ics", "200", "200", "200"},
		{"GET", "/fr/meetings", "200", "200", "200"}, {"GET", "/fr/meetings.ics", "200", "200", "200"},
		{"GET", "/fr/nowhere/meetings", "404", "404", "404"}, {"GET", "/de/meetings", "404", "404", "404"},
	})
	holdTo(t, visit(t, world.shipped), visit(t, world.shipped), visit(t, world.shipped), []route{ // nobody meets there
		{"GET", "/fr/meetings", "404", "404", "404"}, {"GET", module(t).Address("fr") + "/meetings", "404", "404", "404"},
		{"GET", module(t).Address("fr") + "/meetings.ics", "404", "404", "404"},
	})
	if text := visit(t, world.shipped).to(module(t).Address("fr")).text; strings.Contains(text, "/meetings") {
		t.Error("a module whose learners do not meet has a link to where they do")
	}
}

// TestElsewherePages looks at the pages of other machines as TestEveryPage does at those of everybody.
func TestElsewherePages(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			s, m := meetingPlace(t, "meeting pages "+lang), compiled(t, world.atelier).Modules[0]
			sister, _ := configured(t, "sister pages "+lang, nearby("Le Gué", "La Source", s.origin, "Le puits", "https://10.0.0.1"), "--registration", "closed")
			reader := visit(t, s).eventually(m.Address(lang)+"/meetings", "Le jardin")
			host := visit(t, sister).eventually("/"+lang+"/sites", s.origin+m.Address(lang))
			f := &findings{where: map[string][]string{}}
			folder, from := t.TempDir(), map[string]string{}
			save := saver(t, folder, from)
			for who, seen := range map[*person]map[string]string{
				reader: {"meetings of a module": m.Address(lang) + "/meetings", "meetings": "/" + lang + "/meetings", "module": m.Address(lang)},
				host:   {"sites": "/" + lang + "/sites", "sign up where it is closed": "/" + lang + "/sign-up", "home": "/" + lang},
			} {
				b := open(t, who.server, eyes{})
				b.lookAtAll(seen, lang, f)
				for name, path := range seen {
					save(name, who.to(path))
				}
			}
			f.report(t)
			reportMarkup(t, folder, from)
		})
	}
}
