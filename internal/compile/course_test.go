package compile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"sentier/courses"
	"sentier/internal/compile/compiletest"
	"sentier/internal/diag"
)

// TestShippedCourses compiles the courses of the program without a finding, twice to the same model.
func TestShippedCourses(t *testing.T) {
	compiled, found, err := Course(context.Background(), courses.Files(), config(t))
	if err != nil {
		t.Fatal(err)
	}
	if found.Errors() > 0 || compiled == nil {
		t.Fatalf("the shipped courses have findings:\n%s", printed(found))
	}
	if len(compiled.Modules) == 0 || len(compiled.Modules[0].Lessons()) < 4 {
		t.Fatal("the shipped courses are not there")
	}
	again, _, err := Course(context.Background(), courses.Files(), config(t))
	if err != nil || !reflect.DeepEqual(compiled, again) {
		t.Errorf("compiled again, the courses differ: %v", err)
	}
}

// generated is a course of several modules, with or without mistakes.
func generated(modules, lessons int, wrong bool) fstest.MapFS {
	fsys := fstest.MapFS{}
	add := func(name, text string) { fsys[name] = &fstest.MapFile{Data: []byte(text)} }
	for m := range modules {
		dir := fmt.Sprintf("module-%d", m)
		add(dir+"/module.fr.md", "---\ntitle: M\nsummary: S\nlanguages: [fr, en]\nlicence: CC0-1.0\nauthors: [A]\n---\n[g](glossary:mot-1)\n")
		terms := ""
		for i := range 20 {
			terms += fmt.Sprintf("## Mot %d\n<!-- term: mot-%d also=\"terme %d\" -->\nDéfinition.\n\n", i, i, i)
		}
		add(dir+"/glossary.fr.md", terms)
		add(dir+"/1-s/sequence.fr.md", "---\ntitle: S\n---\n")
		for l := range lessons {
			text := fmt.Sprintf("---\ntitle: L\n---\nMot %d et terme %d[^1].\n\n[^1]: N.\n\n## À vous\n<!-- checkpoint -->\n\n"+
				"### Q ?\n<!-- q: q-%d -->\n\n- [x] a\n- [ ] b\n", l%20, (l+1)%20, l)
			add(fmt.Sprintf("%s/1-s/%d-l-%d.fr.md", dir, l+1, l), text)
			add(fmt.Sprintf("%s/1-s/%d-l-%d.en.md", dir, l+1, l), strings.ReplaceAll(text, "a\n", "A\n"))
			if wrong {
				add(fmt.Sprintf("%s/1-s/%d-m-%d.fr.md", dir, l+1001, l), "---\ntitle: L\n---\n<b>[x](y.md)[^2]\n\n## À vous\n<!-- q: -->\n")
			}
		}
	}
	return fsys
}

// TestSameFolderSameBytes compiles a folder several times, on all cores, to one model or one list of findings.
func TestSameFolderSameBytes(t *testing.T) {
	for _, wrong := range []bool{false, true} {
		fsys := generated(4, 12, wrong)
		first, found, err := Course(context.Background(), fsys, config(t))
		if err != nil {
			t.Fatal(err)
		}
		if wrong != (found.Errors() > 0) {
			t.Fatalf("findings: %s", printed(found))
		}
		for range 4 {
			again, more, err := Course(context.Background(), fsys, config(t))
			if err != nil || !reflect.DeepEqual(first, again) || printed(found) != printed(more) {
				t.Fatalf("compiled again (wrong: %v), it differs: %v", wrong, err)
			}
		}
	}
}

// TestRevision hangs on every byte and path, not on how lines end.
func TestRevision(t *testing.T) {
	revision := func(change func(fstest.MapFS)) string {
		fsys := generated(1, 1, false)
		change(fsys)
		c, found, err := Course(context.Background(), fsys, config(t))
		if err != nil || c == nil {
			t.Fatalf("%v %s", err, printed(found))
		}
		return c.Revision
	}
	lesson := "module-0/1-s/1-l-0.fr.md"
	plain := revision(func(fstest.MapFS) {})
	if len(plain) != 12 {
		t.Errorf("%q has not 12 digits", plain)
	}
	if revision(func(f fstest.MapFS) {
		f[lesson] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(string(f[lesson].Data), "\n", "\r\n"))}
	}) != plain {
		t.Error("CRLF changes the revision")
	}
	if revision(func(f fstest.MapFS) {
		f[lesson] = &fstest.MapFile{Data: append(f[lesson].Data, "\n> [!NOTE]\n> Encore.\n"...)}
	}) == plain {
		t.Error("a sentence more does not change the revision")
	}
	if revision(func(f fstest.MapFS) { f["module-0/README.md"] = &fstest.MapFile{Data: []byte("x")} }) != plain {
		t.Error("a file that is skipped changes the revision")
	}
}

func TestEndedContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if c, _, err := Course(ctx, generated(1, 1, false), config(t)); c != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, %v", c, err)
	}
}

func TestNoFolder(t *testing.T) {
	_, _, err := Course(context.Background(), os.DirFS(filepath.Join(t.TempDir(), "absent")), config(t))
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

// write puts a course on disk.
func write(t *testing.T, fsys fstest.MapFS) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, fsys); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestLinksAndDevices are refused, wherever they lead, and never opened: a pipe would wait for ever.
func TestLinksAndDevices(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("---\ntitle: SECRET\n---\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	dir := write(t, files(t, &txtar.Archive{}))
	for name, to := range map[string]string{
		"lien": "m", "m/2-lien": "1-s", "m/1-s/2-dehors.fr.md": secret, "m/1-s/3-dedans.fr.md": "1-l.fr.md",
		"m/1-s/media": filepath.Dir(secret), "m/absent.svg": "nulle-part", "m/_note": secret,
	} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "m/1-s/4-tube.fr.md"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, found, err := Course(context.Background(), os.DirFS(dir), config(t))
	if err != nil || c != nil {
		t.Fatalf("%v, %v", c, err)
	}
	var at []string
	for _, f := range errorsOf(found) {
		if f.Message != diag.FileLink {
			t.Errorf("unexpected: %s", f)
		}
		at = append(at, f.Path)
	}
	want := []string{"lien", "m/1-s/2-dehors.fr.md", "m/1-s/3-dedans.fr.md", "m/1-s/4-tube.fr.md", "m/1-s/media", "m/2-lien", "m/absent.svg"}
	if !reflect.DeepEqual(at, want) {
		t.Errorf("refused %q, want %q", at, want)
	}
}

func TestUnreadableFile(t *testing.T) {
	fsys := failing{files(t, &txtar.Archive{}), "m/1-s/1-l.fr.md"}
	_, found, err := Course(context.Background(), fsys, config(t))
	found = errorsOf(found)
	if err != nil || len(found) != 1 || found[0].Message != diag.FileUnreadable || found[0].Path != "m/1-s/1-l.fr.md" {
		t.Errorf("%v, %s", err, printed(found))
	}
}

// failing is a file system that cannot open one file.
type failing struct {
	fstest.MapFS
	name string
}

func (f failing) Open(name string) (fs.File, error) {
	if name == f.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return f.MapFS.Open(name)
}

// TestGrowingFile reads a file that says it is small, and never ends.
func TestGrowingFile(t *testing.T) {
	fsys := growing{files(t, &txtar.Archive{}), "m/1-s/1-l.fr.md"}
	_, found, err := Course(context.Background(), fsys, config(t))
	found = errorsOf(found)
	if err != nil || len(found) != 1 || found[0].Message != diag.LimitSize {
		t.Errorf("%v, %s", err, printed(found))
	}
}

type growing struct {
	fsys fstest.MapFS
	name string
}

func (g growing) Open(name string) (fs.File, error) {
	f, err := g.fsys.Open(name)
	if name == g.name {
		return endless{f}, err
	}
	return f, err
}

func (g growing) ReadDir(name string) ([]fs.DirEntry, error) { return g.fsys.ReadDir(name) }

// endless gives its own size once, and letters for ever.
type endless struct{ fs.File }

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

func TestSizes(t *testing.T) {
	sized := func(name string, n int) string {
		fsys := files(t, &txtar.Archive{})
		text := "---\ntitle: T\n---\n" + strings.Repeat("Une phrase de plus.\n\n", n/21+1)
		fsys[name] = &fstest.MapFile{Data: []byte(text[:n])}
		_, found, err := Course(context.Background(), fsys, config(t))
		if err != nil {
			t.Fatal(err)
		}
		return printed(found)
	}
	if got := sized("m/1-s/1-l.fr.md", MaxText); got != "" {
		t.Errorf("a text of 256 KiB: %s", got)
	}
	want := "m/1-s/1-l.fr.md: error: this file has 257 KiB: at most 256 are allowed, split or shrink it [file-limit]\n"
	if got := sized("m/1-s/1-l.fr.md", MaxText+1); got != want {
		t.Errorf("a byte more: %s", got)
	}
	block := func(n int) string {
		fsys := files(t, &txtar.Archive{})
		fsys["m/1-s/1-l.fr.md"] = &fstest.MapFile{Data: []byte("---\ntitle: É\n---\nÉté\n\n" + strings.Repeat("a", n-1) + "\n\nfin\n")}
		_, found, err := Course(context.Background(), fsys, config(t))
		if err != nil {
			t.Fatal(err)
		}
		return printed(found)
	}
	if got := block(16 << 10); got != "" {
		t.Errorf("a block of 16 KiB: %s", got)
	}
	want = "m/1-s/1-l.fr.md:6:1: error: this block is longer than 16 KiB: part it with blank lines [file-limit]\n"
	if got := block(16<<10 + 1); got != want {
		t.Errorf("a byte more: %s", got)
	}
}

// TestManyFiles refuses a folder of more files than a course may have, and says that alone.
func TestManyFiles(t *testing.T) {
	fsys := fstest.MapFS{}
	for m := range 2 {
		for i := range MaxFiles/2 + 10 {
			fsys[fmt.Sprintf("module-%d/f%d.svg", m, i)] = &fstest.MapFile{}
		}
	}
	_, found, err := Course(context.Background(), fsys, config(t))
	if err != nil || len(found) != 1 || found[0].Message != diag.LimitFiles {
		t.Errorf("%v, %d findings, the first %s", err, len(found), printed(found[:min(3, len(found))]))
	}
}

// FuzzCourse compiles whatever course an archive holds: it never panics, and says the same twice.
func FuzzCourse(f *testing.F) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		f.Fatalf("no archive in testdata: %v", err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	cfg := config(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 32<<10 {
			return
		}
		fsys := fstest.MapFS{}
		for _, file := range append(txtar.Parse([]byte(compiletest.Base)).Files, txtar.Parse(data).Files...) {
			if fs.ValidPath(file.Name) && file.Name != "." {
				fsys[strings.TrimSuffix(strings.TrimSuffix(file.Name, ".crlf"), ".quoted")] = &fstest.MapFile{Data: file.Data}
			}
		}
		c, found, err := Course(context.Background(), fsys, cfg)
		if err != nil {
			return // a name is a file and a folder
		}
		if (c == nil) != (found.Errors() > 0) {
			t.Fatalf("a course and errors, or neither:\n%s", printed(found))
		}
		for _, x := range found {
			if text := x.Text("en") + x.Text("fr"); strings.Contains(text, "%!") && !bytes.Contains(data, []byte("%!")) {
				t.Errorf("%s", x)
			}
		}
		again, more, err := Course(context.Background(), fsys, cfg)
		if err != nil || printed(found) != printed(more) || dump(c) != dump(again) {
			t.Errorf("compiled again, it differs: %v\n%s\n%s", err, printed(found), printed(more))
		}
	})
}
