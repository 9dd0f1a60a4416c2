package web

import (
	"context"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"sentier/internal/account"
	"sentier/internal/badge"
	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/lang"
	"sentier/internal/progress"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// badgeLang is the language of a badge's page, whose address is the same in all of them: the one that was asked for,
// ?lang=, or else the one that the browser asks for.
func (s *Server) badgeLang(c *fiber.Ctx) string {
	ctx := c.Context()
	tag := string(ctx.QueryArgs().Peek("lang"))
	if !slices.Contains(s.settings.Languages, tag) {
		tag = s.negotiated(ctx)
	}
	ctx.SetUserValue(spokenValue, "/"+tag+string(ctx.Path()))
	return tag
}

// badgeAt is the badge of the address, and whether it is the visitor's. One that is not theirs is there for them when
// its owner made it public, and only then.
func (r request) badgeAt(ctx context.Context, id badge.ID) (b badge.Badge, own bool, err error) {
	if r.visitor != nil {
		all, err := r.members.Badges.Store.Badges(ctx, r.visitor.account)
		if err != nil {
			return badge.Badge{}, false, err
		}
		if i := slices.IndexFunc(all, func(b badge.Badge) bool { return b.ID == id }); i >= 0 {
			return all[i], true, nil
		}
	}
	if b, err = r.members.Badges.Store.Badge(ctx, id); err == nil && !b.Public {
		err = fault.New(fault.NotFound, "", nil)
	}
	return b, false, err
}

// badgeFile answers with the page of a badge, /badges/ID, or with a file of it: /badges/ID.svg, .png or .jwt.
func (r request) badgeFile() error {
	name, kind, file := strings.Cut(strings.TrimPrefix(string(r.ctx.Path()), "/badges/"), ".")
	if !isID(name) {
		return fault.New(fault.NotFound, "", nil)
	}
	within, cancel := r.within()
	defer cancel()
	b, own, err := r.badgeAt(within, badge.ID(name))
	switch {
	case err != nil:
		return err
	case !file:
		view, err := r.badgePage(within, b, own)
		if err != nil {
			return err
		}
		return r.show(view)
	case kind == "jwt":
		r.attach(b, kind, badgeJWS, []byte(b.Token))
		return nil
	}
	p, err := r.members.Badges.Store.BadgePicture(within, b.Picture)
	if err != nil {
		return err
	}
	if p.File() != b.Picture+"."+kind {
		return fault.New(fault.NotFound, "", nil)
	}
	baked, err := p.Bake(b.Token)
	if err != nil {
		return err
	}
	r.attach(b, kind, p.Type, baked)
	return nil
}

// attach answers with a file to keep. It is not for caches: its owner may take it back tomorrow.
func (r request) attach(b badge.Badge, kind, contentType string, data []byte) {
	h := &r.ctx.Response.Header
	h.Set(fasthttp.HeaderCacheControl, cacheNever)
	h.Set(fasthttp.HeaderVary, "Cookie")
	h.Set("X-Robots-Tag", "noindex")
	h.Set(fasthttp.HeaderContentSecurityPolicy, filePolicy)
	h.Set(fasthttp.HeaderContentDisposition, `attachment; filename="`+string(b.Module)+"-badge."+kind+`"`)
	h.SetContentType(contentType)
	r.ctx.SetBody(data)
}

// badgePage shows a badge and what it proves, and verifies it as a stranger would: the signature, then the signed list
// of those revoked.
func (r request) badgePage(ctx context.Context, b badge.Badge, own bool) (*theme.BadgePage, error) {
	badges := r.members.Badges
	view := &theme.BadgePage{
		Form: theme.Form{Action: r.badgeURL(b.ID)}, Title: b.Title, About: string(b.Module), Date: lang.Date(r.lang, b.Issued),
		Name: b.Name, Site: badges.Issuer.Name, Token: "/badges/" + string(b.ID) + ".jwt", Owner: own, Public: b.Public, Typed: b.Name,
	}
	if b.Lang != r.lang {
		view.TitleLang = b.Lang
	}
	if m := r.badgeModule(b.Module); m != nil {
		view.Module, view.About = m.Address(r.lang), m.Text(b.Lang).Title
	}
	if badges.Issuer.Base != "" {
		view.Address = badges.Issuer.PageURL(b.ID)
	}
	p, err := badges.Store.BadgePicture(ctx, b.Picture)
	if err != nil {
		return nil, err
	}
	ext := strings.TrimPrefix(p.File(), p.Hash)
	view.Baked, view.Kind = "/badges/"+string(b.ID)+ext, strings.ToUpper(ext[1:])
	view.Image = view.Baked
	keys, err := badges.Keys.Known(ctx)
	if err != nil {
		return nil, err
	}
	credential, err := badge.Verify(b.Token, keys.Find, r.now())
	switch {
	case err == nil:
		view.Criteria = credential.Subject.Achievement.Criteria.Narrative
		view.About, _, _ = strings.Cut(credential.Subject.Achievement.Description, "\n")
	case fault.KindOf(err) == fault.Invalid:
		view.Problem = fault.Message(err)
	default:
		return nil, err
	}
	revoked, err := r.revokedIn(ctx, b)
	if err != nil {
		return nil, err
	}
	if revoked {
		view.Revoked = lang.Date(r.lang, b.Revoked)
	}
	if view.Layout, err = r.layout("/badges/"+string(b.ID), "badge.title"); err != nil {
		return nil, err
	}
	r.everywhere(view, b)
	return view, nil
}

// revokedIn looks a badge up in the list that is published.
func (r request) revokedIn(ctx context.Context, b badge.Badge) (bool, error) {
	if r.members.Badges.Issuer.Base == "" { // nothing is published: the store says it
		return !b.Revoked.IsZero(), nil
	}
	token, err := r.signedStatus(ctx, b.Position.List)
	if err != nil {
		return false, err
	}
	keys, err := r.members.Badges.Keys.Known(ctx) // after it was signed: another node may have changed them
	if err != nil {
		return false, err
	}
	list, err := badge.VerifyStatus(token, keys.Find, r.now())
	if err != nil {
		return false, err
	}
	return list.Revoked(b.Position.Index), nil
}

// everywhere gives the page of a badge its address, which is the same in every language.
func (r request) everywhere(view *theme.BadgePage, b badge.Badge) {
	view.Path, view.Title, view.Section = "/badges/"+string(b.ID), b.Title, ""
	view.Layout.Title = b.Title
	for i, a := range view.Alternates {
		view.Alternates[i].URL, view.Alternates[i].Href = view.Path+"?lang="+a.Lang, ""
	}
}

// badgeURL is the address of a badge's page in the language of the request.
func (r request) badgeURL(id badge.ID) string { return "/badges/" + string(id) + "?lang=" + r.lang }

// showBadge keeps who may see the page of a badge, and the name on it. Only its owner can: for others it is not there.
func (r request) showBadge(l *learner) error {
	id := badge.ID(strings.TrimPrefix(string(r.ctx.Path()), "/badges/"))
	public := r.field("do") == "publish"
	if !isID(string(id)) {
		return fault.New(fault.NotFound, "", nil)
	}
	within, cancel := r.within()
	defer cancel()
	b, own, err := r.badgeAt(within, id)
	switch {
	case err == nil && !own:
		err = fault.New(fault.NotFound, "", nil)
	case err == nil && !public && r.field("do") != "hide":
		err = fault.New(fault.Invalid, "", nil)
	}
	if err != nil {
		return err
	}
	name := b.Name // stays for when it is shown again
	if public {
		name = account.TidyName(r.field("name"))
		if err := account.CheckDisplay(name); err != nil {
			return r.badgeRefused(within, b, err)
		}
	}
	if err := r.members.Badges.Store.PublishBadge(within, l.account.ID, id, public, name); err != nil {
		return err
	}
	r.wrote(r.ctx, l.account.ID)
	if public {
		r.notice(r.ctx, "badge_public")
	} else {
		r.notice(r.ctx, "badge_hidden")
	}
	return r.to(r.badgeURL(id))
}

// badgeRefused shows the owner's page again, with what is wrong with the name.
func (r request) badgeRefused(ctx context.Context, b badge.Badge, wrong error) error {
	view, err := r.badgePage(ctx, b, true)
	if err != nil {
		return err
	}
	if err := blame(&view.Form, "name", wrong); err != nil {
		return err
	}
	view.Typed = r.field("name")
	return r.refuse(view)
}

// criteria shows how a badge is earned, and what it still takes.
func (r request) criteria(l *learner) error {
	address := string(r.ctx.Path())
	i := slices.IndexFunc(l.in(r.snapshot).Modules, func(m *progress.ModulePath) bool {
		return m.Module.Badge != nil && m.Module.Address(r.lang)+"/badge" == address
	})
	if i < 0 || r.snapshot.Page(address) == nil {
		return fault.New(fault.NotFound, "", nil)
	}
	within, cancel := r.within()
	defer cancel()
	path := l.in(r.snapshot)
	had, err := r.badges(within, l, path)
	if err != nil {
		return err
	}
	m := path.Modules[i]
	way := &theme.BadgeWay{Done: m.Done, Steps: m.Steps, Badge: r.pathBadge(m.Module, had)}
	lessons, quizzes := badge.Left(m)
	for _, lesson := range lessons {
		way.Left = append(way.Left, theme.PathStep{Link: site.LessonLink(lesson, r.lang)})
	}
	for _, q := range quizzes {
		way.Left = append(way.Left, theme.PathStep{Link: site.QuizLink(q, r.lang), Quiz: true})
	}
	view, err := r.snapshot.BadgeCriteria(m.Module, r.lang, way)
	if err != nil {
		return err
	}
	return r.show(view)
}

// pathBadge is the badge of a module, issued or not.
func (r request) pathBadge(m *course.Module, badges []badge.Badge) theme.PathBadge {
	view := theme.PathBadge{Link: site.BadgeLink(m, r.lang), Image: site.BadgeImage(m)}
	for _, b := range badges {
		if b.Module == m.ID {
			view.Link, view.Date, view.Revoked = r.awarded(b.ID, b.Title, b.Lang), lang.Date(r.lang, b.Issued), !b.Revoked.IsZero()
		}
	}
	return view
}

// awarded leads to the page of a badge that was issued.
func (r request) awarded(id badge.ID, title, in string) theme.Link {
	link := theme.Link{Title: title, URL: r.badgeURL(id)}
	if in != r.lang {
		link.Lang = in
	}
	return link
}
