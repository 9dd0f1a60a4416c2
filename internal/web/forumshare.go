package web

import (
	"context"
	"net/url"

	"sentier/internal/site"
	"sentier/internal/theme"
)

// countTopics fills the hole "forum": how many topics there are about each lesson.
func countTopics(s *Server, ctx context.Context, c *commons) error {
	if s.effective().Forum == "off" || s.members.Forum == nil {
		return nil
	}
	counts, err := s.members.Forum.TopicCounts(ctx)
	if err != nil {
		return err
	}
	look := c.snapshot.Theme()
	for _, m := range allCourses(c.snapshot).Modules {
		for _, l := range m.Lessons() {
			n := counts[string(m.ID)][l.ID]
			if n == 0 || l.Draft {
				continue
			}
			for _, lang := range s.settings.Languages {
				text, err := look.ForumHole(lang, theme.ForumHole{
					Topics: n, URL: forumAddress(m, lang) + "?" + url.Values{"lesson": {string(l.ID)}}.Encode(),
				})
				if err != nil {
					return err
				}
				c.at(l.Address(lang), site.Forum, text)
			}
		}
	}
	return nil
}
