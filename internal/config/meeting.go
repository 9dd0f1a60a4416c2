package config

import (
	"net/url"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // the zones of meetings, on machines that lack them
)

var (
	roomKind   = scalar("an address such as https://meet.example.org/garden or mumble://talk.example.org:64738/Garden", parseRoom)
	weeklyKind = optional(scalar(`a day and a time such as "thursday 18:30"`, parseWeekly))
	zoneKind   = scalar("a time zone by its name, such as Europe/Paris", parseZone)
	datesKind  = listOf(`days with a time, such as ["2026-12-03 18:30", "2027-01-07 18:30"]`, 0, parseMoment)
)

// MomentForm is how a day with its time is written.
const MomentForm = "2006-01-02 15:04"

// weekdays are the days of the week as the file names them.
var weekdays = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

// parseRoom accepts no user name and no password in an address: everybody sees it.
func parseRoom(s string) (string, *wrong) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "mumble" {
		return parseWeb(s)
	}
	host, ok := authority(u)
	switch {
	case u.User != nil:
		return "", &wrong{got: "one with a user name", hint: "write a password under password"}
	case !ok, u.RawQuery != "", u.Fragment != "", strings.ContainsAny(s, " \t\n"):
		return "", &wrong{}
	}
	return "mumble://" + host + u.EscapedPath(), nil
}

func parseWeekly(s string) (string, *wrong) {
	day, clock, ok := strings.Cut(strings.ToLower(strings.Join(strings.Fields(s), " ")), " ")
	at, err := time.Parse("15:04", clock)
	if !ok || err != nil || !slices.Contains(weekdays, day) {
		return "", &wrong{}
	}
	return day + " " + at.Format("15:04"), nil
}

func parseZone(s string) (string, *wrong) {
	if s == "" || s == "Local" {
		return "", &wrong{}
	}
	if _, err := time.LoadLocation(s); err != nil {
		return "", &wrong{}
	}
	return s, nil
}

func parseMoment(s string) (string, *wrong) {
	at, err := time.Parse(MomentForm, strings.Replace(s, "T", " ", 1))
	if err != nil {
		return "", &wrong{}
	}
	return at.Format(MomentForm), nil
}

// meet looks at what rooms and meetings have to be with each other.
func (l *loader) meet() {
	for i, m := range l.config.Meetings {
		switch {
		case len(m.Dates) == 0 && m.Weekly == "":
			l.clashAt("meeting.zone", i, "the meeting has neither dates nor a day of the week", "add dates or weekly")
		case m.Weekly == "" && !(m.From.IsZero() && m.Until.IsZero()):
			l.clashAt("meeting.zone", i, "from and until are of weekly meetings alone", "take them out, or add weekly")
		case !m.Until.IsZero() && m.Until.Before(m.From):
			l.clashAt("meeting.until", i, "the last day is before the first", "correct from or until")
		case !slices.ContainsFunc(l.config.Rooms, func(r Room) bool { return r.Module == m.Module }):
			l.clashAt("meeting.zone", i, "there is no room for the meeting", "add a [[room]] with the same module")
		}
	}
	for i, r := range l.config.Rooms {
		if mumble := strings.HasPrefix(r.Address, "mumble://"); mumble != (r.Kind == "mumble") {
			l.clashAt("room.address", i, "the address and the kind do not go together",
				"write mumble://… for mumble, and a web address for the others")
		}
	}
}
