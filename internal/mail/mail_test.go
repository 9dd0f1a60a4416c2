package mail_test

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	netmail "net/mail"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/config"
	"sentier/internal/mail"
	"sentier/internal/mail/mailtest"
)

var noon = time.Date(2026, 5, 4, 12, 30, 15, 0, time.UTC)

func letter() account.Letter {
	return account.Letter{
		ID: "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000", Kind: account.RecoverLetter, To: "eleve@example.org", Lang: "fr",
		Subject: "Un nouveau mot de passe pour Les sentiers du lycée", Paragraphs: []string{"Bonjour Zoé,", "Pour « choisir » <un> mot & le reste."},
		Action: "Choisir un mot de passe", Link: "https://courses.example.org/fr/recover/new?link=abc_-0", Rest: []string{"Ce lien sert une fois."},
	}
}

func server(t *testing.T, c mailtest.Config) *mailtest.Sink {
	t.Helper()
	sink, err := mailtest.Start(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(sink.Close)
	return sink
}

func sender(t *testing.T, sink *mailtest.Sink, m config.Mail, name string) *mail.Sender {
	t.Helper()
	m.SMTP, m.From = sink.Address, "courses@example.org"
	c := mail.Config{Mail: m, Name: name, ReplyTo: "school@example.org", Now: func() time.Time { return noon }}
	if sink.Roots != nil {
		c.TLS = &tls.Config{ServerName: "127.0.0.1", RootCAs: sink.Roots}
	}
	s, err := mail.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func class(t *testing.T, err error) mail.Class {
	t.Helper()
	var trouble *mail.Trouble
	if !errors.As(err, &trouble) {
		t.Fatalf("got %v, want a Trouble", err)
	}
	return trouble.Class
}

func TestSend(t *testing.T) {
	sink := server(t, mailtest.Config{})
	answer, err := sender(t, sink, config.Mail{Security: "none"}, "Les sentiers du lycée").Send(t.Context(), letter())
	if err != nil || answer == "" {
		t.Fatalf("answer %q, %v", answer, err)
	}
	got, ok := sink.To("eleve@example.org", 1, 0)
	if !ok || got.From != "courses@example.org" || len(got.To) != 1 {
		t.Fatalf("received %+v", sink.Received())
	}
	from, err := netmail.ParseAddress(got.Header.Get("From"))
	if err != nil || from.Name != "Les sentiers du lycée" || from.Address != "courses@example.org" {
		t.Errorf("From is %v (%v)", from, err)
	}
	for header, want := range map[string]string{
		"To": "<eleve@example.org>", "Reply-To": "<school@example.org>", "Message-Id": "<0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000@example.org>",
		"Auto-Submitted": "auto-generated", "Content-Language": "fr", "Date": "Mon, 04 May 2026 12:30:15 +0000", "X-Mailer": "", "User-Agent": "",
	} {
		if said := got.Header.Get(header); said != want {
			t.Errorf("%s is %q, want %q", header, said, want)
		}
	}
	if got.Subject() != letter().Subject {
		t.Errorf("the subject is %q", got.Subject())
	}
	const text = "Bonjour Zoé,\r\n\r\nPour « choisir » <un> mot & le reste.\r\n\r\nChoisir un mot de passe\r\n\r\n" +
		"https://courses.example.org/fr/recover/new?link=abc_-0\r\n\r\nCe lien sert une fois.\r\n"
	if strings.ReplaceAll(got.Text, "\r\n", "\n") != strings.ReplaceAll(text, "\r\n", "\n") {
		t.Errorf("the text is %q", got.Text)
	}
	for _, want := range []string{`<html lang="fr">`, "Pour « choisir » &lt;un&gt; mot &amp; le reste.", `href="https://courses.example.org/fr/recover/new?link=abc_-0"`,
		">Choisir un mot de passe</a>", "Ce lien sert une fois."} {
		if !strings.Contains(got.HTML, want) {
			t.Errorf("the HTML does not hold %q:\n%s", want, got.HTML)
		}
	}
	for _, fetched := range []string{"<img", "src=", "url(", "<link", "@import", "<script"} {
		if strings.Contains(got.HTML, fetched) {
			t.Errorf("the HTML fetches something: %q", fetched)
		}
	}
}

// A letter of a mailing tells its things in order, and how to end it: on paper, and to the program that shows it.
func TestMailing(t *testing.T) {
	sink := server(t, mailtest.Config{})
	l := letter()
	l.Kind, l.Action, l.Link = account.AnnouncementLetter, "", ""
	l.Items = []account.Item{{Title: "Une <panne>\nmardi", Text: "De 9 h à 10 h.", Link: "https://courses.example.org/fr/announcements/1"},
		{Title: "Un cours", Link: "https://courses.example.org/fr/announcements/2"}}
	l.Leave, l.Unsubscribe = "Ne plus recevoir ces courriels", "https://courses.example.org/fr/unsubscribe/announcements?link=abc_-0"
	if _, err := sender(t, sink, config.Mail{Security: "none"}, "Sentier").Send(t.Context(), l); err != nil {
		t.Fatal(err)
	}
	got, _ := sink.To(l.To, 1, 0)
	if said := got.Header.Get("List-Unsubscribe"); said != "<"+l.Unsubscribe+">" {
		t.Errorf("List-Unsubscribe is %q", said)
	}
	if said := got.Header.Get("List-Unsubscribe-Post"); said != "List-Unsubscribe=One-Click" {
		t.Errorf("List-Unsubscribe-Post is %q", said)
	}
	const text = "Une <panne> mardi\nDe 9 h à 10 h.\nhttps://courses.example.org/fr/announcements/1\n\n" +
		"Un cours\nhttps://courses.example.org/fr/announcements/2\n\nCe lien sert une fois.\n\n" +
		"Ne plus recevoir ces courriels\nhttps://courses.example.org/fr/unsubscribe/announcements?link=abc_-0\n"
	if !strings.HasSuffix(strings.ReplaceAll(got.Text, "\r\n", "\n"), text) {
		t.Errorf("the text is %q", got.Text)
	}
	for _, want := range []string{`<a href="https://courses.example.org/fr/announcements/1" style="color:inherit">Une &lt;panne&gt;`, "De 9 h à 10 h.",
		`<a href="https://courses.example.org/fr/unsubscribe/announcements?link=abc_-0" style="color:inherit">Ne plus`} {
		if !strings.Contains(got.HTML, want) {
			t.Errorf("the HTML does not hold %q:\n%s", want, got.HTML)
		}
	}
	for _, link := range []string{"javascript:alert(1)", "https://x.example/>\r\nBcc: a@example.org", "https://x.example/,<mailto:a@example.org>"} {
		broken := l
		broken.Unsubscribe = link
		if _, err := sender(t, sink, config.Mail{Security: "none"}, "Sentier").Send(t.Context(), broken); err == nil || class(t, err) != mail.Broken {
			t.Errorf("%q as a link gives %v", link, err)
		}
	}
}

func TestWays(t *testing.T) {
	withPassword := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(withPassword, []byte("a secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name   string
		server mailtest.Config
		mail   config.Mail
		class  mail.Class // empty: it is sent
	}{
		{"starttls and a password", mailtest.Config{StartTLS: true, Username: "us", Password: "a secret"},
			config.Mail{Security: "starttls", Username: "us", PasswordFile: withPassword}, ""},
		{"tls and a password", mailtest.Config{TLS: true, Username: "us", Password: "a secret"},
			config.Mail{Security: "tls", Username: "us", Password: "a secret"}, ""},
		{"none and a password", mailtest.Config{Username: "us", Password: "a secret"},
			config.Mail{Security: "none", Username: "us", Password: "a secret"}, ""},
		{"another password", mailtest.Config{StartTLS: true, Username: "us", Password: "a secret"},
			config.Mail{Security: "starttls", Username: "us", Password: "another"}, mail.SignIn},
		{"no password", mailtest.Config{StartTLS: true, Username: "us", Password: "a secret"}, config.Mail{Security: "starttls"}, mail.Rejected},
		{"a server without TLS", mailtest.Config{}, config.Mail{Security: "starttls"}, mail.Unprotected},
		{"a server that wants tls first", mailtest.Config{}, config.Mail{Security: "tls"}, mail.Unprotected},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			sink := server(t, test.server)
			_, err := sender(t, sink, test.mail, "Sentier").Send(t.Context(), letter())
			if test.class == "" {
				if err != nil || len(sink.Received()) != 1 {
					t.Errorf("not sent: %v", err)
				}
				return
			}
			if err == nil || class(t, err) != test.class || len(sink.Received()) != 0 {
				t.Errorf("got %v, want %s", err, test.class)
			}
			if strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "another") {
				t.Errorf("the error holds the password: %v", err)
			}
		})
	}
}

// A certificate that nobody vouches for is refused, and nothing is said to whoever shows it.
func TestCertificate(t *testing.T) {
	for _, security := range []string{"starttls", "tls"} {
		sink := server(t, mailtest.Config{StartTLS: security == "starttls", TLS: security == "tls", Username: "us", Password: "a secret"})
		sink.Roots = nil
		s := sender(t, sink, config.Mail{Security: security, Username: "us", Password: "a secret"}, "Sentier")
		if _, err := s.Send(t.Context(), letter()); err == nil || class(t, err) != mail.Unprotected {
			t.Errorf("%s: got %v", security, err)
		}
	}
}

func TestTroubles(t *testing.T) {
	sink := server(t, mailtest.Config{})
	s := sender(t, sink, config.Mail{Security: "none"}, "Sentier")
	for code, want := range map[int]mail.Class{550: mail.Refused, 451: mail.Later} {
		sink.Refuse(code)
		_, err := s.Send(t.Context(), letter())
		if err == nil || class(t, err) != want {
			t.Errorf("%d gives %v, want %s", code, err, want)
		}
		var trouble *mail.Trouble
		if errors.As(err, &trouble) && trouble.Final() != (code == 550) {
			t.Errorf("%d is final: %t", code, trouble.Final())
		}
	}
	sink.Refuse(0)
	if _, err := s.Send(t.Context(), letter()); err != nil {
		t.Error(err)
	}
	sink.Close()
	if _, err := s.Send(t.Context(), letter()); err == nil || class(t, err) != mail.Unreachable {
		t.Errorf("a server that is gone gives %v", err)
	}
}

// A server that takes a call and says nothing does not hold a letter for long.
func TestSilence(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	s := sender(t, &mailtest.Sink{Address: ln.Addr().String()}, config.Mail{Security: "none"}, "Sentier")
	within, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	began := time.Now()
	if _, err := s.Send(within, letter()); err == nil || class(t, err) != mail.Unreachable || time.Since(began) > mail.LongestTry {
		t.Errorf("after %v: %v", time.Since(began), err)
	}
}

// hostile is what somebody may try to be called, or to have written to.
var hostile = []string{
	"x\r\nBcc: victim@example.org", "x\nBcc: victim@example.org", "x\rBcc: victim@example.org", "x\r\n\r\nanother body",
	"x\u2028Bcc: victim@example.org", "x\x00y", "x\u0085Bcc: victim@example.org", "=?utf-8?B?DQpCY2M6IHZpY3RpbUBleGFtcGxlLm9yZw==?=",
	"=?utf-8?Q?=0D=0ABcc=3A_victim=40example.org?=", "\u202egro.elpmaxe", strings.Repeat("é", 2000), "x\xff\xfe", `"quoted" <victim@example.org>`,
	"victim@example.org, other@example.org", ".\r\nMAIL FROM:<x@example.org>",
}

func TestNothingIsSlippedIntoHeaders(t *testing.T) {
	sink := server(t, mailtest.Config{})
	for i, text := range hostile {
		s := sender(t, sink, config.Mail{Security: "none"}, "Sentier "+text)
		l := letter()
		l.Subject, l.Action, l.Paragraphs, l.Rest = "Bonjour "+text, text, []string{text, "x"}, []string{text}
		if _, err := s.Send(t.Context(), l); err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		got := sink.Received()[i]
		if len(got.To) != 1 || got.To[0] != "eleve@example.org" {
			t.Errorf("%q goes to %v", text, got.To)
		}
		for header := range got.Header {
			switch header {
			case "From", "To", "Reply-To", "Subject", "Date", "Message-Id", "Mime-Version", "Content-Type", "Auto-Submitted", "Content-Language":
			default:
				t.Errorf("%q brings a header %s", text, header)
			}
		}
		if subject := got.Subject(); strings.ContainsAny(subject, "\r\n\x00\u202e") || !strings.HasPrefix(subject, "Bonjour") {
			t.Errorf("%q makes the subject %q", text, subject)
		}
		from, err := netmail.ParseAddress(got.Header.Get("From"))
		if err != nil || from.Address != "courses@example.org" || strings.ContainsAny(from.Name, "\r\n\x00\u202e") {
			t.Errorf("%q makes From %q (%v)", text, got.Header.Get("From"), err)
		}
	}
}

func TestWhatIsNoLetter(t *testing.T) {
	sink := server(t, mailtest.Config{})
	s := sender(t, sink, config.Mail{Security: "none"}, "Sentier")
	refused := map[string]func(*account.Letter){
		"a link that runs":     func(l *account.Letter) { l.Link = "javascript:alert(1)" },
		"a link to nowhere":    func(l *account.Letter) { l.Link = "/fr/recover" },
		"a link with a line":   func(l *account.Letter) { l.Link += "\r\nhttps://elsewhere.example" },
		"an id with a line":    func(l *account.Letter) { l.ID += "\r\nBcc: x@example.org" },
		"a language of lines":  func(l *account.Letter) { l.Lang = "fr\r\nBcc: x@example.org" },
		"no subject":           func(l *account.Letter) { l.Subject = "\r\n" },
		"no words":             func(l *account.Letter) { l.Paragraphs = nil },
		"an address of a name": func(l *account.Letter) { l.To = "Eve <eve@example.org>" },
	}
	for _, text := range hostile {
		refused["to "+text] = func(l *account.Letter) { l.To = text }
		refused["to eve@example.org and "+text] = func(l *account.Letter) { l.To = "eve@example.org" + text }
	}
	for name, spoil := range refused {
		l := letter()
		spoil(&l)
		if _, err := s.Send(t.Context(), l); err == nil || class(t, err) != mail.Broken {
			t.Errorf("%q: %v", name, err)
		}
	}
	if n := len(sink.Received()); n != 0 {
		t.Errorf("%d were sent", n)
	}
}

func TestPasswordFile(t *testing.T) {
	for text, want := range map[string]string{"": "one line", "\n": "one line", "a\nb": "one line"} {
		_, err := mail.New(mail.Config{
			Mail:     config.Mail{SMTP: "127.0.0.1:25", From: "a@example.org", Username: "us", PasswordFile: "secret"},
			ReadFile: func(string) ([]byte, error) { return []byte(text), nil },
		})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	_, err := mail.New(mail.Config{Mail: config.Mail{SMTP: "127.0.0.1:25", From: "a@example.org", Username: "us", PasswordFile: "secret"},
		ReadFile: func(string) ([]byte, error) { return nil, os.ErrPermission }})
	if err == nil || !strings.Contains(err.Error(), "mail.password_file") {
		t.Error(err)
	}
}
