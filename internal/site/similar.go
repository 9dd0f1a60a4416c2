package site

import (
	"context"
	"slices"

	"sentier/internal/fault"
	"sentier/internal/search"
	"sentier/internal/theme"
)

// Similar is what of the courses and of the site's own pages speaks of the words of a question, so much of each kind:
// the best first. The snapshot must be held: see Acquire.
func (s *Snapshot) Similar(ctx context.Context, lang, question string, each int) ([]theme.SimilarGroup, error) {
	if err := s.indexed(ctx); err != nil {
		return nil, err
	}
	if s.index == nil {
		return nil, nil
	}
	found, err := s.index.Search(ctx, lang, question, each)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "", err)
	}
	var similar []theme.SimilarGroup
	for _, group := range found.Groups() {
		if !slices.Contains([]string{search.Lesson, search.Term, search.Page}, group.Kind) {
			continue // a module or a person answers no question
		}
		g := theme.SimilarGroup{Kind: groups[group.Kind]}
		for _, hit := range group.Hits {
			g.Links = append(g.Links, theme.Link{Title: hit.Doc.Title, URL: hit.Doc.URL, Lang: hit.Doc.Written})
		}
		similar = append(similar, g)
	}
	return similar, nil
}

// Frame is the frame of a page that is made for one reader, titled in words, under the pages that lead to it.
func (s *Snapshot) Frame(lang, path, title string, crumbs []theme.Link) (theme.Layout, error) {
	return s.builder.layout(frame{lang: lang, path: path, title: title, crumbs: crumbs, noIndex: true})
}
