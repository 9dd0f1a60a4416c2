package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The steps of a journey. Each waits until it can be done, and fails the test when that never comes.

// call sends a command to the browser.
func call[P, R any](b *tab, command cdp.Command[P, R], params P) R {
	b.t.Helper()
	result, err := chromedp.Call(b.ctx, command, params)
	b.must(command.Method, err)
	return result
}

// goTo opens an address of the site by its path.
func (b *tab) goTo(path string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 2*patience)
	defer cancel()
	address := path
	if strings.HasPrefix(path, "/") {
		address = b.server.origin + path
	}
	b.must("go to "+path, chromedp.Do(ctx, chromedp.Navigate(address)))
}

// ask evaluates an expression in the page.
func ask[T any](b *tab, expression string) T {
	b.t.Helper()
	value, err := try[T](b, expression)
	b.must("ask "+short(expression), err)
	return value
}

// later is ask for a promise, as if a person had just clicked: films play for who did.
func later[T any](b *tab, expression string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 4*patience)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise,
		func(p *runtime.EvaluateParams) { p.UserGesture = new(true) }))
	b.must("ask "+short(expression), err)
	return value
}

// try is ask for a page that may be going away.
func try[T any](b *tab, expression string) (T, error) {
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](expression))
}

// wait asks again and again until the expression holds.
func (b *tab) wait(expression string) {
	b.t.Helper()
	var last error
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(15 * time.Millisecond) {
		holds, err := try[bool](b, "!!("+expression+")")
		if holds && err == nil {
			return
		}
		last = err
	}
	b.t.Fatalf("never true: %s (last error: %v)", short(expression), last)
}

// at waits until the address is the given one, after the origin, and the page is there.
func (b *tab) at(path string) {
	b.t.Helper()
	b.wait(fmt.Sprintf(`location.href.slice(location.origin.length) === %s && document.readyState === "complete"`, quoted(path)))
}

// sees waits until the page shows a text.
func (b *tab) sees(text string) {
	b.t.Helper()
	b.wait(`document.body && ` + clean(`document.body.innerText`) + `.includes(` + quoted(plainSpaces(text)) + `)`)
}

// missesNow fails when the page shows a text at this moment.
func (b *tab) missesNow(text string) {
	b.t.Helper()
	if ask[bool](b, clean(`document.body.innerText`)+`.includes(`+quoted(plainSpaces(text))+`)`) {
		b.t.Fatalf("the page shows %q already", text)
	}
}

// click clicks in the middle of the first visible element that a selector finds; nothing may lie over it.
func (b *tab) click(selector string) {
	b.t.Helper()
	b.hit(fmt.Sprintf(`[...document.querySelectorAll(%s)]`, quoted(selector)), selector)
}

// follow clicks on what a person would: the link, button, label or summary with these words.
func (b *tab) follow(words string) {
	b.t.Helper()
	b.hit(fmt.Sprintf(`(all => all.filter(e => e.text === %[1]s).concat(all.filter(e => e.text.includes(%[1]s))).map(e => e.node))(
		[...document.querySelectorAll("a,button,label,summary")].map(node => ({node, text: %[2]s.trim()})))`,
		quoted(plainSpaces(words)), clean(`node.innerText`)), words)
}

// hit clicks on the first visible of some elements.
func (b *tab) hit(elements, name string) {
	b.t.Helper()
	type point struct{ X, Y float64 }
	expression := fmt.Sprintf(`(() => {
		if (document.readyState !== "complete") return null
		const e = %s.find(e => e.getClientRects().length && getComputedStyle(e).visibility === "visible" && !e.disabled)
		if (!e) return null
		e.scrollIntoView({block: "center", behavior: "instant"})
		const r = [...e.getClientRects()].find(r => r.width && r.height) || e.getClientRects()[0]
		const at = {X: r.x + r.width / 2, Y: r.y + r.height / 2}
		const there = document.elementFromPoint(at.X, at.Y)
		return e === there || e.contains(there) || there && there.contains(e) && there.tagName === "LABEL" ? at : null
	})()`, elements)
	var before point
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(15 * time.Millisecond) {
		at, err := try[*point](b, expression)
		if err != nil || at == nil {
			continue
		}
		if *at != before { // a page that still moves would be clicked beside
			before = *at
			continue
		}
		b.must("click "+name, chromedp.Do(b.ctx, chromedp.MouseClickXY(at.X, at.Y)))
		return
	}
	b.t.Fatalf("there is nothing visible to click on: %s", name)
}

// write clicks into a field and types, and looks at what it typed: a busy browser eats letters. A line end at the
// end sends the form.
func (b *tab) write(selector, text string) {
	b.t.Helper()
	typed, enter := strings.CutSuffix(text, kb.Enter)
	for range 5 {
		b.click(selector)
		ask[bool](b, fmt.Sprintf(`(document.querySelector(%s).value = "", true)`, quoted(selector)))
		b.keys(typed)
		if ask[string](b, fmt.Sprintf(`document.querySelector(%s).value`, quoted(selector))) == typed {
			break
		}
	}
	if enter {
		b.keys(kb.Enter)
	}
}

// keys types into whatever has the focus.
func (b *tab) keys(text string) {
	b.t.Helper()
	b.must("type "+text, chromedp.Do(b.ctx, chromedp.KeyEvent(text)))
}

// choose picks the option with this label from a list.
func (b *tab) choose(selector, label string) {
	b.t.Helper()
	b.wait(fmt.Sprintf(`(list => {
		const o = list && [...list.options].find(o => %s.trim() === %s)
		if (!o) return false
		list.value = o.value
		list.dispatchEvent(new Event("input", {bubbles: true}))
		list.dispatchEvent(new Event("change", {bubbles: true}))
		return true
	})(document.querySelector(%s))`, clean("o.text"), quoted(plainSpaces(label)), quoted(selector)))
}

// clean is a script that makes one sort of space of all the sorts in a text.
func clean(expression string) string { return expression + `.replace(/[\s\u00a0\u202f]+/g, " ")` }

// plainSpaces is the same in Go.
func plainSpaces(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return r == ' ' || r == '\n' || r == '\t' || r == '\u00a0' || r == '\u202f'
	}), " ")
}

// quoted writes a text as a script does.
func quoted(text string) string {
	b, err := json.Marshal(text)
	if err != nil {
		panic(err) // a string can always be written
	}
	return string(b)
}

// short is the beginning of an expression, for messages.
func short(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if len(text) > 160 {
		text = text[:160] + "…"
	}
	return text
}
