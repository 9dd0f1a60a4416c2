package theme

import (
	"slices"
	"strconv"
)

// timed are the messages whose value is seconds.
var timed = []string{"account.wait", "forum.too_many"}

// told is what is wrong with a field, in words.
func (w writer) told(p Problem) string {
	if seconds, err := strconv.Atoi(p.Arg); err == nil && slices.Contains(timed, p.Key) {
		return w.t(p.Key, "value", w.wait(seconds))
	}
	return w.t(p.Key, "value", p.Arg)
}

// wait writes how long somebody has to wait: seconds, or minutes where there are many, rounded up.
func (w writer) wait(seconds int) string {
	if seconds <= 90 {
		return w.t("wait.seconds", "count", max(seconds, 1))
	}
	return w.t("wait.minutes", "count", (seconds+59)/60)
}

// head is the layout of a page with a form: its title says first that something is wrong.
func head(l Layout, f Form) Layout {
	l.Faulty = l.Faulty || len(f.Problems) > 0
	return l
}
