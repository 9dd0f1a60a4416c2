package web

import (
	"net/url"
	"slices"
	"strings"

	"github.com/valyala/fasthttp"

	"sentier/internal/theme"
)

// A form that came when its session had ended is held: it goes with the page that asks to sign in, and comes back on one
// from which it can be sent. heldField carries it, as it was posted, and heldFor the address that it was sent to.
const (
	heldField = "held"
	heldFor   = "held-for"
)

// written tells whether a form holds what somebody would have to write, or to choose, again. What proves who they are is
// never held.
func written(form url.Values) bool {
	said := false
	for name, values := range form {
		name = name[strings.LastIndexByte(name, '.')+1:] // of a question among others
		switch {
		case slices.Contains([]string{"password", "current", "code", "passkey"}, name):
			return false
		case slices.Contains([]string{"answer", "body", "text", "title", "reason", "reply"}, name) || answers(name):
			said = said || slices.ContainsFunc(values, func(value string) bool { return strings.TrimSpace(value) != "" })
		}
	}
	return said
}

// answers tells whether a field is of an answer to a question: a, or a and a number.
func answers(name string) bool {
	number, ok := strings.CutPrefix(name, "a")
	return ok && strings.Trim(number, "0123456789") == ""
}

// signInHolding asks to sign in, and holds the form that was sent.
func (r request) signInHolding() error {
	view, err := r.signInPage()
	if err != nil {
		return err
	}
	view.Again, view.Held, view.HeldFor = true, string(r.ctx.PostBody()), string(r.ctx.RequestURI())
	if err := r.show(view); err != nil {
		return err
	}
	r.ctx.SetStatusCode(fasthttp.StatusForbidden)
	return nil
}

// giveBack shows somebody who has just signed in what they had written. It is theirs to send: another person may have
// signed in.
func (r request) giveBack(held string) error {
	form, err := url.ParseQuery(held)
	if err != nil {
		return r.to("/" + r.lang + "/me")
	}
	var session fasthttp.Cookie
	session.SetKey(r.cookieName(sessionCookie))
	if r.ctx.Response.Header.Cookie(&session) { // the page is of who they are now
		r.ctx.Request.Header.SetCookieBytesKV(session.Key(), session.Value())
	}
	view := &theme.HeldPage{Form: theme.Form{Action: local(r.field(heldFor), "/"+r.lang+"/me")}}
	view.Page, _, _ = strings.Cut(view.Action, "?")
	for pair := range strings.SplitSeq(held, "&") { // in the order in which they were sent
		name, _, _ := strings.Cut(pair, "=")
		if name, err = url.QueryUnescape(name); err != nil || len(form[name]) == 0 {
			continue
		}
		field := theme.HeldField{Name: name, Value: form[name][0]}
		form[name] = form[name][1:]
		field.Long = slices.Contains([]string{"answer", "body", "text", "reason", "reply"}, name[strings.LastIndexByte(name, '.')+1:])
		view.Fields = append(view.Fields, field)
	}
	if view.Layout, err = r.layout("/sign-in", "held.title"); err != nil {
		return err
	}
	return r.show(view)
}
