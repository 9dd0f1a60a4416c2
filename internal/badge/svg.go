package badge

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
)

// The names under which an SVG holds a credential (Open Badges 3.0, section 5.3.2).
const (
	svgPrefix    = "openbadges"
	svgNamespace = "https://purl.imsglobal.org/ob/v3p0"
)

// bakeSVG adds the namespace to the root and the credential right after it.
func bakeSVG(data []byte, token string) ([]byte, error) {
	at, err := readSVG(data)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.Write(data[:at.tagEnd])
	if !at.declared {
		fmt.Fprintf(&out, ` xmlns:%s="%s"`, svgPrefix, svgNamespace)
	}
	fmt.Fprintf(&out, `><%s:credential verify="%s"></%[1]s:credential>`, svgPrefix, token)
	from := at.tagEnd + 1
	for _, old := range at.old {
		out.Write(data[from:old[0]])
		from = old[1]
	}
	out.Write(data[from:])
	return out.Bytes(), nil
}

// places are offsets in an SVG.
type places struct {
	tagEnd   int      // of the > that ends the tag <svg>
	declared bool     // the prefix is, for our namespace
	old      [][2]int // from < to after >: credentials that are there
}

// readSVG finds the places of an SVG. It reads raw tokens, so that all that is not ours is copied as it is.
func readSVG(data []byte) (places, error) {
	var at places
	d := xml.NewDecoder(bytes.NewReader(data))
	var names []string // of the open elements
	start, since := 0, 0
	for {
		before := int(d.InputOffset())
		token, err := d.RawToken()
		switch {
		case errors.Is(err, io.EOF) && at.tagEnd > 0 && len(names) == 0:
			return at, nil
		case errors.Is(err, io.EOF):
			return at, errors.New("it is no whole SVG")
		case err != nil:
			return at, fmt.Errorf("read the SVG: %w", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			name := qualified(token.Name)
			if len(names) == 0 {
				if token.Name.Local != "svg" || at.tagEnd > 0 {
					return at, errors.New("its root is not <svg>")
				}
				at.tagEnd = int(d.InputOffset()) - 1
				if data[at.tagEnd-1] == '/' {
					return at, errors.New("it is empty")
				}
				if at.declared, err = declares(token.Attr); err != nil {
					return at, err
				}
			}
			if names = append(names, name); name == svgPrefix+":credential" && since == 0 {
				start, since = before, len(names)
			}
		case xml.EndElement:
			if len(names) == 0 || names[len(names)-1] != qualified(token.Name) {
				return at, errors.New("its elements are not nested")
			}
			if len(names) == since {
				at.old, since = append(at.old, [2]int{start, int(d.InputOffset())}), 0
			}
			names = names[:len(names)-1]
		}
	}
}

// declares tells whether the root binds our prefix to our namespace.
func declares(attributes []xml.Attr) (bool, error) {
	for _, a := range attributes {
		if a.Name.Space == "xmlns" && a.Name.Local == svgPrefix {
			if a.Value != svgNamespace {
				return false, fmt.Errorf("it uses the prefix %q for something else: rename it", svgPrefix)
			}
			return true, nil
		}
	}
	return false, nil
}

func qualified(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// unbakeSVG gives the first credential of an SVG, or "". What follows it is not read.
func unbakeSVG(data []byte) (string, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	root := false
	for {
		token, err := d.Token()
		switch {
		case errors.Is(err, io.EOF) && root:
			return "", nil
		case errors.Is(err, io.EOF):
			return "", errors.New("it is neither SVG nor PNG")
		case err != nil:
			return "", fmt.Errorf("read the SVG: %w", err)
		}
		element, ok := token.(xml.StartElement)
		switch {
		case !ok:
		case !root && element.Name.Local != "svg":
			return "", errors.New("it is neither SVG nor PNG")
		case element.Name.Space == svgNamespace && element.Name.Local == "credential":
			for _, a := range element.Attr {
				if a.Name.Space == "" && a.Name.Local == "verify" {
					return a.Value, nil
				}
			}
			return "", errors.New("its credential is not signed as a JWS")
		}
		root = root || ok
	}
}
