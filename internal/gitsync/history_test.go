package gitsync

import (
	"context"
	"path/filepath"
	"testing"
	"time"
)

// day is a day on which the tests commit.
func day(n int) time.Time { return time.Date(2026, 11, n, 12, 0, 0, 0, time.UTC) }

// on pushes as of a day.
func (o *origin) on(n int, files map[string]string) string {
	o.t.Helper()
	o.git("config", "commit.gpgsign", "false")
	at := day(n).Format(time.RFC3339)
	commit := o.push(files)
	o.git("commit", "-q", "--amend", "--allow-empty", "--no-edit", "--date", at)
	o.git("push", "-q", "--force", "origin", "HEAD")
	if commit == "" {
		o.t.Fatal("nothing was pushed")
	}
	return o.git("rev-parse", "HEAD")
}

func TestHistory(t *testing.T) {
	o := newOrigin(t)
	o.on(1, map[string]string{"courses/a.md": "one", "courses/b/c.md": "two", "other.md": "x"})
	o.on(2, map[string]string{"courses/a.md": "one, changed"})
	o.git("mv", filepath.Join("courses", "b", "c.md"), filepath.Join("courses", "d.md"))
	o.on(3, nil)
	o.on(4, map[string]string{"courses/new.md": "three"})
	// What is merged has the day of its merge.
	o.git("checkout", "-q", "-b", "side")
	o.on(5, map[string]string{"courses/merged.md": "four"})
	o.git("checkout", "-q", "main")
	o.git("merge", "-q", "--no-ff", "-m", "merge", "side")
	o.git("commit", "-q", "--amend", "--no-edit", "--date", day(6).Format(time.RFC3339))
	o.git("push", "-q", "origin", "HEAD")
	at := o.on(7, map[string]string{"other.md": "y"})
	r := open(t, Config{URL: o.bare, Branch: "main"})
	follows(t, r, at)
	got, err := r.History(context.Background(), at, "courses", []string{"a.md", "d.md", "new.md", "merged.md", "nowhere.md"})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]File{
		"a.md": {Came: day(1), Changed: day(2)}, "d.md": {Came: day(1), Changed: day(1)}, "new.md": {Came: day(4), Changed: day(4)},
		"merged.md": {Came: day(6), Changed: day(6)}, "nowhere.md": {},
	} {
		if !got[name].Came.Equal(want.Came) || !got[name].Changed.Equal(want.Changed) {
			t.Errorf("%s came on %s and was changed on %s, want %s and %s", name, got[name].Came, got[name].Changed, want.Came, want.Changed)
		}
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := r.History(ended, at, "", []string{"other.md"}); err == nil {
		t.Error("who ended it is given dates")
	}
}
