package markdown

import (
	"html"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"sentier/internal/lang"
)

// decode turns source text into what it stands for: backslash escapes and character references are resolved.
// Pieces that were escaped or written as references are given apart, as kept.
func decode(source string, add func(text string, kept bool)) {
	start := 0
	plain := func(end int) {
		if start < end {
			add(source[start:end], false)
		}
	}
	for i := 0; i < len(source); {
		switch {
		case source[i] == '\\' && i+1 < len(source) && util.IsPunct(source[i+1]):
			plain(i)
			add(source[i+1:i+2], true)
			i += 2
			start = i
		case source[i] == '&':
			if n, text := reference(source[i:]); n > 0 {
				plain(i)
				add(text, true)
				i += n
				start = i
				continue
			}
			i++
		case source[i] == 0:
			plain(i)
			add("\ufffd", true)
			i++
			start = i
		default:
			i++
		}
	}
	plain(len(source))
}

// reference reads a character reference at the start of s: how many bytes it takes, 0 for none, and its text.
func reference(s string) (int, string) {
	end := strings.IndexByte(s[:min(len(s), 40)], ';')
	if end < 2 {
		return 0, ""
	}
	name := s[1:end]
	if name[0] == '#' {
		digits := name[1:]
		hex := digits != "" && (digits[0] == 'x' || digits[0] == 'X')
		limit, set := 7, "0123456789"
		if hex {
			digits, limit, set = digits[1:], 6, "0123456789abcdefABCDEF"
		}
		if digits == "" || len(digits) > limit || strings.Trim(digits, set) != "" {
			return 0, ""
		}
		text := html.UnescapeString(s[:end+1])
		if r, _ := utf8.DecodeRuneInString(text); unfit(r) {
			text = "\ufffd"
		}
		return end + 1, text
	}
	if strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "" {
		return 0, ""
	}
	if text := html.UnescapeString(s[:end+1]); text != s[:end+1] && !strings.HasSuffix(text, ";") {
		return end + 1, text
	}
	return 0, ""
}

// unfit tells the characters that no text may hold: a reference to one stands for none.
func unfit(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' || r == 0x7f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

func decoded(source string) string {
	if !strings.ContainsAny(source, "\\&\x00") {
		return source
	}
	var b strings.Builder
	decode(source, func(text string, _ bool) { b.WriteString(text) })
	return b.String()
}

// plainText is what a block or inline says, without marks: for anchors, search and the sizes of texts.
func (d *Document) plainText(n ast.Node) string {
	var b strings.Builder
	d.writePlain(&b, n)
	return b.String()
}

func (d *Document) writePlain(b *strings.Builder, n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		if inside(n, ast.KindCodeSpan) {
			b.Write(n.Segment.Value(d.body))
		} else {
			b.WriteString(decoded(string(n.Segment.Value(d.body))))
		}
		if n.SoftLineBreak() || n.HardLineBreak() {
			b.WriteByte(' ')
		}
		return
	case *ast.String:
		b.Write(n.Value)
		return
	case *ast.AutoLink:
		b.Write(n.Label(d.body))
		return
	case *ast.FencedCodeBlock:
		b.Write(n.Lines().Value(d.body))
		b.WriteByte('\n')
		return
	case *ast.HTMLBlock, *east.FootnoteBacklink, *gap:
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		d.writePlain(b, c)
	}
	if n.Type() != ast.TypeInline {
		b.WriteByte('\n')
	}
}

// Plain is what blocks say, without marks, for search. The marks of alerts are left out.
func (d *Document) Plain(blocks []Block) string {
	var b strings.Builder
	for _, block := range blocks {
		text := d.plainText(block.node)
		if name := block.AlertName(); name != "" {
			text = strings.TrimPrefix(text, "[!"+name+"]")
		}
		b.WriteString(strings.TrimSpace(text))
		b.WriteByte('\n')
	}
	return b.String()
}

// Typeset is a plain text in the typography of a language: for titles and summaries, which hold no Markdown.
func Typeset(language, text string) string {
	runs := []lang.Run{{Text: text}}
	lang.Typography(language, runs)
	return runs[0].Text
}
