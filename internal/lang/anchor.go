package lang

import (
	"strconv"
	"strings"
	"unicode"
)

// Anchor gives the anchor that GitHub and the forges that follow it make of a heading's text: lower case; letters,
// marks, digits, hyphens and connectors such as _ kept, each space a hyphen, the rest gone. "Où ça ?" is "où-ça-".
// It is empty where nothing is left.
func Anchor(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Pc):
			return r
		}
		return -1
	}, strings.ToLower(s))
}

// Anchors gives the anchors of one document, in the order of its headings. Its zero value is ready.
type Anchors struct{ seen map[string]int }

// Add gives the anchor of the next heading: one met before ends in -1, then -2, as on the forges, and no two are
// the same.
func (a *Anchors) Add(heading string) string {
	if a.seen == nil {
		a.seen = map[string]int{}
	}
	plain := Anchor(heading)
	anchor := plain
	for {
		if _, taken := a.seen[anchor]; !taken {
			break
		}
		a.seen[plain]++
		anchor = plain + "-" + strconv.Itoa(a.seen[plain])
	}
	a.seen[anchor] = 0
	return anchor
}
