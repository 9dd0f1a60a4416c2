package publish

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"sentier/internal/config"
	"sentier/internal/site"
)

// watching makes a publisher for who writes.
func watching(t testing.TB, courses string) *Publisher {
	t.Helper()
	settings := config.Default()
	settings.Courses = courses
	p := New(Config{Settings: settings, Version: "1", Watch: true})
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return p
}

const lessonPath = "/fr/apprendre/debut/premiere"

// lessonShown gives the page of the lesson.
func lessonShown(t testing.TB, p *Publisher) string {
	t.Helper()
	page := p.Snapshot().Load().Page(lessonPath)
	if page == nil {
		return ""
	}
	return string(page.Body(site.Identity, nil))
}

// TestWatchedLoads: what is wrong leaves the pages as they were and is in the draft; from the start, it leaves an empty
// site; what could not be read is told, and forgotten once it can.
func TestWatchedLoads(t *testing.T) {
	dir := writeCourse(t)
	put(t, dir, "apprendre/1-debut/1-premiere.fr.md", "---\ntitel: X\n---\n")
	p := watching(t, dir)
	if err := p.Load(context.Background()); err != nil {
		t.Fatal(err)
	}
	if s := p.Snapshot().Load(); s == nil || s.Page("/fr") == nil || lessonShown(t, p) != "" {
		t.Error("a broken course has no empty site")
	}
	if d := p.Draft(); d.Found.Errors() == 0 || d.Wrong != nil || p.Health().Status == OK {
		t.Errorf("%+v, %s", d, p.Health().Status)
	}
	put(t, dir, "apprendre/1-debut/1-premiere.fr.md", "---\ntitle: Un\n---\n\nUn texte.\n")
	if err := p.Load(context.Background()); err != nil || !strings.Contains(lessonShown(t, p), "Un texte.") {
		t.Errorf("%v: %s", err, lessonShown(t, p))
	}
	if d := p.Draft(); d.Found.Errors() > 0 || d.Wrong != nil || p.Health().Status != OK {
		t.Errorf("%+v, %s", d, p.Health().Status)
	}
	put(t, dir, "apprendre/1-debut/1-premiere.fr.md", "---\ntitle: Un\n---\n\n<b>\n")
	var refused *Refused
	if err := p.Load(context.Background()); !errors.As(err, &refused) || !strings.Contains(lessonShown(t, p), "Un texte.") {
		t.Errorf("%v: %s", err, lessonShown(t, p))
	}
	if d := p.Draft(); d.Found.Errors() != 1 || d.Wrong != nil {
		t.Errorf("%+v", d)
	}
	if err := os.Rename(dir, dir+"-away"); err != nil {
		t.Fatal(err)
	}
	if err := p.Load(context.Background()); err == nil || p.Draft().Wrong == nil || !strings.Contains(lessonShown(t, p), "Un texte.") {
		t.Errorf("%v, %+v", err, p.Draft())
	}
	if err := os.Rename(dir+"-away", dir); err != nil {
		t.Fatal(err)
	}
	put(t, dir, "apprendre/1-debut/1-premiere.fr.md", "---\ntitle: Un\ndraft: on\n---\n\nDeux.\n")
	if err := p.Load(context.Background()); err != nil || p.Draft().Wrong != nil || !strings.Contains(lessonShown(t, p), "Deux.") {
		t.Errorf("%v, %+v: %s", err, p.Draft(), lessonShown(t, p))
	}
}

// TestChanges: both ways of hearing of changes tell of a save, of a file renamed over another, of a new folder and what
// comes into it, and of what goes; of the files of editors they do not.
func TestChanges(t *testing.T) {
	for name, start := range map[string]func(string) (<-chan string, func(), error){
		"told": func(dir string) (<-chan string, func(), error) { return notified([]string{dir}) },
		"looking": func(dir string) (<-chan string, func(), error) {
			c, stop := looking([]string{dir}, 10*time.Millisecond)
			return c, stop, nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := writeCourse(t)
			changes, stop, err := start(dir)
			if err != nil {
				t.Fatal(err)
			}
			defer stop()
			hears := func(want string) {
				t.Helper()
				for end := time.After(20 * time.Second); ; {
					select {
					case got := <-changes:
						if strings.HasPrefix(filepath.Base(got), ".") {
							t.Errorf("it tells of %s", got)
						}
						if strings.HasSuffix(filepath.ToSlash(got), want) {
							return
						}
					case <-end:
						t.Fatalf("it never tells of %s", want)
					}
				}
			}
			put(t, dir, "apprendre/1-debut/1-premiere.fr.md", "---\ntitle: Un\n---\n\nAutre.\n")
			hears("1-debut/1-premiere.fr.md")
			put(t, dir, "apprendre/1-debut/.1-premiere.swp", "x")
			put(t, dir, "apprendre/1-debut/.saved", "---\ntitle: Encore\n---\n\nAutre chose encore.\n")
			if err := os.Rename(filepath.Join(dir, "apprendre/1-debut/.saved"), filepath.Join(dir, "apprendre/1-debut/1-premiere.fr.md")); err != nil {
				t.Fatal(err)
			}
			hears("1-debut/1-premiere.fr.md")
			if err := os.Mkdir(filepath.Join(dir, "apprendre/2-suite"), 0o755); err != nil {
				t.Fatal(err)
			}
			if name == "told" {
				hears("apprendre/2-suite")
			}
			put(t, dir, "apprendre/2-suite/sequence.fr.md", "---\ntitle: S\n---\n")
			hears("2-suite/sequence.fr.md")
			if err := os.Remove(filepath.Join(dir, "apprendre/2-suite/sequence.fr.md")); err != nil {
				t.Fatal(err)
			}
			hears("2-suite/sequence.fr.md")
		})
	}
}

// TestWatch: a save is loaded without anybody asking.
func TestWatch(t *testing.T) {
	dir := writeCourse(t)
	p := watching(t, dir)
	if err := p.Load(context.Background()); err != nil {
		t.Fatal(err)
	}
	ctx, end := context.WithCancel(context.Background())
	loaded, ended := make(chan struct{}, 100), make(chan error, 1)
	go func() { ended <- p.Watch(ctx, func() { loaded <- struct{}{} }) }()
	for i := range 200 { // until it listens
		put(t, dir, "apprendre/1-debut/1-premiere.fr.md", fmt.Sprintf("---\ntitle: T\n---\n\nTexte %d.\n", i))
		select {
		case <-loaded:
		case <-time.After(100 * time.Millisecond):
			continue
		}
		break
	}
	for end := time.Now().Add(20 * time.Second); ; {
		put(t, dir, "apprendre/1-debut/1-premiere.fr.md", "---\ntitle: T\n---\n\nLe dernier.\n")
		select {
		case <-loaded:
		case <-time.After(time.Second):
		}
		if strings.Contains(lessonShown(t, p), "Le dernier.") {
			break
		}
		if time.Now().After(end) {
			t.Fatal("a save is never shown")
		}
	}
	end()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// BenchmarkWatch is what one save of a lesson takes in a course of 1,000, from the changed file to the page that shows it:
// without what watching keeps, and with it.
func BenchmarkWatch(b *testing.B) {
	dir := b.TempDir()
	prose := strings.Repeat("Le réseau relie des machines ; c'est là *toute* la différence, dit-elle. Pourquoi ?\n\n", 80)
	for i := range 1000 {
		module, sequence := fmt.Sprintf("module-%d", i/100), fmt.Sprintf("%d-sequence", i/10%10+1)
		if i%100 == 0 {
			put(b, dir, module+"/module.fr.md", moduleText)
		}
		if i%10 == 0 {
			put(b, dir, fmt.Sprintf("%s/%s-%d/sequence.fr.md", module, sequence, i), "---\ntitle: S\n---\n")
		}
		put(b, dir, fmt.Sprintf("%s/%s-%d/%d-lecon-%d.fr.md", module, sequence, i-i%10, i%10+1, i), "---\ntitle: L\n---\n\n"+prose)
	}
	for _, name := range []string{"anew", "watching"} {
		b.Run(name, func(b *testing.B) {
			settings := config.Default()
			settings.Courses = dir
			p := New(Config{Settings: settings, Version: "1", Watch: name == "watching", Log: slog.New(slog.DiscardHandler)})
			defer p.Close()
			if err := p.Load(context.Background()); err != nil {
				b.Fatal(err)
			}
			n := 0
			before := used(b)
			for b.Loop() {
				n++
				put(b, dir, "module-5/3-sequence-520/4-lecon-523.fr.md", fmt.Sprintf("---\ntitle: L\n---\n\nTexte %d.\n\n%s", n, prose))
				if err := p.Load(context.Background()); err != nil {
					b.Fatal(err)
				}
				if p.Snapshot().Load().Page("/fr/module-5/sequence-520/lecon-523") == nil {
					b.Fatal("no page")
				}
			}
			b.ReportMetric(float64((used(b)-before).Microseconds())/1000/float64(n), "cpu-ms/save")
		})
	}
}

// used is the time that this process has had of processors.
func used(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
