package web

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"sentier/internal/account"
	"sentier/internal/elsewhere"
)

// routes is every address that this server answers. A GET route answers HEAD, too, and changes nothing. What is
// no address of its own here is looked up in the snapshot: the pages of the courses, feeds, the site's own texts.
func (s *Server) routes() {
	s.app.Get("/", s.home)            // to the reader's language
	s.app.Get("/-/health", s.healthy) // for hosts
	if s.author != nil {
		s.app.Get(watchPath, s.changes) // for the script on pages of who writes a course
	}
	s.app.Get("/.well-known/security.txt", s.securityText) // for who finds a hole
	s.app.Get("/assets/*", s.file)                         // the theme's files
	s.app.Get("/media/*", s.file)                          // the courses' files
	s.app.Get("/:lang/search", s.search)                   // ?q=
	s.app.Get("/:lang/comfort", s.comfort)                 // size, font, theme, contrast, spacing
	s.app.Post("/:lang/comfort", s.choose)                 // keeps the choices
	if s.hooks != nil {
		s.app.Post(hookPath+":source", s.hook) // for forges
	}
	if s.members != nil {
		s.memberRoutes()
		s.adminRoutes()
		s.machineRoutes()
	}
	s.app.Get("/*", s.page) // pages; of lessons, ?q=ID&a=… and ?video=ID
}

// memberRoutes are those of readers with an account.
func (s *Server) memberRoutes() {
	s.app.Get("/:lang/sign-up", s.own(request.signUpForm))
	s.app.Post("/:lang/sign-up", s.own(request.signUp))
	s.app.Get("/:lang/sign-in", s.own(request.signInForm))
	s.app.Post("/:lang/sign-in", s.own(request.signIn))
	s.app.Post("/:lang/sign-in/passkey", s.own(request.askPasskey)) // for the script of the form
	s.app.Post("/:lang/sign-out", s.own(request.signOut))
	s.app.Get("/:lang/recover", s.own(request.recoverForm))
	s.app.Post("/:lang/recover", s.own(request.recovered))    // by a code, or asking for a letter
	s.app.Get("/:lang/recover/new", s.own(request.renewForm)) // ?link=, out of a letter
	s.app.Post("/:lang/recover/new", s.own(request.renewed))
	s.app.Get("/:lang/me/confirm", s.own(request.confirmForm)) // ?link=, out of a letter
	s.app.Post("/:lang/me/confirm", s.own(request.confirmed))
	s.app.Get("/:lang/announcements", s.own(request.newsList)) // ?page=
	s.app.Get("/:lang/announcements.atom", s.own(request.newsAtom))
	s.app.Get("/:lang/announcements.json", s.own(request.newsJSON))
	s.app.Get("/:lang/announcements/:announcement", s.own(request.newsEntry))
	s.app.Post("/:lang/announcements/:announcement/read", s.member(request.markNews))
	s.app.Post("/:lang/announcements/:announcement/hide", s.own(request.hideNews))
	s.app.Get(elsewhere.CataloguePath, s.catalogue) // for sister sites
	s.app.Get("/:lang/sites", s.own(request.sites))
	s.app.Get("/:lang/meetings", s.meeting(group.meetings))
	s.app.Get("/:lang/meetings.ics", s.meeting(group.calendar))
	s.app.Get("/:lang/:module/meetings", s.meeting(group.meetings))
	s.app.Get("/:lang/:module/meetings.ics", s.meeting(group.calendar))
	s.app.Get("/:lang/unsubscribe/:mailing", s.own(request.unsubscribeForm)) // ?link=, out of a letter
	s.app.Post("/:lang/unsubscribe/:mailing", s.mailed(request.unsubscribed))
	s.app.Get("/:lang/me", s.member(request.myPath))
	s.app.Post("/:lang/me/notices", s.member(request.understood))
	s.app.Get("/:lang/me/account", s.member(request.accountForm))
	s.app.Post("/:lang/me/account", s.own(request.changeOrGone))
	s.app.Get("/:lang/me/passkey", s.member(request.passkeyForm)) // after the password
	s.app.Post("/:lang/me/passkey", s.member(request.addPasskey))
	s.app.Get("/:lang/me/data", s.member(request.data))
	s.app.Get("/:lang/me/data.json", s.member(request.dataFile))
	s.app.Get("/:lang/me/import", s.member(request.importForm)) // what was done on another site
	s.app.Post("/:lang/me/import", s.member(request.imported))
	s.app.Get("/:lang/me/import/:badge", s.member(request.foreignFile)) // BADGE.jwt
	s.app.Get("/:lang/me/record", s.member(request.record))
	s.app.Get("/:lang/me/review", s.member(request.review))
	s.app.Post("/:lang/me/review", s.member(request.reviewed))
	s.app.Get("/:lang/me/decisions", s.member(request.decisions))
	s.app.Post("/:lang/me/decisions", s.member(request.answeredDecision))
	s.app.Get("/:lang/report/:post", s.own(request.reportForm)) // ?report=&key=: what became of one
	s.app.Post("/:lang/report/:post", s.own(request.reported))
	s.app.Get("/:lang/me/again", s.member(request.againForm)) // ?back=, before a page of the team
	s.app.Post("/:lang/me/again", s.member(request.shownAgain))
	s.app.Get("/:lang/me/codes", s.member(request.codes)) // once, after they were made
	s.app.Post("/:lang/me/codes", s.member(request.codes))
	s.app.Get("/:lang/me/codes.txt", s.member(request.codesFile))
	s.app.Get("/badges/:file", s.ownIn(s.badgeLang, request.badgeFile)) // the page of a badge, and its files
	s.app.Post("/badges/:file", s.ownIn(s.badgeLang, s.signedIn(request.showBadge)))
	s.app.Get("/:lang/forum", s.corner(true, corner.topics))         // ?show=&category=&q=&page=
	s.app.Get("/:lang/forum/feed.atom", s.corner(true, corner.feed)) // where anyone may read
	s.app.Get("/:lang/:module/forum/feed.atom", s.corner(true, corner.feed))
	s.app.Get("/:lang/:module/forum", s.corner(true, corner.topics))
	s.app.Post("/:lang/:module/forum", s.writing(corner.followLesson))
	s.app.Get("/:lang/:module/forum/new", s.writing(corner.compose)) // ?lesson=&heading=&category=&title=
	s.app.Post("/:lang/:module/forum/new", s.writing(corner.composed))
	s.app.Get("/:lang/:module/forum/:topic", s.forum(corner.topic)) // ?page=&post=&quote=
	s.app.Post("/:lang/:module/forum/:topic", s.writing(corner.inTopic))
	s.app.Get("/:lang/:module/forum/:topic/:post/edit", s.writing(corner.edit))
	s.app.Post("/:lang/:module/forum/:topic/:post/edit", s.writing(corner.edited))
	s.app.Get("/:lang/:module/forum/:topic/:post/delete", s.writing(corner.removing)) // asks first
	s.app.Post("/:lang/:module/forum/:topic/:post/delete", s.writing(corner.removed))
	s.app.Get("/:lang/:module/forum/:topic/:post/history", s.forum(corner.history))
	s.app.Get("/:lang/:module/forum/:topic/:post/text", s.forum(corner.forgeText)) // for the issue of a forge
	s.app.Get("/:lang/:module/badge", s.criteriaPage)                              // for strangers, the page of the snapshot
	s.app.Get("/:lang/contact/new", s.own(request.inquiryForm))                    // ?about=; /contact is of the snapshot
	s.app.Post("/:lang/contact/new", s.own(request.inquirySent))
	s.app.Get("/:lang/contact/:key", s.own(request.inquiryState)) // what became of it
	s.app.Post("/:lang/contact/:key", s.own(request.inquiryGoesOn))
	s.app.Get("/:lang/feedback/:key", s.own(request.feedbackState))                     // what became of it
	s.app.Get("/:lang/:module/:sequence/:lesson/feedback", s.own(request.feedbackForm)) // of a quiz, too: ?q=ID&heading=
	s.app.Post("/:lang/:module/:sequence/:lesson/feedback", s.own(request.feedbackSent))
	s.app.Get("/:lang/suggest/:key", s.own(request.suggestState)) // what became of it
	s.app.Post("/:lang/suggest/:key", s.own(request.suggestWithdrawn))
	s.app.Get("/:lang/:module/:sequence/:lesson/suggest", s.own(request.suggestForm)) // of an entry of a glossary, too
	s.app.Post("/:lang/:module/:sequence/:lesson/suggest", s.own(request.suggestSent))
	s.app.Post("/:lang/:module/:sequence/:lesson/read", s.member(request.read))
	s.app.Post("/:lang/:module/:sequence/:lesson/place", s.member(request.place)) // the script's
	s.app.Get("/:lang/:module/:sequence/quiz", s.quizPage)                        // for strangers, the page of the snapshot
	s.app.Post("/:lang/:module/:sequence/quiz", s.taken(request.start))
	s.app.Get("/:lang/:module/:sequence/quiz/group", s.own(request.group)) // ?n=2&h1=12&show=1
	s.app.Get("/:lang/:module/:sequence/quiz/:attempt", s.taken(laid(request.attempt)))
	s.app.Post("/:lang/:module/:sequence/quiz/:attempt", s.taken(laid(request.answered)))
}

// adminRoutes are those of the team. Every one but the first goes through s.team, which lets nobody in
// whom it does not name.
func (s *Server) adminRoutes() {
	s.app.Get("/:lang/admin/first", s.own(request.firstForm)) // ?link=, out of the log: for whoever comes first
	s.app.Post("/:lang/admin/first", s.own(request.firstMade))
	s.app.Get("/:lang/admin", s.team(request.admin, account.Editor, account.Moderator))
	s.app.Get("/:lang/admin/insight", s.team(request.insight, account.Editor))
	s.app.Get("/:lang/admin/people", s.team(request.people, account.Moderator)) // ?q=
	s.app.Get("/:lang/admin/people/:person", s.team(request.person, account.Moderator))
	s.app.Post("/:lang/admin/people/:person", s.team(request.personDone, account.Moderator))
	s.app.Get("/:lang/admin/settings", s.team(request.settingsForm))
	s.app.Post("/:lang/admin/settings", s.team(request.settingsChanged))
	s.app.Get("/:lang/admin/block-list", s.team(request.blockForm, account.Moderator))
	s.app.Post("/:lang/admin/block-list", s.team(request.blockChanged, account.Moderator))
	s.app.Get("/:lang/admin/moderation", s.team(request.queue, account.Moderator))
	s.app.Get("/:lang/admin/moderation/answer/:person/:decision", s.team(request.appealForm, account.Moderator))
	s.app.Post("/:lang/admin/moderation/answer/:person/:decision", s.team(request.reviewedAppeal, account.Moderator))
	s.app.Get("/:lang/admin/moderation/:post", s.team(request.weigh, account.Moderator))
	s.app.Post("/:lang/admin/moderation/:post", s.team(request.decided, account.Moderator))
	s.app.Get("/:lang/admin/log", s.team(request.actions, account.Moderator)) // ?before=ID&person=ID
	s.app.Get("/:lang/admin/announcements", s.team(request.adminNews, account.Editor))
	s.app.Get("/:lang/admin/announcements/:announcement", s.team(request.adminNewsForm, account.Editor)) // new, or one that there is
	s.app.Post("/:lang/admin/announcements/:announcement", s.team(request.adminNewsSent, account.Editor))
	s.app.Get("/:lang/admin/messages", s.team(request.inquiries)) // ?stage=&page=
	s.app.Get("/:lang/admin/messages/:message", s.team(request.inquiryDesk))
	s.app.Post("/:lang/admin/messages/:message", s.team(request.inquiryAnswered))
	s.app.Get("/:lang/admin/feedback", s.team(request.adminFeedback, account.Editor)) // ?module=ID&state=&before=
	s.app.Get("/:lang/admin/feedback/:remark", s.team(request.remarkForm, account.Editor))
	s.app.Post("/:lang/admin/feedback/:remark", s.team(request.remarkAnswered, account.Editor))
	s.app.Get("/:lang/admin/suggestions", s.team(request.adminSuggestions, account.Editor)) // ?module=ID&state=&before=
	s.app.Get("/:lang/admin/suggestions/:suggestion", s.team(request.suggestionForm, account.Editor))
	s.app.Post("/:lang/admin/suggestions/:suggestion", s.team(request.suggestionDecided, account.Editor))
	s.app.Get("/:lang/admin/suggestions/:suggestion/patch", s.team(request.suggestionPatch, account.Editor))
}

// criteriaPage is that of the snapshot, and for who is signed in one of their own.
func (s *Server) criteriaPage(c *fiber.Ctx) error {
	if s.visiting(c.Context()) == nil {
		return s.page(c)
	}
	return s.member(request.criteria)(c)
}

// machine tells whether a path is a route that is neither a page nor a file.
func machine(path string) bool {
	return path == "/-/health" || path == "/.well-known/security.txt" || path == elsewhere.CataloguePath
}

// filed tells whether a path is that of a file, there or not.
func filed(path string) bool {
	return strings.HasPrefix(path, "/assets/") || strings.HasPrefix(path, "/media/")
}
