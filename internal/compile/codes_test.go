package compile

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"sentier/internal/diag"
)

var printedCode = regexp.MustCompile(`(?m): error: .* \[([a-z-]+)\]$`)

// TestEveryErrorHasAGoldenCase fails when an error code of the format is met in no archive of testdata.
func TestEveryErrorHasAGoldenCase(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	met := map[string]bool{}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if f.Name != "findings" {
				continue
			}
			for _, m := range printedCode.FindAllStringSubmatch(string(f.Data), -1) {
				met[m[1]] = true
			}
			if strings.Contains(string(f.Data), "%!") {
				t.Errorf("%s: a finding has not the arguments that its words ask for", name)
			}
		}
	}
	for code, level := range diag.Codes {
		if level == diag.Error && !met[code] {
			t.Errorf("no archive of testdata shows %s", code)
		}
	}
}
