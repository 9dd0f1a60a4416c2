package store

import (
	"path/filepath"
	"strings"
	"testing"

	"sentier/internal/forum"
)

// A page of a list reads its topics in the order of an index, and stops: it never sorts the whole forum, nor looks
// through it for a few.
func TestListsOfTopicsFollowAnIndex(t *testing.T) {
	s, err := Open(t.Context(), Config{Database: filepath.Join(t.TempDir(), "plan.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for name, search := range map[string]forum.Search{
		"all": {}, "module": {Module: "m"}, "lesson": {Module: "m", Lesson: "l"}, "unanswered": {Unanswered: true},
	} {
		page, _ := listing(search)
		rows, err := s.read().QueryContext(t.Context(), "explain query plan "+page, "r", search.Module, string(search.Lesson), "", "",
			forum.TopicsPage, 300*forum.TopicsPage)
		if err != nil {
			t.Fatal(err)
		}
		plan, err := collect(rows, "explain", func(row scanner) (step string, err error) {
			var id, parent, unused int
			err = row.Scan(&id, &parent, &unused, &step)
			return step, err
		})
		if err != nil {
			t.Fatal(err)
		}
		if text := strings.Join(plan, "\n"); !strings.Contains(text, " t USING INDEX topic_") || strings.Contains(text, "TEMP B-TREE FOR ORDER BY") {
			t.Errorf("%s:\n%s", name, text)
		}
	}
}
