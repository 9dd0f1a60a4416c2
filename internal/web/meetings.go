package web

import (
	"cmp"
	"html/template"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"sentier/internal/config"
	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/lang"
	"sentier/internal/meeting"
	"sentier/internal/site"
	"sentier/internal/theme"
)

const (
	meetingsShown = 6                    // after the next one
	meetingsAhead = 180 * 24 * time.Hour // how far pages and calendars look
	meetingsPast  = 30 * 24 * time.Hour  // that calendars keep
	mostMeetings  = 200                  // in a calendar
)

// group is who meets: the learners of a module, or of the whole site.
type group struct {
	request
	module   *course.Module // nil: the whole site
	id, slug string
	rooms    []config.Room
}

// meeting serves an address of a group that has a room.
func (s *Server) meeting(handle func(group) error) fiber.Handler {
	return func(c *fiber.Ctx) error {
		slug := c.Params("module")
		return s.own(func(r request) error {
			g := group{request: r}
			if slug != "" {
				if g.module = moduleOf(r.snapshot.Courses(), slug); g.module == nil {
					return fault.New(fault.NotFound, "", nil)
				}
				g.id, g.slug = string(g.module.ID), g.module.Slug
			}
			if g.rooms = meeting.Of(r.settings.Rooms, g.id, g.slug); len(g.rooms) == 0 {
				return fault.New(fault.NotFound, "", nil)
			}
			return handle(g)
		})(c)
	}
}

// meets is the address at which those of a forum read when they meet: of its module, or else of the whole site. Empty: they
// do not.
func (at corner) meets() string {
	if m := at.module; m != nil && len(meeting.Of(at.settings.Rooms, string(m.ID), m.Slug)) > 0 {
		return m.Address(at.lang) + site.MeetingsPath
	}
	if len(meeting.Of(at.settings.Rooms, "", "")) > 0 {
		return "/" + at.lang + site.MeetingsPath
	}
	return ""
}

// home is the address of a group.
func (g group) home() string {
	if g.module == nil {
		return "/" + g.lang + site.MeetingsPath
	}
	return g.module.Address(g.lang) + site.MeetingsPath
}

// occasions are the meetings of a group.
func (g group) occasions(after, before time.Time) []meeting.Occasion {
	return meeting.Occasions(g.settings.Meetings, g.id, g.slug, after, before)
}

// room is that of a meeting, and whether another was skipped for it.
func (g group) room(o meeting.Occasion) (config.Room, bool) {
	return meeting.Turn(g.rooms, o.Turn, g.down)
}

// down tells whether nobody answers in a room, as far as is known.
func (g group) down(r config.Room) bool {
	return g.others().answers[meeting.Door(r.Address)].Dead(g.now())
}

// meetings shows when a group meets, where, and how one takes part.
func (g group) meetings() error {
	now := g.now()
	view := &theme.MeetingsPage{}
	for i, o := range g.occasions(now, now.Add(meetingsAhead)) {
		switch one := g.view(o); {
		case i == 0:
			view.Next, view.Calendar = &one, g.home()+".ics"
		case i <= meetingsShown:
			view.Later = append(view.Later, &one)
		}
	}
	for _, r := range g.rooms {
		view.Rooms = append(view.Rooms, g.viewRoom(r))
		view.Talk = view.Talk || r.Kind != "pad"
		if !slices.Contains(view.Kinds, r.Kind) {
			view.Kinds = append(view.Kinds, r.Kind)
		}
	}
	if g.visitor == nil {
		view.SignIn = "/" + g.lang + "/sign-in?back=" + url.QueryEscape(g.home())
	}
	var crumbs []theme.Link
	if g.module != nil {
		link := site.ModuleLink(g.module, g.lang)
		view.Module, crumbs = &link, []theme.Link{link}
	}
	var err error
	if view.Layout, err = g.snapshot.Frame(g.lang, g.home()[1+len(g.lang):], g.title(), crumbs); err != nil {
		return err
	}
	view.Section = "forum"
	return g.show(view)
}

// title is what the meetings of a group are called.
func (g group) title() string {
	if g.module == nil {
		return g.say("meetings.title")
	}
	return g.say("meetings.of", "title", site.ModuleLink(g.module, g.lang).Title)
}

// view is a meeting as a page shows it.
func (g group) view(o meeting.Occasion) theme.MeetingView {
	room, skipped := g.room(o)
	title, spoken := o.Title.Find(append([]string{g.lang}, g.settings.Languages...)...)
	if spoken == g.lang {
		spoken = ""
	}
	return theme.MeetingView{
		Title: title, Lang: spoken, Begins: o.Begins, Ends: o.Ends, Day: lang.Weekday(g.lang, o.Begins),
		From: lang.Clock(g.lang, o.Begins), To: lang.Clock(g.lang, o.Ends), Zone: zone(o.Begins),
		On: o.On(g.now()), Skipped: skipped, Room: g.viewRoom(room),
	}
}

// zone is where a clock is: "Europe/Paris, UTC+1", or "UTC".
func zone(t time.Time) string {
	name, shift := t.Location().String(), shift(t)
	if name == shift {
		return name
	}
	return name + ", " + shift
}

// shift is how far the clock of a time is from UTC: "UTC+1", "UTC−3:30".
func shift(t time.Time) string {
	text := t.Format("-07:00")
	text = strings.TrimSuffix(text[:1]+strings.TrimPrefix(text[1:], "0"), ":00")
	if text == "+0" {
		return "UTC"
	}
	return "UTC" + strings.Replace(text, "-", "−", 1)
}

// viewRoom is a room as a page shows it. Its password is for members, unless the host said that it is for everyone.
func (g group) viewRoom(r config.Room) theme.RoomView {
	v := theme.RoomView{Kind: r.Kind, Name: r.Name, Entry: template.URL(meeting.Entry(r)), Address: r.Address, Down: g.down(r)}
	v.Note, v.NoteLang = r.Note.Find(append([]string{g.lang}, g.settings.Languages...)...)
	if v.NoteLang == g.lang {
		v.NoteLang = ""
	}
	switch {
	case r.Password == "":
	case r.PasswordFor == "everyone", g.visitor != nil:
		v.Password = r.Password
	default:
		v.Hidden = true
	}
	return v
}

// calendar is the meetings of a group as a file for calendars, which come again for it. Everybody has the same one: no
// password is in it.
func (g group) calendar() error {
	now := g.now()
	var events []meeting.Event
	for _, o := range g.occasions(now.Add(-meetingsPast), now.Add(meetingsAhead)) {
		if len(events) == mostMeetings {
			break
		}
		room, _ := g.room(o)
		e := meeting.Event{ID: o.ID, Begins: o.Begins, Ends: o.Ends, Place: room.Name + ", " + room.Address}
		title, _ := o.Title.Find(append([]string{g.lang}, g.settings.Languages...)...)
		if e.Title = cmp.Or(title, g.title()); g.settings.BaseURL != "" {
			e.URL = g.settings.BaseURL + g.home()
			e.Description = g.say("meetings.event", "address", e.URL)
		}
		events = append(events, e)
	}
	host := "sentier"
	if base, err := url.Parse(g.settings.BaseURL); err == nil && base.Host != "" {
		host = base.Hostname()
	}
	h := &g.ctx.Response.Header
	h.Set(fasthttp.HeaderCacheControl, cacheHour)
	h.Set("X-Robots-Tag", "noindex")
	h.SetContentType("text/calendar; charset=utf-8")
	g.ctx.SetBody(meeting.Calendar(g.title()+" – "+g.settings.Identity.Name, host, g.snapshot.Built(), events))
	return nil
}
