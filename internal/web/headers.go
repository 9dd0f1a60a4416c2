package web

import (
	"strings"

	"github.com/valyala/fasthttp"

	"sentier/internal/config"
)

// headers are what every answer says to protect its reader. They are made once, as fasthttp keeps them: to write
// their names anew would be a third of the work of a page.
type headers [][2][]byte

// policy lets a page use what this site sends, and nothing else: no third party, no inline script or style, no
// frame around it. Pictures may be data: for the icon in the layout.
const policy = "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; " +
	"frame-ancestors 'none'; img-src 'self' data:; manifest-src 'self'; media-src 'self'; script-src 'self'; " +
	"style-src 'self'"

// filePolicy is that of a file opened by itself: an SVG is a document, and this one may do nothing.
const filePolicy = "default-src 'none'; frame-ancestors 'none'; sandbox"

// protection makes the headers of a site.
func protection(settings config.Config) headers {
	var h headers
	add := func(name, value string) { h = append(h, [2][]byte{[]byte(name), []byte(value)}) }
	add("Content-Security-Policy", policy)
	add("X-Content-Type-Options", "nosniff")
	add("X-Frame-Options", "DENY") // for browsers without frame-ancestors
	add("Referrer-Policy", "same-origin")
	add("Permissions-Policy", "browsing-topics=(), camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()")
	add("Cross-Origin-Opener-Policy", "same-origin")
	if secure(settings) {
		add("Strict-Transport-Security", "max-age=31536000")
	}
	return h
}

// secure tells whether the site is on https.
func secure(settings config.Config) bool { return strings.HasPrefix(settings.BaseURL, "https://") }

// put sets the headers on an answer.
func (h headers) put(answer *fasthttp.ResponseHeader) {
	for _, f := range h {
		answer.SetCanonical(f[0], f[1])
	}
}

// framing is the policy of a page that shows a film from one host, which the page asked its reader about before.
func framing(host string) string { return policy + "; frame-src https://" + host }
