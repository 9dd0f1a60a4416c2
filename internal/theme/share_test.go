package theme_test

import (
	"fmt"
	"html/template"
	"regexp"
	"strings"
	"testing"

	"rsc.io/qr"

	"sentier/internal/theme"
)

const address = "https://cours.example/fr/reprendre-le-controle/internet-pourquoi-et-comment/aux-origines"

func TestShare(t *testing.T) {
	made := load(t, theme.Config{Site: host()})
	of := theme.ShareOf{Title: "Aux origines & co", Authors: []theme.Party{{Name: "Amina Roy"}, {Name: "Jean Le Goff"}}, URL: address,
		Licence: theme.LicenceOf("CC-BY-SA-4.0", "fr")}
	share, err := made.Share("fr", of)
	if err != nil {
		t.Fatal(err)
	}
	want := template.HTML("«\u00a0Aux origines &amp; co\u00a0», Amina Roy, Jean Le Goff, Les Passerelles, " + address + ", CC BY-SA 4.0")
	if share.Attribution != want {
		t.Errorf("attribution %q, want %q", share.Attribution, want)
	}
	if !strings.HasPrefix(share.Mailto, "mailto:?subject=Aux%20origines%20%26%20co&body=") {
		t.Errorf("letter %q", share.Mailto)
	}
	of.URL = ""
	if share, err = made.Share("fr", of); err != nil || share.QR != "" || share.Mailto != "" || strings.Contains(string(share.Attribution), ", ,") {
		t.Errorf("without address: %+v, %v", share, err)
	}
	of.Lang = "en"
	share, err = made.Share("fr", of)
	if want := `<span lang="en">Aux origines &amp; co</span>`; err != nil || !strings.Contains(string(share.Attribution), want) {
		t.Errorf("a title in English gives %q, %v, without %q", share.Attribution, err, want)
	}
	of.URL = "https://cours.example/" + strings.Repeat("a", 3000)
	if _, err = made.Share("fr", of); err == nil || !strings.Contains(err.Error(), "too long") {
		t.Errorf("an address that no code holds gives %v", err)
	}
}

// TestQR compares a drawing, square by square, with the code of the library.
func TestQR(t *testing.T) {
	share, err := load(t, theme.Config{Site: host()}).Share("fr", theme.ShareOf{URL: address})
	if err != nil {
		t.Fatal(err)
	}
	holds(t, string(share.QR), address)
}

// holds draws the path of a QR code again on a grid, and fails unless it is the library's for a text.
func holds(t *testing.T, drawing, text string) {
	t.Helper()
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	black := map[[2]int]bool{}
	path := regexp.MustCompile(`stroke="#000" d="([^"]+)"`).FindStringSubmatch(drawing)[1]
	x, y := 0, 0
	for _, step := range regexp.MustCompile(`M\d+ \d+\.5|m\d+ 0|h\d+`).FindAllString(path, -1) {
		n := 0
		switch step[0] {
		case 'M':
			_, err = fmt.Sscanf(step, "M%d %d.5", &x, &y)
		case 'm':
			_, err = fmt.Sscanf(step, "m%d 0", &n)
			x += n
		case 'h':
			_, err = fmt.Sscanf(step, "h%d", &n)
			for range n {
				black[[2]int{x, y}] = true
				x++
			}
		}
		if err != nil {
			t.Fatalf("%s: %v", step, err)
		}
	}
	for y := range code.Size {
		for x := range code.Size {
			if black[[2]int{x + 4, y + 4}] != code.Black(x, y) {
				t.Fatalf("the square at %d, %d differs", x, y)
			}
		}
	}
	if !strings.Contains(drawing, fmt.Sprintf(`viewBox="0 0 %d %d"`, code.Size+8, code.Size+8)) {
		t.Error("the quiet border is not of 4 squares")
	}
}

func TestLicenceOf(t *testing.T) {
	for spdx, want := range map[string]theme.Licence{
		"CC-BY-SA-4.0":    {Name: "CC BY-SA 4.0", URL: "https://creativecommons.org/licenses/by-sa/4.0/deed.fr"},
		"CC-BY-2.0":       {Name: "CC BY 2.0", URL: "https://creativecommons.org/licenses/by/2.0/deed.fr"},
		"CC0-1.0":         {Name: "CC0 1.0", URL: "https://creativecommons.org/publicdomain/zero/1.0/deed.fr"},
		"MIT":             {Name: "MIT", URL: "https://spdx.org/licenses/MIT.html"},
		"LicenseRef-Ours": {Name: "Ours"},
		"":                {},
	} {
		if got := theme.LicenceOf(spdx, "fr-CA"); got != want {
			t.Errorf("LicenceOf(%q) = %+v, want %+v", spdx, got, want)
		}
	}
}

func TestOutline(t *testing.T) {
	made := load(t, theme.Config{})
	o := theme.Outline{ModuleURL: "/fr/m"}
	for s := range 3 {
		var steps []theme.OutlineStep
		for l := range 30 {
			steps = append(steps, theme.OutlineStep{Key: fmt.Sprintf("m/%d-%d", s, l), Title: fmt.Sprintf("L%d-%d", s, l), URL: fmt.Sprintf("/fr/m/%d/%d", s, l)})
		}
		o.Sequences = append(o.Sequences, theme.OutlineSequence{Number: s + 1, Title: "S", URL: fmt.Sprintf("/fr/m/%d", s), Steps: steps})
	}
	many, err := made.Outline("fr", o)
	if err != nil {
		t.Fatal(err)
	}
	o.Sequences = o.Sequences[:2]
	few, err := made.Outline("fr", o)
	if err != nil {
		t.Fatal(err)
	}
	count := func(outline template.HTML, what string) int { return strings.Count(string(outline), what) }
	if n := count(few.At("m/1-3"), "<li class=\"\""); n != 59 {
		t.Errorf("%d other steps, want 59", n)
	}
	if n := count(many.At("m/1-3"), "data-key"); n != 30 {
		t.Errorf("a module of many steps shows %d, want those of one sequence", n)
	}
	if n := count(many.At("m/1-3"), `href="/fr/m/2"`); n != 1 {
		t.Error("a sequence that is not unfolded has no link")
	}
	for _, outline := range []template.HTML{few.At("m/1-3"), many.At("m/1-3")} {
		html := string(outline)
		if strings.Count(html, `aria-current="page"`) != 1 || !strings.Contains(html, "Vous êtes ici") || strings.Count(html, "<details open>") != 1 {
			t.Errorf("not one place where one is:\n%s", html)
		}
		for _, tag := range []string{"ol", "li", "details", "a"} {
			if strings.Count(html, "<"+tag+" ")+strings.Count(html, "<"+tag+">") != strings.Count(html, "</"+tag+">") {
				t.Errorf("<%s> opened and not closed", tag)
			}
		}
	}
	if outline := few.At("elsewhere"); count(outline, "aria-current") != 0 {
		t.Error("a page that is no step is somewhere")
	}
}
