package jobs_test

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"sentier/internal/account"
	"sentier/internal/jobs"
	"sentier/internal/store"
)

// TestMailing lets things come, and holds that everybody is told each of them once, at the pace that they chose.
func TestMailing(t *testing.T) {
	s, err := store.Open(t.Context(), store.Config{Database: filepath.Join(t.TempDir(), "mailing.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	morning := time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)
	join := func(name string, pace account.Pace) account.ID {
		t.Helper()
		a := account.Account{ID: account.ID(uuid.Must(uuid.NewV7()).String()), Name: name, Key: name, Lang: "fr", Email: name + "@exemple.example",
			Confirmed: morning, Created: morning, Seen: morning}
		session := account.Session{ID: account.SessionID(uuid.Must(uuid.NewV7()).String()), Account: a.ID, Created: morning, Ends: morning.AddDate(9, 0, 0)}
		must(s.CreateAccount(t.Context(), a, nil, session, nil, nil, account.Admission{}))
		if pace != "" {
			must(s.Subscribe(t.Context(), a.ID, account.Subscription{Mailing: account.AnnouncementMail, Pace: pace, Since: morning}))
		}
		return a.ID
	}
	at, day, silent := join("at-once", account.Each), join("a-day", account.Daily), join("silent", "")

	came := map[string]time.Time{}
	now := morning
	job := jobs.Mailing(jobs.MailingConfig{
		Mailing: account.AnnouncementMail, Kept: s, Now: func() time.Time { return now },
		Latest: func(_ context.Context, until time.Time) (last time.Time, _ error) {
			for _, time := range came {
				if !time.After(until) && time.After(last) {
					last = time
				}
			}
			return last, nil
		},
		Items: func(_ context.Context, to account.Subscriber, until time.Time) (items []account.Item, _ error) {
			for name, time := range came {
				if time.After(to.Told) && !time.After(until) && name != "for nobody" {
					items = append(items, account.Item{Title: name, Link: "https://exemple.example/"})
				}
			}
			slices.SortFunc(items, func(a, b account.Item) int { return came[a.Title].Compare(came[b.Title]) })
			return items, nil
		},
		Letter: func(to account.Subscriber, items []account.Item, now time.Time) (account.Letter, error) {
			return account.Letter{ID: account.LetterID(uuid.Must(uuid.NewV7()).String()), Account: to.ID, Kind: account.AnnouncementLetter,
				To: to.Email, Lang: to.Lang, Subject: "x", Items: items, Created: now, Ends: now.Add(account.NewsLife)}, nil
		},
	})
	run := func(wantDue bool) {
		t.Helper()
		if due, err := job.Due(t.Context()); err != nil || due != wantDue {
			t.Errorf("at %s something is due: %t (%v), want %t", now, due, err, wantDue)
		}
		for range 2 { // what is done is not done again
			must(job.Run(t.Context()))
		}
	}
	told := func(who account.ID, want ...[]string) {
		t.Helper()
		letters, err := s.LettersOf(t.Context(), who)
		must(err)
		var got [][]string
		for _, letter := range letters {
			var titles []string
			for _, item := range letter.Items {
				titles = append(titles, item.Title)
			}
			got = append(got, titles)
		}
		if !slices.EqualFunc(got, want, slices.Equal) {
			t.Errorf("at %s the letters tell %v, want %v", now, got, want)
		}
	}

	run(false)
	came["before"] = morning.Add(-time.Hour) // they asked after it came
	run(false)
	came["one"] = morning.Add(time.Minute)
	now = came["one"]
	run(false) // it may not be the only one of that time
	now = now.Add(10 * time.Second)
	run(true)
	told(at, []string{"one"})
	told(day)
	run(false)
	came["two"], came["three"] = morning.Add(time.Hour), morning.Add(time.Hour+time.Second)
	now = morning.Add(2 * time.Hour)
	run(true)
	told(at, []string{"one"}, []string{"two", "three"})
	told(day)
	now = time.Date(2026, 5, 5, 5, 0, 10, 0, time.UTC)
	run(true)
	told(at, []string{"one"}, []string{"two", "three"})
	told(day, []string{"one", "two", "three"})
	came["for nobody"] = now
	now = now.Add(25 * time.Hour)
	run(true)
	run(false)
	told(at, []string{"one"}, []string{"two", "three"})
	told(day, []string{"one", "two", "three"})
	told(silent)
}
