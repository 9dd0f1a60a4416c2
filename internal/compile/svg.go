package compile

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"sentier/internal/diag"
)

// Bounds of a drawing: of the file, of its elements, of how deep they nest, and of the elements drawn once every
// <use> is replaced by what it repeats.
const (
	maxDrawing         = 1 << 20
	maxDrawingElements = 20_000
	maxDrawingDepth    = 32
	maxDrawn           = 50_000
	maxDrawingSide     = 100_000
	maxInlineSVG       = 30 << 10 // larger ones are files of their own
)

const svgSpace = "http://www.w3.org/2000/svg"

// checkSVG refuses a drawing that does more than draw: scripts, styles, links, embedded images, references out of
// the file, declarations, and parts that repeat each other without end. It goes by lists of what is allowed. The
// size is that of its viewBox, in whole pixels.
func checkSVG(at string, data []byte, found *diag.List) (width, height int) {
	d := readSVG(at, data, found)
	if d == nil {
		return 0, 0
	}
	return int(math.Ceil(d.box[2])), int(math.Ceil(d.box[3]))
}

// drawing is an SVG file that was found harmless.
type drawing struct {
	box      [4]float64 // min-x, min-y, width, height
	elements []svgElement
}

// svgElement is an element with its end: the rank of the first element that is not in it.
type svgElement struct {
	name  string
	attrs []xml.Attr
	depth int
	end   int
	text  []svgText
}

// svgText is a stretch of text in an element: before its child of this rank.
type svgText struct {
	before int
	text   string
}

// svgReader walks a file once, in linear time.
type svgReader struct {
	path    string
	data    []byte
	found   *diag.List
	errors  int
	open    []int // ranks of the open elements
	out     drawing
	ids     map[string]int // rank of the element
	refs    []svgReference
	line    int // of lineAt
	lineAt  int // offset of the line's first byte
	counted int // offset up to which lines are counted
}

// svgReference is a use of another part of the file, by an element.
type svgReference struct {
	from int
	id   string
	use  bool // <use>, which draws it again
	pos  diag.Pos
}

// readSVG gives the drawing, or nil when its findings refuse it.
func readSVG(at string, data []byte, found *diag.List) *drawing {
	r := &svgReader{path: at, data: data, found: found, ids: map[string]int{}, line: 1}
	if len(data) > maxDrawing {
		r.tooLarge()
		return nil
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		offset := int(d.InputOffset())
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			var syntax *xml.SyntaxError
			said := err.Error()
			if errors.As(err, &syntax) {
				said = syntax.Msg
			}
			r.add(diag.SVGSyntax, int(d.InputOffset()), clip(said))
			return nil
		}
		if !r.token(token, offset, int(d.InputOffset())) {
			return nil
		}
	}
	if len(r.out.elements) == 0 {
		if r.errors == 0 {
			r.add(diag.SVGRoot, 0)
		}
		return nil
	}
	r.checkReferences()
	if r.errors > 0 {
		return nil
	}
	return &r.out
}

// token takes one token that stands in the file between two offsets; false ends the walk.
func (r *svgReader) token(token xml.Token, from, to int) bool {
	switch t := token.(type) {
	case xml.StartElement:
		return r.start(t, from, to)
	case xml.EndElement:
		last := len(r.open) - 1
		r.out.elements[r.open[last]].end = len(r.out.elements)
		r.open = r.open[:last]
	case xml.CharData:
		if len(r.open) > 0 {
			e := &r.out.elements[r.open[len(r.open)-1]]
			e.text = append(e.text, svgText{len(r.out.elements), string(t)})
		} else if strings.TrimSpace(string(t)) != "" {
			r.add(diag.SVGSyntax, from, "text outside <svg>")
			return false
		}
	case xml.ProcInst:
		if t.Target != "xml" {
			r.add(diag.SVGDeclaration, from)
		}
	case xml.Directive:
		r.add(diag.SVGDeclaration, from)
	}
	return true
}

func (r *svgReader) start(t xml.StartElement, from, to int) bool {
	rank := len(r.out.elements)
	name := t.Name.Local
	switch {
	case rank == 0 && (name != "svg" || t.Name.Space != svgSpace):
		r.add(diag.SVGRoot, from)
		return false
	case rank > 0 && len(r.open) == 0:
		r.add(diag.SVGSyntax, from, "an element after </svg>")
		return false
	case rank >= maxDrawingElements || len(r.open) >= maxDrawingDepth:
		r.tooLarge()
		return false
	case name == "style" && t.Name.Space == svgSpace:
		r.add(diag.SVGStyle, from)
	case t.Name.Space != svgSpace || !svgElements[name] || rank > 0 && name == "svg":
		r.add(diag.SVGElement, from, clip(name))
	}
	e := svgElement{name: name, depth: len(r.open)}
	seen := map[xml.Name]bool{}
	for _, a := range t.Attr {
		pos := r.attributePos(a, from, to)
		if seen[a.Name] {
			r.report(diag.SVGTwice, pos, clip(a.Name.Local))
			continue
		}
		seen[a.Name] = true
		if r.attribute(rank, name, a, pos) {
			e.attrs = append(e.attrs, a)
		}
	}
	r.out.elements = append(r.out.elements, e)
	r.open = append(r.open, rank)
	if rank == 0 {
		r.size(t.Attr, from)
	}
	return true
}

// size reads the viewBox, or makes one of width and height.
func (r *svgReader) size(attrs []xml.Attr, from int) {
	value := map[string]string{}
	for _, a := range attrs {
		value[attributeName(a.Name)] = a.Value
	}
	numbers := strings.FieldsFunc(value["viewBox"], func(c rune) bool { return c == ',' || c == ' ' || c == '\n' || c == '\t' })
	if value["viewBox"] == "" {
		numbers = []string{"0", "0", strings.TrimSuffix(value["width"], "px"), strings.TrimSuffix(value["height"], "px")}
	}
	ok := len(numbers) == 4
	for i := 0; ok && i < 4; i++ {
		n, err := strconv.ParseFloat(numbers[i], 64)
		ok = err == nil && math.Abs(n) <= maxDrawingSide && (i < 2 || n > 0)
		r.out.box[i] = n
	}
	if !ok {
		r.add(diag.SVGSize, from, maxDrawingSide)
	}
}

func (r *svgReader) tooLarge() {
	r.add(diag.LimitDrawing, 0, maxDrawing>>10, maxDrawingElements, maxDrawingDepth)
}

func (r *svgReader) report(m *diag.Message, pos diag.Pos, args ...any) {
	const enough = 50 // of one file
	if r.errors++; r.errors <= enough {
		r.found.Add(m, pos, args...)
	}
}

func (r *svgReader) add(m *diag.Message, offset int, args ...any) {
	r.report(m, r.pos(offset), args...)
}

// pos turns an offset into a place. Offsets mostly ascend: lines are counted on from the last one.
func (r *svgReader) pos(offset int) diag.Pos {
	offset = min(offset, len(r.data))
	if offset < r.counted {
		r.line, r.lineAt, r.counted = 1, 0, 0
	}
	for i := bytes.IndexByte(r.data[r.counted:offset], '\n'); i >= 0; i = bytes.IndexByte(r.data[r.counted:offset], '\n') {
		r.line, r.counted = r.line+1, r.counted+i+1
		r.lineAt = r.counted
	}
	r.counted = offset
	return diag.Pos{Path: r.path, Line: r.line, Col: utf8.RuneCount(r.data[r.lineAt:offset]) + 1}
}

// attributePos finds an attribute in its tag, by its name.
func (r *svgReader) attributePos(a xml.Attr, from, to int) diag.Pos {
	tag := r.data[from:min(to, len(r.data))]
	for i := 0; ; {
		j := bytes.Index(tag[i:], []byte(a.Name.Local))
		if j < 0 {
			return r.pos(from)
		}
		i += j
		rest := bytes.TrimLeft(tag[i+len(a.Name.Local):], " \t\r\n")
		if i > 0 && strings.ContainsRune(" \t\r\n:", rune(tag[i-1])) && len(rest) > 0 && rest[0] == '=' {
			return r.pos(from + i)
		}
		i++
	}
}
