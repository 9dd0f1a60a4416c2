package meeting

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
)

// hostile is a text with all that a calendar writes otherwise, longer than a line in characters of several octets.
var hostile = `Échanges; 1, 2\3 "é":` + "\nEND:VEVENT\r\nX:\x00\x1b" + strings.Repeat("été 🌳 ", 40)

// A calendar is read by another hand than the one that wrote it.
func TestCalendar(t *testing.T) {
	begins := time.Date(2026, 12, 3, 17, 30, 0, 0, time.UTC)
	made := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	data := Calendar("Se rencontrer, "+hostile, "courses.example.org", made, []Event{
		{ID: "abc", Begins: begins, Ends: begins.Add(time.Hour), Title: hostile, Place: "Le jardin, mumble://talk.example.org", Description: hostile,
			URL: "https://courses.example.org/fr/" + strings.Repeat("long-", 30) + "/meetings"},
		{ID: "def", Begins: begins.Add(168 * time.Hour), Ends: begins.Add(169 * time.Hour), Title: "B"},
	})
	for _, line := range strings.SplitAfter(strings.TrimSuffix(string(data), "\r\n"), "\r\n") {
		content := strings.TrimSuffix(line, "\r\n")
		if len(content) > mostOctets || strings.ContainsAny(content, "\r\n") || !utf8.ValidString(content) {
			t.Errorf("no line of a calendar: %q", line)
		}
	}
	read, err := ics.ParseCalendar(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	events := read.Events()
	if len(events) != 2 {
		t.Fatalf("%d events, want 2", len(events))
	}
	value := func(e *ics.VEvent, name ics.ComponentProperty) string {
		t.Helper()
		p := e.GetProperty(name)
		if p == nil {
			t.Fatalf("an event has no %s", name)
		}
		return ics.FromText(p.Value)
	}
	want := strings.NewReplacer("\r\n", "\n", "\x00", "", "\x1b", "").Replace(hostile)
	if got := value(events[0], ics.ComponentPropertySummary); got != want {
		t.Errorf("the title is read as %q\nwant %q", got, want)
	}
	if value(events[0], ics.ComponentPropertyDescription) != want {
		t.Error("the description is read otherwise than it was written")
	}
	if got := value(events[0], ics.ComponentPropertyLocation); got != "Le jardin, mumble://talk.example.org" {
		t.Errorf("the place is %q", got)
	}
	if got := events[0].GetProperty(ics.ComponentPropertyUrl).Value; !strings.HasSuffix(got, "long-/meetings") {
		t.Errorf("the address is %q", got)
	}
	if events[0].Id() != "abc@courses.example.org" || events[1].Id() != "def@courses.example.org" {
		t.Errorf("the events are called %q and %q", events[0].Id(), events[1].Id())
	}
	for i, e := range events {
		start, errStart := e.GetStartAt()
		end, errEnd := e.GetEndAt()
		stamp, errStamp := e.GetDtStampTime()
		if errStart != nil || errEnd != nil || errStamp != nil || !start.Equal(begins.Add(time.Duration(i)*168*time.Hour)) ||
			end.Sub(start) != time.Hour || !stamp.Equal(made) {
			t.Errorf("event %d is from %s to %s, made %s (%v, %v, %v)", i, start, end, stamp, errStart, errEnd, errStamp)
		}
	}
	if again := Calendar("Se rencontrer, "+hostile, "courses.example.org", made, nil); !bytes.HasPrefix(data, again[:200]) {
		t.Error("the same calendar is written otherwise")
	}
}
