package web

import (
	"maps"
	"testing"

	"sentier/internal/site"
)

func TestCanonicalPath(t *testing.T) {
	for _, test := range []struct {
		raw, path string
		same, ok  bool
	}{
		{"/", "/", true, true},
		{"/fr", "/fr", true, true},
		{"/fr/module/lesson-2", "/fr/module/lesson-2", true, true},
		{"/media/0a1b/Photo_1.jpg", "/media/0a1b/Photo_1.jpg", true, true},
		{"/.well-known/security.txt", "/.well-known/security.txt", true, true},
		{"/fr/", "/fr", false, true},
		{"/fr//", "/fr", false, true},
		{"//", "/", false, true},
		{"//evil.example", "/evil.example", false, true},
		{"/admin//x", "/admin/x", false, true},
		{"/%66r", "/fr", false, true},
		{"/fr/%7Ex", "/fr/~x", false, true},
		{"/admin%2fx", "", false, false},
		{"/admin%2Fx", "", false, false},
		{`/\evil.example`, "", false, false},
		{"/%5cevil.example", "", false, false},
		{"/fr/../admin", "", false, false},
		{"/fr/%2e%2e/admin", "", false, false},
		{"/fr/%2e./admin", "", false, false},
		{"/./fr", "", false, false},
		{"/fr/.", "", false, false},
		{"/fr/..", "", false, false},
		{"/a%0d%0aSet-Cookie:x", "", false, false},
		{"/a%00", "", false, false},
		{"/a%", "", false, false},
		{"/a%2", "", false, false},
		{"/a%zz", "", false, false},
		{"/%2566r", "", false, false},
		{"/fr/élève", "", false, false},
		{"/fr/%C3%A9", "", false, false},
		{"/fr;x=1", "", false, false},
		{"/fr x", "", false, false},
		{"/fr/...", "/fr/...", true, true},
		{"*", "", false, false},
		{"", "", false, false},
		{"fr", "", false, false},
	} {
		path, same, ok := canonical(test.raw)
		if path != test.path || same != test.same || ok != test.ok {
			t.Errorf("canonical(%q) = %q, %v, %v; want %q, %v, %v", test.raw, path, same, ok, test.path, test.same, test.ok)
		}
	}
}

func FuzzCanonicalPath(f *testing.F) {
	for _, seed := range []string{"/", "//a", "/%61", "/a/../b", "/a%2fb", "/\\a", "/a/b/", "/%25"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		path, same, ok := canonical(raw)
		if !ok {
			return
		}
		if again, same, ok := canonical(path); again != path || !same || !ok {
			t.Fatalf("%q is made %q, which is not canonical", raw, path)
		}
		if same && path != raw {
			t.Fatalf("%q is said to be canonical, as %q", raw, path)
		}
		if local(path, "!") != path {
			t.Fatalf("%q is canonical, but no address of ours", path)
		}
	})
}

func TestLocalRedirects(t *testing.T) {
	for where, want := range map[string]string{
		"/fr":                      "/fr",
		"/fr/m/s/l?q=1#q-1":        "/fr/m/s/l?q=1#q-1",
		"/fr?to=https://x.example": "/fr?to=https://x.example",
		"":                         "/safe",
		"fr":                       "/safe",
		"https://evil.example":     "/safe",
		"//evil.example":           "/safe",
		"///evil.example":          "/safe",
		`/\evil.example`:           "/safe",
		`\\evil.example`:           "/safe",
		"/\tevil.example":          "/safe",
		"/\n/evil.example":         "/safe",
		" /fr":                     "/safe",
		"/fr/../x":                 "/safe",
		"/fr/%2e%2e":               "/safe",
		"javascript:alert(1)":      "/safe",
		"/a:b@c":                   "/safe",
		"/fr?x\r\nSet-Cookie: a=b": "/fr",
		"/fr?x y":                  "/fr",
		`/fr?\`:                    "/fr",
	} {
		if got := local(where, "/safe"); got != want {
			t.Errorf("local(%q) = %q, want %q", where, got, want)
		}
	}
}

func TestEncodingIsNegotiated(t *testing.T) {
	every := func(site.Encoding) bool { return true }
	none := func(e site.Encoding) bool { return e == site.Identity }
	noBrotli := func(e site.Encoding) bool { return e != site.Brotli }
	for _, test := range []struct {
		header string
		offers func(site.Encoding) bool
		want   site.Encoding
	}{
		{"", every, site.Identity},
		{"gzip", every, site.Gzip},
		{"GZIP", every, site.Gzip},
		{"x-gzip", every, site.Gzip},
		{"gzip, deflate, br, zstd", every, site.Brotli},
		{"gzip, deflate, br, zstd", noBrotli, site.Gzip},
		{"gzip, deflate, br, zstd", none, site.Identity},
		{"br;q=0.5, gzip", every, site.Gzip},
		{"br ; q=0.5 , gzip ; q=0.4", every, site.Brotli},
		{"gzip;q=0", every, site.Identity},
		{"gzip;q=0.000", every, site.Identity},
		{"gzip;q=0.001", every, site.Gzip},
		{"gzip;q=2", every, site.Identity},
		{"gzip;q=0.1234", every, site.Identity},
		{"gzip;q=abc", every, site.Identity},
		{"*", every, site.Brotli},
		{"*;q=0", every, site.Identity},
		{"identity;q=0", every, site.Identity},
		{"identity;q=0", none, site.Identity},
		{"identity;q=0, gzip;q=0.1", every, site.Gzip},
		{"identity, gzip;q=0.5", every, site.Identity},
		{"*;q=0, gzip", every, site.Gzip},
		{"deflate, zstd", every, site.Identity},
		{",,;;,=", every, site.Identity},
	} {
		if got := accepts(test.header).best(test.offers); got != test.want {
			t.Errorf("Accept-Encoding %q chooses %v, want %v", test.header, got, test.want)
		}
	}
}

func TestIfNoneMatch(t *testing.T) {
	for _, test := range []struct {
		header, etag string
		want         bool
	}{
		{`"a"`, `"a"`, true},
		{`W/"a"`, `"a"`, true},
		{`"a"`, `W/"a"`, true},
		{`"b", W/"c" ,"a"`, `"a"`, true},
		{`*`, `"a"`, true},
		{``, `"a"`, false},
		{`"b"`, `"a"`, false},
		{`a`, `"a"`, false},
		{`"a`, `"a"`, false},
		{`b "a"`, `"a"`, false},
		{`"b,\"a\""`, `"a"`, false},
		{`W/`, `"a"`, false},
	} {
		if got := matches(test.header, test.etag); got != test.want {
			t.Errorf("If-None-Match %s against %s: %v, want %v", test.header, test.etag, got, test.want)
		}
	}
}

func TestRange(t *testing.T) {
	for _, test := range []struct {
		header  string
		size    int
		want    span
		outcome int
	}{
		{"bytes=0-0", 10, span{0, 0}, partial},
		{"bytes=0-", 10, span{0, 9}, partial},
		{"bytes=2-4", 10, span{2, 4}, partial},
		{"bytes=2-99", 10, span{2, 9}, partial},
		{"Bytes = 2-4", 10, span{2, 4}, partial},
		{"bytes=-3", 10, span{7, 9}, partial},
		{"bytes=-30", 10, span{0, 9}, partial},
		{"bytes=0-99999999999999999999", 10, span{0, 9}, partial},
		{"bytes=10-", 10, span{}, unsatisfied},
		{"bytes=99999999999999999999-", 10, span{}, unsatisfied},
		{"bytes=-0", 10, span{}, unsatisfied},
		{"bytes=-5", 0, span{}, unsatisfied},
		{"bytes=4-2", 10, span{}, whole},
		{"bytes=-", 10, span{}, whole},
		{"bytes=a-b", 10, span{}, whole},
		{"bytes=+1-2", 10, span{}, whole},
		{"bytes=0-1,3-4", 10, span{}, whole},
		{"lines=0-1", 10, span{}, whole},
		{"bytes", 10, span{}, whole},
		{"", 10, span{}, whole},
	} {
		got, outcome := ranged(test.header, test.size, DefaultRanges)
		if got != test.want || outcome != test.outcome {
			t.Errorf("Range %q of %d: %v, %d; want %v, %d", test.header, test.size, got, outcome, test.want, test.outcome)
		}
	}
}

func TestFormsComeFromOurOwnPages(t *testing.T) {
	const base = "https://school.example"
	for _, test := range []struct {
		name string
		from source
		base string
		want bool
	}{
		{"same origin", source{site: "same-origin"}, base, true},
		{"the person's own doing", source{site: "none"}, base, true},
		{"another site", source{site: "cross-site"}, base, false},
		{"another host of our domain", source{site: "same-site"}, base, false},
		{"another site that names us", source{site: "cross-site", origin: base, referer: base + "/fr"}, base, false},
		{"our origin", source{origin: base}, base, true},
		{"our origin, from a proxy's host", source{origin: base, host: "10.0.0.1"}, base, true},
		{"our origin on http", source{origin: "http://school.example"}, base, false},
		{"our origin as a prefix", source{origin: base + ".evil.example"}, base, false},
		{"origin null", source{origin: "null", referer: base + "/fr"}, base, false},
		{"our page in Referer", source{referer: base + "/fr/comfort"}, base, true},
		{"another page in Referer", source{referer: "https://evil.example/" + base}, base, false},
		{"our name before an @", source{referer: base + "@evil.example/"}, base, false},
		{"nothing said", source{host: "school.example"}, base, false},
		{"no public address, same host", source{origin: "http://127.0.0.1:8080", host: "127.0.0.1:8080"}, "", true},
		{"no public address, another port", source{origin: "http://127.0.0.1:9", host: "127.0.0.1:8080"}, "", false},
		{"no public address, no host", source{origin: "http://"}, "", false},
	} {
		if got := test.from.own(test.base); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestComfortCookieIsReadWithCare(t *testing.T) {
	for cookie, want := range map[string]map[string]string{
		"":                        nil,
		"size:large":              {"size": "large"},
		"theme:dark.size:larger":  {"size": "larger", "theme": "dark"},
		"size:normal":             nil,
		"size:huge":               nil,
		"size:large.size:larger":  {"size": "large"},
		`theme:"><script>`:        nil,
		"onload:alert.theme:dark": {"theme": "dark"},
		"theme=dark":              nil,
	} {
		if got := choices(cookie); !maps.Equal(got, want) {
			t.Errorf("choices(%q) = %q, want %q", cookie, got, want)
		}
	}
}

func TestAddressesInLogsAreTruncated(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.77":             "192.0.2.0/24",
		"2001:db8:1:2:3:4:5:6":   "2001:db8:1::/48",
		"::ffff:192.0.2.77":      "192.0.2.0/24",
		"fe80::1%eth0":           "fe80::/48",
		"not an address":         "",
		"":                       "",
		"192.0.2.77, 203.0.113.": "",
	} {
		if got := truncated(address); got != want {
			t.Errorf("truncated(%q) = %q, want %q", address, got, want)
		}
	}
}
