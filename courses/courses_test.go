package courses

import (
	"bytes"
	"io/fs"
	"os"
	"strings"
	"testing"
)

// Every file of every module is in the program: a new module that the directive does not name would be left out.
func TestEveryModuleIsEmbedded(t *testing.T) {
	disk := os.DirFS(".")
	found := 0
	err := fs.WalkDir(disk, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "_")
		switch {
		case d.IsDir() && hidden && path != ".":
			return fs.SkipDir
		case d.IsDir() || hidden || !strings.Contains(path, "/"):
			return nil
		}
		want, err := fs.ReadFile(disk, path)
		if err != nil {
			return err
		}
		got, err := files.ReadFile(path)
		if err != nil {
			t.Errorf("%s is not in the program: name its module after go:embed", path)
		} else if !bytes.Equal(got, want) {
			t.Errorf("%s differs in the program", path)
		}
		found++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found == 0 {
		t.Error("there is no course")
	}
}
