package config

import (
	"strings"
	"testing"
)

func TestValues(t *testing.T) {
	const refused = "\x00"
	for _, test := range []struct {
		name  string
		parse func(string) (string, *wrong)
		in    string
		want  string
	}{
		{"address", parseAddress, ":8080", ":8080"},
		{"address", parseAddress, "[::1]:80", "[::1]:80"},
		{"address", parseAddress, "site.example.org:0", "site.example.org:0"},
		{"address", parseAddress, "127.0.0.1:http", refused},
		{"address", parseAddress, "127.0.0.1:65536", refused},
		{"address", parseAddress, "a b:80", refused},
		{"address", parseAddress, "::1:80", refused},
		{"origin", parseOrigin, "https://Example.ORG/", "https://example.org"},
		{"origin", parseOrigin, "http://localhost:8080", "http://localhost:8080"},
		{"origin", parseOrigin, "https://[2001:DB8::1]:443", "https://[2001:db8::1]"},
		{"origin", parseOrigin, "https://xn--caf-dma.example", "https://xn--caf-dma.example"},
		{"origin", parseOrigin, "https://café.example", refused},
		{"origin", parseOrigin, "https://example.org:", refused},
		{"origin", parseOrigin, "https://example.org:0x50", refused},
		{"origin", parseOrigin, "https://example.org?", refused},
		{"origin", parseOrigin, "https://example.org#", refused},
		{"origin", parseOrigin, "https://example.org/fr", refused},
		{"origin", parseOrigin, "https://me@example.org", refused},
		{"origin", parseOrigin, "//example.org", refused},
		{"origin", parseOrigin, "ftp://example.org", refused},
		{"origin", parseOrigin, "https://", refused},
		{"origin", parseOrigin, "https://exa mple.org", refused},
		{"web", parseWeb, "https://example.org/a?b=c#d", "https://example.org/a?b=c#d"},
		{"web", parseWeb, "javascript:alert(1)", refused},
		{"web", parseWeb, "https://me:pw@example.org", refused},
		{"link", parseLink, "/fr/about", "/fr/about"},
		{"link", parseLink, "//evil.example", refused},
		{"link", parseLink, `/\evil.example`, refused},
		{"email", parseEmail, "a.b@example.org", "a.b@example.org"},
		{"email", parseEmail, "a@b@c", refused},
		{"contact", parseContact, "https://example.org/ask", "https://example.org/ask"},
		{"contact", parseContact, "a@example.org", "a@example.org"},
		{"contact", parseContact, "ask us", refused},
		{"edit", parseEdit, "https://f.example/x/{path}?b=main", "https://f.example/x/{path}?b=main"},
		{"edit", parseEdit, "http://f.example/{path}", refused},
		{"network", parseNetwork, "2001:db8::/32", "2001:db8::/32"},
		{"network", parseNetwork, "fe80::1%eth0", refused},
		{"network", parseNetwork, "10.0.0.0/40", refused},
		{"host", parseHost, "Tube.Example.org", "tube.example.org"},
		{"host", parseHost, "tube.example.org:9000", refused},
		{"host", parseHost, "*.example.org", refused},
		{"svg", parseSVG, "img/logo.SVG", "img/logo.SVG"},
		{"svg", parseSVG, "/etc/logo.svg", refused},
		{"svg", parseSVG, "a//b.svg", refused},
		{"svg", parseSVG, `a\b.svg`, refused},
		{"svg", parseSVG, "logo.png", refused},
		{"language", parseLanguage, "FR-ca", "fr-CA"},
		{"language", parseLanguage, "zh-Hant", "zh-Hant"},
		{"language", parseLanguage, "french", refused},
		{"language", parseLanguage, "fr_FR", refused},
		{"language", parseLanguage, "xx", refused},
		{"language", parseLanguage, "", refused},
	} {
		got, w := test.parse(test.in)
		if w != nil {
			got = refused
		}
		if got != test.want {
			t.Errorf("%s %q gives %q, want %q (%+v)", test.name, test.in, got, test.want, w)
		}
	}
}

func TestAccent(t *testing.T) {
	for _, test := range []struct{ in, want, hint string }{
		{"#135a43", "#135a43", ""},
		{"#ABC", "", "darker"},
		{"#000", "#000000", ""},
		{"#fff", "", "#"},
		{"135a43", "", "#135a43"},
		{"rgb(0,0,0)", "", ""},
		{"#12345", "", ""},
	} {
		got, w := parseAccent(test.in)
		if got != test.want || (w == nil) != (test.want != "") {
			t.Errorf("%s gives %q, %+v", test.in, got, w)
		}
		if w != nil && !strings.Contains(w.hint, test.hint) {
			t.Errorf("%s: the hint is %q, want %q in it", test.in, w.hint, test.hint)
		}
	}
}

// 21 and 1 are the ends of the scale; #767676 is known as the lightest grey that passes on white.
func TestContrast(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want float64
	}{
		{"#000000", "#ffffff", 21},
		{"#ffffff", "#ffffff", 1},
		{"#777777", "#ffffff", 4.48},
		{"#767676", "#ffffff", 4.54},
	} {
		got := contrast(readColour(test.a), readColour(test.b))
		if got < test.want-0.005 || got > test.want+0.005 {
			t.Errorf("%s on %s has %.3f:1, want %.2f:1", test.a, test.b, got, test.want)
		}
	}
}

// The proposed shade passes, and the shade one step lighter does not.
func TestDarken(t *testing.T) {
	for _, in := range []string{"#7ac142", "#ffd24a", "#ff0000", "#ffffff", "#8be0b8", "#00ffff"} {
		shade := darken(readColour(in))
		if _, w := parseAccent(shade.String()); w != nil {
			t.Errorf("%s is proposed for %s and refused: %+v", shade, in, w)
		}
		if got := worstContrast(shade); got > leastContrast*1.02 {
			t.Errorf("%s for %s has %.2f:1: a lighter one would do", shade, in, got)
		}
	}
}
