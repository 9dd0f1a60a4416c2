package lang

import (
	"bytes"
	"slices"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Collator sorts names as a dictionary of its language does: accents beside their letter, œ as oe, numbers by
// their value (IPv6 before IPv10). It may be used from several goroutines: those of x/text may not, so each call
// borrows one.
type Collator struct{ pool sync.Pool }

// NewCollator gives the collator of a language; one that x/text does not know sorts by Unicode's default.
func NewCollator(tag string) *Collator {
	t := language.Make(tag)
	return &Collator{pool: sync.Pool{New: func() any { return collate.New(t, collate.Numeric) }}}
}

// Compare is negative when a comes before b, and 0 when nothing tells them apart.
func (c *Collator) Compare(a, b string) int {
	col := c.pool.Get().(*collate.Collator)
	defer c.pool.Put(col)
	return col.CompareString(a, b)
}

// Sort sorts names in place.
func (c *Collator) Sort(names []string) {
	SortBy(c, names, func(s string) string { return s })
}

// SortBy sorts items in place by the name of each; those of the same name keep their order.
func SortBy[T any](c *Collator, items []T, name func(T) string) {
	type keyed struct {
		item T
		key  []byte
	}
	col := c.pool.Get().(*collate.Collator)
	defer c.pool.Put(col)
	var buf collate.Buffer
	all := make([]keyed, len(items))
	for i, item := range items {
		all[i] = keyed{item, col.KeyFromString(&buf, name(item))}
	}
	slices.SortStableFunc(all, func(a, b keyed) int { return bytes.Compare(a.key, b.key) })
	for i, k := range all {
		items[i] = k.item
	}
}

// Initial gives the heading under which a name stands from A to Z: its first letter in upper case, without accent
// (É under E, Œ under O), and "#" for a name that begins with anything but a letter. A letter of another script is
// its own heading.
func Initial(name string) string {
	r, _ := utf8.DecodeRuneInString(Fold(name))
	if t, ok := unaccented[r]; ok {
		r = rune(t[0])
	}
	if !unicode.IsLetter(r) {
		return "#"
	}
	return string(unicode.ToUpper(r))
}
