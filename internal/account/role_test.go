package account

import "testing"

func TestGrants(t *testing.T) {
	const here, there = "m1", "m2"
	for _, c := range []struct {
		name   string
		grants Grants
		role   Role
		module string
		may    bool
	}{
		{"nobody", nil, Moderator, here, false},
		{"nobody, anywhere", nil, Moderator, "", false},
		{"a moderator of the site", Grants{{Role: Moderator}}, Moderator, here, true},
		{"a moderator of the site, of all of it", Grants{{Role: Moderator}}, Moderator, "", true},
		{"a moderator of this module", Grants{{Role: Moderator, Module: here}}, Moderator, here, true},
		{"a moderator of another module", Grants{{Role: Moderator, Module: there}}, Moderator, here, false},
		{"a moderator of a module, of all of it", Grants{{Role: Moderator, Module: here}}, Moderator, "", false},
		{"an editor who would moderate", Grants{{Role: Editor}}, Moderator, here, false},
		{"a moderator who would give roles", Grants{{Role: Moderator}}, Administrator, "", false},
		{"an administrator", Grants{{Role: Administrator}}, Moderator, here, true},
		{"an administrator gives roles", Grants{{Role: Administrator}}, Administrator, "", true},
		{"an administrator of a module is none", Grants{{Role: Administrator, Module: here}}, Moderator, there, false},
		{"the second of two", Grants{{Role: Editor}, {Role: Moderator, Module: here}}, Moderator, here, true},
	} {
		if got := c.grants.May(c.role, c.module); got != c.may {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	if g := (Grants{{Role: Moderator, Module: here}}); !g.Somewhere(Moderator) || g.Somewhere(Editor) || !g.Any() {
		t.Error("a moderator of one module is one somewhere, and no editor")
	}
	if (Grants{}).Any() || (Grants{}).Somewhere(Moderator) {
		t.Error("nobody is of the team")
	}
}
