package account

import (
	"crypto/hmac"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"time"
)

// How long people take to fill in the form to sign up.
const (
	ShortestForm = 3 * time.Second
	LongestForm  = 24 * time.Hour
)

const formTime = 8 // bytes: Unix milliseconds

// Forms stamp a form with the time at which it was shown, so that what fills it in without reading it is noticed.
type Forms struct {
	Keyring *Keyring // of TokenKey
}

// StampForm gives the value of a hidden field.
func (f Forms) StampForm(now time.Time) (string, error) {
	key, err := f.Keyring.signing(now)
	if err != nil {
		return "", fmt.Errorf("stamp a form: %w", err)
	}
	stamp := binary.BigEndian.AppendUint64(make([]byte, 0, formTime+sealLength), uint64(now.UnixMilli()))
	return base64.RawURLEncoding.EncodeToString(append(stamp, formSeal(key, stamp)...)), nil
}

// CheckForm tells whether the stamp that came back is ours, three seconds old at least and a day at most. All of its
// faults are mended by sending the form, as filled in, once more with a new stamp.
func (f Forms) CheckForm(stamp string, now time.Time) error {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(stamp)
	if err != nil || len(raw) != formTime+sealLength {
		return invalid("account.form_stamp")
	}
	for _, key := range f.Keyring.verifying(now) {
		if !hmac.Equal(raw[formTime:], formSeal(key, raw[:formTime])) {
			continue
		}
		switch age := now.Sub(time.UnixMilli(int64(binary.BigEndian.Uint64(raw)))); {
		case age < ShortestForm:
			return invalid("account.form_quick")
		case age > LongestForm:
			return invalid("account.form_old")
		}
		return nil
	}
	return invalid("account.form_stamp")
}

func formSeal(key SiteKey, stamp []byte) []byte {
	return keyed(derive(key.Secret, "form"), string(stamp))[:sealLength]
}
