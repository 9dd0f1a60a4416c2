package storetest

import (
	"crypto/sha256"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/store"
	"sentier/internal/voice"
)

// inquiry is one that somebody begins at a time, with what they ask.
func inquiry(by account.ID, at time.Time) (voice.Inquiry, voice.Turn) {
	one := id()
	key := sha256.Sum256([]byte(one))
	i := voice.Inquiry{
		ID: voice.InquiryID(one), Key: key[:], Lang: "fr", Subject: voice.OfNotice, Place: "/fr/m <b>", Name: "Ana", Address: "ana@example.org",
		By: by, Stage: voice.Waiting, Made: at, Changed: at,
	}
	return i, voice.Turn{ID: id(), Text: "Une question <b>.\nEt puis.", At: at}
}

// outside is a letter to who has no account.
func outside(to string) account.Letter {
	l := letterTo("")
	l.To = to
	return l
}

func inquiries(t *testing.T, open func(*testing.T) *store.Store) {
	letters := func(t *testing.T, s *store.Store) map[string]int {
		t.Helper()
		all, err := s.Letters(t.Context(), 100)
		must(t, err)
		to := map[string]int{}
		for _, l := range all {
			to[l.To]++
		}
		return to
	}

	t.Run("asked once", func(t *testing.T) {
		s := open(t)
		one, first := inquiry("", noon)
		kinds := atOnce(t, crowd, func(int) error {
			again := one
			again.ID = voice.InquiryID(id())
			return s.AddInquiry(t.Context(), again, first, []account.Letter{outside("host")}, outside("ana"))
		})
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: crowd})
		got, err := s.InquiryByKey(t.Context(), one.Key)
		must(t, err)
		same, err := s.Inquiry(t.Context(), got.ID)
		must(t, err)
		wantSame(t, "by id", same, got)
		one.ID, one.Turns = got.ID, []voice.Turn{first}
		wantSame(t, "by key", got, one)
		wantSame(t, "letters", letters(t, s), map[string]int{"host": 1, "ana": 1})
		other, _ := inquiry("", noon)
		_, err = s.InquiryByKey(t.Context(), other.Key)
		wantKind(t, "another key", err, fault.NotFound)
		_, err = s.Inquiry(t.Context(), "\x00")
		wantKind(t, "no id", err, fault.NotFound)
	})

	t.Run("letters to who has no account", func(t *testing.T) {
		s := open(t)
		one, first := inquiry("", noon)
		must(t, s.AddInquiry(t.Context(), one, first, nil, outside("ana")))
		claim := func(now time.Time) account.Queued {
			t.Helper()
			letter, found, err := s.ClaimLetter(t.Context(), now, now.Add(claimed))
			must(t, err)
			if !found || letter.To != "ana" || letter.Account != "" {
				t.Fatalf("claimed: %t, %+v", found, letter)
			}
			return letter
		}
		tried := claim(noon)
		tried.Due, tried.Trouble = noon.Add(time.Minute), "unreachable"
		must(t, s.LetterFailed(t.Context(), tried))
		tried = claim(noon.Add(time.Minute))
		must(t, s.LetterSent(t.Context(), tried))
		wantSame(t, "letters", letters(t, s), map[string]int{})
	})

	t.Run("an exchange", func(t *testing.T) {
		s := open(t)
		host := signUp(t, s)
		one, first := inquiry("", noon)
		must(t, s.AddInquiry(t.Context(), one, first, []account.Letter{outside("host")}))
		early := voice.Turn{ID: id(), Text: "Encore moi.", At: noon.Add(time.Minute)}
		wantKind(t, "before an answer", s.GoOnInquiry(t.Context(), one.ID, early), fault.Conflict)

		answer := voice.Turn{ID: id(), Host: true, Text: "Voici.", At: noon.Add(time.Hour)}
		line := action("message.answer", host.ID, "")
		line.Subject, line.At = string(one.ID), answer.At
		for range 2 {
			must(t, s.AnswerInquiry(t.Context(), one.ID, voice.Answered, &answer, line, outside("ana")))
		}
		next := voice.Turn{ID: id(), Text: "Merci, et ceci ?", At: noon.Add(2 * time.Hour)}
		kinds := atOnce(t, crowd, func(int) error { return s.GoOnInquiry(t.Context(), one.ID, next, outside("host")) })
		wantSame(t, "going on, twice", kinds, map[fault.Kind]int{done: crowd})
		wantKind(t, "another", s.GoOnInquiry(t.Context(), one.ID, early), fault.Conflict)

		end := action("message.close", host.ID, "")
		end.Subject, end.At = string(one.ID), noon.Add(3*time.Hour)
		must(t, s.AnswerInquiry(t.Context(), one.ID, voice.Ended, nil, end))
		wantKind(t, "after the end", s.GoOnInquiry(t.Context(), one.ID, early), fault.Conflict)
		got, err := s.Inquiry(t.Context(), one.ID)
		must(t, err)
		one.Stage, one.Changed, one.Turns = voice.Ended, end.At, []voice.Turn{first, answer, next}
		wantSame(t, "the whole", got, one)
		wantSame(t, "letters", letters(t, s), map[string]int{"host": 2, "ana": 1})
		log, err := s.Actions(t.Context(), "", "", string(one.ID))
		must(t, err)
		if len(log) != 2 {
			t.Errorf("the log has %+v", log)
		}
		none, _ := inquiry("", noon)
		wantKind(t, "of none", s.AnswerInquiry(t.Context(), none.ID, voice.Answered, &answer, action("message.answer", host.ID, "")), fault.NotFound)
		wantKind(t, "end of none", s.AnswerInquiry(t.Context(), none.ID, voice.Ended, nil, action("message.close", host.ID, "")), fault.NotFound)
	})

	t.Run("the host is told once of what waits", func(t *testing.T) {
		s := open(t)
		for i, want := range []int{1, 1, 2} {
			one, first := inquiry("", noon.Add(time.Duration(i)*40*time.Minute)) // the third: an hour after the second
			if i == 2 {
				one, first = inquiry("", noon.Add(2*time.Hour))
			}
			must(t, s.AddInquiry(t.Context(), one, first, []account.Letter{outside("host")}))
			if got := letters(t, s)["host"]; got != want {
				t.Errorf("after inquiry %d: %d letters, want %d", i+1, got, want)
			}
		}
	})

	t.Run("lists", func(t *testing.T) {
		s := open(t)
		for i := range voice.InquiryPage + 2 {
			one, first := inquiry("", noon.Add(time.Duration(i)*time.Minute))
			must(t, s.AddInquiry(t.Context(), one, first, nil))
			if i%2 == 1 {
				must(t, s.AnswerInquiry(t.Context(), one.ID, voice.Ended, nil, action("message.close", "", "")))
			}
		}
		counts, err := s.CountInquiries(t.Context())
		must(t, err)
		wantSame(t, "counts", counts, map[voice.Stage]int{voice.Waiting: voice.InquiryPage/2 + 1, voice.Ended: voice.InquiryPage/2 + 1})
		seen := map[voice.InquiryID]bool{}
		for page, want := range []int{voice.InquiryPage, 2, 0} {
			some, err := s.Inquiries(t.Context(), voice.InquirySearch{Page: page + 1})
			must(t, err)
			if len(some) != want {
				t.Errorf("page %d has %d, want %d", page+1, len(some), want)
			}
			for i, one := range some {
				seen[one.ID] = true
				if i > 0 && one.Changed.After(some[i-1].Changed) {
					t.Errorf("page %d: %v stands after %v", page+1, one.Changed, some[i-1].Changed)
				}
			}
		}
		if len(seen) != voice.InquiryPage+2 {
			t.Errorf("%d were seen", len(seen))
		}
		ended, err := s.Inquiries(t.Context(), voice.InquirySearch{Stage: voice.Ended})
		must(t, err)
		if len(ended) != voice.InquiryPage/2+1 {
			t.Errorf("%d are over", len(ended))
		}
	})

	t.Run("over one day", func(t *testing.T) {
		s := open(t)
		old, first := inquiry("", noon.Add(-time.Hour))
		must(t, s.AddInquiry(t.Context(), old, first, nil))
		fresh, second := inquiry("", noon)
		must(t, s.AddInquiry(t.Context(), fresh, second, nil))
		must(t, s.PurgeInquiries(t.Context(), noon.Add(-time.Hour)))
		left, err := s.Inquiries(t.Context(), voice.InquirySearch{})
		must(t, err)
		fresh.Turns = []voice.Turn{second}
		wantSame(t, "left", left, []voice.Inquiry{fresh})
	})
}
