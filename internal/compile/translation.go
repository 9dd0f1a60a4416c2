package compile

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"

	"sentier/internal/diag"
)

// digest is what a translation of the unit writes after "translates": 8 hexadecimal digits over what is translated,
// the keys in the order of the format (matterKeys), then the body.
func (u *unit) digest() string {
	h := sha256.New()
	for _, m := range u.translatable() {
		h.Write([]byte(m.key + "\x00" + strings.Join(m.texts, "\n") + "\x00"))
	}
	h.Write(u.body)
	return hex.EncodeToString(h.Sum(nil))[:8]
}

// translated is a key that each language has its own words for; the key of a badge after "badge.".
type translated struct {
	key   string
	list  bool
	texts []string
}

// translatable are those keys with their words, in the order of the format.
func (u *unit) translatable() []translated {
	var all []translated
	add := func(key string, list bool, values ...placed[string]) {
		t := translated{key: key, list: list}
		for _, v := range values {
			t.texts = append(t.texts, v.Value)
		}
		all = append(all, t)
	}
	switch u.kind {
	case moduleFile:
		add("title", false, u.module.Title)
		add("summary", false, u.module.Summary)
		add("audience", false, u.module.Audience)
		if b := u.module.Badge; b != nil {
			add("badge.title", false, b.Title)
			add("badge.criteria", false, b.Criteria)
		}
	case sequenceFile:
		add("title", false, u.sequence.Title)
		add("objectives", true, u.sequence.Objectives...)
	case lessonFile:
		add("title", false, u.lesson.Title)
		add("summary", false, u.lesson.Summary)
		add("objectives", true, u.lesson.Objectives...)
	case quizFile:
		add("title", false, u.quiz.Title)
	}
	return all
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
	default:
		return
	}
	u.found[len(u.found)-1].Fix = u.refresh()
}

// refresh says that the translation was made from its source as it is now. Whether it was, only a person knows.
func (u *unit) refresh() *diag.Fix {
	from, now := u.translates(), u.source.digest()
	edit := diag.Edit{Text: translates + `: "` + now + "\"\n"}
	bodyLine := strings.Count(string(u.file.data), "\n") - strings.Count(string(u.body), "\n")
	if n := len(u.file.data); len(u.body) == 0 && n > 0 && u.file.data[n-1] != '\n' {
		bodyLine++ // the file ends with the line that ends its front matter
	}
	switch {
	case from.Given():
		l := written{pos: from.Pos, line: u.lineOf(from.Pos.Line)}
		l.at = byteOf(l.line, from.Pos.Col)
		var ok bool
		if edit, ok = l.swap(digestWritten, `"`+now+`"`); !ok {
			return nil
		}
	case bodyLine == 0: // a glossary may have no front matter
		edit.Text = "---\n" + edit.Text + "---\n"
		edit.From = diag.Pos{Path: u.file.path, Line: 1, Col: 1}
		edit.To = edit.From
	default: // before the line that ends it
		edit.From = diag.Pos{Path: u.file.path, Line: bodyLine, Col: 1}
		edit.To = edit.From
	}
	return &diag.Fix{Edits: []diag.Edit{edit}, Asked: true}
}

var digestWritten = regexp.MustCompile(`^["']?[0-9a-f]{8}["']?`)
