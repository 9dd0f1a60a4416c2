package mail

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/textproto"
	"strings"

	gomail "github.com/wneessen/go-mail"
)

// Class says why a letter was not sent, in a word that can be kept and logged: it names nobody.
type Class string

// The classes.
const (
	Unreachable Class = "unreachable" // no answer, or the connection broke
	Unprotected Class = "unprotected" // no TLS, or a certificate that does not hold
	SignIn      Class = "sign-in"     // the name or the password is not taken
	Refused     Class = "refused"     // there is no such address: it never will be sent
	Rejected    Class = "rejected"    // the server does not want the letter
	Later       Class = "later"       // the server asks for patience
	Broken      Class = "broken"      // the letter itself is wrong: it never will be sent
)

// Trouble is why a letter was not sent.
type Trouble struct {
	Class Class
	Err   error // of the server; it may name the address that was written to
}

// Error ends in what the host can do.
func (t *Trouble) Error() string { return fmt.Sprintf("%v: %s", t.Err, advice[t.Class]) }

// Unwrap gives the cause.
func (t *Trouble) Unwrap() error { return t.Err }

// Final tells that trying again is of no use.
func (t *Trouble) Final() bool { return t.Class == Refused || t.Class == Broken }

// OfServer tells that the next letter would meet the same.
func (t *Trouble) OfServer() bool {
	return t.Class == Unreachable || t.Class == Unprotected || t.Class == SignIn
}

var advice = map[Class]string{
	Unreachable: "check mail.smtp, that the server runs, and that this machine may call it",
	Unprotected: "check mail.security and the certificate of the server: tls is usual on port 465, starttls on 587",
	SignIn:      "check mail.username and mail.password_file",
	Refused:     "check the address",
	Rejected:    "check that the server lets mail.from send, and its own log",
	Later:       "wait; when it stays so, look into the log of the mail server",
	Broken:      "tell those who make Sentier",
}

// trouble finds the class of what the library gives back.
func (s *Sender) trouble(err error) error {
	t := &Trouble{Class: Unreachable, Err: err}
	var sending *gomail.SendError
	var certificate *tls.CertificateVerificationError
	var name x509.HostnameError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	var answer *textproto.Error
	text := err.Error()
	switch {
	case errors.As(err, &sending):
		t.Class = classOf(sending)
	case errors.As(err, &certificate), errors.As(err, &name), errors.As(err, &record), errors.As(err, &alert),
		strings.Contains(text, "STARTTLS"):
		t.Class = Unprotected
	case strings.Contains(text, "AUTH"), errors.Is(err, gomail.ErrNoSupportedAuthDiscovered):
		t.Class = SignIn
	case errors.As(err, &answer) && answer.Code >= 500:
		t.Class = Rejected
	case errors.As(err, &answer) && answer.Code >= 400:
		t.Class = Later
	}
	return t
}

func classOf(err *gomail.SendError) Class {
	switch code := err.ErrorCode(); {
	case code >= 500 && err.Reason == gomail.ErrSMTPRcptTo:
		return Refused
	case code >= 500:
		return Rejected
	case code >= 400:
		return Later
	case err.Reason == gomail.ErrGetSender, err.Reason == gomail.ErrGetRcpts:
		return Broken
	}
	return Unreachable
}
