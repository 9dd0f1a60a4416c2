package account

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// impersonal are the tables that hold nothing about a person.
var impersonal = []string{"site_key", "generation", "lease", "badge_picture", "invitation_batch", "invitation", "challenge", "setting", "announcement", "announcement_text", "page_view", "elsewhere"}

// TestEveryTableHasARecord: whoever adds a table says here what it keeps, why and how long, or that it is of nobody.
func TestEveryTableHasARecord(t *testing.T) {
	migrations, err := filepath.Glob("../store/migrations/*.sql")
	if err == nil {
		var more []string
		more, err = filepath.Glob("../store/migrations/*/*.sql") // of one engine
		migrations = append(migrations, more...)
	}
	if err != nil || len(migrations) == 0 {
		t.Fatalf("no migrations: %v", err)
	}
	var tables []string
	for _, name := range migrations {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		up, _, _ := strings.Cut(string(text), "-- +goose Down")
		for _, m := range regexp.MustCompile(`(?i)create table (?:if not exists )?(\w+)`).FindAllStringSubmatch(up, -1) {
			if !strings.Contains(up, "alter table "+m[1]+" rename to") { // it becomes one that there is
				tables = append(tables, m[1])
			}
		}
	}
	var kept []string
	for _, record := range Records() {
		if record.Where == OnServer {
			kept = append(kept, record.Kept...)
		}
	}
	for _, table := range tables {
		if slices.Contains(kept, table) == slices.Contains(impersonal, table) {
			t.Errorf("table %q: name it in Records, or in impersonal when it holds nothing about a person", table)
		}
	}
	for _, table := range slices.Concat(kept, impersonal) {
		if !slices.Contains(tables, table) {
			t.Errorf("there is no table %q any more", table)
		}
	}
}

func TestRecordsAreWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Records() {
		if seen[r.ID] {
			t.Errorf("%q comes twice", r.ID)
		}
		seen[r.ID] = true
		stored := r.Where == OnServer || r.Where == InBrowser
		if stored != (len(r.Kept) > 0) || (r.Where == InBrowser) != (r.Basis == Necessary) || r.Where == "" || r.Basis == "" {
			t.Errorf("%+v is not whole", r)
		}
	}
}
