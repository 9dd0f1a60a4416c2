package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net"
	"strings"
	"testing"

	"github.com/valyala/fasthttp"

	"sentier/internal/account"
	"sentier/internal/config"
)

const hookSecret = "a secret that is long enough"

func signature(secret, body string) string {
	sum := hmac.New(sha256.New, []byte(secret))
	sum.Write([]byte(body))
	return hex.EncodeToString(sum.Sum(nil))
}

// hooking is a server that hears webhooks, and what it heard.
func hooking(t *testing.T) (*Server, *[]string) {
	t.Helper()
	buckets, err := account.NewBuckets(account.BucketsConfig{Free: 3})
	if err != nil {
		t.Fatal(err)
	}
	var heard []string
	s := New(complete(t, Config{Settings: config.Default(), Hooks: &Hooks{
		Secrets: map[string]string{"courses": hookSecret}, Buckets: buckets, Hint: func(name string) { heard = append(heard, name) },
	}}))
	return s, &heard
}

// post sends what a forge says.
func (s *Server) post(path, body, from string, headers ...string) int {
	var ctx fasthttp.RequestCtx
	var request fasthttp.Request
	request.Header.SetMethod("POST")
	request.SetRequestURI(path)
	request.Header.SetHost("a")
	request.SetBodyString(body)
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	ctx.Init(&request, &net.TCPAddr{IP: net.ParseIP(from)}, nil)
	s.front(&ctx)
	return ctx.Response.StatusCode()
}

func TestHook(t *testing.T) {
	const body = `{"ref":"refs/heads/main"}`
	good := signature(hookSecret, body)
	for name, c := range map[string]struct {
		path    string
		headers []string
		want    int
	}{
		"GitHub":               {"/-/hook/courses", []string{"X-Hub-Signature-256", "sha256=" + good}, 202},
		"Forgejo":              {"/-/hook/courses", []string{"X-Forgejo-Signature", good}, 202},
		"Gitea":                {"/-/hook/courses", []string{"X-Gitea-Signature", good}, 202},
		"GitLab":               {"/-/hook/courses", []string{"X-Gitlab-Token", hookSecret}, 202},
		"nothing":              {"/-/hook/courses", nil, 403},
		"another body":         {"/-/hook/courses", []string{"X-Hub-Signature-256", "sha256=" + signature(hookSecret, body+" ")}, 403},
		"another secret":       {"/-/hook/courses", []string{"X-Gitea-Signature", signature("x", body)}, 403},
		"another token":        {"/-/hook/courses", []string{"X-Gitlab-Token", hookSecret + "x"}, 403},
		"an empty token":       {"/-/hook/courses", []string{"X-Gitlab-Token", ""}, 403},
		"no hexadecimal":       {"/-/hook/courses", []string{"X-Hub-Signature-256", "sha256=zz"}, 403},
		"the wrong one first":  {"/-/hook/courses", []string{"X-Hub-Signature-256", "sha256=00", "X-Gitlab-Token", hookSecret}, 403},
		"the signature of old": {"/-/hook/courses", []string{"X-Hub-Signature", "sha1=" + good}, 403},
		"another source":       {"/-/hook/others", []string{"X-Gitlab-Token", hookSecret}, 404},
		"no source":            {"/-/hook/", []string{"X-Gitlab-Token", ""}, 404},
	} {
		t.Run(name, func(t *testing.T) {
			s, heard := hooking(t)
			if got := s.post(c.path, body, "192.0.2.1", c.headers...); got != c.want {
				t.Errorf("status %d, want %d", got, c.want)
			}
			if (len(*heard) == 1 && (*heard)[0] == "courses") != (c.want == 202) {
				t.Errorf("heard: %v", *heard)
			}
		})
	}
	s, _ := hooking(t)
	if got := s.request("/-/hook/courses"); got.StatusCode() == 202 {
		t.Error("a GET is heard")
	}
}

// Who guesses is slowed, whatever comes next from there; others are not.
func TestHookGuesses(t *testing.T) {
	s, heard := hooking(t)
	last := 0
	for range 10 {
		last = s.post("/-/hook/courses", "x", "192.0.2.1", "X-Gitlab-Token", "a guess")
	}
	if last != 429 {
		t.Errorf("after ten guesses: status %d", last)
	}
	if got := s.post("/-/hook/courses", "x", "198.51.100.1", "X-Gitlab-Token", hookSecret); got != 202 || len(*heard) != 1 {
		t.Errorf("from elsewhere: status %d", got)
	}
}

// A body may be larger than a form's, and not without bounds.
func TestHookBody(t *testing.T) {
	s, _ := hooking(t)
	var h fasthttp.RequestHeader
	h.SetMethod("POST")
	h.SetRequestURI("/-/hook/courses?x=1")
	if got := s.room(&h); got.MaxRequestBodySize != DefaultHook {
		t.Errorf("%d bytes are taken", got.MaxRequestBodySize)
	}
	for _, path := range []string{"/-/hook/others", "/-/hook/", "/fr/-/hook/courses", "/-/health"} {
		h.SetRequestURI(path)
		if got := s.room(&h); got.MaxRequestBodySize != 0 {
			t.Errorf("%s has room for %d bytes", path, got.MaxRequestBodySize)
		}
	}
}

// No body and no header vouches for itself.
func FuzzHook(f *testing.F) {
	f.Add([]byte(`{}`), "X-Hub-Signature-256", "sha256="+signature(hookSecret, `{}`))
	f.Add([]byte(`{}`), "X-Gitlab-Token", hookSecret)
	f.Add([]byte(``), "X-Gitea-Signature", "")
	f.Fuzz(func(t *testing.T, body []byte, name, value string) {
		got := vouched(hookSecret, body, func(header string) string {
			if header == name {
				return value
			}
			return ""
		})
		right := strings.EqualFold(strings.TrimPrefix(value, "sha256="), signature(hookSecret, string(body))) || value == hookSecret
		if got && !right {
			t.Errorf("%s: %q vouches for %q", name, value, body)
		}
	})
}
