package storetest

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"sentier/internal/account"
	"sentier/internal/announce"
	"sentier/internal/badge"
	"sentier/internal/fault"
	"sentier/internal/forum"
	"sentier/internal/progress"
	"sentier/internal/review"
	"sentier/internal/store"
)

// Table is what stands in a table, as text.
type Table struct {
	Columns []string
	Rows    [][]string
}

// holding are the rows in which a text stands, each as one line.
func (table Table) holding(text string) []string {
	var found []string
	for _, row := range table.Rows {
		if line := strings.Join(row, " | "); strings.Contains(line, text) {
			found = append(found, line)
		}
	}
	slices.Sort(found)
	return found
}

// shared are the tables that name learners and belong to nobody: a learner who goes is blanked out of them.
var shared = []string{"action", "topic", "post", "version", "report", "inquiry", "inquiry_turn", "suggestion"}

// posts are those of them that stay, without an author, where somebody leaves what they wrote in the forum.
var posts = []string{"topic", "post", "version"}

// indexes hold words of learners and nothing that tells whose they are.
var indexes = []string{"post_words", "post_index", "post_index_data", "post_index_idx", "post_index_docsize", "post_index_config"}

// Erase holds a store to it that nothing is left of a learner who goes. tables gives every table that the schema
// has, so that one which a later step brings is not forgotten: it must be filled by withBelongings.
func Erase(t *testing.T, s *store.Store, tables func(*testing.T) map[string]Table) {
	gone, stays := withBelongings(t, s), withBelongings(t, s)
	ended := sessionOf(gone.ID)
	must(t, s.AddSession(t.Context(), ended))
	must(t, s.RevokeSession(t.Context(), gone.ID, ended.ID))

	must(t, s.RevokeBadge(t.Context(), gone.ID, gone.badge.ID))

	before := tables(t)
	learners, indexed := 0, 0
	for name, table := range before {
		if slices.Contains(indexes, name) {
			indexed += len(table.holding(plain(gone.mark)))
			continue
		}
		if !slices.Contains(table.Columns, "account") && !slices.Contains(shared, name) {
			if rows := append(table.holding(string(gone.ID)), table.holding(gone.mark)...); len(rows) > 0 {
				t.Errorf("table %s has no account in its key and knows of a learner: %v", name, rows)
			}
			continue
		}
		if slices.Contains(shared, name) {
			if len(table.holding(string(gone.ID))) == 0 {
				t.Errorf("table %s may name a learner: put something into it in withBelongings", name)
			}
			continue
		}
		learners++
		if table.Columns[0] != "account" {
			t.Errorf("table %s: the account is not its first column", name)
		}
		if len(table.holding(string(gone.ID))) == 0 {
			t.Errorf("table %s belongs to learners: put something into it in withBelongings", name)
		}
	}
	if learners < 10 {
		t.Errorf("only %d tables belong to learners: the list of tables is not whole", learners)
	}

	if indexed == 0 {
		t.Error("no index holds a word of a learner: put one into it in withBelongings")
	}

	for range 2 {
		must(t, s.DeleteAccount(t.Context(), gone.ID))
	}
	untouched := func(t *testing.T) {
		t.Helper()
		after := tables(t)
		wantSame(t, "the names of the tables", slices.Sorted(maps.Keys(after)), slices.Sorted(maps.Keys(before)))
		for name, table := range after {
			for _, text := range []string{string(gone.ID), gone.mark, plain(gone.mark)} {
				if rows := table.holding(text); len(rows) > 0 {
					t.Errorf("table %s still has %v", name, rows)
				}
			}
			for _, text := range []string{string(stays.ID), stays.mark} {
				wantSame(t, "rows of somebody else in table "+name, table.holding(text), before[name].holding(text))
			}
		}
	}
	untouched(t)

	t.Run("sessions are refused", func(t *testing.T) {
		for _, session := range []account.Session{gone.session, ended} {
			if !isRevoked(t, s, session.ID) {
				t.Errorf("session %s is not refused", session.ID)
			}
			wantKind(t, "add it again", s.AddSession(t.Context(), session), fault.NotFound)
			wantKind(t, "renew it", s.RenewSession(t.Context(), session), fault.NotFound)
		}
		if isRevoked(t, s, stays.session.ID) {
			t.Error("somebody else's session is ended")
		}
	})

	t.Run("bits outlive their badge", func(t *testing.T) {
		_, err := s.Badge(t.Context(), gone.badge.ID)
		wantKind(t, "Badge", err, fault.NotFound)
		_, given, err := s.LastList(t.Context())
		must(t, err)
		revoked, err := s.RevokedPositions(t.Context(), gone.badge.Position.List)
		must(t, err)
		if given != 2 || !slices.Equal(revoked, []int{gone.badge.Position.Index}) {
			t.Errorf("%d positions are given and %v revoked, want 2 and that of who went", given, revoked)
		}
		next := issued("another module")
		next.Position = gone.badge.Position
		_, err = s.IssueBadge(t.Context(), signUp(t, s).ID, next, picture)
		wantKind(t, "the position, given again", err, fault.Conflict)
	})

	t.Run("what comes late", func(t *testing.T) {
		for _, late := range lateWrites(gone) {
			if err := late(t.Context(), s); err != nil {
				wantKind(t, "a write that comes late", err, fault.NotFound)
			}
		}
		untouched(t)
	})

	t.Run("at once with writes", func(t *testing.T) {
		leaving := withBelongings(t, s)
		writes := lateWrites(leaving)
		kinds := atOnce(t, crowd, func(i int) error {
			if i == crowd/2 {
				return s.DeleteAccount(t.Context(), leaving.ID)
			}
			return writes[i%len(writes)](t.Context(), s)
		})
		if kinds[done]+kinds[fault.NotFound]+kinds[fault.Conflict] != crowd {
			t.Errorf("outcomes %v", kinds)
		}
		for name, table := range tables(t) {
			if rows := append(table.holding(string(leaving.ID)), table.holding(leaving.mark)...); len(rows) > 0 {
				t.Errorf("table %s still has %v", name, rows)
			}
		}
		if !isRevoked(t, s, leaving.session.ID) {
			t.Error("the session is not refused")
		}
	})

	t.Run("posts may stay", func(t *testing.T) {
		leaving := withBelongings(t, s)
		before := tables(t)
		must(t, s.DeleteAccountKeepingPosts(t.Context(), leaving.ID))
		for name, table := range tables(t) {
			if rows := table.holding(string(leaving.ID)); len(rows) > 0 {
				t.Errorf("table %s still names who left: %v", name, rows)
			}
			kept := slices.Contains(posts, name) || slices.Contains(indexes, name)
			if rows := table.holding(leaving.mark); !kept && len(rows) > 0 || kept && len(rows) != len(before[name].holding(leaving.mark)) {
				t.Errorf("table %s has %d rows of who left, of %d: %v", name, len(rows), len(before[name].holding(leaving.mark)), rows)
			}
		}
		got, err := s.Topic(t.Context(), leaving.shown.Module, leaving.shown.ID, "")
		must(t, err)
		if got.Title != leaving.shown.Title || got.Author != "" || got.AuthorName != "" || got.State != forum.Shown {
			t.Errorf("their topic is %+v", got)
		}
	})

	t.Run("the name is free", func(t *testing.T) {
		_, err := s.AccountByKey(t.Context(), gone.Key)
		wantKind(t, "AccountByKey", err, fault.NotFound)
		next := somebody()
		next.Key = gone.Key
		must(t, s.CreateAccount(t.Context(), next.Account, nil, next.session, nil, nil, account.Admission{}))
		wantSame(t, "the facts of the next one", factsOf(t, s, next.ID), progress.Facts{})
	})
}

// lateWrites are what a second tab, or a slow node, may still send for a learner.
func lateWrites(l belongings) []func(context.Context, *store.Store) error {
	return []func(context.Context, *store.Store) error{
		func(ctx context.Context, s *store.Store) error {
			return s.MarkRead(ctx, l.ID, []progress.Read{read("m", "late")}, nil)
		},
		func(ctx context.Context, s *store.Store) error {
			return s.MarkRead(ctx, l.ID, nil, []progress.Entry{entry(progress.ForModule, "m", 1)})
		},
		func(ctx context.Context, s *store.Store) error {
			asked, first := inquiry(l.ID, noon)
			return s.AddInquiry(ctx, asked, first, nil)
		},
		func(ctx context.Context, s *store.Store) error { return s.AddSuggestion(ctx, proposal(l.ID, "late")) },
		func(ctx context.Context, s *store.Store) error {
			return s.SetPlace(ctx, l.ID, progress.Place{Module: "late", Lesson: "late", At: noon})
		},
		func(ctx context.Context, s *store.Store) error {
			return s.StartAttempt(ctx, l.ID, attempt(), []progress.Answer{answer("q1", 100)})
		},
		func(ctx context.Context, s *store.Store) error {
			_, err := s.SaveAnswer(ctx, l.ID, l.open.ID, answer(string(l.unasked), 100))
			return err
		},
		func(ctx context.Context, s *store.Store) error {
			return s.FinishAttempt(ctx, l.ID, finished(l.open, 300), []progress.Entry{entry(progress.ForQuiz, "m/late", 1)})
		},
		func(ctx context.Context, s *store.Store) error {
			_, err := s.IssueBadge(ctx, l.ID, issued("late"), picture)
			return err
		},
		func(ctx context.Context, s *store.Store) error {
			return s.PublishBadge(ctx, l.ID, l.badge.ID, true, "late")
		},
		func(ctx context.Context, s *store.Store) error {
			return s.Import(ctx, l.ID, abroad(), []badge.Foreign{brought()})
		},
		func(ctx context.Context, s *store.Store) error { return s.RevokeBadge(ctx, l.ID, l.badge.ID) },
		func(ctx context.Context, s *store.Store) error {
			return s.KeepCard(ctx, l.ID, card(review.Term, "late"))
		},
		func(ctx context.Context, s *store.Store) error { return s.SetReview(ctx, l.ID, noon.Add(day)) },
		func(ctx context.Context, s *store.Store) error {
			return s.AddPasskey(ctx, l.ID, passkey(), challenge())
		},
		func(ctx context.Context, s *store.Store) error {
			return s.UsePasskey(ctx, l.ID, l.passkey, challenge())
		},
		func(ctx context.Context, s *store.Store) error { return s.AddSession(ctx, sessionOf(l.ID)) },
		func(ctx context.Context, s *store.Store) error { return s.RenewSession(ctx, l.session) },
		func(ctx context.Context, s *store.Store) error { return s.RenewCodes(ctx, l.ID, l.codes) },
		func(ctx context.Context, s *store.Store) error { return s.ChangePassword(ctx, l.ID, "late", "") },
		func(ctx context.Context, s *store.Store) error { return s.Enqueue(ctx, letterTo(l.ID)) },
		func(ctx context.Context, s *store.Store) error {
			return s.MarkAnnouncements(ctx, l.ID, []announce.ID{l.heard}, noon)
		},
		func(ctx context.Context, s *store.Store) error {
			return s.Subscribe(ctx, l.ID, subscription(account.ForumMail, account.Each))
		},
		func(ctx context.Context, s *store.Store) error {
			return s.SetEmail(ctx, l.ID, "late@example.org", letterTo(l.ID))
		},
		func(ctx context.Context, s *store.Store) error { return s.ConfirmEmail(ctx, l.ID, l.Email, noon) },
		func(ctx context.Context, s *store.Store) error {
			return s.Recover(ctx, l.ID, account.Recovery{Was: l.Password, Hash: "late"}, noon)
		},
		func(ctx context.Context, s *store.Store) error {
			return s.Notify(ctx, l.ID, told(), action("account.reset", "", ""))
		},
		func(ctx context.Context, s *store.Store) error { return s.Rename(ctx, l.ID, "late", "fr") },
		func(ctx context.Context, s *store.Store) error {
			topic, post := topicBy(l.ID, "late")
			return s.StartTopic(ctx, topic, post)
		},
		func(ctx context.Context, s *store.Store) error {
			p := answerBy(l.ID, l.shown)
			p.Source = l.mark
			return s.Reply(ctx, p)
		},
		func(ctx context.Context, s *store.Store) error {
			return s.EditPost(ctx, forum.Post{Module: "m", Topic: l.shown.ID, ID: forum.PostID(l.shown.ID), Source: l.mark}, l.mark, l.ID, noon)
		},
		func(ctx context.Context, s *store.Store) error {
			return s.Thank(ctx, l.ID, l.thanked.Module, l.thanked.Topic, l.thanked.ID, noon)
		},
		func(ctx context.Context, s *store.Store) error {
			return s.Follow(ctx, l.ID, forum.Follow{Module: "m", Topic: l.thanked.Topic, Since: noon})
		},
		func(ctx context.Context, s *store.Store) error {
			return s.MarkSeen(ctx, l.ID, l.thanked.Module, l.thanked.Topic, l.thanked.ID)
		},
	}
}
