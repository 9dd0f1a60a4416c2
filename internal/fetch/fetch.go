// Package fetch asks other machines, and only those that the host has named in the configuration. It is the one place of
// the program that opens connections to addresses of others, so that one set of rules holds for all of them:
//
//   - https, on a certificate that holds; http only in networks that the host lists (elsewhere.private), or where an author
//     asks whether the links of a course still lead somewhere (check --links);
//   - the address that a name leads to is looked at when the connection is opened, and not before, so that a name which
//     changes in between gains nothing: private, loopback, link-local and special addresses are refused, but for those
//     networks;
//   - a redirect is never followed, a proxy of the environment never used;
//   - time, size, type and headers are bounded; nothing is sent but the question, with neither cookies nor credentials
//     (save what its caller puts into a question of its own, with Do);
//   - an answer is taken as it is: one that is compressed is refused, so that nothing grows in our memory.
//
// jobs, publish and gitsync call it. What an answer means is not known here: see elsewhere.
package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"syscall"
	"time"

	"sentier/internal/elsewhere"
)

const (
	longest    = 512 << 10 // bytes of an answer
	mostHeader = 32 << 10
	patience   = 10 * time.Second // for a whole answer
	dialling   = 5 * time.Second
	agent      = "Sentier"
)

// Config is what a Client works with. Its zero value asks only who is on the internet.
type Config struct {
	Private  []string       // networks that may be asked although they are private, in CIDR form or as addresses
	Patience time.Duration  // for a whole answer; 0: ten seconds
	Roots    *x509.CertPool // nil: the system's
	Plain    bool           // http is asked of anybody: for who looks at links from a machine of their own, and sends nothing
}

// Client asks other machines. It may be used by many goroutines at once, and keeps no connection open.
type Client struct {
	private  []netip.Prefix
	patience time.Duration
	secure   *http.Client
	plain    *http.Client // only into private networks that are listed
}

// New makes a client. The networks are as config reads them; one that is not is an error.
func New(c Config) (*Client, error) {
	client := &Client{patience: c.Patience}
	if client.patience == 0 {
		client.patience = patience
	}
	for _, text := range c.Private {
		network, err := netip.ParsePrefix(text)
		if one, wrong := netip.ParseAddr(text); wrong == nil {
			network, err = netip.PrefixFrom(one, one.BitLen()), nil
		}
		if err != nil {
			return nil, fmt.Errorf("read the network %q: %w", text, err)
		}
		client.private = append(client.private, network.Masked())
	}
	client.secure = client.over(true, c.Roots)
	client.plain = client.over(c.Plain, nil)
	return client, nil
}

// over is HTTP by connections that are opened under the rules above.
func (c *Client) over(public bool, roots *x509.CertPool) *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			Proxy: nil, DialContext: c.dialler(public).DialContext, DisableKeepAlives: true, DisableCompression: true,
			TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots}, TLSHandshakeTimeout: dialling,
			ResponseHeaderTimeout: c.patience, MaxResponseHeaderBytes: mostHeader,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// errPrivate is why a connection is not opened.
var errPrivate = errors.New("the address is in a network that may not be asked")

// dialler opens connections to public addresses, if they may be, and to private ones that are listed.
func (c *Client) dialler(public bool) *net.Dialer {
	return &net.Dialer{Timeout: dialling, Control: func(_, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil {
			return errPrivate
		}
		if ip := at.Addr().Unmap(); c.listed(ip) || public && onInternet(ip) {
			return nil
		}
		return errPrivate
	}}
}

func (c *Client) listed(ip netip.Addr) bool {
	for _, network := range c.private {
		if network.Contains(ip.WithZone("")) {
			return true
		}
	}
	return false
}

// JSON asks for a document.
func (c *Client) JSON(ctx context.Context, address string) ([]byte, *elsewhere.Failure) {
	ctx, cancel := context.WithTimeout(ctx, c.patience)
	defer cancel()
	answer, failed := c.ask(ctx, http.MethodGet, address, "application/json")
	if failed != nil {
		return nil, failed
	}
	defer answer.Body.Close()
	switch code := answer.StatusCode; {
	case code >= 300 && code < 400:
		return nil, &elsewhere.Failure{Trouble: elsewhere.Moved}
	case code != http.StatusOK:
		return nil, &elsewhere.Failure{Trouble: elsewhere.Refused, Cause: fmt.Errorf("status %d", code)}
	}
	if coding := answer.Header.Get("Content-Encoding"); coding != "" && coding != "identity" {
		return nil, &elsewhere.Failure{Trouble: elsewhere.Packed, Cause: fmt.Errorf("it is packed as %q", coding)}
	}
	if kind, _, err := mime.ParseMediaType(answer.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return nil, &elsewhere.Failure{Trouble: elsewhere.Unlike, Cause: fmt.Errorf("it is of the type %q", kind)}
	}
	if answer.ContentLength > longest {
		return nil, &elsewhere.Failure{Trouble: elsewhere.Large}
	}
	data, err := io.ReadAll(io.LimitReader(answer.Body, longest+1))
	switch {
	case err != nil:
		return nil, failure(err)
	case len(data) > longest:
		return nil, &elsewhere.Failure{Trouble: elsewhere.Large}
	}
	return data, nil
}

// There asks whether somebody is at an address: a web page, or with the scheme tcp a host and a port. Whoever sends on, or
// wants to know who asks, is there.
func (c *Client) There(ctx context.Context, address string) *elsewhere.Failure {
	ctx, cancel := context.WithTimeout(ctx, c.patience)
	defer cancel()
	if at, is := strings.CutPrefix(address, "tcp://"); is {
		connection, err := c.dialler(true).DialContext(ctx, "tcp", at)
		if err != nil {
			return failure(err)
		}
		_ = connection.Close() // nothing was sent over it
		return nil
	}
	return c.seen(ctx, http.MethodHead, address)
}

// Page asks whether a page is there, by HEAD and, since some servers answer that badly, by GET, of which the body is not
// read. Whoever sends on is there.
func (c *Client) Page(ctx context.Context, address string) *elsewhere.Failure {
	var failed *elsewhere.Failure
	for _, method := range []string{http.MethodHead, http.MethodGet} {
		asked, cancel := context.WithTimeout(ctx, c.patience)
		failed = c.seen(asked, method, address)
		cancel()
		if failed == nil || failed.Trouble != elsewhere.Refused {
			return failed
		}
	}
	return failed
}

// seen asks by a method, and reads the head of the answer alone.
func (c *Client) seen(ctx context.Context, method, address string) *elsewhere.Failure {
	answer, failed := c.ask(ctx, method, address, "text/html, */*;q=0.5")
	if failed != nil {
		return failed
	}
	_ = answer.Body.Close()
	switch code := answer.StatusCode; {
	case code < 400, code == http.StatusUnauthorized, code == http.StatusForbidden, code == http.StatusMethodNotAllowed,
		code == http.StatusNotImplemented, code == http.StatusTooManyRequests:
		return nil
	default:
		return &elsewhere.Failure{Trouble: elsewhere.Refused, Cause: fmt.Errorf("status %d", code)}
	}
}

// Do sends a question that its caller has made, credentials too where they belong to the host that is asked: a git
// repository, the statuses of a forge. Neither the answer's size nor its time is bounded beyond the wait for its headers:
// that is the caller's, who closes the body.
func (c *Client) Do(question *http.Request) (*http.Response, error) {
	by := c.secure
	switch {
	case question.URL.User != nil, question.URL.Host == "":
		return nil, errors.New("it is no address to ask: write it without a user name")
	case question.URL.Scheme == "http":
		by = c.plain
	case question.URL.Scheme != "https":
		return nil, fmt.Errorf("the scheme %q is not https", question.URL.Scheme)
	}
	question.Header.Set("User-Agent", agent)
	question.Header.Set("Accept-Encoding", "identity")
	return by.Do(question)
}

// Dial opens a connection to a host and a port, for protocols with a security of their own.
func (c *Client) Dial(ctx context.Context, address string) (net.Conn, error) {
	return c.dialler(true).DialContext(ctx, "tcp", address)
}

// Because says why a connection could not be opened or went silent; "" of other errors.
func Because(err error) elsewhere.Trouble {
	if why := failure(err).Trouble; why != elsewhere.Unreachable {
		return why
	}
	var wire *net.OpError
	if errors.As(err, &wire) || errors.Is(err, io.ErrUnexpectedEOF) {
		return elsewhere.Unreachable
	}
	return ""
}

func (c *Client) ask(ctx context.Context, method, address, accept string) (*http.Response, *elsewhere.Failure) {
	to, err := url.Parse(address)
	if err != nil {
		return nil, &elsewhere.Failure{Trouble: elsewhere.Unreachable, Cause: err}
	}
	by := c.secure
	switch {
	case to.User != nil, to.Host == "":
		return nil, &elsewhere.Failure{Trouble: elsewhere.Unreachable, Cause: errors.New("it is no address to ask")}
	case to.Scheme == "http":
		by = c.plain
	case to.Scheme != "https":
		return nil, &elsewhere.Failure{Trouble: elsewhere.Plain, Cause: fmt.Errorf("its scheme is %q", to.Scheme)}
	}
	question, err := http.NewRequestWithContext(ctx, method, to.String(), nil)
	if err != nil {
		return nil, &elsewhere.Failure{Trouble: elsewhere.Unreachable, Cause: err}
	}
	question.Header.Set("User-Agent", agent)
	question.Header.Set("Accept-Encoding", "identity")
	question.Header.Set("Accept", accept)
	answer, err := by.Do(question)
	if err != nil {
		failed := failure(err)
		if failed.Trouble == elsewhere.Private && by == c.plain {
			failed.Trouble = elsewhere.Plain
		}
		return nil, failed
	}
	return answer, nil
}

// failure says in a word why there was no answer.
func failure(err error) *elsewhere.Failure {
	var late net.Error
	switch {
	case errors.Is(err, errPrivate):
		return &elsewhere.Failure{Trouble: elsewhere.Private, Cause: err}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded), errors.As(err, &late) && late.Timeout():
		return &elsewhere.Failure{Trouble: elsewhere.Slow, Cause: err}
	}
	return &elsewhere.Failure{Trouble: elsewhere.Unreachable, Cause: err}
}
