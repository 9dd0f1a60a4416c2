package site

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

// cut makes a page of text; a hole is written {name}.
func cut(t testing.TB, text string) *Page {
	t.Helper()
	p, err := newPress(9)
	if err != nil {
		t.Fatal(err)
	}
	page, err := p.page("text/html", []byte(holed(text)))
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func holed(text string) string {
	for _, name := range HoleNames {
		text = strings.ReplaceAll(text, "{"+name+"}", "\x01"+name+"\x01")
	}
	return text
}

// fill is what a page with holes must read as.
func fill(text string, h *Holes) string {
	var pairs []string
	for i, name := range HoleNames {
		pairs = append(pairs, "{"+name+"}", h[i])
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

func gunzip(t testing.TB, member []byte) string {
	t.Helper()
	in := bytes.NewReader(member)
	r, err := gzip.NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	r.Multistream(false)
	b, err := io.ReadAll(r) // compares CRC and length
	if err != nil {
		t.Fatal(err)
	}
	if in.Len() > 0 {
		t.Fatalf("%d bytes follow the member", in.Len())
	}
	return string(b)
}

var bodies = map[string]string{
	"empty":         "",
	"no hole":       "<!doctype html><p>Bonjour",
	"only holes":    "{root}{account}{root}",
	"ends":          "{root}<p>Bonjour</p>{flash}",
	"page":          `<html lang="fr"{root}><body>{account}<main>` + strings.Repeat("Une leçon. ", 900) + `{next}</main>`,
	"the same hole": "a{account}b{account}c",
}

func TestPageDecodes(t *testing.T) {
	readers := map[string]*Holes{
		"nobody":   {},
		"somebody": {Root: ` data-theme="dark"`, Account: "Léa", Next: strings.Repeat("é", 50000), Flash: "\x00\x01\xff"},
	}
	for name, text := range bodies {
		for who, h := range readers {
			t.Run(name+" "+who, func(t *testing.T) {
				page, want := cut(t, text), fill(text, h)
				if got := gunzip(t, page.Body(Gzip, h)); got != want {
					t.Errorf("gzip: %.80q, want %.80q", got, want)
				}
				if got := string(page.Body(Identity, h)); got != want {
					t.Errorf("identity: %.80q, want %.80q", got, want)
				}
				if got := gunzip(t, page.AppendGzip([]byte("before"), h)[6:]); got != want {
					t.Errorf("appended: %.80q, want %.80q", got, want)
				}
			})
		}
		page, want := cut(t, text), fill(text, &Holes{})
		if got := gunzip(t, page.Body(Gzip, nil)); got != want || page.Size() != len(want) {
			t.Errorf("%s: %.80q of %d bytes, want %.80q", name, got, page.Size(), want)
		}
	}
}

func TestSettledPage(t *testing.T) {
	h := &Holes{Banner: "<p>Le site s’arrête lundi.", Forum: "3"}
	text := strings.Replace(bodies["page"], "<main>", "{banner}<main>{forum}", 1)
	page := cut(t, text)
	page.Lang, page.NoIndex = "fr", true
	settled, err := page.Settled(h)
	if err != nil {
		t.Fatal(err)
	}
	want := fill(text, h)
	if got := gunzip(t, settled.Body(Gzip, nil)); got != want {
		t.Errorf("gzip: %.80q, want %.80q", got, want)
	}
	if got, err := io.ReadAll(brotli.NewReader(bytes.NewReader(settled.Body(Brotli, nil)))); err != nil || string(got) != want {
		t.Errorf("brotli: %.80q, %v", got, err)
	}
	if settled.Holes() || settled.Type != page.Type || settled.Lang != "fr" || !settled.NoIndex || settled.Hash == page.Hash {
		t.Errorf("it is %+v", settled)
	}
}

func TestPageRefusesUnknownHoles(t *testing.T) {
	p, err := newPress(6)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"a\x01rooot\x01b", "a\x01root", "\x01\x01"} {
		if _, err := p.page("text/html", []byte(text)); err == nil {
			t.Errorf("%q was taken", text)
		}
	}
	if page, err := p.page("text/html", []byte("whole\x01root\x01")); err != nil || gunzip(t, page.Body(Gzip, nil)) != "whole" {
		t.Errorf("after an error the press gives %v", err)
	}
}

func TestETag(t *testing.T) {
	const text = "a{root}b{account}c"
	page := cut(t, text)
	seen := map[string]string{}
	for _, e := range []Encoding{Identity, Gzip, Brotli} {
		for _, h := range []Holes{{}, {Root: "x"}, {Account: "x"}, {Root: "x", Account: "x"}, {Root: "xx"}} {
			tag, what := page.ETag(e, &h), fmt.Sprint(e, h)
			if other, twice := seen[tag]; twice {
				t.Errorf("%s and %s share %s", what, other, tag)
			}
			seen[tag] = what
			if tag != cut(t, text).ETag(e, &h) {
				t.Errorf("%s: %s is not the same for the same page", what, tag)
			}
		}
	}
	if page.ETag(Gzip, nil) != page.ETag(Gzip, &Holes{Feedback: "in no hole of this page"}) {
		t.Error("a text that no hole takes changes the tag")
	}
	if page.Hash == cut(t, "a{account}b{root}c").Hash || page.Hash == cut(t, "ab{root}{account}c").Hash {
		t.Error("holes elsewhere give the same hash")
	}
}

func FuzzFill(f *testing.F) {
	f.Add("", "", "")
	f.Add(` data-theme="dark"`, "Léa", strings.Repeat("x", 70000))
	page := cut(f, bodies["page"])
	f.Fuzz(func(t *testing.T, root, account, next string) {
		h := &Holes{Root: root, Account: account, Next: next}
		want := fill(bodies["page"], h)
		if got := gunzip(t, page.Body(Gzip, h)); got != want {
			t.Errorf("%d bytes, want %d", len(got), len(want))
		}
	})
}
