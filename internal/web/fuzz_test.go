package web

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
	"testing"
	"time"
)

// wire is a connection whose client says one thing and reads everything.
type wire struct {
	io.Reader
	said bytes.Buffer
}

func (w *wire) Write(p []byte) (int, error)      { return w.said.Write(p) }
func (w *wire) Close() error                     { return nil }
func (w *wire) LocalAddr() net.Addr              { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)} }
func (w *wire) RemoteAddr() net.Addr             { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)} }
func (w *wire) SetDeadline(time.Time) error      { return nil }
func (w *wire) SetReadDeadline(time.Time) error  { return nil }
func (w *wire) SetWriteDeadline(time.Time) error { return nil }

// Whatever bytes come in: the server lives, none of its answers is a failure of its own, and each is one that a
// client can read and that protects it.
func FuzzRequests(f *testing.F) {
	for _, seed := range []string{
		"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
		"GET " + lessonPath + "?q=capitale&a=1 HTTP/1.1\r\nHost: a\r\nCookie: comfort=theme:dark\r\nAccept-Encoding: gzip;q=0.5, *\r\n\r\n",
		"HEAD " + soundPath + " HTTP/1.1\r\nHost: a\r\nRange: bytes=1-2\r\nIf-Range: \"x\"\r\n\r\nGET //x HTTP/1.0\r\n\r\n",
		"POST /fr/comfort HTTP/1.1\r\nHost: a\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 10\r\n\r\ntheme=dark",
		"POST /fr/comfort HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n--x\r\n0\r\n\r\n",
		"GET /fr/search?q=%22a*%22+NOT+b HTTP/1.1\r\nHost: a\r\nIf-None-Match: W/\"a\", *\r\n\r\n",
		"PUT /fr/%2e%2e/x HTTP/1.1\r\nHost: a\r\nReferer: http://a/b\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n",
	} {
		f.Add([]byte(seed))
	}
	server := New(complete(f, Config{}))
	server.app.Handler() // makes the routes ready, as serving does
	f.Fuzz(func(t *testing.T, request []byte) {
		w := &wire{Reader: bytes.NewReader(request)}
		_ = server.app.Server().ServeConn(w) // an error is what the client said
		said := bufio.NewReader(&w.said)
		for {
			if _, err := said.Peek(1); err != nil {
				return
			}
			answer, err := http.ReadResponse(said, nil)
			if err != nil {
				t.Fatalf("not an answer: %v", err)
			}
			if answer.StatusCode == http.StatusContinue {
				continue
			}
			if answer.StatusCode >= 500 {
				t.Fatalf("%s for %q", answer.Status, request)
			}
			if answer.Header.Get("Content-Security-Policy") == "" || answer.Header.Get("X-Content-Type-Options") != "nosniff" {
				t.Fatalf("%s protects nobody: %v", answer.Status, answer.Header)
			}
			if answer.ContentLength > 0 && bytes.HasPrefix(request, []byte("HEAD")) {
				return // what follows has no body, and this reader does not know
			}
			if _, err := io.Copy(io.Discard, answer.Body); err != nil {
				t.Fatalf("%s: %v", answer.Status, err)
			}
		}
	})
}
