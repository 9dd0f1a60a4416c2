package badge

import (
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"sentier/internal/fault"
)

// Foreign is a badge that another Sentier site issued, and that its holder brought here. See ReadForeign for what was
// verified of it.
type Foreign struct {
	ID         string // SHA-256 of Credential, in hexadecimal
	Credential string // the address of the credential at its site
	Issuer     string // the address of that site, without a slash at its end
	Title      string // in Lang
	Lang       string // empty: not told
	Token      string // the credential, signed: a compact JWS
	Issued     time.Time
}

// Bounds of what is shown of another site.
const (
	mostBase  = 200 // bytes of its address
	mostTitle = 200 // characters of a badge's title
)

// ReadForeign verifies a badge of another Sentier site by what stands in it, and asks nobody: its signature is made by
// the key in its own header, the header gives that key an address of the issuer that can only be this key's, and the
// credential says the same everywhere. So nobody has changed it since it was signed. That the key is the issuer's,
// only the issuer can say: whoever makes a key may write any address beside it.
func ReadForeign(token string, now time.Time) (Foreign, error) {
	key, err := keyBeside(token)
	if err != nil {
		return Foreign{}, err
	}
	var kid string
	c, err := Verify(token, func(named string) *rsa.PublicKey {
		kid = named
		return key
	}, now)
	if err != nil {
		return Foreign{}, err
	}
	base, found := strings.CutSuffix(c.Issuer.ID, "/ob/issuer")
	site := Issuer{Base: base}
	id, _ := strings.CutPrefix(c.ID, site.CredentialURL(""))
	switch {
	case !found || !isBase(base) || c.Issuer.URL != base:
		err = fmt.Errorf("%q is no address of a site", c.Issuer.ID)
	case kid != site.KeyURL(thumbprint(key)):
		err = fmt.Errorf("the key %q is not of %s", kid, base)
	case !isID(id) || c.ID != site.CredentialURL(ID(id)) || c.Subject.ID != "urn:uuid:"+id:
		err = fmt.Errorf("%q is no credential of %s", c.ID, base)
	case !isTitle(c.Subject.Achievement.Name):
		err = errors.New("its title cannot be shown")
	}
	if err != nil {
		return Foreign{}, fault.New(fault.Invalid, "badge.claims", err)
	}
	sum := sha256.Sum256([]byte(c.ID))
	return Foreign{
		ID: hex.EncodeToString(sum[:]), Credential: c.ID, Issuer: base, Title: c.Subject.Achievement.Name,
		Lang: tag(c.Subject.Achievement.Lang), Token: token, Issued: c.NotBefore.UTC(),
	}, nil
}

// keyBeside is the key in the header of a JWS.
func keyBeside(token string) (*rsa.PublicKey, error) {
	if len(token) > mostToken {
		return nil, fault.New(fault.TooLarge, "badge.unreadable", fmt.Errorf("a credential of %d bytes", len(token)))
	}
	head, _, _ := strings.Cut(token, ".")
	data, err := base64.RawURLEncoding.DecodeString(head)
	var h header
	if err == nil {
		err = json.Unmarshal(data, &h)
	}
	if err != nil {
		return nil, fault.New(fault.Invalid, "badge.unreadable", err)
	}
	return h.Key.Public()
}

// isBase tells whether a text is the address of a site, as Issuer.Base is.
func isBase(base string) bool {
	u, err := url.Parse(base)
	return err == nil && len(base) <= mostBase && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" &&
		u.User == nil && u.RawQuery == "" && u.Fragment == "" && u.String() == base && !strings.HasSuffix(base, "/") &&
		!strings.ContainsFunc(base, func(r rune) bool { return r <= ' ' || r > '~' })
}

func isID(s string) bool {
	id, err := uuid.Parse(s)
	return err == nil && id.String() == s
}

func isTitle(s string) bool {
	return s != "" && utf8.ValidString(s) && utf8.RuneCountInString(s) <= mostTitle && !strings.ContainsFunc(s, unicode.IsControl)
}

// tag is a language tag that can stand in a page, or nothing.
func tag(lang string) string {
	if len(lang) > 35 || strings.Trim(lang, "-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "" {
		return ""
	}
	return lang
}
