package compile

import (
	"encoding/xml"
	"strings"

	"sentier/internal/diag"
)

// attribute checks an attribute; true: it belongs to the drawing.
func (r *svgReader) attribute(rank int, element string, a xml.Attr, pos diag.Pos) bool {
	name := attributeName(a.Name)
	switch {
	case name == "xmlns" || strings.HasPrefix(name, "xmlns:"):
		return false // a declaration by itself does nothing
	case name == "style":
		r.report(diag.SVGStyle, pos)
	case name == "href":
		r.reference(rank, element, a, pos)
	case name == "class":
		if !svgClasses[a.Value] && rank > 0 {
			r.report(diag.SVGValue, pos, clip(a.Value), name)
		}
	case name == "id":
		if !svgID.MatchString(a.Value) {
			r.report(diag.SVGValue, pos, clip(a.Value), name)
		} else if _, twice := r.ids[a.Value]; twice {
			r.report(diag.SVGTwice, pos, a.Value)
		} else {
			r.ids[a.Value] = rank
		}
	case svgTexts[name]:
	case !svgAttributes[name]:
		r.report(diag.SVGAttribute, pos, clip(name), clip(element))
	default:
		r.value(rank, name, a.Value, pos)
	}
	return true
}

// attributeName is the name under which the lists know an attribute: xlink:href is href.
func attributeName(n xml.Name) string {
	switch n.Space {
	case "":
		return n.Local
	case "http://www.w3.org/1999/xlink":
		if n.Local == "href" {
			return "href"
		}
	case "http://www.w3.org/XML/1998/namespace", "xml":
		return "xml:" + n.Local
	case "xmlns":
		return "xmlns:" + n.Local
	}
	return n.Space + ":" + n.Local
}

// reference takes href, which may only point into the file.
func (r *svgReader) reference(rank int, element string, a xml.Attr, pos diag.Pos) {
	id, local := strings.CutPrefix(a.Value, "#")
	if !local || !svgID.MatchString(id) {
		r.report(diag.SVGValue, pos, clip(a.Value), "href")
		return
	}
	r.refs = append(r.refs, svgReference{rank, id, element == "use", pos})
}

// value checks a value that CSS reads: only harmless functions, and url() of this file alone.
func (r *svgReader) value(rank int, name, value string, pos diag.Pos) {
	if strings.ContainsAny(value, `\@{}<`) || strings.Contains(value, "/*") {
		r.report(diag.SVGValue, pos, clip(value), name)
		return
	}
	for _, call := range svgCall.FindAllStringSubmatchIndex(value, -1) {
		function := strings.ToLower(value[call[2]:call[3]])
		if svgFunctions[function] {
			continue
		}
		local := svgURL.FindStringSubmatch(value[call[2]:])
		if local == nil {
			r.report(diag.SVGValue, pos, clip(value), name)
			return
		}
		r.refs = append(r.refs, svgReference{rank, local[1], false, pos})
	}
}

// checkReferences wants every reference to lead somewhere, and none to be able to multiply another: what is drawn
// again, or again and again, refers to gradients alone.
func (r *svgReader) checkReferences() {
	elements := r.out.elements
	referring := make([]int, len(elements)+1) // references from elements of lower rank, but those to gradients
	for _, ref := range r.refs {
		if target, there := r.ids[ref.id]; there && !svgGradients[elements[target].name] {
			referring[ref.from+1]++
		}
	}
	for i := 1; i < len(referring); i++ {
		referring[i] += referring[i-1]
	}
	drawn := len(elements)
	for _, ref := range r.refs {
		target, there := r.ids[ref.id]
		switch {
		case !there:
			r.report(diag.SVGReference, ref.pos, ref.id)
		case svgGradients[elements[target].name]:
		case referring[elements[target].end] > referring[target]:
			r.report(diag.SVGNested, ref.pos, ref.id)
		default:
			drawn += elements[target].end - target
		}
	}
	if drawn > maxDrawn {
		r.add(diag.LimitDrawn, 0, maxDrawn)
	}
}
