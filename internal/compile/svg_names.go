package compile

import (
	"regexp"
	"strings"
)

// What a drawing may hold (SVG 2). Nothing here loads a file, runs a script, takes a style sheet, moves by itself
// or leads elsewhere. Filters are left out for what they cost to whoever scrolls past them.
var (
	svgElements = set(`svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan
		textPath marker linearGradient radialGradient stop clipPath mask pattern`)

	svgGradients = set(`linearGradient radialGradient`)

	// svgAttributes have values that are checked as CSS.
	svgAttributes = set(`x y x1 y1 x2 y2 dx dy rotate cx cy r rx ry fx fy fr width height d points pathLength viewBox
		preserveAspectRatio refX refY markerWidth markerHeight markerUnits orient gradientUnits gradientTransform
		spreadMethod patternUnits patternContentUnits patternTransform clipPathUnits maskUnits maskContentUnits
		textLength lengthAdjust startOffset method spacing side offset transform version
		fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin
		stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color display visibility clip-path clip-rule mask
		marker-start marker-mid marker-end font-family font-size font-weight font-style font-variant font-stretch
		letter-spacing word-spacing text-anchor text-decoration dominant-baseline alignment-baseline baseline-shift
		writing-mode direction paint-order vector-effect shape-rendering text-rendering color-interpolation
		stop-color stop-opacity`)

	// svgTexts have values that nothing reads as CSS.
	svgTexts = set(`lang xml:lang xml:space role aria-hidden aria-label aria-labelledby aria-describedby focusable
		baseProfile`)

	// svgClasses are those of the theme that a part of a drawing may take.
	svgClasses = set(`trace contours`)

	// svgFunctions are those that values may call, in lower case; url is checked apart.
	svgFunctions = set(`var calc min max clamp rgb rgba hsl hsla matrix translate translatex translatey scale scalex
		scaley rotate skewx skewy`)

	svgID   = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]{0,99}$`)
	svgCall = regexp.MustCompile(`([A-Za-z-]*)\s*\(`)
	svgURL  = regexp.MustCompile(`^(?i:url)\(\s*["']?#([A-Za-z_][A-Za-z0-9_.-]{0,99})["']?\s*\)`)
)

func set(names string) map[string]bool {
	m := map[string]bool{}
	for _, n := range strings.Fields(names) {
		m[n] = true
	}
	return m
}
