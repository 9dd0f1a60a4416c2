package web

import (
	"github.com/gofiber/fiber/v2"

	"sentier/internal/elsewhere"
	"sentier/internal/fault"
	"sentier/internal/lang"
	"sentier/internal/theme"
)

const sitesPath = "/sites"

// catalogue is what this site says of itself to its sisters, and to whoever asks. Nothing in it is about people.
func (s *Server) catalogue(c *fiber.Ctx) error {
	snapshot := s.snapshot.Load()
	switch {
	case snapshot == nil:
		return fault.New(fault.Unavailable, "", nil)
	case s.alone(): // what is for one person has nothing to say
		return fault.New(fault.NotFound, "", nil)
	}
	within, cancel := s.within()
	defer cancel()
	closed, err := s.closed(within)
	if err != nil {
		return err
	}
	return sendJSON(c, elsewhere.Catalogue{
		Format: elsewhere.Format, Name: s.settings.Identity.Name, Address: s.settings.BaseURL, Languages: s.settings.Languages,
		Host:         elsewhere.Host{Name: s.settings.Host.Name, Kind: s.settings.Host.Kind},
		Registration: s.effective().Registration, Full: closed == "full", Modules: snapshot.Taught(),
	})
}

// sites shows the sister sites, with what is known of them.
func (r request) sites() error {
	within, cancel := r.within()
	defer cancel()
	view := &theme.SitesPage{}
	var err error
	if view.Closed, err = r.closed(within); err != nil {
		return err
	}
	k := r.others()
	for _, sister := range r.snapshot.Sisters(r.lang) {
		one := theme.SisterSite{Sister: sister}
		if c, there := k.catalogues[sister.URL]; there {
			r.describe(&one, c, k.answers[sister.URL])
		}
		view.Sites = append(view.Sites, one)
	}
	if view.Layout, err = r.layout(sitesPath, "sites.title"); err != nil {
		return err
	}
	view.Section = ""
	return r.show(view)
}

// describe fills in what a catalogue says. The name is the one that our host gave, whatever the site calls itself.
func (r request) describe(one *theme.SisterSite, c elsewhere.Catalogue, a elsewhere.Answer) {
	one.Known, one.Host, one.Kind = true, c.Host.Name, c.Host.Kind
	one.Day, one.Date, one.Old = a.Answered, lang.Date(r.lang, a.Answered), a.Trouble != ""
	if one.Door = c.Registration; c.Full && c.Registration != "closed" {
		one.Door = "full"
	}
	one.Languages = tongues(c.Languages)
	for _, m := range c.Modules {
		text, spoken := m.Text(append([]string{r.lang}, r.settings.Languages...)...)
		module := theme.SisterModule{Link: theme.Link{Title: text.Title, URL: text.Address}, Languages: tongues(m.Languages), Minutes: m.Minutes}
		if spoken != r.lang {
			module.Lang = spoken
		}
		if m.Licence != "" {
			module.Licence = theme.LicenceOf(m.Licence, r.lang)
		}
		one.Modules = append(one.Modules, module)
	}
}

// tongues names languages in themselves.
func tongues(tags []string) []theme.Tongue {
	var all []theme.Tongue
	for _, tag := range tags {
		all = append(all, theme.Tongue{Lang: tag, Name: lang.Name(tag)})
	}
	return all
}
