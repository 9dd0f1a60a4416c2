// Package compiletest writes courses for tests as text archives (txtar), each laid over the least course there is, so that
// a test holds only what it is about. Tests of the compiler, of advice, of mending and of the command line share it.
package compiletest

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io/fs"
	"math/rand/v2"
	"path"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"sentier/internal/i18n"
)

// Base is the least course: a module in French and English, a sequence, a lesson.
const Base = `
-- m/module.fr.md --
---
title: Module
summary: Résumé.
languages: [fr, en]
licence: CC-BY-SA-4.0
authors: [Amina Roy]
---
-- m/1-s/sequence.fr.md --
---
title: Séquence
---
-- m/1-s/1-l.fr.md --
---
title: Leçon
---
`

// Sound is the least course that nobody has anything to say about, in the first of its languages. Ignore is what its module
// ignores, as in front matter: `CODE: "why", …`.
func Sound(ignore string, languages ...string) string {
	return strings.NewReplacer(".fr.", "."+languages[0]+".", "LANGUAGES", strings.Join(languages, ", "), "IGNORE", ignore).Replace(`
-- m/module.fr.md --
---
title: Module
summary: Résumé.
languages: [LANGUAGES]
licence: CC-BY-SA-4.0
authors: [Amina Roy]
ignore: { IGNORE }
---
-- m/1-s/sequence.fr.md --
---
title: Séquence
objectives: [Dire a]
---
-- m/1-s/1-l.fr.md --
---
title: Leçon
objectives: [Dire b]
---
## Halte
<!-- checkpoint -->

### Un ?
<!-- q: l -->

- [x] a
- [ ] b

> [!NOTE]
> Parce que.
`)
}

// Files lays the files of an archive over those of a base, without those that are named in kept, which a test has for
// itself. NAME.crlf is written with CRLF, the lines of NAME.quoted are Go strings, an image is given by its size, 640x360 or
// "640x360 noise",
// and a file "without" names files of the base to leave out.
func Files(t testing.TB, base string, archive *txtar.Archive, kept ...string) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(base)).Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	for _, f := range archive.Files {
		if f.Name == "without" {
			for name := range strings.FieldsSeq(string(f.Data)) {
				delete(fsys, name)
			}
		}
	}
files:
	for _, f := range archive.Files {
		for _, name := range append(kept, "without") {
			if f.Name == name {
				continue files
			}
		}
		name, data := content(t, f)
		fsys[name] = &fstest.MapFile{Data: data, Mode: 0o644}
	}
	return fsys
}

func content(t testing.TB, f txtar.File) (name string, data []byte) {
	t.Helper()
	switch ext := path.Ext(f.Name); ext {
	case ".crlf":
		return strings.TrimSuffix(f.Name, ext), bytes.ReplaceAll(f.Data, []byte("\n"), []byte("\r\n"))
	case ".quoted":
		var b bytes.Buffer
		for line := range strings.SplitSeq(strings.TrimSuffix(string(f.Data), "\n"), "\n") {
			s, err := strconv.Unquote(line)
			if err != nil {
				t.Fatalf("%s: %q: %v", f.Name, line, err)
			}
			b.WriteString(s)
		}
		return strings.TrimSuffix(f.Name, ext), b.Bytes()
	case ".png", ".jpg":
		size, noise := strings.CutSuffix(strings.TrimSpace(string(f.Data)), " noise")
		width, height, ok := strings.Cut(size, "x")
		if !ok {
			return f.Name, f.Data
		}
		return f.Name, drawn(t, ext, width, height, noise)
	}
	return f.Name, f.Data
}

// drawn encodes an image of a size: black, or noise that takes a byte a pixel.
func drawn(t testing.TB, ext, width, height string, noise bool) []byte {
	t.Helper()
	w, err := strconv.Atoi(width)
	if err != nil {
		t.Fatal(err)
	}
	h, err := strconv.Atoi(height)
	if err != nil {
		t.Fatal(err)
	}
	colours := color.Palette{color.Black, color.White}
	for i := len(colours); noise && i < 256; i++ {
		colours = append(colours, color.Gray{Y: uint8(i)})
	}
	img := image.NewPaletted(image.Rect(0, 0, w, h), colours)
	if noise {
		random := rand.New(rand.NewPCG(1, 2))
		for i := range img.Pix {
			img.Pix[i] = uint8(random.IntN(256))
		}
	}
	var b bytes.Buffer
	if ext == ".png" {
		err = png.Encode(&b, img)
	} else {
		err = jpeg.Encode(&b, img, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Messages reads words of the interface from files that hold fr.toml and en.toml.
func Messages(t testing.TB, files fs.FS) *i18n.Catalog {
	t.Helper()
	words := map[string][]byte{}
	for _, name := range []string{"fr.toml", "en.toml"} {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		words[name] = data
	}
	catalog, err := i18n.Load(words)
	if err != nil {
		t.Fatal(err)
	}
	return catalog
}
