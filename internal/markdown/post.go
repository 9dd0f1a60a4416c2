package markdown

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"sentier/internal/diag"
	"sentier/internal/fault"
)

// The bounds of a post. What is written by anybody is rendered once, when it is kept, and shown as it then came out.
const (
	MaxPost     = 8000      // bytes of Markdown
	MaxPostHTML = 256 << 10 // bytes of HTML
	maxPostMark = 1000      // brackets, stars, underscores, tildes, backquotes and < between two blank lines
)

// What is wrong with a post, as messages.
const (
	PostTooLong  = "forum.text_too_long"
	PostTooDeep  = "forum.text_too_deep"
	PostTooLarge = "forum.text_too_large"
)

// PostOptions say how a post is rendered. The zero value is a sound default.
type PostOptions struct {
	Lang   string // of the text, for its typography; empty: as typed
	Images bool   // shown; else they are links
	// Locate gives the address of one of our own pages for one that is no whole address ("../b.md",
	// "glossary:ipv6"); "" where there is none. Nil: those that begin with one slash lead where they say, others
	// nowhere.
	Locate func(address string) string
}

// Post renders what somebody wrote: the Markdown of courses without HTML, directives, tables and footnotes. A line end
// is a line end, and an address is a link without brackets. Headings come out as bold paragraphs, for a post has no
// place in the outline of a page. Links lead to http, https and mailto alone. What comes out has been through our
// policy of bluemonday; it is the same whenever the same goes in.
//
// What is over a bound is a fault.Invalid whose message says which.
func Post(source string, o PostOptions) (string, error) {
	if len(source) > MaxPost {
		return "", fault.New(fault.Invalid, PostTooLong, fmt.Errorf("render post: it has %d bytes of %d: cut it", len(source), MaxPost))
	}
	source = cleaned(source)
	d := &Document{path: "post", body: []byte(source)}
	d.lines = lineStarts(d.body)
	var found diag.List
	if !d.withinLimits(&found) || countBlockMarks(source) > maxPostMark {
		return "", tooDeep()
	}
	d.root = postDialect.Parse(text.NewReader(d.body))
	if !d.checkDepth(d.root, 0, 0, &found) {
		return "", tooDeep()
	}
	w := &postWriter{PostOptions: o, d: d, typesetter: &Renderer{Config: Config{Lang: o.Lang}}}
	w.blocks(d.root)
	policy := textPolicy
	if o.Images {
		policy = imagePolicy
	}
	if w.full {
		return "", tooLarge()
	}
	html := policy.Sanitize(w.out.String())
	if len(html) > MaxPostHTML {
		return "", tooLarge()
	}
	return html, nil
}

func tooDeep() error {
	return fault.New(fault.Invalid, PostTooDeep, fmt.Errorf("render post: its lists, quotations or marks are too many or too deep: simplify it"))
}

func tooLarge() error {
	return fault.New(fault.Invalid, PostTooLarge, fmt.Errorf("render post: it comes out over %d bytes: cut it", MaxPostHTML))
}

// cleaned is a text with one kind of line end and no NUL.
func cleaned(source string) string {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "\uFFFD").Replace(strings.ToValidUTF8(source, "\uFFFD"))
}

// countBlockMarks is the most marks that stand between two blank lines.
func countBlockMarks(source string) int {
	most := 0
	for block := range strings.SplitSeq(source, "\n\n") {
		most = max(most, countMarks(block))
	}
	return most
}

// postDialect knows no HTML: what looks like it is text.
var postDialect = newPostParser()

func newPostParser() parser.Parser {
	p := parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewSetextHeadingParser(), 100),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(parser.NewParagraphParser(), 1000)),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(extension.NewStrikethroughParser(), 500),
			util.Prioritized(parser.NewEmphasisParser(), 500),
			util.Prioritized(extension.NewLinkifyParser(
				extension.WithLinkifyAllowedProtocols([]string{"http:", "https:"})), 999)),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
	)
	return p
}

// The closed list of what a post may hold.
var (
	textPolicy  = newPostPolicy(false)
	imagePolicy = newPostPolicy(true)
)

const postRel = "nofollow ugc"

func newPostPolicy(images bool) *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li")
	p.AllowAttrs("start").Matching(regexp.MustCompile(`^[0-9]{1,9}$`)).OnElements("ol")
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("rel").Matching(regexp.MustCompile("^" + postRel + "$")).OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	if images {
		p.AllowAttrs("src").Matching(regexp.MustCompile(`^https?://`)).OnElements("img")
		p.AllowAttrs("alt").OnElements("img")
		p.AllowAttrs("loading").Matching(regexp.MustCompile(`^lazy$`)).OnElements("img")
		p.AllowAttrs("referrerpolicy").Matching(regexp.MustCompile(`^no-referrer$`)).OnElements("img")
	}
	return p
}

// postWriter writes one post.
type postWriter struct {
	PostOptions
	d          *Document
	typesetter *Renderer
	out        strings.Builder
	pieces     []piece
	size       int // bytes of pieces and markup so far, those not written yet too
	full       bool
	links      int // depth of links around
}

// write stops at the bound: what comes after is not written, and the post is refused.
func (w *postWriter) write(s string) {
	if w.full = w.full || w.out.Len()+len(s) > MaxPostHTML; !w.full {
		w.out.WriteString(s)
	}
}

func (w *postWriter) blocks(n ast.Node) {
	for c := n.FirstChild(); c != nil && !w.full; c = c.NextSibling() {
		w.block(c)
	}
}

func (w *postWriter) wrap(open string, n ast.Node, end string) {
	w.write(open)
	w.blocks(n)
	w.write(end)
}

func (w *postWriter) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		w.write("<p>")
		w.inline(n)
		w.write("</p>\n")
	case *ast.TextBlock:
		w.inline(n)
		if n.NextSibling() != nil {
			w.write("\n")
		}
	case *ast.Heading:
		w.write("<p><strong>")
		w.inline(n)
		w.write("</strong></p>\n")
	case *ast.Blockquote:
		w.wrap("<blockquote>\n", n, "</blockquote>\n")
	case *ast.List:
		w.list(n)
	case *ast.ListItem:
		w.wrap("<li>", n, "</li>\n")
	case *ast.ThematicBreak:
		w.write("<hr>\n")
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		w.write("<pre><code>" + escapeText(string(n.Lines().Value(w.d.body))) + "</code></pre>\n")
	}
}

func (w *postWriter) list(n *ast.List) {
	if !n.IsOrdered() {
		w.wrap("<ul>\n", n, "</ul>\n")
		return
	}
	start := ""
	if n.Start != 1 {
		start = ` start="` + strconv.Itoa(n.Start) + `"`
	}
	w.wrap("<ol"+start+">\n", n, "</ol>\n")
}

// inline writes the inside of a leaf, typeset as a whole.
func (w *postWriter) inline(n ast.Node) {
	w.pieces, w.size = w.pieces[:0], w.out.Len()
	w.nodes(n)
	if w.full {
		return
	}
	w.typesetter.typeset(w.pieces)
	for _, p := range w.pieces {
		if p.text != "" {
			w.write(escapeText(p.text))
		} else {
			w.write(p.markup)
		}
	}
}

// add keeps a piece, until there is too much of it.
func (w *postWriter) add(p piece) {
	w.size += len(p.text) + len(p.markup)
	if w.full = w.full || w.size > MaxPostHTML; !w.full {
		w.pieces = append(w.pieces, p)
	}
}

func (w *postWriter) nodes(n ast.Node) {
	for c := n.FirstChild(); c != nil && !w.full; c = c.NextSibling() {
		w.node(c)
	}
}

func (w *postWriter) around(open string, n ast.Node, end string) {
	w.add(piece{markup: open})
	w.nodes(n)
	w.add(piece{markup: end})
}

func (w *postWriter) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		decode(string(n.Segment.Value(w.d.body)), func(text string, kept bool) { w.add(piece{text: text, kept: kept}) })
		if n.HardLineBreak() || n.SoftLineBreak() {
			w.add(piece{markup: "<br>"})
			w.add(piece{text: "\n", kept: true})
		}
	case *ast.String:
		w.add(piece{text: string(n.Value)})
	case *ast.Emphasis:
		if n.Level == 2 {
			w.around("<strong>", n, "</strong>")
		} else {
			w.around("<em>", n, "</em>")
		}
	case *east.Strikethrough:
		w.around("<del>", n, "</del>")
	case *ast.CodeSpan:
		w.add(piece{markup: "<code>" + escapeText(codeText(n, w.d.body)) + "</code>", opaque: true})
	case *ast.AutoLink:
		w.autoLink(n)
	case *ast.Link:
		w.link(n)
	case *ast.Image:
		w.image(n)
	default:
		w.nodes(n)
	}
}

func (w *postWriter) autoLink(n *ast.AutoLink) {
	url, label := string(n.URL(w.d.body)), escapeText(string(n.Label(w.d.body)))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(url), "mailto:") {
		url = "mailto:" + url
	}
	if target := w.target(url); target != "" && w.links == 0 {
		label = openLink(target) + label + "</a>"
	}
	w.add(piece{markup: label, opaque: true})
}

func (w *postWriter) link(n *ast.Link) {
	target := w.target(decoded(string(n.Destination)))
	if target == "" || w.links > 0 {
		w.nodes(n)
		return
	}
	w.links++
	w.around(openLink(target), n, "</a>")
	w.links--
}

// image is a link with the words that describe it, unless images are shown.
func (w *postWriter) image(n *ast.Image) {
	address := decoded(string(n.Destination))
	target, alt := w.target(address), strings.TrimSpace(w.d.plainText(n))
	remote := strings.HasPrefix(target, "https://") || strings.HasPrefix(target, "http://")
	switch {
	case w.Images && remote:
		w.add(piece{markup: `<img src="` + href(target) + `" alt="` + escapeText(alt) + `" loading="lazy" referrerpolicy="no-referrer">`, opaque: true})
		return
	case alt == "":
		alt = address
	}
	if target == "" || w.links > 0 {
		w.add(piece{text: alt})
		return
	}
	w.add(piece{markup: openLink(target)})
	w.add(piece{text: alt})
	w.add(piece{markup: "</a>"})
}

func openLink(target string) string { return `<a href="` + href(target) + `" rel="` + postRel + `">` }

var wholeAddress = regexp.MustCompile(`^(?i:https?://[^/?#]|mailto:[^?#]*@)`)

// target is where an address may lead, or "".
func (w *postWriter) target(address string) string {
	address = strings.TrimSpace(address)
	switch {
	case len(address) > maxAddress:
		return ""
	case wholeAddress.MatchString(address):
		return address
	case w.Locate != nil:
		address = w.Locate(address)
	}
	if strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//") && !strings.ContainsAny(address, "\\\t\n\r") {
		return address
	}
	return ""
}
