package web

import (
	"context"
	"testing"

	"sentier/internal/config"
	"sentier/internal/course"
	"sentier/internal/site"
)

// snapshot builds the site of a small course.
func snapshot(t testing.TB, settings config.Config) *site.Snapshot {
	t.Helper()
	s, err := site.Build(context.Background(), []*course.Course{}, site.Config{Settings: settings})
	if err != nil {
		t.Fatal(err)
	}
	return s
}
