// Package themes holds the theme that is in the program: its templates, its words and its theme.toml. It embeds
// them and does nothing else; theme reads them as the last of its layers.
package themes

import (
	"embed"
	"io/fs"
)

//go:embed default
var files embed.FS

// Default is the folder of the theme that everything else is laid over.
func Default() fs.FS {
	sub, err := fs.Sub(files, "default")
	if err != nil {
		panic("themes: " + err.Error()) // only a wrong path can fail, and it is above
	}
	return sub
}
