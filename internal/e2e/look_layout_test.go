package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// overflow names what is wider than the screen: nothing but what scrolls by itself may be.
const overflow = `(() => {
	const width = document.documentElement.clientWidth
	if (document.documentElement.scrollWidth <= width) return ""
	const inScroller = e => { for (; e; e = e.parentElement) if (/auto|scroll|hidden/.test(getComputedStyle(e).overflowX) && e !== document.body && e !== document.documentElement) return true }
	const wide = [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > width + 1 && !inScroller(e))
	return "scrolls to " + document.documentElement.scrollWidth + " of " + width + ": " + wide.slice(-3).map(e => e.outerHTML.slice(0, 120)).join(" | ")
})()`

// clipped names elements whose text is cut off: it runs over an edge that hides what is outside.
const clipped = `(() => {
	const bad = []
	for (const e of document.body.querySelectorAll("*")) {
		const style = getComputedStyle(e), r = e.getBoundingClientRect()
		if (!e.innerText || r.width < 2 || r.height < 2 || style.visibility === "hidden") continue
		if (!/hidden|clip/.test(style.overflowX + style.overflowY)) continue
		if (style.clip !== "auto" || style.clipPath !== "none") continue
		if (e.scrollWidth > e.clientWidth + 2 || e.scrollHeight > e.clientHeight + 2) bad.push(e.outerHTML.slice(0, 120))
	}
	for (const e of document.querySelectorAll("a, button, summary, label, .btn")) {
		if (!e.getClientRects().length || getComputedStyle(e).display === "inline") continue
		if (e.scrollWidth > e.clientWidth + 2 && getComputedStyle(e).overflowX === "visible") bad.push("runs over: " + e.outerHTML.slice(0, 120))
	}
	return bad.slice(0, 3).join(" | ")
})()`

// covered names links and buttons that lie one over another.
const covered = `(() => {
	const all = [...document.querySelectorAll("main a, main button, main input, main select, header a, header summary")]
		.filter(e => e.getClientRects().length).map(e => ({e, r: e.getBoundingClientRect()}))
	const bad = []
	for (let i = 0; i < all.length; i++) for (let j = i + 1; j < all.length && j < i + 8; j++) {
		const a = all[i], b = all[j]
		if (a.e.contains(b.e) || b.e.contains(a.e)) continue
		const w = Math.min(a.r.right, b.r.right) - Math.max(a.r.left, b.r.left)
		const h = Math.min(a.r.bottom, b.r.bottom) - Math.max(a.r.top, b.r.top)
		if (w > 4 && h > 4 && getComputedStyle(a.e).display !== "inline" && getComputedStyle(b.e).display !== "inline")
			bad.push(a.e.outerHTML.slice(0, 100) + " and " + b.e.outerHTML.slice(0, 100))
	}
	return bad.slice(0, 2).join(" | ")
})()`

// WCAG 1.4.10: at 320 pixels nothing makes the page scroll sideways.
func TestReflow(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			tour(t, lang, eyes{width: 320}, "")
		})
	}
}

// tour changes each page by a script and looks for what then runs over.
func tour(t *testing.T, lang string, e eyes, change string) {
	t.Helper()
	f := &findings{where: map[string][]string{}}
	eachSight(t, lang, e, func(b *tab, s sight) {
		f.at = s.path
		if change != "" {
			ask[bool](b, change)
		}
		for _, script := range []string{overflow, clipped, covered} {
			if found := ask[string](b, script); found != "" {
				f.add("%s", found)
			}
		}
	})
	f.report(t)
}

// WCAG 1.4.4: text twice as large, as a browser's setting of 32 pixels makes it.
func TestTextTwiceAsLarge(t *testing.T) {
	tour(t, "fr", eyes{width: wide}, `document.documentElement.style.fontSize = "200%", true`)
}

// WCAG 1.4.12: the spacing that readers may set for themselves.
func TestTextSpacing(t *testing.T) {
	tour(t, "fr", eyes{width: narrow}, `(() => {
		const sheet = new CSSStyleSheet()
		sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }")
		document.adoptedStyleSheets = [sheet]
		return true
	})()`)
}

// On paper: no navigation, the addresses of links, the whole text.
func TestPrint(t *testing.T) {
	shown := func(selector string) string {
		return fmt.Sprintf(`[...document.querySelectorAll(%q)].filter(e => e.getClientRects().length && e.getBoundingClientRect().height > 1).map(e => e.outerHTML.slice(0, 100)).join(" | ")`, selector)
	}
	eachSight(t, "fr", eyes{media: "print"}, func(b *tab, s sight) {
		for _, selector := range []string{"header nav", "nav", ".skip", "footer nav", "button", "iframe"} {
			if found := ask[string](b, shown(selector)); found != "" {
				t.Errorf("%s prints %s: %s", s.path, selector, found)
			}
		}
		if !ask[bool](b, `document.querySelector("h1").getClientRects().length > 0`) {
			t.Errorf("%s does not print its title", s.path)
		}
		if found := ask[string](b, overflow); found != "" {
			t.Errorf("%s on paper %s", s.path, found)
		}
	})
	b := open(t, world.atelier, eyes{media: "print"})
	b.goTo("/fr/atelier/essais/formes")
	if !ask[bool](b, `[...document.querySelectorAll("main a[href^='https:']")].every(a => getComputedStyle(a, "::after").content.includes(a.getAttribute("href")) || getComputedStyle(a, "::after").content.includes("attr"))`) {
		t.Error("the addresses of links are not printed")
	}
	paper, err := chromedp.Run(b.ctx, chromedp.PrintToPDF())
	b.must("print", err)
	if len(paper) < 10_000 {
		t.Errorf("the printed page has %d bytes", len(paper))
	}
}

// Nothing moves for who asked for that.
func TestReducedMotion(t *testing.T) {
	moving := `[...document.querySelectorAll("*")].filter(e => [null, "::before", "::after"].some(p => {
		const s = getComputedStyle(e, p)
		return s.animationName !== "none" && s.animationDuration !== "0s" || s.transitionDuration.split(", ").some(d => parseFloat(d) > 0.001) || s.scrollBehavior === "smooth"
	})).map(e => e.outerHTML.slice(0, 100)).slice(0, 3).join(" | ")`
	eachSight(t, "fr", eyes{features: map[string]string{"prefers-reduced-motion": "reduce"}}, func(b *tab, s sight) {
		if found := ask[string](b, moving); found != "" {
			t.Errorf("%s moves: %s", s.path, found)
		}
	})
}

// With the colours of the system, what is drawn by background alone would vanish.
func TestForcedColors(t *testing.T) {
	eachSight(t, "fr", eyes{features: map[string]string{"forced-colors": "active"}}, func(b *tab, s sight) {
		if found := ask[string](b, `[...document.querySelectorAll(".btn, button, select, input[type=text], input[type=search]")]
			.filter(e => e.getClientRects().length && getComputedStyle(e).borderTopStyle === "none").map(e => e.outerHTML.slice(0, 100)).slice(0, 3).join(" | ")`); found != "" {
			t.Errorf("%s: without backgrounds these have no edge: %s", s.path, found)
		}
	})
}

// seen tells what is wrong with the element that has the focus: not on the screen, covered, or not marked.
const seen = `(() => {
	const e = document.activeElement
	if (!e || e === document.body) return "end"
	const name = e.outerHTML.slice(0, 120), r = e.getBoundingClientRect()
	if (!r.width || !r.height) return "invisible: " + name
	if (r.bottom <= 0 || r.top >= innerHeight || r.right <= 0 || r.left >= innerWidth) return "off the screen: " + name
	const x = Math.min(Math.max(r.left + r.width / 2, 1), innerWidth - 1), y = Math.min(Math.max(r.top + Math.min(r.height / 2, 10), 1), innerHeight - 1)
	const line = [...e.getClientRects()].find(l => l.width > 2) || r
	const there = document.elementFromPoint(x, y) || document.elementFromPoint(line.left + 2, line.top + 2)
	const other = document.elementFromPoint(line.left + line.width / 2, line.top + line.height / 2)
	if (![there, other].some(t => t && (e === t || e.contains(t) || t.contains(e)))) return "covered: " + name
	let marked = false
	for (let n = e; n && n !== document.body && !marked; n = n.parentElement) {
		const s = getComputedStyle(n)
		marked = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2 || n === e && s.boxShadow !== "none"
	}
	return marked ? "" : "not marked: " + name
})()`

// Tab goes through a page in order; what has the focus is always on the screen, uncovered and marked.
func TestFocusIsSeen(t *testing.T) {
	for _, width := range []int64{wide, narrow} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			t.Parallel()
			for _, s := range sights(t, "fr") {
				switch s.name {
				case "home", "module", "comfort", "results", "atelier huit-questions", "atelier formes", "wrong single", "glossary":
					walkByKeyboard(t, s, width)
				}
			}
		})
	}
}

func walkByKeyboard(t *testing.T, s sight, width int64) {
	t.Helper()
	b := open(t, s.server, eyes{width: width})
	b.goTo(s.path)
	ask[bool](b, `(window.scrollTo(0, 0), document.activeElement.blur(), getSelection().removeAllRanges(), true)`)
	steps := 0
	for ; steps < 250; steps++ {
		b.keys(kb.Tab)
		said := ask[string](b, seen)
		if said == "end" {
			break
		}
		if said != "" {
			t.Errorf("%s at %d, step %d: the focus is %s", s.path, width, steps+1, said)
		}
	}
	if steps < 8 || steps == 250 {
		t.Errorf("%s at %d: Tab stops at %d places", s.path, width, steps)
	}
}

func TestSkipLink(t *testing.T) {
	for _, scripts := range []bool{true, false} {
		b := open(t, world.shipped, eyes{noScripts: !scripts})
		b.goTo("/fr")
		b.keys(kb.Tab)
		b.wait(`document.activeElement.matches("a.skip") && document.activeElement.getBoundingClientRect().top >= 0`)
		b.keys(kb.Enter)
		b.wait(`location.hash === "#content"`)
		b.keys(kb.Tab)
		b.wait(`document.querySelector("main").contains(document.activeElement)`)
	}
}
