package markdown

import (
	"html/template"
	"maps"
	"slices"
	"strings"

	"github.com/alecthomas/chroma/v2"
	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"
	"github.com/yuin/goldmark/ast"
)

// highlighter writes classes only: the theme gives them colours.
var highlighter = chromahtml.New(chromahtml.WithClasses(true), chromahtml.PreventSurroundingPre(true))

// code writes a fenced block, highlighted where its language is known.
func (r *Renderer) code(n *ast.FencedCodeBlock) {
	language := decoded(string(n.Language(r.d.body)))
	source := string(n.Lines().Value(r.d.body))
	class := ""
	if language != "" {
		class = ` class="language-` + escapeText(language) + `"`
	}
	if r.Plain {
		r.out.WriteString("<pre><code" + class + ">" + escapeText(source) + "</code></pre>\n")
		return
	}
	r.out.WriteString(`<pre class="code" tabindex="0"><code` + class + ">" + highlight(language, source) + "</code></pre>\n")
}

func highlight(language, source string) string {
	lexer := lexers.Get(language)
	if language == "" || lexer == nil {
		return escapeText(source)
	}
	tokens, err := chroma.Coalesce(lexer).Tokenise(nil, source)
	if err != nil {
		return escapeText(source)
	}
	var b strings.Builder
	if err := highlighter.Format(&b, styles.Fallback, tokens); err != nil {
		return escapeText(source)
	}
	return b.String()
}

func htmlOf(s string) template.HTML { return template.HTML(s) }

func sortedKeys[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }
