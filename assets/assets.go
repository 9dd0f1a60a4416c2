// Package assets holds what pages ask a browser to fetch or draw: stylesheets, scripts, fonts, icons
// and the card of links shared elsewhere. It embeds them and does nothing else; theme joins, shortens and
// fingerprints them.
//
// Stylesheets are joined in the order of their names, but for those in css/pages: few pages ask for them, and a lesson
// does not. Each script stands alone: none imports another.
package assets

import (
	"embed"
	"io/fs"
)

//go:embed css js fonts icons images
var files embed.FS

// Files are the folders css, js, fonts, icons and images.
func Files() fs.FS { return files }
