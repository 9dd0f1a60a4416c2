package theme

import (
	"slices"
	"strings"
)

// Comfort is what a reader chose of size, font, theme and spacing. The zero value is the default: what the
// reader's system asks for.
type Comfort struct {
	Theme   string
	Size    string
	Font    string
	Spacing string
}

// ComfortChoices are the fields of the form, in order, each with its values; the first is the default.
func ComfortChoices() []ComfortChoice {
	return []ComfortChoice{
		{"theme", []string{"auto", "light", "dark", "contrast"}},
		{"size", []string{"normal", "large", "larger", "largest"}},
		{"font", []string{"atkinson", "system"}},
		{"spacing", []string{"normal", "wide", "wider"}},
	}
}

// ComfortChoice is one field.
type ComfortChoice struct {
	Name   string
	Values []string
}

// ReadComfort takes the fields of a form. What is absent or unknown is the default.
func ReadComfort(field func(name string) string) Comfort {
	var c Comfort
	for _, choice := range ComfortChoices() {
		if i := slices.Index(choice.Values, field(choice.Name)); i > 0 {
			*c.field(choice.Name) = choice.Values[i]
		}
	}
	return c
}

// ParseComfort reads what Cookie wrote.
func ParseComfort(cookie string) Comfort {
	values := strings.Split(cookie, ".")
	return ReadComfort(func(name string) string {
		i := slices.IndexFunc(ComfortChoices(), func(c ComfortChoice) bool { return c.Name == name })
		if len(values) != len(ComfortChoices()) {
			return ""
		}
		return values[i]
	})
}

// Cookie is the choices as the value of a cookie, "dark.large.atkinson.normal"; empty for the default.
func (c Comfort) Cookie() string {
	if c == (Comfort{}) {
		return ""
	}
	var values []string
	for _, choice := range ComfortChoices() {
		values = append(values, c.Value(choice.Name))
	}
	return strings.Join(values, ".")
}

// Value is the choice for a field.
func (c Comfort) Value(name string) string {
	if v := *c.field(name); v != "" {
		return v
	}
	for _, choice := range ComfortChoices() {
		if choice.Name == name {
			return choice.Values[0]
		}
	}
	return ""
}

// Attributes are what the hole "root" of a page holds: ` data-theme="dark" data-size="large"`. Empty for the
// default.
func (c Comfort) Attributes() string {
	var b strings.Builder
	for _, choice := range ComfortChoices() {
		if v := *c.field(choice.Name); v != "" {
			b.WriteString(` data-` + choice.Name + `="` + v + `"`)
		}
	}
	return b.String()
}

func (c *Comfort) field(name string) *string {
	switch name {
	case "theme":
		return &c.Theme
	case "size":
		return &c.Size
	case "font":
		return &c.Font
	}
	return &c.Spacing
}
