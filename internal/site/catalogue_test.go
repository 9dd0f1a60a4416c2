package site

import (
	"strings"
	"testing"

	"sentier/internal/course"
)

// What can be read stands before what is announced; otherwise the order is that of the course.
func TestOpenFirst(t *testing.T) {
	given := []*course.Module{{Slug: "a", Announced: true}, {Slug: "b"}, {Slug: "c", Announced: true}, {Slug: "d"}}
	var got []string
	for _, m := range openFirst(given) {
		got = append(got, m.Slug)
	}
	if order := strings.Join(got, " "); order != "b d a c" {
		t.Errorf("the order is %q", order)
	}
	if given[0].Slug != "a" {
		t.Error("the course itself was put in another order")
	}
}
