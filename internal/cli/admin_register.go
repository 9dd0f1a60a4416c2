package cli

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"sentier/internal/account"
	"sentier/internal/config"
	"sentier/internal/i18n"
	"sentier/internal/publish"
)

type adminRegisterCommand struct {
	settings
	Lang string `help:"Language of the register (default: the site's first)." placeholder:"TAG"`
}

// Run prints the register in Markdown, out of the table that the privacy page is made of.
func (c *adminRegisterCommand) Run(p *Process) error {
	settings, err := c.load(p)
	if err != nil {
		return err
	}
	look, err := publish.LoadTheme(settings)
	if err != nil {
		return err
	}
	lang, err := pickLanguage(c.Lang, settings.Languages)
	if err != nil {
		return err
	}
	return register(p.Stdout, settings, look.Messages(), lang)
}

// pickLanguage is the one that was asked for, which the site must have, or the site's first.
func pickLanguage(asked string, languages []string) (string, error) {
	if asked == "" {
		return languages[0], nil
	}
	for _, l := range languages {
		if l == asked {
			return l, nil
		}
	}
	return "", fmt.Errorf("the site has no language %q: write one of %s", asked, strings.Join(languages, ", "))
}

// register writes what article 30 of the GDPR wants to be written down.
func register(w io.Writer, settings config.Config, messages *i18n.Catalog, lang string) error {
	say := func(key string, args ...any) string { return messages.Say(lang, key, args...) }
	var b strings.Builder
	line := func(label, text string) {
		if text == "" {
			text = say("register.unfilled")
		}
		fmt.Fprintf(&b, "- %s %s\n", say(label), text)
	}
	fmt.Fprintf(&b, "# %s\n\n", say("register.title", "name", settings.Identity.Name))
	line("register.controller", strings.Join(filled(settings.Host.Name, settings.Host.Address, settings.Host.Email), ", "))
	line("register.contact", cmp.Or(settings.Privacy.Contact, settings.Host.Email))
	line("register.provider", strings.Join(filled(settings.Hosting.Name, settings.Hosting.Address), ", "))
	line("register.people", say("register.people_text"))
	line("register.recipients", say("register.recipients_text"))
	line("register.abroad", say("register.abroad_text"))
	line("register.security", say("register.security_text"))
	fmt.Fprintf(&b, "\n| %s | %s | %s | %s | %s |\n|---|---|---|---|---|\n", say("privacy.data"), say("privacy.why"),
		say("register.basis"), say("register.place"), say("register.until"))
	for _, r := range account.Records() {
		if r.ID == account.Connections && settings.Connections.Recipient == "" {
			continue
		}
		cells := []string{say("record.what." + r.ID), say("record.why." + r.ID), say("record.basis." + string(r.Basis)),
			say("record.where." + string(r.Where)), say("record.until." + r.ID)}
		if len(r.Kept) > 0 {
			cells[3] += " (" + strings.Join(r.Kept, ", ") + ")"
		}
		for i := range cells {
			cells[i] = strings.ReplaceAll(cells[i], "|", `\|`)
		}
		fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | "))
	}
	fmt.Fprintf(&b, "\n%s\n", say("register.log", "count", settings.Privacy.LogRetentionDays))
	if settings.Connections.Recipient != "" {
		fmt.Fprintf(&b, "\n%s\n", say("privacy.connections", "count", settings.Connections.Months))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func filled(texts ...string) []string {
	var all []string
	for _, t := range texts {
		if t != "" {
			all = append(all, t)
		}
	}
	return all
}
