package skeleton

import (
	"path"

	"sentier/internal/changeset"
	"sentier/internal/compile"
)

// CoursesFolder is where the courses of a new site are.
const CoursesFolder = "courses"

// Site makes the folder of a site: its settings, a first module, and what those who take part need. The languages are
// those of the site; the module is in the first.
func Site(a About, languages []string) (changeset.Set, error) {
	d := &draft{}
	words := Words(a.Lang)
	data := struct {
		About
		Languages []string
	}{a, languages}
	for _, f := range []struct{ at, template string }{
		{"sentier.toml", words + "/sentier.toml"},
		{"README.md", words + "/README.md"},
		{".editorconfig", "all/editorconfig"},
		{".gitignore", "all/gitignore"},
		{".github/workflows/check.yml", "all/github.yml"},
		{".forgejo/workflows/check.yml", "all/forgejo.yml"},
		{".gitlab-ci.yml", "all/gitlab.yml"},
		{".githooks/pre-commit", "all/pre-commit"},
	} {
		d.add(f.at, f.template, data)
	}
	if d.err != nil {
		return nil, d.err
	}
	d.set[len(d.set)-1].Executable = true
	d.set = append(d.set, changeset.Change{Path: "schema/front-matter.json", After: compile.Schema()})
	module, err := new(Courses).NewModule(a)
	for _, c := range module {
		c.Path = path.Join(CoursesFolder, c.Path)
		d.set = append(d.set, c)
	}
	return d.set, err
}
