package account

import (
	"crypto/hmac"
	"encoding/base64"
	"encoding/binary"
	"strconv"
	"strings"
	"time"
)

// FirstLife is how long the link is good that makes whoever opens it the first administrator.
const FirstLife = 24 * time.Hour

// SignFirst writes such a link. It is bound to a number that grows when there is an administrator: it opens once.
func SignFirst(secret []byte, ends time.Time, generation int64) string {
	head := binary.BigEndian.AppendUint64(nil, uint64(ends.Unix()))
	return base64.RawURLEncoding.EncodeToString(append(head, sealFirst(secret, head, generation)...))
}

// FirstHolds tells whether a text is such a link, signed by us, not over, and not used.
func FirstHolds(secret []byte, text string, now time.Time, generation int64) bool {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(raw) != 8+linkSeal || strings.ContainsAny(text, "\r\n") { // which the decoder skips
		return false
	}
	ends := time.Unix(int64(binary.BigEndian.Uint64(raw)), 0)
	return hmac.Equal(raw[8:], sealFirst(secret, raw[:8], generation)) && now.Before(ends)
}

func sealFirst(secret, head []byte, generation int64) []byte {
	return keyed(secret, "first administrator", string(head), strconv.FormatInt(generation, 10))
}
