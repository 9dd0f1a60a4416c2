package account

import (
	"testing"
	"time"
)

func TestLastDigest(t *testing.T) {
	for _, test := range []struct{ now, want string }{
		{"2026-05-04T05:00:00Z", "2026-05-04T05:00:00Z"},
		{"2026-05-04T04:59:59Z", "2026-05-03T05:00:00Z"},
		{"2026-05-04T23:00:00Z", "2026-05-04T05:00:00Z"},
		{"2026-01-01T00:30:00+02:00", "2025-12-31T05:00:00Z"},
	} {
		now, err := time.Parse(time.RFC3339, test.now)
		if err != nil {
			t.Fatal(err)
		}
		if got := LastDigest(now).Format(time.RFC3339); got != test.want {
			t.Errorf("at %s the last digest was %s, want %s", test.now, got, test.want)
		}
	}
}

func TestUnsubscribeLink(t *testing.T) {
	now := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	const id ID = "0197c3a0-7c1e-7b52-9f3a-2b6c1d4e5f60"
	secret := []byte("a secret of the site")
	link, err := UnsubscribeLink(secret, ForumMail, id, now)
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := Unsubscribes(secret, ForumMail, link, now.AddDate(4, 0, 0)); !ok || got != id {
		t.Errorf("four years later it ends the mailing of %q: %t", got, ok)
	}
	for name, holds := range map[string]bool{
		"another mailing": has(Unsubscribes(secret, AnnouncementMail, link, now)),
		"another site":    has(Unsubscribes([]byte("another"), ForumMail, link, now)),
		"too late":        has(Unsubscribes(secret, ForumMail, link, now.AddDate(6, 0, 0))),
		"cut":             has(Unsubscribes(secret, ForumMail, link[:len(link)-1], now)),
		"nothing":         has(Unsubscribes(secret, ForumMail, "", now)),
	} {
		if holds {
			t.Errorf("%s: the link holds", name)
		}
	}
	if _, err := UnsubscribeLink(secret, ForumMail, "no id", now); err == nil {
		t.Error("a link is made for nobody")
	}
}

func has(_ ID, ok bool) bool { return ok }
