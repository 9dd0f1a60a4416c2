package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/progress"
	"sentier/internal/store"
)

// invite keeps a batch of so many invitations, which ends in a month, and gives their hashes.
func invite(t *testing.T, s *store.Store, count int) (account.Batch, [][]byte) {
	t.Helper()
	b, err := account.NewBatch("5e B", noon.Add(-5*day), 30, nil)
	must(t, err)
	_, hashes, err := account.NewInvitations(count, nil)
	must(t, err)
	must(t, s.AddInvitations(t.Context(), b, hashes))
	b.Count, b.Left = count, count
	return b, hashes
}

// come makes an account on some admission.
func come(t *testing.T, s *store.Store, l learner, on account.Admission) error {
	t.Helper()
	return s.CreateAccount(t.Context(), l.Account, codesOf(l.ID, 8), l.session, []progress.Read{read("m", "a")}, nil, on)
}

// batch is what the store says of a batch.
func batch(t *testing.T, s *store.Store, id string) account.Batch {
	t.Helper()
	all, err := s.InvitationBatches(t.Context())
	must(t, err)
	i := slices.IndexFunc(all, func(b account.Batch) bool { return b.ID == id })
	if i < 0 {
		t.Fatalf("there is no batch %q: %+v", id, all)
	}
	return all[i]
}

func invitations(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	refused := func(t *testing.T, l learner, hash []byte, message string) {
		t.Helper()
		n := count(t, s)
		err := come(t, s, l, account.Admission{Invitation: hash})
		wantKind(t, "create an account", err, fault.Invalid)
		if got := fault.Message(err); got != message {
			t.Errorf("it is refused for %q, want %q", got, message)
		}
		if _, err := s.AccountByKey(t.Context(), l.Key); fault.KindOf(err) != fault.NotFound || err == nil || count(t, s) != n {
			t.Errorf("an account is made all the same (%v)", err)
		}
	}

	t.Run("use", func(t *testing.T) {
		b, hashes := invite(t, s, 3)
		l := somebody()
		must(t, come(t, s, l, account.Admission{Invitation: hashes[1]}))
		if all := everythingOf(t, s, l.ID); all.Codes != 8 || len(all.Sessions) != 1 || len(all.Facts.Reads) != 1 {
			t.Errorf("the account that was made by it: %+v", all)
		}
		must(t, come(t, s, l, account.Admission{Invitation: hashes[1]})) // sent again, it is the same account
		refused(t, somebody(), hashes[1], account.InvitationWrong)
		refused(t, somebody(), []byte("nobody made this one"), account.InvitationWrong)
		b.Left = 2
		wantSame(t, "the batch", batch(t, s, b.ID), b)
		if b.Used() != 1 {
			t.Errorf("%d are used, want 1", b.Used())
		}
	})

	t.Run("a refused account uses none", func(t *testing.T) {
		b, hashes := invite(t, s, 1)
		taken := somebody()
		taken.Key = signUp(t, s).Key
		wantKind(t, "a name that is taken", come(t, s, taken, account.Admission{Invitation: hashes[0]}), fault.Conflict)
		full := account.Admission{Invitation: hashes[0], Most: count(t, s)}
		wantKind(t, "no room", come(t, s, somebody(), full), fault.Forbidden)
		wantSame(t, "the batch", batch(t, s, b.ID), b)
	})

	t.Run("one at once", func(t *testing.T) {
		b, hashes := invite(t, s, 2)
		n := count(t, s)
		kinds := atOnce(t, crowd, func(int) error { return come(t, s, somebody(), account.Admission{Invitation: hashes[0]}) })
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: 1, fault.Invalid: crowd - 1})
		if got, left := count(t, s), batch(t, s, b.ID).Left; got != n+1 || left != 1 {
			t.Errorf("%d accounts more and %d left, want one of each", got-n, left)
		}
	})

	t.Run("a class at once", func(t *testing.T) {
		b, hashes := invite(t, s, crowd)
		kinds := atOnce(t, crowd, func(i int) error { return come(t, s, somebody(), account.Admission{Invitation: hashes[i]}) })
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: crowd})
		if left := batch(t, s, b.ID).Left; left != 0 {
			t.Errorf("%d left", left)
		}
	})

	t.Run("ended", func(t *testing.T) {
		b, hashes := invite(t, s, 2)
		late := somebody()
		late.Created = b.Ends
		refused(t, late, hashes[0], account.InvitationOver)
		late.Created = b.Ends.Add(-time.Millisecond)
		must(t, come(t, s, late, account.Admission{Invitation: hashes[0]}))
	})

	t.Run("revoked", func(t *testing.T) {
		b, hashes := invite(t, s, 2)
		_, others := invite(t, s, 1)
		first := somebody()
		must(t, come(t, s, first, account.Admission{Invitation: hashes[0]}))
		for i := range 2 {
			must(t, s.RevokeInvitations(t.Context(), b.ID, noon.Add(time.Duration(i)*day)))
		}
		refused(t, somebody(), hashes[1], account.InvitationOver)
		must(t, come(t, s, somebody(), account.Admission{Invitation: others[0]}))
		b.Revoked, b.Left = noon, 1
		wantSame(t, "the batch", batch(t, s, b.ID), b)
		if _, err := s.Account(t.Context(), first.ID); err != nil {
			t.Errorf("who came by it before: %v", err)
		}
		wantKind(t, "revoke none", s.RevokeInvitations(t.Context(), "0000-0000", noon), fault.NotFound)
	})

	t.Run("twice", func(t *testing.T) {
		b, hashes := invite(t, s, 2)
		again := b
		again.Note = "another"
		wantKind(t, "a batch of the same id", s.AddInvitations(t.Context(), again, nil), fault.Conflict)
		again.ID = "another-" + id()
		wantKind(t, "a hash of another batch", s.AddInvitations(t.Context(), again, [][]byte{[]byte("new"), hashes[0]}), fault.Conflict)
		wantSame(t, "the batch", batch(t, s, b.ID), b)
		refused(t, somebody(), []byte("new"), account.InvitationWrong)
	})

	t.Run("in order", func(t *testing.T) {
		all, err := s.InvitationBatches(t.Context())
		must(t, err)
		if !slices.IsSortedFunc(all, func(a, b account.Batch) int { return b.Made.Compare(a.Made) }) {
			t.Errorf("they are not listed from the last to the first: %+v", all)
		}
	})

	t.Run("texts", func(t *testing.T) {
		for i, text := range texts {
			b := account.Batch{ID: fmt.Sprint("texts-", i), Note: text.put, Made: noon, Ends: noon}
			must(t, s.AddInvitations(t.Context(), b, nil))
			if got := batch(t, s, b.ID).Note; got != text.get {
				t.Errorf("%s: got %.40q, want %.40q", text.name, got, text.get)
			}
		}
	})

	t.Run("room for so many", func(t *testing.T) { room(t, open(t)) })
}

// room: however many come at once, there are never more accounts than may be, and those there are stay.
func room(t *testing.T, s *store.Store) {
	const most = 7
	on := account.Admission{Most: most}
	first := somebody()
	must(t, come(t, s, first, on))
	kinds := atOnce(t, crowd, func(int) error { return come(t, s, somebody(), on) })
	wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: most - 1, fault.Forbidden: crowd - most + 1})
	if n := count(t, s); n != most {
		t.Errorf("%d accounts, want %d", n, most)
	}
	must(t, come(t, s, first, on)) // the same, sent again, takes no place
	late := somebody()
	err := come(t, s, late, on)
	if fault.Message(err) != account.NoRoom {
		t.Errorf("one more is told %v", err)
	}
	must(t, s.AddSession(t.Context(), sessionOf(first.ID)))
	must(t, s.DeleteAccount(t.Context(), first.ID))
	must(t, come(t, s, late, on))
	wantKind(t, "one more", come(t, s, somebody(), on), fault.Forbidden)
}

// Unlinked holds a store to it that nobody can tell by which invitation an account was made. tables gives every table,
// with what the engine notes about each row by itself.
func Unlinked(t *testing.T, s *store.Store, tables func(*testing.T) map[string]Table) {
	b, hashes := invite(t, s, 3)
	before := tables(t)
	l := somebody()
	must(t, come(t, s, l, account.Admission{Invitation: hashes[1]}))
	after := tables(t)

	for _, name := range []string{"invitation_batch", "invitation"} {
		if columns := after[name].Columns; slices.Contains(columns, "account") || slices.Contains(columns, "used") {
			t.Errorf("table %s leads to accounts: %v", name, columns)
		}
	}
	// What is left of batch and invitations is as it was, down to the byte: it holds no trace of the moment.
	wantSame(t, "the batches", after["invitation_batch"], before["invitation_batch"])
	left := slices.DeleteFunc(slices.Clone(before["invitation"].Rows), func(row []string) bool {
		return slices.Contains(row, string(hashes[1]))
	})
	if len(left) != 2 {
		t.Fatalf("%d invitations without the one that was used, want 2", len(left))
	}
	wantSame(t, "the invitations", after["invitation"].Rows, left)
	// And no other table knows of any of it.
	for name, table := range after {
		for _, row := range table.Rows {
			line := strings.Join(row, " | ")
			named := strings.Contains(line, b.ID) || slices.ContainsFunc(hashes, func(h []byte) bool { return strings.Contains(line, string(h)) })
			if named && name != "invitation" && name != "invitation_batch" {
				t.Errorf("table %s leads to an invitation: %q", name, line)
			}
		}
	}
}
