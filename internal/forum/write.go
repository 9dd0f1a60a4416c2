package forum

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"sentier/internal/account"
	"sentier/internal/fault"
)

// TidyTitle is a title as it is kept: one line, without spaces around it, and nothing that cannot be seen.
func TidyTitle(title string) string {
	visible := strings.Map(func(r rune) rune {
		if r != '\u200d' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co) && !unicode.IsSpace(r) { // U+200D joins emoji
			return -1
		}
		return r
	}, strings.ToValidUTF8(title, ""))
	return strings.Join(strings.Fields(visible), " ")
}

// CheckTitle tells what is wrong with a title, once TidyTitle has been through it: a fault.Invalid with its message.
func CheckTitle(title string) error {
	switch n := utf8.RuneCountInString(title); {
	case n == 0:
		return invalid("forum.title_missing")
	case n < LeastTitle:
		return invalid("forum.title_short")
	case n > MostTitle:
		return invalid("forum.title_long")
	}
	return nil
}

// CheckText tells what is wrong with the text of a post. What it costs to render is markdown.Post's to say.
func CheckText(source string) error {
	readable := strings.ContainsFunc(source, func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) })
	switch {
	case !readable:
		return invalid("forum.text_missing")
	case len(source) > MostPost:
		return invalid("forum.text_too_long")
	}
	return nil
}

func invalid(message string) error {
	return fault.New(fault.Invalid, message, errors.New("check what was written: it breaks the rule that the message says"))
}

// Writer is somebody who may write, with the roles that they have now.
type Writer struct {
	ID     account.ID // empty: nobody
	Grants account.Grants
}

// Moderates tells whether they do in a module what moderators do.
func (w Writer) Moderates(module string) bool {
	return w.ID != "" && w.Grants.May(account.Moderator, module)
}

// MayReply tells whether they may answer in a topic.
func (w Writer) MayReply(t Topic) bool {
	open := !t.Locked && (t.State == Shown || t.State == Deleted || t.Author == w.ID)
	return w.ID != "" && (open || w.Moderates(t.Module))
}

// MayEdit tells whether they may change a post: its author while the topic is open, and moderators. Nobody changes
// what is deleted, nor its author what a moderator has hidden.
func (w Writer) MayEdit(t Topic, p Post) bool {
	own := w.ID != "" && p.Author == w.ID && !t.Locked && p.State != Hidden
	return p.State != Deleted && (own || w.Moderates(t.Module))
}

// MayDelete tells whether they may delete a post: its author alone, at any time. Moderators hide.
func (w Writer) MayDelete(p Post) bool {
	return w.ID != "" && p.Author == w.ID && p.State != Deleted
}

// MaySolve tells whether they may say which answer helped: who asked, and moderators.
func (w Writer) MaySolve(t Topic) bool {
	return t.Category == Question && (w.ID != "" && t.Author == w.ID || w.Moderates(t.Module))
}

// MayThank tells whether they may thank for a post: not for their own.
func (w Writer) MayThank(p Post) bool {
	return w.ID != "" && p.Author != w.ID && p.State == Shown
}
