package theme

import (
	"html/template"

	"sentier/internal/course"
)

// Player is what takes the place of a film's facade once a reader asked for it.
func Player(film course.Video) template.HTML {
	return template.HTML(`<iframe class="facade" src="` + template.HTMLEscapeString(film.Embed) +
		`" title="` + template.HTMLEscapeString(film.Title) + `" allowfullscreen></iframe>`)
}
