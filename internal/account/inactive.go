package account

import "time"

// InactiveNotice is how long before its end somebody is told by letter that an account, unused for long, would go.
const InactiveNotice = 30 * 24 * time.Hour

// Fate is what becomes of an account that is not used.
type Fate int

// The fates.
const (
	Stays  Fate = iota
	Warned      // a letter says that it will go
	Goes
)

// Unused is an account that was not used for long, without its secrets.
type Unused struct {
	ID        ID
	Name      string
	Display   string
	Lang      string
	Email     string
	Confirmed time.Time
	Seen      time.Time
	Warned    time.Time // when a letter last said that it would go; zero: never
}

// Fate says what becomes of the account, years after its last visit; 0: it stays. Where there is an address, nobody's
// account goes without a letter, written in time and after the last visit.
func (u Unused) Fate(years int, now time.Time) Fate {
	if years == 0 {
		return Stays
	}
	end := u.Seen.AddDate(years, 0, 0)
	switch {
	case u.Email == "" || u.Confirmed.IsZero():
		if now.Before(end) {
			return Stays
		}
		return Goes
	case now.Before(end.Add(-InactiveNotice)):
		return Stays
	case !u.Warned.After(u.Seen):
		return Warned
	case now.Before(end) || now.Before(u.Warned.Add(InactiveNotice)):
		return Stays
	}
	return Goes
}

// UnusedBefore is the day before which accounts were last seen whose fate may be another than to stay.
func UnusedBefore(years int, now time.Time) time.Time {
	return now.Add(InactiveNotice).AddDate(-years, 0, 0)
}
