package web

import (
	"net/url"
	"testing"

	"sentier/internal/config"
	"sentier/internal/course"
	"sentier/internal/site"
	"sentier/internal/theme"
)

func TestRecord(t *testing.T) {
	t.Parallel()
	r := signedIn(t)
	_, page := r.get("/fr/me/record")
	has(t, page, "Relevé de mon chemin", "Rien pour l’instant")
	lacks(t, page, "La première")
	r.read()
	r.sleep(2)
	r.miss()
	_, page = r.get("/fr/me")
	has(t, page, `href="/fr/me/record"`)
	r.sleep(1)
	_, page = r.get("/fr/me/record")
	has(t, page, "Renarde", "13 mars 2026", "La première", "10 mars 2026", "Quiz du début", "0 sur 1", "12 mars 2026", "points en tout")
	r.post("/fr/me/account", url.Values{"do": {"points"}, "hide": {"on"}})
	_, page = r.get("/fr/me/record")
	has(t, page, "La première")
	lacks(t, page, "points en tout")
}

// Who has finished a module is told what came since, and what was rewritten; nothing of theirs is taken back.
func TestNewSinceFinished(t *testing.T) {
	t.Parallel()
	r := signedIn(t)
	r.read()
	r.post("/fr/apprendre/debut/quiz", url.Values{"attempt": {"0197c3a0-7c1e-7b52-9f3a-2b6c1d4e5f60"}})
	attempt := "/fr/apprendre/debut/quiz/0197c3a0-7c1e-7b52-9f3a-2b6c1d4e5f60"
	_, page := r.get(attempt)
	mark, options := form(page)
	r.post(attempt, url.Values{"q": {"capitale"}, "f": {mark}, "a": {options["Paris"]}})
	r.post(attempt, url.Values{"finish": {"1"}})
	_, page = r.get("/fr/me")
	has(t, page, "Le chemin en entier")
	lacks(t, page, "Nouveau depuis", "Réécrit depuis")

	grown := taughtCourse()
	s := grown.Modules[0].Sequences[0]
	added := *s.Lessons[0]
	added.ID, added.Slug, added.Number, added.Aliases, added.Questions = "seconde", "seconde", 2, nil, nil
	added.Renditions = map[string]*course.Rendition{"fr": {Lang: "fr", Title: "La seconde", Minutes: 1, Path: "apprendre/1-debut/2-seconde.fr.md", Hash: "02"}}
	s.Lessons[0].Renditions["fr"].Hash = "01"
	s.Lessons = append(s.Lessons, &added)
	look, err := theme.Load(theme.Config{Site: config.Default()})
	r.must(err)
	built, err := site.Build(t.Context(), []*course.Course{grown}, site.Config{Theme: look, Settings: config.Default(), Accounts: true})
	r.must(err)
	r.club.cfg.Snapshot.Store(built)
	_, page = r.get("/fr/me")
	has(t, page, "Nouveau depuis que vous avez fini", "La seconde", "Réécrit depuis que vous l’avez lu", "Le chemin en entier")
	_, page = r.get("/fr/me/record")
	has(t, page, "terminé le 10 mars 2026")
}
