package theme

import (
	"html"
	"html/template"
	"regexp"
	"strings"
	"time"

	"sentier/internal/lang"
)

// Holes are the names of the places that site fills for one reader, and that are empty for everybody else.
func Holes() []string {
	return []string{"root", "account", "banner", "flash", "outline", "next", "forum", "feedback"}
}

// holeMark is around the name of a hole: no message and no course can hold it.
const holeMark = "\x01"

// writer is what the functions of templates know: one language of a theme.
type writer struct {
	theme *Theme
	icons icons
	lang  string
	site  *Site
}

// funcs are the functions that templates may call.
func (w writer) funcs() template.FuncMap {
	return template.FuncMap{
		"t":         w.t,        // a message: t "key" "name" value…
		"pick":      w.pick,     // a message of a family: pick "search.group" .Kind
		"rich":      w.rich,     // a message with **bold** and [links](/help)
		"text":      w.text,     // a message of several paragraphs and lists
		"hole":      w.hole,     // a place filled for one reader
		"asset":     w.asset,    // the address of a file of the theme
		"data":      w.data,     // a small drawing of the theme as an address that needs no request
		"icon":      w.icon,     // a drawing of the sprite
		"path":      w.path,     // an address in the page's language: path "/help"
		"date":      w.date,     // a day
		"machine":   machine,    // a day for <time datetime>
		"number":    w.number,   // a whole number
		"duration":  w.duration, // minutes, in hours where there are many
		"site":      w.facts,    // what is the same on every page
		"language":  lang.Name,  // a language in itself
		"plain":     Plain,      // rendered text without its marks
		"own":       w.own,      // the page's language, on its words within words of another: own .Lang
		"mod":       func(n, m int) int { return n % m },
		"add":       func(a, b int) int { return a + b },
		"upto":      upto,
		"problem":   w.told,    // what is wrong with a field
		"identicon": identicon, // the drawing of somebody
		"head":      head,      // the layout of a page with a form: its title says when something is wrong
	}
}

func (w writer) t(key string, args ...any) string { return w.theme.messages.Say(w.lang, key, args...) }

func (w writer) pick(family, name string) string { return w.t(family + "." + name) }

func (w writer) hole(name string) template.HTMLAttr {
	return template.HTMLAttr(holeMark + name + holeMark)
}

func (w writer) asset(name string) string {
	if a := w.theme.assets[name]; a != nil {
		return a.URL
	}
	return ""
}

// unsafeInData is what an SVG may hold and an address in an attribute may not.
var unsafeInData = strings.NewReplacer("%", "%25", " ", "%20", "#", "%23", "<", "%3C", ">", "%3E", `"`, "%22", "&", "%26", "\n", "%0A", "+", "%2B")

func (w writer) data(name string) template.URL {
	if a := w.theme.assets[name]; a != nil {
		return template.URL("data:image/svg+xml," + unsafeInData.Replace(strings.TrimSpace(string(a.Data))))
	}
	return ""
}

func (w writer) icon(name string) template.HTML {
	return template.HTML(`<svg class="i" aria-hidden="true"><use href="#i-` + name + `"></use></svg>`)
}

func (w writer) path(rest string) string { return "/" + w.lang + rest }

func (w writer) date(t time.Time) string { return lang.Date(w.lang, t) }

func machine(t time.Time) string { return t.Format(time.DateOnly) }

func (w writer) number(n int) string { return lang.Number(w.lang, n) }

// duration writes minutes as people say them: to the minute below an hour, then to five.
func (w writer) duration(minutes int) string {
	if minutes < 60 {
		return w.t("duration.minutes", "count", minutes)
	}
	rounded := (minutes + 4) / 5 * 5
	if rounded%60 == 0 {
		return w.t("duration.hours", "count", rounded/60)
	}
	return w.t("duration.both", "hours", rounded/60, "minutes", rounded%60)
}

func (w writer) facts() *Site { return w.site }

// own marks words of the interface that stand within content in another language.
func (w writer) own(content string) template.HTMLAttr {
	if content == "" || content == w.lang {
		return ""
	}
	return template.HTMLAttr(` lang="` + w.lang + `"`)
}

// upto counts from 1 to n.
func upto(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i + 1
	}
	return list
}

var mark = regexp.MustCompile(`<[^>]*>`)

// Plain takes the marks out of rendered text, for places that hold none: an option of a select.
func Plain(text template.HTML) string {
	return html.UnescapeString(mark.ReplaceAllString(string(text), ""))
}

// rich writes a message with its **bold** words and its [links](address). An address that starts with a slash is
// one of this site, in the page's language.
func (w writer) rich(key string, args ...any) template.HTML {
	return template.HTML(w.inline(w.t(key, args...)))
}

// text writes a message of several paragraphs, parted by empty lines; lines that start with "- " are a list.
func (w writer) text(key string, args ...any) template.HTML {
	var b strings.Builder
	for block := range strings.SplitSeq(strings.TrimSpace(w.t(key, args...)), "\n\n") {
		if block = strings.TrimSpace(block); strings.HasPrefix(block, "- ") {
			b.WriteString("<ul>")
			for item := range strings.SplitSeq(block, "\n") {
				b.WriteString("<li>" + w.inline(strings.TrimPrefix(item, "- ")) + "</li>")
			}
			b.WriteString("</ul>\n")
		} else {
			b.WriteString("<p>" + w.inline(block) + "</p>\n")
		}
	}
	return template.HTML(b.String())
}

var (
	boldMark = regexp.MustCompile(`\*\*([^*]+)\*\*`)
	linkMark = regexp.MustCompile(`\[([^\]]+)\]\((/[^)\s]*|https?://[^)\s]+|mailto:[^)\s]+)\)`)
)

func (w writer) inline(text string) string {
	escaped := template.HTMLEscapeString(text)
	escaped = boldMark.ReplaceAllString(escaped, "<strong>$1</strong>")
	return linkMark.ReplaceAllStringFunc(escaped, func(mark string) string {
		parts := linkMark.FindStringSubmatch(mark)
		address := parts[2]
		if strings.HasPrefix(address, "/") {
			address = w.path(strings.TrimSuffix(address, "/"))
		}
		return `<a href="` + address + `">` + parts[1] + `</a>`
	})
}
