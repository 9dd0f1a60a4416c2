package passkey

import (
	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"sentier/internal/account"
)

// owner is a learner as go-webauthn wants to see them.
type owner struct {
	account account.Account
	has     []account.Passkey
}

// WebAuthnID is what the device gives back when somebody signs in: it tells nothing of a person.
func (o owner) WebAuthnID() []byte { return []byte(o.account.ID) }

// WebAuthnName is what the device shows to choose by.
func (o owner) WebAuthnName() string { return o.account.Name }

// WebAuthnDisplayName is what others see.
func (o owner) WebAuthnDisplayName() string {
	if o.account.Display != "" {
		return o.account.Display
	}
	return o.account.Name
}

// WebAuthnCredentials are the passkeys.
func (o owner) WebAuthnCredentials() []webauthn.Credential {
	var all []webauthn.Credential
	for _, p := range o.has {
		one := webauthn.Credential{
			ID: p.ID, PublicKey: p.Public, Flags: webauthn.NewCredentialFlags(protocol.AuthenticatorFlags(p.Flags)),
			Authenticator: webauthn.Authenticator{SignCount: p.Count},
		}
		for _, t := range p.Transports {
			one.Transport = append(one.Transport, protocol.AuthenticatorTransport(t))
		}
		all = append(all, one)
	}
	return all
}
