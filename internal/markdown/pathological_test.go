package markdown

import (
	"fmt"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"sentier/internal/diag"
)

// attacks are sources that make a parser of Markdown slow or talkative, each of about n bytes, cut by blank lines
// into blocks that are as large as the format allows.
var attacks = map[string]func(n int) string{
	"quotations":        func(n int) string { return blocks(n, strings.Repeat("> ", 8)+"a\n") },
	"quotations deeper": func(n int) string { return blocks(n, strings.Repeat("> ", 60)+"a\n") },
	"lists by marks":    func(n int) string { return blocks(n, strings.Repeat("- ", 8)+"a\n") },
	"lists deeper":      func(n int) string { return blocks(n, strings.Repeat("- ", 60)+"a\n") },
	"rules in lists":    func(n int) string { return blocks(n, strings.Repeat("* ", 30)+"\n") },
	"rules in lists, a word": func(n int) string {
		return blocks(n, strings.Repeat("* ", 8)+"a\n")
	},
	"lists by indentation": func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString(strings.Repeat("  ", i%80) + "- a\n")
		}
		return b.String()
	},
	"lists by indentation, parted": func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString(strings.Repeat("  ", i%200) + "- a\n\n")
		}
		return b.String()
	},
	"lists in code": func(n int) string {
		return "```\n" + blocks(n, strings.Repeat("- ", 60)+"a\n") + "```\n"
	},
	"definitions": func(n int) string { return blocks(n, "a\n"+strings.Repeat(": ", 40)+"b\n\n") },
	"definitions in a line": func(n int) string {
		return "a\n" + strings.Repeat(": ", n/2)
	},
	"footnotes in a line": func(n int) string { return blocks(n, strings.Repeat("[^a]: ", 100)+"b\n\n") },
	"footnotes": func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, "x[^%d]\n\n[^%d]: y\n\n", i, i)
		}
		return b.String()
	},
	"footnotes, one called often": func(n int) string { return "[^a]: b\n\n" + blocks(n, strings.Repeat("[^a]", 100)+"\n") },
	"footnotes, the last called often": func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n/2; i++ {
			fmt.Fprintf(&b, "[^%d]: y\n\n", i)
		}
		return b.String() + "[^z]: z\n\n" + blocks(n/2, strings.Repeat("[^z]", 100)+"\n")
	},
	"footnotes undefined": func(n int) string { return "[^z]: z[^z]\n\n" + blocks(n, strings.Repeat("[^a]", 100)+"\n") },
	"open brackets":       func(n int) string { return blocks(n, strings.Repeat("[", 100)+"\n") },
	"open images":         func(n int) string { return blocks(n, strings.Repeat("![", 100)+"\n") },
	"brackets":            func(n int) string { return blocks(n, strings.Repeat("[]", 100)+"\n") },
	"closed brackets":     func(n int) string { return blocks(n, strings.Repeat("]", 100)+"\n") },
	"nested brackets": func(n int) string {
		return blocks(n, strings.Repeat("[", 900)+"a"+strings.Repeat("]", 900)+"\n")
	},
	"nested links": func(n int) string {
		return blocks(n, strings.Repeat("[", 900)+"a"+strings.Repeat("](x)", 1000)+"\n")
	},
	"links": func(n int) string { return blocks(n, strings.Repeat("[a](b) ", 100)+"\n") },
	"links unclosed": func(n int) string {
		return blocks(n, strings.Repeat("[a](", 100)+"\n")
	},
	"links with a title unclosed": func(n int) string { return blocks(n, strings.Repeat(`[a](b "`, 100)+"\n") },
	"links with pointed brackets": func(n int) string { return blocks(n, strings.Repeat("[a](<b", 100)+"\n") },
	"links with parentheses":      func(n int) string { return blocks(n, "[a]("+strings.Repeat("(", 2000)+"\n") },
	"images nested":               func(n int) string { return blocks(n, strings.Repeat("![a", 400)+strings.Repeat("](b)", 400)+"\n") },
	"references": func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, "[r%d]\n\n[r%d]: x\n\n", i, i)
		}
		return b.String()
	},
	"one reference called often": func(n int) string {
		return "[a]: " + strings.Repeat("x", 2000) + "\n\n" + blocks(n, strings.Repeat("[a]", 100)+"\n")
	},
	"one title called often": func(n int) string {
		return "[a]: x '" + strings.Repeat("y", 15000) + "'\n\n" + blocks(n, strings.Repeat("[a]", 100)+"\n")
	},
	"long label": func(n int) string { return blocks(n, "["+strings.Repeat("a", 4000)+"\n") },
	"references unclosed": func(n int) string {
		return blocks(n, "[a\n")
	},
	"references without address": func(n int) string { return blocks(n, "[a]:\n") },
	"references with open title": func(n int) string { return blocks(n, "[a]: b '\n") },
	"backquotes":                 func(n int) string { return blocks(n, strings.Repeat("`", 50)+" ") },
	"backquotes of all lengths": func(n int) string {
		var b strings.Builder
		for i := 1; i < 60; i++ {
			b.WriteString(strings.Repeat("`", i) + " ")
		}
		return blocks(n, b.String())
	},
	"asterisks":          func(n int) string { return blocks(n, "a"+strings.Repeat("*", 100)) },
	"asterisks apart":    func(n int) string { return blocks(n, "*a ") },
	"asterisks, closing": func(n int) string { return blocks(n, "a* ") },
	"asterisks, both":    func(n int) string { return blocks(n, "*a_ ") },
	"strong nested": func(n int) string {
		return blocks(n, strings.Repeat("**a ", 500)+strings.Repeat("b**", 500)+"\n")
	},
	"emphasis mixed":       func(n int) string { return blocks(n, "a**b_c ") },
	"emphasis of three":    func(n int) string { return blocks(n, "a***b ") },
	"tildes":               func(n int) string { return blocks(n, "~a ~~b ") },
	"pointed brackets":     func(n int) string { return blocks(n, "<a ") },
	"comments open":        func(n int) string { return blocks(n, "a <!-- ") },
	"instructions open":    func(n int) string { return blocks(n, "a <?") },
	"declarations open":    func(n int) string { return blocks(n, "a <!A ") },
	"sections open":        func(n int) string { return blocks(n, "a <![CDATA[") },
	"attributes":           func(n int) string { return blocks(n, "<a "+strings.Repeat("a=b ", 500)) },
	"autolinks":            func(n int) string { return blocks(n, "<https://a.b> ") },
	"bare addresses":       func(n int) string { return blocks(n, "https://a.b www.a.b a@b.c ") },
	"at signs":             func(n int) string { return blocks(n, "a@") },
	"dots and at signs":    func(n int) string { return blocks(n, "a@a.") },
	"entities":             func(n int) string { return blocks(n, "&amp;&#1;&") },
	"backslashes":          func(n int) string { return blocks(n, `\`) },
	"quotes":               func(n int) string { return blocks(n, `"a' `) },
	"gaps open":            func(n int) string { return blocks(n, "[= a ") },
	"gaps":                 func(n int) string { return blocks(n, "[= a =] ") },
	"gaps with backquotes": func(n int) string { return blocks(n, "[= ` ") },
	"tables of 64 columns, empty rows": func(n int) string {
		head := strings.Repeat("|a", 64) + "|\n" + strings.Repeat("|-", 64) + "|\n"
		return blocks(n, head+strings.Repeat("|\n", 20)+"\n")
	},
	"tables of 64 columns": func(n int) string {
		head := strings.Repeat("|a", 64) + "|\n" + strings.Repeat("|-", 64) + "|\n"
		return blocks(n, head+strings.Repeat(strings.Repeat("|", 65)+"\n", 30)+"\n")
	},
	"tables of many columns": func(n int) string {
		return strings.Repeat("|a", 4000) + "|\n" + strings.Repeat("|-", 4000) + "|\n" + blocks(n, "|\n")
	},
	"tables in a paragraph": func(n int) string { return blocks(n, "a|b\n") },
	"rules of tables":       func(n int) string { return blocks(n, "-|-\n") },
	"tables, headers only":  func(n int) string { return blocks(n, "|a|\n|-|\n\n") },
	"headings":              func(n int) string { return blocks(n, "## a\n") },
	"headings of one name":  func(n int) string { return blocks(n, "## \n") },
	"headings underlined":   func(n int) string { return blocks(n, "a\n-\n") },
	"fences":                func(n int) string { return blocks(n, "```a\n```\n") },
	"fences in quotations":  func(n int) string { return blocks(n, "> ```\n") },
	"fences unclosed":       func(n int) string { return blocks(n, "````\n```\n") },
	"fences of all lengths": func(n int) string {
		var b strings.Builder
		for i := 3; i < 60; i++ {
			b.WriteString(strings.Repeat("`", i) + "\n")
		}
		return blocks(n, b.String())
	},
	"fences in an unknown language": func(n int) string { return blocks(n, "```zz.q\na\n```\n\n") },
	"code of one letter words":      func(n int) string { return code(n, "go", "a b ") },
	"code, strings open":            func(n int) string { return code(n, "python", `"""' `) },
	"code, HTML open":               func(n int) string { return code(n, "html", `<a <!-- <script>`) },
	"code, Markdown":                func(n int) string { return code(n, "markdown", "*a [b ` ") },
	"code, Perl":                    func(n int) string { return code(n, "perl", "m{ s/a $x{ ") },
	"alerts":                        func(n int) string { return blocks(n, "> [!TIP]\n> a\n\n") },
	"comments":                      func(n int) string { return blocks(n, "<!-- q: a b=c -->\n") },
	"comments alone":                func(n int) string { return blocks(n, "<!-- glossary: off -->\n\n") },
	"line ends":                     func(n int) string { return strings.Repeat("\n", n) },
	"spaces":                        func(n int) string { return strings.Repeat(" ", n) },
	"spaces and ends":               func(n int) string { return blocks(n, "a   \n") },
	"one letter":                    func(n int) string { return blocks(n, "a") },
	"tasks":                         func(n int) string { return blocks(n, "- [ ] a\n") },
	"items without text":            func(n int) string { return blocks(n, "-\n") },
	"lazy lines":                    func(n int) string { return blocks(n, "> > > > > > > > a\n"+strings.Repeat("b\n", 50)) },
	"lazy lines after nests": func(n int) string {
		return blocks(n, "- > - > - > - a\n"+strings.Repeat("b\n", 50))
	},
	"lists in what is no code": func(n int) string {
		return "- ```\n\nx\n\n" + blocks(n, strings.Repeat("- ", 60)+"a\n")
	},
	"nul and marks": func(n int) string { return blocks(n, "\u00e9*\u0300_ ") },
}

// blocks repeats s up to n bytes, with a blank line before a block grows larger than the format allows.
func blocks(n int, s string) string {
	var b strings.Builder
	b.Grow(n + n/8)
	block, lines, marks := 0, 0, 0
	for b.Len()+len(s) < n {
		lines, marks = lines+strings.Count(s, "\n"), marks+countMarks(s)
		if block+len(s) > MaxBlock-2 || lines > maxLines-2 || marks > maxMarks {
			b.WriteString("\n\n")
			block, lines, marks = 0, strings.Count(s, "\n"), countMarks(s)
		}
		b.WriteString(s)
		block += len(s)
		if strings.HasSuffix(s, "\n\n") {
			block, lines, marks = 0, 0, 0
		}
	}
	return b.String() + "\n"
}

// code is blocks of code as large as is highlighted.
func code(n int, language, s string) string {
	var b strings.Builder
	for b.Len() < n {
		b.WriteString("```" + language + "\n" + strings.Repeat(s, maxHighlit/len(s)-1) + "\n```\n\n")
	}
	return b.String()
}

// TestAttacksTakeLinearTime compares the processor time of a source of one full block with that of one sixteen
// times as long: linear is 16, quadratic 256. What is refused before it is parsed passes, and what comes out is bounded by what
// went in.
func TestAttacksTakeLinearTime(t *testing.T) {
	const small, large, most = 16 << 10, 256 << 10, 96
	for name, attack := range attacks {
		short, long := attack(small), attack(large)
		if len(short) < small/2 {
			t.Errorf("%s: %d bytes are too few to compare with", name, len(short))
		}
		first, _ := took(short)
		second, _ := took(short)
		base, ratio, size := max(min(first, second), time.Millisecond), 0.0, 0
		for range 5 { // another program may have had the processor
			var duration time.Duration
			duration, size = took(long)
			if ratio = float64(duration) / float64(base); ratio < most {
				break
			}
		}
		if ratio >= most {
			t.Errorf("%s: sixteen times the text takes %.0f times the time", name, ratio)
		}
		if size > 32*large {
			t.Errorf("%s: %d bytes of HTML from %d", name, size, large)
		}
	}
}

// took gives the time that a source takes, and the bytes that come out.
func took(source string) (time.Duration, int) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	start := used()
	html, _ := render(source)
	return used() - start, len(html)
}

// used is the processor time of this thread so far: what else the machine does hardly counts.
func used() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_THREAD, &usage); err != nil {
		panic(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// render parses and renders a source as a lesson would be, whatever is found.
func render(source string) (string, diag.List) {
	var found diag.List
	d := Parse("x", []byte(source), 0, &found)
	if d.Unread {
		return "", found
	}
	r := d.Renderer(Config{Lang: "fr"}, &found)
	var b strings.Builder
	for _, s := range d.Sections {
		if s.Heading != nil {
			b.WriteString(string(r.Heading(s.Heading)))
		}
		b.WriteString(string(r.Blocks(s.Blocks)))
	}
	b.WriteString(string(r.Footnotes()))
	return b.String(), found
}
