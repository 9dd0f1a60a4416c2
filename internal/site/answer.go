package site

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/quiz"
	"sentier/internal/theme"
)

// Answered is what a reader of a lesson asked for in its query.
type Answered struct {
	Question quiz.QuestionID // of a checkpoint: ?q=ID; empty: none
	Answer   quiz.Answer     // what they gave; nothing: the page asks for an answer
	Changed  bool            // the form was that of an older wording: the question is asked again
	Video    string          // id of a film to show in place of its facade: ?video=ID; empty: none
}

// quickLevel is for pages that are made for one answer: the reader waits for the compression.
const quickLevel = 1

// LessonPage renders a lesson for one answer: with the question answered, the film shown, or both. It runs the
// template; the page is not to be cached. The host is that of the film, for the policy of that answer; empty:
// none. A question or a film that the lesson has not is a fault of kind NotFound.
func (s *Snapshot) LessonPage(lang string, lesson *course.Lesson, a Answered) (page *Page, host string, err error) {
	b := s.builder
	rank := slices.Index(b.lessons[lesson.Sequence], lesson)
	if rank < 0 || !slices.Contains(s.Languages(), lang) {
		return nil, "", fault.New(fault.NotFound, "", fmt.Errorf("lesson %q in %q is not of this snapshot", lesson.ID, lang))
	}
	view, err := b.lesson(lesson, rank, lang)
	if err != nil {
		return nil, "", err
	}
	view.NoIndex = true
	if a.Question != "" && !answer(view, lesson, lang, a) {
		return nil, "", fault.New(fault.NotFound, "", fmt.Errorf("lesson %q has no question %q", lesson.ID, a.Question))
	}
	if a.Video != "" {
		if host, err = show(view, lesson.Rendition(lang), a.Video); err != nil {
			return nil, "", err
		}
	}
	page, err = b.once(lang, view)
	return page, host, err
}

// Comfort renders the choices of reading comfort with those of a reader, by the names of theme.ComfortChoices.
// Saved tells them that they are kept; back is where they go on reading, a path, or "". The page is not to be
// cached. In a language that the site has not, it is a fault of kind NotFound.
func (s *Snapshot) Comfort(lang string, chosen map[string]string, saved bool, back string) (*Page, error) {
	if !slices.Contains(s.Languages(), lang) {
		return nil, fault.New(fault.NotFound, "", fmt.Errorf("no page in %q", lang))
	}
	view, err := s.builder.comfort(lang)
	if err != nil {
		return nil, err
	}
	view.Chosen, view.Saved, view.Back = chosen, saved, back
	return s.builder.once(lang, view)
}

// Layout is the frame of a page that is made for one reader. Path is after the language; title a message's key.
func (s *Snapshot) Layout(lang, path, title string) (theme.Layout, error) {
	if !slices.Contains(s.Languages(), lang) {
		return theme.Layout{}, fault.New(fault.NotFound, "", fmt.Errorf("no page in %q", lang))
	}
	return s.builder.layout(frame{lang: lang, path: path, title: s.builder.say(lang, title), noIndex: true})
}

// Render is a page that is made for one reader, in the language of its layout.
func (s *Snapshot) Render(lang string, view theme.Page) (*Page, error) {
	return s.builder.once(lang, view)
}

// Preview is the text of a lesson that is not of this snapshot, as its page would show it. Its questions bring their
// answers along.
func (s *Snapshot) Preview(lang string, lesson *course.Lesson) []theme.LessonBlock {
	var blocks []theme.LessonBlock
	for _, block := range lesson.Rendition(lang).Blocks {
		blocks = append(blocks, s.builder.block(block, lesson, lang, true))
	}
	return blocks
}

// Edit is where a file of a module is edited on its forge, or "".
func (s *Snapshot) Edit(m *course.Module, path string) string { return s.builder.edit(m, path) }

// Theme is the one that the pages were made with.
func (s *Snapshot) Theme() *theme.Theme { return s.builder.theme }

// once renders a page for one answer.
func (b *builder) once(lang string, view theme.Page) (*Page, error) {
	p, err := b.printer(quickLevel)
	if err != nil {
		return nil, err
	}
	page, err := p.print(lang, view)
	if err != nil {
		return nil, err
	}
	page.NoIndex = true
	return page, nil
}

// answer puts an answer into the question it is about, and tells whether the lesson has that question.
func answer(view *theme.LessonPage, lesson *course.Lesson, lang string, a Answered) bool {
	q := lesson.Question(a.Question)
	if q == nil {
		return false
	}
	for _, block := range view.Blocks {
		if block.Checkpoint == nil {
			continue
		}
		for _, question := range block.Checkpoint.Questions {
			if question.Prompt.ID != a.Question {
				continue
			}
			review := q.Review(lang, quiz.Practice, a.Answer)
			switch {
			case a.Changed:
				question.Changed = true
			case review.Verdict == quiz.Blank:
				question.Blank = true
				question.Typed = a.Answer.Texts
			default:
				question.Review = &review
			}
			return true
		}
	}
	return false
}

// show puts a film in the place of its facade, and gives the film's host.
func show(view *theme.LessonPage, r *course.Rendition, id string) (string, error) {
	i := slices.IndexFunc(r.Videos, func(v course.Video) bool { return v.ID == id || v.ID == "video-"+id })
	if i < 0 {
		return "", fault.New(fault.NotFound, "", fmt.Errorf("%s has no film %q", r.Path, id))
	}
	v := r.Videos[i]
	for i := range view.Blocks {
		block := &view.Blocks[i].HTML
		if before, after, found := strings.Cut(string(*block), string(v.Facade)); found {
			*block = template.HTML(before) + theme.Player(v) + template.HTML(after)
			return v.Host, nil
		}
	}
	return "", fmt.Errorf("%s: the facade of film %q is in none of its blocks", r.Path, id)
}
