package gitsync

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp/capability"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"
)

// overSSH is a repository behind ssh. One connection serves both questions.
type overSSH struct {
	config              Config
	user, address, path string

	client *ssh.Client
	ended  func() bool // stops watching the context
	in     io.WriteCloser
	out    io.Reader
	can    *capability.List
}

func (s *overSSH) close() {
	if s.client != nil {
		s.ended()
		_ = s.client.Close() // what it brought is whole, or was refused
	}
}

func (s *overSSH) head(ctx context.Context, branch string) (plumbing.Hash, error) {
	if err := s.open(ctx); err != nil {
		return plumbing.ZeroHash, err
	}
	at, can, err := advertised(s.out, branch)
	s.can = can
	return at, err
}

func (s *overSSH) pack(_ context.Context, commit plumbing.Hash, known []plumbing.Hash) (io.ReadCloser, error) {
	question, text, err := asking(commit, known, s.can)
	if err != nil {
		return nil, err
	}
	if _, err := s.in.Write(text); err != nil {
		return nil, failure(Unreachable, err)
	}
	return answered(question, io.NopCloser(s.out))
}

// open signs in and starts the program that sends.
func (s *overSSH) open(ctx context.Context) error {
	settings, err := s.settings()
	if err != nil {
		return err
	}
	wire, err := s.config.Network.Dial(ctx, s.address)
	if err != nil {
		return failure(Unreachable, err)
	}
	ended := context.AfterFunc(ctx, func() { _ = wire.Close() }) // every read and write on it ends
	connection, channels, requests, err := ssh.NewClientConn(wire, s.address, settings)
	if err != nil {
		ended()
		return errors.Join(refusal(err), wire.Close())
	}
	s.client, s.ended = ssh.NewClient(connection, channels, requests), ended
	session, err := s.client.NewSession()
	if err != nil {
		return failure(Refused, err)
	}
	if s.in, err = session.StdinPipe(); err != nil {
		return failure(Refused, err)
	}
	if s.out, err = session.StdoutPipe(); err != nil {
		return failure(Refused, err)
	}
	if err := session.Start("git-upload-pack '" + strings.ReplaceAll(s.path, "'", `'\''`) + "'"); err != nil {
		return failure(Refused, err)
	}
	return nil
}

// refusal tells a host that we do not know from one that does not know us.
func refusal(err error) *Failure {
	var stranger *knownhosts.KeyError
	var revoked *knownhosts.RevokedError
	switch {
	case errors.As(err, &stranger), errors.As(err, &revoked):
		return failure(Stranger, err)
	case strings.Contains(err.Error(), "unable to authenticate"):
		return failure(Refused, err)
	}
	return failure(Unreachable, err)
}

// settings are who we are, and whom we trust.
func (s *overSSH) settings() (*ssh.ClientConfig, error) {
	text, err := os.ReadFile(s.config.Key)
	if err != nil {
		return nil, failure(Key, err)
	}
	key, err := ssh.ParsePrivateKey(text)
	var locked *ssh.PassphraseMissingError
	switch {
	case errors.As(err, &locked):
		return nil, failed(Key, "the key %s asks for a passphrase: make one without, for this site alone", s.config.Key)
	case err != nil:
		return nil, failure(Key, fmt.Errorf("read the key %s: %w", s.config.Key, err))
	}
	trusted, err := knownhosts.New(s.config.KnownHosts)
	if err != nil {
		return nil, failure(Key, fmt.Errorf("read the keys of known hosts: %w", err))
	}
	return &ssh.ClientConfig{
		User: s.user, Auth: []ssh.AuthMethod{ssh.PublicKeys(key)}, HostKeyCallback: trusted,
		HostKeyAlgorithms: kinds(trusted, s.address), ClientVersion: "SSH-2.0-Sentier",
	}, nil
}

// kinds are the kinds of key by which a host is known: a server that has several is to show one of those.
func kinds(trusted ssh.HostKeyCallback, address string) []string {
	var known *knownhosts.KeyError
	if !errors.As(trusted(address, &net.TCPAddr{IP: net.IPv4zero}, nobody{}), &known) {
		return nil
	}
	var all []string
	for _, k := range known.Want {
		if kind := k.Key.Type(); kind == ssh.KeyAlgoRSA {
			all = append(all, ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256)
		} else if !slices.Contains(all, kind) {
			all = append(all, kind)
		}
	}
	return all
}

// nobody is a key that no host has.
type nobody struct{}

func (nobody) Type() string                        { return "none" }
func (nobody) Marshal() []byte                     { return nil }
func (nobody) Verify([]byte, *ssh.Signature) error { return errors.New("nobody signs with it") }
