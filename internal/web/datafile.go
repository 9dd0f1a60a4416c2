package web

import (
	"context"
	"io"

	"sentier/internal/account"
	"sentier/internal/lang"
	"sentier/internal/site"
)

// DataOf is the file of all that is kept about somebody, as they download it from their own page.
func (s *Server) DataOf(ctx context.Context, id account.ID) ([]byte, error) {
	l, err := s.learner(ctx, id, s.now())
	if err != nil {
		return nil, err
	}
	all, err := s.export(ctx, l)
	if err != nil {
		return nil, err
	}
	return all.file()
}

// WriteDataOf writes the same in words, as a page that stands alone; base is where its links lead.
func (s *Server) WriteDataOf(ctx context.Context, w io.Writer, id account.ID, in, base string, snapshot *site.Snapshot) error {
	l, err := s.learner(ctx, id, s.now())
	if err != nil {
		return err
	}
	all, err := s.export(ctx, l)
	if err != nil {
		return err
	}
	if news, err := s.members.Learners.Announcements(ctx, newsKept); err != nil {
		return err
	} else {
		s.news.Store(&news)
	}
	r := request{Server: s, lang: in, snapshot: snapshot}
	view := r.dataPage(l, all)
	if view.Layout, err = r.layout("/me/data", "data.title"); err != nil {
		return err
	}
	look := snapshot.Theme()
	return look.Render(w, look.DataFile(*view, base, lang.Date(in, all.At)))
}
