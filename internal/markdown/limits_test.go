package markdown

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sentier/internal/diag"
)

// TestLimits gives each bound, and one more.
func TestLimits(t *testing.T) {
	columns := func(n int) string { return strings.Repeat("|a", n) + "|\n" + strings.Repeat("|-", n) + "|\n" }
	for _, c := range []struct {
		name   string
		source func(n int) string
		most   int
		want   *diag.Message
	}{
		{"bytes of a block", func(n int) string { return strings.Repeat("a", n-1) + "\n" }, MaxBlock, diag.LimitBlock},
		{"lines of a block", func(n int) string { return strings.Repeat("a\n", n) }, maxLines, diag.LimitLines},
		{"marks of a block", func(n int) string { return strings.Repeat("*", n) + "\n\n" + strings.Repeat("~", n) }, maxMarks, diag.LimitMarks},
		{"calls of notes", func(n int) string { return strings.Repeat("\\[^a]\n\n", n) }, maxCalls, diag.LimitCalls},
		{"columns", columns, MaxColumns, diag.LimitColumns},
		{"depth by marks", func(n int) string { return strings.Repeat("> ", n) + "a" }, MaxDepth, diag.LimitDepth},
		{"depth by marks in code", func(n int) string { return "```\n" + strings.Repeat("> ", n) + "a\n```" }, maxMarkers, diag.LimitDepth},
		{"depth by indentation", func(n int) string {
			var b strings.Builder
			for i := range n {
				b.WriteString(strings.Repeat("  ", i) + "- a\n")
			}
			return b.String()
		}, MaxDepth, diag.LimitDepth},
		{"depth of emphasis", func(n int) string {
			return strings.Repeat("*a **b ", n/2) + strings.Repeat("*a", n%2) + "c" + strings.Repeat("*", n%2) + strings.Repeat(" c** d*", n/2)
		}, maxInline, diag.LimitDepth},
		{"cells that lack", func(n int) string {
			return columns(2) + strings.Repeat("|\n", n/2) + "\n" + columns(2) + strings.Repeat("|\n", n-n/2)
		}, maxMissing, diag.TableCells},
		{"bytes of an address", func(n int) string { return "[a](" + strings.Repeat("b", n) + ")" }, maxAddress, diag.LimitAddress},
		{"bytes that references repeat", func(n int) string {
			return "[a]: b '" + strings.Repeat("c", 1023) + "'\n\n" + strings.Repeat("[a]\n\n", n>>10) + strings.Repeat("[a]\n\n", n%1024)
		}, maxCopied, diag.LimitCopied},
	} {
		t.Run(c.name, func(t *testing.T) {
			refused := func(n int) bool {
				var found diag.List
				d := Parse("x", []byte(c.source(n)), 0, &found)
				is := slices.ContainsFunc(found, func(f diag.Finding) bool { return f.Message == c.want })
				if c.want != diag.TableCells && c.want != diag.LimitAddress && is != d.Unread {
					t.Errorf("%d: refused %v, unread %v", n, is, d.Unread)
				}
				return is && (d.Unread || c.want != diag.TableCells)
			}
			if refused(c.most) {
				t.Errorf("%d are refused", c.most)
			}
			if !refused(c.most + 1) {
				t.Errorf("%d are not refused", c.most+1)
			}
		})
	}
}

func TestHighlightBounds(t *testing.T) {
	shown := func(source string) int {
		html, _ := render(source)
		return strings.Count(html, `<span class="nx">`)
	}
	block := func(n int) string { return "```go\n" + strings.Repeat("a\n", n/2) + "```\n\n" }
	if n := shown(block(200)); n != 100 {
		t.Errorf("%d words of 100 are highlighted", n)
	}
	if n := shown(block(maxHighlit + 2)); n != 0 {
		t.Errorf("%d words of too long a block are highlighted", n)
	}
	if n, want := shown(strings.Repeat(block(2000), 40)), maxAllHighlit/2000*1000; n != want {
		t.Errorf("%d words of a long text are highlighted, want %d", n, want)
	}
}

// TestFence follows fences as the parser does.
func TestFence(t *testing.T) {
	for _, c := range []struct{ source, code string }{
		{"a\n```\nb\n```\nc", "01110"},
		{"````\n```\nb\n````\nc", "11110"},
		{"```\n~~~\n```\nc", "1110"},
		{"~~~ `\nb\n~~~~\nc", "1110"},
		{"``` a`\nb", "00"},
		{"```go\n```go\n```\nc", "1110"},
		{"> ```\n> b\nc", "110"},
		{"- ```\n  b\n  ```\nc", "1110"},
		{"1. > ```\n   > b\n   > ```\nc", "1110"},
		{"``\nb", "00"},
	} {
		var f Fence
		got := ""
		for line := range strings.SplitSeq(c.source, "\n") {
			got += fmt.Sprint(map[bool]int{true: 1}[f.Next(line)])
		}
		if got != c.code {
			t.Errorf("%q: %s, want %s", c.source, got, c.code)
		}
	}
}

// TestPlaces are in characters, count front matter, and name the line of the file.
func TestPlaces(t *testing.T) {
	var found diag.List
	Parse("x", []byte("Été 🎉 <b>\n\n- é <i>\n  > à <u>\n\n| é | <s> |\n|---|---|\n"), 7, &found)
	found.Sort()
	var got []string
	for _, f := range found {
		got = append(got, fmt.Sprintf("%d:%d", f.Line, f.Col))
	}
	if want := []string{"8:7", "10:5", "11:7", "13:7"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
