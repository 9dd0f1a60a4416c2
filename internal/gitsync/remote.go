package gitsync

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/url"
	"regexp"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/pktline"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp/capability"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp/sideband"
)

// remote is a repository that is followed, for one fetch: head is asked first, and once.
type remote interface {
	// head is the commit that a branch is at; of "", the one that the repository names itself.
	head(ctx context.Context, branch string) (plumbing.Hash, error)
	// pack is a commit with all that it needs and is not reached from those that are known.
	pack(ctx context.Context, commit plumbing.Hash, known []plumbing.Hash) (io.ReadCloser, error)
	close()
}

// scpForm is the short form of ssh: user@host:path.
var scpForm = regexp.MustCompile(`^([A-Za-z0-9._-]+)@([A-Za-z0-9.-]+):([^/].*|/.*)$`)

// remote opens the way to a repository by the form of its address.
func (c Config) remote() (remote, error) {
	if m := scpForm.FindStringSubmatch(c.URL); m != nil {
		return &overSSH{config: c, user: m[1], address: m[2] + ":22", path: m[3]}, nil
	}
	if !strings.Contains(c.URL, "://") {
		return &local{config: c}, nil
	}
	u, err := url.Parse(c.URL)
	if err != nil {
		return nil, failure(Unreachable, err)
	}
	switch u.Scheme {
	case "https", "http":
		return &overHTTP{config: c, base: strings.TrimSuffix(u.String(), "/")}, nil
	case "ssh":
		s := &overSSH{config: c, user: "git", address: u.Host, path: u.Path}
		if u.User.Username() != "" {
			s.user = u.User.Username()
		}
		if u.Port() == "" {
			s.address += ":22"
		}
		return s, nil
	}
	return nil, failed(Unreachable, "the scheme %q is none of https and ssh", u.Scheme)
}

// advertised finds a branch in what a server lists (https://git-scm.com/docs/pack-protocol), and how to speak with it.
func advertised(list io.Reader, branch string) (plumbing.Hash, *capability.List, error) {
	refs := packp.NewAdvRefs()
	bounded := &io.LimitedReader{R: list, N: mostRefs}
	err := refs.Decode(bounded)
	var said *pktline.ErrorLine
	switch {
	case errors.As(err, &said):
		return plumbing.ZeroHash, nil, failure(Refused, err)
	case errors.Is(err, packp.ErrEmptyAdvRefs), err == nil && refs.IsEmpty():
		return plumbing.ZeroHash, nil, failed(Gone, "the repository is empty")
	case errors.Is(err, packp.ErrEmptyInput):
		return plumbing.ZeroHash, nil, failed(Refused, "nothing was answered")
	case err != nil && bounded.N == 0:
		return plumbing.ZeroHash, nil, failed(Large, "the list of branches has more than %d bytes", mostRefs)
	case err != nil:
		return plumbing.ZeroHash, nil, failure(Garbled, err)
	case branch == "" && refs.Head != nil:
		return *refs.Head, refs.Capabilities, nil
	}
	at, there := refs.References["refs/heads/"+branch]
	if !there {
		return plumbing.ZeroHash, nil, failed(Gone, "there is no branch %q", branch)
	}
	return at, refs.Capabilities, nil
}

// asking is the question for a commit, as both https and ssh carry it. Whole packs are asked for, never thin ones: a pack
// is looked at before it is taken in.
func asking(commit plumbing.Hash, known []plumbing.Hash, can *capability.List) (*packp.UploadPackRequest, []byte, error) {
	q := packp.NewUploadPackRequest()
	q.Wants, q.Haves = []plumbing.Hash{commit}, known
	for _, c := range []capability.Capability{capability.Sideband64k, capability.OFSDelta, capability.NoProgress} {
		if can.Supports(c) {
			if err := q.Capabilities.Set(c); err != nil {
				return nil, nil, err
			}
		}
	}
	var text bytes.Buffer
	if err := q.UploadRequest.Encode(&text); err != nil {
		return nil, nil, err
	}
	if err := q.UploadHaves.Encode(&text, false); err != nil {
		return nil, nil, err
	}
	if err := pktline.NewEncoder(&text).EncodeString("done\n"); err != nil {
		return nil, nil, err
	}
	return q, text.Bytes(), nil
}

// answered is the pack in the answer to a question.
func answered(q *packp.UploadPackRequest, answer io.ReadCloser) (io.ReadCloser, error) {
	response := packp.NewUploadPackResponse(q)
	if err := response.Decode(answer); err != nil {
		return nil, errors.Join(failure(Garbled, err), answer.Close())
	}
	if !q.Capabilities.Supports(capability.Sideband64k) {
		return response, nil
	}
	return struct {
		io.Reader
		io.Closer
	}{sideband.NewDemuxer(sideband.Sideband64k, response), response}, nil
}
