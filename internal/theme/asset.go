package theme

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"mime"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
)

// Asset is a file that pages make a browser fetch. Its address changes with its bytes.
type Asset struct {
	Name string // "sentier.css", "fonts/ahn-400.woff2"
	URL  string // "/assets/sentier.0123456789.css"
	Type string // MIME type
	Data []byte

	Credit *FileCredit // of a font, where a sidecar tells it; its Licence is left to who shows it
	SPDX   string      // the licence that goes with Credit
}

// Assets are all of them, sorted by name.
func (t *Theme) Assets() []Asset {
	var list []Asset
	for _, name := range sortedKeys(t.assets) {
		list = append(list, *t.assets[name])
	}
	return list
}

// Asset finds a file of the theme by its name.
func (t *Theme) Asset(name string) (Asset, bool) {
	if a := t.assets[name]; a != nil {
		return *a, true
	}
	return Asset{}, false
}

// Stylesheet is the one of every page.
func (t *Theme) Stylesheet() Asset { return *t.assets["sentier.css"] }

// Script is the one of every page.
func (t *Theme) Script() Asset { return *t.assets["sentier.js"] }

// SearchScript is the further one of the search page of the static site.
func (t *Theme) SearchScript() Asset { return *t.assets["search.js"] }

// Icon is the site's drawing, for browsers and phones.
func (t *Theme) Icon() Asset { return *t.assets["icon.svg"] }

// Fonts are those that the stylesheet names.
func (t *Theme) Fonts() []Asset {
	return slices.DeleteFunc(t.Assets(), func(a Asset) bool { return !strings.HasPrefix(a.Name, "fonts/") })
}

// loadAssets reads the files of all layers: fonts as they are, stylesheets joined but for those of a few pages, scripts
// shortened.
func loadAssets(files layers, accent string) (map[string]*Asset, error) {
	assets := map[string]*Asset{}
	fonts, err := files.list("assets/fonts")
	if err != nil {
		return nil, err
	}
	for _, name := range fonts {
		if path.Ext(name) != ".woff2" && path.Ext(name) != ".woff" {
			continue
		}
		f, err := files.read(name)
		if err != nil {
			return nil, err
		}
		font := "fonts/" + path.Base(name)
		add(assets, font, f.data)
		if sidecar := name + ".license"; slices.Contains(fonts, sidecar) {
			if f, err = files.read(sidecar); err != nil {
				return nil, err
			}
			assets[font].Credit, assets[font].SPDX = credited(string(f.data))
		}
	}
	icon, err := files.read("assets/icons/icon.svg")
	if err != nil {
		return nil, err
	}
	add(assets, "icon.svg", icon.data)
	sheet, err := stylesheet(files, assets, accent)
	if err != nil {
		return nil, err
	}
	add(assets, "sentier.css", sheet)
	err = errors.Join(addShort(assets, files, "assets/css/pages", ".css", &css.Minifier{}),
		addShort(assets, files, "assets/js", ".js", &js.Minifier{Version: 2018}))
	return assets, err
}

// credited reads a sidecar (https://reuse.software/spec-3.3/): "2024 Somebody (https://example.org)", and the licence.
func credited(sidecar string) (credit *FileCredit, spdx string) {
	credit = &FileCredit{}
	for line := range strings.Lines(sidecar) {
		line = strings.TrimSpace(line)
		if by, found := strings.CutPrefix(line, "SPDX-FileCopyrightText:"); found {
			by, credit.Source, _ = strings.Cut(strings.TrimSuffix(by, ")"), "(")
			credit.Authors = append(credit.Authors, strings.TrimLeft(by, "0123456789-–, "))
		}
		if licence, found := strings.CutPrefix(line, "SPDX-License-Identifier:"); found {
			spdx = strings.TrimSpace(licence)
		}
	}
	for i, by := range credit.Authors {
		credit.Authors[i] = strings.TrimSpace(by)
	}
	return credit, spdx
}

// addShort adds the files of a folder that have an extension, shortened.
func addShort(assets map[string]*Asset, files layers, folder, ext string, m minify.Minifier) error {
	names, err := files.list(folder)
	if err != nil {
		return err
	}
	for _, name := range names {
		if path.Ext(name) != ext {
			continue
		}
		f, err := files.read(name)
		if err != nil {
			return err
		}
		short, err := shorten(f, m)
		if err != nil {
			return err
		}
		add(assets, path.Base(name), short)
	}
	return nil
}

// add names an asset after its bytes.
func add(assets map[string]*Asset, name string, data []byte) {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	kind := mime.TypeByExtension(ext)
	if ext == ".woff2" {
		kind = "font/woff2" // not in the table of every machine
	}
	assets[name] = &Asset{
		Name: name,
		URL:  "/assets/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:])[:10] + ext,
		Type: kind,
		Data: data,
	}
}

// reference is a file that a stylesheet names.
var reference = regexp.MustCompile(`url\(\s*["']?([^"')\s]+)["']?\s*\)`)

// stylesheet joins assets/css/*.css in the order of their names, gives the files that it names their addresses,
// and adds the site's accent.
func stylesheet(files layers, assets map[string]*Asset, accent string) ([]byte, error) {
	names, err := files.list("assets/css")
	if err != nil {
		return nil, err
	}
	var joined bytes.Buffer
	for _, name := range names {
		if path.Ext(name) != ".css" {
			continue
		}
		f, err := files.read(name)
		if err != nil {
			return nil, err
		}
		short, err := shorten(f, &css.Minifier{})
		if err != nil {
			return nil, err
		}
		for _, found := range reference.FindAllSubmatchIndex(f.data, -1) {
			if target := string(f.data[found[2]:found[3]]); assets[target] == nil {
				line := 1 + bytes.Count(f.data[:found[0]], []byte("\n"))
				return nil, fmt.Errorf("%s:%d: url(%s) is no file of the theme: put it into assets/%s", f.path, line,
					target, target)
			}
		}
		joined.Write(reference.ReplaceAllFunc(short, func(mark []byte) []byte {
			return []byte("url(" + assets[string(reference.FindSubmatch(mark)[1])].URL + ")")
		}))
		joined.WriteByte('\n')
	}
	if accent != "" {
		fmt.Fprintf(&joined, ":root{--primary:%s;--primary-h:%s;--link:%s}\n", accent, darker(accent), accent)
	}
	return joined.Bytes(), nil
}

// darker is a colour for pointing at things of the accent's: three quarters of it.
func darker(accent string) string {
	var r, g, b int
	if n, err := fmt.Sscanf(accent, "#%02x%02x%02x", &r, &g, &b); n != 3 || err != nil {
		return accent
	}
	return fmt.Sprintf("#%02x%02x%02x", r*3/4, g*3/4, b*3/4)
}

// shorten takes comments and blanks out of a stylesheet or a script, and shortens the names inside a script.
func shorten(f file, how minify.Minifier) ([]byte, error) {
	var out bytes.Buffer
	if err := how.Minify(minify.New(), &out, bytes.NewReader(f.data), nil); err != nil {
		return nil, fmt.Errorf("%s: %w", f.path, err)
	}
	return out.Bytes(), nil
}
