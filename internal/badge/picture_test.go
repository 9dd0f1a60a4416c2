package badge

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"hash/crc32"
	"image/png"
	"io"
	"strings"
	"testing"

	"sentier/internal/course"
	"sentier/internal/fault"
)

const token = "aGVhZA.cGF5bG9hZA.c2ln-_"

func TestPictureOf(t *testing.T) {
	m := garden()
	own := PictureOf(m)
	if own.Type != SVG || len(own.Hash) != 32 || own.File() != own.Hash+".svg" {
		t.Errorf("got %s %s", own.Type, own.File())
	}
	m.Badge.Image = &course.Media{Type: "image/webp", Data: []byte("x")}
	if PictureOf(m).Hash != own.Hash {
		t.Error("a picture that cannot hold a credential is taken")
	}
	m.Badge.Image = &course.Media{Type: PNG, Data: square(t)}
	if p := PictureOf(m); p.Type != PNG || p.File() != p.Hash+".png" || p.Hash == own.Hash {
		t.Errorf("got %s %s", p.Type, p.File())
	}
}

func TestBakeSVG(t *testing.T) {
	const baked = `><openbadges:credential verify="` + token + `"></openbadges:credential>`
	const space = ` xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"`
	for _, test := range []struct{ name, svg, want string }{
		{"plain", `<svg a="b"><g/></svg>`, `<svg a="b"` + space + baked + `<g/></svg>`},
		{"prolog, comments, an attribute with >", "<?xml version=\"1.0\"?>\n<!-- <svg> -->\n<svg\n a='>' ><g></g></svg>\n",
			"<?xml version=\"1.0\"?>\n<!-- <svg> -->\n<svg\n a='>' " + space + baked + "<g></g></svg>\n"},
		{"baked before", `<svg` + space + `><openbadges:credential verify="old"></openbadges:credential><g/></svg>`,
			`<svg` + space + baked + `<g/></svg>`},
		{"baked twice before", `<svg` + space + `><g/><openbadges:credential verify="old"/> <openbadges:credential>{}<x/></openbadges:credential></svg>`,
			`<svg` + space + baked + `<g/> </svg>`},
		{"a prefix", `<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:g/></s:svg>`,
			`<s:svg xmlns:s="http://www.w3.org/2000/svg"` + space + baked + `<s:g/></s:svg>`},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := Picture{Type: SVG, Data: []byte(test.svg)}.Bake(token)
			if err != nil || string(got) != test.want {
				t.Fatalf("got %s, %v\nwant %s", got, err, test.want)
			}
			if back, err := Unbake(got); err != nil || back != token {
				t.Errorf("read back: %q, %v", back, err)
			}
			again, err := Picture{Type: SVG, Data: got}.Bake(token)
			if err != nil || !bytes.Equal(again, got) {
				t.Errorf("baked again: %s, %v", again, err)
			}
		})
	}
}

func TestBakeRefuses(t *testing.T) {
	for name, p := range map[string]Picture{
		"another root":        {Type: SVG, Data: []byte("<html></html>")},
		"an empty root":       {Type: SVG, Data: []byte("<svg/>")},
		"two roots":           {Type: SVG, Data: []byte("<svg></svg><svg></svg>")},
		"not closed":          {Type: SVG, Data: []byte("<svg><g></svg>")},
		"cut":                 {Type: SVG, Data: []byte("<svg><g>")},
		"nothing":             {Type: SVG},
		"the prefix is taken": {Type: SVG, Data: []byte(`<svg xmlns:openbadges="https://openbadges.org"><g/></svg>`)},
		"no PNG":              {Type: PNG, Data: emblem},
		"a cut PNG":           {Type: PNG, Data: square(t)[:60]},
	} {
		if got, err := p.Bake(token); err == nil {
			t.Errorf("%s: got %q", name, got)
		}
	}
	for _, bad := range []string{"", "a.b", `a.b.c"`, "a.b.c\n", "a.b.c.d", "a.b.é"} {
		if _, err := (Picture{Type: SVG, Data: emblem}).Bake(bad); err == nil {
			t.Errorf("%q was baked", bad)
		}
	}
}

func TestEmblem(t *testing.T) {
	baked, err := PictureOf(garden()).Bake(token)
	if err != nil {
		t.Fatal(err)
	}
	for d := xml.NewDecoder(bytes.NewReader(baked)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

func TestBakePNG(t *testing.T) {
	plain := square(t)
	baked, err := Picture{Type: PNG, Data: plain}.Bake(token)
	if err != nil {
		t.Fatal(err)
	}
	if back, err := Unbake(baked); err != nil || back != token {
		t.Errorf("read back: %q, %v", back, err)
	}
	if _, err := png.Decode(bytes.NewReader(baked)); err != nil {
		t.Errorf("no picture any more: %v", err)
	}
	if want := len(plain) + 12 + len(pngKeyword) + 5 + len(token); len(baked) != want {
		t.Errorf("%d bytes, want %d", len(baked), want)
	}
	again, err := Picture{Type: PNG, Data: baked}.Bake("x.y.z")
	if err != nil || bytes.Count(again, []byte(pngKeyword)) != 1 {
		t.Errorf("baked again: %v", err)
	}
	if back, err := Unbake(again); err != nil || back != "x.y.z" {
		t.Errorf("read back again: %q, %v", back, err)
	}
}

// chunked is a PNG with one iTXt chunk.
func chunked(content string) []byte {
	out := appendChunk([]byte(pngSignature), "IHDR", make([]byte, 13))
	return appendChunk(appendChunk(out, "iTXt", []byte(content)), "IEND", nil)
}

func TestTokenOf(t *testing.T) {
	token := issue(t).Token
	baked, err := PictureOf(garden()).Bake(token)
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string]string{"text": token, "text with a line end": token + "\n", "a picture": string(baked)} {
		if got, err := TokenOf([]byte(file)); err != nil || got != token {
			t.Errorf("%s: %.20q, %v", name, got, err)
		}
	}
	for name, file := range map[string]string{"nothing": "", "words": "no badge", "too long": strings.Repeat("a", mostToken) + ".b.c"} {
		if got, err := TokenOf([]byte(file)); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %.20q, %v", name, got, err)
		}
	}
}

func TestUnbakeRefuses(t *testing.T) {
	damaged := chunked(pngKeyword + "\x00\x00\x00\x00\x00" + token)
	damaged[60]++
	cut := binary.BigEndian.AppendUint32([]byte(pngSignature), 0xfffffff0)
	cut = append(append(cut, "IHDR"...), make([]byte, 100)...)
	headless := appendChunk([]byte(pngSignature), "IEND", nil)
	for _, test := range []struct {
		name    string
		data    []byte
		message string
	}{
		{"nothing", nil, "badge.picture"},
		{"words", []byte("hello"), "badge.picture"},
		{"HTML", []byte("<html><svg></svg></html>"), "badge.picture"},
		{"too large", make([]byte, mostPicture+1), "badge.too_large"},
		{"an SVG without", emblem, "badge.none"},
		{"an SVG with one that is not signed", []byte(`<svg xmlns:o="https://purl.imsglobal.org/ob/v3p0"><o:credential>{}</o:credential></svg>`), "badge.picture"},
		{"an SVG with one of another namespace", []byte(`<svg xmlns:openbadges="https://openbadges.org"><openbadges:credential verify="a.b.c"/></svg>`), "badge.none"},
		{"an SVG with nonsense", []byte(`<svg xmlns:o="https://purl.imsglobal.org/ob/v3p0"><o:credential verify="&lt;a&gt;"/></svg>`), "badge.unreadable"},
		{"a PNG without", square(t), "badge.none"},
		{"a PNG, compressed", chunked(pngKeyword + "\x00\x01\x00\x00\x00" + token), "badge.picture"},
		{"a PNG, cut", chunked(pngKeyword + "\x00\x00"), "badge.picture"},
		{"a PNG, empty", chunked(pngKeyword + "\x00\x00\x00\x00\x00"), "badge.none"},
		{"a PNG, cut in its chunks", cut, "badge.picture"},
		{"a PNG, damaged", damaged, "badge.picture"},
		{"a PNG without a header", headless, "badge.picture"},
		{"a PNG's longer keyword", chunked(pngKeyword + "s\x00\x00\x00\x00\x00" + token), "badge.none"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := Unbake(test.data)
			var f *fault.Error
			if got != "" || !errors.As(err, &f) || f.Message != test.message {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
	if back, err := Unbake([]byte(`<svg xmlns:o="https://purl.imsglobal.org/ob/v3p0"><o:credential verify="` + token + `"/>`)); err != nil || back != token {
		t.Errorf("another prefix, and cut after it: %q, %v", back, err)
	}
}

func FuzzUnbake(f *testing.F) {
	for _, p := range []Picture{{Type: SVG, Data: emblem}, {Type: PNG, Data: square(f)}} {
		baked, err := p.Bake(token)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(baked)
		f.Add(p.Data)
	}
	f.Add(chunked(pngKeyword + "\x00\x00\x00fr\x00mot\x00" + token))
	f.Fuzz(func(t *testing.T, data []byte) {
		if got, err := Unbake(data); err == nil && !compact.MatchString(got) {
			t.Errorf("%q", got)
		}
		// What can be baked can be read back, whatever it was.
		p := Picture{Type: SVG, Data: data}
		if isPNG(data) {
			p.Type, p.Data = PNG, mend(data)
		}
		if baked, err := p.Bake("a.b.c"); err == nil && len(baked) <= mostPicture {
			if got, err := Unbake(baked); err != nil || got != "a.b.c" {
				t.Errorf("read back %q, %v from %q", got, err, baked)
			}
		}
	})
}

// mend sets the checksums of a PNG right, so that the fuzzer gets past them.
func mend(data []byte) []byte {
	out := bytes.Clone(data)
	for rest := out[len(pngSignature):]; len(rest) >= 12; {
		size := binary.BigEndian.Uint32(rest)
		if uint64(size) > uint64(len(rest)-12) {
			break
		}
		binary.BigEndian.PutUint32(rest[size+8:], crc32.ChecksumIEEE(rest[4:size+8]))
		rest = rest[size+12:]
	}
	return out
}

func TestAddresses(t *testing.T) {
	m := garden()
	p := PictureOf(m)
	for got, want := range map[string]string{
		site.URL(): "/ob/issuer", site.KeysURL(): "/ob/keys", site.KeyURL("k-_"): "/ob/keys/k-_",
		site.AchievementURL("jardin", "fr"): "/ob/achievements/jardin/fr", site.PictureURL(p): "/ob/pictures/" + p.Hash + ".svg",
		site.CredentialURL("1"): "/ob/credentials/1", site.StatusURL(3): "/ob/status/3", site.PageURL("1"): "/badges/1",
		site.BakedURL("1", p): "/badges/1.svg", site.BakedURL("1", Picture{Type: PNG}): "/badges/1.png",
		site.FileURL("1"): "/badges/1.jwt", site.CriteriaURL(m, "en"): "/en/jardin/badge",
	} {
		if got != site.Base+want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if !strings.HasPrefix(site.Achievement(m, "de").ID, site.AchievementURL("jardin", "fr")) {
		t.Error("a language that there is not has an address")
	}
}
