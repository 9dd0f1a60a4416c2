package publish

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sentier/internal/config"
	"sentier/internal/site"
)

const moduleText = `---
title: Apprendre
summary: Un petit cours.
languages: [fr]
licence: CC-BY-SA-4.0
authors: ["Ada <mailto:ada@example.org>"]
---

Bienvenue.
`

// writeCourse writes a small course and gives its folder.
func writeCourse(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	put(t, dir, "apprendre/module.fr.md", moduleText)
	put(t, dir, "apprendre/1-debut/sequence.fr.md", "---\ntitle: Le début\n---\n\nOn commence.\n")
	put(t, dir, "apprendre/1-debut/1-premiere.fr.md", "---\ntitle: La première\nsummary: Un pas.\n---\n\nUn texte.\n")
	return dir
}

func put(t testing.TB, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// publisher makes one over a folder, and closes it with the test.
func publisher(t testing.TB, courses string, log *slog.Logger) *Publisher {
	t.Helper()
	settings := config.Default()
	settings.Courses = courses
	now := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	p := New(Config{Settings: settings, Version: "1", Log: log, Now: func() time.Time { return now }})
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return p
}

func TestABrokenCourseDoesNotStart(t *testing.T) {
	dir := writeCourse(t)
	put(t, dir, "apprendre/1-debut/1-premiere.fr.md", "---\ntitel: La première\n---\n\nUn texte.\n")
	p := publisher(t, dir, nil)
	err := p.Load(context.Background())
	var refused *Refused
	if !errors.As(err, &refused) || refused.Findings.Errors() == 0 || refused.Where != dir {
		t.Fatalf("load: %v", err)
	}
	if p.Snapshot().Load() != nil {
		t.Error("something was published")
	}
	if got := p.Health(); got.Status != Starting || got.Since != nil {
		t.Errorf("health: %+v", got)
	}
}

func TestAReloadShowsWhatWasWritten(t *testing.T) {
	dir := writeCourse(t)
	p := publisher(t, dir, nil)
	load(t, p)
	first := p.Snapshot().Load()
	if body := page(t, p, "/fr/apprendre/debut/premiere"); !strings.Contains(body, "La première") {
		t.Errorf("the lesson is not there: %s", body)
	}
	put(t, dir, "apprendre/1-debut/1-premiere.fr.md", "---\ntitle: La seconde\nsummary: Un pas.\n---\n\nUn texte.\n")
	load(t, p)
	if body := page(t, p, "/fr/apprendre/debut/premiere"); !strings.Contains(body, "La seconde") {
		t.Errorf("the new title is not there: %s", body)
	}
	if first.Acquire() {
		t.Error("the old snapshot is still open, and nobody reads it")
	}
	if got := p.Health(); got.Status != OK || len(got.Courses) != 1 || got.Courses[0].Lessons != 1 || got.Refused != nil {
		t.Errorf("health: %+v", got)
	}
}

func TestABrokenReloadLeavesWhatWasGood(t *testing.T) {
	dir := writeCourse(t)
	var log bytes.Buffer
	p := publisher(t, dir, slog.New(slog.NewTextHandler(&log, nil)))
	load(t, p)
	before := p.Snapshot().Load()

	put(t, dir, "apprendre/1-debut/1-premiere.fr.md", "---\ntitel: x\n---\n\nUn texte.\n")
	if err := p.Load(context.Background()); err == nil {
		t.Fatal("a broken course was taken")
	}
	if p.Snapshot().Load() != before {
		t.Error("the good snapshot is gone")
	}
	got := p.Health()
	if got.Status != Stale || got.Refused == nil || got.Refused.Errors == 0 || len(got.Courses) != 1 {
		t.Errorf("health: %+v", got)
	}
	if !strings.Contains(log.String(), "1-premiere.fr.md:2:1") {
		t.Errorf("the finding is not in the log: %s", &log)
	}

	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := p.Load(context.Background()); err == nil || !strings.Contains(err.Error(), "does not exist") {
		t.Errorf("without its folder: %v", err)
	}
	if p.Snapshot().Load() != before || p.Health().Refused.Errors != 0 {
		t.Errorf("without its folder: %+v", p.Health())
	}

	put(t, dir, "apprendre/module.fr.md", moduleText)
	put(t, dir, "apprendre/1-debut/sequence.fr.md", "---\ntitle: Le début\n---\n")
	put(t, dir, "apprendre/1-debut/1-autre.fr.md", "---\ntitle: Autre\n---\n\nUn texte.\n")
	load(t, p)
	if got := p.Health(); got.Status != OK || got.Refused != nil {
		t.Errorf("health once mended: %+v", got)
	}
}

func TestNothingOutsideTheFolderIsRead(t *testing.T) {
	secret := t.TempDir()
	put(t, secret, "secret.fr.md", "---\ntitle: Secret\n---\n\nx\n")
	dir := writeCourse(t)
	if err := os.Symlink(filepath.Join(secret, "secret.fr.md"), filepath.Join(dir, "apprendre/1-debut/2-lien.fr.md")); err != nil {
		t.Fatal(err)
	}
	var refused *Refused
	if err := publisher(t, dir, nil).Load(context.Background()); !errors.As(err, &refused) {
		t.Fatalf("a link out of the folder: %v", err)
	}
	if got := refused.Findings[0].Pos.Path; got != "apprendre/1-debut/2-lien.fr.md" {
		t.Errorf("found in %s", got)
	}
}

func TestReloadsAtOnceAreDoneOneByOne(t *testing.T) {
	p := publisher(t, writeCourse(t), nil)
	load(t, p)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if err := p.Load(context.Background()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if snapshot := p.Snapshot().Load(); !snapshot.Acquire() {
		t.Error("the snapshot in use is closed")
	} else if err := snapshot.Release(); err != nil {
		t.Error(err)
	}
}

func TestTheProgramsOwnCoursesArePublished(t *testing.T) {
	p := publisher(t, "", nil)
	load(t, p)
	if got := p.Health().Courses[0]; got.Modules == 0 || got.Lessons == 0 {
		t.Errorf("health: %+v", got)
	}
}

func TestFoldersThatAreNotThere(t *testing.T) {
	for name, set := range map[string]func(*config.Config){
		"--courses": func(c *config.Config) { c.Courses = "/nowhere/courses" },
		"--site":    func(c *config.Config) { c.Site = "/nowhere/site" },
		"--theme":   func(c *config.Config) { c.Theme = "/nowhere/theme" },
	} {
		settings := config.Default()
		set(&settings)
		err := New(Config{Settings: settings}).Load(context.Background())
		if err == nil || !strings.Contains(err.Error(), "does not exist") || !strings.HasSuffix(err.Error(), "correct "+name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	settings := config.Default()
	settings.Theme = "fancy"
	if err := New(Config{Settings: settings}).Load(context.Background()); err == nil || !strings.Contains(err.Error(), "./fancy") {
		t.Errorf("an unknown theme: %v", err)
	}
}

func load(t testing.TB, p *Publisher) {
	t.Helper()
	if err := p.Load(context.Background()); err != nil {
		var refused *Refused
		if errors.As(err, &refused) {
			for _, f := range refused.Findings {
				t.Log(f)
			}
		}
		t.Fatal(err)
	}
}

func page(t testing.TB, p *Publisher, path string) string {
	t.Helper()
	found := p.Snapshot().Load().Page(path)
	if found == nil {
		t.Fatalf("there is no page %s", path)
	}
	return string(found.Body(site.Identity, nil))
}

func TestAReaderFinishesWithTheSnapshotTheyHold(t *testing.T) {
	p := publisher(t, writeCourse(t), nil)
	load(t, p)
	old := p.Snapshot().Load()
	if !old.Acquire() {
		t.Fatal("the snapshot in use is closed")
	}
	load(t, p)
	if _, err := old.Search(context.Background(), "fr", "texte"); err != nil {
		t.Errorf("a search that began before the reload: %v", err)
	}
	if err := old.Release(); err != nil {
		t.Error(err)
	}
	if old.Acquire() {
		t.Error("the old snapshot stays open after its last reader")
	}
}

func TestALoadThatIsEndedChangesNothing(t *testing.T) {
	p := publisher(t, writeCourse(t), nil)
	load(t, p)
	before := p.Snapshot().Load()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := p.Load(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("load: %v", err)
	}
	if p.Snapshot().Load() != before {
		t.Error("an ended load was published")
	}
}
