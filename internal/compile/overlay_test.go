package compile

import (
	"io/fs"
	"testing"
	"testing/fstest"
)

func TestOverlay(t *testing.T) {
	below := fstest.MapFS{"m/a.md": {Data: []byte("old")}, "m/s/b.md": {Data: []byte("b")}}
	over := Overlay(below, map[string][]byte{"m/a.md": []byte("new"), "m/s/c.md": nil, "n/d/e.md": []byte("e")})
	for name, want := range map[string]string{"m/a.md": "new", "m/s/b.md": "b", "m/s/c.md": "", "n/d/e.md": "e"} {
		if got, err := fs.ReadFile(over, name); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	for folder, want := range map[string]string{".": "m/ n/", "m": "a.md s/", "m/s": "b.md c.md", "n": "d/", "n/d": "e.md"} {
		entries, err := fs.ReadDir(over, folder)
		got := ""
		for _, e := range entries {
			name := e.Name()
			if e.IsDir() {
				name += "/"
			}
			if got != "" {
				got += " "
			}
			got += name
		}
		if err != nil || got != want {
			t.Errorf("%s: %q, want %q (%v)", folder, got, want, err)
		}
	}
	if _, err := fs.ReadDir(over, "x"); err == nil {
		t.Error("a folder that is nowhere is listed")
	}
	if _, err := fs.ReadFile(over, "x"); err == nil {
		t.Error("a file that is nowhere is read")
	}
}
