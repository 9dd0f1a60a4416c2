package badge

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"sentier/internal/course"
)

// The contexts of JSON-LD: the names of the members below. The order is that of the standards.
const (
	credentialContext = "https://www.w3.org/ns/credentials/v2"
	badgeContext      = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
)

// Profile says who issues.
type Profile struct {
	Context []string `json:"@context,omitempty"` // of a document of its own
	ID      string   `json:"id"`
	Type    []string `json:"type"`
	Name    string   `json:"name"`
	URL     string   `json:"url"`
	Email   string   `json:"email,omitempty"`
}

// Achievement says what the badge is for, in one language.
type Achievement struct {
	Context     []string `json:"@context,omitempty"`
	ID          string   `json:"id"`
	Type        []string `json:"type"`
	Kind        string   `json:"achievementType"`
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Criteria    Criteria `json:"criteria"`
	Image       *Image   `json:"image,omitempty"`
	Lang        string   `json:"inLanguage"`
	Creator     *Profile `json:"creator,omitempty"`
}

// Criteria says how it is earned: the address of a page, and the same in words.
type Criteria struct {
	ID        string `json:"id"`
	Narrative string `json:"narrative"`
}

// Image is the address of a picture.
type Image struct {
	ID      string `json:"id"`
	Type    string `json:"type"`
	Caption string `json:"caption,omitempty"`
}

// Profile is the document at URL.
func (i Issuer) Profile() Profile {
	p := i.profile()
	p.Context = []string{credentialContext, badgeContext}
	return p
}

func (i Issuer) profile() Profile {
	return Profile{ID: i.URL(), Type: []string{"Profile"}, Name: i.Name, URL: i.Base, Email: i.Email}
}

// Achievement is the document at AchievementURL. The module has a badge; what lang lacks is in its source language.
func (i Issuer) Achievement(m *course.Module, lang string) Achievement {
	a := i.achievement(m, lang)
	a.Context = []string{credentialContext, badgeContext}
	creator := i.profile()
	a.Creator = &creator
	return a
}

func (i Issuer) achievement(m *course.Module, lang string) Achievement {
	text := m.Text(lang)
	about := text.Summary
	if about == "" {
		about = text.Title
	}
	return Achievement{
		ID: i.AchievementURL(m.ID, text.Lang), Type: []string{"Achievement"}, Kind: "Badge",
		Name: text.BadgeTitle, Description: strings.TrimSpace(text.Title + "\n\n" + about), Lang: text.Lang,
		Criteria: Criteria{ID: i.CriteriaURL(m, text.Lang), Narrative: text.BadgeCriteria},
		Image:    &Image{ID: i.PictureURL(PictureOf(m)), Type: "Image", Caption: text.BadgeTitle},
	}
}

// digest is the SHA-256 of the achievement, in hexadecimal.
func (a Achievement) digest() (string, error) {
	data, err := json.Marshal(a)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]), nil
}
