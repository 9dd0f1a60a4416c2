package e2e

import (
	"fmt"
	"io"
	"net/http"
	"strings"

	"golang.org/x/net/html"
)

// reply is what a server answered.
type reply struct {
	path   string // as asked for, with its query
	status int
	header http.Header
	body   []byte
	page   *html.Node // where it is HTML
}

// client follows nothing by itself.
func client() *http.Client {
	return &http.Client{Timeout: patience, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
}

// get asks for a path. Headers are pairs of name and value.
func (s *server) get(path string, headers ...string) (*reply, error) {
	return s.send(http.MethodGet, path, headers...)
}

func (s *server) send(method, path string, headers ...string) (*reply, error) {
	request, err := http.NewRequest(method, s.origin+path, nil)
	if err != nil {
		return nil, err
	}
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	answer, err := client().Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	r := &reply{path: path, status: answer.StatusCode, header: answer.Header, body: body}
	if r.is("text/html") {
		if r.page, err = html.Parse(strings.NewReader(string(body))); err != nil {
			return nil, fmt.Errorf("parse %s: %w", path, err)
		}
	}
	return r, nil
}

// is tells whether an answer is of a type.
func (r *reply) is(mime string) bool {
	kind, _, _ := strings.Cut(r.header.Get("Content-Type"), ";")
	return kind == mime
}

// lang is the first word of the path.
func (r *reply) lang() string {
	lang, _, _ := strings.Cut(strings.TrimPrefix(r.bare(), "/"), "/")
	return lang
}

// bare is the path without its query.
func (r *reply) bare() string {
	path, _, _ := strings.Cut(r.path, "?")
	return path
}

// elements gives the elements under a node with one of the names, or all of them, in order.
func elements(n *html.Node, names ...string) []*html.Node {
	var found []*html.Node
	for d := range n.Descendants() {
		if d.Type != html.ElementNode {
			continue
		}
		wanted := len(names) == 0
		for _, name := range names {
			wanted = wanted || d.Data == name
		}
		if wanted {
			found = append(found, d)
		}
	}
	return found
}

// attr is an attribute's value, and whether it is there.
func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// value is an attribute's value, or "".
func value(n *html.Node, name string) string {
	v, _ := attr(n, name)
	return v
}

// hasClass tells whether an element has a class.
func hasClass(n *html.Node, name string) bool {
	for _, c := range strings.Fields(value(n, "class")) {
		if c == name {
			return true
		}
	}
	return false
}

// words is the text under a node, with single plain spaces.
func words(n *html.Node) string {
	var b strings.Builder
	if n.Type == html.TextNode {
		b.WriteString(n.Data)
	}
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return plainSpaces(b.String())
}

// langOf is the language that holds for a node.
func langOf(n *html.Node) string {
	for ; n != nil; n = n.Parent {
		if lang, ok := attr(n, "lang"); ok {
			return lang
		}
	}
	return ""
}
