package web

import (
	"context"
	"encoding/json"
	"strings"

	"sentier/internal/account"
	"sentier/internal/forum"
	"sentier/internal/theme"
)

const blockPath = "/block-list"

// The settings that hold what waits in the forum, a line each.
const (
	blockedWords   = "forum_words"
	blockedDomains = "forum_domains"
)

// blocked are the words and domains whose posts wait for a moderator. They are read for each post, which are few: what
// the host adds holds at once, on every node.
func (s *Server) blocked(ctx context.Context) (words, domains []string, err error) {
	set, err := s.members.Learners.Settings(ctx)
	lines := func(name string) []string {
		var text string
		if json.Unmarshal([]byte(set[name]), &text) != nil || text == "" { // what cannot be read is as good as not set
			return nil
		}
		return strings.Split(text, "\n")
	}
	return lines(blockedWords), lines(blockedDomains), err
}

// blockForm shows the lists to who may change them: those who moderate the whole site.
func (r request) blockForm(m *staff) error {
	view, _, err := r.blockPage(m)
	if err != nil {
		return err
	}
	return r.show(view)
}

func (r request) blockPage(m *staff) (*theme.BlockListPage, map[string]string, error) {
	if err := m.may("", account.Moderator); err != nil {
		return nil, nil, err
	}
	within, cancel := r.within()
	defer cancel()
	words, domains, err := r.blocked(within)
	if err != nil {
		return nil, nil, err
	}
	was := map[string]string{blockedWords: strings.Join(words, "\n"), blockedDomains: strings.Join(domains, "\n")}
	view := &theme.BlockListPage{
		Form:  theme.Form{Action: "/" + r.lang + "/admin" + blockPath},
		Words: was[blockedWords], Domains: was[blockedDomains], Lines: forum.MostBlocked, Most: account.MostReason,
	}
	view.Layout, view.Admin, err = r.frame(m, blockPath, "block_list.title")
	return view, was, err
}

// blockChanged keeps the lists. Each that changes has its line in the log.
func (r request) blockChanged(m *staff) error {
	view, was, err := r.blockPage(m)
	if err != nil {
		return err
	}
	view.Words, view.Domains, view.Reason = r.field("words"), r.field("domains"), strings.TrimSpace(r.field("reason"))
	values := map[string]string{}
	var log []account.Action
	for _, list := range []struct {
		name, field, text string
		read              func(string) ([]string, error)
	}{{blockedWords, "words", view.Words, forum.BlockedWords}, {blockedDomains, "domains", view.Domains, forum.BlockedDomains}} {
		lines, err := list.read(list.text)
		if err := blame(&view.Form, list.field, err); err != nil {
			return err
		}
		text := strings.Join(lines, "\n")
		if err != nil || text == was[list.name] {
			continue
		}
		line, err := r.action(m, "block.change")
		if err != nil {
			return err
		}
		if line.ID, err = newID(); err != nil {
			return err
		}
		line.Subject, line.Reason = list.name, view.Reason
		log = append(log, line)
		values[list.name] = ""
		if text != "" {
			kept, err := json.Marshal(text)
			if err != nil {
				return err
			}
			values[list.name] = string(kept)
		}
	}
	if wrong := checkReason(view.Reason); wrong != nil && len(log) > 0 {
		view.Problems = append(view.Problems, *wrong)
	}
	if len(view.Problems) > 0 {
		return r.refuse(view)
	}
	if len(log) == 0 {
		r.notice(r.ctx, "settings_same")
		return r.to(view.Action)
	}
	within, cancel := r.within()
	defer cancel()
	if err := r.members.Learners.ChangeSettings(within, values, log); err != nil {
		return err
	}
	r.notice(r.ctx, "settings_changed")
	return r.to(view.Action)
}
