// Package mail sends letters through an SMTP server. A letter is written once, in its reader's words; here it becomes
// plain text and HTML, both from that one source.
//
// It chooses no words, keeps no letter and tries nothing twice: theme has the words, store the queue, jobs the
// patience, and cli asks for a letter to try whether it works. No header can be slipped in through a name or an
// address, whoever wrote it. There is nothing in a letter that tells whether it was read: no image, nothing that is
// fetched, no link but to our own pages.
package mail

import (
	"cmp"
	"context"
	"crypto/tls"
	"fmt"
	"net"
	netmail "net/mail"
	"os"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"sentier/internal/account"
	"sentier/internal/config"
)

// A letter is on its way within twice this time: to connect, with all that comes before the letter, and to hand it over.
const patience = 10 * time.Second

// LongestTry is how long Send takes at most.
const LongestTry = 2*patience + 5*time.Second

// Config says through which server letters go.
type Config struct {
	Mail     config.Mail
	Name     string                            // of the site, beside the address in From
	ReplyTo  string                            // where mail.reply_to says nothing; may be empty
	ReadFile func(name string) ([]byte, error) // nil: os.ReadFile
	TLS      *tls.Config                       // nil: the server's name is verified against the system's roots
	Now      func() time.Time                  // nil: time.Now
}

// Sender sends letters, one at a time. It may be used by many goroutines.
type Sender struct {
	host     string
	options  []gomail.Option
	from     netmail.Address
	reply    *netmail.Address // nil: From
	now      func() time.Time
	security string
}

// New makes a sender. It does not call the server yet.
func New(c Config) (*Sender, error) {
	if c.ReadFile == nil {
		c.ReadFile = os.ReadFile
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	host, port, err := net.SplitHostPort(c.Mail.SMTP)
	number, errPort := strconv.Atoi(port)
	if err != nil || errPort != nil {
		return nil, fmt.Errorf("mail.smtp is %q: set it to the host and port of your mail server", c.Mail.SMTP)
	}
	password, err := c.password()
	if err != nil {
		return nil, err
	}
	s := &Sender{
		host: host, from: netmail.Address{Name: oneLine(c.Name), Address: c.Mail.From}, now: c.Now, security: c.Mail.Security,
		options: []gomail.Option{gomail.WithPort(number), gomail.WithTimeout(patience), gomail.WithTLSConfig(c.tls(host))},
	}
	if reply := cmp.Or(c.Mail.ReplyTo, c.ReplyTo); reply != "" && reply != c.Mail.From {
		s.reply = &netmail.Address{Address: reply}
	}
	switch c.Mail.Security {
	case "tls":
		s.options = append(s.options, gomail.WithSSL())
	case "none":
		s.options = append(s.options, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		s.options = append(s.options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if c.Mail.Username != "" {
		auth := gomail.SMTPAuthAutoDiscover
		if c.Mail.Security == "none" { // to this machine alone, as the configuration has made sure
			auth = gomail.SMTPAuthPlainNoEnc
		}
		s.options = append(s.options, gomail.WithSMTPAuth(auth), gomail.WithUsername(c.Mail.Username), gomail.WithPassword(password))
	}
	if _, err := s.client(); err != nil {
		return nil, fmt.Errorf("the mail server cannot be used as it is configured (%w): correct the keys of [mail]", err)
	}
	return s, nil
}

// password is what the configuration says, or the first line of the file that it names.
func (c Config) password() (string, error) {
	if c.Mail.PasswordFile == "" {
		return c.Mail.Password, nil
	}
	text, err := c.ReadFile(c.Mail.PasswordFile)
	if err != nil {
		return "", fmt.Errorf("the password of the mail server cannot be read (%w): correct mail.password_file, or allow it", err)
	}
	password := strings.TrimRight(string(text), "\r\n")
	if password == "" || strings.ContainsAny(password, "\r\n") {
		return "", fmt.Errorf("%s does not hold one line: write the password of the mail server into it, and nothing else", c.Mail.PasswordFile)
	}
	return password, nil
}

func (c Config) tls(host string) *tls.Config {
	if c.TLS != nil {
		return c.TLS
	}
	return &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}
}

func (s *Sender) client() (*gomail.Client, error) { return gomail.NewClient(s.host, s.options...) }

// Send hands a letter to the server and gives what that answered. Its error, where there is one, is a *Trouble. A
// letter that was handed over, and whose sender ended before it could note that, is sent again under the same
// Message-ID.
func (s *Sender) Send(ctx context.Context, letter account.Letter) (answer string, err error) {
	message, err := s.message(letter)
	if err != nil {
		return "", err
	}
	client, err := s.client()
	if err != nil {
		return "", &Trouble{Class: Broken, Err: err}
	}
	err = client.DialAndSendWithContext(ctx, message)
	if err != nil && !message.IsDelivered() { // what goes wrong once it is theirs is their business
		return "", s.trouble(err)
	}
	return strings.TrimSpace(message.ServerResponse()), nil
}
