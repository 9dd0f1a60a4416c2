// Package mailtest is a mail server of this machine that keeps what it is given, for tests: those of mail, and the
// journeys in a browser. It speaks SMTP as others do, with TLS and a password where it is asked to, and fails on
// demand.
package mailtest

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"math/big"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Config says how a server behaves. Its zero value takes everything, without TLS and without a password.
type Config struct {
	Address            string // where it listens; empty: a free port of this machine
	StartTLS           bool   // TLS is offered, with a certificate of its own: see Roots
	TLS                bool   // TLS from the first byte on
	Username, Password string // asked for where they are set
}

// Received is a letter that was taken.
type Received struct {
	From   string   // of the envelope
	To     []string // of the envelope
	Raw    string
	Header mail.Header
	Text   string // the plain part
	HTML   string // the other part
}

// Subject is the decoded subject.
func (r Received) Subject() string {
	text, err := new(mime.WordDecoder).DecodeHeader(r.Header.Get("Subject"))
	if err != nil {
		return r.Header.Get("Subject")
	}
	return text
}

// Sink is a running server.
type Sink struct {
	Address string // host:port
	Roots   *x509.CertPool
	config  Config
	server  *smtp.Server
	ln      net.Listener
	ended   chan struct{}

	mu       sync.Mutex
	received []Received
	refuse   *smtp.SMTPError // what recipients are answered; nil: they are taken
}

// Start starts a server. Close ends it.
func Start(c Config) (*Sink, error) {
	if c.Address == "" {
		c.Address = "127.0.0.1:0"
	}
	ln, err := net.Listen("tcp", c.Address)
	if err != nil {
		return nil, err
	}
	s := &Sink{Address: ln.Addr().String(), config: c, ended: make(chan struct{})}
	s.server = smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{sink: s}, nil }))
	s.server.Domain, s.server.AllowInsecureAuth = "localhost", true
	s.server.ReadTimeout, s.server.WriteTimeout = 10*time.Second, 10*time.Second
	s.server.ErrorLog = log.New(io.Discard, "", 0)
	if c.StartTLS || c.TLS {
		certificate, roots, err := selfSigned()
		if err != nil {
			return nil, err
		}
		s.Roots = roots
		s.server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{certificate}}
	}
	if c.TLS {
		ln = tls.NewListener(ln, s.server.TLSConfig)
	}
	s.ln = ln
	go func() {
		defer close(s.ended)
		_ = s.server.Serve(ln) // it ends by Close alone
	}()
	return s, nil
}

// Close ends the server.
func (s *Sink) Close() {
	_ = s.server.Close()
	_ = s.ln.Close() // the server knows its listener only once it has begun to wait at it
	<-s.ended
}

// Refuse answers recipients with a code (550: there is nobody, 451: later) from now on; 0 takes them again.
func (s *Sink) Refuse(code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refuse = nil
	if code != 0 {
		s.refuse = &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 1, 1}, Message: "not now"}
	}
}

// Received are the letters that were taken, the oldest first.
func (s *Sink) Received() []Received {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.received)
}

// To waits for the nth letter, from 1, to an address; false: it does not come.
func (s *Sink) To(address string, n int, patience time.Duration) (Received, bool) {
	for end := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		found := 0
		for _, r := range s.Received() {
			if slices.Contains(r.To, address) {
				if found++; found == n {
					return r, true
				}
			}
		}
		if time.Now().After(end) {
			return Received{}, false
		}
	}
}

// session is one connection.
type session struct {
	sink   *Sink
	from   string
	to     []string
	signed bool
}

func (s *session) Reset()        { s.from, s.to = "", nil }
func (s *session) Logout() error { return nil }

func (s *session) AuthMechanisms() []string {
	if s.sink.config.Username == "" {
		return nil
	}
	return []string{sasl.Plain}
}

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, username, password string) error {
		if username != s.sink.config.Username || password != s.sink.config.Password {
			return smtp.ErrAuthFailed
		}
		s.signed = true
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if s.sink.config.Username != "" && !s.signed {
		return smtp.ErrAuthRequired
	}
	s.from = from
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.sink.mu.Lock()
	defer s.sink.mu.Unlock()
	if s.sink.refuse != nil {
		return s.sink.refuse
	}
	s.to = append(s.to, to)
	return nil
}

func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	received := Received{From: s.from, To: slices.Clone(s.to), Raw: string(raw)}
	if err := received.read(); err != nil {
		return err
	}
	s.sink.mu.Lock()
	defer s.sink.mu.Unlock()
	s.sink.received = append(s.sink.received, received)
	return nil
}

// read takes a letter of two parts apart.
func (r *Received) read() error {
	message, err := mail.ReadMessage(strings.NewReader(r.Raw))
	if err != nil {
		return err
	}
	r.Header = message.Header
	_, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return err
	}
	parts := multipart.NewReader(message.Body, parameters["boundary"])
	for {
		part, err := parts.NextRawPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		var text bytes.Buffer
		if _, err := io.Copy(&text, quotedprintable.NewReader(part)); err != nil {
			return err
		}
		if strings.HasPrefix(part.Header.Get("Content-Type"), "text/html") {
			r.HTML = text.String()
		} else {
			r.Text = text.String()
		}
	}
}

// selfSigned makes a certificate for 127.0.0.1, and the roots that trust it.
func selfSigned() (tls.Certificate, *x509.CertPool, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, nil, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, DNSNames: []string{"localhost"}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return tls.Certificate{}, nil, err
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		return tls.Certificate{}, nil, err
	}
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, roots, nil
}
