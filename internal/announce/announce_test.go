package announce

import (
	"slices"
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

func sound() Announcement {
	return Announcement{ID: "1", Audience: Everyone, Begins: noon, Created: noon, Changed: noon,
		Texts: map[string]Text{"fr": {Title: "Une panne", Body: "Mardi."}, "en": {Title: "An outage", Body: "On Tuesday."}}}
}

func TestState(t *testing.T) {
	a := sound()
	a.Ends = noon.Add(time.Hour)
	gone := a
	gone.Withdrawn = noon
	for _, test := range []struct {
		a     Announcement
		now   time.Time
		want  State
		turns time.Time
	}{
		{a, noon.Add(-1), Scheduled, noon}, {a, noon, Current, a.Ends}, {a, a.Ends.Add(-1), Current, a.Ends}, {a, a.Ends, Past, time.Time{}},
		{gone, noon, Withdrawn, time.Time{}}, {sound(), noon.AddDate(9, 0, 0), Current, time.Time{}},
	} {
		if got := test.a.State(test.now); got != test.want || !test.a.Turns(test.now).Equal(test.turns) {
			t.Errorf("at %v: %s, which turns at %v; want %s, %v", test.now, got, test.a.Turns(test.now), test.want, test.turns)
		}
	}
}

func TestFor(t *testing.T) {
	stranger, member, learner := Reader{}, Reader{Account: "a"}, Reader{Account: "a", Modules: []string{"m"}}
	for audience, want := range map[Audience][3]bool{Everyone: {true, true, true}, Members: {false, true, true}, Learners: {false, false, true}} {
		a := sound()
		a.Audience, a.Module = audience, "m"
		if got := [3]bool{a.For(stranger), a.For(member), a.For(learner)}; got != want {
			t.Errorf("%s: %v, want %v", audience, got, want)
		}
	}
	odd := sound()
	odd.Audience, odd.Module = Learners, ""
	if odd.For(Reader{Modules: []string{""}}) {
		t.Error("a stranger is of a module")
	}
}

func TestText(t *testing.T) {
	a := sound()
	if text, lang := a.Text("en", "fr"); lang != "en" || text.Title != "An outage" {
		t.Errorf("in English: %s, %+v", lang, text)
	}
	if _, lang := a.Text("de"); lang != "en" {
		t.Errorf("in German: %s", lang)
	}
	if a.URN("fr") == a.URN("en") || !strings.HasPrefix(a.URN("fr"), "urn:uuid:") {
		t.Errorf("names: %s, %s", a.URN("fr"), a.URN("en"))
	}
}

func TestUnread(t *testing.T) {
	old, read, over, mine, others := sound(), sound(), sound(), sound(), sound()
	old.ID, old.Begins = "old", noon.Add(-time.Hour)
	read.ID, over.ID, mine.ID, others.ID = "read", "over", "mine", "others"
	over.Ends = noon.Add(time.Minute)
	mine.Audience, mine.Module = Learners, "m"
	others.Audience, others.Module = Learners, "other"
	all := []Announcement{old, read, sound(), over, mine, others}
	reader := Reader{Account: "a", Joined: noon.Add(-time.Minute), Modules: []string{"m"}}
	var got []string
	for _, a := range Unread(all, reader, []ID{"read"}, noon.Add(time.Hour)) {
		got = append(got, string(a.ID))
	}
	if !slices.Equal(got, []string{"1", "mine"}) {
		t.Errorf("unread are %v", got)
	}
	if len(all) != 6 || all[1].ID != "read" || len(Unread(all, Reader{}, nil, noon.Add(time.Hour))) != 0 {
		t.Error("the list was changed, or a stranger has something to read")
	}
}

func TestCheck(t *testing.T) {
	if faults := sound().Check(nil); len(faults) > 0 {
		t.Fatalf("a sound one: %+v", faults)
	}
	for name, test := range map[string]struct {
		change func(*Announcement)
		want   string
	}{
		"no text":         {func(a *Announcement) { a.Texts = nil }, "texts  announce.no_text"},
		"no title":        {func(a *Announcement) { a.Texts["fr"] = Text{Title: " ", Body: "x"} }, "title fr announce.no_title"},
		"a long title":    {func(a *Announcement) { a.Texts["en"] = Text{Title: strings.Repeat("é", 121), Body: "x"} }, "title en announce.long_title"},
		"no body":         {func(a *Announcement) { a.Texts["fr"] = Text{Title: "x"} }, "body fr announce.no_body"},
		"another module":  {func(a *Announcement) { a.Audience, a.Module = Learners, "x" }, "module  announce.no_module"},
		"another reader":  {func(a *Announcement) { a.Audience = "nobody" }, "audience  announce.no_audience"},
		"no day":          {func(a *Announcement) { a.Begins = time.Time{} }, "begins  announce.no_day"},
		"in 60 years":     {func(a *Announcement) { a.Begins = noon.AddDate(60, 0, 0) }, "begins  announce.no_day"},
		"over before":     {func(a *Announcement) { a.Ends = a.Begins }, "ends  announce.ends_before"},
		"over in a while": {func(a *Announcement) { a.Ends = noon.AddDate(60, 0, 0) }, "ends  announce.ends_before"},
	} {
		a := sound()
		test.change(&a)
		var got []string
		for _, f := range a.Check([]string{"m"}) {
			got = append(got, f.Field+" "+f.Lang+" "+f.Key)
		}
		if !slices.Equal(got, []string{test.want}) {
			t.Errorf("%s: %v", name, got)
		}
	}
}
