package publish

import "testing"

// somewhere is a folder of these files.
var somewhere = &places{files: map[string]string{
	"/": "index.html", "/fr": "fr/index.html", "/fr/module": "fr/module/index.html", "/fr/module/a": "fr/module/a/index.html",
	"/en/module/a": "en/module/a/index.html", "/assets/x.css": "assets/x.css", "/media/1/a.jpg": "media/1/a.jpg",
	"/media/1/480/a.jpg": "media/1/480/a.jpg", "/fr/feed.atom": "fr/feed.atom",
}}

func TestRelative(t *testing.T) {
	for _, c := range []struct{ address, from, want string }{
		{"/fr", "index.html", "fr/index.html"},
		{"/", "fr/module/a/index.html", "../../../index.html"},
		{"/fr/module", "fr/module/a/index.html", "../index.html"},
		{"/fr/module/a", "fr/module/index.html", "a/index.html"},
		{"/fr/module/a", "fr/module/a/index.html", "index.html"},
		{"/fr/module/a#b", "fr/module/a/index.html", "#b"},
		{"/fr/module/a?q=1#b", "fr/index.html", "module/a/index.html#b"},
		{"/en/module/a", "fr/module/a/index.html", "../../../en/module/a/index.html"},
		{"/fr/feed.atom", "fr/module/index.html", "../feed.atom"},
		{"/fr/sign-in", "fr/index.html", "/fr/sign-in"},
		{"//elsewhere.example/fr", "fr/index.html", "//elsewhere.example/fr"},
		{"https://elsewhere.example/fr", "fr/index.html", "https://elsewhere.example/fr"},
		{"#here", "fr/index.html", "#here"},
		{"", "fr/index.html", ""},
	} {
		if got := relative(c.address, c.from, somewhere); got != c.want {
			t.Errorf("%s from %s is %q, want %q", c.address, c.from, got, c.want)
		}
	}
}

func TestRelativePage(t *testing.T) {
	const page = `<!doctype html><html lang="fr"><head><link rel=stylesheet href="/assets/x.css"></head><body>
<svg viewBox="0 0 1 1"><linearGradient id="g"/><use href="#w"/></svg><a href="/fr/module?x=1&amp;y=2#é">&amp; &lt; é</a>
<img alt="a &quot;b&quot;" src="/media/1/a.jpg" srcset="/media/1/480/a.jpg 480w, /media/1/a.jpg 900w"><br>
<a href="https://elsewhere.example/fr">x</a><p title="/fr">/fr</p><pre>
 <code>href="/fr"</code></pre><script type="application/ld+json">{"url":"/fr"}</script><!-- /fr --></body></html>`
	const want = `<!doctype html><html lang="fr"><head><link rel="stylesheet" href="../../assets/x.css"></head><body>
<svg viewBox="0 0 1 1"><linearGradient id="g"/><use href="#w"/></svg><a href="../module/index.html#é">&amp; &lt; é</a>
<img alt="a &#34;b&#34;" src="../../media/1/a.jpg" srcset="../../media/1/480/a.jpg 480w, ../../media/1/a.jpg 900w"><br>
<a href="https://elsewhere.example/fr">x</a><p title="/fr">/fr</p><pre>
 <code>href="/fr"</code></pre><script type="application/ld+json">{"url":"/fr"}</script><!-- /fr --></body></html>`
	got, err := relativePage([]byte(page), "fr/x/index.html", somewhere)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestRelativeText(t *testing.T) {
	got := string(relativeText([]byte(`a{b:url("/media/1/a.jpg") url(/fr/feed.atom) url(x.png) url(data:,x)}`), cssAddress, "assets/x.css", somewhere))
	if want := `a{b:url("../media/1/a.jpg") url(../fr/feed.atom) url(x.png) url(data:,x)}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	got = string(relativeText([]byte(`[{"t":"\"u\":\"/fr","u":"/fr/module"}]<link href="/fr"></link>`), quotedAddress, "fr/search/index.html", somewhere))
	if want := `[{"t":"\"u\":\"/fr","u":"../module/index.html"}]<link href="../index.html"></link>`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestRelativeToTheSiteItself(t *testing.T) {
	site := &places{files: somewhere.files, base: "https://cours.example.org"}
	if got, want := relative("/fr/sign-in?x#y", "fr/index.html", site), "https://cours.example.org/fr/sign-in?x#y"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
