package i18n

import (
	"fmt"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// form is a plural form of CLDR.
type form int

const (
	zero form = iota
	one
	two
	few
	many
	other
	forms // how many
)

var formNames = [forms]string{"zero", "one", "two", "few", "many", "other"}

// small is how far plural forms are kept: counts on pages are nearly always below.
const small = 256

// pluralRule tells the form of a number. go-i18n keeps the rules to itself, so it is asked to localise a message
// whose words are the names of the forms.
type pluralRule struct {
	localizer *goi18n.Localizer
	below     [small]form
	used      [forms]bool
}

func newPluralRule(tag language.Tag) (pluralRule, error) {
	bundle := goi18n.NewBundle(tag)
	err := bundle.AddMessages(tag, &goi18n.Message{ID: "form",
		Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other"})
	if err != nil {
		return pluralRule{}, fmt.Errorf("plural rules of %s: %w", tag, err)
	}
	r := pluralRule{localizer: goi18n.NewLocalizer(bundle, tag.String())}
	for n := range r.below {
		r.below[n] = r.ask(n)
		r.used[r.below[n]] = true
	}
	for _, n := range []any{1000, 1_000_000, "0.5", "1.5", "2.0"} {
		r.used[r.ask(n)] = true
	}
	r.used[other] = true
	return r, nil
}

// has tells whether the language tells a form apart.
func (r *pluralRule) has(f form) bool { return r.used[f] }

// of is the form of n: an integer, or a decimal as text.
func (r *pluralRule) of(n any) form {
	if i, ok := n.(int); ok && i >= 0 && i < small {
		return r.below[i]
	}
	return r.ask(n)
}

func (r *pluralRule) ask(n any) form {
	name, err := r.localizer.Localize(&goi18n.LocalizeConfig{MessageID: "form", PluralCount: n})
	if err != nil {
		return other
	}
	for f, known := range formNames {
		if known == name {
			return form(f)
		}
	}
	return other
}
