package lang

import (
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestCollator(t *testing.T) {
	want := []string{".fr", "4G", "Eau", "etage", "étage", "Étagère", "IPv6", "IPv10", "oeuf", "œil", "Œuvre", "zoo"}
	// œ sorts as oe: oeil before oeuf.
	want[8], want[9] = "œil", "oeuf"
	c := NewCollator("fr")
	for range 3 {
		names := slices.Clone(want)
		slices.Reverse(names)
		c.Sort(names)
		if !slices.Equal(names, want) {
			t.Errorf("got %q, want %q", names, want)
		}
	}
	if c.Compare("ete", "été") >= 0 || c.Compare("été", "etf") >= 0 || c.Compare("a", "a") != 0 {
		t.Error("an accent counts only between words of the same letters")
	}
	type entry struct {
		name string
		n    int
	}
	entries := []entry{{"b", 1}, {"a", 2}, {"b", 3}, {"a", 4}}
	SortBy(c, entries, func(e entry) string { return e.name })
	if !slices.Equal(entries, []entry{{"a", 2}, {"a", 4}, {"b", 1}, {"b", 3}}) {
		t.Errorf("same names keep their order: %v", entries)
	}
}

func TestCollatorAtOnce(t *testing.T) {
	c := NewCollator("fr")
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 200 {
				names := []string{"IPv10", "été", "IPv6", "Eau", "œuf"}
				c.Sort(names)
				if strings.Join(names, " ") != "Eau été IPv6 IPv10 œuf" || c.Compare("a", "b") >= 0 {
					t.Errorf("got %q", names)
					return
				}
			}
		})
	}
	wait.Wait()
}

func TestInitial(t *testing.T) {
	for name, want := range map[string]string{
		"étage": "E", "E\u0301t": "E", "œuf": "O", "Œil": "O", "Æsir": "A", "ærø": "A", "ßo": "S", "Ørsted": "O",
		"Łódź": "L", "gafam": "G", "4G": "#", ".fr": "#", "": "#", "« Cloud »": "#", "язык": "Я", "日本": "日",
	} {
		if got := Initial(name); got != want {
			t.Errorf("Initial(%q) = %q, want %q", name, got, want)
		}
	}
}
