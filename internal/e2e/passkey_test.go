package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/webauthn"
)

// byName is a server under the name of this machine: browsers have passkeys for names, and none for addresses.
func byName(s *server) *server {
	named := *s
	named.origin = strings.Replace(s.origin, "127.0.0.1", "localhost", 1)
	return &named
}

// phone puts a device into a tab that keeps passkeys, and whose owner unlocks it whenever they are asked.
func (b *tab) phone() webauthn.AuthenticatorID {
	b.t.Helper()
	call(b, webauthn.Enable, webauthn.EnableParams{})
	return call(b, webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{Options: &webauthn.VirtualAuthenticatorOptions{
		Protocol: webauthn.AuthenticatorProtocolCtap2, Transport: webauthn.AuthenticatorTransportInternal,
		HasResidentKey: true, HasUserVerification: true, IsUserVerified: true, AutomaticPresenceSimulation: true,
	}}).AuthenticatorID
}

// offersNothing makes the browser one that does not offer passkeys while a name is typed.
func (b *tab) offersNothing() page.ScriptIdentifier {
	b.t.Helper()
	return call(b, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: `if (window.PublicKeyCredential) PublicKeyCredential.isConditionalMediationAvailable = async () => false`,
	}).Identifier
}

// held are the passkeys of a device.
func (b *tab) held(phone webauthn.AuthenticatorID) []*webauthn.Credential {
	b.t.Helper()
	return call(b, webauthn.GetCredentials, webauthn.GetCredentialsParams{AuthenticatorID: phone}).Credentials
}

// unlocked says whether the owner of a device can unlock it.
func (b *tab) unlocked(phone webauthn.AuthenticatorID, yes bool) {
	b.t.Helper()
	call(b, webauthn.SetUserVerified, webauthn.SetUserVerifiedParams{AuthenticatorID: phone, IsUserVerified: yes})
}

// Somebody adds a passkey, signs in with it and with nothing else, and removes it, after which it opens nothing.
func TestPasskey(t *testing.T) {
	for _, w := range []way{{"fr", wide, true}, {"en", narrow, true}} {
		t.Run(w.String(), func(t *testing.T) {
			t.Parallel()
			say := interfaceWords(t, w.lang)
			site := byName(world.shipped)
			name, password := "Clef en poche "+w.lang, "trois petits cailloux blancs"
			p := visit(t, site)
			p.signUp(w.lang, name, password, nil)
			b := open(t, site, w.eyes())
			b.become(p)
			phone := b.phone()
			offer := b.offersNothing()

			b.goTo("/" + w.lang + "/me/account")
			b.write("#Passkey-current", "un autre mot de passe")
			b.follow(say("passkeys.go"))
			b.sees(say("account.wrong_current"))
			b.write("#Passkey-current", password)
			b.follow(say("passkeys.go"))
			b.at("/" + w.lang + "/me/passkey")
			b.unlocked(phone, false)
			b.follow(say("passkeys.new_go"))
			b.sees(say("passkeys.unmade"))
			b.unlocked(phone, true)
			b.write("#name", "Mon téléphone")
			b.follow(say("passkeys.new_go"))
			b.at("/" + w.lang + "/me/account")
			b.sees(say("notice.passkey_added"))
			b.sees("Mon téléphone")
			if all := b.held(phone); len(all) != 1 || all[0].RpID != "localhost" || !all[0].IsResidentCredential {
				t.Fatalf("the device holds %+v", all)
			}
			// The same device needs no second one.
			b.write("#Passkey-current", password)
			b.follow(say("passkeys.go"))
			b.at("/" + w.lang + "/me/passkey")
			b.follow(say("passkeys.new_go"))
			b.sees(say("passkeys.there"))

			back := module(t).Lessons()[0].Address(w.lang)
			b.leave()
			b.goTo("/" + w.lang + "/sign-in?back=" + back)
			b.follow(say("passkeys.sign_in"))
			b.at(back)
			b.goTo("/" + w.lang + "/me/account")
			b.sees(say("settings.lead", "name", name))
			b.missesNow(say("passkeys.unused"))

			b.leave()
			b.goTo("/" + w.lang + "/sign-in")
			b.click("[name=shared]")
			b.follow(say("passkeys.sign_in"))
			b.at("/" + w.lang + "/me")
			if at := b.cookie("session"); at == nil || !at.Session {
				t.Errorf("on a shared computer, the cookie is %+v", at)
			}

			// A device that its owner does not unlock signs in nobody, nor does one that lies.
			b.leave()
			b.goTo("/" + w.lang + "/sign-in")
			b.unlocked(phone, false)
			b.follow(say("passkeys.sign_in"))
			b.sees(say("passkeys.failed"))
			b.unlocked(phone, true)
			call(b, webauthn.SetResponseOverrideBits, webauthn.SetResponseOverrideBitsParams{AuthenticatorID: phone, IsBogusSignature: new(true)})
			b.follow(say("passkeys.sign_in"))
			b.sees(say("account.passkey_wrong"))
			call(b, webauthn.SetResponseOverrideBits, webauthn.SetResponseOverrideBitsParams{AuthenticatorID: phone})
			b.follow(say("passkeys.sign_in"))
			b.at("/" + w.lang + "/me")

			// Where the browser offers passkeys at the field of the name, no button is needed: here, it picks one by itself.
			b.leave()
			call(b, page.RemoveScriptToEvaluateOnNewDocument, page.RemoveScriptToEvaluateOnNewDocumentParams{Identifier: offer})
			b.goTo("/" + w.lang + "/sign-in?back=" + back)
			b.at(back)
			b.offersNothing()

			b.goTo("/" + w.lang + "/me/account")
			b.follow(say("passkeys.remove"))
			b.sees(say("notice.passkey_removed"))
			b.missesNow("Mon téléphone")
			b.leave()
			b.goTo("/" + w.lang + "/sign-in")
			b.follow(say("passkeys.sign_in"))
			b.sees(say("account.passkey_wrong"))
			for _, line := range b.complaints() {
				if !strings.Contains(line, "status of 422") { // a form that is refused, by design
					t.Errorf("the console says: %s", line)
				}
			}
		})
	}
}

// Who has no script is told so, and can still see and remove passkeys.
func TestPasskeyWithoutScripts(t *testing.T) {
	t.Parallel()
	say := interfaceWords(t, "fr")
	p := visit(t, byName(world.shipped))
	p.signUp("fr", "Sans script", "trois petits cailloux blancs", nil)
	b := open(t, p.server, eyes{noScripts: true})
	b.become(p)
	b.goTo("/fr/me/account")
	b.sees(say("passkeys.script"))
	b.missesNow(say("passkeys.go"))
	b.leave()
	b.goTo("/fr/sign-in")
	b.sees(say("sign_in.go"))
	b.missesNow(say("passkeys.sign_in"))
	b.goTo(world.shipped.origin + "/fr/sign-in") // an address: there are no passkeys
	if ask[bool](b, `!!document.querySelector("[data-ask],script[src*=passkey]")`) {
		t.Error("passkeys are offered where no browser has them")
	}
}

// leave forgets the cookies of a tab: the same device, as a stranger.
func (b *tab) leave() {
	b.t.Helper()
	b.goTo("about:blank")
	for _, c := range call(b, network.GetCookies, network.GetCookiesParams{URLs: []string{b.server.origin}}).Cookies {
		call(b, network.DeleteCookies, network.DeleteCookiesParams{Name: c.Name, URL: b.server.origin})
	}
}

// cookie is one of the site's, or nil.
func (b *tab) cookie(name string) *network.Cookie {
	b.t.Helper()
	for _, c := range call(b, network.GetCookies, network.GetCookiesParams{URLs: []string{b.server.origin}}).Cookies {
		if c.Name == name {
			return c
		}
	}
	return nil
}
