package config

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"golang.org/x/tools/txtar"
)

// FuzzLoad gives any bytes as the file: it is refused with problems that say something, or what is printed is
// read back to the same values. The golden files are the corpus, besides testdata/fuzz.
func FuzzLoad(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		f.Fatalf("no corpus: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range txtar.Parse(data).Files {
			if part.Name == "sentier.toml" || part.Name == "print" {
				f.Add(part.Data)
			}
		}
	}
	f.Add([]byte(example))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Load(Source{ReadFile: fileOf(string(data))})
		if err != nil {
			for _, p := range problemsOf(t, err) {
				if p.File == "" || p.What == "" || p.Hint == "" || p.Line < 1 {
					t.Errorf("a problem that does not help: %+v", p)
				}
			}
			return
		}
		var printed bytes.Buffer
		if err := c.Print(&printed); err != nil {
			t.Fatal(err)
		}
		again, err := Load(Source{ReadFile: fileOf(printed.String())})
		if err != nil {
			t.Fatalf("what is printed is refused: %v\n%s", err, printed.String())
		}
		c.origins, again.origins = nil, nil
		for i := range c.Rooms {
			c.Rooms[i].Password = "" // a secret: it is not printed
		}
		for i := range c.Sources {
			c.Sources[i].Secret, c.Sources[i].Token = "", "" // these, too
		}
		if !reflect.DeepEqual(c, again) {
			t.Errorf("printed %+v, read back %+v", c, again)
		}
	})
}
