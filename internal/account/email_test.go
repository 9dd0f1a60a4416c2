package account_test

import (
	"strings"
	"testing"

	"sentier/internal/account"
	"sentier/internal/fault"
)

func TestCheckEmail(t *testing.T) {
	for _, good := range []string{
		"a@example.org", "prenom.nom+cours@lycee.example.fr", "o'neil@example.org", "_x-1@xn--caf-dma.example",
		strings.Repeat("a", 64) + "@example.org",
	} {
		if err := account.CheckEmail(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
	for _, bad := range []string{
		"", "a", "@", "a@", "@example.org", "a@b", "a@@example.org", "a b@example.org", "a@exa mple.org", "a@example..org", "a@.example.org",
		"a@example.org.", ".a@example.org", "a.@example.org", "a..b@example.org", "a@-example.org", "a@example-.org", `"a b"@example.org`,
		"a@[127.0.0.1]", "A <a@example.org>", "a@example.org,b@example.org", "a@example.org;b@example.org", "a@example.org\r\nBcc: b@example.org",
		"a@example.org\n", "\na@example.org", "a\x00@example.org", "é@example.org", "a@exämple.org", "a@example.org ", "=?utf-8?Q?a?=@example.org(x)",
		strings.Repeat("a", 65) + "@example.org", "a@" + strings.Repeat("b.", 130) + "org", "a%0d%0a\r@example.org",
	} {
		if err := account.CheckEmail(bad); err == nil || fault.KindOf(err) != fault.Invalid || fault.Message(err) != "account.email_form" {
			t.Errorf("%q: %v", bad, err)
		}
	}
	for typed, want := range map[string]string{" a@example.org\t": "a@example.org", "mailto:a@example.org": "a@example.org", "A@Example.org": "A@Example.org"} {
		if got := account.TidyEmail(typed); got != want {
			t.Errorf("%q becomes %q", typed, got)
		}
	}
}
