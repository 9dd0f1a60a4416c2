package web

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"sentier/internal/account"
	"sentier/internal/announce"
	"sentier/internal/badge"
	"sentier/internal/course"
	"sentier/internal/exchange/takeout"
	"sentier/internal/forum"
	"sentier/internal/lang"
	"sentier/internal/moderation"
	"sentier/internal/progress"
	"sentier/internal/quiz"
	"sentier/internal/review"
	"sentier/internal/site"
	"sentier/internal/theme"
	"sentier/internal/voice"
)

// exported is everything that is kept about a learner, as the file that they can take away. Another site can read it.
type exported struct {
	Format    string                 `json:"format"` // "sentier export 1"
	Site      string                 `json:"site"`   // its address; empty: it was told none
	At        time.Time              `json:"at"`
	Name      string                 `json:"name"`
	Display   string                 `json:"display,omitempty"`
	Lang      string                 `json:"lang"`
	Email     string                 `json:"email,omitempty"`
	Confirmed time.Time              `json:"emailConfirmed,omitzero"`
	Letters   []exportedLetter       `json:"letters"` // that wait to be sent
	Created   time.Time              `json:"created"`
	Seen      time.Time              `json:"seen"` // the day of the last visit
	HideXP    bool                   `json:"hidePoints"`
	Codes     int                    `json:"recoveryCodesLeft"`
	Passkeys  []exportedPasskey      `json:"passkeys"`
	Sessions  []exportedSession      `json:"sessions"`
	Read      []progress.Read        `json:"read"`
	Places    []progress.Place       `json:"places"`
	Attempts  []exportedAttempt      `json:"attempts"`
	Points    []progress.Entry       `json:"points"`
	Others    []exportedForeign      `json:"badgesOfOthers"` // brought from other sites
	foreign   []badge.Foreign        // the same, to be shown
	Badges    []exportedBadge        `json:"badges"`
	Review    time.Time              `json:"review,omitzero"` // when the review was asked for
	Cards     []review.Card          `json:"cards"`           // that were reviewed
	Notices   []account.Notice       `json:"notices"`         // what the team did to the account, and why
	Roles     account.Grants         `json:"roles"`           // what they may do for the site
	Mailings  []account.Subscription `json:"mailings"`        // that they asked for
	Forum     forum.Belongings       `json:"forum"`           // what they wrote, thanked for, follow and have seen
	Reports   []moderation.Report    `json:"reports"`         // what they told the team of
	Decisions []moderation.Decision  `json:"decisions"`       // what the team decided about them
	News      []announce.ID          `json:"announcementsRead"`
	Inquiries []exportedInquiry      `json:"inquiries"` // to the team, which knows that they wrote them
	Proposed  []exportedSuggestion   `json:"suggestions"`
}

// exportedInquiry is what they wrote to the team, with its answers.
type exportedInquiry struct {
	Subject voice.Subject  `json:"subject"`
	Place   string         `json:"place,omitempty"`
	Name    string         `json:"name,omitempty"`
	Address string         `json:"email,omitempty"`
	Stage   voice.Stage    `json:"stage"`
	Made    time.Time      `json:"made"`
	Turns   []exportedTurn `json:"exchange"`
	inquiry voice.Inquiry  // the same, to be shown
}

type exportedTurn struct {
	Host bool      `json:"byTheTeam"`
	Text string    `json:"text"`
	At   time.Time `json:"at"`
}

// exportedBadge is a badge that was issued. Another site verifies its token.
type exportedBadge struct {
	ID       badge.ID        `json:"id"`
	Module   course.ModuleID `json:"module"`
	Lang     string          `json:"lang"`
	Title    string          `json:"title"`
	Revision string          `json:"revision"`
	Issued   time.Time       `json:"issued"`
	Public   bool            `json:"public"`
	Name     string          `json:"name,omitempty"` // that its page shows
	Revoked  *time.Time      `json:"revoked,omitempty"`
	Token    string          `json:"token"` // the credential, a compact JWS
}

// exportedPasskey is a passkey, without what it is made of.
type exportedPasskey struct {
	Name    string    `json:"name"`
	Created time.Time `json:"created"`
	Used    time.Time `json:"used,omitzero"` // the day of the last sign-in
}

// exportedLetter is a letter that waits to be sent. What it says opens the account, so it goes to its address alone.
type exportedLetter struct {
	Kind    account.LetterKind `json:"kind"`
	To      string             `json:"to"`
	Subject string             `json:"subject"`
	Written time.Time          `json:"written"`
	Tries   int                `json:"tries"`
}

// exportedSession is a browser that is signed in.
type exportedSession struct {
	Device  string    `json:"device"`
	Shared  bool      `json:"shared"`
	Created time.Time `json:"created"`
	Seen    time.Time `json:"seen"`
}

// exportedAttempt is an attempt with all that was answered.
type exportedAttempt struct {
	progress.Attempt
	Answers []progress.Answer `json:"answers"`
}

// exportedForeign is a badge that another site issued.
type exportedForeign struct {
	ID     string    `json:"id"` // the address of the credential
	Issuer string    `json:"issuer"`
	Title  string    `json:"title"`
	Issued time.Time `json:"issued"`
	Token  string    `json:"token"`
}

// export gathers all that is kept about a learner.
func (s *Server) export(ctx context.Context, l *learner) (exported, error) {
	all := exported{
		Format: takeout.Format, Site: s.settings.BaseURL, At: s.now().UTC(), Name: l.account.Name, Display: l.account.Display,
		Lang: l.account.Lang, Email: l.account.Email, Confirmed: l.account.Confirmed,
		Created: l.account.Created, Seen: l.account.Seen, HideXP: l.account.HideXP,
		Read: l.facts.Reads, Places: l.facts.Places, Points: l.facts.Entries,
		Review: l.account.Review,
	}
	letters, err := s.members.Learners.LettersOf(ctx, l.account.ID)
	if err != nil {
		return all, err
	}
	for _, q := range letters {
		all.Letters = append(all.Letters, exportedLetter{Kind: q.Kind, To: q.To, Subject: q.Subject, Written: q.Created, Tries: q.Tries})
	}
	if all.Cards, err = s.members.Learners.Cards(ctx, l.account.ID); err != nil {
		return all, err
	}
	if all.Codes, err = s.members.Learners.CodesLeft(ctx, l.account.ID); err != nil {
		return all, err
	}
	if all.Notices, err = s.members.Learners.Notices(ctx, l.account.ID); err != nil {
		return all, err
	}
	if all.Roles, err = s.members.Learners.Roles(ctx, l.account.ID); err != nil {
		return all, err
	}
	if all.News, err = s.members.Learners.ReadAnnouncements(ctx, l.account.ID); err != nil {
		return all, err
	}
	if all.Mailings, err = s.members.Learners.Subscriptions(ctx, l.account.ID); err != nil {
		return all, err
	}
	if all.Forum, err = s.members.Learners.ForumOf(ctx, l.account.ID); err != nil {
		return all, err
	}
	if all.Reports, err = s.members.Learners.ReportsBy(ctx, l.account.ID); err != nil {
		return all, err
	}
	if all.Decisions, err = s.members.Learners.Decisions(ctx, l.account.ID); err != nil {
		return all, err
	}
	if err := s.exportInquiries(ctx, l, &all); err != nil {
		return all, err
	}
	if err := s.exportSuggestions(ctx, l, &all); err != nil {
		return all, err
	}
	passkeys, err := s.members.Learners.Passkeys(ctx, l.account.ID)
	if err != nil {
		return all, err
	}
	for _, p := range passkeys {
		all.Passkeys = append(all.Passkeys, exportedPasskey{Name: p.Name, Created: p.Created, Used: p.Used})
	}
	sessions, err := s.members.Learners.Sessions(ctx, l.account.ID)
	if err != nil {
		return all, err
	}
	for _, one := range sessions {
		all.Sessions = append(all.Sessions, exportedSession{Device: one.Device, Shared: one.Shared, Created: one.Created, Seen: one.Seen})
	}
	if err := s.exportOthers(ctx, l, &all); err != nil {
		return all, err
	}
	for _, a := range l.facts.Attempts {
		attempt, answers, err := s.members.Learners.Attempt(ctx, l.account.ID, a.ID)
		if err != nil {
			return all, err
		}
		if attempt.Finished.IsZero() { // what is right may not be told before the attempt is handed in
			for i := range answers {
				answers[i].Fingerprint, answers[i].Verdict, answers[i].Points, answers[i].Total = "", "", 0, 0
			}
		}
		all.Attempts = append(all.Attempts, exportedAttempt{attempt, answers})
	}
	badges, err := s.members.Badges.Store.Badges(ctx, l.account.ID)
	for _, b := range badges {
		out := exportedBadge{ID: b.ID, Module: b.Module, Lang: b.Lang, Title: b.Title, Revision: b.Revision, Issued: b.Issued,
			Public: b.Public, Name: b.Name, Token: b.Token}
		if !b.Revoked.IsZero() {
			out.Revoked = &b.Revoked
		}
		all.Badges = append(all.Badges, out)
	}
	return all, err
}

// exportInquiries adds what they wrote to the team and wanted to be known for.
func (s *Server) exportInquiries(ctx context.Context, l *learner, all *exported) error {
	inquiries, err := s.members.Learners.InquiriesOf(ctx, l.account.ID)
	for _, i := range inquiries {
		out := exportedInquiry{Subject: i.Subject, Place: i.Place, Name: i.Name, Address: i.Address, Stage: i.Stage, Made: i.Made, inquiry: i}
		for _, turn := range i.Turns {
			out.Turns = append(out.Turns, exportedTurn{Host: turn.Host, Text: turn.Text, At: turn.At})
		}
		all.Inquiries = append(all.Inquiries, out)
	}
	return err
}

// exportOthers adds the badges of other sites.
func (s *Server) exportOthers(ctx context.Context, l *learner, all *exported) error {
	badges, err := s.members.Learners.ForeignBadges(ctx, l.account.ID)
	if err != nil {
		return err
	}
	all.foreign = badges
	for _, b := range badges {
		all.Others = append(all.Others, exportedForeign{ID: b.Credential, Issuer: b.Issuer, Title: b.Title, Issued: b.Issued, Token: b.Token})
	}
	return nil
}

// dataFile gives it as a file.
func (r request) dataFile(l *learner) error {
	within, cancel := r.within()
	defer cancel()
	all, err := r.export(within, l)
	if err != nil {
		return err
	}
	data, err := all.file()
	if err != nil {
		return err
	}
	h := &r.ctx.Response.Header
	h.Set("Cache-Control", cacheNever)
	h.Set("Content-Disposition", `attachment; filename="sentier.json"`)
	h.SetContentType("application/json; charset=utf-8")
	r.ctx.SetBody(data)
	return nil
}

// file is what a browser, or the host, saves.
func (all exported) file() ([]byte, error) {
	data, err := json.MarshalIndent(all, "", "  ")
	return append(data, '\n'), err
}

// data shows it.
func (r request) data(l *learner) error {
	within, cancel := r.within()
	defer cancel()
	all, err := r.export(within, l)
	if err != nil {
		return err
	}
	view := r.dataPage(l, all)
	view.Download, view.Import = "/"+r.lang+"/me/data.json", "/"+r.lang+importPath
	if view.Layout, err = r.layout("/me/data", "data.title"); err != nil {
		return err
	}
	return r.show(view)
}

// dataPage says it in words.
func (r request) dataPage(l *learner, all exported) *theme.DataPage {
	courses := allCourses(r.snapshot)
	view := &theme.DataPage{
		Name: all.Name, Display: all.Display, Wanted: all.Lang,
		Email: all.Email, Confirmed: !all.Confirmed.IsZero(), Letters: len(all.Letters),
		Created: lang.Date(r.lang, all.Created), Seen: lang.Date(r.lang, all.Seen), HideXP: all.HideXP, Codes: all.Codes,
		Points: r.earned(l, len(l.facts.Entries)), Foreign: r.foreign(all.foreign),
	}
	for _, p := range all.Passkeys {
		view.Passkeys = append(view.Passkeys, passkeyRow(r.lang, account.Passkey{Name: p.Name, Created: p.Created, Used: p.Used}))
	}
	for _, g := range all.Roles {
		view.Roles = append(view.Roles, theme.RoleRow{Role: string(g.Role), Module: r.moduleOr(courses, g.Module), Date: lang.Date(r.lang, g.Given)})
	}
	for _, id := range all.News {
		link := theme.Link{Title: string(id)}
		for _, a := range r.announced() {
			if a.ID == id {
				link = r.newsLink(a, r.lang)
			}
		}
		view.News = append(view.News, link)
	}
	for _, m := range all.Mailings {
		view.Mailings = append(view.Mailings, theme.MailingRow{Mailing: string(m.Mailing), Pace: string(m.Pace), Since: lang.Date(r.lang, m.Since)})
	}
	for _, s := range all.Sessions {
		view.Sessions = append(view.Sessions, theme.SessionRow{Device: s.Device, Shared: s.Shared, Seen: lang.Date(r.lang, s.Seen)})
	}
	for _, read := range slices.Backward(all.Read) {
		view.Read = append(view.Read, theme.DataRow{
			What: r.lessonOr(courses, read.Module, read.Lesson), Date: lang.Date(r.lang, read.At), Imported: read.Imported,
		})
	}
	for _, p := range all.Places {
		view.Places = append(view.Places, theme.DataRow{What: r.lessonOr(courses, p.Module, p.Lesson), Date: lang.Date(r.lang, p.At)})
	}
	for _, a := range slices.Backward(all.Attempts) {
		view.Attempts = append(view.Attempts, r.dataAttempt(courses, a))
	}
	for _, b := range all.Badges {
		view.Badges = append(view.Badges, theme.DataBadge{
			DataRow: theme.DataRow{What: r.awarded(b.ID, b.Title, b.Lang), Date: lang.Date(r.lang, b.Issued)},
			Name:    b.Name, Public: b.Public, Revoked: b.Revoked != nil,
		})
	}
	if !all.Review.IsZero() {
		view.Review = lang.Date(r.lang, all.Review)
	}
	for _, card := range all.Cards {
		view.Cards = append(view.Cards, r.dataCard(card))
	}
	for _, p := range all.Forum.Posts {
		view.Posts = append(view.Posts, r.dataPost(p))
	}
	view.Marks = r.dataMarks(courses, all.Forum)
	for _, d := range all.Decisions {
		view.Decisions = append(view.Decisions, r.decisionRow(d))
	}
	for _, one := range all.Reports {
		view.Reports = append(view.Reports, r.reportRow(one))
	}
	for _, i := range all.Inquiries {
		row := r.inquiryRow(i.inquiry)
		row.URL = "/" + r.lang + r.inquiryPath(i.inquiry.ID)
		view.Inquiries = append(view.Inquiries, row)
	}
	for _, n := range all.Proposed {
		view.Proposed = append(view.Proposed, theme.DataSuggestion{SuggestionRow: r.suggestionRow(n.whole), Text: n.Text})
	}
	for _, n := range all.Notices {
		view.Told = append(view.Told, theme.ToldRow{ID: n.ID, Kind: n.Kind, Reason: n.Reason, Date: lang.Date(r.lang, n.At)})
	}
	return view
}

// dataPost is a post with its text as it was typed.
func (r request) dataPost(p forum.OwnPost) theme.DataPost {
	row := theme.DataPost{State: string(p.State), Text: p.Source}
	for _, v := range p.Before {
		row.Before = append(row.Before, theme.DataVersion{Date: lang.Date(r.lang, v.Until), Text: v.Source})
	}
	row.Date, row.What.Title = lang.Date(r.lang, p.Created), p.Title
	if p.Lang != r.lang {
		row.What.Lang = p.Lang
	}
	if m := r.moduleByID(p.Module); m != nil {
		row.What.URL = forumAddress(m, r.lang) + "/" + string(p.Topic) + "?post=" + string(p.Post)
	}
	return row
}

// dataMarks are what somebody did in the forum without writing.
func (r request) dataMarks(c *course.Course, b forum.Belongings) (all []theme.DataMark) {
	add := func(kind, module string, topic forum.TopicID, at time.Time) {
		one := theme.DataMark{Kind: kind, DataRow: theme.DataRow{What: r.moduleOr(c, module), Date: lang.Date(r.lang, at)}}
		if m := r.moduleByID(module); m != nil {
			one.What.URL = forumAddress(m, r.lang)
			if topic != "" {
				one.What.URL += "/" + string(topic)
			}
		}
		all = append(all, one)
	}
	for _, f := range b.Follows {
		add("follow", f.Module, f.Topic, f.Since)
		if f.Lesson != "" {
			all[len(all)-1].What = r.lessonOr(c, course.ModuleID(f.Module), f.Lesson)
		}
	}
	for _, t := range b.Thanks {
		add("thanks", t.Module, t.Topic, t.At)
	}
	for _, s := range b.Seen {
		add("seen", s.Module, s.Topic, s.At)
	}
	return all
}

// moduleOr names a module, or its id where it is no more. The whole site is nothing.
func (r request) moduleOr(c *course.Course, id string) theme.Link {
	for _, m := range c.Modules {
		if string(m.ID) == id {
			return site.ModuleLink(m, r.lang)
		}
	}
	return theme.Link{Title: id}
}

// lessonOr names a lesson, or its id where it is no more.
func (r request) lessonOr(c *course.Course, module course.ModuleID, id course.LessonID) theme.Link {
	for _, m := range c.Modules {
		for _, l := range m.Lessons() {
			if m.ID == module && l.ID == id {
				return site.LessonLink(l, r.lang)
			}
		}
	}
	return theme.Link{Title: string(module) + "/" + string(id)}
}

// dataCard names a card by its question or word, or by its id where it is no more.
func (r request) dataCard(card review.Card) theme.DataCard {
	view := theme.DataCard{Due: lang.Date(r.lang, card.Due), Count: card.Reviews}
	view.Date, view.What.Title = lang.Date(r.lang, card.Reviewed), string(card.Module)+"/"+card.ID
	if front, ok := card.Front(r.holding(card.Module), r.lang); ok {
		view.What.Title = front.Word
		if front.Prompt != nil {
			view.What.Title = theme.Plain(front.Prompt.Title)
		}
		if front.Lang != r.lang {
			view.What.Lang = front.Lang
		}
	}
	return view
}

func (r request) dataAttempt(c *course.Course, a exportedAttempt) theme.DataAttempt {
	view := theme.DataAttempt{
		DataRow: theme.DataRow{
			What: theme.Link{Title: string(a.Module) + "/" + string(a.Sequence)}, Date: lang.Date(r.lang, a.Started), Imported: a.Imported,
		},
	}
	if !a.Finished.IsZero() {
		view.Points, view.Total = lang.Hundredths(r.lang, a.Points), lang.Hundredths(r.lang, a.Total)
	}
	var asked []*quiz.Question
	for _, m := range c.Modules {
		for _, s := range m.Sequences {
			if m.ID == a.Module && s.ID == a.Sequence && s.Quiz != nil {
				asked, view.What = s.Quiz.Questions, site.QuizLink(s.Quiz, r.lang)
				view.What.URL += "/" + string(a.ID)
			}
		}
	}
	for _, answer := range a.Answers {
		row := theme.DataAnswer{Question: string(answer.Question), Shown: answer.Shown, Date: lang.Date(r.lang, answer.At)}
		if answer.Total > 0 {
			row.Points, row.Total = lang.Hundredths(r.lang, answer.Points), lang.Hundredths(r.lang, answer.Total)
		}
		for _, q := range asked {
			if q.ID == answer.Question {
				row.Question = theme.Plain(q.Wording(answer.Lang).Title)
			}
		}
		if answer.Lang != r.lang {
			row.Lang = answer.Lang
		}
		view.Answers = append(view.Answers, row)
	}
	return view
}
