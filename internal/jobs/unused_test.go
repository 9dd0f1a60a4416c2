package jobs_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/jobs"
	"sentier/internal/store"
)

// TestUnused goes through three years: who has an address is told a month before, who comes back stays, the others go.
func TestUnused(t *testing.T) {
	s, err := store.Open(t.Context(), store.Config{Database: filepath.Join(t.TempDir(), "unused.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	day := 24 * time.Hour
	join := func(name, email string) account.Session {
		t.Helper()
		a := account.Account{ID: account.ID(uuid.Must(uuid.NewV7()).String()), Name: name, Key: name, Lang: "fr", Email: email,
			Created: noon, Seen: noon.Truncate(day)}
		if email != "" {
			a.Confirmed = noon
		}
		session := account.Session{ID: account.SessionID(uuid.Must(uuid.NewV7()).String()), Account: a.ID, Created: noon,
			Seen: a.Seen, Ends: noon.Add(30 * day)}
		if err := s.CreateAccount(t.Context(), a, nil, session, nil, nil, account.Admission{}); err != nil {
			t.Fatal(err)
		}
		return session
	}
	silent, told, back := join("silent", ""), join("told", "told@exemple.example"), join("back", "back@exemple.example")
	letters := map[account.ID]int{}
	run := func(now time.Time, mail bool) {
		t.Helper()
		c := jobs.UnusedConfig{Accounts: s, Years: 3, Now: func() time.Time { return now }}
		if mail {
			c.Letter = func(u account.Unused, now time.Time) (account.Letter, error) {
				letters[u.ID]++
				return account.Letter{ID: account.LetterID(uuid.Must(uuid.NewV7()).String()), Account: u.ID, Kind: account.UnusedLetter,
					To: u.Email, Lang: u.Lang, Subject: "x", Created: now, Ends: now.Add(account.NewsLife)}, nil
			}
		}
		for range 2 { // what is done is not done again
			if err := jobs.Unused(c).Run(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
	there := func(when string, want ...account.Session) {
		t.Helper()
		left := map[account.ID]bool{}
		for _, session := range want {
			left[session.Account] = true
		}
		for name, session := range map[string]account.Session{"silent": silent, "told": told, "back": back} {
			_, err := s.Account(t.Context(), session.Account)
			if gone := err != nil && fault.KindOf(err) == fault.NotFound; gone == left[session.Account] {
				t.Errorf("%s: %s is there: %t (%v)", when, name, !gone, err)
			}
		}
	}
	end := noon.AddDate(3, 0, 0)

	run(end.Add(-account.InactiveNotice-2*day), true)
	there("long before", silent, told, back)
	if len(letters) != 0 {
		t.Errorf("letters long before: %v", letters)
	}
	run(end.Add(-account.InactiveNotice), true)
	there("a month before", silent, told, back)
	if letters[told.Account] != 1 || letters[back.Account] != 1 || letters[silent.Account] != 0 {
		t.Errorf("letters a month before: %v", letters)
	}
	if waiting, err := s.LettersOf(t.Context(), told.Account); err != nil || len(waiting) != 1 {
		t.Errorf("%d letters wait, %v", len(waiting), err)
	}
	back.Seen, back.Ends = end.Add(-day).Truncate(day), end.Add(29*day)
	if err := s.RenewSession(t.Context(), back); err != nil {
		t.Fatal(err)
	}
	run(end.Add(day), true)
	there("after three years", back)
	run(back.Seen.AddDate(3, 0, 1), false) // the site sends no mail any more
	there("three years after the last visit")
}
