package web

import (
	"context"
	"slices"
	"strings"

	"github.com/valyala/fasthttp"

	"sentier/internal/account"
	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/lang"
	"sentier/internal/quiz"
	"sentier/internal/theme"
	"sentier/internal/voice"
)

// Voices keeps what is said without an account. *store.Store does; every method is one transaction.
type Voices interface {
	AddRemark(ctx context.Context, r voice.Remark) error
	RemarkByKey(ctx context.Context, key []byte) (voice.Remark, error)
	Remark(ctx context.Context, id voice.RemarkID) (voice.Remark, error)
	Remarks(ctx context.Context, search voice.Search) ([]voice.Remark, error)
	CountRemarks(ctx context.Context) ([]voice.Count, error)
	AnswerRemark(ctx context.Context, id voice.RemarkID, state voice.State, answer string, a account.Action) error
}

// FreelySaid is how many texts may come from one network before it waits: a class at work behind one address. One is
// forgotten each minute.
const FreelySaid = 40

// FreelyTried is how many texts are compiled aside for one network before it waits. One is forgotten each minute.
const FreelyTried = 120

// heard tells whether anybody is there to read what readers say: not where one learns alone.
func (s *Server) heard() bool { return !s.alone() }

// feedbackOn is where to say what is wrong with a question of a quiz; empty: nobody is there to read it.
func (r request) feedbackOn(of *course.Quiz, q *quiz.Question) string {
	if !r.heard() {
		return ""
	}
	return of.Address(r.lang) + "/feedback?q=" + string(q.ID)
}

// feedbackForm asks what is wrong with a lesson, one of its parts, or a question.
func (r request) feedbackForm() error {
	view, _, err := r.feedbackPage()
	if err != nil {
		return err
	}
	if view.Key, err = voice.NewKey(nil); err != nil {
		return err
	}
	return r.show(view)
}

func (r request) feedbackPage() (*theme.FeedbackPage, voice.About, error) {
	path := string(r.ctx.Path())
	view := &theme.FeedbackPage{Form: theme.Form{Action: path}, Most: voice.MostText, InTab: r.visitor == nil || r.visitor.shared, Stamp: account.StampForm(r.secret("form"), r.now())}
	for _, kind := range voice.Kinds() {
		view.Kinds = append(view.Kinds, string(kind))
	}
	about, crumbs, err := r.passageOf(strings.TrimSuffix(path, "/feedback"), view)
	if err != nil {
		return nil, about, err
	}
	view.Layout, err = r.layout(strings.TrimPrefix(path, "/"+r.lang), "feedback.title")
	view.Section = "modules"
	view.Breadcrumbs = append(view.Breadcrumbs, crumbs...)
	return view, about, err
}

// passageOf finds what is spoken of at the address of a lesson or of a quiz, and the way there.
func (r request) passageOf(path string, view *theme.FeedbackPage) (voice.About, []theme.Link, error) {
	about := voice.About{Passage: course.Passage{Lang: r.lang}}
	var s *course.Sequence
	var q *quiz.Question
	asked := quiz.QuestionID(r.field("q"))
	if lesson, _ := r.snapshot.Lesson(path); lesson != nil {
		s, q = lesson.Sequence, lesson.Question(asked)
		rendition := lesson.Rendition(r.lang)
		about.Lesson, about.Passage.Lang = lesson.ID, rendition.Lang
		view.About = r.titled(rendition.Title, path, rendition.Lang)
		for _, h := range rendition.Headings {
			chosen := q == nil && h.Anchor == r.field("heading")
			if chosen {
				about.Heading, about.Quote = h.Anchor, h.Text
			}
			view.Parts = append(view.Parts, theme.PartRow{Anchor: h.Anchor, Title: h.Text, Chosen: chosen})
		}
	} else if of, _ := r.snapshot.Quiz(path); of != nil {
		if i := slices.IndexFunc(of.Questions, func(q *quiz.Question) bool { return q.ID == asked }); i >= 0 {
			s, q = of.Sequence, of.Questions[i]
			text := of.Text(r.lang)
			about.Passage.Lang = q.Prompt(r.lang, quiz.Practice).Lang
			view.About = r.titled(text.Title, path, text.Lang)
		}
	}
	if s == nil || asked != "" && q == nil {
		return about, nil, fault.New(fault.NotFound, "", nil)
	}
	if q != nil {
		about.Question, view.Asked, view.Parts = q.ID, string(q.ID), nil
		view.Question = theme.Plain(q.Prompt(r.lang, quiz.Practice).Title)
	}
	about.Module = string(s.Module.ID)
	about.Revision = courseOf(r.snapshot.Courses(), s.Module).Revision
	module, sequence := s.Module.Text(r.lang), s.Text(r.lang)
	return about, []theme.Link{r.titled(module.Title, s.Module.Address(r.lang), module.Lang),
		r.titled(sequence.Title, s.Address(r.lang), sequence.Lang), view.About}, nil
}

// titled is a link whose title says its language where that is not the page's.
func (r request) titled(title, address, in string) theme.Link {
	link := theme.Link{Title: title, URL: address}
	if in != r.lang {
		link.Lang = in
	}
	return link
}

// feedbackSent keeps a remark, and leads to where it can be followed.
func (r request) feedbackSent() error {
	view, about, err := r.feedbackPage()
	if err != nil {
		return err
	}
	view.Kind, view.Text = r.field("kind"), voice.Tidy(r.field("text"))
	remark := voice.Remark{Lang: r.lang, About: about, Kind: voice.Kind(view.Kind), Text: view.Text, State: voice.New, Made: r.now()}
	if err := blame(&view.Form, "kind", remark.Check()); err != nil {
		return err
	}
	if view.Text != "" {
		if err := blame(&view.Form, "text", voice.CheckText(view.Text)); err != nil {
			return err
		}
	}
	key, sent, err := r.heardOut(&view.Form, func(ctx context.Context, hash []byte) error {
		id, err := newID()
		if err != nil {
			return err
		}
		remark.ID, remark.Key = voice.RemarkID(id), hash
		return r.members.Learners.AddRemark(ctx, remark)
	})
	if err != nil {
		return err
	}
	if view.Key = key; !sent {
		return r.refuse(view)
	}
	return r.to("/" + r.lang + "/feedback/" + key + "?sent=1")
}

// heardOut is the form of anybody without an account: what a robot would send is refused, and so is more than a
// network of people says. keep keeps what nothing is wrong with, under the hash of the key that the form carries; where
// that is gone another is given, so that the form can be sent again.
func (r request) heardOut(form *theme.Form, keep func(ctx context.Context, hash []byte) error) (key string, sent bool, err error) {
	key = r.field("key")
	hash, ok := voice.KeyHash(key)
	if !ok {
		if key, err = voice.NewKey(nil); err != nil {
			return "", false, err
		}
		hash, _ = voice.KeyHash(key)
	}
	if r.field("website") != "" {
		form.Problems = append(form.Problems, theme.Problem{Key: "account.form_old"})
	}
	if err := blame(form, "", account.CheckForm(r.secret("form"), r.field("stamp"), r.now())); err != nil {
		return key, false, err
	}
	if len(form.Problems) > 0 {
		return key, false, nil
	}
	if wait := r.members.Said.Wait(r.address()); wait > 0 {
		form.Problems = []theme.Problem{waitFor(wait)}
		return key, false, nil
	}
	within, cancel := r.within()
	defer cancel()
	err = keep(within, hash)
	if message := fault.Message(err); err != nil && fault.KindOf(err) == fault.Invalid && message != "" {
		form.Problems = []theme.Problem{{Key: message}}
		return key, false, nil
	}
	if err == nil {
		r.members.Said.Fail(r.address())
	}
	return key, err == nil, err
}

// feedbackState shows what became of a remark to who has its key.
func (r request) feedbackState() error {
	path := string(r.ctx.Path())
	hash, ok := voice.KeyHash(path[strings.LastIndexByte(path, '/')+1:])
	if !ok {
		return fault.New(fault.NotFound, "", nil)
	}
	within, cancel := r.within()
	defer cancel()
	remark, err := r.members.Learners.RemarkByKey(within, hash)
	if err != nil {
		return err
	}
	view := &theme.FeedbackStatePage{Remark: r.remarkRow(remark), Own: r.whole(path), Sent: r.field("sent") == "1"}
	if view.Layout, err = r.layout(strings.TrimPrefix(path, "/"+r.lang), "feedback.yours"); err != nil {
		return err
	}
	view.Section = ""
	r.ctx.Response.Header.Set(fasthttp.HeaderReferrerPolicy, "no-referrer") // the address is the key
	return r.show(view)
}

// whole is an address of ours, to be kept outside.
func (r request) whole(path string) string {
	if r.settings.BaseURL == "" {
		return string(r.ctx.URI().Scheme()) + "://" + string(r.ctx.Host()) + path
	}
	return r.settings.BaseURL + path
}

// remarkRow shows a remark, with where what it is about stands today.
func (r request) remarkRow(remark voice.Remark) theme.RemarkRow {
	row := theme.RemarkRow{
		Kind: string(remark.Kind), State: string(remark.State), Text: remark.Text, Answer: remark.Answer, Lang: remark.Lang,
		Date: lang.Date(r.lang, remark.Made), Part: remark.Quote,
		About: theme.Link{Title: r.snapshot.Theme().Messages().Say(r.lang, "admin.feedback.gone")},
	}
	if remark.Changed.After(remark.Made) {
		row.Changed = lang.Date(r.lang, remark.Changed)
	}
	m := r.moduleOf(course.ModuleID(remark.Module))
	if m == nil {
		return row
	}
	row.Module = m.Text(r.lang).Title
	for _, s := range m.Sequences {
		for _, l := range s.Lessons {
			if l.ID != remark.Lesson || l.ID == "" {
				continue
			}
			rendition := l.Rendition(r.lang)
			row.About = r.titled(rendition.Title, l.Address(r.lang), rendition.Lang)
			if remark.Heading != "" {
				row.About.URL += "#" + remark.Heading
			}
			if q := l.Question(remark.Question); q != nil {
				row.Question = theme.Plain(q.Prompt(r.lang, quiz.Practice).Title)
				row.About.URL += "#q-" + string(q.ID)
			}
		}
		if s.Quiz == nil || remark.Lesson != "" {
			continue
		}
		for _, q := range s.Quiz.Questions {
			if q.ID == remark.Question {
				text := s.Quiz.Text(r.lang)
				row.About = r.titled(text.Title, s.Quiz.Address(r.lang), text.Lang)
				row.Question = theme.Plain(q.Prompt(r.lang, quiz.Practice).Title)
			}
		}
	}
	return row
}
