package badge

import (
	"net/url"
	"strconv"

	"sentier/internal/course"
)

// Issuer is the site, in its badges' words. Every address below hangs on Base and stays for ever: verifiers ask it
// years later.
type Issuer struct {
	Base  string // the public address of the site, without a slash at its end; empty: nothing can be issued
	Name  string
	Email string // where the host can be reached; may be empty
}

// URL is the issuer's own address, of its Profile: /ob/issuer.
func (i Issuer) URL() string { return i.Base + "/ob/issuer" }

// KeysURL is the address of the JWKSet: /ob/keys.
func (i Issuer) KeysURL() string { return i.Base + "/ob/keys" }

// KeyURL is the address of one JWK: /ob/keys/ID.
func (i Issuer) KeyURL(id string) string { return i.Base + "/ob/keys/" + url.PathEscape(id) }

// AchievementURL is the address of an Achievement in a language: /ob/achievements/MODULE/LANG.
func (i Issuer) AchievementURL(id course.ModuleID, lang string) string {
	return i.Base + "/ob/achievements/" + url.PathEscape(string(id)) + "/" + url.PathEscape(lang)
}

// PictureURL is the address of a picture without a credential in it: /ob/pictures/HASH.svg.
func (i Issuer) PictureURL(p Picture) string { return i.Base + "/ob/pictures/" + p.File() }

// CredentialURL is the address of a credential, as a JWS in text/plain: /ob/credentials/ID.
func (i Issuer) CredentialURL(id ID) string {
	return i.Base + "/ob/credentials/" + url.PathEscape(string(id))
}

// StatusURL is the address of a list of revoked badges, as a JWS in text/plain: /ob/status/1.
func (i Issuer) StatusURL(list int) string { return i.Base + "/ob/status/" + strconv.Itoa(list) }

// PageURL is the address of a badge's page: /badges/ID.
func (i Issuer) PageURL(id ID) string { return i.Base + "/badges/" + url.PathEscape(string(id)) }

// BakedURL is the address of a picture with the credential in it: /badges/ID.svg or /badges/ID.png.
func (i Issuer) BakedURL(id ID, p Picture) string { return i.PageURL(id) + p.extension() }

// FileURL is the address of the credential as a file to download: /badges/ID.jwt.
func (i Issuer) FileURL(id ID) string { return i.PageURL(id) + ".jwt" }

// CriteriaURL is the address of the page that says how a badge is earned.
func (i Issuer) CriteriaURL(m *course.Module, lang string) string {
	return i.Base + m.Address(lang) + "/badge"
}
