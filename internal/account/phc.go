package account

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/crypto/argon2"
)

// The lengths of what is random and of what is derived, in bytes: RFC 9106, section 4.
const (
	saltLength = 16
	keyLength  = 32
)

// The bounds of a hash that is read, so that a damaged row asks for no absurd work.
const (
	mostMemory  = 256 * 1024 // KiB
	mostPasses  = 16
	mostThreads = 16
	leastKey    = 16 // bytes
	mostKey     = 64 // bytes
)

// phc is a hash in the PHC string format: $argon2id$v=19$m=19456,t=2,p=1$salt$key.
type phc struct {
	cost      Cost
	salt, key []byte
}

func formatPHC(p phc) string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, p.cost.Memory, p.cost.Passes, p.cost.Threads,
		base64.RawStdEncoding.EncodeToString(p.salt), base64.RawStdEncoding.EncodeToString(p.key))
}

// parsePHC reads what formatPHC writes, and nothing else. Its errors say nothing of what they read.
func parsePHC(s string) (phc, error) {
	fields := strings.Split(s, "$")
	if len(fields) != 6 || fields[0] != "" || fields[1] != "argon2id" || fields[2] != "v="+strconv.Itoa(argon2.Version) {
		return phc{}, errors.New("the hash is not of argon2id, version 19: restore the row, or give this account a new password")
	}
	var p phc
	parameters := strings.Split(fields[3], ",")
	if len(parameters) != 3 {
		return phc{}, errors.New("the hash does not have three parameters: restore the row")
	}
	var read [3]uint64
	for i, name := range []string{"m=", "t=", "p="} {
		digits, found := strings.CutPrefix(parameters[i], name)
		value, err := strconv.ParseUint(digits, 10, 32)
		if !found || err != nil {
			return phc{}, fmt.Errorf("the hash has no parameter %s: restore the row", name)
		}
		read[i] = value
	}
	if read[0] > mostMemory || read[1] == 0 || read[1] > mostPasses || read[2] == 0 || read[2] > mostThreads {
		return phc{}, errors.New("the hash asks for absurd work: restore the row")
	}
	p.cost = Cost{Memory: uint32(read[0]), Passes: uint32(read[1]), Threads: uint8(read[2])}
	var err, keyErr error
	p.salt, err = base64.RawStdEncoding.Strict().DecodeString(fields[4])
	p.key, keyErr = base64.RawStdEncoding.Strict().DecodeString(fields[5])
	if err != nil || keyErr != nil || len(p.salt) < 8 || len(p.key) < leastKey || len(p.key) > mostKey {
		return phc{}, errors.New("the hash's salt or key is cut: restore the row")
	}
	return p, nil
}
