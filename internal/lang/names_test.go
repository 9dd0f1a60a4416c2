package lang

import (
	"flag"
	"os"
	"strings"
	"testing"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

var update = flag.Bool("update", false, "write the names of languages anew")

// TestSelfNames holds our table against the one that it was taken from, for each language with and without a region.
func TestSelfNames(t *testing.T) {
	var lines strings.Builder
	for _, tag := range append(display.Supported.Tags(), language.AmericanEnglish) {
		name := display.Self.Name(tag)
		if name != "" && (tag.Parent() == language.Und || display.Self.Name(tag.Parent()) != name) {
			lines.WriteString(tag.String() + " " + name + "\n")
		}
	}
	if *update {
		if err := os.WriteFile("names.txt", []byte(lines.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if lines.String() != selfNames {
		t.Error("names.txt is stale: run go test ./internal/lang -run TestSelfNames -update")
	}
	for _, tag := range display.Supported.Tags() {
		for _, region := range []string{"", "-FR", "-US", "-IR", "-TW"} {
			variant, err := language.Parse(tag.String() + region)
			if err != nil {
				continue
			}
			if got, want := selfName(variant), display.Self.Name(variant); got != want {
				t.Errorf("%s: %q, want %q", variant, got, want)
			}
		}
	}
}
