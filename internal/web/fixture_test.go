package web

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"sync"
	"testing"

	"sentier/internal/config"
	"sentier/internal/course"
	"sentier/internal/glossary"
	"sentier/internal/quiz"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// The addresses of the small course that tests serve.
const (
	lessonPath = "/fr/apprendre/debut/premiere"
	soundPath  = "/media/0123456789ab/voix.mp3"
	svgPath    = "/media/0123456789ac/dessin.svg"
	film       = "tube.example"
)

// soundData is what is at soundPath: no two stretches of it are the same.
func soundData() []byte {
	b := make([]byte, 5000)
	for i := range b {
		b[i] = byte(i*7 + i>>8)
	}
	return b
}

// built keeps the snapshots that tests share, by their settings.
var built sync.Map

// snapshot gives the site of a small course, without brotli. Tests share it: it does not change.
func snapshot(t testing.TB, settings config.Config) *site.Snapshot {
	t.Helper()
	key := fmt.Sprintf("%#v", settings)
	if s, ok := built.Load(key); ok {
		return s.(*site.Snapshot)
	}
	s := build(t, settings)
	built.Store(key, s)
	return s
}

// build makes the site of a small course.
func build(t testing.TB, settings config.Config) *site.Snapshot {
	t.Helper()
	look, err := theme.Load(theme.Config{Site: settings})
	if err != nil {
		t.Fatal(err)
	}
	s, err := site.Build(context.Background(), []*course.Course{smallCourse()}, site.Config{Theme: look, Settings: settings})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// smallCourse is one module of one lesson, with a checkpoint, a film, a sound and a drawing.
func smallCourse() *course.Course {
	sound := &course.Media{Path: "apprendre/1-debut/media/voix.mp3", Name: "voix.mp3", Type: "audio/mpeg", Hash: "0123456789ab", Data: soundData()}
	drawing := &course.Media{Path: "apprendre/1-debut/media/dessin.svg", Name: "dessin.svg", Type: "image/svg+xml", Hash: "0123456789ac",
		Data: bytes.Repeat([]byte("<svg xmlns='http://www.w3.org/2000/svg'/>\n"), 40)}
	m := &course.Module{
		ID: "apprendre", Slug: "apprendre", Languages: []string{"fr", "en"}, Licence: "CC-BY-SA-4.0", Pass: 60,
		Authors:  []course.Party{{Name: "Ada"}},
		Texts:    map[string]*course.ModuleText{"fr": {Lang: "fr", Title: "Apprendre", Summary: "Un cours.", Path: "apprendre/module.fr.md"}},
		Glossary: glossary.New(nil), Media: []*course.Media{sound, drawing},
	}
	s := &course.Sequence{ID: "debut", Slug: "debut", Number: 1, Module: m,
		Texts: map[string]*course.SequenceText{"fr": {Lang: "fr", Title: "Le début", Path: "apprendre/1-debut/sequence.fr.md"}}}
	m.Sequences = []*course.Sequence{s}
	l := &course.Lesson{ID: "premiere", Slug: "premiere", Number: 1, Sequence: s, Aliases: []string{"/fr/ancienne/adresse"},
		Questions: []*quiz.Question{capital()}}
	s.Lessons = []*course.Lesson{l}
	facade := template.HTML(`<a class="facade" href="?video=video-abc#video-abc">Lire</a>`)
	l.Renditions = map[string]*course.Rendition{"fr": {
		Lang: "fr", Title: "La première", Summary: "Un pas.", Minutes: 5, Path: "apprendre/1-debut/1-premiere.fr.md", Hash: "00",
		Media:  []*course.Media{sound, drawing},
		Videos: []course.Video{{ID: "video-abc", Host: film, Embed: "https://" + film + "/videos/embed/abc", Title: "Film", Facade: facade}},
		Plain:  "Les réseaux relient des ordinateurs.",
		Blocks: []course.Block{
			{HTML: template.HTML(bytes.Repeat([]byte("<p>Les réseaux relient des ordinateurs.</p>\n"), 200))},
			{HTML: `<figure class="video" id="video-abc">` + facade + `</figure>`},
			{Checkpoint: &course.Checkpoint{
				Heading: course.Heading{Level: 2, Anchor: "halte", Text: "Halte", HTML: "Halte"}, Questions: l.Questions}},
		},
	}}
	return &course.Course{Revision: "0123456789ab", Modules: []*course.Module{m}}
}

// capital is a question whose key is in the words CLEF-….
func capital() *quiz.Question {
	return &quiz.Question{
		ID: "capitale", Kind: quiz.Single, Points: 1, Fingerprint: "0123456789abcdef0123456789abcdef", Source: "fr",
		Key: quiz.Key{Right: []bool{false, true}},
		Wordings: map[string]*quiz.Wording{"fr": {
			Lang: "fr", Title: "Quelle est la capitale ?", Explanation: "CLEF-explication", ExplanationLang: "fr",
			Options: []quiz.Option{{Label: "Lyon", Feedback: "CLEF-lyon"}, {Label: "Paris", Feedback: "CLEF-paris"}},
		}},
	}
}
