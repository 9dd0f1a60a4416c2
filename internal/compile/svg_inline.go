package compile

import (
	"html"
	"html/template"
	"regexp"
	"strconv"
	"strings"

	"sentier/internal/course"
	"sentier/internal/diag"
)

// inlineSVG writes a drawing as markup for the middle of a page, where it takes the theme's colours; "" where it is
// too large for that. Ids get a prefix, so that two drawings of a page do not meet. The alternative text of the
// Markdown is its name, and stands for whatever name the file gives itself; without one it is decoration.
func inlineSVG(m *course.Media, alt, prefix string) template.HTML {
	if len(m.Data) > maxInlineSVG {
		return ""
	}
	var found diag.List
	d := readSVG(m.Path, m.Data, &found)
	if d == nil {
		return ""
	}
	w := svgWriter{elements: d.elements, prefix: prefix}
	w.b.WriteString(`<svg class="art"`)
	if alt == "" {
		w.b.WriteString(` aria-hidden="true"`)
	} else {
		w.attribute("role", "img")
		w.attribute("aria-label", alt)
	}
	box := make([]string, len(d.box))
	for i, n := range d.box {
		box[i] = strconv.FormatFloat(n, 'f', -1, 64)
	}
	w.attribute("viewBox", strings.Join(box, " "))
	w.attribute("focusable", "false")
	w.attributes(0)
	w.b.WriteByte('>')
	w.children(0)
	w.b.WriteString("</svg>")
	return template.HTML(w.b.String())
}

// svgWriter writes elements that were read, and nothing else.
type svgWriter struct {
	elements []svgElement
	prefix   string
	b        strings.Builder
}

func (w *svgWriter) attribute(name, value string) {
	w.b.WriteString(" " + name + `="` + html.EscapeString(value) + `"`)
}

// rootOnly are the attributes of <svg> that the page decides on.
var rootOnly = set("x y width height viewBox class transform version baseProfile display visibility clip-path mask opacity")

// attributes writes those of an element, but for what says how the file as a whole is read aloud.
func (w *svgWriter) attributes(rank int) {
	for _, a := range w.elements[rank].attrs {
		name := attributeName(a.Name)
		switch {
		case rank == 0 && rootOnly[name], name == "role", name == "focusable", strings.HasPrefix(name, "aria-"),
			name == "xml:space", name == "xml:lang":
		case name == "id":
			w.attribute(name, w.prefix+a.Value)
		case name == "href":
			w.attribute(name, "#"+w.prefix+strings.TrimPrefix(a.Value, "#"))
		case svgTexts[name]:
			w.attribute(name, a.Value)
		default:
			w.attribute(name, w.prefixed(a.Value))
		}
	}
}

var localURL = regexp.MustCompile(`(?i:url)\(\s*["']?#([A-Za-z_][A-Za-z0-9_.-]*)["']?\s*\)`)

// prefixed rewrites each url(#id).
func (w *svgWriter) prefixed(value string) string {
	if !strings.Contains(value, "(") {
		return value
	}
	return localURL.ReplaceAllString(value, "url(#"+w.prefix+"${1})")
}

// children writes what is in an element. Text counts only where text is drawn.
func (w *svgWriter) children(rank int) {
	e := w.elements[rank]
	drawn := e.name == "text" || e.name == "tspan" || e.name == "textPath"
	texts := e.text
	flush := func(before int) {
		for len(texts) > 0 && texts[0].before <= before {
			if drawn {
				w.b.WriteString(html.EscapeString(texts[0].text))
			}
			texts = texts[1:]
		}
	}
	for child := rank + 1; child < e.end; child = w.elements[child].end {
		flush(child)
		w.element(child)
	}
	flush(e.end)
}

func (w *svgWriter) element(rank int) {
	e := w.elements[rank]
	if e.name == "title" || e.name == "desc" { // the page names the drawing, and a title would hover
		return
	}
	w.b.WriteString("<" + e.name)
	w.attributes(rank)
	if e.end == rank+1 && len(e.text) == 0 {
		w.b.WriteString("/>")
		return
	}
	w.b.WriteByte('>')
	w.children(rank)
	w.b.WriteString("</" + e.name + ">")
}
