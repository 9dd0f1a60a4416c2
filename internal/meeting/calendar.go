package meeting

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Event is a meeting in a calendar. It holds no password: calendars are passed on, and kept by others.
type Event struct {
	ID          string
	Begins      time.Time
	Ends        time.Time
	Title       string
	Place       string
	Description string
	URL         string // whole; empty: the site was told no address
}

// Calendar is meetings as a file that calendars read and fetch again (iCalendar, RFC 5545, with the name and the pace of
// RFC 7986). Times are in UTC: no calendar needs to know our zones. Host is the end of the names of events, which stay the
// same when the file is fetched again; made is when what they are made of last changed.
func Calendar(name, host string, made time.Time, events []Event) []byte {
	var b strings.Builder
	line := func(property, value string) { fold(&b, property+":"+value) }
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", "-//Sentier//Meetings//EN")
	line("CALSCALE", "GREGORIAN")
	line("NAME", escape(name))
	line("X-WR-CALNAME", escape(name)) // as it was called before RFC 7986
	line("REFRESH-INTERVAL;VALUE=DURATION", "PT6H")
	for _, e := range events {
		line("BEGIN", "VEVENT")
		line("UID", escape(e.ID+"@"+host))
		line("DTSTAMP", stamp(made))
		line("DTSTART", stamp(e.Begins))
		line("DTEND", stamp(e.Ends))
		line("SUMMARY", escape(e.Title))
		if e.Place != "" {
			line("LOCATION", escape(e.Place))
		}
		if e.Description != "" {
			line("DESCRIPTION", escape(e.Description))
		}
		if e.URL != "" {
			line("URL", e.URL)
		}
		line("END", "VEVENT")
	}
	line("END", "VCALENDAR")
	return []byte(b.String())
}

// stamp is a time as a calendar has it (3.3.5, form 2).
func stamp(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

// escape makes a text a value of the type TEXT (3.3.11).
func escape(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' {
			return -1
		}
		return r
	}, text))
}

// mostOctets is how long a line may be without its end (3.1).
const mostOctets = 75

// fold writes a line, and goes on in the next one where it is too long, never inside a character.
func fold(b *strings.Builder, text string) {
	for room := mostOctets; len(text) > room; room = mostOctets - 1 {
		cut := room
		for !utf8.RuneStart(text[cut]) {
			cut--
		}
		b.WriteString(text[:cut] + "\r\n ")
		text = text[cut:]
	}
	b.WriteString(text + "\r\n")
}
