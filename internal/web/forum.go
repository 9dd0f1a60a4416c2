package web

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"sentier/internal/account"
	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/forum"
	"sentier/internal/theme"
)

// Forum keeps what learners write to each other. *store.Store is one; every method is one transaction. Reader is who
// asks, empty for a stranger: what others do not see is there for its author and for moderators alone.
type Forum interface {
	Topics(ctx context.Context, search forum.Search, reader account.ID) ([]forum.Summary, int, error)
	TopicCounts(ctx context.Context) (map[string]map[course.LessonID]int, error)
	Topic(ctx context.Context, module string, id forum.TopicID, reader account.ID) (forum.Topic, error)
	TopicModule(ctx context.Context, id forum.TopicID, reader account.ID) (string, error)
	Posts(ctx context.Context, module string, topic forum.TopicID, page int, reader account.ID) ([]forum.Post, int, error)
	Post(ctx context.Context, module string, topic forum.TopicID, id forum.PostID, reader account.ID) (forum.Post, error)
	PostPage(ctx context.Context, module string, topic forum.TopicID, id forum.PostID, reader account.ID) (int, error)

	StartTopic(ctx context.Context, t forum.Topic, p forum.Post) error
	Reply(ctx context.Context, p forum.Post) error
	Past(ctx context.Context, id account.ID, source string, at time.Time) (forum.Past, error)
	Similar(ctx context.Context, module, words, lang string) ([]forum.Topic, error)
	EditPost(ctx context.Context, p forum.Post, title string, by account.ID, at time.Time, log ...account.Action) error
	Versions(ctx context.Context, module string, topic forum.TopicID, id forum.PostID, reader account.ID) ([]forum.Version, error)
	DeletePost(ctx context.Context, module string, topic forum.TopicID, id forum.PostID, by account.ID) error
	Solve(ctx context.Context, module string, topic forum.TopicID, post forum.PostID, by account.ID, log ...account.Action) error
	Recent(ctx context.Context, module string, lesson course.LessonID, most int) ([]forum.Message, error)

	Thank(ctx context.Context, id account.ID, module string, topic forum.TopicID, post forum.PostID, at time.Time) error
	Unthank(ctx context.Context, id account.ID, module string, topic forum.TopicID, post forum.PostID) error
	Follow(ctx context.Context, id account.ID, f forum.Follow) error
	Unfollow(ctx context.Context, id account.ID, f forum.Follow) error
	Follows(ctx context.Context, id account.ID) ([]forum.Follow, error)
	MarkSeen(ctx context.Context, id account.ID, module string, topic forum.TopicID, post forum.PostID) error
	Unread(ctx context.Context, id account.ID) ([]forum.Summary, error)
}

// corner is a request in the forum of a module, or of all of them.
type corner struct {
	request
	who    *learner       // nil: a stranger
	roles  account.Grants // of who is signed in, as they are at this moment
	module *course.Module // nil: of all
}

// forum serves an address of the forum to who may read it; others are asked to sign in.
func (s *Server) forum(handle func(corner, context.Context) error) fiber.Handler {
	return s.corner(false, handle)
}

// corner serves an address of the forum: to strangers where it is for them, too, or while anyone may read the forum.
func (s *Server) corner(strangers bool, handle func(corner, context.Context) error) fiber.Handler {
	return func(c *fiber.Ctx) error {
		slug := c.Params("module")
		return s.own(func(r request) error {
			if s.effective().Forum == "off" {
				return fault.New(fault.NotFound, "", nil)
			}
			at := corner{request: r}
			if slug != "" {
				if at.module = moduleOf(r.snapshot.Courses(), slug); at.module == nil {
					return fault.New(fault.NotFound, "", nil)
				}
			}
			switch {
			case r.visitor == nil && (strangers || s.effective().Forum == "anyone"):
				within, cancel := r.within()
				defer cancel()
				return handle(at, within)
			case r.visitor == nil && reads(r.ctx):
				return at.comeIn()
			}
			return s.signedIn(func(r request, l *learner) (err error) {
				within, cancel := r.within()
				defer cancel()
				at.who = l
				if at.roles, err = r.members.Learners.Roles(within, l.account.ID); err != nil {
					return err
				}
				return handle(at, within)
			})(r)
		})(c)
	}
}

// writing is forum for who writes in it: a stranger is asked to sign in.
func (s *Server) writing(handle func(corner, context.Context) error) fiber.Handler {
	return s.forum(func(at corner, within context.Context) error {
		switch {
		case at.who != nil:
			return handle(at, within)
		case reads(at.ctx):
			return at.comeIn()
		}
		return at.signInFirst()
	})
}

// comeIn asks a stranger to sign in, and brings them back to what they asked for.
func (at corner) comeIn() error {
	return at.to("/" + at.lang + "/sign-in?back=" + url.QueryEscape(at.asked()))
}

// asked is what was asked for, with its query.
func (r request) asked() string {
	if query := r.ctx.URI().QueryString(); len(query) > 0 {
		return string(r.ctx.Path()) + "?" + string(query)
	}
	return string(r.ctx.Path())
}

// moduleOf finds a module that can be read by its slug; nil: there is none.
func moduleOf(courses []*course.Course, slug string) *course.Module {
	for _, c := range courses {
		if i := slices.IndexFunc(c.Modules, func(m *course.Module) bool { return m.Slug == slug && !m.Announced }); i >= 0 {
			return c.Modules[i]
		}
	}
	return nil
}

// moduleByID finds a module that can be read by its id; nil: there is none any more.
func (r request) moduleByID(id string) *course.Module {
	for _, m := range allCourses(r.snapshot).Modules {
		if string(m.ID) == id && !m.Announced {
			return m
		}
	}
	return nil
}

// segment is a part of the path, from 1: "/fr/MODULE/forum/TOPIC" has four.
func (r request) segment(n int) string {
	parts := strings.Split(string(r.ctx.Path()), "/")
	if n >= len(parts) {
		return ""
	}
	return parts[n]
}

// reader is who asks; empty: a stranger.
func (at corner) reader() account.ID {
	if at.who == nil {
		return ""
	}
	return at.who.account.ID
}

// writer is who asks, with what they may do.
func (at corner) writer() forum.Writer { return forum.Writer{ID: at.reader(), Grants: at.roles} }

// moderates tells whether who asks is a moderator here.
func (at corner) moderates() bool {
	if at.module == nil {
		return at.roles.May(account.Moderator, "")
	}
	return at.roles.May(account.Moderator, string(at.module.ID))
}

// home is the address of the forum that is asked for.
func (at corner) home() string {
	if at.module == nil {
		return "/" + at.lang + "/forum"
	}
	return forumAddress(at.module, at.lang)
}

// forumAddress is that of the forum of a module.
func forumAddress(m *course.Module, lang string) string { return m.Address(lang) + "/forum" }

// topicID is the topic of the address; a fault.NotFound where it cannot be one.
func (at corner) topicID() (forum.TopicID, error) {
	id := at.segment(4)
	if !isID(id) {
		return "", fault.New(fault.NotFound, "", nil)
	}
	return forum.TopicID(id), nil
}

// framed is the frame of a page of the forum, titled in words.
func (at corner) framed(address, title string, crumbs ...theme.Link) (theme.Layout, error) {
	l, err := at.snapshot.Frame(at.lang, address[1+len(at.lang):], title, crumbs)
	l.Section = "forum"
	return l, err
}

// say is a message of the theme.
func (r request) say(key string, args ...any) string {
	return r.snapshot.Theme().Messages().Say(r.lang, key, args...)
}

// page is the number of a page that a query asks for, from 1.
func (r request) pageNumber() int {
	n, err := strconv.Atoi(r.field("page"))
	if err != nil || n < 1 || n > 1_000_000 {
		return 1
	}
	return n
}

// lastPage is the number of the last page of a list of so many things.
func lastPage(total, size int) int { return max((total+size-1)/size, 1) }

// pager is the pages of a list of so many things at an address, with the rest of its query.
func pager(address string, query url.Values, page, total, size int) theme.Pager {
	last := lastPage(total, size)
	if last == 1 {
		return theme.Pager{}
	}
	at := func(n int) string {
		q := url.Values{}
		for name, values := range query {
			q[name] = values
		}
		q.Del("page")
		if n > 1 {
			q.Set("page", strconv.Itoa(n))
		}
		if len(q) == 0 {
			return address
		}
		return address + "?" + q.Encode()
	}
	var p theme.Pager
	shown := 0
	for n := 1; n <= last; n++ {
		if n != 1 && n != last && (n < page-2 || n > page+2) {
			continue
		}
		if n > shown+1 {
			p.Pages = append(p.Pages, theme.PagerPage{})
		}
		p.Pages = append(p.Pages, theme.PagerPage{Number: n, URL: at(n), Current: n == page})
		shown = n
	}
	if page < last {
		p.Next = at(page + 1)
	}
	return p
}
