package cli

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"sentier/courses"
)

var (
	shellBlock = regexp.MustCompile("(?ms)^```sh\n(.*?)^```$")
	quotedWord = regexp.MustCompile(`"([^"]*)"`)
	commandOf  = regexp.MustCompile("(?m)(?:^|`)sentier ([a-z]+)")
)

// What the guide tells people to type works, in the order in which its lessons tell it, and leaves a course without
// an error.
func TestGuideCommands(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		t.Run(lang, func(t *testing.T) {
			lessons, err := fs.Glob(courses.Files(), "guide/*/*."+lang+".md")
			if err != nil {
				t.Fatal(err)
			}
			var script strings.Builder
			for _, name := range lessons {
				text, err := fs.ReadFile(courses.Files(), name)
				if err != nil {
					t.Fatal(err)
				}
				for _, block := range shellBlock.FindAllStringSubmatch(string(text), -1) {
					for line := range strings.Lines(block[1]) {
						line = quotedWord.ReplaceAllStringFunc(line, func(word string) string {
							return "'" + strings.ReplaceAll(strings.Trim(word, `"`), "'", "''") + "'"
						})
						if strings.HasPrefix(line, "sentier ") {
							line = "exec " + line
						} else if !strings.HasPrefix(line, "cd ") {
							continue // another program's
						}
						script.WriteString(line)
					}
				}
				for _, said := range commandOf.FindAllStringSubmatch(string(text), -1) {
					if _, known := reflect.TypeFor[commands]().FieldByNameFunc(func(field string) bool { return strings.EqualFold(field, said[1]) }); !known {
						t.Errorf("%s: there is no command %q", name, said[0])
					}
				}
			}
			if strings.Count(script.String(), "exec ") < 4 {
				t.Fatalf("the guide shows hardly a command:\n%s", script.String())
			}
			file := filepath.Join(t.TempDir(), "guide.txtar")
			script.WriteString("exec sentier check --lang en\n")
			if err := os.WriteFile(file, []byte(script.String()), 0o644); err != nil {
				t.Fatal(err)
			}
			testscript.Run(t, testscript.Params{Files: []string{file}})
		})
	}
}
