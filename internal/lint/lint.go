// Package lint advises on how a course reads, where the compiler says only whether it can be read: long sentences, hard
// words, links that say nothing, questions whose answer shows, lessons that nobody tests, words that a site avoids.
//
// All of it is warnings: nothing is ever refused for its style. The compiler calls Review for each module that it has
// read (compile.Config.Review), and drops what the module's "ignore" names. Only check and editors ask for it, so that it
// costs a site that serves nothing. It reads no file and asks nobody: links.go only names the addresses to ask.
package lint

import (
	"cmp"
	"sync"

	"sentier/internal/compile"
	"sentier/internal/diag"
	"sentier/internal/markdown"
)

// Config is what a Linter looks for. Its zero value is sound.
type Config struct {
	Avoid []string // "word", or "word: what to write instead"

	// Remember keeps what was found in the words of each text until the next Review of its module, for who compiles
	// at every save with a compile.Cache: a document that is the same is not read again.
	Remember bool
}

// Linter advises. Many goroutines may use one.
type Linter struct {
	avoided *avoided

	remember bool
	mu       sync.Mutex
	last     map[string]perDocument // by module
}

// perDocument is what the words of documents came to.
type perDocument map[*markdown.Document]diag.List

// New makes one.
func New(c Config) *Linter {
	return &Linter{avoided: newAvoided(c.Avoid), remember: c.Remember, last: map[string]perDocument{}}
}

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
	before, now := l.remembered(m.Slug), perDocument{}
	for _, t := range m.Texts {
		advice, known := before[t.Document]
		if !known {
			l.text(t, &advice)
		}
		now[t.Document] = advice
		found = append(found, advice...)
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
	if l.remember {
		l.mu.Lock()
		l.last[m.Slug] = now
		l.mu.Unlock()
	}
	return found
}

// remembered is what the last Review of a module found in its texts.
func (l *Linter) remembered(slug string) perDocument {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.last[slug]
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
