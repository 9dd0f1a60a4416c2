package e2e

import (
	"fmt"
	"slices"
	"strings"
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
		for (const inner of e.querySelectorAll("*")) {
			const i = inner.getBoundingClientRect()
			if (inner.innerText && inner.checkVisibility() && (i.right > r.right + 2 || i.bottom > r.bottom + 2 || i.left < r.left - 2)) {
				bad.push(inner.outerHTML.slice(0, 120))
				break
			}
		}
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
		.filter(e => e.checkVisibility({visibilityProperty: true})).map(e => ({e, r: e.getBoundingClientRect()}))
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

// spacing is what readers may set for themselves.
const spacing = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }"

// moving names what moves.
const moving = `[...document.querySelectorAll("*")].filter(e => e.checkVisibility() && [null, "::before", "::after"].some(p => {
	const s = getComputedStyle(e, p)
	return s.animationName !== "none" && s.animationDuration !== "0s" || s.transitionDuration.split(", ").some(d => parseFloat(d) > 0.001) || s.scrollBehavior === "smooth"
})).map(e => e.outerHTML.slice(0, 100)).slice(0, 3).join(" | ")`

// edgeless names what would vanish with its background, where colours are the system's.
const edgeless = `[...document.querySelectorAll(".btn, button, select, input[type=text], input[type=search]")]
	.filter(e => e.checkVisibility() && getComputedStyle(e).borderTopStyle === "none" && !e.matches(".quiet")).map(e => e.outerHTML.slice(0, 100)).slice(0, 3).join(" | ")`

// asks makes a check of a script that names what is wrong, or gives "".
func asks(script string) func(*tab) []string {
	return func(b *tab) []string {
		b.t.Helper()
		if found := ask[string](b, script); found != "" {
			return []string{found}
		}
		return nil
	}
}

// runsOver names what does not fit: the page scrolls sideways, text is cut off, one thing lies over another.
func runsOver(b *tab) []string {
	b.t.Helper()
	return append(append(asks(overflow)(b), asks(clipped)(b)...), asks(covered)(b)...)
}

// onPaper names what has no business there: ways to elsewhere, buttons; and what is missing: title, addresses.
func onPaper(b *tab) []string {
	b.t.Helper()
	return append(runsOver(b), asks(`[".top", ".foot", "nav:not(main nav)", ".crumbs", ".drawer", ".skip", "button", "iframe"]
		.filter(s => [...document.querySelectorAll(s)].some(e => e.checkVisibility() && e.getBoundingClientRect().height > 1)).map(s => "prints " + s)
		.concat(document.querySelector("h1").checkVisibility() ? [] : ["prints no title"])
		.concat([...document.querySelectorAll(".text a[href^='http'], .credits a[href^='http']")]
			.some(a => a.checkVisibility() && !getComputedStyle(a, "::after").content.includes(a.getAttribute("href"))) ? ["prints no addresses"] : []).join(", ")`)(b)...)
}

// A lesson fits on paper whole: Chromium makes a file of several pages of it.
func TestPrint(t *testing.T) {
	b := open(t, world.shipped, eyes{})
	b.goTo(module(t).Lessons()[0].Address("fr"))
	paper, err := chromedp.Run(b.ctx, chromedp.PrintToPDF())
	b.must("print", err)
	if pages := strings.Count(string(paper), "/Type /Page\n"); pages < 2 {
		t.Errorf("the lesson is on %d pages", pages)
	}
}

// seen tells what is wrong with the element that has the focus: not on the screen, covered, or not marked.
const seen = `(() => {
	const e = document.activeElement
	if (!e || e === document.body) return "end"
	if (e.matches("video, audio")) return "" // the browser marks its own controls
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
	for width, names := range map[int64][]string{
		wide:   {"home", "module", "atelier huit-questions", "atelier formes"},
		narrow: {"home", "comfort", "results", "wrong single"},
	} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			t.Parallel()
			walked := 0
			for _, s := range sights(t, "fr") {
				if slices.Contains(names, s.name) {
					walkByKeyboard(t, s, width)
					walked++
				}
			}
			if walked != len(names) {
				t.Errorf("%d pages were walked through, not %d", walked, len(names))
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
		said := later[string](b, `new Promise(done => { // what has the focus may take a moment to scroll into view
			const until = performance.now() + 20000
			const look = () => { const said = `+seen+`; /^(off|covered)/.test(said) && performance.now() < until ? requestAnimationFrame(look) : done(said) }
			look()
		})`)
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
		b.wait(`location.hash === "#Content"`)
		b.keys(kb.Tab)
		b.wait(`document.querySelector("main").contains(document.activeElement)`)
	}
}
