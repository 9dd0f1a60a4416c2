package store_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sentier/internal/account"
	"sentier/internal/store"
	"sentier/internal/store/storetest"
)

func TestKeyFile(t *testing.T) {
	storetest.Keys(t, store.KeyFile{Path: filepath.Join(t.TempDir(), "keys.json")})
}

// TestKeyFileOfOthers refuses a file that others can read, and one that is no file of keys, and changes neither.
func TestKeyFileOfOthers(t *testing.T) {
	for want, file := range map[string]struct {
		mode os.FileMode
		text string
	}{
		"chmod 600": {0o644, "[]"},
		"restore":   {0o600, "[{"},
	} {
		path := filepath.Join(t.TempDir(), "keys.json")
		if err := os.WriteFile(path, []byte(file.text), file.mode); err != nil {
			t.Fatal(err)
		}
		keys := store.KeyFile{Path: path}
		if _, err := keys.Keys(t.Context(), account.SessionKey); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("read: %v, want %q", err, want)
		}
		if err := keys.AddKey(t.Context(), account.SiteKey{ID: "a", Purpose: account.SessionKey}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("add: %v, want %q", err, want)
		}
		if text, err := os.ReadFile(path); err != nil || string(text) != file.text {
			t.Errorf("it was changed: %q, %v", text, err)
		}
	}
}
