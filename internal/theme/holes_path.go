package theme

import "strings"

// NextHole writes the button that marks a lesson read and goes on, for the hole "next". It takes the place of the
// link that everybody else has there.
func (t *Theme) NextHole(lang string, h NextHole) (string, error) {
	return t.part(lang, "next hole", h)
}

// OutlineHole writes how much of a module is done, for the hole "outline": in words, and for the script, which marks
// the steps of the page's list.
func (t *Theme) OutlineHole(lang string, h OutlineHole) (string, error) {
	return t.part(lang, "outline hole", h)
}

// Marks are the keys of what is done, for an attribute: no key holds a space.
func (h OutlineHole) Marks() string { return strings.Join(h.Done, " ") }
