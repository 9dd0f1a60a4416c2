package markdown

import (
	"html/template"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/yuin/goldmark/ast"
)

// highlighter writes classes only: the theme gives them colours.
var highlighter = chromahtml.New(chromahtml.WithClasses(true), chromahtml.PreventSurroundingPre(true))

// noStyle has no colours. Those that come with chroma are read at each start of the program, used or not.
var noStyle = chroma.MustNewStyle("none", nil)

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
	r.out.WriteString(`<pre class="code" tabindex="0"><code` + class + ">" + r.highlight(language, source) + "</code></pre>\n")
}

// Bounds of what is highlighted, in bytes: some of chroma's languages take the square of the time. Code beyond them
// is shown plain.
const (
	maxHighlit    = 8 << 10  // of one block
	maxAllHighlit = 32 << 10 // of one document
)

// lexerOf knows languages by their names and aliases alone, in lower case: chroma would go on to match the name of a
// file against every pattern that it has, for each block.
var lexerOf = sync.OnceValue(func() map[string]chroma.Lexer {
	byName := map[string]chroma.Lexer{}
	for _, lexer := range lexers.GlobalLexerRegistry.Lexers {
		for _, name := range append(lexer.Config().Aliases, lexer.Config().Name) {
			if name = strings.ToLower(name); byName[name] == nil {
				byName[name] = lexers.Get(name)
			}
		}
	}
	return byName
})

func (r *Renderer) highlight(language, source string) string {
	if language == "" || len(source) > maxHighlit || r.highlit+len(source) > maxAllHighlit {
		return escapeText(source)
	}
	lexer := lexerOf()[strings.ToLower(language)]
	if lexer == nil {
		return escapeText(source)
	}
	r.highlit += len(source)
	tokens, err := chroma.Coalesce(lexer).Tokenise(nil, source)
	if err != nil {
		return escapeText(source)
	}
	var b strings.Builder
	if err := highlighter.Format(&b, noStyle, tokens); err != nil {
		return escapeText(source)
	}
	return b.String()
}

func htmlOf(s string) template.HTML { return template.HTML(s) }

func sortedKeys[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }
