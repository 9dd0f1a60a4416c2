package theme_test

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"sentier/assets"
	"sentier/internal/theme"
	"sentier/themes"
)

// budget is the size of a file as it is sent, in bytes after gzip 9 (design system, section 8).
func TestBudgets(t *testing.T) {
	made := load(t, theme.Config{})
	named := func(name string) theme.Asset {
		a, found := made.Asset(name)
		if !found {
			t.Errorf("there is no %s", name)
		}
		return a
	}
	for _, test := range []struct {
		asset  theme.Asset
		budget int
	}{{made.Stylesheet(), 9 << 10}, {made.Script(), 3 << 10}, {made.SearchScript(), 1 << 10},
		{named("member.css"), 2 << 10}, {named("account.js"), 1 << 10}, {named("attempt.js"), 1 << 10}} {
		var b bytes.Buffer
		w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(test.asset.Data); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if b.Len() > test.budget {
			t.Errorf("%s takes %d bytes, more than %d", test.asset.Name, b.Len(), test.budget)
		}
	}
	fonts := 0
	for _, f := range made.Fonts() {
		fonts += len(f.Data)
	}
	if fonts > 40<<10 {
		t.Errorf("fonts take %d bytes, more than 40 KiB", fonts)
	}
}

func TestFontsCarryTheirLicence(t *testing.T) {
	for _, font := range load(t, theme.Config{}).Fonts() {
		licence, err := fs.ReadFile(assets.Files(), font.Name+".license")
		if err != nil {
			t.Error(err)
			continue
		}
		for _, want := range []string{"SPDX-FileCopyrightText: ", "SPDX-License-Identifier: OFL-1.1"} {
			if !strings.Contains(string(licence), want) {
				t.Errorf("%s.license lacks %q", font.Name, want)
			}
		}
	}
	if _, err := fs.ReadFile(assets.Files(), "fonts/OFL.txt"); err != nil {
		t.Error(err)
	}
}

// TestNothingFromElsewhere: under the policy of web, an inline style or script is refused by browsers, and a page
// that asks another site for something betrays its reader.
func TestNothingFromElsewhere(t *testing.T) {
	wrong := regexp.MustCompile(`(?i)\sstyle=|<style|\son[a-z]+=|javascript:|@import|(src|action)="https?:|<link[^>]+https?:`)
	outside := regexp.MustCompile(`url\(\s*["']?(https?:)?//|fetch\(['"]http|\beval\(|new Function`)
	for _, files := range []fs.FS{themes.Default(), assets.Files()} {
		err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || strings.HasSuffix(name, ".woff2") || strings.HasSuffix(name, ".toml") {
				return err
			}
			text, err := fs.ReadFile(files, name)
			if name == "templates/slips.html" || name == "templates/data-file.html" { // files which no server sends and no policy is told of
				text = bytes.Replace(text, []byte("<style>"), nil, 1)
			}
			if strings.HasSuffix(name, ".html") && wrong.Match(text) {
				t.Errorf("%s holds %q", name, wrong.Find(text))
			}
			if outside.Match(text) {
				t.Errorf("%s holds %q", name, outside.Find(text))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestOldBrowsers: what Chrome 70, Firefox 68 or Safari 12 lack must have something before it, or be harmless.
func TestOldBrowsers(t *testing.T) {
	made := load(t, theme.Config{})
	member, _ := made.Asset("member.css")
	sheet := string(made.Stylesheet().Data) + string(member.Data)
	for _, lacking := range []string{":is(", ":where(", "@layer", "@container", "&:", "&.", "dvh", "color-mix(", "margin-inline:",
		"padding-inline:", "padding-block:", "margin-block:", "inset-inline", "border-block:", "rotate:", "translate:"} {
		if strings.Contains(sheet, lacking) {
			t.Errorf("the stylesheet holds %s", lacking)
		}
	}
	for _, rule := range regexp.MustCompile(`[^{}]+\{[^{}]*\}`).FindAllString(sheet, -1) {
		selectors, body, _ := strings.Cut(rule, "{")
		if strings.Contains(selectors, ":has(") && strings.Contains(selectors, ",") {
			t.Errorf("a browser without :has drops the whole rule %s", selectors)
		}
		for _, property := range []string{"clamp(", "min(", "max("} {
			for _, found := range regexp.MustCompile(`([a-z-]+):[^;}]*\b`+regexp.QuoteMeta(property)).FindAllStringSubmatch(body, -1) {
				if found[1] == "grid-template-columns" && strings.Contains(body, "minmax(") && strings.Count(body, "grid-template-columns") < 2 && !strings.Contains(body, "min(100%") {
					continue // minmax() is old
				}
				if strings.Count(body, found[1]+":") < 2 {
					t.Errorf("%s of %s has no value for browsers without %s)", found[1], selectors, property)
				}
			}
		}
	}
}
