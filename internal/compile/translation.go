package compile

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"sentier/internal/diag"
)

// digest is what a translation of the unit writes after "translates": 8 hexadecimal digits over what is translated,
// the keys in the order of the format (matterKeys), then the body.
func (u *unit) digest() string {
	h := sha256.New()
	write := func(key string, values ...placed[string]) {
		var texts []string
		for _, v := range values {
			texts = append(texts, v.Value)
		}
		h.Write([]byte(key + "\x00" + strings.Join(texts, "\n") + "\x00"))
	}
	switch u.kind {
	case moduleFile:
		write("title", u.module.Title)
		write("summary", u.module.Summary)
		write("audience", u.module.Audience)
		if b := u.module.Badge; b != nil {
			write("badge.title", b.Title)
			write("badge.criteria", b.Criteria)
		}
	case sequenceFile:
		write("title", u.sequence.Title)
		write("objectives", u.sequence.Objectives...)
	case lessonFile:
		write("title", u.lesson.Title)
		write("summary", u.lesson.Summary)
		write("objectives", u.lesson.Objectives...)
	case quizFile:
		write("title", u.quiz.Title)
	}
	h.Write(u.body)
	return hex.EncodeToString(h.Sum(nil))[:8]
}

// translates is the digest of the source that the unit was made from.
func (u *unit) translates() placed[string] {
	switch u.kind {
	case moduleFile:
		return u.module.Translates
	case sequenceFile:
		return u.sequence.Translates
	case lessonFile:
		return u.lesson.Translates
	case quizFile:
		return u.quiz.Translates
	}
	return u.glossary.Translates
}

// stale tells that the source has moved on since a unit was translated.
func (u *unit) stale() bool {
	from := u.translates()
	return u.translation() && from.Given() && from.Value != u.source.digest()
}

// checkFresh says so.
func (u *unit) checkFresh() {
	if !u.translation() || u.doc.Unread || u.source.doc.Unread {
		return
	}
	from, now := u.translates(), u.source.digest()
	switch {
	case !from.Given():
		u.found.Add(diag.TranslationUndated, diag.Pos{Path: u.file.path, Line: 1, Col: 1}, u.source.file.path, now)
	case from.Value != now:
		u.found.Add(diag.TranslationBehind, from.Pos, u.source.file.path, now)
	}
}
