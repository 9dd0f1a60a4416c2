package web

import (
	"context"
	"slices"

	"sentier/internal/course"
	"sentier/internal/elsewhere"
	"sentier/internal/meeting"
	"sentier/internal/theme"
)

// Elsewhere keeps what other machines answered, which jobs asked. *store.Store is one.
type Elsewhere interface {
	Elsewhere(ctx context.Context) ([]elsewhere.Answer, error)
}

// known is what other machines answered, as it was when it last changed. Nothing in it changes.
type known struct {
	answers    map[string]elsewhere.Answer
	catalogues map[string]elsewhere.Catalogue // of those sister sites that ever answered well
}

// composeElsewhere holds it anew: pages ask the store nothing for it.
func (s *Server) composeElsewhere(ctx context.Context, _ *commons) error {
	all, err := s.members.Learners.Elsewhere(ctx)
	if err != nil {
		return err
	}
	k := &known{map[string]elsewhere.Answer{}, map[string]elsewhere.Catalogue{}}
	for _, a := range all {
		k.answers[a.Address] = a
		if a.Body == "" {
			continue
		}
		if c, failed := elsewhere.Read([]byte(a.Body), a.Address); failed == nil {
			k.catalogues[a.Address] = c
		}
	}
	s.abroad.Store(k)
	return nil
}

// others is what is known of other machines.
func (s *Server) others() *known {
	if k := s.abroad.Load(); k != nil {
		return k
	}
	return &known{}
}

// elsewhereRows are the machines of others that the site names, for the team; and how many sister sites and rooms do not
// answer well.
func (r request) elsewhereRows() (rows []theme.ElsewhereRow, sisters, rooms int) {
	k := r.others()
	row := func(kind, name, url, asked string) (wrong bool) {
		a := k.answers[asked]
		one := theme.ElsewhereRow{Kind: kind, Link: theme.Link{Title: name, URL: url}, Trouble: string(a.Trouble), Date: r.when(a.Answered)}
		if a.Asked.IsZero() {
			one.Trouble = string(elsewhere.Unasked)
		}
		rows = append(rows, one)
		return a.Trouble != ""
	}
	for _, sister := range r.settings.Sisters {
		if row("sister", sister.Name, sister.URL, sister.URL) {
			sisters++
		}
	}
	for _, room := range r.settings.Rooms {
		if row("room", room.Name, room.Address, meeting.Door(room.Address)) {
			rooms++
		}
	}
	return rows, sisters, rooms
}

// strayRooms are the rooms and meetings of modules that there are not.
func (r request) strayRooms() int {
	stray, m := 0, allCourses(r.snapshot).Modules
	check := func(module string) {
		there := slices.ContainsFunc(m, func(m *course.Module) bool { return string(m.ID) == module || m.Slug == module })
		if module != "" && !there {
			stray++
		}
	}
	for _, room := range r.settings.Rooms {
		check(room.Module)
	}
	for _, one := range r.settings.Meetings {
		check(one.Module)
	}
	return stray
}
