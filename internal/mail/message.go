package mail

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	netmail "net/mail"
	"net/url"
	"slices"
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
	if l.Unsubscribe != "" { // RFC 2369, and RFC 8058: by one request, with no question and nobody signed in
		m.SetGenHeader("List-Unsubscribe", "<"+l.Unsubscribe+">")
		m.SetGenHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
	}
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
	case oneLine(l.Subject) == "" || len(l.Paragraphs)+len(l.Items) == 0:
		return fmt.Errorf("letter %s says nothing", l.ID)
	}
	links := []string{l.Link, l.Unsubscribe}
	for _, item := range l.Items {
		links = append(links, item.Link)
	}
	for _, link := range links {
		if link != "" && !isLink(link) {
			return fmt.Errorf("letter %s has a link that is none", l.ID)
		}
	}
	return nil
}

// isLink tells whether an address can stand on a line of its own, and between < and > in a header.
func isLink(link string) bool {
	u, err := url.Parse(link)
	return err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http") &&
		!strings.ContainsFunc(link, unicode.IsSpace) && !strings.ContainsAny(link, "<>,")
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
	for _, item := range l.Items {
		parts = append(parts, strings.Join(slices.DeleteFunc([]string{oneLine(item.Title), oneLine(item.Text), item.Link},
			func(line string) bool { return line == "" }), "\n"))
	}
	parts = append(parts, paragraphs(l.Rest)...)
	if l.Unsubscribe != "" {
		parts = append(parts, oneLine(l.Leave)+"\n"+l.Unsubscribe)
	}
	return strings.Join(parts, "\n\n") + "\n"
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
