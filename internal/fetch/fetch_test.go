package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sentier/internal/elsewhere"
)

// client asks with what a configuration allows, and trusts the certificates of tests.
func client(t *testing.T, s *httptest.Server, private ...string) *Client {
	t.Helper()
	roots := x509.NewCertPool()
	if s != nil && s.Certificate() != nil {
		roots.AddCert(s.Certificate())
	}
	c, err := New(Config{Private: private, Patience: time.Second, Roots: roots})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// site answers as a handler does, over TLS.
func site(t *testing.T, answer http.HandlerFunc) *httptest.Server {
	s := httptest.NewTLSServer(answer)
	t.Cleanup(s.Close)
	return s
}

func document(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	fmt.Fprint(w, `{"a": 1}`)
}

func TestJSON(t *testing.T) {
	var question *http.Request
	s := site(t, func(w http.ResponseWriter, r *http.Request) {
		question = r
		http.SetCookie(w, &http.Cookie{Name: "trace", Value: "1"})
		document(w, r)
	})
	c := client(t, s, "127.0.0.1")
	for range 2 {
		data, failed := c.JSON(t.Context(), s.URL+"/sites.json")
		if failed != nil || string(data) != `{"a": 1}` {
			t.Fatalf("%q, %v", data, failed)
		}
	}
	want := http.Header{"User-Agent": {"Sentier"}, "Accept": {"application/json"}, "Accept-Encoding": {"identity"}, "Connection": {"close"}}
	if fmt.Sprint(question.Header) != fmt.Sprint(want) {
		t.Errorf("the question has the headers %v, want %v", question.Header, want)
	}
}

// Loopback is refused until the host lists it, by whatever name or writing it is asked for.
func TestPrivateIsRefused(t *testing.T) {
	var asked atomic.Int64
	s := site(t, func(w http.ResponseWriter, r *http.Request) { asked.Add(1); document(w, r) })
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "169.254.169.254", "10.0.0.1", "[fe80::1]", "[fd00::1]", "[::]"} {
		for _, c := range []*Client{client(t, s), client(t, s, "192.168.7.0/24")} {
			_, failed := c.JSON(t.Context(), "https://"+host+":"+port+"/")
			if failed == nil || failed.Trouble != elsewhere.Private {
				t.Errorf("%s: %v", host, failed)
			}
			if failed := c.There(t.Context(), "tcp://"+host+":"+port); failed == nil || failed.Trouble != elsewhere.Private {
				t.Errorf("tcp %s: %v", host, failed)
			}
		}
	}
	if asked.Load() != 0 {
		t.Errorf("%d questions came through", asked.Load())
	}
}

// The address is looked at when the connection is opened: a name that was public a moment ago gains nothing.
func TestRebinding(t *testing.T) {
	c := client(t, nil)
	if c.dialler(true).Control("tcp4", "93.184.216.34:443", nil) != nil {
		t.Fatal("an address of the internet is refused")
	}
	if c.dialler(true).Control("tcp4", "127.0.0.1:443", nil) == nil {
		t.Error("a connection to this machine would be opened, whatever the name was")
	}
	if c.dialler(false).Control("tcp4", "93.184.216.34:80", nil) == nil {
		t.Error("an address of the internet would be asked over http")
	}
}

func TestOnInternet(t *testing.T) {
	for text, want := range map[string]bool{
		"1.1.1.1": true, "93.184.216.34": true, "2606:4700::1111": true, "172.32.0.1": true, "100.128.0.1": true,
		"127.8.8.8": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false, "0.1.2.3": false,
		"100.64.0.1": false, "192.0.2.1": false, "198.18.0.1": false, "198.51.100.7": false, "203.0.113.7": false, "224.0.0.1": false,
		"255.255.255.255": false, "240.0.0.1": false, "::1": false, "::": false, "fe80::1": false, "fec0::1": false, "fd00::1": false,
		"ff02::1": false, "64:ff9b::7f00:1": false, "2002:7f00:1::": false, "2001:0:1::": false, "2001:db8::1": false, "::7f00:1": false,
		"fe80::1%eth0": false, "2606:4700::1%eth0": false,
	} {
		if got := onInternet(netip.MustParseAddr(text)); got != want {
			t.Errorf("%s: %t", text, got)
		}
	}
}

// Over http nobody is asked but in the networks that are listed.
func TestPlain(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(document))
	t.Cleanup(s.Close)
	if _, failed := client(t, nil).JSON(t.Context(), s.URL); failed == nil || failed.Trouble != elsewhere.Plain {
		t.Errorf("%v", failed)
	}
	if _, failed := client(t, nil, "127.0.0.0/8").JSON(t.Context(), s.URL); failed != nil {
		t.Errorf("in a network that is listed: %v", failed)
	}
	for _, address := range []string{"ftp://gue.example", "file:///etc/passwd", "gopher://127.0.0.1", "https://a:b@gue.example", "https://", "sites.json"} {
		if _, failed := client(t, nil, "127.0.0.0/8").JSON(t.Context(), address); failed == nil {
			t.Errorf("%s is asked", address)
		}
	}
}

// A redirect is never followed: neither to this machine, nor anywhere else.
func TestRedirect(t *testing.T) {
	var reached atomic.Int64
	inside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	t.Cleanup(inside.Close)
	for _, to := range []string{inside.URL, "https://other.example/sites.json", "/elsewhere", "javascript:alert(1)"} {
		s := site(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/elsewhere" {
				reached.Add(1)
			}
			w.Header().Set("Location", to)
			w.WriteHeader(http.StatusFound)
		})
		c := client(t, s, "127.0.0.1")
		if _, failed := c.JSON(t.Context(), s.URL+"/sites.json"); failed == nil || failed.Trouble != elsewhere.Moved {
			t.Errorf("to %s: %v", to, failed)
		}
		if failed := c.There(t.Context(), s.URL); failed != nil {
			t.Errorf("who sends on to %s is not there: %v", to, failed)
		}
	}
	if reached.Load() != 0 {
		t.Error("a redirect was followed")
	}
}

// The environment's proxy could reach what we may not.
func TestNoProxy(t *testing.T) {
	var reached atomic.Int64
	proxy := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	t.Cleanup(proxy.Close)
	t.Setenv("HTTP_PROXY", proxy.URL)
	t.Setenv("HTTPS_PROXY", proxy.URL)
	c := client(t, nil, "127.0.0.1")
	for _, address := range []string{"http://169.254.169.254/", "https://10.0.0.1/"} {
		if _, failed := c.JSON(t.Context(), address); failed == nil || reached.Load() != 0 {
			t.Errorf("%s is asked through a proxy: %v", address, failed)
		}
	}
}

func TestBounds(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, _ = w.Write(bytes.Repeat([]byte(" "), 64<<20))
	_ = w.Close()
	for name, test := range map[string]struct {
		answer http.HandlerFunc
		want   elsewhere.Trouble
	}{
		"a document without end": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			for block := bytes.Repeat([]byte("[ "), 1<<14); r.Context().Err() == nil; {
				if _, err := w.Write(block); err != nil {
					return
				}
			}
		}, elsewhere.Large},
		"a document that says how large it is": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Length", "1000000000")
			w.WriteHeader(http.StatusOK)
		}, elsewhere.Large},
		"a bomb": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(packed.Bytes())
		}, elsewhere.Packed},
		"drop by drop": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			for r.Context().Err() == nil {
				fmt.Fprint(w, " ")
				w.(http.Flusher).Flush()
				time.Sleep(20 * time.Millisecond)
			}
		}, elsewhere.Slow},
		"silence": {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, elsewhere.Slow},
		"a page": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "<title>404</title>")
		}, elsewhere.Unlike},
		"nothing of that name": {http.NotFound, elsewhere.Refused},
		"a fault":              {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }, elsewhere.Refused},
		"headers without end": {func(w http.ResponseWriter, _ *http.Request) {
			for i := range 100 {
				w.Header().Set(fmt.Sprint("X-", i), strings.Repeat("x", 1<<10))
			}
		}, elsewhere.Unreachable},
		"a broken line": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, elsewhere.Unreachable},
	} {
		t.Run(name, func(t *testing.T) {
			s := site(t, test.answer)
			began := time.Now()
			_, failed := client(t, s, "127.0.0.1").JSON(t.Context(), s.URL)
			if failed == nil || failed.Trouble != test.want {
				t.Errorf("%v, want %s", failed, test.want)
			}
			if took := time.Since(began); took > 3*time.Second {
				t.Errorf("it took %s", took)
			}
		})
	}
}

// A certificate that does not hold is nobody.
func TestCertificate(t *testing.T) {
	s := site(t, document)
	if _, failed := client(t, nil, "127.0.0.1").JSON(t.Context(), s.URL); failed == nil || failed.Trouble != elsewhere.Unreachable {
		t.Errorf("%v", failed)
	}
}

func TestThere(t *testing.T) {
	s := site(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodHead {
			t.Errorf("it is asked by %s", r.Method)
		}
		code := http.StatusOK
		_, _ = fmt.Sscanf(r.URL.Path, "/%d", &code)
		w.WriteHeader(code)
	})
	c := client(t, s, "127.0.0.1")
	for code, there := range map[int]bool{200: true, 401: true, 403: true, 405: true, 404: false, 410: false, 500: false, 503: false} {
		if failed := c.There(t.Context(), fmt.Sprintf("%s/%d", s.URL, code)); (failed == nil) != there {
			t.Errorf("%d: %v", code, failed)
		}
	}
	if failed := c.There(t.Context(), "tcp://"+s.Listener.Addr().String()); failed != nil {
		t.Errorf("a port that is open: %v", failed)
	}
	gone, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = gone.Close()
	for _, address := range []string{"tcp://" + gone.Addr().String(), "https://" + gone.Addr().String(), "tcp://127.0.0.1", "tcp://no-such-host.invalid:64738"} {
		if failed := c.There(t.Context(), address); failed == nil || failed.Trouble != elsewhere.Unreachable {
			t.Errorf("%s: %v", address, failed)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if c.There(ended, s.URL) == nil {
		t.Error("a question that is over has an answer")
	}
}

func TestNewRefusesNoNetwork(t *testing.T) {
	if _, err := New(Config{Private: []string{"the school"}}); err == nil {
		t.Error("that is a network")
	}
}
