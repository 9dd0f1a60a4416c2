package gitsync

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"net/http"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp/capability"
)

// overHTTP is a repository behind the "smart" protocol (https://git-scm.com/docs/http-protocol).
type overHTTP struct {
	config Config
	base   string
	can    *capability.List
}

func (h *overHTTP) close() {}

func (h *overHTTP) head(ctx context.Context, branch string) (plumbing.Hash, error) {
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, h.base+"/info/refs?service=git-upload-pack", nil)
	if err != nil {
		return plumbing.ZeroHash, failure(Unreachable, err)
	}
	body, err := h.ask(q, "application/x-git-upload-pack-advertisement")
	if err != nil {
		return plumbing.ZeroHash, err
	}
	at, can, err := advertised(body, branch)
	h.can = can
	return at, errors.Join(err, body.Close())
}

func (h *overHTTP) pack(ctx context.Context, commit plumbing.Hash, known []plumbing.Hash) (io.ReadCloser, error) {
	question, text, err := asking(commit, known, h.can)
	if err != nil {
		return nil, err
	}
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, h.base+"/git-upload-pack", bytes.NewReader(text))
	if err != nil {
		return nil, failure(Unreachable, err)
	}
	q.Header.Set("Content-Type", "application/x-git-upload-pack-request")
	body, err := h.ask(q, "application/x-git-upload-pack-result")
	if err != nil {
		return nil, err
	}
	return answered(question, body)
}

// ask sends a question and gives the body of a good answer. The token goes to the host that was named and no further: no
// redirect is followed.
func (h *overHTTP) ask(q *http.Request, kind string) (io.ReadCloser, error) {
	q.Header.Set("Accept", kind)
	if h.config.Token != "" {
		q.SetBasicAuth("oauth2", h.config.Token) // forges look at the token alone; GitLab wants a name, and takes this one
	}
	answer, err := h.config.Network.Do(q)
	if err != nil {
		return nil, failure(Unreachable, err)
	}
	var wrong *Failure
	got, _, _ := mime.ParseMediaType(answer.Header.Get("Content-Type"))
	switch code := answer.StatusCode; {
	case code >= 300 && code < 400:
		wrong = failed(Moved, "status %d, to %q", code, answer.Header.Get("Location"))
	case code >= 400 && code < 500 && code != http.StatusRequestTimeout && code != http.StatusTooManyRequests:
		wrong = failed(Refused, "status %d", code)
	case code != http.StatusOK:
		wrong = failed(Unreachable, "status %d", code)
	case got != kind:
		wrong = failed(Garbled, "the answer is of the type %q, which git does not speak", got)
	}
	if wrong != nil {
		return nil, errors.Join(wrong, answer.Body.Close())
	}
	return answer.Body, nil
}
