package account

import (
	"crypto/hmac"
	"encoding/base64"
	"encoding/binary"
	"time"
)

// How long people take to fill in the form to sign up.
const (
	ShortestForm = 3 * time.Second
	LongestForm  = 24 * time.Hour
)

const (
	formTime   = 8  // bytes: Unix milliseconds
	sealLength = 16 // bytes: 128 bits of HMAC-SHA256
)

// StampForm gives the value of a hidden field: the time at which a form was shown, sealed with a secret of the site,
// so that what fills it in without reading it is noticed.
func StampForm(secret []byte, now time.Time) string {
	stamp := binary.BigEndian.AppendUint64(make([]byte, 0, formTime+sealLength), uint64(now.UnixMilli()))
	return base64.RawURLEncoding.EncodeToString(append(stamp, formSeal(secret, stamp)...))
}

// CheckForm tells whether the stamp that came back is ours, three seconds old at least and a day at most. All of its
// faults are mended by sending the form, as filled in, once more with a new stamp.
func CheckForm(secret []byte, stamp string, now time.Time) error {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(stamp)
	if err != nil || len(raw) != formTime+sealLength || !hmac.Equal(raw[formTime:], formSeal(secret, raw[:formTime])) {
		return invalid("account.form_old")
	}
	switch age := now.Sub(time.UnixMilli(int64(binary.BigEndian.Uint64(raw)))); {
	case age < ShortestForm:
		return invalid("account.form_quick")
	case age > LongestForm:
		return invalid("account.form_old")
	}
	return nil
}

func formSeal(secret, stamp []byte) []byte { return keyed(secret, "form", string(stamp))[:sealLength] }
