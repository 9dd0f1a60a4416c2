// Package meeting is when the learners of a module, or of a site, talk to each other, and in which room: on days that the
// host names, or every week. Rooms take turns from one meeting to the next.
//
// It is arithmetic on a configuration: it keeps nothing and asks nobody. web shows it; whether a room is there, jobs has
// asked: see elsewhere.
package meeting

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"sentier/internal/config"
)

// DefaultLength is how long a meeting lasts that does not say.
const DefaultLength = time.Hour

// Occasion is one time at which a group meets.
type Occasion struct {
	ID     string // names it as long as it is at that time
	Begins time.Time
	Ends   time.Time
	Title  config.Text // may be empty
	Turn   int         // of the rooms: see Turn
}

// On tells whether it is on.
func (o Occasion) On(now time.Time) bool { return !now.Before(o.Begins) && now.Before(o.Ends) }

// Occasions are those of a module, or of the whole site where both names are empty, that end after one time and begin
// before another, the first first.
func Occasions(all []config.Meeting, id, slug string, after, before time.Time) []Occasion {
	var found []Occasion
	for _, m := range all {
		if !of(m.Module, id, slug) {
			continue
		}
		zone, err := time.LoadLocation(m.Zone)
		if err != nil {
			continue // the configuration refuses it
		}
		length := time.Duration(m.Length) * time.Minute
		if length == 0 {
			length = DefaultLength
		}
		var own []Occasion
		add := func(begins time.Time, turn int) {
			o := Occasion{Begins: begins, Ends: begins.Add(length), Title: m.Title, Turn: turn}
			twice := slices.ContainsFunc(own, func(other Occasion) bool { return other.Begins.Equal(begins) })
			if o.Ends.After(after) && begins.Before(before) && !twice {
				own = append(own, o)
			}
		}
		for i, date := range m.Dates {
			if begins, err := time.ParseInLocation(config.MomentForm, date, zone); err == nil {
				add(begins, i)
			}
		}
		eachWeek(m, zone, after.Add(-length), before, add)
		found = append(found, own...)
	}
	slices.SortStableFunc(found, func(a, b Occasion) int { return a.Begins.Compare(b.Begins) })
	seen := map[string]int{}
	for i := range found {
		name := fmt.Sprintf("%q %d", id, found[i].Begins.Unix())
		sum := sha256.Sum256(fmt.Appendf(nil, "%s %d", name, seen[name]))
		seen[name]++
		found[i].ID = hex.EncodeToString(sum[:10])
	}
	return found
}

// eachWeek gives the times of a weekly meeting from one time to another. The clock of its zone says when it begins, in
// summer and in winter. Turns are counted in weeks since a Monday long ago.
func eachWeek(m config.Meeting, zone *time.Location, from, to time.Time, add func(time.Time, int)) {
	name, text, _ := strings.Cut(m.Weekly, " ")
	clock, err := time.Parse("15:04", text)
	if err != nil {
		return // it is not weekly
	}
	day := time.Date(1970, 1, 5, 0, 0, 0, 0, time.UTC) // a Monday
	for !strings.EqualFold(day.Weekday().String(), name) {
		if day = day.AddDate(0, 0, 1); day.Day() > 11 {
			return
		}
	}
	weeks := max(0, int(from.Sub(day)/(7*24*time.Hour))-1)
	for ; ; weeks++ {
		on := day.AddDate(0, 0, 7*weeks)
		begins := time.Date(on.Year(), on.Month(), on.Day(), clock.Hour(), clock.Minute(), 0, 0, zone)
		switch {
		case !begins.Before(to), !m.Until.IsZero() && on.After(m.Until):
			return
		case !on.Before(m.From):
			add(begins, weeks)
		}
	}
}
