package meeting

import (
	"slices"
	"testing"
	"time"

	"sentier/internal/config"
)

// at is a time of Paris, "2026-12-03 18:30".
func at(t *testing.T, text string) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	when, err := time.ParseInLocation(config.MomentForm, text, zone)
	if err != nil {
		t.Fatal(err)
	}
	return when
}

// begins are the times at which meetings begin, in UTC.
func begins(all []Occasion) []string {
	var texts []string
	for _, o := range all {
		texts = append(texts, o.Begins.UTC().Format(config.MomentForm))
	}
	return texts
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func TestOccasions(t *testing.T) {
	weekly := config.Meeting{Weekly: "thursday 18:30", Zone: "Europe/Paris"}
	for name, test := range map[string]struct {
		meetings      []config.Meeting
		after, before string
		want          []string
	}{
		"on days": {[]config.Meeting{{Dates: []string{"2027-01-07 18:30", "2026-12-03 18:30", "2026-12-03 18:30"}, Zone: "Europe/Paris"}},
			"2026-11-23 12:00", "2027-02-01 00:00", []string{"2026-12-03 17:30", "2027-01-07 17:30"}},
		"every week, through the end of summer time": {[]config.Meeting{weekly},
			"2026-10-20 12:00", "2026-11-06 00:00", []string{"2026-10-22 16:30", "2026-10-29 17:30", "2026-11-05 17:30"}},
		"from a day until another": {[]config.Meeting{{Weekly: "thursday 18:30", From: day(2026, 12, 3), Until: day(2026, 12, 10), Zone: "Europe/Paris"}},
			"2026-11-01 12:00", "2027-02-01 00:00", []string{"2026-12-03 17:30", "2026-12-10 17:30"}},
		"one that is on": {[]config.Meeting{{Weekly: "thursday 18:30", Length: 90, Zone: "Europe/Paris"}},
			"2026-12-03 19:45", "2026-12-04 00:00", []string{"2026-12-03 17:30"}},
		"one that is over": {[]config.Meeting{weekly}, "2026-12-03 19:30", "2026-12-04 00:00", nil},
		"at a time that summer time leaves out": {[]config.Meeting{{Weekly: "sunday 02:30", Zone: "Europe/Paris"}},
			"2027-03-27 12:00", "2027-03-29 00:00", []string{"2027-03-28 01:30"}},
		"in another zone": {[]config.Meeting{{Weekly: "monday 09:00", Zone: "America/Montreal"}},
			"2026-11-23 00:00", "2026-11-24 00:00", []string{"2026-11-23 14:00"}},
		"weekly and on a day": {[]config.Meeting{{Weekly: "thursday 18:30", Dates: []string{"2026-12-02 10:00"}, Zone: "Europe/Paris"}},
			"2026-12-01 00:00", "2026-12-04 00:00", []string{"2026-12-02 09:00", "2026-12-03 17:30"}},
		"of a module": {[]config.Meeting{{Module: "other", Weekly: "thursday 18:30", Zone: "Europe/Paris"}}, "2026-12-01 00:00", "2026-12-04 00:00", nil},
	} {
		t.Run(name, func(t *testing.T) {
			got := begins(Occasions(test.meetings, "", "", at(t, test.after), at(t, test.before)))
			if !slices.Equal(got, test.want) {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
	named := []config.Meeting{{Module: "m-1", Weekly: "thursday 18:30", Zone: "Europe/Paris"}, {Module: "carte", Weekly: "friday 18:30", Zone: "Europe/Paris"}}
	if got := Occasions(named, "m-1", "carte", at(t, "2026-12-01 00:00"), at(t, "2026-12-06 00:00")); len(got) != 2 {
		t.Errorf("a module has %d meetings by its id and its slug, want 2", len(got))
	}
}

// The name of a meeting is the same whenever it is asked for, and no other has it.
func TestNames(t *testing.T) {
	twins := []config.Meeting{{Weekly: "thursday 18:30", Zone: "Europe/Paris"}, {Dates: []string{"2026-12-03 18:30"}, Zone: "Europe/Paris"}}
	early := Occasions(twins, "", "", at(t, "2026-11-01 00:00"), at(t, "2027-01-01 00:00"))
	late := Occasions(twins, "", "", at(t, "2026-12-02 00:00"), at(t, "2026-12-05 00:00"))
	names := map[string]bool{}
	for _, o := range early {
		if names[o.ID] {
			t.Errorf("two meetings have the name %s", o.ID)
		}
		names[o.ID] = true
	}
	if len(late) != 2 || !names[late[0].ID] || !names[late[1].ID] {
		t.Errorf("the names of %v change", late)
	}
	others := Occasions([]config.Meeting{{Module: "m", Weekly: "thursday 18:30", Zone: "Europe/Paris"}}, "m", "m", at(t, "2026-12-02 00:00"), at(t, "2026-12-05 00:00"))
	if names[others[0].ID] {
		t.Error("the meeting of another group has the same name")
	}
}

// Rooms take turns; one that is not there is skipped; where none is there, it is the one whose turn it is.
func TestTurn(t *testing.T) {
	rooms := []config.Room{{Name: "a"}, {Name: "b"}, {Name: "c"}}
	dead := func(names ...string) func(config.Room) bool {
		return func(r config.Room) bool { return slices.Contains(names, r.Name) }
	}
	for _, test := range []struct {
		turn    int
		dead    []string
		want    string
		skipped bool
	}{
		{0, nil, "a", false}, {1, nil, "b", false}, {5, nil, "c", false}, {-1, nil, "c", false}, {1, []string{"b"}, "c", true},
		{2, []string{"c"}, "a", true}, {1, []string{"b", "c"}, "a", true}, {1, []string{"a", "b", "c"}, "b", false},
	} {
		if got, skipped := Turn(rooms, test.turn, dead(test.dead...)); got.Name != test.want || skipped != test.skipped {
			t.Errorf("turn %d without %v: %s, skipped %t", test.turn, test.dead, got.Name, skipped)
		}
	}
	weeks := Occasions([]config.Meeting{{Weekly: "thursday 18:30", Zone: "Europe/Paris"}}, "", "", at(t, "2026-12-01 00:00"), at(t, "2026-12-30 00:00"))
	for i := 1; i < len(weeks); i++ {
		if weeks[i].Turn != weeks[i-1].Turn+1 {
			t.Errorf("the turn after %d is %d", weeks[i-1].Turn, weeks[i].Turn)
		}
	}
}

func TestDoorsAndEntries(t *testing.T) {
	for address, want := range map[string][2]string{
		"mumble://talk.example.org":                    {"tcp://talk.example.org:64738", "mumble://talk.example.org?version=1.2.0"},
		"mumble://talk.example.org:1234/The%20garden":  {"tcp://talk.example.org:1234", "mumble://talk.example.org:1234/The%20garden?version=1.2.0"},
		"mumble://[2001:db8::1]:1234":                  {"tcp://[2001:db8::1]:1234", "mumble://[2001:db8::1]:1234?version=1.2.0"},
		"https://meet.example.org/garden?a=b#config.x": {"https://meet.example.org/garden?a=b#config.x", "https://meet.example.org/garden?a=b#config.x"},
	} {
		if door, entry := Door(address), Entry(config.Room{Address: address, Password: "secret"}); door != want[0] || entry != want[1] {
			t.Errorf("%s: %s, %s", address, door, entry)
		}
	}
	if doors := Doors([]config.Room{{Address: "https://a.example"}, {Address: "mumble://b.example"}, {Address: "https://a.example"}}); len(doors) != 2 {
		t.Errorf("%q", doors)
	}
}
