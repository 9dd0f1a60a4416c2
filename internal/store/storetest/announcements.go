package storetest

import (
	"html/template"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/announce"
	"sentier/internal/fault"
	"sentier/internal/store"
)

// announcement is one for everybody, from noon on.
func announcement() announce.Announcement {
	return announce.Announcement{
		ID: announce.ID(id()), Audience: announce.Everyone, Begins: noon, Created: noon, Changed: noon,
		Texts: map[string]announce.Text{"fr": {Title: "Une panne", Body: "**Mardi**.", HTML: "<p><strong>Mardi</strong>.</p>"}},
	}
}

func announcements(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	generation := func() int64 {
		t.Helper()
		n, err := s.Generation(t.Context(), "announcements")
		must(t, err)
		return n
	}
	all := func() []announce.Announcement {
		t.Helper()
		list, err := s.Announcements(t.Context(), 100)
		must(t, err)
		return list
	}
	keep := func(a announce.Announcement) account.Action {
		t.Helper()
		by := action("announcement.keep", "", "")
		by.Subject = string(a.ID)
		before := generation()
		must(t, s.KeepAnnouncement(t.Context(), a, by))
		if generation() <= before {
			t.Error("the generation does not grow")
		}
		return by
	}
	latest := func(until, want time.Time) {
		t.Helper()
		if got, err := s.LatestAnnouncement(t.Context(), until); err != nil || !got.Equal(want) {
			t.Errorf("until %v the latest began at %v (%v), want %v", until, got, err, want)
		}
	}

	t.Run("kept, changed, withdrawn", func(t *testing.T) {
		latest(noon, time.Time{})
		a := announcement()
		a.Alert, a.Audience, a.Module, a.Ends = true, announce.Learners, "m", noon.Add(day)
		keep(a)
		wantSame(t, "kept", all(), []announce.Announcement{a})
		changed := a
		changed.Alert, changed.Changed, changed.Ends, changed.Created = false, noon.Add(time.Hour), time.Time{}, noon.Add(time.Hour)
		changed.Texts = map[string]announce.Text{"en": {Title: texts[5].put, Body: texts[7].put, HTML: template.HTML(texts[4].put)}}
		by := keep(changed)
		changed.Created = a.Created
		wantSame(t, "changed", all(), []announce.Announcement{changed})
		must(t, s.KeepAnnouncement(t.Context(), changed, by)) // the form is sent twice
		log, err := s.Actions(t.Context(), "", "", string(a.ID))
		must(t, err)
		if len(log) != 2 {
			t.Errorf("the log has %d lines of it, want 2", len(log))
		}
		later := announcement()
		later.Begins = noon.Add(time.Minute)
		keep(later)
		wantSame(t, "the latest first", all(), []announce.Announcement{later, changed})
		one, err := s.Announcements(t.Context(), 1)
		must(t, err)
		wantSame(t, "one", one, []announce.Announcement{later})
		latest(noon.Add(-time.Millisecond), time.Time{})
		latest(noon, noon)
		latest(noon.Add(day), later.Begins)
		must(t, s.WithdrawAnnouncement(t.Context(), later.ID, noon.Add(2*time.Hour), action("announcement.withdraw", "", "")))
		keep(later) // by who did not see that it was
		later.Withdrawn = noon.Add(2 * time.Hour)
		got, err := s.Announcement(t.Context(), later.ID)
		must(t, err)
		wantSame(t, "withdrawn", got, later)
		latest(noon.Add(day), noon)
		must(t, s.WithdrawAnnouncement(t.Context(), later.ID, time.Time{}, action("announcement.restore", "", "")))
		latest(noon.Add(day), later.Begins)
		wantKind(t, "withdraw nothing", s.WithdrawAnnouncement(t.Context(), "none\x00", noon, action("announcement.withdraw", "", "")), fault.NotFound)
		_, err = s.Announcement(t.Context(), "none\x00")
		wantKind(t, "read nothing", err, fault.NotFound)
	})

	t.Run("read", func(t *testing.T) {
		who, other := signUp(t, s), signUp(t, s)
		a, b := announcement(), announcement()
		keep(a)
		keep(b)
		for range 2 {
			must(t, s.MarkAnnouncements(t.Context(), who.ID, []announce.ID{a.ID, "none\x00", b.ID}, noon))
		}
		must(t, s.MarkAnnouncements(t.Context(), account.ID(id()), []announce.ID{a.ID}, noon))
		got, err := s.ReadAnnouncements(t.Context(), who.ID)
		must(t, err)
		wantSame(t, "read", got, []announce.ID{a.ID, b.ID})
		if got, err = s.ReadAnnouncements(t.Context(), other.ID); err != nil || len(got) > 0 {
			t.Errorf("another has read %v (%v)", got, err)
		}
	})
}
