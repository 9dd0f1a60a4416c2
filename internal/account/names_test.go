package account

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"sentier/internal/fault"
)

// message is the message key of an error, "" for none.
func message(t *testing.T, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind != fault.Invalid || f.Message == "" {
		t.Fatalf("%v is no fault that a person can mend", err)
	}
	return f.Message
}

func TestCheckName(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"zoe", ""}, {"Zoé", ""}, {"jean-luc_2.0", ""}, {"le petit prince", ""},
		{"Αθηνά", ""}, {"Ольга", ""}, {"ليلى", ""}, {"さくら", ""}, {"हिन्दी", ""}, {"Nguyễn", ""},
		{"123", ""}, {strings.Repeat("é", 30), ""},
		{"", "account.name_short"}, {"al", "account.name_short"}, {"éé", "account.name_short"},
		{strings.Repeat("a", 31), "account.name_long"},
		{"ana@example.org", "account.name_email"}, {"@", "account.name_email"},
		{" ana", "account.name_letters"}, {"ana ", "account.name_letters"}, {"a  na", "account.name_letters"},
		{"e\u0301te\u0301", "account.name_letters"}, // TidyName composes
		{"a\u00a0na", "account.name_letters"}, {"a\tna", "account.name_letters"},
		{"ana!", "account.name_letters"}, {"<b>ana</b>", "account.name_letters"}, {"l’été", "account.name_letters"},
		{"...", "account.name_letters"}, {"- -", "account.name_letters"},
		{"ana\u200b", "account.name_letters"}, {"ana\u202e", "account.name_letters"}, {"ana\ufe0f", "account.name_letters"},
		{"\u3164\u3164\u3164", "account.name_letters"}, {"ana\x00", "account.name_letters"}, {"ana\xff", "account.name_letters"},
		{"a\u0324\u0325\u0326\u0327b", "account.name_letters"}, {"\u0301ana", "account.name_letters"},
		{strings.Repeat("\ufdfa", 4), "account.name_letters"}, // a ligature of eighteen characters
	} {
		if got := message(t, CheckName(c.name)); got != c.want {
			t.Errorf("CheckName(%q) says %q, want %q", c.name, got, c.want)
		}
	}
}

func TestCheckDisplay(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"", ""}, {"Z", ""}, {"L’équipe (5e B) !", ""}, {"Ana 🌲", ""}, {strings.Repeat("ü", 40), ""},
		{strings.Repeat("ü", 41), "account.display_long"}, {"ana@example.org", "account.display_email"},
		{" Ana", "account.display_letters"}, {"!!!", "account.display_letters"}, {"Ana\u202eana", "account.display_letters"},
		{"Ana\n", "account.display_letters"}, {"Ana\u2066", "account.display_letters"},
	} {
		if got := message(t, CheckDisplay(c.name)); got != c.want {
			t.Errorf("CheckDisplay(%q) says %q, want %q", c.name, got, c.want)
		}
	}
}

func TestNamesThatLookAlikeAreOne(t *testing.T) {
	for _, same := range [][]string{
		{"Zoé", "zoe", "ZOÉ", "Zoe\u0301"}, {"Cœur", "coeur"}, {"Jean Luc", "jean luc", " Jean\u00a0 Luc "}, {"Ωmega", "ωMEGA"},
	} {
		for _, name := range same {
			if got, want := NameKey(TidyName(name)), NameKey(same[0]); got != want {
				t.Errorf("NameKey(%q) = %q, want %q", name, got, want)
			}
		}
	}
	for _, other := range []string{"zo", "zoe1", "zo-e", "z.oe"} {
		if NameKey(other) == NameKey("zoe") {
			t.Errorf("%q is taken for zoe", other)
		}
	}
}

// FuzzNames: a tidy name stays tidy, and what is accepted is a name to its key as well.
func FuzzNames(f *testing.F) {
	for _, s := range []string{"Zoé", " a  b ", "e\u0301", "\ufdfa", "ŉabc", "a\u200db", "\xff\xfe", "ǅab", "İstanbul", "ﬃa"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		name := TidyName(typed)
		if again := TidyName(name); again != name {
			t.Errorf("TidyName(%q) = %q, again %q", typed, name, again)
		}
		if CheckName(name) != nil {
			return
		}
		key := NameKey(name)
		if key == "" || key != NameKey(key) || !utf8.ValidString(name) || strings.ContainsAny(name+key, "@<>\"'&\r\n\x00") {
			t.Errorf("%q is accepted, its key is %q", name, key)
		}
		if CheckDisplay(name) != nil {
			t.Errorf("%q can be a sign-in name, and not be shown", name)
		}
	})
}
