package publish

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sentier/internal/fault"
	"sentier/internal/suggestion"
)

const firstLesson = "apprendre/1-debut/1-premiere.fr.md"

func TestATextIsTriedAside(t *testing.T) {
	dir := writeCourse(t)
	p := publisher(t, dir, nil)
	load(t, p)
	text, err := p.Text(firstLesson)
	if err != nil || !strings.Contains(text, "Un texte.") {
		t.Fatalf("the text: %q (%v)", text, err)
	}
	for _, none := range []string{"apprendre/none.md", "none/x.md", "../x", ""} {
		if _, err := p.Text(none); fault.KindOf(err) != fault.NotFound || err == nil {
			t.Errorf("%q: %v", none, err)
		}
	}
	made, found, err := p.Try(context.Background(), firstLesson, strings.Replace(text, "Un texte.", "Un autre.", 1))
	if err != nil || made == nil || found.Errors() > 0 {
		t.Fatalf("tried: %v, %v (%v)", made, found, err)
	}
	if got := made.Modules[0].Lessons()[0].Rendition("fr").Plain; !strings.Contains(got, "Un autre.") {
		t.Errorf("the lesson says %q", got)
	}
	made, found, err = p.Try(context.Background(), firstLesson, text+"\n<b>Gras</b>\n")
	if err != nil || made != nil || found.Errors() == 0 {
		t.Errorf("a broken text: %v, %v (%v)", made, found, err)
	}
	if body := page(t, p, "/fr/apprendre/debut/premiere"); !strings.Contains(body, "Un texte.") {
		t.Error("trying changed the site")
	}
}

func TestATextIsKept(t *testing.T) {
	dir := writeCourse(t)
	p := publisher(t, dir, nil)
	load(t, p)
	if err := os.Mkdir(filepath.Join(dir, ".git"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(dir, ".git"), filepath.Join(filepath.Dir(dir), ".git")); err != nil {
		t.Fatal(err)
	}
	before, err := p.Text(firstLesson)
	if err != nil {
		t.Fatal(err)
	}
	after := strings.Replace(before, "Un texte.", "Un autre.", 1)
	diff := p.Diff(firstLesson, before, after)
	name := filepath.Base(dir) + "/" + firstLesson
	if !strings.HasPrefix(diff, "diff --git a/"+name+" b/"+name+"\n--- a/"+name+"\n+++ b/"+name+"\n@@ ") || !strings.Contains(diff, "\n-Un texte.\n+Un autre.\n") {
		t.Errorf("the diff is\n%s", diff)
	}
	done, err := p.Keep(context.Background(), firstLesson, before, after, suggestion.Patch{})
	if err != nil || done != suggestion.Written || !p.Writes(firstLesson) {
		t.Fatalf("kept: %q (%v)", done, err)
	}
	if body := page(t, p, "/fr/apprendre/debut/premiere"); !strings.Contains(body, "Un autre.") {
		t.Error("what was kept is not on the site")
	}
	if _, err := p.Keep(context.Background(), firstLesson, before, after, suggestion.Patch{}); fault.KindOf(err) != fault.Conflict || err == nil {
		t.Errorf("over a text that changed: %v", err)
	}
	if _, err := p.Keep(context.Background(), firstLesson, after, after+"\n<b>Gras</b>\n", suggestion.Patch{}); err == nil {
		t.Error("a text that does not compile is kept")
	}
	if now, err := p.Text(firstLesson); err != nil || now != after {
		t.Errorf("after that, the file holds %q (%v)", now, err)
	}
}

func TestTheProgramsOwnCoursesAreNotWritten(t *testing.T) {
	p := publisher(t, "", nil)
	load(t, p)
	name := ""
	for _, l := range p.Snapshot().Load().Courses()[0].Modules[0].Lessons() {
		name = l.Rendition("fr").Path
	}
	before, err := p.Text(name)
	if err != nil {
		t.Fatal(err)
	}
	done, err := p.Keep(context.Background(), name, before, before+"\nEncore.\n", suggestion.Patch{})
	if err != nil || done != suggestion.Patched || p.Writes(name) {
		t.Errorf("kept: %q (%v)", done, err)
	}
	if diff := p.Diff(name, before, before+"\nEncore.\n"); !strings.HasPrefix(diff, "diff --git a/courses/"+name+" ") {
		t.Errorf("the diff begins %.100q", diff)
	}
}

// In a work tree, what is kept is a commit of who proposed it, and of nothing else.
func TestATextIsCommitted(t *testing.T) {
	dir := writeCourse(t)
	git := func(args ...string) string {
		t.Helper()
		c := exec.Command("git", append([]string{"-c", "user.name=Ada", "-c", "user.email=ada@example.org"}, args...)...)
		c.Dir = dir
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("git %s: %v\n%s", args, err, out)
		}
		return string(out)
	}
	git("init", "-q", "-b", "main")
	put(t, dir, ".git/hooks/pre-commit", "#!/bin/sh\nexit 1\n")
	if err := os.Chmod(filepath.Join(dir, ".git/hooks/pre-commit"), 0o755); err != nil {
		t.Fatal(err)
	}
	git("add", "-A")
	git("commit", "-q", "--no-verify", "-m", "first")
	put(t, dir, "_notes.md", "à relire")
	git("add", "_notes.md")
	p := publisher(t, dir, nil)
	load(t, p)
	before, err := p.Text(firstLesson)
	if err != nil {
		t.Fatal(err)
	}
	after := strings.Replace(before, "Un texte.", "Un autre.", 1)
	done, err := p.Keep(context.Background(), firstLesson, before, after, suggestion.Patch{
		Author: "Éva \"<b>\" Martin", Address: "noreply@cours.example", At: time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC),
		Subject: "La première", Why: "# Plus clair.\nFrom: quelqu’un", Note: "proposé sur le site"})
	if err != nil || done != suggestion.Committed {
		t.Fatalf("kept: %q (%v)", done, err)
	}
	want := "Éva b Martin|noreply@cours.example|Sentier|2026-11-20|La première|(proposé sur le site)\n\n> # Plus clair.\n> From: quelqu’un\n"
	if got := git("log", "-1", "--format=%an|%ae|%cn|%as|%s|%b"); strings.TrimSpace(got) != strings.TrimSpace(want) {
		t.Errorf("the commit says\n%s", got)
	}
	if changed := git("show", "--name-only", "--format="); strings.TrimSpace(changed) != firstLesson {
		t.Errorf("the commit holds %s", changed)
	}
	if waits := git("diff", "--cached", "--name-only"); strings.TrimSpace(waits) != "_notes.md" {
		t.Errorf("what waited: %q", waits)
	}
}
