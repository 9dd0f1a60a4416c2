package web

import "strings"

// source is what a request says about the page that sent it.
type source struct {
	site    string // Sec-Fetch-Site
	origin  string // Origin
	referer string // Referer
	host    string // Host
}

// own tells whether a request that changes something came from a page of this site. Browsers say so in
// Sec-Fetch-Site; older ones in Origin; Firefox before 70 only in Referer, which our Referrer-Policy lets through
// to ourselves. Who says nothing is refused: no form of ours is sent that way.
func (s source) own(baseURL string) bool {
	switch {
	case s.site != "":
		return s.site == "same-origin" || s.site == "none" // none: the person's own doing, not a page's
	case s.origin != "":
		return s.is(s.origin, baseURL)
	case s.referer != "":
		scheme, rest, _ := strings.Cut(s.referer, "://")
		host, _, _ := strings.Cut(rest, "/")
		return s.is(scheme+"://"+host, baseURL)
	}
	return false
}

// is compares an origin with the public one; a site that was not told its public one compares hosts.
func (s source) is(origin, baseURL string) bool {
	if baseURL != "" {
		return strings.EqualFold(origin, baseURL)
	}
	return s.host != "" && (strings.EqualFold(origin, "http://"+s.host) || strings.EqualFold(origin, "https://"+s.host))
}
