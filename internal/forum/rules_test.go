package forum

import (
	"strings"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
)

var now = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

func TestJudge(t *testing.T) {
	old := Past{Joined: now.Add(-365 * 24 * time.Hour), Shown: 20}
	young := Past{Joined: now.Add(-time.Hour), Shown: 20}
	with := func(p Past, change func(*Past)) Past { change(&p); return p }
	rules := Rules{HoldFirst: 2, Words: []string{"Casino", "gagner de l’argent"}, Domains: []string{"spam.example"}}
	shown, held := Verdict{State: Shown}, func(c Cause) Verdict { return Verdict{State: Held, Cause: c} }
	for _, test := range []struct {
		name          string
		rules         Rules
		title, source string
		past          Past
		team          bool
		want          Verdict
	}{
		{"a plain text", rules, "Un câble", "Lequel ?", old, false, shown},
		{"a newcomer's first", rules, "", "Bonjour", with(old, func(p *Past) { p.Shown = 1 }), false, held(Newcomer)},
		{"a newcomer's third", rules, "", "Bonjour", with(old, func(p *Past) { p.Shown = 2 }), false, shown},
		{"a newcomer where none waits", Rules{}, "", "Bonjour", Past{Joined: now}, false, shown},
		{"the team", rules, "", "https://spam.example casino", with(young, func(p *Past) { p.Shown, p.Recent = 0, 50 }), true, shown},
		{"a link of a new account", rules, "", "voir https://example.org/x", young, false, held(Links)},
		{"a link without a scheme", rules, "", "voir example.com", young, false, held(Links)},
		{"a link in a title", rules, "www.example.org", "x", young, false, held(Links)},
		{"no link", rules, "", "Ça marche.Merci, v1.2.3 et un.deux", young, false, shown},
		{"a link of an old account", rules, "", "voir https://example.org/x", old, false, shown},
		{"links of anybody", Rules{LinksAfter: -1}, "", "https://example.org", young, false, shown},
		{"a blocked word", rules, "", "Au CASINO !", old, false, held(Blocked)},
		{"in a title", rules, "Casíno", "x", old, false, held(Blocked)},
		{"hidden by what is not seen", rules, "", "cas\u200bi\u00adno", old, false, held(Blocked)},
		{"within another word", rules, "", "casinotte", old, false, shown},
		{"a blocked phrase", rules, "", "Gagner  de\nl'argent", old, false, held(Blocked)},
		{"a blocked domain", rules, "", "[x](HTTP://user@sub.Spam.example:80/p)", old, false, held(Blocked)},
		{"one that ends like it", rules, "", "https://notspam.example", old, false, shown},
		{"twice", rules, "", "Bonjour", with(old, func(p *Past) { p.OwnSame = true }), false, Verdict{Refused: SameText}},
		{"twice by the team", rules, "", "Bonjour", with(old, func(p *Past) { p.OwnSame = true }), true, Verdict{Refused: SameText}},
		{"short, as others say", rules, "", "Merci !", with(old, func(p *Past) { p.Others = true }), false, shown},
		{"long, of another", rules, "", strings.Repeat("copié ", 30), with(old, func(p *Past) { p.Others = true }), false, Verdict{Refused: Copied}},
		{"the last of an hour", rules, "", "x", with(old, func(p *Past) { p.Recent = DefaultHourly - 1 }), false, shown},
		{"one too many", rules, "", "x", with(old, func(p *Past) { p.Recent, p.Oldest = DefaultHourly, now.Add(-20*time.Minute) }), false,
			Verdict{Refused: TooMany, Wait: 40 * time.Minute}},
		{"by the host's number", Rules{Hourly: 1}, "", "x", with(old, func(p *Past) { p.Recent, p.Oldest = 1, now.Add(-59*time.Minute-50*time.Second) }), false,
			Verdict{Refused: TooMany, Wait: time.Minute}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := test.rules.Judge(test.title, test.source, test.past, test.team, now); got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
	if got := rules.JudgeEdit("", "Bonjour", Past{Joined: now.Add(-time.Hour)}, false, now); got != shown {
		t.Errorf("a newcomer's edit: %+v", got)
	}
	if got := rules.JudgeEdit("", "https://example.org", Past{Joined: now.Add(-time.Hour)}, false, now); got != held(Links) {
		t.Errorf("a newcomer's edit with a link: %+v", got)
	}
}

func TestChecks(t *testing.T) {
	message := func(err error) string {
		if err == nil {
			return ""
		}
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("%v is no fault.Invalid", err)
		}
		return strings.SplitN(err.Error(), ":", 2)[0]
	}
	for title, want := range map[string]string{
		"": "forum.title_missing", "\u200b \n": "forum.title_missing", " a\tbc ": "forum.title_short", "Les câbles": "",
		strings.Repeat("é", MostTitle): "", strings.Repeat("é", MostTitle+1): "forum.title_long",
	} {
		if got := message(CheckTitle(TidyTitle(title))); got != want {
			t.Errorf("title %q: %q, want %q", title, got, want)
		}
	}
	for text, want := range map[string]string{
		"": "forum.text_missing", " \n\u200b": "forum.text_missing", "?": "",
		strings.Repeat("a", MostPost): "", strings.Repeat("a", MostPost+1): "forum.text_too_long",
	} {
		if got := message(CheckText(text)); got != want {
			t.Errorf("text of %d bytes: %q, want %q", len(text), got, want)
		}
	}
	if got := TidyTitle(" a\u202eb\r\n  c\x00👩\u200d💻 "); got != "ab c👩\u200d💻" {
		t.Errorf("tidied: %q", got)
	}
}

func TestWhoMay(t *testing.T) {
	grants := func(role account.Role, module string) account.Grants {
		return account.Grants{{Role: role, Module: module}}
	}
	nobody, author, other := Writer{}, Writer{ID: "author"}, Writer{ID: "other"}
	there, elsewhere := Writer{"chief", grants(account.Moderator, "m")}, Writer{"chief", grants(account.Moderator, "n")}
	editor, chief := Writer{"editor", grants(account.Editor, "")}, Writer{"chief", grants(account.Administrator, "")}
	all := map[string]Writer{"nobody": nobody, "author": author, "other": other, "there": there, "elsewhere": elsewhere, "editor": editor, "chief": chief}
	open := Topic{Module: "m", Category: Question, Author: "author", State: Shown}
	locked, held := open, open
	locked.Locked, held.State = true, Held
	post := func(state State) Post { return Post{Module: "m", Author: "author", State: state} }
	gone := Post{Module: "m", State: Deleted}
	for name, test := range map[string]struct {
		may  func(Writer) bool
		want string
	}{
		"reply":                 {func(w Writer) bool { return w.MayReply(open) }, "author chief editor elsewhere other there"},
		"reply where locked":    {func(w Writer) bool { return w.MayReply(locked) }, "chief there"},
		"reply to what is held": {func(w Writer) bool { return w.MayReply(held) }, "author chief there"},
		"edit":                  {func(w Writer) bool { return w.MayEdit(open, post(Shown)) }, "author chief there"},
		"edit where locked":     {func(w Writer) bool { return w.MayEdit(locked, post(Shown)) }, "chief there"},
		"edit what is hidden":   {func(w Writer) bool { return w.MayEdit(open, post(Hidden)) }, "chief there"},
		"edit what is gone":     {func(w Writer) bool { return w.MayEdit(open, gone) }, ""},
		"delete":                {func(w Writer) bool { return w.MayDelete(post(Shown)) }, "author"},
		"delete what is gone":   {func(w Writer) bool { return w.MayDelete(gone) }, ""},
		"solve":                 {func(w Writer) bool { return w.MaySolve(open) }, "author chief there"},
		"solve an idea":         {func(w Writer) bool { return w.MaySolve(Topic{Module: "m", Category: Idea, Author: "author"}) }, ""},
		"thank":                 {func(w Writer) bool { return w.MayThank(post(Shown)) }, "chief editor elsewhere other there"},
		"thank for what waits":  {func(w Writer) bool { return w.MayThank(post(Held)) }, ""},
	} {
		want := strings.Fields(test.want)
		for who, w := range all {
			expected := false
			for _, one := range want {
				expected = expected || one == who
			}
			if test.may(w) != expected {
				t.Errorf("%s may %s: %v", who, name, !expected)
			}
		}
	}
}

func TestFingerprint(t *testing.T) {
	if Fingerprint("Ça, alors !") != Fingerprint("ca  ALORS...") {
		t.Error("the same text has two")
	}
	if Fingerprint("Ça alors") == Fingerprint("ça alors non") || Fingerprint("!!!") == Fingerprint("???") {
		t.Error("two texts have one")
	}
}
