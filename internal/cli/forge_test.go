package cli

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"net"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// forge serves the repositories of a folder over https, as a forge does, until the script ends or says "forge stop". Its
// certificate is written to a file that SSL_CERT_FILE may name: forge ADDRESS FOLDER CERTIFICATE
func forge(ts *testscript.TestScript, neg bool, args []string) {
	running := ts.Value(forgeKey{}).(*runningForge)
	if running.server != nil {
		running.server.Close()
		running.server = nil
	}
	if args[0] == "stop" {
		return
	}
	git, err := exec.LookPath("git")
	ts.Check(err)
	s := httptest.NewUnstartedServer(&cgi.Handler{Path: git, Args: []string{"http-backend"}, Env: []string{
		"GIT_PROJECT_ROOT=" + ts.MkAbs(args[1]), "GIT_HTTP_EXPORT_ALL=1", "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=safe.directory", "GIT_CONFIG_VALUE_0=*",
	}})
	ts.Check(s.Listener.Close())
	s.Listener, err = net.Listen("tcp", args[0])
	ts.Check(err)
	s.StartTLS()
	ts.Defer(s.Close)
	running.server = s
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}), 0o600))
}

type forgeKey struct{}

// runningForge is the forge of one script.
type runningForge struct{ server *httptest.Server }

// hook says what a forge says after a push, and wants a status: hook ADDRESS NAME SECRET STATUS
func hook(ts *testscript.TestScript, neg bool, args []string) {
	body := []byte(`{"ref":"refs/heads/main"}`)
	sum := hmac.New(sha256.New, []byte(args[2]))
	sum.Write(body)
	q, err := http.NewRequest(http.MethodPost, "http://"+args[0]+"/-/hook/"+args[1], bytes.NewReader(body))
	ts.Check(err)
	q.Header.Set("X-Hub-Signature-256", "sha256="+hex.EncodeToString(sum.Sum(nil)))
	answer, err := http.DefaultClient.Do(q)
	ts.Check(err)
	ts.Check(answer.Body.Close())
	if fmt.Sprint(answer.StatusCode) != args[3] {
		ts.Fatalf("the hook answers %d, not %s", answer.StatusCode, args[3])
	}
}

// runGit runs git as its own author, whatever the machine is set to.
func runGit(t *testing.T, dir string, args ...string) {
	t.Helper()
	c := exec.Command("git", args...)
	c.Dir = dir
	c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "GIT_AUTHOR_NAME=Ada", "GIT_AUTHOR_EMAIL=ada@example.org",
		"GIT_COMMITTER_NAME=Ada", "GIT_COMMITTER_EMAIL=ada@example.org")
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}
