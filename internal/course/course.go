// Package course is the immutable model of what is taught: modules of sequences of lessons, in all their
// languages, with their quizzes, glossary and badge. It holds rendered prose and facts; it never reads a file,
// renders Markdown or knows a learner.
//
// compile makes a Course; site renders it; progress, badge and forum refer to it by the typed ids below, which
// never change, while titles, slugs and positions may.
package course

import (
	"html/template"
	"time"

	"sentier/internal/glossary"
	"sentier/internal/quiz"
)

// Ids are unique in the site for a module, in the module for the others; they are stored as "module/id".
type (
	ModuleID   string
	SequenceID string
	LessonID   string
)

// LangMark stands, in every rendered HTML of a course, for the language of the page that shows it: links between
// lessons are written "/" + LangMark + "/module/…". It is replaced when a page is rendered. No source text can
// hold it: control characters are refused.
const LangMark = "\x02"

// Course is what one folder of modules compiled to.
type Course struct {
	Revision string // 12 hexadecimal digits of the SHA-256 over sorted paths and bytes
	Commit   string // of git, that it was read from; empty: from a folder
	Source   string // name of where it comes from, as the configuration has it; empty: the folder of courses
	Modules  []*Module
}

// Party is someone named: an author, a partner, a funder. Address is an https or mailto address, or empty.
type Party struct {
	Name    string
	Address string
}

// Module is a course in the sense of learners: one path with a badge at its end.
type Module struct {
	ID        ModuleID
	Slug      string
	Languages []string // the first is the source
	Licence   string   // SPDX
	Authors   []Party
	Changers  []string // who changed its texts, by name, from where it is kept; empty: unknown
	Partners  []Party
	Funders   []Party
	Badge     *Badge // nil: none
	Announced bool   // not written yet: shown in the catalogue only
	Card      *Media // image for links shared elsewhere; nil: the site's
	Pass      int    // percent that passes a quiz
	XP        XP
	Forge     Forge

	Texts     map[string]*ModuleText // by language
	Sequences []*Sequence
	Glossary  *glossary.Glossary
	Met       map[glossary.EntryID][]*Lesson // lessons that mention an entry, in order
	Media     []*Media                       // sorted by path
}

// XP is what finishing earns, in points.
type XP struct{ Lesson, Quiz, Module int }

// Forge is where the sources live: addresses with {path}, the file's path under the courses folder.
type Forge struct{ Edit, Source string }

// ModuleText is a module's own words in one language.
type ModuleText struct {
	Lang          string
	Title         string
	Summary       string
	Audience      string
	BadgeTitle    string
	BadgeCriteria string
	Body          template.HTML // the welcome page
	Plain         string        // the welcome page as plain text, for search
	Path          string
	Stale         bool // the source has moved on since this was translated
}

// Badge is what the whole way earns.
type Badge struct {
	Image  *Media // nil: the site draws one
	Passed bool   // quizzes must be passed, not only handed in
}

// Sequence is a stage of a module: lessons, then a quiz.
type Sequence struct {
	ID      SequenceID
	Slug    string
	Number  int // its rank in the module, from 1
	Module  *Module
	Texts   map[string]*SequenceText
	Lessons []*Lesson
	Quiz    *Quiz // nil: none
}

// SequenceText is a sequence's own words in one language.
type SequenceText struct {
	Lang       string
	Title      string
	Objectives []string
	Body       template.HTML
	Plain      string
	Path       string
	Stale      bool
}

// Lesson is one page to read.
type Lesson struct {
	ID         LessonID
	Slug       string
	Number     int // its rank in the sequence, from 1
	Sequence   *Sequence
	Aliases    []string          // old addresses: /LANG/…
	Authors    []Party           // empty: the module's
	Draft      bool              // shown to its author only
	Audio      map[string]*Media // a reading of the lesson, by language
	Published  time.Time         // zero: unknown
	Changed    time.Time         // zero: unknown; never before Published
	Renditions map[string]*Rendition
	Questions  []*quiz.Question // those of its checkpoints, in order
}

// Rendition is a lesson in one language.
type Rendition struct {
	Lang       string
	Title      string
	Summary    string
	Objectives []string
	Minutes    int     // of reading, at least 1
	Blocks     []Block // the body, in order
	Headings   []Heading
	Terms      []glossary.EntryID // first mentions, in order
	Videos     []Video
	Media      []*Media // shown in the body, in order, each once
	Plain      string   // the body as plain text, for search
	Hash       string   // SHA-256 of the file, hexadecimal
	Path       string   // under the course
	Changers   []string // who changed it, or what it translates, by name, the first one first; empty: unknown
	Stale      bool
}

// Block is a stretch of rendered prose or, where Checkpoint is set, a stop for practice.
type Block struct {
	HTML       template.HTML
	Checkpoint *Checkpoint
}

// Checkpoint is questions for practice inside a lesson: open to everyone, never graded.
type Checkpoint struct {
	Lang      string // of Heading and Intro: the source's where a translation lacks the checkpoint
	Heading   Heading
	Intro     template.HTML
	Questions []*quiz.Question
}

// Heading is a place in a lesson. HTML is its inline content, Text the same as plain text.
type Heading struct {
	Level  int // 2 to 4
	Anchor string
	Text   string
	HTML   template.HTML
}

// Quiz is the graded questions at the end of a sequence.
type Quiz struct {
	Sequence  *Sequence
	Pass      int  // percent
	AtEnd     bool // feedback once the attempt is handed in, not after each answer
	Shuffle   bool // order of the questions
	Texts     map[string]*QuizText
	Questions []*quiz.Question
}

// QuizText is a quiz's own words in one language.
type QuizText struct {
	Lang  string
	Title string
	Intro template.HTML
	Path  string
	Stale bool
}

// Video is a film on a PeerTube host, shown as a facade until it is asked for.
type Video struct {
	ID     string // of the facade in its lesson: "video-" + the film's id
	Host   string
	Embed  string        // https address of the player
	Title  string        // plain
	Facade template.HTML // the exact markup in the lesson, which the player takes the place of
}

// Media is a file of the course that pages show: an image, a sound, a film, captions.
type Media struct {
	Path          string // under the course
	Name          string // last element of Path
	Type          string // MIME type
	Hash          string // 12 hexadecimal digits of the SHA-256 of Data
	Data          []byte
	Width, Height int     // of images, in pixels; 0: unknown
	Credit        *Credit // nil: drawn by the module's authors, under its licence
}

// URL is the fingerprinted address of the file.
func (m *Media) URL() string { return "/media/" + m.Hash + "/" + m.Name }

// Credit is who made a file and under which licence, from its REUSE sidecar.
type Credit struct {
	Authors []string // as written in SPDX-FileCopyrightText, without the symbol
	Licence string   // SPDX
	Source  string   // https address of the original, or empty
	Title   string   // of the original, or empty
}

// Passage is a place in a lesson that feedback, a topic or a suggestion is about.
type Passage struct {
	Lesson   LessonID
	Lang     string
	Revision string
	Heading  string
	Quote    string
}
