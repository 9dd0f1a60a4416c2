package config

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// leastContrast is what WCAG 2.2 (1.4.3, level AA) asks for text.
const leastContrast = 4.5

// lightBackgrounds are what the accent is read on: the surface and the page of the light theme.
var lightBackgrounds = []string{"#ffffff", "#f5f8f2"}

// rgb is a colour, each part from 0 to 255.
type rgb [3]float64

var hexColour = regexp.MustCompile(`^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$`)

func parseAccent(s string) (string, *wrong) {
	if !hexColour.MatchString(s) {
		w := &wrong{}
		if hexColour.MatchString("#" + s) {
			w.hint = "did you mean " + quote("#"+s) + "?"
		}
		return "", w
	}
	c := readColour(s)
	if got := worstContrast(c); got < leastContrast {
		return "", &wrong{
			// Rounded down: 4.499 is not 4.50.
			got:  fmt.Sprintf("%s, which has %.2f:1", show(s), math.Floor(got*100)/100),
			hint: fmt.Sprintf("the nearest darker shade that passes is %s", quote(darken(c).String())),
		}
	}
	return c.String(), nil
}

// readColour takes what hexColour matches.
func readColour(s string) rgb {
	s = strings.TrimPrefix(s, "#")
	if len(s) == 3 {
		s = string([]byte{s[0], s[0], s[1], s[1], s[2], s[2]})
	}
	n, _ := strconv.ParseUint(s, 16, 32)
	return rgb{float64(n >> 16), float64(n >> 8 & 0xff), float64(n & 0xff)}
}

func (c rgb) String() string {
	return fmt.Sprintf("#%02x%02x%02x", int(c[0]), int(c[1]), int(c[2]))
}

// luminance is the relative luminance of WCAG 2.2, from 0 to 1.
func (c rgb) luminance() float64 {
	linear := func(part float64) float64 {
		v := part / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c[0]) + 0.7152*linear(c[1]) + 0.0722*linear(c[2])
}

// contrast is the contrast ratio of WCAG 2.2, from 1 to 21.
func contrast(a, b rgb) float64 {
	la, lb := a.luminance(), b.luminance()
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

func worstContrast(c rgb) float64 {
	worst := math.Inf(1)
	for _, background := range lightBackgrounds {
		worst = math.Min(worst, contrast(c, readColour(background)))
	}
	return worst
}

// darken keeps the hue and the saturation, and takes away no more light than it must.
func darken(c rgb) rgb {
	const steps = 1024
	for k := steps; k > 0; k-- {
		var shade rgb
		for i, part := range c {
			shade[i] = math.Round(part * float64(k) / steps)
		}
		if worstContrast(shade) >= leastContrast {
			return shade
		}
	}
	return rgb{}
}
