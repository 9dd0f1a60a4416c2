package cli

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"sentier/internal/config"
	"sentier/internal/publish"
	"sentier/internal/store"
)

// Of several nodes on one database, a webhook tells one, and all look.
func TestNodesTellEachOther(t *testing.T) {
	dir := t.TempDir()
	courses := filepath.Join(dir, "courses")
	runGit(t, dir, "init", "-q", "-b", "main", courses)
	write := func(title string) {
		t.Helper()
		for name, text := range map[string]string{
			"apprendre/module.fr.md":             "---\ntitle: Apprendre\nsummary: Un cours.\nlanguages: [fr]\nlicence: CC-BY-SA-4.0\nauthors: [Ada]\n---\n\nBienvenue.\n",
			"apprendre/1-debut/sequence.fr.md":   "---\ntitle: Le début\n---\n\nOn commence.\n",
			"apprendre/1-debut/1-premiere.fr.md": "---\ntitle: " + title + "\n---\n\nUn texte.\n",
		} {
			path := filepath.Join(courses, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		runGit(t, courses, "add", "-A")
		runGit(t, courses, "commit", "-q", "-m", title)
	}
	write("La première")
	settings := config.Default()
	settings.Sources = []config.Origin{{Name: "cours", URL: courses, Poll: 24 * time.Hour, Secret: "a secret of the test"}}
	kept, err := store.Open(context.Background(), store.Config{Database: filepath.Join(dir, "sentier.db")})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	type node struct {
		publisher *publish.Publisher
		hint      func(string)
	}
	var nodes []node
	done := make(chan struct{}, 4)
	for _, name := range []string{"one", "two"} {
		settings.Data = filepath.Join(dir, name)
		p := publish.New(publish.Config{Settings: settings, Version: "1"})
		if err := p.Load(ctx); err != nil {
			t.Fatal(err)
		}
		hinted := make(chan struct{}, 1)
		heard, err := hooks(settings, p, hinted)
		if err != nil {
			t.Fatal(err)
		}
		go func() { p.Follow(ctx); done <- struct{}{} }()
		go func() { followSources(ctx, kept, p, hinted, slog.New(slog.DiscardHandler)); done <- struct{}{} }()
		nodes = append(nodes, node{p, heard.Hint})
	}
	defer func() {
		stop()
		for range 4 {
			<-done
		}
		for _, n := range nodes {
			if err := n.publisher.Close(); err != nil {
				t.Error(err)
			}
		}
		if err := kept.Close(); err != nil {
			t.Error(err)
		}
	}()
	time.Sleep(2 * sourcesRead) // the first look of both is over
	write("La seconde")
	nodes[0].hint("cours")
	want := ""
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		one, two := nodes[0].publisher.Health().Courses[0], nodes[1].publisher.Health().Courses[0]
		if title := nodes[1].publisher.Snapshot().Load().Courses()[0].Modules[0].Sequences[0].Lessons[0].Rendition("fr").Title; one.Commit == two.Commit && title == "La seconde" {
			want = two.Commit
			break
		}
		if time.Now().After(end) {
			t.Fatalf("one serves %s, the other %s", one.Commit, two.Commit)
		}
	}
	if want == "" {
		t.Error("nothing is served")
	}
}
