// Package lint advises on how a course reads, where the compiler says only whether it can be read: long sentences, hard
// words, links that say nothing, questions whose answer shows, lessons that nobody tests, words that a site avoids.
//
// All of it is warnings: nothing is ever refused for its style. The compiler calls Review for each module that it has
// read (compile.Config.Review), and drops what the module's "ignore" names. Only "sentier check" asks for it, so that it
// costs a site that serves nothing. It reads no file and asks nobody: links.go only names the addresses to ask.
package lint

import (
	"cmp"

	"sentier/internal/compile"
	"sentier/internal/diag"
)

// Config is what a Linter looks for. Its zero value is sound.
type Config struct {
	Avoid []string // "word", or "word: what to write instead"
}

// Linter advises. Many goroutines may use one.
type Linter struct {
	avoided *avoided
}

// New makes one.
func New(c Config) *Linter { return &Linter{avoided: newAvoided(c.Avoid)} }

// Review gives the advice on a module.
func (l *Linter) Review(m compile.Reviewed) diag.List {
	var found diag.List
	tested := map[string]bool{}
	for _, t := range m.Texts {
		for _, q := range t.Questions {
			for _, path := range q.Lessons {
				tested[path] = true
			}
			if t.Kind == "lesson" {
				tested[t.Path] = true
			}
		}
	}
	for _, t := range m.Texts {
		l.text(t, &found)
		if t.Source != "" || t.Draft || m.Announced {
			continue
		}
		questions(t, &found)
		whole := diag.Pos{Path: t.Path, Line: 1, Col: 1}
		if t.Objectives == 0 && (t.Kind == "lesson" || t.Kind == "sequence") {
			found.Add(diag.ObjectivesMissing, whole)
		}
		if t.Kind == "lesson" && !tested[t.Path] {
			found.Add(diag.LessonUntested, whole)
		}
	}
	return found
}

// text advises on the words of one file.
func (l *Linter) text(t compile.ReviewedText, found *diag.List) {
	var level measure
	for _, p := range t.Document.Prose() {
		paragraph := measure{lang: t.Lang}
		for _, s := range sentences(p.Text, t.Lang) {
			if n := paragraph.add(s.text); n > longSentence {
				found.Add(diag.SentenceLong, p.Pos(s.at), n, longSentence)
			}
		}
		level.join(paragraph, p.Pos(0))
		l.avoided.find(p.Text, p.Pos, found)
	}
	for _, s := range t.Document.Sections {
		if s.Heading != nil {
			at := s.Heading.Pos
			l.avoided.find(s.Heading.Plain, func(int) diag.Pos { return at }, found)
		}
	}
	for _, p := range t.Phrases {
		l.avoided.find(p.Text, func(int) diag.Pos { return p.Pos }, found)
	}
	links(t, found)
	if score, scale := level.score(t.Lang); t.Kind == "lesson" && scale != "" && score < hard {
		found.Add(diag.LessonHard, diag.Pos{Path: t.Path, Line: 1, Col: 1}, int(score), scale, hard,
			cmp.Or(level.hardest, diag.Pos{Path: t.Path, Line: 1, Col: 1}).String())
	}
}
