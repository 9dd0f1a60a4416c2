package storetest

import (
	"testing"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/store"
)

func grant(role account.Role, module string) account.Grant {
	return account.Grant{Role: role, Module: module, Given: noon}
}

func action(verb string, by, person account.ID) account.Action {
	return account.Action{ID: id(), By: by, ByName: "By", Verb: verb, Module: "m", Subject: "s", Person: person, Name: "Name", Reason: "because", At: noon}
}

func roles(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	chief, helper := signUp(t, s), signUp(t, s)

	t.Run("the first administrator is one", func(t *testing.T) {
		count, before, err := s.Administrators(t.Context())
		must(t, err)
		wantKind(t, "of nobody", s.FirstAdministrator(t.Context(), account.ID(id()), noon, action("role.first", "", "")), fault.NotFound)
		same := signUp(t, s)
		kinds := atOnce(t, crowd, func(i int) error {
			who := []account.ID{chief.ID, same.ID}[i%2]
			return s.FirstAdministrator(t.Context(), who, noon, action("role.first", who, who))
		})
		if kinds[done] != crowd/2 || kinds[fault.Conflict] != crowd/2 {
			t.Errorf("outcomes %v", kinds)
		}
		now, after, err := s.Administrators(t.Context())
		must(t, err)
		if count != 0 || now != 1 || after <= before {
			t.Errorf("from %d administrators (generation %d) to %d (%d), want one", count, before, now, after)
		}
		if got, err := s.Roles(t.Context(), same.ID); err != nil || got.Any() { // it was the other one
			chief, same = same, chief
		}
		log, err := s.Actions(t.Context(), "", chief.ID, "")
		must(t, err)
		if len(log) != 1 || log[0].Verb != "role.first" {
			t.Errorf("the log is %+v", log)
		}
	})

	t.Run("given once", func(t *testing.T) {
		first := action("role.give", chief.ID, helper.ID)
		must(t, s.GiveRole(t.Context(), helper.ID, grant(account.Moderator, "m"), first))
		must(t, s.GiveRole(t.Context(), helper.ID, grant(account.Moderator, "m"), action("role.give", chief.ID, helper.ID)))
		must(t, s.GiveRole(t.Context(), helper.ID, grant(account.Editor, ""), action("role.give", chief.ID, helper.ID)))
		got, err := s.Roles(t.Context(), helper.ID)
		must(t, err)
		wantSame(t, "roles", got, account.Grants{grant(account.Editor, ""), grant(account.Moderator, "m")})
		log, err := s.Actions(t.Context(), "", helper.ID, "")
		must(t, err)
		if len(log) != 2 {
			t.Fatalf("the log has %d lines of the helper, want 2: %+v", len(log), log)
		}
		wantSame(t, "the first line", log[1], first)
		older, err := s.Actions(t.Context(), log[0].ID, helper.ID, "s")
		must(t, err)
		wantSame(t, "the line before the newest", older, []account.Action{first})
		team, err := s.Team(t.Context())
		must(t, err)
		if len(team) != 3 || team[0].Account.ID != chief.ID || team[0].Account.Name != chief.Name || team[0].Role != account.Administrator {
			t.Errorf("the team is %+v", team)
		}
	})

	t.Run("to nobody", func(t *testing.T) {
		nobody := account.ID(id())
		wantKind(t, "give", s.GiveRole(t.Context(), nobody, grant(account.Editor, ""), action("role.give", chief.ID, nobody)), fault.NotFound)
	})

	t.Run("taken away", func(t *testing.T) {
		for range 2 {
			must(t, s.TakeRole(t.Context(), helper.ID, account.Editor, "", action("role.take", chief.ID, helper.ID)))
		}
		got, err := s.Roles(t.Context(), helper.ID)
		must(t, err)
		wantSame(t, "roles", got, account.Grants{grant(account.Moderator, "m")})
		log, err := s.Actions(t.Context(), "", helper.ID, "")
		must(t, err)
		if len(log) != 3 {
			t.Errorf("the log has %d lines, want 3", len(log))
		}
	})

	t.Run("but the last administrator's", func(t *testing.T) {
		last := action("role.take", helper.ID, chief.ID)
		wantKind(t, "take", s.TakeRole(t.Context(), chief.ID, account.Administrator, "", last), fault.Conflict)
		got, err := s.Roles(t.Context(), chief.ID)
		must(t, err)
		wantSame(t, "roles", got, account.Grants{grant(account.Administrator, "")})
		must(t, s.GiveRole(t.Context(), helper.ID, grant(account.Administrator, ""), action("role.give", chief.ID, helper.ID)))
		must(t, s.TakeRole(t.Context(), chief.ID, account.Administrator, "", last))
	})

	t.Run("settings", func(t *testing.T) {
		before, err := s.Generation(t.Context(), "settings")
		must(t, err)
		must(t, s.SetSetting(t.Context(), "registration", `"open"`, noon))
		must(t, s.SetSetting(t.Context(), "registration", `"closed"`, noon))
		must(t, s.SetSetting(t.Context(), "forum", `"anyone"`, noon))
		must(t, s.SetSetting(t.Context(), "forum", "", noon))
		got, err := s.Settings(t.Context())
		must(t, err)
		wantSame(t, "settings", got, map[string]string{"registration": `"closed"`})
		change := action("setting.change", chief.ID, "")
		change.Subject = "forum"
		must(t, s.ChangeSettings(t.Context(), map[string]string{"forum": `"off"`}, []account.Action{change}))
		got, err = s.Settings(t.Context())
		must(t, err)
		wantSame(t, "settings", got, map[string]string{"registration": `"closed"`, "forum": `"off"`})
		log, err := s.Actions(t.Context(), "", "", "forum")
		must(t, err)
		wantSame(t, "the log of the setting", log, []account.Action{change})
		after, err := s.Generation(t.Context(), "settings")
		must(t, err)
		if after <= before {
			t.Errorf("the generation went from %d to %d", before, after)
		}
	})
}
