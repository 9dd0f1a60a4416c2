package site

import (
	"bytes"
	"context"
	"slices"
	"testing"
	"time"

	"sentier/internal/course"
	"sentier/internal/theme"
)

// TestLate: pages that are made when they are asked for are those that would be there, whatever snapshot came before.
func TestLate(t *testing.T) {
	cfg := Config{Settings: settings(), Accounts: true, Voices: true, Badges: true, Now: time.Unix(0, 0)}
	var err error
	if cfg.Theme, err = theme.Load(theme.Config{Site: cfg.Settings}); err != nil {
		t.Fatal(err)
	}
	courses := []*course.Course{large(30)}
	whole, err := Build(context.Background(), courses, cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer whole.Release()
	cfg.Late = true
	first, err := Build(context.Background(), []*course.Course{large(10)}, cfg)
	if err != nil {
		t.Fatal(err)
	}
	cfg.Before = first
	late, err := Build(context.Background(), courses, cfg)
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Release(); err != nil {
		t.Fatal(err)
	}
	defer late.Release()
	if late.builder.config.Before != nil {
		t.Error("a snapshot keeps the one before")
	}
	if !slices.Equal(late.Paths(), whole.Paths()) || !slices.Equal(late.Files(), whole.Files()) {
		t.Fatalf("paths %v, want %v", late.Paths(), whole.Paths())
	}
	for _, path := range whole.Paths() {
		a, b := whole.Page(path), late.Page(path)
		if !bytes.Equal(a.Body(Identity, nil), b.Body(Identity, nil)) || a.Hash != b.Hash || a.NoIndex != b.NoIndex || a.Type != b.Type {
			t.Errorf("%s differs", path)
		}
		if late.Page(path) != b {
			t.Errorf("%s is made twice", path)
		}
	}
	if late.Page("/fr/nowhere") != nil {
		t.Error("there is a page nowhere")
	}
	if !bytes.Equal(late.Error("fr", 404).Body(Identity, nil), whole.Error("fr", 404).Body(Identity, nil)) {
		t.Error("the page of an error differs")
	}
	for _, s := range []*Snapshot{whole, late, late} {
		found, err := s.Search(context.Background(), "fr", "leçon 7")
		if err != nil || !bytes.Contains(found.Body(Identity, nil), []byte("lecon-7")) {
			t.Errorf("search: %v", err)
		}
	}
}

// TestDraftPages: drafts have pages for who writes them, and for nobody else.
func TestDraftPages(t *testing.T) {
	c := large(3)
	draft := c.Modules[0].Lessons()[1]
	draft.Draft = true
	for _, drafts := range []bool{true, false} {
		cfg := Config{Settings: settings(), Late: drafts, Drafts: drafts}
		var err error
		if cfg.Theme, err = theme.Load(theme.Config{Site: cfg.Settings}); err != nil {
			t.Fatal(err)
		}
		s, err := Build(context.Background(), []*course.Course{c}, cfg)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Release()
		if (s.Page(draft.Address("fr")) != nil) != drafts {
			t.Errorf("the page of a draft, with drafts %v: %v", drafts, s.Page(draft.Address("fr")))
		}
		if o := s.Origin(draft.Address("fr")); drafts && (o == nil || !o.Draft) {
			t.Errorf("origin %+v", o)
		}
		if o := s.Origin(c.Modules[0].Lessons()[0].Address("fr")); o == nil || o.Draft || o.Words == 0 {
			t.Errorf("origin %+v", o)
		}
		if s.Origin("/fr") != nil || s.Origin("/fr/help") != nil || s.Origin("/") != nil {
			t.Error("a page of no course has an origin")
		}
	}
}
