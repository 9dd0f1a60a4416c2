package account

import (
	"time"
	"unicode/utf8"
)

// The bounds of passkeys.
const (
	MostPasskeys     = 10              // of an account
	MostPasskeyName  = 40              // characters
	PasskeyChallenge = 5 * time.Minute // how long a device may take to answer
)

// Passkey is a key on a device of a learner, who signs in with it in place of the password. The device keeps what
// signs and never tells it; here is what verifies.
type Passkey struct {
	ID         []byte // as the device chose it; nobody else has the same
	Name       string // in the learner's words, or those of Device; empty: unknown
	Public     []byte // the public key, in the form of COSE (RFC 9052)
	Count      uint32 // signatures, as far as the device counts them; 0: it does not
	Flags      byte   // those of the authenticator data, such as whether the key can be on several devices
	Transports []string
	Created    time.Time
	Used       time.Time // the day, at midnight UTC, of the last sign-in; zero: none yet
}

// Challenge is what a device had to sign: it is good for one answer.
type Challenge struct {
	Hash []byte
	Ends time.Time // from when on the site itself refuses it
}

// CheckPasskeyName tells what is wrong with the name of a passkey that TidyName has been through.
func CheckPasskeyName(name string) error {
	if name == "" || utf8.RuneCountInString(name) <= MostPasskeyName && written(name, inDisplay) {
		return nil
	}
	return invalid("account.passkey_name")
}
