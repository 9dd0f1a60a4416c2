package moderation_test

import (
	"strings"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/moderation"
)

var noon = time.Date(2030, 1, 1, 12, 0, 0, 0, time.UTC)

func TestReport(t *testing.T) {
	for _, test := range []struct {
		ground moderation.Ground
		text   string
		want   string
	}{
		{moderation.Spam, "", ""},
		{moderation.Unkind, strings.Repeat("é", moderation.MostText), ""},
		{moderation.Unkind, strings.Repeat("é", moderation.MostText+1), "moderation.too_long"},
		{"", "because", "report.choose"},
		{"nothing", "because", "report.choose"},
		{moderation.Illegal, "  it is  ", "report.why"},
		{moderation.Illegal, "it breaks article 323-1", ""},
	} {
		err := moderation.Report{Ground: test.ground, Text: test.text}.Check()
		if got := message(err); got != test.want {
			t.Errorf("%q %.20q: %q, want %q", test.ground, test.text, got, test.want)
		}
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return fault.Message(err)
}

func TestDecision(t *testing.T) {
	why := "calls others names"
	for _, test := range []struct {
		d                  moderation.Decision
		want               string
		post, person       string
		outcome            moderation.Outcome
		restricts, silence bool
	}{
		{d: moderation.Decision{Act: moderation.Keep, Sanction: moderation.None}, post: "post.keep", outcome: moderation.Kept},
		{d: moderation.Decision{Act: moderation.Hide}, want: "moderation.choose", post: "post.hide", outcome: moderation.Hid, restricts: true},
		{d: moderation.Decision{Act: moderation.Hide, Ground: moderation.Unkind, Reason: "no"}, want: "moderation.why", post: "post.hide", outcome: moderation.Hid, restricts: true},
		{d: moderation.Decision{Act: moderation.Keep, Sanction: moderation.Warn, Ground: moderation.Unkind, Reason: why}, post: "post.keep", person: "person.warn",
			outcome: moderation.Warned, restricts: true},
		{d: moderation.Decision{Sanction: moderation.Suspend, Ends: noon.Add(1), Ground: moderation.Spam, Reason: why}, person: "person.suspend",
			outcome: moderation.Warned, restricts: true, silence: true},
		{d: moderation.Decision{Sanction: moderation.Suspend, Ends: noon, Ground: moderation.Spam, Reason: why}, person: "person.suspend",
			outcome: moderation.Warned, restricts: true},
		{d: moderation.Decision{Sanction: moderation.Ban, Ground: moderation.Spam, Reason: why}, person: "person.ban", outcome: moderation.Warned, restricts: true, silence: true},
		{d: moderation.Decision{Sanction: moderation.Ban, Lifted: noon, Ground: moderation.Spam, Reason: why}, person: "person.ban", outcome: moderation.Warned, restricts: true},
	} {
		post, person := test.d.Verbs()
		if got := message(test.d.Check()); got != test.want || post != test.post || person != test.person ||
			test.d.Outcome() != test.outcome || test.d.Restricts() != test.restricts || test.d.Silences(noon) != test.silence {
			t.Errorf("%+v: %q, %q, %q, %q, %t, %t", test.d, got, post, person, test.d.Outcome(), test.d.Restricts(), test.d.Silences(noon))
		}
	}
}

func TestWhoDecides(t *testing.T) {
	answered := moderation.Decision{Person: "ana", By: "eva", Answered: noon}
	day := 24 * time.Hour
	for _, test := range []struct {
		who    account.ID
		others bool
		after  time.Duration
		want   bool
	}{
		{"ida", true, 0, true}, {"eva", true, 0, false}, {"eva", true, 7 * day, true}, {"eva", false, 0, true}, {"ana", false, 9 * day, false},
	} {
		if got := answered.MayReview(test.who, test.others, noon.Add(test.after)); got != test.want {
			t.Errorf("%s (others: %t) after %v: %t", test.who, test.others, test.after, got)
		}
	}
	answered.Replied = noon
	if answered.MayReview("ida", true, noon) {
		t.Error("it is looked into twice")
	}
	team := account.Grants{{Role: account.Editor}}
	for _, test := range []struct {
		of       account.ID
		roles    account.Grants
		sanction moderation.Sanction
		want     bool
	}{
		{"ana", nil, moderation.Ban, true}, {"eva", nil, moderation.None, false}, {"ana", team, moderation.None, true},
		{"ana", team, moderation.Warn, false}, {"", nil, moderation.None, true}, {"", nil, moderation.Warn, false},
	} {
		if got := moderation.MayDecide("eva", test.of, test.roles, test.sanction); got != test.want {
			t.Errorf("%+v: %t", test, got)
		}
	}
	if !(moderation.Decision{}).MayAnswer() || answered.MayAnswer() || (moderation.Decision{Lifted: noon}).MayAnswer() {
		t.Error("who concerns it may answer once, while it holds")
	}
}
