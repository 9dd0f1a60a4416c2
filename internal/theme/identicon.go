package theme

import (
	"crypto/sha256"
	"html/template"
	"strings"
)

// identicon is the drawing of somebody: five by five squares, the same on both sides. It says who wrote what without a
// picture of anybody, and nothing of the seed can be read in it. An empty seed, of an account that is gone, has none of
// its squares.
func identicon(seed string) template.HTML {
	const size = 5
	var path strings.Builder
	if seed != "" {
		sum := sha256.Sum256([]byte("identicon " + seed))
		for y := range size {
			for x := range (size + 1) / 2 {
				if n := y*3 + x; sum[n/8]>>(n%8)&1 == 0 {
					continue
				}
				square(&path, x, y)
				if mirrored := size - 1 - x; mirrored != x {
					square(&path, mirrored, y)
				}
			}
		}
	}
	return template.HTML(`<svg class="face" viewBox="-1 -1 7 7" aria-hidden="true" shape-rendering="crispEdges"><path d="` + path.String() + `"/></svg>`)
}

func square(b *strings.Builder, x, y int) {
	b.WriteString("M" + string(rune('0'+x)) + " " + string(rune('0'+y)) + "h1v1h-1z")
}
