package forum

import (
	"regexp"
	"strings"
	"time"
	"unicode"

	"sentier/internal/lang"
)

// Rules are what a host asks of those who write. Its zero value is sound where accounts are given out by people; where
// anybody may sign up, HoldFirst should be set.
type Rules struct {
	HoldFirst  int           // posts of a newcomer that wait for a moderator; 0: none
	LinksAfter time.Duration // age of an account from which its links do not wait; 0: DefaultLinksAfter, negative: none waits
	Hourly     int           // posts an hour; 0: DefaultHourly
	Words      []string      // words or phrases that wait, whatever their case and accents
	Domains    []string      // whose addresses wait, with all below them
}

// The defaults.
const (
	DefaultLinksAfter = 3 * 24 * time.Hour
	DefaultHourly     = 12
)

// telling is from how many bytes on a text that somebody else wrote too is no chance: "Merci !" is.
const telling = 120

// Verdict is what becomes of a post that is well made.
type Verdict struct {
	State   State         // Shown or Held; empty: refused
	Cause   Cause         // of Held
	Refused string        // message; empty: it is not
	Wait    time.Duration // of TooMany: until the next may be sent
}

// Why a post is refused, as messages.
const (
	SameText = "forum.same_text" // they wrote it already
	Copied   = "forum.copied"    // somebody else wrote it
	TooMany  = "forum.too_many"  // takes the wait
)

// Judge says what becomes of a new post: of a title (empty: an answer) and a text, by somebody with that past. Those
// who moderate (team) are not held and not slowed.
func (r Rules) Judge(title, source string, past Past, team bool, at time.Time) Verdict {
	switch {
	case past.OwnSame:
		return Verdict{Refused: SameText}
	case team:
		return Verdict{State: Shown}
	case past.Others && len(source) >= telling:
		return Verdict{Refused: Copied}
	case past.Recent >= r.hourly():
		return Verdict{Refused: TooMany, Wait: max(time.Minute, past.Oldest.Add(time.Hour).Sub(at)).Round(time.Minute)}
	}
	return r.hold(title, source, past, at)
}

// JudgeEdit says what becomes of a post that is changed: nothing is refused, and what is blocked, or a newcomer's link,
// waits as it would in a new one.
func (r Rules) JudgeEdit(title, source string, past Past, team bool, at time.Time) Verdict {
	if team {
		return Verdict{State: Shown}
	}
	past.Shown = max(past.Shown, r.HoldFirst) // it was let through once
	return r.hold(title, source, past, at)
}

func (r Rules) hold(title, source string, past Past, at time.Time) Verdict {
	text := visible(title + "\n" + source)
	switch {
	case r.blocked(text):
		return Verdict{State: Held, Cause: Blocked}
	case past.Shown < r.HoldFirst:
		return Verdict{State: Held, Cause: Newcomer}
	case at.Sub(past.Joined) < r.linksAfter() && len(hosts(text)) > 0:
		return Verdict{State: Held, Cause: Links}
	}
	return Verdict{State: Shown}
}

// Bound gives a post that is to be kept the number that its author may write within an hour, so that many at once are
// held to it, too. Those who moderate (team) are not.
func (r Rules) Bound(p *Post, team bool) {
	if !team {
		p.Hourly = r.hourly()
	}
}

func (r Rules) hourly() int {
	if r.Hourly == 0 {
		return DefaultHourly
	}
	return r.Hourly
}

func (r Rules) linksAfter() time.Duration {
	if r.LinksAfter == 0 {
		return DefaultLinksAfter
	}
	return r.LinksAfter
}

// blocked tells whether a text holds a word, a phrase or an address of the host's lists.
func (r Rules) blocked(text string) bool {
	all := said(text)
	for _, phrase := range r.Words {
		if words := said(phrase); words != " " && strings.Contains(all, words) {
			return true
		}
	}
	for _, host := range hosts(text) {
		for _, domain := range r.Domains {
			domain = strings.Trim(lang.Fold(domain), ". ")
			if domain != "" && (host == domain || strings.HasSuffix(host, "."+domain)) {
				return true
			}
		}
	}
	return false
}

// said are the words of a text, folded, each between two spaces.
func said(text string) string {
	var b strings.Builder
	b.WriteByte(' ')
	for w := range lang.Words("", text) {
		b.WriteString(lang.Fold(w.Text))
		b.WriteByte(' ')
	}
	return b.String()
}

// visible is a text without what parts words and is not seen.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cf, unicode.Variation_Selector) || r == '\u00ad' || r == '\u034f' {
			return -1
		}
		return r
	}, text)
}

// address finds what looks like one, with or without its scheme: more rather than less, as it only waits.
var address = regexp.MustCompile(`(?i)(?:https?:/+|www\.|//)[^\s/?#<>()\[\]"'\\]+|\b(?:[\pL\pN-]+\.)+(?:com|net|org|info|biz|xyz|top|shop|site|online|club|link|click|ru|cn|tk|io|fr|eu)\b`)

// hosts are those that a text leads to, folded.
func hosts(text string) []string {
	var all []string
	for _, found := range address.FindAllString(lang.Fold(text), -1) {
		if i := strings.LastIndexAny(found, "/@"); i >= 0 {
			found = found[i+1:]
		}
		host, _, _ := strings.Cut(found, ":")
		host = strings.TrimPrefix(strings.Trim(host, ".,;!*_`~"), "www.")
		if strings.Contains(host, ".") {
			all = append(all, host)
		}
	}
	return all
}
