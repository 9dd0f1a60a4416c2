package web

import "strings"

// routes is every address that this server answers. A GET route answers HEAD, too, and changes nothing. What is
// no address of its own here is looked up in the snapshot: the pages of the courses, feeds, the site's own texts.
func (s *Server) routes() {
	s.app.Get("/", s.home)                                 // to the reader's language
	s.app.Get("/-/health", s.healthy)                      // for hosts
	s.app.Get("/.well-known/security.txt", s.securityText) // for who finds a hole
	s.app.Get("/assets/*", s.file)                         // the theme's files
	s.app.Get("/media/*", s.file)                          // the courses' files
	s.app.Get("/:lang/search", s.search)                   // ?q=
	s.app.Get("/:lang/comfort", s.comfort)                 // size, font, theme, contrast, spacing
	s.app.Post("/:lang/comfort", s.choose)                 // keeps the choices
	s.app.Get("/*", s.page)                                // pages; of lessons, ?q=ID&a=… and ?video=ID
}

// machine tells whether a path is a route that is neither a page nor a file.
func machine(path string) bool { return path == "/-/health" || path == "/.well-known/security.txt" }

// filed tells whether a path is that of a file, there or not.
func filed(path string) bool {
	return strings.HasPrefix(path, "/assets/") || strings.HasPrefix(path, "/media/")
}
