// Package passkey is what a site and a device say to each other so that somebody signs in without a password: the
// options of a ceremony, and whether its answer holds (WebAuthn level 3, https://www.w3.org/TR/webauthn-3/). It is the
// only user of go-webauthn, and keeps nothing: web seals what is to be remembered between question and answer, store
// keeps keys and lets each challenge be answered once.
//
// A passkey is the only thing that is asked for, so the device must verify its owner (user verification: required),
// and it is found without a name (discoverable; the user handle is the account's id). What made a device is none of our
// business: no attestation is asked for.
package passkey

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/protocol/webauthncose"
	"github.com/go-webauthn/webauthn/webauthn"

	"sentier/internal/account"
	"sentier/internal/fault"
)

// mostAnswer is how long the answer of a device is, in bytes: ten times that of any we know.
const mostAnswer = 16 << 10

// The faults of an answer, each a fault.Invalid with the key of its message.
var (
	errWrong  = fault.New(fault.Invalid, "account.passkey_wrong", nil)
	errCopied = fault.New(fault.Invalid, "account.passkey_copied", nil)
)

// Party is a site as devices know it: by its host, to which its passkeys are bound for ever, and by its origin.
type Party struct {
	site *webauthn.WebAuthn
}

// NewParty makes the party of a site by its name and its origin, "https://example.org". It is nil where browsers have
// no passkeys: on http, save for localhost, and where the host is an address and no name.
func NewParty(name, origin string) *Party {
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" || u.User != nil || net.ParseIP(u.Hostname()) != nil {
		return nil
	}
	host := strings.ToLower(u.Hostname())
	if u.Scheme != "https" && (u.Scheme != "http" || host != "localhost") {
		return nil
	}
	limit := webauthn.TimeoutConfig{Timeout: account.PasskeyChallenge, TimeoutUVD: account.PasskeyChallenge}
	site, err := webauthn.New(&webauthn.Config{
		RPID: host, RPDisplayName: name, RPOrigins: []string{u.Scheme + "://" + strings.ToLower(u.Host)},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: protocol.ResidentKeyRequired(),
			UserVerification: protocol.VerificationRequired,
		},
		Timeouts: webauthn.TimeoutsConfig{Login: limit, Registration: limit}, // told to the browser; web holds answers to it
		// Some password managers tell more than they were asked, which we do not read.
		ExtensionsUnsolicitedOutputPolicy: protocol.UnsolicitedOutputPolicyIgnore,
	})
	if err != nil {
		return nil
	}
	return &Party{site}
}

// Question is one half of a ceremony.
type Question struct {
	Options json.RawMessage // for the browser: the member publicKey of what create or get of navigator.credentials takes
	State   string          // to be given back with the answer; it must not be one that the browser could have made
}

// algorithms are those of the signatures that we take, the preferred one first: every device has one of them.
var algorithms = []protocol.CredentialParameter{
	{Type: protocol.PublicKeyCredentialType, Algorithm: webauthncose.AlgES256},
	{Type: protocol.PublicKeyCredentialType, Algorithm: webauthncose.AlgEdDSA},
	{Type: protocol.PublicKeyCredentialType, Algorithm: webauthncose.AlgRS256},
}

// AskNew asks a device for a new passkey of an account that has some already.
func (p *Party) AskNew(a account.Account, has []account.Passkey) (Question, error) {
	user := owner{a, has}
	creation, session, err := p.site.BeginRegistration(user, webauthn.WithCredentialParameters(algorithms),
		webauthn.WithExclusions(webauthn.Credentials(user.WebAuthnCredentials()).CredentialDescriptors()))
	if err != nil {
		return Question{}, fmt.Errorf("ask for a new passkey: %w", err)
	}
	return question(creation.Response, session)
}

// Ask asks any device for any passkey of this site.
func (p *Party) Ask() (Question, error) {
	assertion, session, err := p.site.BeginDiscoverableLogin()
	if err != nil {
		return Question{}, fmt.Errorf("ask for a passkey: %w", err)
	}
	return question(assertion.Response, session)
}

func question(options any, session *webauthn.SessionData) (Question, error) {
	told, err := json.Marshal(options)
	if err != nil {
		return Question{}, fmt.Errorf("write the options of a passkey: %w", err)
	}
	state, err := json.Marshal(session)
	return Question{Options: told, State: string(state)}, err
}

// New is the passkey that a device made when it was asked with that state. An answer that does not hold is a
// fault.Invalid.
func (p *Party) New(a account.Account, state, answer string, now time.Time) (account.Passkey, account.Challenge, error) {
	session, challenge, err := remembered(state, now)
	if err != nil {
		return account.Passkey{}, challenge, err
	}
	if len(answer) > mostAnswer {
		return account.Passkey{}, challenge, errWrong
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes([]byte(answer))
	if err != nil {
		return account.Passkey{}, challenge, wrong(err)
	}
	made, err := p.site.CreateCredential(owner{account: a}, session, parsed)
	if err != nil {
		return account.Passkey{}, challenge, wrong(err)
	}
	key := account.Passkey{
		ID: made.ID, Public: made.PublicKey, Count: made.Authenticator.SignCount, Flags: made.Flags.MsgpByte(), Created: now,
	}
	for _, t := range made.Transport {
		if known(t) {
			key.Transports = append(key.Transports, string(t))
		}
	}
	return key, challenge, nil
}

// known tells whether a transport is one of the specification: a device may claim anything.
func known(t protocol.AuthenticatorTransport) bool {
	switch t {
	case protocol.USB, protocol.NFC, protocol.BLE, protocol.SmartCard, protocol.Hybrid, protocol.Internal:
		return true
	}
	return false
}

// Owner is the account that an answer claims to be of, which proves nothing yet; empty: none.
func Owner(answer string) account.ID {
	var claims struct {
		Response struct {
			UserHandle string `json:"userHandle"`
		} `json:"response"`
	}
	if len(answer) > mostAnswer || json.Unmarshal([]byte(answer), &claims) != nil {
		return ""
	}
	id, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(claims.Response.UserHandle, "="))
	if err != nil {
		return ""
	}
	return account.ID(id)
}

// Check tells which of an account's passkeys an answer is of, with its new Count, Flags and Used. An answer that does
// not hold, or is of none of them, is a fault.Invalid; so is one whose count has not grown, as that of a copy would.
func (p *Party) Check(a account.Account, has []account.Passkey, state, answer string, now time.Time) (account.Passkey, account.Challenge, error) {
	session, challenge, err := remembered(state, now)
	if err != nil {
		return account.Passkey{}, challenge, err
	}
	if len(answer) > mostAnswer {
		return account.Passkey{}, challenge, errWrong
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes([]byte(answer))
	if err != nil {
		return account.Passkey{}, challenge, wrong(err)
	}
	user := owner{a, has}
	_, used, err := p.site.ValidatePasskeyLogin(func(_, handle []byte) (webauthn.User, error) {
		if string(handle) != string(a.ID) {
			return nil, errors.New("the passkey is of another account")
		}
		return user, nil
	}, session, parsed)
	if err != nil {
		return account.Passkey{}, challenge, wrong(err)
	}
	if used.Authenticator.CloneWarning {
		return account.Passkey{}, challenge, errCopied
	}
	for _, key := range has {
		if string(key.ID) == string(used.ID) {
			key.Count, key.Flags, key.Used = used.Authenticator.SignCount, used.Flags.MsgpByte(), account.Day(now)
			return key, challenge, nil
		}
	}
	return account.Passkey{}, challenge, errWrong
}

// remembered reads a state back.
func remembered(state string, now time.Time) (webauthn.SessionData, account.Challenge, error) {
	var session webauthn.SessionData
	if err := json.Unmarshal([]byte(state), &session); err != nil {
		return session, account.Challenge{}, fmt.Errorf("read what a passkey was asked: %w", err)
	}
	hash := sha256.Sum256([]byte(session.Challenge))
	return session, account.Challenge{Hash: hash[:], Ends: now.Add(account.PasskeyChallenge)}, nil
}

// wrong is what people are told of an answer that does not hold, with its cause for us.
func wrong(cause error) error { return fault.New(fault.Invalid, "account.passkey_wrong", cause) }
