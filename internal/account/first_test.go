package account_test

import (
	"strings"
	"testing"
	"time"

	"sentier/internal/account"
)

func TestFirstLink(t *testing.T) {
	secret, now := []byte("a secret of this site"), time.Unix(1_800_000_000, 0)
	link := account.SignFirst(secret, now.Add(time.Hour), 3)
	for name, holds := range map[string]bool{
		"later":               account.FirstHolds(secret, link, now.Add(time.Hour), 3),
		"used":                account.FirstHolds(secret, link, now, 4),
		"of another site":     account.FirstHolds([]byte("another"), link, now, 3),
		"changed":             account.FirstHolds(secret, "A"+strings.TrimPrefix(link, link[:1])+"A", now, 3),
		"with an end of line": account.FirstHolds(secret, link[:9]+"\n"+link[9:], now, 3),
		"empty":               account.FirstHolds(secret, "", now, 3),
	} {
		if holds {
			t.Errorf("a link that is %s opens", name)
		}
	}
	if !account.FirstHolds(secret, link, now, 3) {
		t.Error("the link does not open")
	}
}
