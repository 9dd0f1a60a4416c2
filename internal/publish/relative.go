package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// A folder of files is opened from a disk, a USB key or any sub-folder of a site, so every link from one of its
// pages to another is relative, and names the file.

// places tells which file of the folder answers each address of the site: "/fr/module", "fr/module/index.html".
type places struct {
	files map[string]string
	base  string // the site's own address, for what is in no file; may be empty
}

// linked are the attributes that hold one address, by element.
var linked = map[string][]string{
	"a": {"href"}, "area": {"href"}, "link": {"href"}, "img": {"src"}, "script": {"src"}, "source": {"src"},
	"track": {"src"}, "video": {"src", "poster"}, "audio": {"src"}, "form": {"action", "data-index"}, "iframe": {"src"},
}

// relativePage rewrites the links of an HTML page that is to be the file from. What leads out of the folder stays.
func relativePage(page []byte, from string, at *places) ([]byte, error) {
	var out bytes.Buffer
	out.Grow(len(page) + len(page)/8)
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			if errors.Is(z.Err(), io.EOF) {
				return out.Bytes(), nil
			}
			return nil, fmt.Errorf("rewrite the links of %s: %w", from, z.Err())
		}
		raw := z.Raw()
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken || !rooted(raw) {
			out.Write(raw)
			continue
		}
		tag := bytes.Clone(raw) // reading the token spoils it
		token := z.Token()
		if relativeTag(&token, from, at) {
			out.WriteString(token.String())
		} else {
			out.Write(tag)
		}
	}
}

// rooted tells whether a tag may hold an address to rewrite: one that begins at the root, in a value or in a list.
// Most tags hold none, and reading them costs more than all the rest.
func rooted(tag []byte) bool {
	for i := 1; i < len(tag); i++ {
		if tag[i] == '/' && strings.IndexByte("=\"', \t\n", tag[i-1]) >= 0 {
			return true
		}
	}
	return false
}

// relativeTag rewrites the addresses of one tag, and tells whether there were any.
func relativeTag(token *html.Token, from string, at *places) bool {
	rewritten := false
	names := linked[token.Data]
	for i := range token.Attr {
		a := &token.Attr[i]
		was := a.Val
		switch {
		case a.Key == "srcset":
			a.Val = relativeSet(a.Val, from, at)
		case slices.Contains(names, a.Key):
			a.Val = relative(a.Val, from, at)
		}
		rewritten = rewritten || a.Val != was
	}
	return rewritten
}

// relativeSet rewrites a srcset: addresses and widths, parted by commas. Our addresses hold neither.
func relativeSet(set, from string, at *places) string {
	candidates := strings.Split(set, ",")
	for i, c := range candidates {
		fields := strings.Fields(c)
		if len(fields) > 0 {
			fields[0] = relative(fields[0], from, at)
		}
		candidates[i] = strings.Join(fields, " ")
	}
	return strings.Join(candidates, ", ")
}

// relative rewrites one address. A query that has no file of its own is for the server, which is not there: it goes.
// An address that is in no file, such as that of signing in, leads to the site itself where it has one.
func relative(address, from string, at *places) string {
	if !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") {
		return address
	}
	rest, fragment, anchored := strings.Cut(address, "#")
	file, ok := at.files[rest]
	if !ok {
		rest, _, _ = strings.Cut(rest, "?")
		file, ok = at.files[rest]
	}
	if !ok {
		return at.base + address
	}
	link := steps(path.Dir(from), file)
	if anchored {
		if file == from {
			link = ""
		}
		link += "#" + fragment
	}
	return link
}

// steps leads from a folder to a file: both are below the same root.
func steps(folder, file string) string {
	up := 0
	for folder != "." && !strings.HasPrefix(file, folder+"/") {
		folder = path.Dir(folder)
		up++
	}
	if folder != "." {
		file = file[len(folder)+1:]
	}
	return strings.Repeat("../", up) + file
}

// cssAddress is an address in a stylesheet that begins at the root.
var cssAddress = regexp.MustCompile(`(url\(["']?)(/[^)"']+)(["']?\))`)

// quotedAddress is one in a feed or in the index of the search page.
var quotedAddress = regexp.MustCompile(`((?: href=|"u":)")(/[^"]*)(")`)

// relativeText rewrites the addresses that a pattern finds between two others: of a stylesheet, a feed, an index.
func relativeText(text []byte, pattern *regexp.Regexp, from string, at *places) []byte {
	return pattern.ReplaceAllFunc(text, func(match []byte) []byte {
		parts := pattern.FindSubmatch(match)
		return fmt.Appendf(nil, "%s%s%s", parts[1], relative(string(parts[2]), from, at), parts[3])
	})
}
