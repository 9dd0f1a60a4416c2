package gitsync

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/go-git/go-git/v5/plumbing"
)

func TestFilesAreAFileSystem(t *testing.T) {
	o := newOrigin(t)
	at := o.push(map[string]string{"courses/a/b.md": "1", "courses/a/c/d.md": "22", "courses/é.md": "3", "x": "4"})
	r := open(t, Config{URL: o.bare})
	follows(t, r, at)
	files, err := r.Files(at, "courses")
	if err != nil {
		t.Fatal(err)
	}
	if err := fstest.TestFS(files, "a/b.md", "a/c/d.md", "é.md"); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"..", "../x", "a/../../x", "/x", "", "a//b.md", "a/./b.md"} {
		if _, err := files.Open(name); !errors.Is(err, fs.ErrInvalid) {
			t.Errorf("open %q: %v", name, err)
		}
	}
	for _, folder := range []string{"nowhere", "x", "courses/a/b.md"} {
		if _, err := r.Files(at, folder); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("the folder %q: %v", folder, err)
		}
	}
}

// Links and submodules are told as such, and never followed.
func TestLinks(t *testing.T) {
	o := newOrigin(t)
	if err := os.MkdirAll(filepath.Join(o.work, "a"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(o.work, "a", "link.md")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc", filepath.Join(o.work, "folder")); err != nil {
		t.Fatal(err)
	}
	first := o.push(map[string]string{"a/b.md": "1"})
	o.git("update-index", "--add", "--cacheinfo", "160000,"+first+",sub")
	o.git("commit", "-q", "-m", "a submodule")
	o.git("push", "-q", "origin", "HEAD")
	at := o.git("rev-parse", "HEAD")
	r := open(t, Config{URL: o.bare})
	follows(t, r, at)
	files, err := r.Files(at, "")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]fs.FileMode{"a": fs.ModeDir, "a/b.md": 0, "a/link.md": fs.ModeSymlink, "folder": fs.ModeSymlink, "sub": fs.ModeIrregular}
	err = fs.WalkDir(files, ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && name != "." && e.Type() != want[name] {
			t.Errorf("%s is %s, want %s", name, e.Type(), want[name])
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	for _, name := range []string{"a/link.md", "folder", "folder/passwd", "sub", "sub/a"} {
		if _, err := fs.ReadFile(files, name); err == nil {
			t.Errorf("%s can be read", name)
		}
	}
}

// hostile is a tree with one entry of any mode and name, as no git makes it.
func hostile(mode, name string, h plumbing.Hash) []byte {
	return append([]byte(mode+" "+name+"\x00"), h[:]...)
}

func TestHostileTrees(t *testing.T) {
	for _, name := range []string{".", "..", "../x", "a/b", `a\b`, ".git", ".GIT", ".git ", ".git.", ".g\u200cit", "git~1", "GIT~1", "a\nb", "\xff", "\x7f"} {
		entries, ok := parseTree(hostile("100644", name, plumbing.ZeroHash))
		if !ok || len(entries) != 1 || entries[0].mode.IsRegular() || !sound(strings.Trim(entries[0].name, `"`)) && !strings.HasPrefix(entries[0].name, `"`) ||
			strings.Contains(entries[0].name, "/") {
			t.Errorf("%q gives %+v, %t", name, entries, ok)
		}
	}
	for _, name := range []string{"a", "é", ".gitignore", "a.git", "con.md", "-", "git"} {
		if entries, ok := parseTree(hostile("100644", name, plumbing.ZeroHash)); !ok || entries[0].name != name || !entries[0].mode.IsRegular() {
			t.Errorf("%q gives %+v, %t", name, entries, ok)
		}
	}
	twice := append(hostile("100644", "a", plumbing.ZeroHash), hostile("40000", "a", plumbing.ZeroHash)...)
	if entries, ok := parseTree(twice); !ok || entries[1].mode.IsDir() && entries[1].mode&fs.ModeIrregular == 0 {
		t.Errorf("a name given twice: %+v", entries)
	}
	for _, data := range []string{"x", "100644 a", "100644 a\x00short", "99 a\x00" + strings.Repeat("x", 20), " a\x00" + strings.Repeat("x", 20)} {
		if _, ok := parseTree([]byte(data)); ok {
			t.Errorf("%q is a tree", data)
		}
	}
}

// A pack whose tree was written by hand is taken in, and what is wrong in it is told by name.
func TestHostilePush(t *testing.T) {
	o := newOrigin(t)
	o.push(map[string]string{"a.md": "1"})
	blob := plumbing.NewHash(o.git("rev-parse", "HEAD:a.md"))
	raw := filepath.Join(t.TempDir(), "tree")
	if err := os.WriteFile(raw, append(hostile("100644", "../../evil", blob), hostile("40000", ".git", plumbing.NewHash(o.git("rev-parse", "HEAD^{tree}")))...), 0o600); err != nil {
		t.Fatal(err)
	}
	tree := o.git("hash-object", "-t", "tree", "-w", "--literally", raw)
	at := o.git("commit-tree", "-m", "evil", tree)
	o.git("push", "-q", "--force", "origin", at+":refs/heads/main")
	r := open(t, Config{URL: o.bare, Branch: "main"})
	follows(t, r, at)
	files, err := r.Files(at, "")
	if err != nil {
		t.Fatal(err)
	}
	entries, err := fs.ReadDir(files, ".")
	if err != nil || len(entries) != 2 {
		t.Fatalf("%v, %v", entries, err)
	}
	for _, e := range entries {
		if e.Type().IsRegular() || e.IsDir() && e.Type()&fs.ModeIrregular == 0 {
			t.Errorf("%s is %s", e.Name(), e.Type())
		}
	}
}

func TestCommit(t *testing.T) {
	c, ok := parseCommit([]byte("tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nparent 1111111111111111111111111111111111111111\n" +
		"author Ada L <ada@example.org> 1700000000 +0100\ncommitter B <b@example.org> 1700000001 +0000\ngpgsig -----BEGIN\n tree x\n\nWhat\n\nWhy\n"))
	if !ok || c.author != (Person{"Ada L", "ada@example.org"}) || c.at.Unix() != 1700000000 || len(c.parents) != 1 || c.message != "What\n\nWhy\n" {
		t.Errorf("%+v, %t", c, ok)
	}
	for _, text := range []string{"", "tree x\n\n", "author A <a> 1 +0\n\nx", "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nparent x\n\n"} {
		if _, ok := parseCommit([]byte(text)); ok {
			t.Errorf("%q is a commit", text)
		}
	}
}

// Whatever a tree holds, no name of it leads out of its folder, and what has a mode of its own is no file.
func FuzzTree(f *testing.F) {
	f.Add(hostile("100644", "a", plumbing.ZeroHash))
	f.Add(hostile("40000", "..", plumbing.ZeroHash))
	f.Add(hostile("120000", "a/b", plumbing.ZeroHash))
	f.Add(append(hostile("160000", ".git", plumbing.ZeroHash), hostile("777", "", plumbing.ZeroHash)...))
	f.Fuzz(func(t *testing.T, data []byte) {
		entries, ok := parseTree(data)
		if !ok {
			return
		}
		names := map[string]bool{}
		for _, e := range entries {
			if !fs.ValidPath(e.name) || e.name == "." || path.Base(e.name) != e.name || names[e.name] {
				t.Errorf("%q stands for something else", e.name)
			}
			names[e.name] = true
			if plain := e.mode.IsRegular() || e.mode == fs.ModeDir; plain && strings.EqualFold(e.name, ".git") {
				t.Errorf("%q can be read", e.name)
			}
		}
	})
}

func FuzzCommit(f *testing.F) {
	f.Add([]byte("tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor A <a> 1 +0\n\nx"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if c, ok := parseCommit(data); ok && (c.tree.IsZero() || c.at.Year() > 9999) {
			t.Errorf("%+v", c)
		}
	})
}

// What is no pack, or a damaged one, is refused, and leaves nothing.
func FuzzPack(f *testing.F) {
	o := newOrigin(f)
	at := o.push(map[string]string{"a.md": "1", "b.md": strings.Repeat("2", 2000)})
	from := &local{config: Config{URL: o.bare, Limits: Limits{}.withDefaults()}}
	if _, err := from.head(context.Background(), ""); err != nil {
		f.Fatal(err)
	}
	pack, err := from.pack(context.Background(), plumbing.NewHash(at), nil)
	if err != nil {
		f.Fatal(err)
	}
	var good bytes.Buffer
	if _, err := good.ReadFrom(pack); err != nil {
		f.Fatal(err)
	}
	f.Add(good.Bytes())
	f.Add([]byte("PACK\x00\x00\x00\x02\xff\xff\xff\xff"))
	r := open(f, Config{URL: o.bare, Limits: Limits{Pack: 1 << 20, Objects: 1000, Object: 1 << 20}})
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := r.take(bytes.NewReader(data)); err == nil {
			return
		}
		if left, _ := filepath.Glob(filepath.Join(r.config.Dir, "objects", "pack", ".new-*")); len(left) > 0 {
			t.Errorf("it left %v", left)
		}
	})
}
