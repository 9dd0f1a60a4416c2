package storetest

import (
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/store"
)

func subscription(mailing account.Mailing, pace account.Pace) account.Subscription {
	return account.Subscription{Mailing: mailing, Pace: pace, Since: noon, Told: noon}
}

func subscriptions(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	of := func(id account.ID) []account.Subscription {
		t.Helper()
		all, err := s.Subscriptions(t.Context(), id)
		must(t, err)
		return all
	}
	due := func(mailing account.Mailing, pace account.Pace, told time.Time) []account.Subscriber {
		t.Helper()
		all, err := s.Subscribers(t.Context(), mailing, pace, told, "", 100)
		must(t, err)
		return all
	}
	later := noon.Add(time.Hour)

	t.Run("asked for, changed, ended", func(t *testing.T) {
		who := signUp(t, s)
		wantSame(t, "at first", of(who.ID), []account.Subscription(nil))
		for range 2 {
			must(t, s.Subscribe(t.Context(), who.ID, subscription(account.ForumMail, account.Each)))
		}
		again := subscription(account.ForumMail, account.Daily)
		again.Since = later
		must(t, s.Subscribe(t.Context(), who.ID, again))
		must(t, s.Subscribe(t.Context(), who.ID, subscription(account.AnnouncementMail, account.Each)))
		wantSame(t, "asked for", of(who.ID), []account.Subscription{
			subscription(account.AnnouncementMail, account.Each), subscription(account.ForumMail, account.Daily)})
		waits, other := letterTo(who.ID), letterTo(who.ID)
		waits.Kind = account.ForumLetter
		must(t, s.Enqueue(t.Context(), waits))
		must(t, s.Enqueue(t.Context(), other))
		for range 2 {
			must(t, s.Unsubscribe(t.Context(), who.ID, account.ForumMail))
		}
		wantSame(t, "left", of(who.ID), []account.Subscription{subscription(account.AnnouncementMail, account.Each)})
		left, err := s.LettersOf(t.Context(), who.ID)
		must(t, err)
		if len(left) != 1 || left[0].ID != other.ID {
			t.Errorf("letters that wait: %+v", left)
		}
		must(t, s.Subscribe(t.Context(), account.ID(id()), subscription(account.ForumMail, account.Each)))
		must(t, s.Unsubscribe(t.Context(), who.ID, account.AnnouncementMail))
	})

	t.Run("told once", func(t *testing.T) {
		who, unproven := signUp(t, s), signUp(t, s)
		must(t, s.SetEmail(t.Context(), unproven.ID, "eva@example.org"))
		must(t, s.Subscribe(t.Context(), unproven.ID, subscription(account.ForumMail, account.Each)))
		must(t, s.Subscribe(t.Context(), who.ID, subscription(account.ForumMail, account.Each)))
		want := account.Subscriber{Subscription: subscription(account.ForumMail, account.Each), ID: who.ID, Name: who.Name, Lang: "fr", Email: who.Email}
		wantSame(t, "due", due(account.ForumMail, account.Each, later), []account.Subscriber{want})
		for name, none := range map[string][]account.Subscriber{
			"told": due(account.ForumMail, account.Each, noon), "at another pace": due(account.ForumMail, account.Daily, later),
			"another mailing": due(account.AnnouncementMail, account.Each, later),
		} {
			if len(none) > 0 {
				t.Errorf("%s: %+v", name, none)
			}
		}
		letter := letterTo(who.ID)
		letter.Items = []account.Item{{Title: "Une <réponse>", Text: "Oui.", Link: "https://example.org/fr/m/forum/1"}}
		letter.Leave, letter.Unsubscribe = "Ne plus recevoir", "https://example.org/fr/unsubscribe/forum?link=x"
		kinds := atOnce(t, 4, func(int) error { return s.Tell(t.Context(), want, later, letter) })
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: 4})
		twice := letterTo(who.ID)
		must(t, s.Tell(t.Context(), want, later, twice)) // by a node that is late
		letters, err := s.LettersOf(t.Context(), who.ID)
		must(t, err)
		if len(letters) != 1 {
			t.Fatalf("letters: %+v", letters)
		}
		wantSame(t, "the letter", letters[0].Letter, letter)
		wantSame(t, "told", due(account.ForumMail, account.Each, later), []account.Subscriber(nil))
		want.Told = later
		must(t, s.Unsubscribe(t.Context(), who.ID, account.ForumMail))
		must(t, s.Tell(t.Context(), want, later.Add(time.Hour), twice)) // they want no more
		if letters, err = s.LettersOf(t.Context(), who.ID); err != nil || len(letters) != 1 {
			t.Errorf("letters: %+v (%v)", letters, err)
		}
	})

	t.Run("by pages", func(t *testing.T) {
		var all []account.ID
		for range 5 {
			who := signUp(t, s)
			must(t, s.Subscribe(t.Context(), who.ID, subscription(account.AnnouncementMail, account.Daily)))
			all = append(all, who.ID)
		}
		var got []account.ID
		for behind := account.ID(""); ; {
			some, err := s.Subscribers(t.Context(), account.AnnouncementMail, account.Daily, later, behind, 2)
			must(t, err)
			if len(some) == 0 {
				break
			}
			for _, one := range some {
				got = append(got, one.ID)
			}
			behind = some[len(some)-1].ID
		}
		wantSame(t, "subscribers", got, all)
	})

	t.Run("an address", func(t *testing.T) {
		who := signUp(t, s)
		must(t, s.Subscribe(t.Context(), who.ID, subscription(account.ForumMail, account.Each)))
		must(t, s.SetEmail(t.Context(), who.ID, "other@example.org"))
		if len(of(who.ID)) != 1 {
			t.Error("another address ends the mailings")
		}
		must(t, s.SetEmail(t.Context(), who.ID, ""))
		if len(of(who.ID)) != 0 {
			t.Error("without an address the mailings go on")
		}
	})
}
