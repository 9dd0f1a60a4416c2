package progress

import (
	"strings"
	"time"

	"sentier/internal/course"
)

// Bounds of what a browser may send of its own progress: more than any reader has, and little enough to look at.
const (
	maxMergedBytes = 256 << 10
	maxMergedKeys  = 5000
)

// Keys reads the lessons that a browser says were read: their keys ("module/lesson"), parted by whatever no id
// holds, so that a JSON list of texts does as well as lines. Anything may be sent; what is past the bounds is cut.
func Keys(sent string) []string {
	if len(sent) > maxMergedBytes {
		sent = sent[:strings.LastIndexFunc(sent[:maxMergedBytes], parts)+1]
	}
	var keys []string
	for key := range strings.FieldsFuncSeq(sent, parts) {
		if len(keys) == maxMergedKeys {
			break
		}
		keys = append(keys, key)
	}
	return keys
}

// parts tells that a character can stand in no key.
func parts(r rune) bool {
	return r != '-' && r != '/' && (r < '0' || r > '9') && (r < 'a' || r > 'z')
}

// Merge takes over what was read without an account. Keys are those of a browser, and not to be trusted: what the
// course does not have, and what is named twice, is dropped. The browser does not know which text was read: the
// facts say that it was today's, in the source language. See Facts.Unread for an account that has facts already.
func Merge(keys []string, c *course.Course, now time.Time) []Read {
	lessons := map[string]*course.Lesson{}
	for _, m := range c.Modules {
		for _, s := range m.Sequences {
			for _, l := range lessonsOf(s) {
				lessons[LessonKey(l)] = l
			}
		}
	}
	var reads []Read
	for _, key := range keys[:min(len(keys), maxMergedKeys)] {
		l := lessons[key]
		if l == nil {
			continue
		}
		delete(lessons, key)
		reads = append(reads, ReadOf(l, l.Sequence.Module.Source(), c, now))
	}
	return reads
}

// ReadOf is the fact that a lesson was read now, in the rendition that readers of a language get.
func ReadOf(l *course.Lesson, lang string, c *course.Course, now time.Time) Read {
	return Read{
		Module: l.Sequence.Module.ID, Lesson: l.ID, Hash: l.Rendition(lang).Hash, Revision: c.Revision, At: now,
	}
}

// PlaceIn is the place that a browser says to be at, by the key of the lesson and the anchor of a heading. It is
// false where the course has no such lesson; a heading that no rendition has is dropped.
func PlaceIn(c *course.Course, key, heading string, now time.Time) (Place, bool) {
	module, id, _ := strings.Cut(key, "/")
	l := lesson(moduleOf(c, course.ModuleID(module)), course.LessonID(id))
	if l == nil {
		return Place{}, false
	}
	p := Place{Module: l.Sequence.Module.ID, Lesson: l.ID, At: now}
	for _, r := range l.Renditions {
		if hasHeading(r, heading) {
			p.Heading = heading
		}
	}
	return p, true
}
