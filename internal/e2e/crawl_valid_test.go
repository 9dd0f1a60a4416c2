package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

const vnu = "../../scripts/checks/node_modules/vnu-jar/build/dist/vnu.jar"

// message is what the validator says of a file.
type message struct {
	URL      string `json:"url"`
	Type     string `json:"type"`
	SubType  string `json:"subType"`
	LastLine int    `json:"lastLine"`
	Message  string `json:"message"`
	Extract  string `json:"extract"`
}

// TestPagesAreValid gives every page, style sheet and drawing of the crawl to the W3C's validator, at once.
func TestPagesAreValid(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "pages")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	from := map[string]string{} // file → page
	save := func(c *crawl, r *reply, ext string) {
		name := fmt.Sprintf("%04d%s", len(from), ext)
		from[name] = c.server.name + r.path
		if err := os.WriteFile(filepath.Join(folder, name), r.body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range crawls(t) {
		for _, r := range c.all() {
			switch {
			case r.page != nil:
				save(c, r, ".html")
			case r.is("text/css"):
				save(c, r, ".css")
			case r.is("image/svg+xml"):
				save(c, r, ".svg")
			}
		}
	}
	f, examples := &findings{where: map[string][]string{}}, map[string]string{}
	said, err := validate(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range said {
		if m.wrong() {
			f.at = fmt.Sprintf("%s:%d", from[filepath.Base(m.URL)], m.LastLine)
			f.add("%s %s", m.Type, m.Message)
			examples[m.Message] = m.Extract
		}
	}
	for text, example := range examples {
		t.Logf("%s for example: %s", text, example)
	}
	f.report(t)
}

// wrong tells whether a message is of something to mend.
func (m message) wrong() bool {
	return (m.Type == "error" || m.SubType == "warning") && !strings.Contains(m.Message, unknownToTheValidator)
}

// unknownToTheValidator is a property of SVG 2 (section 8.13) that its style checker does not know.
const unknownToTheValidator = "vector-effect"

// validate runs the validator over a folder.
func validate(ctx context.Context, folder string) ([]message, error) {
	if _, err := os.Stat(vnu); err != nil {
		return nil, fmt.Errorf("%w: %s", err, installing)
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "java", "-Xss4m", "-XX:+UseSerialGC", "-jar", vnu, "--format", "json", "--exit-zero-always",
		"--also-check-css", "--also-check-svg", "--stdout", folder)
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("run the validator: %w: %s", err, installing)
	}
	var said struct {
		Messages []message `json:"messages"`
	}
	if err := json.Unmarshal(out, &said); err != nil {
		return nil, fmt.Errorf("read what the validator says: %w: %s", err, short(string(out)))
	}
	if slices.ContainsFunc(said.Messages, func(m message) bool { return m.Type == "non-document-error" }) {
		return nil, fmt.Errorf("the validator could not do its work: %+v", said.Messages)
	}
	return said.Messages, nil
}
