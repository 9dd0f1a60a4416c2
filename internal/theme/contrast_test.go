package theme_test

import (
	"fmt"
	"io/fs"
	"math"
	"regexp"
	"strings"
	"testing"

	"sentier/assets"
)

// pairs are the colours that meet on a page: text or line, ground, and the ratio that WCAG 2.2 asks for (7 for
// long text, 4.5 for the interface, 3 for what is no text).
var pairs = []struct {
	on, ground string
	need       float64
}{
	{"ink", "bg", 7}, {"ink", "surface", 7}, {"ink", "wash", 7}, {"ink-2", "bg", 7}, {"ink-2", "surface", 7},
	{"ink-2", "wash", 4.5}, {"ink-2", "trail-soft", 4.5}, {"link", "bg", 7}, {"link", "surface", 7}, {"link", "wash", 4.5},
	{"link", "trail-soft", 4.5}, {"link", "hint-bg", 4.5}, {"link", "ok-bg", 4.5}, {"link", "ko-bg", 4.5}, {"link", "info-bg", 4.5},
	{"on-primary", "primary", 4.5}, {"on-primary", "primary-h", 4.5}, {"trail", "bg", 4.5}, {"trail", "surface", 4.5},
	{"trail", "trail-soft", 4.5}, {"on-trail", "trail", 4.5}, {"on-sun", "sun", 7}, {"on-sun", "sun-h", 7}, {"on-fir", "fir", 7},
	{"on-fir-2", "fir", 7}, {"sun", "fir", 4.5}, {"ink", "ok-bg", 7}, {"ink", "ko-bg", 7}, {"ink", "hint-bg", 7},
	{"ink", "info-bg", 7}, {"ink", "trail-soft", 7}, {"ok", "ok-bg", 4.5}, {"ko", "ko-bg", 4.5}, {"hint", "hint-bg", 4.5}, {"hint", "surface", 4.5},
	{"info", "info-bg", 4.5}, {"ok", "surface", 4.5}, {"ko", "surface", 4.5}, {"line-ui", "bg", 3}, {"line-ui", "surface", 3},
	{"line-ui", "wash", 3}, {"line-ui", "trail-soft", 3}, {"trail-fir", "fir", 3}, {"primary", "bg", 3}, {"primary", "surface", 3},
	// highlighted code
	{"trail", "wash", 4.5}, {"ok", "wash", 4.5}, {"info", "wash", 4.5},
}

func TestContrast(t *testing.T) {
	for name, tokens := range palettes(t) {
		for _, p := range pairs {
			if got := ratio(t, tokens[p.on], tokens[p.ground]); got < p.need {
				t.Errorf("%s: %s on %s is %.2f:1, less than %.1f", name, p.on, p.ground, got, p.need)
			}
		}
		for _, ground := range []string{"bg", "surface", "wash", "fir", "primary", "sun"} {
			inner, outer := ratio(t, tokens["focus-in"], tokens[ground]), ratio(t, tokens["focus-out"], tokens[ground])
			if max(inner, outer) < 3 {
				t.Errorf("%s: the focus does not show on %s (%.2f and %.2f)", name, ground, inner, outer)
			}
		}
	}
}

// palettes reads the tokens of each theme, and checks that what the system asks for is what the reader can choose.
func palettes(t *testing.T) map[string]map[string]string {
	t.Helper()
	text, err := fs.ReadFile(assets.Files(), "css/1-tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	sheet := strings.Join(strings.Fields(string(text)), " ")
	block := func(start string) map[string]string {
		_, rest, found := strings.Cut(sheet, start+" {")
		if !found {
			t.Fatalf("1-tokens.css lacks %s", start)
		}
		body, _, _ := strings.Cut(rest, "}")
		tokens := map[string]string{}
		for _, m := range regexp.MustCompile(`--([a-z0-9-]+): (#[0-9a-f]{6})`).FindAllStringSubmatch(body, -1) {
			tokens[m[1]] = m[2]
		}
		return tokens
	}
	over := func(below, above map[string]string) map[string]string {
		all := map[string]string{}
		for _, tokens := range []map[string]string{below, above} {
			for name, colour := range tokens {
				all[name] = colour
			}
		}
		return all
	}
	same := func(what string, a, b map[string]string) {
		if fmt.Sprint(over(a, b)) != fmt.Sprint(a) || len(a) != len(b) {
			t.Errorf("the two lists of %s differ", what)
		}
	}
	light, dark := block(":root"), block(":root[data-theme=dark]")
	high, highDark := block(":root[data-contrast=high]"), block(":root[data-contrast=high][data-theme=dark]")
	same("dark", dark, block("@media (prefers-color-scheme: dark) { :root:not([data-theme=light])"))
	same("high contrast", high, over(high, block("@media (prefers-contrast: more) { :root")))
	same("high contrast in dark", highDark, block(":root[data-contrast=high]:not([data-theme=light])"))
	for name := range high {
		if highDark[name] == "" {
			t.Errorf("high contrast in dark lacks %s, and would have that of light", name)
		}
	}
	return map[string]map[string]string{
		"light": light, "dark": over(light, dark), "high contrast": over(light, high),
		"high contrast in dark": over(over(light, dark), highDark),
	}
}

// ratio is that of WCAG 2.2: relative luminances, the lighter over the darker, each plus 0.05.
func ratio(t *testing.T, a, b string) float64 {
	t.Helper()
	la, lb := luminance(t, a), luminance(t, b)
	return (max(la, lb) + .05) / (min(la, lb) + .05)
}

func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	var r, g, b int
	if _, err := fmt.Sscanf(colour, "#%02x%02x%02x", &r, &g, &b); err != nil {
		t.Fatalf("colour %q: %v", colour, err)
	}
	linear := func(v int) float64 {
		s := float64(v) / 255
		if s <= .04045 {
			return s / 12.92
		}
		return math.Pow((s+.055)/1.055, 2.4)
	}
	return .2126*linear(r) + .7152*linear(g) + .0722*linear(b)
}
