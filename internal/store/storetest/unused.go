package storetest

import (
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/store"
)

func unused(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	long := noon.Add(-1000 * day)
	var people []learner
	for i := range 5 {
		l := somebody()
		l.Seen = long.Add(time.Duration(i/2) * day) // two of a day
		l.session.Seen = l.Seen
		must(t, s.CreateAccount(t.Context(), l.Account, nil, l.session, nil, nil, account.Admission{}))
		people = append(people, l)
	}
	signUp(t, s) // who came today

	page := func(behind account.Unused) []account.Unused {
		t.Helper()
		some, err := s.UnusedAccounts(t.Context(), noon.Add(-day), behind, 2)
		must(t, err)
		return some
	}
	var all []account.Unused
	for some := page(account.Unused{}); len(some) > 0; some = page(all[len(all)-1]) {
		all = append(all, some...)
	}
	if len(all) != len(people) {
		t.Fatalf("%d unused accounts, want %d", len(all), len(people))
	}
	byID := map[account.ID]account.Unused{}
	for i, u := range all {
		if i > 0 && u.Seen.Before(all[i-1].Seen) {
			t.Error("they do not come by the day of their last visit")
		}
		byID[u.ID] = u
	}
	for _, l := range people {
		wantSame(t, "an unused account", byID[l.ID], account.Unused{ID: l.ID, Name: l.Name, Display: l.Display, Lang: l.Lang,
			Email: l.Email, Confirmed: l.Confirmed, Seen: l.Seen})
	}

	first, second := byID[people[0].ID], byID[people[1].ID]
	letter := account.Letter{ID: account.LetterID(id()), Account: first.ID, Kind: account.UnusedLetter, To: "a@exemple.example",
		Lang: "fr", Subject: "x", Created: noon, Ends: noon.Add(day)}
	must(t, s.WarnUnused(t.Context(), first, letter))
	letter.ID = account.LetterID(id())
	must(t, s.WarnUnused(t.Context(), first, letter)) // they were told
	waiting, err := s.LettersOf(t.Context(), first.ID)
	must(t, err)
	if len(waiting) != 1 {
		t.Errorf("%d letters, want one", len(waiting))
	}
	if got := page(account.Unused{}); !got[0].Warned.Equal(noon) && !got[1].Warned.Equal(noon) {
		t.Errorf("it is not noted that a letter was written: %v", got)
	}

	// Who came back after the account was read gets no letter, and stays.
	came := people[1].session
	came.Seen, came.Ends = noon, came.Ends.Add(day)
	must(t, s.RenewSession(t.Context(), came))
	must(t, s.WarnUnused(t.Context(), second, letter))
	if waiting, err := s.LettersOf(t.Context(), second.ID); err != nil || len(waiting) != 0 {
		t.Errorf("%d letters for who came back, %v", len(waiting), err)
	}
	for u, want := range map[account.Unused]bool{first: true, second: false} {
		gone, err := s.DeleteUnused(t.Context(), u)
		if err != nil || gone != want {
			t.Errorf("gone: %t, %v, want %t", gone, err, want)
		}
		if _, err := s.Account(t.Context(), u.ID); (err != nil && fault.KindOf(err) == fault.NotFound) != want {
			t.Errorf("the account afterwards: %v", err)
		}
	}
}
