package config

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// noFile is a working directory without a sentier.toml.
func noFile(string) ([]byte, error) { return nil, fs.ErrNotExist }

func fileOf(text string) func(string) ([]byte, error) {
	return func(string) ([]byte, error) { return []byte(text), nil }
}

func problemsOf(t *testing.T, err error) Problems {
	t.Helper()
	var problems Problems
	if !errors.As(err, &problems) {
		t.Fatalf("got %v (%T), want Problems", err, err)
	}
	return problems
}

func TestDefaultIsWhatNothingGives(t *testing.T) {
	c, err := Load(Source{ReadFile: noFile})
	if err != nil {
		t.Fatal(err)
	}
	c.origins = nil
	if d := Default(); !reflect.DeepEqual(c, d) {
		t.Errorf("Load of nothing is %+v, Default is %+v", c, d)
	}
	if c.Listen != "127.0.0.1:8080" || c.Data != "data" || c.Languages[0] != "fr" || c.Limits.Connections != 20000 {
		t.Errorf("defaults: %+v", c)
	}
}

func TestLayers(t *testing.T) {
	file := `listen = "127.0.0.1:1"`
	env := []string{"SENTIER_LISTEN=127.0.0.1:2"}
	flags := map[string]string{"listen": "127.0.0.1:3"}
	for _, test := range []struct {
		name string
		s    Source
		want string
	}{
		{"default", Source{ReadFile: noFile}, "127.0.0.1:8080"},
		{"file", Source{ReadFile: fileOf(file)}, "127.0.0.1:1"},
		{"variable over file", Source{ReadFile: fileOf(file), Env: env}, "127.0.0.1:2"},
		{"flag over variable", Source{ReadFile: fileOf(file), Env: env, Flags: flags}, "127.0.0.1:3"},
		{"flag over file", Source{ReadFile: fileOf(file), Flags: flags}, "127.0.0.1:3"},
		{"last of a variable given twice", Source{ReadFile: noFile, Env: append(env, "SENTIER_LISTEN=:9")}, ":9"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, err := Load(test.s)
			if err != nil {
				t.Fatal(err)
			}
			if c.Listen != test.want {
				t.Errorf("listen is %q, want %q", c.Listen, test.want)
			}
		})
	}
}

// A value that a later layer replaces is still looked at: else it would come back as a surprise.
func TestOverriddenValueIsChecked(t *testing.T) {
	_, err := Load(Source{ReadFile: fileOf("listen = 1"), Flags: map[string]string{"listen": ":1"}})
	if ps := problemsOf(t, err); len(ps) != 1 || ps[0].Line != 1 {
		t.Errorf("got %v", ps)
	}
}

func TestWhichFile(t *testing.T) {
	var asked string
	read := func(name string) ([]byte, error) {
		asked = name
		return nil, fs.ErrNotExist
	}
	env := []string{"SENTIER_CONFIG=/etc/variable.toml"}
	for _, test := range []struct {
		name, want string
		s          Source
		fails      string
	}{
		{"the default file may be missing", "sentier.toml", Source{}, ""},
		{"the variable's may not", "/etc/variable.toml", Source{Env: env}, "SENTIER_CONFIG"},
		{"the flag wins", "/etc/flag.toml", Source{Env: env, File: "/etc/flag.toml"}, "--config"},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.s.ReadFile = read
			_, err := Load(test.s)
			if asked != test.want {
				t.Errorf("asked for %q, want %q", asked, test.want)
			}
			if test.fails == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if ps := problemsOf(t, err); len(ps) != 1 || ps[0].File != test.want || !strings.Contains(ps[0].Hint, test.fails) {
				t.Errorf("got %v", ps)
			}
		})
	}
}

func TestRealFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "site.toml")
	if err := os.WriteFile(name, []byte("data = 'elsewhere'\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Load(Source{File: name})
	if err != nil || c.Data != "elsewhere" {
		t.Errorf("data is %q, error %v", c.Data, err)
	}
	_, err = Load(Source{File: t.TempDir()})
	if ps := problemsOf(t, err); !strings.Contains(ps[0].What, "cannot be read") {
		t.Errorf("a folder in place of the file gives %v", ps)
	}
}

func TestLargeFile(t *testing.T) {
	_, err := Load(Source{ReadFile: fileOf(strings.Repeat("#\n", mostBytes))})
	if ps := problemsOf(t, err); len(ps) != 1 || !strings.Contains(ps[0].What, "65536") {
		t.Errorf("got %v", ps)
	}
}

// Files made to be slow or deep are refused with lines, like any other. Without the bounds in file.go they take
// gigabytes or minutes.
func TestHostileFiles(t *testing.T) {
	const n = mostBytes / 8
	for name, text := range map[string]string{
		"lists in lists":   "a = " + strings.Repeat("[", n) + strings.Repeat("]", n),
		"tables in tables": "a = " + strings.Repeat("{a=", n) + "1" + strings.Repeat("}", n),
		"a deep key":       strings.Repeat("a.", n) + "a = 1",
		"a deep table":     "[" + strings.Repeat("a.", n) + "a]",
		"a long key":       strings.Repeat("a", n) + " = 1",
		"a long value":     "listen = \"" + strings.Repeat("é", n) + "\"",
		"many keys":        manyKeys(n / 8),
		"many tables":      strings.Repeat("[[footer]]\n", n/2),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Load(Source{ReadFile: fileOf(text)})
			for _, p := range problemsOf(t, err) {
				if p.Line < 1 || p.Hint == "" {
					t.Fatalf("a problem that does not help: %.200s", p.String())
				}
			}
		})
	}
}

func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "listn%d = 1\n", i)
	}
	return b.String()
}

func TestText(t *testing.T) {
	text := Text{"fr": "oui", "en": ""}
	if got := text.In("en", "fr"); got != "oui" {
		t.Errorf("an empty text is taken: %q", got)
	}
	if got := text.In("de"); got != "" {
		t.Errorf("got %q for a language without a text", got)
	}
	if got := Text(nil).In("fr"); got != "" {
		t.Errorf("got %q of no texts", got)
	}
}

// What Print writes is a configuration again, and the same one.
func TestPrintIsReadBack(t *testing.T) {
	c, err := Load(Source{ReadFile: fileOf(example)})
	if err != nil {
		t.Fatal(err)
	}
	var printed bytes.Buffer
	if err := c.Print(&printed); err != nil {
		t.Fatal(err)
	}
	again, err := Load(Source{ReadFile: fileOf(printed.String())})
	if err != nil {
		t.Fatalf("%v in\n%s", err, printed.String())
	}
	c.origins, again.origins = nil, nil
	if !reflect.DeepEqual(c, again) {
		t.Errorf("printed %+v, read back %+v", c, again)
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space") }

func TestPrintSaysThatItCouldNot(t *testing.T) {
	if err := Default().Print(fullDisk{}); err == nil {
		t.Error("no error from a writer that fails")
	}
}

func TestKeys(t *testing.T) {
	seen := map[string]string{}
	tableDocs := map[string]bool{}
	for _, table := range tables() {
		tableDocs[table.Table] = true
	}
	for _, k := range Keys() {
		for _, name := range []string{k.Name, k.Env, k.Flag} {
			if other := seen[name]; name != "" && other != "" && other != k.Name {
				t.Errorf("%s and %s are both called %s", k.Name, other, name)
			}
			seen[name] = k.Name
		}
		if k.Doc == "" || !strings.HasSuffix(k.Doc, ".") || k.Type == "" {
			t.Errorf("%s: not documented in sentences, or without a type", k.Name)
		}
		if (k.Env == "") != (k.Flag == "") {
			t.Errorf("%s has a variable without a flag, or a flag without a variable", k.Name)
		}
		if !tableDocs[k.Table] {
			t.Errorf("%s is in [%s], which tables() does not describe", k.Name, k.Table)
		}
	}
	if seen["SENTIER_LOG_FORMAT"] != "log.format" || seen["trusted-proxies"] != "trusted_proxies" {
		t.Error("variables or flags are not named after their key")
	}
}

// Print takes the keys of a table to follow one another.
func TestTablesAreInOnePiece(t *testing.T) {
	closed := map[string]bool{}
	last := ""
	for _, k := range Keys() {
		if k.Table != last {
			if closed[k.Table] {
				t.Errorf("%s comes after [%s] was left", k.Name, k.Table)
			}
			closed[last], last = true, k.Table
		}
	}
}

func TestReferenceIsFresh(t *testing.T) {
	const page = "../../docs/configuration.md"
	if *update {
		if err := os.WriteFile(page, []byte(Reference()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != Reference() {
		t.Errorf("%s is stale: run go test ./internal/config -update", page)
	}
	for _, k := range Keys() {
		if !strings.Contains(string(got), "### `"+k.Name+"`\n") {
			t.Errorf("%s is not in %s", k.Name, page)
		}
	}
}
