package site

import (
	"encoding/json"
	"fmt"
)

// A static site has no server to ask, so its search page brings the index along: a script, since pages opened from
// a disk may load scripts but not data. It holds titles, headings and the words of glossaries, no prose.

// indexAddress is where the search page of a static site finds its index.
func indexAddress(lang string) string { return "/" + lang + "/search-index.js" }

// found is a document of that index.
type found struct {
	Kind  string  `json:"k"` // as SearchGroup.Kind
	Title string  `json:"t"`
	URL   string  `json:"u"`
	Where []label `json:"w,omitempty"`
	More  string  `json:"x,omitempty"` // headings, summary, other names
	Lang  string  `json:"l,omitempty"` // where it is not the page's
}

// label is the title of a module or a sequence.
type label struct {
	Title string `json:"t"`
	Lang  string `json:"l,omitempty"`
}

// staticIndex is the index of a language.
func (b *builder) staticIndex(lang string) ([]byte, error) {
	list := []found{}
	for _, d := range b.docs(lang) {
		f := found{Kind: groups[d.Kind], Title: d.Title, URL: d.URL, Lang: d.Written}
		for _, l := range d.Context {
			f.Where = append(f.Where, label{l.Text, l.Lang})
		}
		for _, more := range append([]string{d.Summary, d.Headings}, d.Also...) {
			if more != "" && f.More != "" {
				f.More += "\n"
			}
			f.More += more
		}
		list = append(list, f)
	}
	data, err := json.Marshal(list)
	if err != nil {
		return nil, fmt.Errorf("write the search index: %w", err)
	}
	return fmt.Appendf(nil, "window.sentierIndex=%s;\n", data), nil
}
