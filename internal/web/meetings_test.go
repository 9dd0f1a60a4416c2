package web

import (
	"testing"
	"time"
)

func TestZone(t *testing.T) {
	winter, summer := time.Date(2026, 12, 3, 12, 0, 0, 0, time.UTC), time.Date(2026, 7, 3, 12, 0, 0, 0, time.UTC)
	for name, want := range map[string][2]string{
		"Europe/Paris": {"Europe/Paris, UTC+1", "Europe/Paris, UTC+2"}, "America/St_Johns": {"America/St_Johns, UTC−3:30", "America/St_Johns, UTC−2:30"},
		"Asia/Kolkata": {"Asia/Kolkata, UTC+5:30", "Asia/Kolkata, UTC+5:30"}, "Pacific/Auckland": {"Pacific/Auckland, UTC+13", "Pacific/Auckland, UTC+12"},
		"UTC": {"UTC", "UTC"}, "Africa/Abidjan": {"Africa/Abidjan, UTC", "Africa/Abidjan, UTC"},
	} {
		in, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := [2]string{zone(winter.In(in)), zone(summer.In(in))}; got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
