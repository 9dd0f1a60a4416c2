package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// A message that is pressed twice is published once; going back finds no draft of it; a session that ends while one
// writes costs the text nothing, with scripts or without.
func TestForumTwiceBackAndSignedOut(t *testing.T) {
	s, m, say := byName(world.shipped), module(t), interfaceWords(t, "fr")
	for titles, scripts := range map[[2]string]bool{{"Xylophone mauve", "Zéphyr turquoise"}: true, {"Ukulélé cramoisi", "Ornithorynque ocre"}: false} { // alike to nothing
		name := titles[0]
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			who := fmt.Sprintf("Presse deux fois %t", scripts)
			p, _ := joined(t, s, "fr", who, "")
			compose, title := m.Address("fr")+"/forum/new", titles[0]
			b := open(t, s, way{"fr", narrow, scripts}.eyes())
			b.become(p)
			b.goTo(compose)
			b.write("#title", title)
			b.write("#body", "Qui répare les câbles, "+name+" ?")
			b.must("press twice", chromedp.Do(b.ctx, chromedp.DoubleClick(`button[value="publish"]`)))
			b.wait(`/[0-9a-f-]{36}$/.test(location.pathname) && document.readyState === "complete"`)
			if list := p.to(m.Address("fr") + "/forum"); strings.Count(excerpt(list.page), title) != 1 {
				t.Errorf("published %d times", strings.Count(excerpt(list.page), title))
			}
			b.goBack()
			b.wait(`location.pathname === ` + quoted(compose) + ` && document.readyState === "complete"`)

			b.goTo(compose)
			b.wait(`document.querySelector("#body").value === ""`)
			b.write("#title", titles[1])
			b.write("#body", "Et par satellite, "+name+" ?")
			call(b, network.ClearBrowserCookies, cdp.Empty{})
			b.click(`button[value="publish"]`)
			b.wait(`!!document.querySelector("[name=held]") && document.readyState === "complete"`)
			b.write("#name", who)
			b.write("#password", teamPassword)
			b.follow(say("sign_in.go"))
			b.wait(`document.readyState === "complete" && document.body.innerText.includes(` + quoted("Et par satellite, "+name) + `)`)
			if scripts {
				if wrong := b.axe(`{resultTypes: ["violations"]}`); len(wrong) > 0 {
					t.Errorf("axe: %s", wrong)
				}
			}
			b.follow(say("held.go"))
			b.sees(titles[1])
			if list := p.to(m.Address("fr") + "/forum"); strings.Count(excerpt(list.page), titles[1]) != 1 {
				t.Error("what was held is not published once")
			}
			b.goTo(compose)
			b.wait(`document.querySelector("#body").value === ""`)
		})
	}
}
