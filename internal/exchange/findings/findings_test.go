package findings_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"sentier/internal/diag"
	"sentier/internal/exchange/findings"
)

var update = flag.Bool("update", false, "rewrite golden files")

// report holds what is hard to write: names with signs, a whole file, the same words twice, a place past the end.
func report() findings.Report {
	odd := "m/1-s/à 100%, vraiment.fr.md"
	return findings.Report{Lang: "en", Folder: "courses", Version: "1.2.3", Found: diag.List{
		diag.LimitSize.At(diag.Pos{Path: odd}, 257, 256),
		diag.HeadingEmpty.At(diag.Pos{Path: odd, Line: 2, Col: 4}),
		diag.HeadingEmpty.At(diag.Pos{Path: odd, Line: 3, Col: 40}),
		diag.LessonLong.At(diag.Pos{Path: "m/2.fr.md", Line: 9, Col: 9}, 11, 10),
	}, Fixed: diag.List{diag.HeadingGlued.At(diag.Pos{Path: odd, Line: 7, Col: 1})}}
}

func TestFormats(t *testing.T) {
	r := report()
	files := fstest.MapFS{"m/1-s/à 100%, vraiment.fr.md": {Data: []byte("---\r\n\té\u0301 ##\x1b[31m\r\n" + string(bytes.Repeat([]byte("long "), 60)))}}
	for name, write := range map[string]func(io.Writer) error{
		"lines.txt": r.Lines, "findings.json": r.JSON, "findings.sarif": r.SARIF, "github.txt": r.GitHub, "gitlab.json": r.GitLab,
		"terminal.txt": func(w io.Writer) error { return r.Terminal(w, files, false) },
		"colours.txt":  func(w io.Writer) error { return r.Terminal(w, files, true) },
	} {
		var got bytes.Buffer
		if err := write(&got); err != nil {
			t.Fatal(err)
		}
		if ext := filepath.Ext(name); (ext == ".json" || ext == ".sarif") && !json.Valid(got.Bytes()) {
			t.Errorf("%s is no JSON", name)
		}
		golden := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%s: run with -update and read the difference\n%s", name, &got)
		}
	}
}

// GitLab and SARIF refuse "null" where a list is wanted.
func TestNothingFound(t *testing.T) {
	for _, write := range []func(io.Writer) error{findings.Report{}.JSON, findings.Report{}.SARIF, findings.Report{}.GitLab} {
		var got bytes.Buffer
		if err := write(&got); err != nil || bytes.Contains(got.Bytes(), []byte("null")) {
			t.Errorf("%v: %s", err, &got)
		}
	}
}

// The words are those of the language, and the fingerprint of GitLab is the same in all.
func TestLanguages(t *testing.T) {
	french, english := report(), report()
	french.Lang = "fr"
	var fr, en bytes.Buffer
	if err := french.GitLab(&fr); err != nil {
		t.Fatal(err)
	}
	if err := english.GitLab(&en); err != nil {
		t.Fatal(err)
	}
	var a, b []struct{ Description, Fingerprint string }
	if err := json.Unmarshal(fr.Bytes(), &a); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(en.Bytes(), &b); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for i := range a {
		if a[i].Fingerprint != b[i].Fingerprint || a[i].Description == b[i].Description || seen[a[i].Fingerprint] {
			t.Errorf("%+v, %+v", a[i], b[i])
		}
		seen[a[i].Fingerprint] = true
	}
}
