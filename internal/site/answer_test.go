package site

import (
	"strings"
	"testing"

	"sentier/internal/fault"
	"sentier/internal/quiz"
)

const origins = "/reprendre-le-controle/internet/origines"

func TestLessonPage(t *testing.T) {
	s := build(t, Config{Settings: settings()}, testCourse(t))
	lesson, lang := s.Lesson("/en" + origins)
	if lesson == nil || lang != "en" {
		t.Fatalf("found %v in %q", lesson, lang)
	}
	page, host, err := s.LessonPage(lang, lesson, Answered{Question: "q-single", Answer: quiz.Answer{Ranks: []int{0}}})
	if err != nil || host != "" || !page.NoIndex {
		t.Fatalf("host %q, %v", host, err)
	}
	got := text(t, page)
	if !strings.Contains(got, canary+" retour sur Faux") || !strings.Contains(got, canary+" explication") {
		t.Error("an answer shows neither its feedback nor the explanation")
	}
	if strings.Contains(got, canary+" retour sur Vrai") || strings.Contains(got, canary+" retour sur Un") {
		t.Error("an answer shows the feedback of what was not chosen")
	}
	if strings.ContainsAny(got, "\x01\x02") {
		t.Error("the page holds a mark")
	}
	if filled := string(page.Body(Identity, &Holes{Root: ` data-theme="dark"`})); !strings.Contains(filled, ` data-theme="dark"`) {
		t.Error("the page has no hole for reading comfort")
	}
}

// An order in which two items share a place is asked again, as it was filled in.
func TestLessonPageKeepsAnOrderThatIsNotWhole(t *testing.T) {
	s := build(t, Config{Settings: settings()}, testCourse(t))
	lesson, lang := s.Lesson("/fr" + origins)
	q := lesson.Question("q-order")
	answer := quiz.ParseAnswer(q, lang, quiz.Practice, func(field string) []string {
		return map[string][]string{"a0": {"2"}, "a1": {"2"}}[field]
	})
	page, _, err := s.LessonPage(lang, lesson, Answered{Question: "q-order", Answer: answer})
	if err != nil {
		t.Fatal(err)
	}
	got := text(t, page)
	if n := strings.Count(got, `<option value="2" selected>`); n != 2 {
		t.Errorf("%d items still have their place, want 2", n)
	}
	if !strings.Contains(got, "une place à lui") || strings.Contains(got, canary+" explication") {
		t.Error("nothing says what lacks, or the key is shown")
	}
}

func TestLessonPageShowsFilms(t *testing.T) {
	s := build(t, Config{Settings: settings()}, testCourse(t))
	lesson, lang := s.Lesson("/fr" + origins)
	page, host, err := s.LessonPage(lang, lesson, Answered{Video: "video-abc"})
	if err != nil || host != "tube.example" {
		t.Fatalf("host %q, %v", host, err)
	}
	got := text(t, page)
	if !strings.Contains(got, `<iframe class="facade" src="https://tube.example/videos/embed/abc"`) {
		t.Error("no frame")
	}
	if strings.Contains(got, "?video=") {
		t.Error("the facade is still there")
	}
	if strings.Contains(text(t, s.Page("/fr"+origins)), "<iframe") {
		t.Error("a page that nobody asked a film of frames one")
	}
}

func TestStaticFilmsAreLinks(t *testing.T) {
	s := build(t, Config{Settings: settings(), Static: true}, testCourse(t))
	got := text(t, s.Page("/fr"+origins))
	if strings.Contains(got, "?video=") || !strings.Contains(got, `href="https://tube.example/videos/embed/abc"`) {
		t.Error("the film needs a server")
	}
}

func TestComfort(t *testing.T) {
	s := build(t, Config{Settings: settings()}, testCourse(t))
	page, err := s.Comfort("fr", map[string]string{"theme": "dark"}, true, "/fr/help")
	if err != nil || !page.NoIndex || page.Hash == s.Page("/fr/comfort").Hash {
		t.Errorf("a reader's choices are not shown: %v", err)
	}
	if _, err := s.Comfort("de", nil, false, ""); fault.KindOf(err) != fault.NotFound {
		t.Errorf("in no language of the site: %v", err)
	}
}

func TestLessonPageRefuses(t *testing.T) {
	s := build(t, Config{Settings: settings()}, testCourse(t))
	lesson, lang := s.Lesson("/fr" + origins)
	draft := lesson.Sequence.Lessons[3]
	for what, err := range map[string]error{
		"question": third(s.LessonPage(lang, lesson, Answered{Question: "none"})),
		"film":     third(s.LessonPage(lang, lesson, Answered{Video: "none"})),
		"language": third(s.LessonPage("de", lesson, Answered{Question: "q-single"})),
		"draft":    third(s.LessonPage(lang, draft, Answered{})),
	} {
		if err == nil || fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func third(_ *Page, _ string, err error) error { return err }
