package e2e

import (
	"net/url"
	"testing"
)

// TestBadgePages looks at the pages of badges as TestMemberPages does at the others: on the way, earned, shown, revoked.
func TestBadgePages(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			s, whole, other := walk(t), walkModule(t, "detour"), walkModule(t, "promenade")
			p, stranger := visit(t, s), visit(t, s)
			p.signUp(lang, "Visite "+lang, "un coup d’œil sur la page", nil)
			p.to(whole.Lessons()[0].Address(lang)).send("/read", nil)
			p.to(other.Lessons()[0].Address(lang)).send("/read", nil)
			page, _ := badgeOf(p)
			page += "?lang=" + lang
			folder, from := t.TempDir(), map[string]string{}
			save := saver(t, folder, from)
			f := &findings{where: map[string][]string{}}
			mine, theirs := open(t, s, eyes{}), open(t, s, eyes{})
			mine.become(p)
			see := func(b *tab, who *person, pages map[string]string) {
				t.Helper()
				for name, path := range pages {
					save(name, who.to(path))
				}
				b.lookAtAll(pages, lang, f)
			}
			see(mine, p, map[string]string{
				"my badge": page, "earned": whole.Address(lang) + "/badge", "on the way": other.Address(lang) + "/badge",
				"my path with badges": "/" + lang + "/me", "my data with badges": "/" + lang + "/me/data",
			})
			save("a name that is refused", p.to(page).send("?lang="+lang, url.Values{"do": {"publish"}, "name": {"a@b"}}))
			p.to(page).send("?lang="+lang, url.Values{"do": {"publish"}, "name": {"Colline"}})
			see(mine, p, map[string]string{"my public badge": page})
			see(theirs, stranger, map[string]string{"a public badge": page, "a badge to earn": whole.Address(lang) + "/badge"})
			s.admin(t, "badge", "revoke", s.origin+page)
			see(theirs, stranger, map[string]string{"a revoked badge": page})
			f.report(t)
			reportMarkup(t, folder, from)
		})
	}
}
