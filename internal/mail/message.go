package mail

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	netmail "net/mail"
	"net/url"
	"strings"
	"unicode"

	gomail "github.com/wneessen/go-mail"

	"sentier/internal/account"
)

//go:embed letter.html
var page string

var form = template.Must(template.New("letter").Parse(page))

// message makes what is sent of a letter: headers that hold one line each, plain text, and the same as HTML.
func (s *Sender) message(l account.Letter) (*gomail.Msg, error) {
	if err := check(l); err != nil {
		return nil, &Trouble{Class: Broken, Err: err}
	}
	m := gomail.NewMsg(gomail.WithCharset(gomail.CharsetUTF8), gomail.WithEncoding(gomail.EncodingQP), gomail.WithNoDefaultUserAgent())
	m.FromMailAddress(&s.from)
	m.ToMailAddress(&netmail.Address{Address: l.To})
	if s.reply != nil {
		m.ReplyToMailAddress(s.reply)
	}
	m.Subject(oneLine(l.Subject))
	m.SetDateWithValue(s.now())
	_, domain, _ := strings.Cut(s.from.Address, "@")
	m.SetMessageIDWithValue(string(l.ID) + "@" + domain)
	m.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: nobody's absence is to be told to us
	m.SetGenHeader("Content-Language", l.Lang)
	m.SetBodyString(gomail.TypeTextPlain, plain(l))
	html, err := rich(l)
	if err != nil {
		return nil, &Trouble{Class: Broken, Err: err}
	}
	m.AddAlternativeString(gomail.TypeTextHTML, html)
	return m, nil
}

// check refuses what must never become a header or a link. Whoever made the letter should have seen to it.
func check(l account.Letter) error {
	switch {
	case account.CheckEmail(l.To) != nil:
		return errors.New("the letter has no address that is one")
	case l.ID == "" || strings.ContainsFunc(string(l.ID), func(r rune) bool { return r != '-' && !ascii(r) }):
		return fmt.Errorf("letter %q has no id that can stand in a header", l.ID)
	case strings.ContainsFunc(l.Lang, func(r rune) bool { return r != '-' && !ascii(r) }):
		return fmt.Errorf("letter %s has no language that can stand in a header", l.ID)
	case oneLine(l.Subject) == "" || len(l.Paragraphs) == 0:
		return fmt.Errorf("letter %s says nothing", l.ID)
	}
	if l.Link == "" {
		return nil
	}
	u, err := url.Parse(l.Link)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || strings.ContainsFunc(l.Link, unicode.IsSpace) {
		return fmt.Errorf("letter %s has a link that is none", l.ID)
	}
	return nil
}

func ascii(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
}

// oneLine makes a text one that can stand in a header: no line ends, no control characters, nothing that turns the
// direction of what follows, and nothing that a reader's program would take for an encoded word (RFC 2047).
func oneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			return ' '
		case unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	text = strings.Join(strings.Fields(text), " ")
	for strings.Contains(text, "=?") {
		text = strings.ReplaceAll(text, "=?", "= ?")
	}
	return text
}

// plain is the letter as text: a paragraph a line, and the link on a line of its own, so that nothing breaks it.
func plain(l account.Letter) string {
	parts := paragraphs(l.Paragraphs)
	if l.Link != "" {
		parts = append(parts, oneLine(l.Action), l.Link)
	}
	return strings.Join(append(parts, paragraphs(l.Rest)...), "\n\n") + "\n"
}

func paragraphs(texts []string) []string {
	var lines []string
	for _, text := range texts {
		lines = append(lines, strings.Join(strings.Fields(text), " "))
	}
	return lines
}

// rich is the same letter as HTML.
func rich(l account.Letter) (string, error) {
	var b bytes.Buffer
	if err := form.Execute(&b, l); err != nil {
		return "", fmt.Errorf("write letter %s: %w", l.ID, err)
	}
	return b.String(), nil
}
