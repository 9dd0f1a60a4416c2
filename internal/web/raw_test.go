package web

import (
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"
)

// The names of these tests are those of the blockers and traps that they stand for.

func TestResponseSplitting(t *testing.T) {
	address := serve(t, Config{})
	for _, path := range []string{
		"/a%0d%0aSet-Cookie:%20owned=1",
		"/a%0d%0aSet-Cookie:%20owned=1%0d%0a%0d%0aHTTP/1.1%20200%20OK",
		"/fr/%0aSet-Cookie:owned=1/",
		"//a%0d%0aSet-Cookie:owned=1",
		"/?x=%0d%0aSet-Cookie:%20owned=1",
		"/fr/?x=%0d%0aSet-Cookie:%20owned=1",
	} {
		said := speak(t, address, "GET "+path+" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
		answer := responses(t, said, 1)[0]
		if len(answer.Cookies()) > 0 || strings.Contains(said, "\nSet-Cookie") {
			t.Errorf("%s sets a cookie: %q", path, said)
		}
		if strings.Contains(body(t, answer), "owned") {
			t.Errorf("%s is echoed: %q", path, said)
		}
	}
}

func TestSmuggling(t *testing.T) {
	address := serve(t, Config{})
	const inner = "GET /inner HTTP/1.1\r\nHost: a\r\n\r\n"
	for name, request := range map[string]string{
		"two Content-Lengths":          "POST /fr/comfort HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
		"two Content-Lengths in one":   "POST /fr/comfort HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5\r\n\r\nabcde",
		"a signed Content-Length":      "POST /fr/comfort HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nabcde",
		"a negative Content-Length":    "POST /fr/comfort HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\nabcde",
		"Transfer-Encoding xchunked":   "POST /fr/comfort HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + inner,
		"Transfer-Encoding twice":      "POST /fr/comfort HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + inner,
		"no Host":                      "GET / HTTP/1.1\r\n\r\n",
		"two Hosts":                    "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
		"HTTP/0.9":                     "GET /\r\n\r\n",
		"a header with NUL":            "GET / HTTP/1.1\r\nHost: a\r\nX-A: b\x00c\r\n\r\n",
		"a header name with NUL":       "GET / HTTP/1.1\r\nHost: a\r\nX\x00A: b\r\n\r\n",
		"a header name with a space":   "GET / HTTP/1.1\r\nHost: a\r\nContent-Length : 5\r\n\r\nabcde",
		"a path with NUL":              "GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
		"a bad chunk":                  "POST /fr/comfort HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
		"an HTTP version of no number": "GET / HTTP/x.y\r\nHost: a\r\n\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			answer := responses(t, speak(t, address, request), 1)[0]
			if answer.StatusCode != http.StatusBadRequest {
				t.Errorf("%s, want 400", answer.Status)
			}
			if !answer.Close {
				t.Error("the connection stays open")
			}
		})
	}
}

func TestContentLengthWithTransferEncodingCloses(t *testing.T) {
	said := speak(t, serve(t, Config{}), "POST /fr/comfort HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"+
		"0\r\n\r\nGET /inner HTTP/1.1\r\nHost: a\r\n\r\n")
	if answer := responses(t, said, 1)[0]; !answer.Close {
		t.Errorf("the connection stays open: %q", said)
	}
}

func TestHeaderTooLarge(t *testing.T) {
	address := serve(t, Config{Limits: Limits{Header: 4 << 10}})
	for size, want := range map[int]int{3 << 10: http.StatusFound, 5 << 10: http.StatusRequestHeaderFieldsTooLarge} {
		request := "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nCookie: a=" + strings.Repeat("x", size) + "\r\n\r\n"
		if got := exchange(t, address, request); got.StatusCode != want {
			t.Errorf("%d bytes of cookies: %s, want %d", size, got.Status, want)
		}
	}
}

func TestDefaultHeaderLimitTakesManyCookies(t *testing.T) {
	request := "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nCookie: a=" + strings.Repeat("x", 12<<10) + "\r\n\r\n"
	if got := exchange(t, serve(t, Config{}), request); got.StatusCode != http.StatusFound {
		t.Errorf("12 KiB of cookies: %s", got.Status)
	}
}

func TestURLTooLong(t *testing.T) {
	address := serve(t, Config{Limits: Limits{URL: 100}})
	for size, want := range map[int]int{50: http.StatusFound, 100: http.StatusRequestURITooLong} {
		request := "GET /?" + strings.Repeat("x", size) + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
		if got := exchange(t, address, request); got.StatusCode != want {
			t.Errorf("a query of %d: %s, want %d", size, got.Status, want)
		}
	}
}

func TestBodyTooLarge(t *testing.T) {
	address := serve(t, Config{Limits: Limits{Body: 100}})
	for _, request := range []string{
		"POST /fr/comfort HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n" + strings.Repeat("x", 101),
		"POST /fr/comfort HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n" + strings.Repeat("x", 101) + "\r\n0\r\n\r\n",
		"POST /fr/comfort HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n",
	} {
		if got := exchange(t, address, request); got.StatusCode != http.StatusRequestEntityTooLarge || !got.Close {
			t.Errorf("%.90q: %s", request, got.Status)
		}
	}
}

func TestSlowClients(t *testing.T) {
	address := serve(t, Config{Limits: Limits{Read: 200 * time.Millisecond}})
	for name, request := range map[string]string{
		"header": "GET / HTTP/1.1\r\nHost: a\r\nX-A",
		"body":   "POST /fr/comfort HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc",
	} {
		start := time.Now()
		said := speak(t, address, request)
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("a slow %s holds its connection for %v", name, took)
		}
		if got := responses(t, said, 1)[0]; got.StatusCode != http.StatusRequestTimeout || !got.Close {
			t.Errorf("a slow %s: %q", name, said)
		}
	}
}

func TestIdleConnectionsAreClosed(t *testing.T) {
	start := time.Now()
	said := speak(t, serve(t, Config{Limits: Limits{Idle: 200 * time.Millisecond}}), "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
	if took := time.Since(start); took > 3*time.Second {
		t.Errorf("an idle connection stays open for %v", took)
	}
	responses(t, said, 1)
}

func TestTooManyConnections(t *testing.T) {
	address := serve(t, Config{Limits: Limits{Connections: 2}})
	for range 2 {
		hold(t, address, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
	}
	if got := exchange(t, address, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"); got.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("the third of two connections: %s", got.Status)
	}
}

func TestPanicInAHandler(t *testing.T) {
	calls := 0
	address := serve(t, Config{Health: func() any {
		if calls++; calls == 1 {
			panic("the secret cause")
		}
		return map[string]string{"status": "ok"}
	}})
	const request = "GET /-/health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
	got := exchange(t, address, request)
	if text := body(t, got); got.StatusCode != http.StatusInternalServerError || strings.Contains(text, "secret") {
		t.Errorf("a panic answers %s, %q", got.Status, text)
	}
	if got.Header.Get("Content-Security-Policy") == "" {
		t.Error("the answer to a panic protects nobody")
	}
	if got := exchange(t, address, request); got.StatusCode != http.StatusOK {
		t.Errorf("after a panic: %s", got.Status)
	}
}

func TestUnknownMethods(t *testing.T) {
	address := serve(t, Config{})
	for _, method := range []string{"BREW", "get", "TRACE", "CONNECT", "PROPFIND"} {
		got := exchange(t, address, method+" / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
		if got.StatusCode != http.StatusMethodNotAllowed || got.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %s, Allow %q", method, got.Status, got.Header.Get("Allow"))
		}
	}
}

func TestAbsoluteFormAndHostDecideNothing(t *testing.T) {
	got := exchange(t, serve(t, Config{}), "GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n"+
		"X-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\nForwarded: host=evil.example\r\nConnection: close\r\n\r\n")
	if to := got.Header.Get("Location"); got.StatusCode != http.StatusFound || to != "/fr" {
		t.Errorf("%s to %q", got.Status, to)
	}
}

func TestPipelinedRequestsAreAnsweredInOrder(t *testing.T) {
	said := speak(t, serve(t, Config{}), "GET / HTTP/1.1\r\nHost: a\r\nAccept-Language: en\r\n\r\n"+
		"GET / HTTP/1.1\r\nHost: a\r\nAccept-Language: fr\r\nConnection: close\r\n\r\n")
	got := responses(t, said, 2)
	if a, b := got[0].Header.Get("Location"), got[1].Header.Get("Location"); a != "/en" || b != "/fr" {
		t.Errorf("to %q, then %q", a, b)
	}
}

func TestReadersWhoDoNotReadAreCut(t *testing.T) {
	big := strings.Repeat("x", 32<<20)
	address := serve(t, Config{Limits: Limits{Write: 200 * time.Millisecond}, Health: func() any { return big }})
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "GET /-/health HTTP/1.1\r\nHost: a\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if err := conn.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(conn, make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Second)
	n, err := io.Copy(io.Discard, conn)
	if n >= int64(len(big)) || errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("%d bytes after a second without reading: %v", n, err)
	}
}

func TestLongAnswersGetTheirTime(t *testing.T) {
	l := Limits{}.withDefaults()
	for size, want := range map[int]time.Duration{0: l.Write, 100 << 10: l.Write, 480 << 10: l.Write, 100 << 20: 6400 * time.Second} {
		if got := l.writeTime(size); got != want {
			t.Errorf("%d bytes may take %v, want %v", size, got, want)
		}
	}
}

func TestHandlersHaveADeadline(t *testing.T) {
	address := serve(t, Config{Limits: Limits{Handler: 1}})
	got := exchange(t, address, "GET /fr/search?q=reseau HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
	if got.StatusCode != http.StatusServiceUnavailable || got.Header.Get("Retry-After") == "" {
		t.Errorf("a search past its deadline: %s, %v", got.Status, got.Header)
	}
}

func TestLimitsHaveDefaults(t *testing.T) {
	v := reflect.ValueOf(Limits{}.withDefaults())
	for i := range v.NumField() {
		if v.Field(i).IsZero() {
			t.Errorf("%s has no default", v.Type().Field(i).Name)
		}
	}
}
