package publish

import (
	"crypto/x509"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"testing"
	"time"

	"sentier/internal/fetch"
)

// backend serves the repositories of a folder over HTTP.
func backend(git, folder string) http.Handler {
	return &cgi.Handler{Path: git, Args: []string{"http-backend"}, Env: []string{
		"GIT_PROJECT_ROOT=" + folder, "GIT_HTTP_EXPORT_ALL=1", "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=safe.directory", "GIT_CONFIG_VALUE_0=*",
	}}
}

// trusting may ask this machine, and trusts a server of the test.
func trusting(t testing.TB, s *httptest.Server) *fetch.Client {
	t.Helper()
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	c, err := fetch.New(fetch.Config{Private: []string{"127.0.0.1"}, Patience: 5 * time.Second, Roots: roots})
	if err != nil {
		t.Fatal(err)
	}
	return c
}
