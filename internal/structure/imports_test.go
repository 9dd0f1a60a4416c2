package structure

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "sentier"

// listed is what "go list -json" says of a package.
type listed struct {
	ImportPath string
	Name       string
	Dir        string
	Doc        string
	GoFiles    []string
	CgoFiles   []string
	Imports    []string
}

// packages lists those of this module; the ones that hold tests alone have no GoFiles.
func packages(t *testing.T) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Name,Dir,Doc,GoFiles,CgoFiles,Imports", "./...")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			err = fmt.Errorf("%w\n%s", err, exit.Stderr)
		}
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	if len(all) == 0 {
		t.Fatal("go list found no package")
	}
	return all
}

func TestImportsPointDown(t *testing.T) {
	graph := map[string][]string{}
	for _, p := range packages(t) {
		if len(p.GoFiles)+len(p.CgoFiles) > 0 {
			graph[p.ImportPath] = p.Imports
		}
	}
	for _, complaint := range check(rules, graph) {
		t.Error(complaint)
	}
}

// check gives a sentence for each import that the rules do not allow. The graph is package → imports, by whole
// import paths.
func check(rules []rule, graph map[string][]string) []string {
	var complaints []string
	say := func(format string, args ...any) { complaints = append(complaints, fmt.Sprintf(format, args...)) }
	for _, path := range sortedKeys(graph) {
		from, ok := ruleOf(rules, path)
		if !ok {
			say("%s is in no tier: give it a line in internal/structure/tiers_test.go", path)
			continue
		}
		for _, imported := range graph[path] {
			arrow := fmt.Sprintf("%s (tier %d) → %s", path, from.tier, imported)
			if !within(imported, module) {
				if complaint := outside(from, imported); complaint != "" {
					say("%s: %s", arrow, complaint)
				}
				continue
			}
			to, ok := ruleOf(rules, imported)
			local := strings.TrimPrefix(imported, module+"/")
			switch {
			case !ok:
				say("%s: what it imports is in no tier", arrow)
			case to.tier > from.tier:
				say("%s (tier %d) points up", arrow, to.tier)
			case to.tier == from.tier && !slices.Contains(from.beside, local):
				say("%s is in the same tier, and not among those it may import", arrow)
			case slices.ContainsFunc(from.barred, func(b string) bool { return within(local, b) }):
				say("%s: it gets that one as a small interface", arrow)
			}
		}
	}
	return complaints
}

// outside complains about an import from the standard library or another module, or gives "".
func outside(from rule, imported string) string {
	allowed := func(prefix string) bool { return within(imported, prefix) }
	if from.tier == 4 || slices.ContainsFunc(from.outside, allowed) {
		return ""
	}
	if i := slices.IndexFunc(reserved, allowed); i >= 0 {
		return reserved[i] + " is kept for others"
	}
	host, _, _ := strings.Cut(imported, "/")
	if from.tier <= 1 && strings.Contains(host, ".") {
		return "tiers 0 and 1 stand on the standard library and what their line names"
	}
	return ""
}

// within says whether a package is the given one, or in a folder or a major version of it.
func within(path, prefix string) bool {
	return path == prefix || strings.HasPrefix(path, prefix+"/")
}

func ruleOf(rules []rule, path string) (rule, bool) {
	local := strings.TrimPrefix(path, module+"/")
	for _, r := range rules {
		if folder, all := strings.CutSuffix(r.pkg, "/…"); r.pkg == local || all && strings.HasPrefix(local, folder+"/") {
			return r, true
		}
	}
	return rule{}, false
}

func sortedKeys(m map[string][]string) []string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// Made-up graphs: each kind of arrow that must be seen, and those that must not.
func TestCheckSees(t *testing.T) {
	for _, test := range []struct {
		name, from, imports string
		complaint           string // a part of it; empty: none
	}{
		{"down", "sentier/internal/web", "sentier/internal/site", ""},
		{"two tiers down", "sentier/internal/web", "sentier/internal/fault", ""},
		{"up", "sentier/internal/course", "sentier/internal/compile", "points up"},
		{"up from the ground", "sentier/internal/lang", "sentier/internal/course", "points up"},
		{"up to the wiring", "sentier/internal/web", "sentier/internal/cli", "points up"},
		{"beside, named", "sentier/internal/compile", "sentier/internal/markdown", ""},
		{"beside, the other way", "sentier/internal/markdown", "sentier/internal/compile", "same tier"},
		{"beside, not named", "sentier/internal/theme", "sentier/internal/search", "same tier"},
		{"site on theme", "sentier/internal/site", "sentier/internal/theme", ""},
		{"site on compile", "sentier/internal/site", "sentier/internal/compile", "same tier"},
		{"delivery beside delivery", "sentier/internal/web", "sentier/internal/publish", "same tier"},
		{"wiring on all", "sentier/internal/cli", "sentier/internal/store", ""},
		{"main on cli", "sentier/cmd/sentier", "sentier/internal/cli", ""},
		{"cli on main", "sentier/internal/cli", "sentier/cmd/sentier", "same tier"},
		{"store from web", "sentier/internal/web", "sentier/internal/store", "small interface"},
		{"an exchange format", "sentier/internal/exchange/gift", "sentier/internal/theme", ""},
		{"an exchange format on another", "sentier/internal/exchange/gift", "sentier/internal/exchange/qti", "same tier"},
		{"unknown", "sentier/internal/util", "fmt", "in no tier"},
		{"unknown import", "sentier/internal/web", "sentier/internal/util", "in no tier"},
		{"a like name", "sentier/internal/webby", "fmt", "in no tier"},
		{"goldmark in markdown", "sentier/internal/markdown", "github.com/yuin/goldmark/ast", ""},
		{"goldmark elsewhere", "sentier/internal/compile", "github.com/yuin/goldmark", "kept for others"},
		{"bluemonday elsewhere", "sentier/internal/web", "github.com/microcosm-cc/bluemonday", "kept for others"},
		{"SQL in search", "sentier/internal/search", "database/sql", ""},
		{"SQL elsewhere", "sentier/internal/site", "database/sql/driver", "kept for others"},
		{"Fiber in web", "sentier/internal/web", "github.com/gofiber/fiber/v2", ""},
		{"Fiber elsewhere", "sentier/internal/theme", "github.com/gofiber/fiber/v2", "kept for others"},
		{"fasthttp elsewhere", "sentier/internal/site", "github.com/valyala/fasthttp", "kept for others"},
		{"net/http in the domain", "sentier/internal/course", "net/http", "kept for others"},
		{"net/http on the ground", "sentier/internal/config", "net/http", "kept for others"},
		{"net/url on the ground", "sentier/internal/config", "net/url", ""},
		{"jwt in account", "sentier/internal/account", "github.com/golang-jwt/jwt/v5", ""},
		{"jwt in web", "sentier/internal/web", "github.com/golang-jwt/jwt/v5", "kept for others"},
		{"x/crypto in account", "sentier/internal/account", "golang.org/x/crypto/argon2", ""},
		{"x/crypto in quiz", "sentier/internal/quiz", "golang.org/x/crypto/argon2", "stand on the standard library"},
		{"uuid in forum", "sentier/internal/forum", "github.com/google/uuid", ""},
		{"uuid on the ground", "sentier/internal/fault", "github.com/google/uuid", "stand on the standard library"},
		{"x/text on the ground", "sentier/internal/lang", "golang.org/x/text/unicode/norm", ""},
		{"a second parser", "sentier/internal/config", "github.com/BurntSushi/toml", "stand on the standard library"},
		{"anything in an adapter", "sentier/internal/compile", "github.com/goccy/go-yaml", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := check(rules, map[string][]string{test.from: {test.imports}})
			switch {
			case test.complaint == "" && len(got) > 0:
				t.Errorf("complains: %v", got)
			case test.complaint != "" && (len(got) != 1 || !strings.Contains(got[0], test.complaint)):
				t.Errorf("got %v, want one complaint with %q", got, test.complaint)
			case test.complaint != "" && !strings.Contains(got[0], test.from):
				t.Errorf("the complaint does not name %s: %v", test.from, got)
			}
		})
	}
}

// The rules themselves: no package twice, and an arrow in a tier goes one way.
func TestRulesAreSound(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range rules {
		if seen[r.pkg] {
			t.Errorf("%s has two lines", r.pkg)
		}
		seen[r.pkg] = true
		for _, name := range r.beside {
			other, ok := ruleOf(rules, module+"/"+name)
			switch {
			case !ok || other.tier != r.tier:
				t.Errorf("%s names %s, which is not in its tier", r.pkg, name)
			case slices.Contains(other.beside, r.pkg):
				t.Errorf("%s and %s may import each other", r.pkg, name)
			}
		}
	}
}
