package site

import (
	"context"
	"strings"
	"testing"

	"sentier/internal/quiz"
)

// TestKeysStayInside greps every byte that a snapshot can send for the keys of its questions.
func TestKeysStayInside(t *testing.T) {
	s := build(t, Config{Settings: settings()}, testCourse(t))
	look := func(what, bytes string) {
		for _, key := range keyTexts {
			if strings.Contains(bytes, key) {
				t.Errorf("%s holds %q", what, key)
			}
		}
	}
	for _, path := range s.Paths() {
		look(path, text(t, s.Page(path)))
	}
	for _, path := range s.Files() {
		p, err := s.File(context.Background(), path)
		if err != nil {
			t.Fatal(err)
		}
		look(path, text(t, p))
	}
	for _, lang := range s.Languages() {
		for _, status := range statuses {
			look("an error page", text(t, s.Error(lang, status)))
		}
		for _, query := range []string{"explication", "retour", "câble", "mot", canary, "1986753", "1986753.09"} {
			page, err := s.Search(context.Background(), lang, query)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.ReplaceAll(text(t, page), query, ""); strings.Contains(got, canary) {
				t.Errorf("a search for %q finds a key", query)
			}
		}
		lesson, _ := s.Lesson("/" + lang + "/reprendre-le-controle/internet/origines")
		for _, q := range lesson.Questions {
			page, _, err := s.LessonPage(lang, lesson, Answered{Question: q.ID})
			if err != nil {
				t.Fatal(err)
			}
			look("a blank answer to "+string(q.ID), text(t, page))
			page, _, err = s.LessonPage(lang, lesson, Answered{Question: q.ID, Answer: q.Solution(lang), Changed: true})
			if err != nil {
				t.Fatal(err)
			}
			look("an answer to an older wording of "+string(q.ID), text(t, page))
		}
	}
}

// TestKeysOfStaticSites: there a checkpoint brings its answer along, and a quiz does not.
func TestKeysOfStaticSites(t *testing.T) {
	s := build(t, Config{Settings: settings(), Static: true}, testCourse(t))
	for _, path := range s.Paths() {
		holds := strings.Contains(text(t, s.Page(path)), canary)
		if wants := strings.HasSuffix(path, "/internet/origines"); holds != wants {
			t.Errorf("%s holds a key: %v", path, holds)
		}
	}
}

func TestSolutionsAreRight(t *testing.T) {
	for _, q := range everyKind() {
		if g := q.Grade("fr", q.Solution("fr")); g.Verdict != quiz.Right {
			t.Errorf("%s: %+v", q.Kind, g)
		}
	}
}
