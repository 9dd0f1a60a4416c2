package theme

import (
	"html/template"
	"strconv"
	"time"

	"sentier/internal/quiz"
)

// LessonPage is a lesson: /fr/MODULE/SEQUENCE/LESSON.
type LessonPage struct {
	Layout
	Key            string // "module/lesson": the reader's browser remembers by it
	Module         Link
	Sequence       Link
	SequenceNumber int
	Number         int // in the sequence
	Total          int
	Title          string
	Summary        string
	Objectives     []string
	Minutes        int
	Outline        template.HTML // made by Theme.Outline
	Blocks         []LessonBlock
	Terms          []TermView
	Audio          *AudioView
	Authors        []Party
	With           []string // who else changed it, by name; some of many
	Licence        Licence
	CreditsURL     string
	Published      time.Time // zero: unknown
	Changed        time.Time // zero: unknown
	Share          Share     // made by Theme.Share
	Edit           string    // address where the source is edited; empty: no link
	Ask            string    // address where a question about it is written; empty: there is no forum
	Previous       *LessonRow
	Next           *LessonRow // nil at the end of the sequence
	Quiz           *QuizRow   // after the last lesson, where the sequence has one
	NextSequence   *Link      // after the last lesson
	Stale          *Stale
	Feedback       string // where to say what is wrong with it; empty: no link
	Improve        string // where to propose a better text; empty: no link
}

func (*LessonPage) Template() string { return "lesson" }

// LessonBlock is a stretch of prose or a stop for practice.
type LessonBlock struct {
	HTML       template.HTML
	Checkpoint *CheckpointView
}

// CheckpointView is questions for practice.
type CheckpointView struct {
	Anchor    string
	Title     template.HTML
	Intro     template.HTML
	Questions []*QuestionView
}

// QuestionView is a question in one of its states: to be answered (Prompt alone), sent without an answer (Blank),
// answered (Review), or, on the static site, with its answer in a closed disclosure (Review and Disclosed).
//
// Its form is GET, with the fields q (the id), f (the mark) and those that quiz.ParseAnswer names.
type QuestionView struct {
	Number    int // in the checkpoint
	Total     int
	Action    string // path of the lesson
	Prompt    quiz.Prompt
	Review    *quiz.Review
	Blank     bool
	Typed     []string // with Blank: what was typed or placed all the same, and is no answer
	Changed   bool     // the answer was to an older wording: it must be given again
	Disclosed bool
	Feedback  string // where to say what is wrong with it, once it is answered; empty: no link
}

// Unread is what was typed into a question of one field, where it is no answer.
func (q *QuestionView) Unread() string {
	if len(q.Typed) == 0 {
		return ""
	}
	return q.Typed[0]
}

// Place is the place that was given to an item of an order that is not whole yet, from 1; 0: none.
func (q *QuestionView) Place(item int) int {
	if item >= len(q.Typed) {
		return 0
	}
	place, _ := strconv.Atoi(q.Typed[item]) // what is no number is no place
	return place
}

// TermView is an entry of the glossary that the lesson's links can open in place.
type TermView struct {
	ID    string
	Title string
	Short template.HTML
	URL   string
	Lang  string // where it is not the page's
}

// AudioView is a reading of the lesson aloud.
type AudioView struct {
	URL  string
	Type string // MIME type
}

// Share is what it takes to pass a lesson on: see Theme.Share.
type Share struct {
	Attribution template.HTML // title, author, source, licence: ready to copy
	Mailto      string        // empty without base URL
	QR          template.HTML
	URL         string
}
