package theme

import (
	"html/template"
	"strings"

	"sentier/internal/course"
)

// Player is what takes the place of a film's facade once a reader asked for it. p2p=0: with it, viewers would
// show each other their addresses.
func Player(film course.Video) template.HTML {
	join := "?"
	if strings.Contains(film.Embed, "?") {
		join = "&"
	}
	return template.HTML(`<iframe class="facade" src="` + template.HTMLEscapeString(film.Embed+join+"p2p=0&warningTitle=0&peertubeLink=1") +
		`" title="` + template.HTMLEscapeString(film.Title) + `" allow="fullscreen; autoplay" allowfullscreen></iframe>`)
}
