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
	return said(d.plainRuns(nil, n))
}

func said(runs []lang.Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// plainRuns appends what a node says, in runs that typography reads.
func (d *Document) plainRuns(runs []lang.Run, n ast.Node) []lang.Run {
	switch n := n.(type) {
	case *ast.Text:
		source := string(n.Segment.Value(d.body))
		if inside(n, ast.KindCodeSpan) {
			runs = append(runs, lang.Run{Text: source, Opaque: true})
		} else {
			decode(source, func(text string, kept bool) { runs = append(runs, lang.Run{Text: text, Kept: kept}) })
		}
		if n.SoftLineBreak() || n.HardLineBreak() {
			runs = append(runs, lang.Run{Text: " "})
		}
		return runs
	case *ast.String:
		return append(runs, lang.Run{Text: string(n.Value)})
	case *ast.AutoLink:
		return append(runs, lang.Run{Text: string(n.Label(d.body)), Opaque: true})
	case *ast.FencedCodeBlock:
		return append(runs, lang.Run{Text: string(n.Lines().Value(d.body)) + "\n", Opaque: true})
	case *ast.HTMLBlock, *east.FootnoteBacklink, *gap:
		return runs
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		runs = d.plainRuns(runs, c)
	}
	if n.Type() != ast.TypeInline {
		runs = append(runs, lang.Run{Text: "\n"})
	}
	return runs
}

// Plain is what blocks say in a language, without marks, typeset, for search. The marks of alerts are left out.
func (d *Document) Plain(language string, blocks []Block) string {
	var b strings.Builder
	var runs []lang.Run
	for _, block := range blocks {
		runs = d.plainRuns(runs[:0], block.node)
		lang.Typography(language, runs)
		text := said(runs)
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
