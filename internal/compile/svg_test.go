package compile

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"sentier/internal/course"
	"sentier/internal/diag"
)

const svgHead = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 64 48">`

func TestCheckSVGAccepts(t *testing.T) {
	for _, in := range []string{
		svgHead + `</svg>`,
		`<?xml version="1.0" encoding="UTF-8"?>` + "\n<!-- drawn by hand -->\n" + svgHead + "</svg>\n",
		svgHead + `<title>T</title><desc>D</desc><g fill="var(--ink)" transform="rotate(45) translate(1,2)"><rect x="1" y="2" width="3" height="4" rx="1"/></g></svg>`,
		svgHead + `<defs><linearGradient id="a"><stop offset="0" stop-color="rgb(0 0 0 / 50%)"/></linearGradient>` +
			`<linearGradient id="b" xlink:href="#a"/></defs><path d="M0 0" fill="url(#b)" stroke="url('#a') red"/></svg>`,
		svgHead + `<symbol id="s" viewBox="0 0 1 1"><path d="M0 0h1" fill="url(#g)"/></symbol><radialGradient id="g"/><use href="#s"/><use href="#s" x="3"/></svg>`,
		svgHead + `<clipPath id="c"><circle cx="1" cy="1" r="1"/></clipPath><g clip-path="url( #c )"/></svg>`,
		svgHead + `<text x="1" y="2" font-family="Inter, 'Noto Sans'" xml:lang="fr">a<tspan>b</tspan> &amp; c</text></svg>`,
		svgHead + `<path class="trace" d="M0 0"/></svg>`,
		`<s:svg xmlns:s="http://www.w3.org/2000/svg" width="64px" height="48"><s:g/></s:svg>`,
	} {
		var found diag.List
		if w, h := checkSVG("a.svg", []byte(in), &found); w != 64 || h != 48 || len(found) > 0 {
			t.Errorf("%s: %d × %d, %v", in, w, h, found)
		}
	}
}

func TestCheckSVGRefuses(t *testing.T) {
	inside := func(s string) string { return svgHead + "\n  " + s + "\n</svg>" }
	many := strings.Repeat(`<g/>`, maxDrawingElements)
	for _, c := range []struct{ in, want string }{
		{"", "1:1 media-form"},
		{"not xml", "1:1 media-form"},
		{"<html/>", "1:1 media-form"},
		{"<svg viewBox='0 0 1 1'/>", "1:1 media-form"},
		{"<svg xmlns='http://www.w3.org/1999/xhtml' viewBox='0 0 1 1'/>", "1:1 media-form"},
		{svgHead, "1:104 media-form"},
		{svgHead + "<g></svg>", "1:113 media-form"},
		{svgHead + "</svg><g/>", "1:110 media-form"},
		{svgHead + "</svg>x", "1:110 media-form"},
		{svgHead + "</svg>" + svgHead + "</svg>", "1:110 media-form"},
		{"<!DOCTYPE svg>" + svgHead + "</svg>", "1:1 media-form"},
		{`<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>` + svgHead + "<title>&c;</title></svg>", "1:1 media-form, 1:166 media-form"},
		{`<?xml-stylesheet href="https://a.example/x.css"?>` + svgHead + "</svg>", "1:1 media-form"},
		{`<?xml version="1.0" encoding="latin1"?>` + svgHead + "</svg>", "1:40 media-form"},
		{inside("<title>é\xff</title>"), "2:12 media-form"},
		{inside("<title>\x02</title>"), "2:11 media-form"},
		{inside(`<script>alert(1)</script>`), "2:3 media-form"},
		{inside(`<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>`), "2:3 media-form"},
		{inside(`<foreignObject/>`), "2:3 media-form"},
		{inside(`<image href="https://a.example/x.png"/>`), "2:3 media-form, 2:10 media-form"},
		{inside(`<image href="data:image/png;base64,AAAA"/>`), "2:3 media-form, 2:10 media-form"},
		{inside(`<a href="https://a.example"/>`), "2:3 media-form, 2:6 media-form"},
		{inside(`<animate attributeName="x"/>`), "2:3 media-form, 2:12 media-form"},
		{inside(`<set attributeName="href"/>`), "2:3 media-form, 2:8 media-form"},
		{inside(`<filter id="f"/>`), "2:3 media-form"},
		{inside(`<style>@import "x"</style>`), "2:3 media-form"},
		{inside(`<svg/>`), "2:3 media-form"},
		{inside(`<metadata/>`), "2:3 media-form"},
		{inside(`<g style="fill:red"/>`), "2:6 media-form"},
		{inside(`<g onclick="alert(1)"/>`), "2:6 media-form"},
		{inside(`<g ONLOAD="alert(1)"/>`), "2:6 media-form"},
		{inside(`<g é="1"/>`), "2:6 media-form"},
		{inside(`<g data-name="x"/>`), "2:6 media-form"},
		{inside(`<g id="a b"/>`), "2:6 media-form"},
		{inside(`<g id="a"/><g id="a"/>`), "2:17 media-form"},
		{inside(`<g x="1" x="2"/>`), "2:6 media-form"},
		{inside(`<g class="btn"/>`), "2:6 media-form"},
		{inside(`<use href="other.svg#a"/>`), "2:8 media-form"},
		{inside(`<use xlink:href="https://a.example/#a"/>`), "2:14 media-form"},
		{inside(`<use href="javascript:alert(1)"/>`), "2:8 media-form"},
		{inside(`<use href="#nowhere"/>`), "2:8 media-form"},
		{inside(`<g fill="url(https://a.example/x)"/>`), "2:6 media-form"},
		{inside(`<g fill="URL(//a.example/x#b)"/>`), "2:6 media-form"},
		{inside(`<g fill="u\72l(//a.example)"/>`), "2:6 media-form"},
		{inside(`<g fill="u/**/rl(x)"/>`), "2:6 media-form"},
		{inside(`<g fill="url&#x28;//a.example)"/>`), "2:6 media-form"},
		{inside(`<g fill="var(--x, url(//a.example))"/>`), "2:6 media-form"},
		{inside(`<g fill="image-set('x' 1x)"/>`), "2:6 media-form"},
		{inside(`<g fill="src('x')"/>`), "2:6 media-form"},
		{inside(`<g fill="url(#nowhere)"/>`), "2:6 media-form"},
		{inside(`<g id="a"><use href="#a"/></g>`), "2:18 media-form"},
		{inside(`<g id="a"><use href="#b"/></g><g id="b"/><use href="#a"/>`), "2:49 media-form"},
		{inside(`<pattern id="p"><rect fill="url(#q)"/></pattern><pattern id="q"/><rect fill="url(#p)"/>`), "2:74 media-form"},
		{inside(`<mask id="m" mask="url(#m)"/>`), "2:16 media-form"},
		{strings.Replace(svgHead, "0 0 64 48", "0 0 0 48", 1) + "</svg>", "1:1 media-form"},
		{strings.Replace(svgHead, "0 0 64 48", "0 0 NaN 48", 1) + "</svg>", "1:1 media-form"},
		{strings.Replace(svgHead, "0 0 64 48", "0 0 1e9 48", 1) + "</svg>", "1:1 media-form"},
		{strings.Replace(svgHead, ` viewBox="0 0 64 48"`, ` width="100%"`, 1) + "</svg>", "1:1 media-form"},
		{svgHead + strings.Repeat("<g>", 40) + strings.Repeat("</g>", 40) + "</svg>", "1:1 file-limit"},
		{svgHead + many + "</svg>", "1:1 file-limit"},
		{svgHead + strings.Repeat(" ", maxDrawing) + "</svg>", "1:1 file-limit"},
		{svgHead + `<g id="a">` + strings.Repeat("<path/>", 1000) + "</g>" + strings.Repeat(`<use href="#a"/>`, 60) + "</svg>", "1:1 file-limit"},
	} {
		var found diag.List
		w, h := checkSVG("a.svg", []byte(c.in), &found)
		if got := placesOf(found); got != c.want {
			t.Errorf("%.200s: %q, want %q\n%v", c.in, got, c.want, found)
		}
		if w != 0 || h != 0 {
			t.Errorf("%.200s: refused, and yet %d × %d", c.in, w, h)
		}
		if got := inlineSVG(&course.Media{Data: []byte(c.in)}, "x", "p-"); got != "" {
			t.Errorf("%.200s: refused, and yet inline: %s", c.in, got)
		}
	}
}

func TestCheckSVGSaysOnlySoMuch(t *testing.T) {
	var found diag.List
	checkSVG("a.svg", []byte(svgHead+strings.Repeat("<script/>", 5000)+"</svg>"), &found)
	if len(found) == 0 || len(found) > 60 {
		t.Errorf("%d findings", len(found))
	}
}

func TestInlineSVG(t *testing.T) {
	inline := func(in, alt string) string {
		return string(inlineSVG(&course.Media{Path: "a.svg", Data: []byte(in)}, alt, "f1-"))
	}
	in := `<?xml version="1.0"?><!-- c --><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 width="640" height="480" viewBox="0 -1.5 640 480" role="img" aria-labelledby="t" class="x" fill="none">
<title id="t">Name</title><desc>D</desc><linearGradient id="g"/><symbol id="s"><path d="M0 0" fill="url(#g)"/></symbol>
<use xlink:href="#s"/><g aria-label="part"><title>hover</title>stray</g><text x="1">a &lt; <tspan>b</tspan> c</text></svg>`
	want := `<svg class="art" role="img" aria-label="L&#39;idée &lt;x&gt; &#34;y&#34;" viewBox="0 -1.5 640 480" focusable="false" fill="none">` +
		`<linearGradient id="f1-g"/><symbol id="f1-s"><path d="M0 0" fill="url(#f1-g)"/></symbol><use href="#f1-s"/><g></g>` +
		`<text x="1">a &lt; <tspan>b</tspan> c</text></svg>`
	if got := inline(in, `L'idée <x> "y"`); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := inline(svgHead+"</svg>", ""); got != `<svg class="art" aria-hidden="true" viewBox="0 0 64 48" focusable="false"></svg>` {
		t.Errorf("decoration: %s", got)
	}
	if got := inline(svgHead+strings.Repeat(" ", maxInlineSVG)+"</svg>", "x"); got != "" {
		t.Errorf("too large, and yet inline: %.80s", got)
	}
}

// Whatever is accepted is plain: well-formed, without a name or a value that could load, run or lead anywhere.
func FuzzSVG(f *testing.F) {
	for _, s := range []string{
		svgHead + `<g fill="url(#a)" id="a"><use href="#b"/></g><path id="b" d="M0 0"/></svg>`,
		svgHead + `<text>a<tspan>b</tspan></text></svg>`, `<svg xmlns="http://www.w3.org/2000/svg" width="1" height="2"/>`,
		svgHead + `<script>x</script></svg>`, svgHead + `<g onclick="x" style="y"/></svg>`, "<!DOCTYPE x>" + svgHead,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var found diag.List
		w, h := checkSVG("a.svg", data, &found)
		if (w > 0 && h > 0) != (len(found) == 0) {
			t.Fatalf("%q: %d × %d with %v", data, w, h, found)
		}
		for _, x := range found {
			if x.Line < 1 || x.Col < 1 || x.Line > bytes.Count(data, []byte("\n"))+1 {
				t.Fatalf("%q: a finding at %v", data, x.Pos)
			}
		}
		out := string(inlineSVG(&course.Media{Data: data}, "alt", "p-"))
		if out == "" {
			return
		}
		d := xml.NewDecoder(strings.NewReader(out))
		for {
			token, err := d.Token()
			if err != nil {
				if err.Error() != "EOF" {
					t.Fatalf("%q is written as %q: %v", data, out, err)
				}
				return
			}
			if e, ok := token.(xml.StartElement); ok {
				if problem := unsafe(e); problem != "" {
					t.Fatalf("%q is written as %q: %s", data, out, problem)
				}
			}
		}
	})
}

// unsafe looks at an element with other eyes than the code under test.
func unsafe(e xml.StartElement) string {
	switch strings.ToLower(e.Name.Local) {
	case "script", "style", "foreignobject", "image", "a", "animate", "set", "iframe", "title", "desc", "feimage":
		return "element " + e.Name.Local
	}
	for _, a := range e.Attr {
		name, value := strings.ToLower(a.Name.Local), strings.ToLower(a.Value)
		if strings.HasPrefix(name, "on") || name == "style" || name == "src" {
			return "attribute " + name
		}
		if name == "href" && !strings.HasPrefix(value, "#p-") {
			return fmt.Sprintf("href %q", value)
		}
		if name != "aria-label" && (strings.Count(value, "url(") != strings.Count(value, "url(#p-") || strings.Contains(value, `\`)) {
			return fmt.Sprintf("value %q", value)
		}
	}
	return ""
}
