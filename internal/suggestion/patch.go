package suggestion

import (
	"encoding/base64"
	"fmt"
	"mime"
	"strings"
	"time"
	"unicode/utf8"
)

// Patch is a change of one file as "git am" takes it: one message of an mbox (https://git-scm.com/docs/git-am).
type Patch struct {
	Author  string // the name
	Address string // of e-mail, that reaches nobody
	At      time.Time
	Subject string // one line
	Why     string // of who wrote it; may be empty
	Note    string // of the site, in one line: where it comes from
	Diff    string // from its line "diff --git"
}

// Message writes it. Whatever was typed stays what it is: a name is no address, a word of why is no header and no diff.
func (p Patch) Message() string {
	var b strings.Builder
	// The line by which git knows that it made the mbox itself, and reads it as its own.
	b.WriteString("From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001\n")
	fmt.Fprintf(&b, "From: %s <%s>\n", phrase(p.Author), p.Address)
	fmt.Fprintf(&b, "Date: %s\n", p.At.UTC().Format("Mon, 2 Jan 2006 15:04:05 -0700"))
	fmt.Fprintf(&b, "Subject: [PATCH] %s\n", word(oneLine(p.Subject)))
	b.WriteString("MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n")
	body := p.body()
	if strings.ContainsRune(p.Diff, '\r') { // git am takes them off the lines of a body that is not encoded
		b.WriteString("Content-Transfer-Encoding: base64\n\n")
		for coded := base64.StdEncoding.EncodeToString([]byte(body)); coded != ""; {
			n := min(76, len(coded))
			b.WriteString(coded[:n] + "\n")
			coded = coded[n:]
		}
	} else {
		b.WriteString("Content-Transfer-Encoding: 8bit\n\n" + body)
	}
	return b.String()
}

// body is the message of the commit and the diff. What the site says comes first: git takes a first line such as "From:"
// for a header. What somebody typed is quoted: no line of it can end the message or begin a diff.
func (p Patch) body() string {
	var b strings.Builder
	b.WriteString(p.told())
	b.WriteString("---\n" + p.Diff)
	if !strings.HasSuffix(p.Diff, "\n") {
		b.WriteString("\n")
	}
	b.WriteString("-- \nSentier\n")
	return b.String()
}

// Log is the message of a commit of the change.
func (p Patch) Log() string { return oneLine(p.Subject) + "\n\n" + p.told() }

// told is what the message says below its subject.
func (p Patch) told() string {
	var b strings.Builder
	b.WriteString("(" + oneLine(p.Note) + ")\n")
	if p.Why != "" {
		b.WriteString("\n")
		for line := range strings.SplitSeq(strings.TrimRight(Tidy(p.Why), "\n"), "\n") {
			b.WriteString(strings.TrimRight("> "+line, " ") + "\n")
		}
	}
	return b.String()
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// phrase is a name in a header: quoted, or encoded where it is not ASCII.
func phrase(name string) string {
	name = TidyCredit(name)
	if coded := word(name); coded != name {
		return coded
	}
	return `"` + name + `"`
}

// word encodes a text of a header that is not plain ASCII (RFC 2047), folded between its words.
func word(text string) string {
	plain := !strings.Contains(text, "=?")
	for _, r := range text {
		plain = plain && r >= ' ' && r < utf8.RuneSelf && r != 0x7f
	}
	if plain {
		return text
	}
	return strings.ReplaceAll(mime.BEncoding.Encode("utf-8", text), "?= =?", "?=\n =?")
}
