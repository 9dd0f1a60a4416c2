package storetest

import (
	"fmt"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/store"
)

// letterTo is a letter that waits from noon on.
func letterTo(to account.ID) account.Letter {
	return account.Letter{
		ID: account.LetterID(id()), Account: to, Kind: account.RecoverLetter, To: "ana@example.org", Lang: "fr",
		Subject: "Mot de passe perdu", Paragraphs: []string{"Un.", "Deux « guillemets » <b>."}, Action: "Choisir",
		Link: "https://example.org/fr/recover/new?link=x", Rest: []string{"Trois."}, Created: noon, Ends: noon.Add(account.RecoverLife),
	}
}

func withLetterID(l account.Letter, id account.LetterID) account.Letter {
	l.ID = id
	return l
}

const claimed = 2 * time.Minute // how long a try is somebody's

func letters(t *testing.T, open func(*testing.T) *store.Store) {
	claim := func(t *testing.T, s *store.Store, now time.Time) (account.Queued, bool) {
		t.Helper()
		letter, found, err := s.ClaimLetter(t.Context(), now, now.Add(claimed))
		must(t, err)
		return letter, found
	}
	none := func(t *testing.T, s *store.Store, now time.Time) {
		t.Helper()
		if letter, found := claim(t, s, now); found {
			t.Errorf("a letter can be sent: %+v", letter)
		}
		if n, err := s.LettersDue(t.Context(), now); err != nil || n != 0 {
			t.Errorf("%d letters are due (%v)", n, err)
		}
	}
	all := func(t *testing.T, s *store.Store) []account.Queued {
		t.Helper()
		list, err := s.Letters(t.Context(), 100)
		must(t, err)
		return list
	}

	t.Run("send", func(t *testing.T) {
		s := open(t)
		none(t, s, noon)
		first, second := letterTo(signUp(t, s).ID), letterTo(signUp(t, s).ID)
		second.Created = noon.Add(time.Second)
		for range 2 { // the same twice is once
			must(t, s.Enqueue(t.Context(), second))
			must(t, s.Enqueue(t.Context(), first))
		}
		none(t, s, noon.Add(-time.Millisecond))
		now := noon.Add(2 * time.Second)
		if n, err := s.LettersDue(t.Context(), now); err != nil || n != 2 {
			t.Errorf("%d letters are due (%v), want 2", n, err)
		}
		got, _ := claim(t, s, now)
		wantSame(t, "the oldest, whole", got, account.Queued{Letter: first, Due: now.Add(claimed), Tries: 1})
		next, _ := claim(t, s, now)
		wantSame(t, "the next", next.Letter, second)
		none(t, s, now) // both are being sent
		must(t, s.LetterSent(t.Context(), got))
		must(t, s.LetterSent(t.Context(), got))
		none(t, s, now)
		wantSame(t, "what is left", all(t, s), []account.Queued{next})
	})

	t.Run("whoever claimed one and ended", func(t *testing.T) {
		s := open(t)
		must(t, s.Enqueue(t.Context(), letterTo(signUp(t, s).ID)))
		lost, _ := claim(t, s, noon)
		none(t, s, noon.Add(claimed-time.Millisecond))
		again, found := claim(t, s, noon.Add(claimed))
		if !found || again.Tries != 2 {
			t.Fatalf("claimed again: %t, %+v", found, again)
		}
		// What comes too late changes nothing of the try that goes on.
		lost.Dead = noon
		must(t, s.LetterFailed(t.Context(), lost))
		must(t, s.LetterSent(t.Context(), lost))
		wantSame(t, "what is left", all(t, s), []account.Queued{again})
	})

	t.Run("fail, give up, retry", func(t *testing.T) {
		s := open(t)
		letter := letterTo(signUp(t, s).ID)
		letter.Ends = noon.Add(9 * day)
		must(t, s.Enqueue(t.Context(), letter))
		tried, _ := claim(t, s, noon)
		tried.Due, tried.Trouble = noon.Add(time.Minute), "unreachable"
		must(t, s.LetterFailed(t.Context(), tried))
		wantSame(t, "waiting", all(t, s), []account.Queued{tried})
		none(t, s, noon.Add(time.Minute-time.Millisecond))
		tried, _ = claim(t, s, noon.Add(time.Minute))
		if tried.Tries != 2 {
			t.Errorf("try %d, want 2", tried.Tries)
		}
		tried.Dead, tried.Trouble = noon.Add(time.Hour), "refused"
		must(t, s.LetterFailed(t.Context(), tried))
		wantSame(t, "given up", all(t, s), []account.Queued{tried})
		none(t, s, noon.Add(2*day))
		for _, want := range []int{1, 0} {
			if n, err := s.RetryLetters(t.Context(), noon.Add(2*day)); err != nil || n != want {
				t.Errorf("%d letters are tried again (%v), want %d", n, err, want)
			}
		}
		if again, found := claim(t, s, noon.Add(2*day)); !found || again.Tries != 1 || !again.Dead.IsZero() || again.Trouble != "" {
			t.Errorf("tried again: %t, %+v", found, again)
		}
	})

	t.Run("over, and purged", func(t *testing.T) {
		s := open(t)
		over, dead, waits := letterTo(signUp(t, s).ID), letterTo(signUp(t, s).ID), letterTo(signUp(t, s).ID)
		dead.Ends, waits.Ends = noon.Add(99*day), noon.Add(99*day)
		must(t, s.Enqueue(t.Context(), dead))
		tried, _ := claim(t, s, noon)
		tried.Dead, tried.Trouble = noon, "refused"
		must(t, s.LetterFailed(t.Context(), tried))
		must(t, s.Enqueue(t.Context(), over))
		none(t, s, over.Ends)
		must(t, s.Enqueue(t.Context(), waits))
		must(t, s.PurgeLetters(t.Context(), over.Ends.Add(-time.Millisecond), noon.Add(-time.Millisecond)))
		if n := len(all(t, s)); n != 3 {
			t.Errorf("%d letters, want all 3", n)
		}
		must(t, s.PurgeLetters(t.Context(), over.Ends, noon))
		if left := all(t, s); len(left) != 1 || left[0].ID != waits.ID {
			t.Errorf("left are %+v", left)
		}
	})

	t.Run("to nobody", func(t *testing.T) {
		s := open(t)
		for _, nobody := range []account.ID{"", account.ID(id())} {
			must(t, s.Enqueue(t.Context(), letterTo(nobody)))
		}
		bucket := []byte("somebody")
		must(t, s.AskLetter(t.Context(), letterTo(account.ID(id())), bucket, noon))
		wantSame(t, "letters", all(t, s), []account.Queued(nil))
		asked := letterTo(signUp(t, s).ID)
		must(t, s.AskLetter(t.Context(), asked, bucket, noon.Add(time.Minute)))
		if list := all(t, s); len(list) != 1 || list[0].ID != asked.ID {
			t.Errorf("letters: %+v", list)
		}
		if n, until, err := s.Failures(t.Context(), bucket); err != nil || n != 2 || !until.Equal(noon.Add(time.Minute)) {
			t.Errorf("%d were counted until %v (%v)", n, until, err)
		}
	})

	t.Run("at once", func(t *testing.T) {
		s := open(t)
		who := signUp(t, s)
		for range crowd / 2 {
			must(t, s.Enqueue(t.Context(), letterTo(who.ID)))
		}
		taken := make([]account.LetterID, crowd)
		kinds := atOnce(t, crowd, func(i int) error {
			letter, _, err := s.ClaimLetter(t.Context(), noon, noon.Add(claimed))
			taken[i] = letter.ID
			return err
		})
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: crowd})
		seen := map[account.LetterID]bool{}
		for _, letter := range taken {
			if letter != "" && seen[letter] {
				t.Errorf("letter %s is sent by two", letter)
			}
			seen[letter] = true
		}
		// Some may have lost a race for the same letter: they come again.
		for {
			letter, found := claim(t, s, noon)
			if !found {
				break
			}
			if seen[letter.ID] {
				t.Errorf("letter %s is sent by two", letter.ID)
			}
			seen[letter.ID] = true
		}
		delete(seen, "")
		if len(seen) != crowd/2 {
			t.Errorf("%d letters were claimed, want %d", len(seen), crowd/2)
		}
	})
}

func leases(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	held := func(t *testing.T, name, holder string, now time.Time, want bool) {
		t.Helper()
		if got, err := s.Lease(t.Context(), name, holder, now, now.Add(time.Minute)); err != nil || got != want {
			t.Errorf("%s has %s at %v: %t (%v), want %t", holder, name, now, got, err, want)
		}
	}
	held(t, "mail", "one", noon, true)
	held(t, "mail", "two", noon, false)
	held(t, "purge", "two", noon, true)
	held(t, "mail", "one", noon.Add(30*time.Second), true) // for longer
	held(t, "mail", "two", noon.Add(89*time.Second), false)
	held(t, "mail", "two", noon.Add(90*time.Second), true)
	held(t, "mail", "one", noon.Add(91*time.Second), false)
	must(t, s.EndLease(t.Context(), "mail", "one")) // not theirs any more
	held(t, "mail", "one", noon.Add(92*time.Second), false)
	for range 2 {
		must(t, s.EndLease(t.Context(), "mail", "two"))
	}
	held(t, "mail", "one", noon.Add(93*time.Second), true)

	t.Run("at once", func(t *testing.T) {
		holders := make([]bool, crowd)
		atOnce(t, crowd, func(i int) (err error) {
			holders[i], err = s.Lease(t.Context(), "wanted", fmt.Sprint(i), noon, noon.Add(time.Minute))
			return err
		})
		n := 0
		for _, holds := range holders {
			if holds {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%d hold it, want 1", n)
		}
	})
}
