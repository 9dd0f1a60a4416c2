package compile

import (
	"html/template"

	"sentier/internal/course"
	"sentier/internal/diag"
	"sentier/internal/glossary"
	"sentier/internal/markdown"
	"sentier/internal/quiz"
)

// unit is one text file on its way: read, then parsed, then rendered. Each step is one goroutine's at a time.
type unit struct {
	file   *file
	kind   fileKind
	source *unit // what it translates; nil: it is a source
	found  diag.List

	// front matter, by kind
	module   moduleMatter
	sequence sequenceMatter
	lesson   lessonMatter
	quiz     quizMatter
	glossary glossaryMatter

	lost   bool   // what is front matter cannot be told
	body   []byte // after the front matter
	doc    *markdown.Document
	drafts []*draft // questions, in order
	marks  []diag.Pos
	slug   string // address of what it holds, after /LANG; "" where it has no page

	rendered rendered

	kept  *keptUnit       // what the cache has of it; nil: nothing
	looks map[looked]bool // what it is rendered with; nil: nobody asks
}

// rendered is what the last step gives, before it is put into the model.
type rendered struct {
	body     template.HTML
	plain    string
	words    int // of plain, in a lesson
	blocks   []course.Block
	notes    template.HTML // the footnotes of a lesson, which come last
	wordings map[quiz.QuestionID]*quiz.Wording
	terms    []glossary.EntryID
	entries  map[glossary.EntryID]*glossary.Text
	videos   []course.Video
	media    []*course.Media
}

func (u *unit) translation() bool { return u.source != nil }

// draft tells whether the unit is a lesson that readers do not see yet.
func (u *unit) draft() bool {
	return u.lesson.Draft || u.source != nil && u.source.lesson.Draft
}

// parse reads the front matter and the Markdown of the file.
func (u *unit) parse() {
	var body []byte
	var line int
	var read bool
	f, found := u.file, &u.found
	if f.refused {
		u.doc = markdown.Unread(f.path)
		return
	}
	switch u.kind {
	case moduleFile:
		u.module, body, line, read = readModule(f.path, f.data, u.translation(), found)
	case sequenceFile:
		u.sequence, body, line, read = readSequence(f.path, f.data, u.translation(), found)
	case lessonFile:
		u.lesson, body, line, read = readLesson(f.path, f.data, u.translation(), found)
	case quizFile:
		u.quiz, body, line, read = readQuiz(f.path, f.data, u.translation(), found)
	case glossaryFile:
		u.glossary, body, line, read = readGlossary(f.path, f.data, u.translation(), found)
	}
	u.body, u.lost = body, !read
	u.doc = markdown.Parse(f.path, body, line-1, found)
	u.findMarks(line)
	if u.doc.Unread || u.source != nil && u.source.doc.Unread { // held against nothing, its questions mean nothing
		return
	}
	switch u.kind {
	case quizFile:
		u.readQuiz()
	case lessonFile:
		u.readCheckpoints()
	case glossaryFile:
		u.checkGlossary()
	default:
		u.refuseQuestions(u.doc.Sections)
	}
}

// drafted are the source's questions by id, for a translation to be held against; nil where one is wrong itself.
func (u *unit) drafted() map[quiz.QuestionID]*draft {
	if u.source == nil {
		return nil
	}
	byID := map[quiz.QuestionID]*draft{}
	for _, s := range u.source.doc.Sections {
		if d := s.Directive; d != nil && d.Name == "q" && d.ID != "" {
			byID[quiz.QuestionID(d.ID)] = nil
		}
	}
	for _, q := range u.source.drafts {
		byID[q.id] = q
	}
	return byID
}

func (u *unit) readQuiz() {
	sources := u.drafted()
	for _, s := range u.doc.Sections {
		switch {
		case s.Heading == nil:
			u.refuseQuestions([]markdown.Section{s})
		case s.Heading.Level != 2:
			u.found.Add(diag.QuestionLevel, s.Heading.Pos, 2, "##")
		default:
			u.add(readQuestion(u.doc, s, sources, &u.found))
		}
	}
	if len(u.drafts) == 0 && u.found.Errors() == 0 && u.source == nil {
		u.found.Add(diag.QuizPreamble, u.doc.Start())
	}
}

func (u *unit) add(q *draft) {
	if q != nil {
		u.drafts = append(u.drafts, q)
	}
}

// readCheckpoints reads the questions under every heading marked as a checkpoint.
func (u *unit) readCheckpoints() {
	sources := u.drafted()
	sections := u.doc.Sections
	for i := 0; i < len(sections); i++ {
		s := sections[i]
		if !isCheckpoint(s) {
			u.refuseQuestions(sections[i : i+1])
			continue
		}
		u.refuseBoxes(s)
		questions := 0
		for i+1 < len(sections) && sections[i+1].Heading.Level > 2 {
			i++
			questions++
			if sections[i].Heading.Level != 3 {
				u.found.Add(diag.QuestionLevel, sections[i].Heading.Pos, 3, "###")
				continue
			}
			u.add(readQuestion(u.doc, sections[i], sources, &u.found))
		}
		if questions == 0 {
			u.found.Add(diag.CheckpointEmpty, s.Heading.Pos)
		}
	}
}

func isCheckpoint(s markdown.Section) bool {
	return s.Heading != nil && s.Heading.Level == 2 && s.Directive != nil && s.Directive.Name == "checkpoint"
}

// refuseQuestions finds what belongs to questions in sections that hold none.
func (u *unit) refuseQuestions(sections []markdown.Section) {
	for _, s := range sections {
		if d := s.Directive; d != nil {
			u.found.Add(diag.DirectiveHere, d.Pos, d.Name)
		}
		u.refuseBoxes(s)
	}
}

func (u *unit) refuseBoxes(s markdown.Section) {
	if s.Heading != nil && len(s.Heading.Gaps(u.doc)) > 0 {
		u.found.Add(diag.AnswerGapInside, s.Heading.Pos)
	}
	for _, b := range s.Blocks {
		if b.Kind() == markdown.Answer {
			u.found.Add(diag.QuestionTyped, b.Pos())
		}
		if at, has := b.HasTasks(); has {
			u.found.Add(diag.QuestionOutside, at)
		}
		for _, g := range b.Gaps() {
			u.found.Add(diag.AnswerGapKind, g.Pos)
		}
	}
}

// compare holds the questions of a translation against those of its source, once both are read.
func (u *unit) compare() {
	if u.source == nil {
		return
	}
	sources, marked := u.drafted(), u.marked()
	kept := u.drafts[:0]
	for _, q := range u.drafts {
		from, there := sources[q.id]
		switch {
		case marked[string(q.id)]: // the source's stands in
		case q.id == "" || there && from == nil:
		case !there && u.stale():
			u.found.Add(diag.TranslationLeft, q.idPos, u.source.file.path, string(q.id))
		case !there:
			unmatched(&u.found, q.idPos, u.source.file.path, string(q.id), nearestKey(string(q.id), sources))
		default:
			if what, at := q.differs(from); what != "" && u.stale() {
				u.found.Add(diag.TranslationQuestion, at, what, from.pos.String())
				continue
			} else if what != "" {
				u.found.Add(diag.AnswerDiffers, at, what, from.pos.String())
				continue
			}
			kept = append(kept, q)
		}
	}
	u.drafts = kept
}

// unmatched reports an id that the source lacks; near is the one most like it, "" where the source has none.
func unmatched(found *diag.List, at diag.Pos, source, id, near string) {
	if near == "" {
		found.Add(diag.IDUnmatchedNone, at, source, id)
		return
	}
	found.Add(diag.IDUnmatched, at, source, id, near)
}
