package badge

import (
	"bytes"
	"image"
	"image/png"
	"sync"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/course"
	"sentier/internal/quiz"
)

var noon = time.Date(2026, 3, 10, 12, 0, 0, 999, time.FixedZone("", 3600))

const badgeID = ID("0197c3a0-7c1e-7b52-9f3a-2b6c1d4e5f60")

// made are keys for all tests: to make one takes a second.
var made = sync.OnceValues(func() ([2]account.SiteKey, error) {
	var keys [2]account.SiteKey
	var err error
	for i := range keys {
		if keys[i], err = NewKey(2048, noon); err != nil {
			return keys, err
		}
	}
	return keys, nil
})

// keys are two of them, the first of which signs.
func keys(t testing.TB) Keys {
	t.Helper()
	stored, err := made()
	if err != nil {
		t.Fatal(err)
	}
	all, err := ParseKeys(stored[:])
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var site = Issuer{Base: "https://courses.example.org", Name: "L’atelier", Email: "bonjour@example.org"}

// garden is a module of two sequences: one with two lessons and a quiz, one with a lesson.
func garden() *course.Module {
	m := &course.Module{ID: "jardin", Slug: "jardin", Languages: []string{"fr", "en"}, Badge: &course.Badge{},
		Texts: map[string]*course.ModuleText{
			"fr": {Lang: "fr", Title: "Le jardin", Summary: "Semer & récolter.", BadgeTitle: "Jardiner", BadgeCriteria: "A tout lu."},
			"en": {Lang: "en", Title: "The garden", Summary: "Sow and reap.", BadgeTitle: "Gardening", BadgeCriteria: "Read it all."},
		}}
	one, two := &course.Sequence{ID: "un", Module: m}, &course.Sequence{ID: "deux", Module: m}
	one.Lessons = []*course.Lesson{{ID: "semer", Sequence: one}, {ID: "arroser", Sequence: one}}
	one.Quiz = &course.Quiz{Sequence: one, Questions: []*quiz.Question{{ID: "quand"}}}
	two.Lessons = []*course.Lesson{{ID: "recolter", Sequence: two}}
	m.Sequences = []*course.Sequence{one, two}
	return m
}

func award() Award {
	return Award{ID: badgeID, Module: garden(), Revision: "abcdef012345", Lang: "fr", Position: Position{1, 131071}, At: noon}
}

func issue(t testing.TB) Badge {
	t.Helper()
	b, err := site.Issue(keys(t)[0], award())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// square is a PNG.
func square(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 64, 64))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
