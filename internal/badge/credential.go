package badge

import (
	"crypto/rsa"
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"sentier/internal/course"
	"sentier/internal/fault"
)

// Credential is the payload of a badge's JWS: the credential itself, with the claims of a JWT beside it that say the
// same (Open Badges 3.0, section 8.2).
type Credential struct {
	Context   []string `json:"@context"`
	ID        string   `json:"id"`
	Type      []string `json:"type"`
	Name      string   `json:"name"`
	Issuer    Profile  `json:"issuer"`
	ValidFrom string   `json:"validFrom"` // RFC 3339, to the second
	Subject   Subject  `json:"credentialSubject"`
	Status    *Status  `json:"credentialStatus,omitempty"`
	Schema    []Schema `json:"credentialSchema,omitempty"`
	jwt.RegisteredClaims
}

// Subject is what was achieved, by whoever holds the badge.
type Subject struct {
	ID          string      `json:"id"` // urn:uuid: of the award, not of a person
	Type        []string    `json:"type"`
	Achievement Achievement `json:"achievement"`
}

// Status says where to ask whether the badge was revoked.
type Status struct {
	ID      string `json:"id"`
	Type    string `json:"type"`
	Purpose string `json:"statusPurpose"`
	Index   string `json:"statusListIndex"` // a number, as text
	List    string `json:"statusListCredential"`
}

// Schema is what validators hold the credential against.
type Schema struct {
	ID   string `json:"id"`
	Type string `json:"type"`
}

// Award is what is issued.
type Award struct {
	ID       ID // made by whoever issues: a UUIDv7
	Module   *course.Module
	Revision string // of the course
	Lang     string // of the badge's words
	Position Position
	At       time.Time
}

// Issue makes a badge, signed.
func (i Issuer) Issue(k Key, a Award) (Badge, error) {
	switch {
	case i.Base == "":
		return Badge{}, fault.New(fault.Unavailable, "badge.no_address", errors.New("issue a badge: set base_url first"))
	case a.Module.Badge == nil:
		return Badge{}, fault.New(fault.NotFound, "", fmt.Errorf("issue a badge: the module %q has none", a.Module.ID))
	case !a.Position.valid():
		return Badge{}, fmt.Errorf("issue a badge: there is no position %d of list %d", a.Position.Index, a.Position.List)
	}
	at := a.At.UTC().Truncate(time.Second)
	achievement := i.achievement(a.Module, a.Lang)
	hash, err := achievement.digest()
	if err != nil {
		return Badge{}, fmt.Errorf("issue a badge: %w", err)
	}
	c := Credential{
		Context: []string{credentialContext, badgeContext}, ID: i.CredentialURL(a.ID),
		Type: []string{"VerifiableCredential", "OpenBadgeCredential"}, Name: achievement.Name,
		Issuer: i.profile(), ValidFrom: at.Format(time.RFC3339), Status: i.status(a.Position),
		Subject: Subject{ID: "urn:uuid:" + string(a.ID), Type: []string{"AchievementSubject"}, Achievement: achievement},
		Schema: []Schema{{Type: "1EdTechJsonSchemaValidator2019",
			ID: "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"}},
	}
	c.RegisteredClaims = claims(c.Issuer.ID, c.ID, c.Subject.ID, at)
	token, err := i.sign(k, c)
	if err != nil {
		return Badge{}, fmt.Errorf("issue a badge: %w", err)
	}
	return Badge{
		ID: a.ID, Module: a.Module.ID, Lang: achievement.Lang, Title: achievement.Name, Revision: a.Revision, Hash: hash,
		Picture: PictureOf(a.Module).Hash, Position: a.Position, Token: token, Issued: at,
	}, nil
}

func (i Issuer) status(at Position) *Status {
	list, index := i.StatusURL(at.List), strconv.Itoa(at.Index)
	return &Status{ID: list + "#" + index, Type: "BitstringStatusListEntry", Purpose: "revocation", Index: index, List: list}
}

// Position is the bit that a credential of this site names, or false where it names none.
func (c *Credential) Position() (Position, bool) {
	if c.Status == nil {
		return Position{}, false
	}
	list, errList := strconv.Atoi(path.Base(c.Status.List))
	index, errIndex := strconv.Atoi(c.Status.Index)
	at := Position{List: list, Index: index}
	return at, errList == nil && errIndex == nil && at.valid()
}

// Verify reads a credential of any Sentier site, and says what is wrong with it: its form, its signature, or what it
// claims. find gives the public key at an address, or nil where it is not known: Keys.Find does for the site itself.
// Whether it was revoked is for the list to say.
func Verify(token string, find func(kid string) *rsa.PublicKey, now time.Time) (*Credential, error) {
	c := &Credential{}
	if err := verify(token, c, find, now); err != nil {
		return nil, err
	}
	return c, nil
}

// Validate holds the claims of the JWT against the credential. The parser of JWTs calls it.
func (c *Credential) Validate() error {
	from, err := time.Parse(time.RFC3339, c.ValidFrom)
	switch {
	case !slices.Contains(c.Type, "OpenBadgeCredential") && !slices.Contains(c.Type, "AchievementCredential"):
		return errors.New("it is no badge")
	case len(c.Context) == 0 || c.Context[0] != credentialContext:
		return errors.New("it is not in the words of Verifiable Credentials 2.0")
	case err != nil:
		return fmt.Errorf("validFrom: %w", err)
	}
	return same(c.RegisteredClaims, c.Issuer.ID, c.ID, c.Subject.ID, from)
}

// claims are those of a JWT that say again what a credential says.
func claims(issuer, id, subject string, from time.Time) jwt.RegisteredClaims {
	return jwt.RegisteredClaims{Issuer: issuer, ID: id, Subject: subject, NotBefore: jwt.NewNumericDate(from)}
}

func same(c jwt.RegisteredClaims, issuer, id, subject string, from time.Time) error {
	switch {
	case issuer == "" || c.Issuer != issuer:
		return fmt.Errorf("iss is %q, and the issuer %q", c.Issuer, issuer)
	case id == "" || c.ID != id:
		return fmt.Errorf("jti is %q, and the credential's id %q", c.ID, id)
	case subject == "" || c.Subject != subject:
		return fmt.Errorf("sub is %q, and the subject's id %q", c.Subject, subject)
	case c.NotBefore == nil || !c.NotBefore.Equal(from):
		return fmt.Errorf("nbf is %v, and validFrom %v", c.NotBefore, from)
	}
	return nil
}
