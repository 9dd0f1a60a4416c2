package skeleton_test

import (
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/pelletier/go-toml/v2"

	"sentier/internal/skeleton"
)

// TestSite: what other programs read of a new site, they can read, whatever its title is.
func TestSite(t *testing.T) {
	for _, lang := range []string{"fr", "en", "de"} {
		set, err := skeleton.Site(skeleton.About{Title: `A "b" \ c: # d`, Lang: lang, Authors: []string{`O'Neil "Bo" <https://b.example>`},
			Licence: "CC0-1.0", Summary: "S"}, []string{lang, "pt-BR"})
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]string{}
		for _, c := range set {
			seen[c.Path] = string(c.After)
			if c.Before != nil || c.Executable != (c.Path == ".githooks/pre-commit") {
				t.Errorf("%s: before %q, executable %v", c.Path, c.Before, c.Executable)
			}
			if strings.Contains(string(c.After), "<<") && !strings.HasSuffix(c.Path, ".md") {
				t.Errorf("%s has a mark of the template left:\n%s", c.Path, c.After)
			}
		}
		for path, format := range map[string]string{".github/workflows/check.yml": "github", ".forgejo/workflows/check.yml": "github", ".gitlab-ci.yml": "gitlab"} {
			var v struct {
				Jobs  map[string]struct{ Steps []struct{ Run string } }
				Check struct{ Script []string }
			}
			if err := yaml.Unmarshal([]byte(seen[path]), &v); err != nil {
				t.Errorf("%s: %v\n%s", path, err, seen[path])
			}
			var run []string
			for _, s := range v.Jobs["check"].Steps {
				run = append(run, s.Run)
			}
			script := strings.Join(append(run, v.Check.Script...), "\n")
			for _, want := range []string{"--output ../sentier \"$SENTIER_URL\"\n", "| sha256sum --check\nchmod +x ../sentier", "sentier check --format " + format} {
				if !strings.Contains(script, want) {
					t.Errorf("%s does not run %q:\n%s", path, want, script)
				}
			}
		}
		var settings struct {
			Courses   string
			Languages []string
			Identity  struct{ Name string }
		}
		if err := toml.Unmarshal([]byte(seen["sentier.toml"]), &settings); err != nil || settings.Identity.Name != `A "b" \ c: # d` ||
			settings.Courses != "courses" || len(settings.Languages) != 2 {
			t.Errorf("%+v, %v", settings, err)
		}
	}
}
