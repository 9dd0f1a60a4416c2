package theme

import (
	"fmt"
	"html/template"
	"strings"
)

// AuthorBar is what whoever writes a course sees at the foot of every page while it is watched: the file, what is found
// in it, what is not translated. Over the page it says what is wrong in the courses, while they cannot be shown as they
// are. No reader ever gets it.
type AuthorBar struct {
	Layout
	Version  string          // of what is shown: the script fetches the page again when there is another
	Problem  string          // why nothing could be read at all; empty: it could
	Errors   []AuthorFinding // in all courses: while there are any, the page shows what was good before
	More     int             // errors that are not listed
	Findings []AuthorFinding // warnings about this page
	Others   int             // warnings about other pages
	Path     string          // of the page's text, as one types it; empty: the page is none of a course
	Edit     string          // address where it is edited; empty: none is configured
	Draft    bool
	Words    int      // 0: not counted
	Missing  []string // names of the languages that it lacks
	Stale    []string // and of those that are behind
}

func (*AuthorBar) Template() string { return "author" }

// AuthorFinding is one thing that is wrong, or could be better.
type AuthorFinding struct {
	Where string // path:line:column
	Text  string
	Lang  string // of Text, where it is not the page's
	Code  string
}

// Author writes it, to stand before the end of a page.
func (t *Theme) Author(bar *AuthorBar) (template.HTML, error) {
	var b strings.Builder
	if err := t.Render(&b, bar); err != nil {
		return "", fmt.Errorf("write the bar of authors: %w", err)
	}
	return template.HTML(b.String()), nil
}
