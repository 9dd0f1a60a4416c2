package lang

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

var (
	frenchMonths = [12]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
		"octobre", "novembre", "décembre"}
	englishMonths = [12]string{"January", "February", "March", "April", "May", "June", "July", "August",
		"September", "October", "November", "December"}
)

// Date writes a day in full: "1er janvier 1983", "22 November 2026"; in a language not known here, as ISO 8601
// does. The day is that of t's own time zone.
func Date(tag string, t time.Time) string {
	year, month, day := t.Date()
	switch base(tag) {
	case "fr":
		ordinal := ""
		if day == 1 {
			ordinal = "er"
		}
		return fmt.Sprintf("%d%s %s %d", day, ordinal, frenchMonths[month-1], year)
	case "en":
		return fmt.Sprintf("%d %s %d", day, englishMonths[month-1], year)
	}
	return t.Format(time.DateOnly)
}

var frenchWeekdays = [7]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"}

// Weekday writes a day with its name: "jeudi 3 décembre 2026", "Thursday 3 December 2026"; in a language not known here, as
// Date does.
func Weekday(tag string, t time.Time) string {
	switch base(tag) {
	case "fr":
		return frenchWeekdays[t.Weekday()] + " " + Date(tag, t)
	case "en":
		return t.Weekday().String() + " " + Date(tag, t)
	}
	return Date(tag, t)
}

// Clock writes a time of the day: "18 h 30" with no-break spaces, "18:30".
func Clock(tag string, t time.Time) string {
	if base(tag) != "fr" {
		return t.Format("15:04")
	}
	text := strconv.Itoa(t.Hour()) + string(noBreak) + "h"
	if t.Minute() > 0 {
		text += string(noBreak) + t.Format("04")
	}
	return text
}

// Number writes a whole number with the separators of its language: 12 345 in French, with U+202F, and 12,345 in
// English.
func Number(tag string, n int) string {
	switch base(tag) {
	case "fr":
		return grouped(n, string(narrowNoBreak))
	case "en":
		return grouped(n, ",")
	}
	return message.NewPrinter(language.Make(tag)).Sprint(n)
}

// Hundredths writes what is counted in hundredths, with no more decimals than it has: 850 is "8,5" in French and "8.5"
// in English.
func Hundredths(tag string, n int) string {
	point := ","
	if base(tag) == "en" {
		point = "."
	}
	whole := Number(tag, n/100)
	if decimals := strings.TrimRight(fmt.Sprintf("%02d", n%100), "0"); decimals != "" {
		return whole + point + decimals
	}
	return whole
}

func grouped(n int, separator string) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "−", digits[1:]
	}
	var b strings.Builder
	b.WriteString(sign)
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(separator)
		}
		b.WriteRune(d)
	}
	return b.String()
}

// wordsPerMinute is a calm pace of reading on a screen.
const wordsPerMinute = 200

// ReadingMinutes gives how long so many words take to read, in whole minutes, at least 1.
func ReadingMinutes(words int) int {
	return max(1, (words+wordsPerMinute/2)/wordsPerMinute)
}
