package publish

import (
	"bytes"
	"html/template"

	"sentier/internal/site"
)

// moved is the file at an old address of a lesson: nothing but the way to the new one, where a server would
// redirect. It stands for that alone, so it needs no theme.
var moved = template.Must(template.New("moved").Parse(`<!doctype html>
<html lang="{{.Lang}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}}</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={{.To}}">
{{with .Canonical}}<link rel="canonical" href="{{.}}">
{{end}}</head>
<body><main><h1><a href="{{.To}}">{{.Title}}</a></h1></main></body>
</html>
`))

// movedPage writes the file that stands at an old address, from the name of that file. It is nil where the new
// address is in no file.
func movedPage(s *site.Snapshot, to, from string, at *places) ([]byte, error) {
	lesson, lang := s.Lesson(to)
	if lesson == nil || at.files[to] == "" {
		return nil, nil
	}
	view := struct{ Lang, Title, To, Canonical string }{
		Lang: lang, Title: lesson.Rendition(lang).Title, To: relative(to, from, at),
	}
	if at.base != "" {
		view.Canonical = at.base + to
	}
	var b bytes.Buffer
	err := moved.Execute(&b, view)
	return b.Bytes(), err
}
