package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime/multipart"
	"strings"
	"time"

	"github.com/valyala/fasthttp"

	"sentier/internal/badge"
	"sentier/internal/exchange/takeout"
	"sentier/internal/fault"
	"sentier/internal/lang"
	"sentier/internal/theme"
)

// importPath is where a file is sent, after the language: the one address that takes more than Limits.Body.
const importPath = "/me/import"

// room gives who is signed in room and time to send a file to importPath, and forges room to say what was pushed;
// everybody else, and everywhere else, gets what the server gives. It sees a request before its body is read.
func (s *Server) room(h *fasthttp.RequestHeader) fasthttp.RequestConfig {
	path, _, _ := strings.Cut(string(h.RequestURI()), "?")
	if h.IsPost() && s.hooked(path) {
		return fasthttp.RequestConfig{MaxRequestBodySize: s.limits.Hook}
	}
	if s.members != nil && h.IsPost() && proposes(path) {
		return fasthttp.RequestConfig{MaxRequestBodySize: s.limits.Suggest}
	}
	if s.members == nil || !h.IsPost() || !strings.HasSuffix(path, importPath) {
		return fasthttp.RequestConfig{}
	}
	if !s.members.solo {
		claims, _, err := s.members.Sessions.Read(string(h.Cookie(s.cookieName(sessionCookie))))
		if err != nil || s.revoked.Has(claims.Session) {
			return fasthttp.RequestConfig{}
		}
	}
	return fasthttp.RequestConfig{MaxRequestBodySize: s.limits.Import, ReadTimeout: s.limits.ImportRead}
}

// proposes tells whether a form that is sent to a path holds a text of a course, which anybody may send.
func proposes(path string) bool {
	return strings.HasSuffix(path, suggestPath) || strings.Contains(path, "/admin"+suggestionsPath+"/")
}

// importForm shows the form, and what became of the file that came just before.
func (r request) importForm(l *learner) error {
	within, cancel := r.within()
	defer cancel()
	view, err := r.importPage(within, l)
	if err != nil {
		return err
	}
	if told := r.unseal(r.visitor.session, r.said(r.ctx, importedCookie)); len(told) == 1 {
		if json.Unmarshal([]byte(told[0]), &view.Result) == nil {
			r.keep(r.ctx, importedCookie, "", 0)
		}
	}
	return r.show(view)
}

func (r request) importPage(ctx context.Context, l *learner) (*theme.ImportPage, error) {
	badges, err := r.members.Learners.ForeignBadges(ctx, l.account.ID)
	if err != nil {
		return nil, err
	}
	view := &theme.ImportPage{Form: theme.Form{Action: "/" + r.lang + importPath}, Badges: r.foreign(badges)}
	for _, read := range l.facts.Reads {
		if read.Imported {
			view.Lessons++
		}
	}
	for _, a := range l.facts.Attempts {
		if a.Imported {
			view.Quizzes++
		}
	}
	view.Layout, err = r.layout(importPath, "import.title")
	return view, err
}

// foreign shows badges that other sites issued.
func (r request) foreign(badges []badge.Foreign) []theme.ForeignBadge {
	var rows []theme.ForeignBadge
	for _, b := range badges {
		row := theme.ForeignBadge{ID: b.ID, Title: b.Title, Issuer: b.Issuer, Date: lang.Date(r.lang, b.Issued),
			Download: "/" + r.lang + importPath + "/" + b.ID + ".jwt"}
		if b.Lang != r.lang {
			row.Lang = b.Lang
		}
		rows = append(rows, row)
	}
	return rows
}

// imported takes a file, or does what another form of the page asks for.
func (r request) imported(l *learner) error {
	within, cancel := r.within()
	defer cancel()
	if len(r.ctx.Request.Header.MultipartFormBoundary()) > 0 {
		return r.takeOver(within, l)
	}
	switch r.field("do") {
	case "remove":
		_, gone := l.facts.WithoutImported(allCourses(r.snapshot), r.now())
		if err := r.members.Learners.RemoveImported(within, l.account.ID, gone); err != nil {
			return err
		}
		r.notice(r.ctx, "import_removed")
	case "remove-badge":
		if err := r.members.Learners.RemoveForeignBadge(within, l.account.ID, r.field("badge")); err != nil {
			return err
		}
		r.notice(r.ctx, "foreign_removed")
	default:
		return fault.New(fault.Invalid, "", nil)
	}
	r.wrote(r.ctx, l.account.ID)
	return r.to("/" + r.lang + importPath)
}

// takeOver keeps what a file brings, and tells on the next page what came of it.
func (r request) takeOver(ctx context.Context, l *learner) error {
	select {
	case r.imports <- struct{}{}:
		defer func() { <-r.imports }()
	case <-time.After(r.limits.SearchWait):
		return fault.New(fault.Unavailable, "", errors.New("too many files at once"))
	}
	file, err := r.file("file")
	var parsed takeout.File
	if err == nil {
		parsed, err = takeout.Parse(file)
	}
	if err != nil {
		view, failed := r.importPage(ctx, l)
		if failed != nil {
			return failed
		}
		if err := blame(&view.Form, "file", err); err != nil {
			return err
		}
		return r.refuse(view)
	}
	here := takeout.Here{Account: l.account.ID, Course: allCourses(r.snapshot), Base: r.settings.BaseURL, Now: r.now()}
	if here.Facts, err = r.members.Learners.Facts(ctx, l.account.ID); err != nil {
		return err
	}
	if here.Badges, err = r.members.Learners.ForeignBadges(ctx, l.account.ID); err != nil {
		return err
	}
	taken := parsed.Take(here)
	if err := r.members.Learners.Import(ctx, l.account.ID, taken.Imported, taken.Badges); err != nil {
		return err
	}
	r.wrote(r.ctx, l.account.ID)
	result, err := json.Marshal(theme.ImportResult{
		Site: parsed.Site, Name: parsed.Name, Lessons: theme.ImportTally(taken.Lessons), Quizzes: theme.ImportTally(taken.Quizzes),
		Badges: theme.ImportTally(taken.Signs),
	})
	if err != nil {
		return err
	}
	told, err := r.seal(r.visitor.session, []string{string(result)})
	if err != nil {
		return err
	}
	r.keep(r.ctx, importedCookie, told, sealFor)
	return r.to("/" + r.lang + importPath)
}

// file is what was chosen in a field of a form that sends files. It is read where it lies: nothing is written to a disk.
func (r request) file(field string) ([]byte, error) {
	parts := multipart.NewReader(bytes.NewReader(r.ctx.Request.Body()), string(r.ctx.Request.Header.MultipartFormBoundary()))
	for range 8 {
		part, err := parts.NextPart()
		if err != nil {
			return nil, fault.New(fault.Invalid, "import.none", err)
		}
		if part.FormName() != field {
			continue
		}
		data, err := io.ReadAll(part)
		if err != nil || len(data) == 0 {
			return nil, fault.New(fault.Invalid, "import.none", err)
		}
		return data, nil
	}
	return nil, fault.New(fault.Invalid, "import.none", nil)
}

// foreignFile gives a badge of another site as it came: its credential, signed.
func (r request) foreignFile(l *learner) error {
	within, cancel := r.within()
	defer cancel()
	badges, err := r.members.Learners.ForeignBadges(within, l.account.ID)
	if err != nil {
		return err
	}
	_, id, _ := strings.Cut(strings.TrimSuffix(string(r.ctx.Path()), ".jwt"), importPath+"/")
	for _, b := range badges {
		if b.ID == id {
			h := &r.ctx.Response.Header
			h.Set("Cache-Control", cacheNever)
			h.Set("Content-Disposition", `attachment; filename="badge.jwt"`)
			h.SetContentType("text/plain; charset=utf-8")
			r.ctx.SetBodyString(b.Token)
			return nil
		}
	}
	return fault.New(fault.NotFound, "", nil)
}
