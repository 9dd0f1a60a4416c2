package account

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"sentier/internal/lang"
)

func TestCheckPassword(t *testing.T) {
	for _, c := range []struct{ password, want string }{
		{"le chat dort sur le toit", ""}, {"correct horse battery staple", ""}, {"трава у дома моего", ""},
		{"xk7vq2mtz8bd", ""}, {"            x7kq2vbm", ""}, {"839215740628", ""}, {"vélo-lampe-nuage", ""},
		{strings.Repeat("azf4 kd0", 32), ""}, {"🌲🚲📚🎈🌍🐢🥕🎻🏔🛶🧭🪁", ""},
		{"", "account.password_short"}, {"xk7vq2mtz8b", "account.password_short"},
		{"e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301", "account.password_short"}, // six characters once composed
		{strings.Repeat("azf4 kd0", 32) + "x", "account.password_long"},
		{"aaaaaaaaaaaa", "account.password_repeated"}, {"            ", "account.password_repeated"},
		{"abcabcabcabc", "account.password_repeated"}, {"xk7xk7xk7xk7", "account.password_repeated"},
		{"AbCdEfGhIjKl", "account.password_repeated"}, {"lkjihgfedcba", "account.password_repeated"},
		{"123456789012", "account.password_repeated"}, {"azertyuiopqs", "account.password_repeated"},
		{"azertyuiop123456", "account.password_repeated"}, {"1 2 3 4 5 6 7 8 9 0 1 2", "account.password_repeated"},
		{"111111222222", "account.password_repeated"}, {"1qaz2wsx3edc", "account.password_repeated"},
		{"motdepasse2024", "account.password_common"}, {"MotDePasse2024!", "account.password_common"},
		{"P@ssw0rd1234", "account.password_common"}, {"qwerty-football", "account.password_common"},
		{"sunshineprincess", "account.password_common"}, {"iloveyou!!!!!", "account.password_common"},
		{"unbelievable", "account.password_common"}, {"marseillemarseille", "account.password_common"},
		{"zbigniew-1985", "account.password_name"}, {"Zbigniew 12345", "account.password_name"},
		{"weingibzweingibz", "account.password_name"}, {"soleilzbigniew", "account.password_name"},
	} {
		if got := message(t, CheckPassword("Zbigniew", c.password)); got != c.want {
			t.Errorf("CheckPassword(%q) says %q, want %q (effort %d)", c.password, got, c.want,
				effort(unspaced(lang.Fold(c.password)), isPattern, isCommon, isName("Zbigniew")))
		}
	}
	if err := CheckPassword("", "le chat dort sur le toit"); err != nil {
		t.Error("without a name:", err)
	}
	if got := message(t, CheckPassword("jean-luc d.", "jean-luc d. 1")); got != "account.password_name" {
		t.Errorf("a name with signs in it: %q", got)
	}
}

// TestListedFindsEveryWord: the list is as listed needs it, and nothing else is in it.
func TestListedFindsEveryWord(t *testing.T) {
	words := strings.Split(strings.TrimSuffix(commonPasswords, "\n"), "\n")
	if !slices.IsSorted(words) || len(words) < 20000 {
		t.Fatalf("%d words, sorted: %v", len(words), slices.IsSorted(words))
	}
	for _, word := range words {
		if !listed(word) {
			t.Errorf("%q is not found", word)
		}
		if unspaced(lang.Fold(word)) != word {
			t.Errorf("%q is not folded", word)
		}
		if n := utf8.RuneCountInString(word); n < 4 || n > longestPiece {
			t.Errorf("%q is never looked for", word)
		}
		if n := utf8.RuneCountInString(word); n >= LeastPassword && CheckPassword("", word) == nil {
			t.Errorf("%q is on the list, and accepted", word)
		}
	}
	for _, other := range []string{"", "\n", "a", "zzzzzzzzzzzzzzzzzz", "passwordd", "password\n", "~~~~~~~", "é"} {
		if listed(other) {
			t.Errorf("%q is found", other)
		}
	}
}

func TestEffortOfPieces(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"", 0}, {"7", 1}, {"x", 2}, {"7x7x7x", 4}, {"abc", 2}, {"abcx", 4}, {"éééé", 3}, {"éééx", 4}, {"soleil", 4}, {"soleil85", 6}, {"soleilsoleil", 5},
	} {
		if got := effort(c.text, isPattern, isCommon); got != c.want {
			t.Errorf("effort(%q) = %d, want %d", c.text, got, c.want)
		}
	}
}

func FuzzCheckPassword(f *testing.F) {
	f.Add("zoe", "le chat dort sur le toit")
	f.Add("", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff")
	f.Add("a b", strings.Repeat("é", 200))
	f.Add("a b", strings.Repeat("\ufdfa", 250)) // each is eighteen once folded
	f.Fuzz(func(t *testing.T, name, password string) {
		err := CheckPassword(name, password)
		if err != nil && !strings.HasPrefix(message(t, err), "account.password_") {
			t.Errorf("%q: %v", password, err)
		}
		if err == nil && len(password) > 4*4*MostPassword {
			t.Errorf("%d bytes are accepted", len(password))
		}
		if err == nil && NameKey(name) == lang.Fold(password) && utf8.RuneCountInString(name) <= MostName {
			t.Errorf("%q may be its own password", name)
		}
	})
}

func BenchmarkCheckPassword(b *testing.B) {
	long := strings.Repeat("soleil lune étoile 1", 12)
	for b.Loop() {
		CheckPassword("zoe", long)
	}
}
