// Package courses holds the courses that are shipped with the program. It embeds them and does nothing else;
// publish reads them where a host has named no folder of their own.
package courses

import "embed"

//go:embed guide reprendre-le-controle
var files embed.FS

// Files is the shipped courses: a folder a module.
func Files() embed.FS { return files }
