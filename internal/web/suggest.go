package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"sentier/internal/account"
	"sentier/internal/course"
	"sentier/internal/diag"
	"sentier/internal/fault"
	"sentier/internal/glossary"
	"sentier/internal/lang"
	"sentier/internal/suggestion"
	"sentier/internal/theme"
	"sentier/internal/voice"
)

// Sources are the files that the courses were compiled from. *publish.Publisher has them.
type Sources interface {
	Text(name string) (string, error)
	Try(ctx context.Context, name, text string) (*course.Course, diag.List, error)
	Diff(name, before, after string) string
	Keep(ctx context.Context, name, before, after string, as suggestion.Patch) (suggestion.Done, error)
	Writes(name string) bool
}

// Suggestions keeps the better texts that people propose. *store.Store does; every method is one transaction.
type Suggestions interface {
	AddSuggestion(ctx context.Context, n suggestion.Suggestion) error
	SuggestionByKey(ctx context.Context, key []byte) (suggestion.Suggestion, error)
	Suggestion(ctx context.Context, id suggestion.ID) (suggestion.Suggestion, error)
	Suggestions(ctx context.Context, search suggestion.Search) ([]suggestion.Suggestion, error)
	SuggestionsOf(ctx context.Context, id account.ID) ([]suggestion.Suggestion, error)
	CountSuggestions(ctx context.Context) ([]suggestion.Count, error)
	DecideSuggestion(ctx context.Context, id suggestion.ID, d suggestion.Decision, a account.Action) error
	WithdrawSuggestion(ctx context.Context, key []byte, at time.Time) error
}

const suggestPath = "/suggest"

// original is a text of a course as it is today, where a better one may be proposed.
type original struct {
	place  suggestion.Place
	file   string // all of it
	text   string // the part of it, tidy
	about  theme.Link
	crumbs []theme.Link
	module *course.Module
}

// seen is what a form carries of the text that it began from.
func seen(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}

// original finds the text at the address of a lesson or of an entry of a glossary.
func (r request) original(path string) (original, error) {
	var o original
	if !r.heard() || r.sources == nil {
		return o, fault.New(fault.NotFound, "", nil)
	}
	if lesson, _ := r.snapshot.Lesson(path); lesson != nil {
		rendition, s := lesson.Rendition(r.lang), lesson.Sequence
		o.module, o.about = s.Module, r.titled(rendition.Title, path, rendition.Lang)
		o.place = suggestion.Place{Lesson: lesson.ID, Content: rendition.Lang, Path: rendition.Path}
		module, sequence := s.Module.Text(r.lang), s.Text(r.lang)
		o.crumbs = []theme.Link{r.titled(module.Title, s.Module.Address(r.lang), module.Lang),
			r.titled(sequence.Title, s.Address(r.lang), sequence.Lang), o.about}
	} else if parts := strings.Split(path, "/"); len(parts) == 5 && parts[3] == "glossary" { // "", fr, module, glossary, id
		for _, c := range r.snapshot.Courses() {
			if m := c.Module(parts[2]); m != nil && !m.Announced {
				o.module = m
			}
		}
		var entry *glossary.Entry
		if o.module != nil {
			entry = o.module.Glossary.Entry(glossary.EntryID(parts[4]))
		}
		if entry == nil {
			return o, fault.New(fault.NotFound, "", nil)
		}
		text, module := entry.Text(r.lang), o.module.Text(r.lang)
		o.about = r.titled(text.Title, path, text.Lang)
		o.place = suggestion.Place{Term: string(entry.ID), Content: text.Lang, Path: text.Path}
		o.crumbs = []theme.Link{r.titled(module.Title, o.module.Address(r.lang), module.Lang),
			{Title: r.snapshot.Theme().Messages().Say(r.lang, "glossary.title"), URL: o.module.Address(r.lang) + "/glossary"}, o.about}
	} else {
		return o, fault.New(fault.NotFound, "", nil)
	}
	o.place.Module = string(o.module.ID)
	o.place.Revision = courseOf(r.snapshot.Courses(), o.module).Revision
	var err error
	if o.file, err = r.sources.Text(o.place.Path); err != nil {
		return o, err
	}
	var ok bool
	if o.text, ok = o.place.Part(o.file); !ok || len(o.text) > suggestion.MostText {
		return o, fault.New(fault.NotFound, "", nil)
	}
	return o, nil
}

// suggestForm shows the source of a text, to be made better.
func (r request) suggestForm() error {
	view, o, err := r.suggestPage()
	if err != nil {
		return err
	}
	view.Text = o.text
	if view.Key, err = voice.NewKey(nil); err != nil {
		return err
	}
	return r.show(view)
}

func (r request) suggestPage() (*theme.SuggestPage, original, error) {
	path := string(r.ctx.Path())
	o, err := r.original(strings.TrimSuffix(path, suggestPath))
	if err != nil {
		return nil, o, err
	}
	view := &theme.SuggestPage{
		Form: theme.Form{Action: path}, About: o.about, Term: o.place.Term != "", ContentLang: o.place.Content, Base: seen(o.text),
		Forge: r.snapshot.Edit(o.module, o.place.Path), MostCredit: suggestion.MostCredit, MostWhy: suggestion.MostWhy,
		InTab: r.visitor == nil || r.visitor.shared, Stamp: account.StampForm(r.secret("form"), r.now()),
		SignedIn: r.visitor != nil, Licence: theme.LicenceOf(o.module.Licence, r.lang),
	}
	view.Layout, err = r.layout(strings.TrimPrefix(path, "/"+r.lang), "suggest.title")
	view.Section = "modules"
	view.Breadcrumbs = append(view.Breadcrumbs, o.crumbs...)
	return view, o, err
}

// suggestSent shows what a text would look like, or keeps it and leads to where it can be followed.
func (r request) suggestSent() error {
	view, o, err := r.suggestPage()
	if err != nil {
		return err
	}
	view.Text, view.Credit, view.Why = suggestion.Tidy(r.field("text")), suggestion.TidyCredit(r.field("credit")), voice.Tidy(r.field("why"))
	if view.Key = r.field("key"); view.Key == "" {
		if view.Key, err = voice.NewKey(nil); err != nil {
			return err
		}
	}
	for _, check := range []struct {
		field string
		err   error
	}{{"text", suggestion.CheckText(o.text, view.Text)}, {"credit", suggestion.CheckCredit(view.Credit)}, {"why", suggestion.CheckWhy(view.Why)}} {
		if err := blame(&view.Form, check.field, check.err); err != nil {
			return err
		}
	}
	if r.field("base") != view.Base && len(view.Text) <= suggestion.MostText {
		view.Problems = append([]theme.Problem{{Field: "text", Key: "suggest.moved"}}, view.Problems...)
		view.Changes = differences(o.place.Content, o.text, view.Text)
	}
	if len(view.Problems) > 0 {
		return r.refuse(view)
	}
	sending := r.field("do") == "send"
	if !sending || r.field("anyway") != seen(view.Text) {
		wait, err := r.previewed(view, o)
		if err != nil {
			return err
		}
		if wait || !sending {
			return r.trialShown(view, sending)
		}
		if view.Broken() {
			view.Anyway = seen(view.Text)
			return r.refuse(view)
		}
	}
	return r.suggestKept(view, o)
}

// trialShown answers a preview; where sending had to wait, as a refusal.
func (r request) trialShown(view *theme.SuggestPage, refused bool) error {
	if refused || len(view.Problems) > 0 {
		return r.refuse(view)
	}
	return r.show(view)
}

func (r request) suggestKept(view *theme.SuggestPage, o original) error {
	one := suggestion.Suggestion{Lang: r.lang, Of: o.place, Base: o.text, Text: view.Text, Credit: view.Credit, Why: view.Why,
		Made: r.now().Truncate(time.Millisecond)}
	key, sent, err := r.heardOut(&view.Form, func(ctx context.Context, hash []byte) error {
		id, err := newID()
		if err != nil {
			return err
		}
		one.ID, one.Key = suggestion.ID(id), hash
		if r.visitor != nil {
			l, err := r.learner(ctx, r.visitor.account, r.visitor.since)
			if err == nil {
				one.By = l.account.ID
			} else if absent(err) != nil {
				return err
			}
		}
		return r.members.Learners.AddSuggestion(ctx, one)
	})
	if err != nil {
		return err
	}
	if view.Key = key; !sent {
		return r.refuse(view)
	}
	return r.to("/" + r.lang + suggestPath + "/" + key + "?sent=1")
}

// previewed compiles a text aside, and puts what is found and what it would look like into the page. Whoever asks too
// often has to wait: compiling takes a while.
func (r request) previewed(view *theme.SuggestPage, o original) (wait bool, err error) {
	if pause := r.members.Tried.Wait(r.address()); pause > 0 {
		view.Problems = append(view.Problems, waitFor(pause))
		return true, nil
	}
	r.members.Tried.Fail(r.address())
	tried, err := r.tried(o.place, o.file, view.Text)
	if err != nil {
		return false, err
	}
	view.Trial = tried
	return false, nil
}

// tried is a text as a page would show it, with what the compiler says of it.
func (r request) tried(place suggestion.Place, file, text string) (theme.Trial, error) {
	trial := theme.Trial{Made: true, Content: place.Content}
	whole, ok := place.Put(file, text)
	if !ok {
		return trial, fault.New(fault.NotFound, "", nil)
	}
	within, cancel := r.within()
	defer cancel()
	made, found, err := r.sources.Try(within, place.Path, whole)
	if err != nil {
		return trial, err
	}
	before := place.Line(whole)
	for _, f := range found {
		line := f.Line - before
		if f.Line == 0 && f.Level != diag.Error { // of the folder, for who keeps it
			continue
		}
		if f.Path != place.Path || place.Term != "" && (line < 1 || line > strings.Count(text, "\n")) {
			if f.Level != diag.Error { // it was there before, and is not of this text
				continue
			}
			line = 0
		}
		row := theme.FindingRow{Line: line, Text: f.Text(r.lang), Error: f.Level == diag.Error}
		if line == 0 {
			row.Where = f.Pos.String()
		}
		trial.Findings = append(trial.Findings, row)
	}
	if made == nil {
		return trial, nil
	}
	for _, m := range made.Modules {
		if place.Term != "" {
			if e := m.Glossary.Entry(glossary.EntryID(place.Term)); e != nil {
				if t := e.Texts[place.Content]; t != nil {
					trial.Title, trial.Short, trial.Rest = t.Title, t.Short, t.Rest
				}
			}
		}
		for _, l := range m.Lessons() {
			if rendition := l.Renditions[place.Content]; place.Lesson != "" && rendition != nil && rendition.Path == place.Path {
				trial.Title, trial.Summary = rendition.Title, rendition.Summary
				trial.Blocks = r.snapshot.Preview(place.Content, l)
			}
		}
	}
	return trial, nil
}

// suggestState shows what became of a suggestion to who has its key.
func (r request) suggestState() error {
	one, err := r.suggestionOf()
	if err != nil {
		return err
	}
	path := string(r.ctx.Path())
	view := &theme.SuggestionPage{Form: theme.Form{Action: path}, Suggestion: r.suggestionRow(one), Own: r.whole(path), Sent: r.field("sent") == "1",
		Changes: differences(one.Of.Content, one.Base, one.Text)}
	if view.Layout, err = r.layout(strings.TrimPrefix(path, "/"+r.lang), "suggest.yours"); err != nil {
		return err
	}
	view.Section = ""
	r.ctx.Response.Header.Set("Referrer-Policy", "no-referrer") // the address is the key
	return r.show(view)
}

// suggestWithdrawn takes a suggestion back that waits.
func (r request) suggestWithdrawn() error {
	one, err := r.suggestionOf()
	if err != nil {
		return err
	}
	if r.field("do") != "withdraw" {
		return fault.New(fault.Invalid, "", nil)
	}
	within, cancel := r.within()
	defer cancel()
	if err := r.members.Learners.WithdrawSuggestion(within, one.Key, r.now()); err != nil {
		return err
	}
	return r.to(string(r.ctx.Path()))
}

// suggestionOf is the suggestion of a private link.
func (r request) suggestionOf() (suggestion.Suggestion, error) {
	path := string(r.ctx.Path())
	hash, ok := voice.KeyHash(path[strings.LastIndexByte(path, '/')+1:])
	if !ok {
		return suggestion.Suggestion{}, fault.New(fault.NotFound, "", nil)
	}
	within, cancel := r.within()
	defer cancel()
	return r.members.Learners.SuggestionByKey(within, hash)
}

// suggestionRow shows a suggestion, with where its text stands today.
func (r request) suggestionRow(one suggestion.Suggestion) theme.SuggestionRow {
	row := theme.SuggestionRow{
		State: string(one.State), Credit: one.Credit, Why: one.Why, Answer: one.Answer, Lang: one.Lang, Done: string(one.Done),
		Content: one.Of.Content, Date: lang.Date(r.lang, one.Made), Term: one.Of.Term != "",
		About: theme.Link{Title: r.snapshot.Theme().Messages().Say(r.lang, "admin.suggest.gone")},
	}
	if one.Changed.After(one.Made) {
		row.Changed = lang.Date(r.lang, one.Changed)
	}
	m := r.moduleOf(course.ModuleID(one.Of.Module))
	if m == nil {
		return row
	}
	row.Module = m.Text(r.lang).Title
	if e := m.Glossary.Entry(glossary.EntryID(one.Of.Term)); one.Of.Term != "" && e != nil {
		text := e.Text(r.lang)
		row.About = r.titled(text.Title, m.Address(r.lang)+"/glossary/"+one.Of.Term, text.Lang)
	}
	all := m.Lessons()
	if i := slices.IndexFunc(all, func(l *course.Lesson) bool { return l.ID == one.Of.Lesson }); one.Of.Lesson != "" && i >= 0 {
		text := all[i].Rendition(r.lang)
		row.About = r.titled(text.Title, all[i].Address(r.lang), text.Lang)
	}
	return row
}
