package web

import (
	"strings"

	"sentier/internal/site"
)

// accepted is what an Accept-Encoding header allows, by site.Encoding: a quality in thousandths, 0 where refused.
type accepted [3]int

// accepts reads an Accept-Encoding header (RFC 9110, 12.5.3). No header, or an unreadable part of one, allows
// nothing but the bytes themselves: always right, if longer.
func accepts(header string) accepted {
	const unsaid = -1
	a, rest := accepted{unsaid, unsaid, unsaid}, unsaid
	for header != "" {
		var item string
		item, header, _ = strings.Cut(header, ",")
		name, parameters, _ := strings.Cut(item, ";")
		q := quality(parameters)
		switch name = strings.TrimSpace(name); {
		case strings.EqualFold(name, "gzip"), strings.EqualFold(name, "x-gzip"):
			a[site.Gzip] = q
		case strings.EqualFold(name, "br"):
			a[site.Brotli] = q
		case strings.EqualFold(name, "identity"):
			a[site.Identity] = q
		case name == "*":
			rest = q
		}
	}
	for e := range a {
		switch {
		case a[e] != unsaid:
		case rest != unsaid:
			a[e] = rest
		case e == int(site.Identity):
			a[e] = 1 // allowed, and the last choice
		default:
			a[e] = 0
		}
	}
	return a
}

// quality reads "q=0.8" among parameters as thousandths: 1000 where there is none, 0 where it cannot be read.
func quality(parameters string) int {
	for parameters != "" {
		var p string
		p, parameters, _ = strings.Cut(parameters, ";")
		name, value, ok := strings.Cut(strings.TrimSpace(p), "=")
		if !ok || !strings.EqualFold(strings.TrimSpace(name), "q") {
			continue
		}
		return thousandths(strings.TrimSpace(value))
	}
	return 1000
}

// thousandths reads the three decimals at most of RFC 9110, 12.4.2.
func thousandths(value string) int {
	whole, decimals, _ := strings.Cut(value, ".")
	if len(decimals) > 3 || whole != "0" && whole != "1" {
		return 0
	}
	n := 0
	for i := range 3 {
		n *= 10
		if i < len(decimals) {
			if decimals[i] < '0' || decimals[i] > '9' {
				return 0
			}
			n += int(decimals[i] - '0')
		}
	}
	if whole == "1" {
		n += 1000
	}
	return min(n, 1000)
}

// best chooses among what an answer offers: the best quality, the smaller one of equals. Where everything is
// refused the bytes themselves are sent: a page that a client may not read beats none (never 406).
func (a accepted) best(offers func(site.Encoding) bool) site.Encoding {
	best, q := site.Identity, a[site.Identity]
	for _, e := range []site.Encoding{site.Gzip, site.Brotli} {
		if a[e] > 0 && a[e] >= q && offers(e) {
			best, q = e, a[e]
		}
	}
	return best
}
