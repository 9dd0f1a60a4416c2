package progress

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"sentier/internal/fault"
	"sentier/internal/quiz"
)

type asWell = func(*quiz.Question) quiz.Answer

func TestAttemptFromStartToFinish(t *testing.T) {
	q := sample().Modules[0].Sequences[0].Quiz
	a := Start(q, opening(1))
	want := []quiz.QuestionID{"un", "deux", "trois", "quatre", "cinq"}
	if !slices.Equal(a.Questions, want) || a.Module != "net" || a.Sequence != "web" || a.Seed != "seed-1" ||
		a.Lang != "fr" || a.Revision != "0123456789ab" || !a.Started.Equal(day(1)) || !a.Finished.IsZero() {
		t.Fatalf("started %+v", a)
	}
	s := NewSheet(q, a, nil)
	for i, id := range want {
		item, open := s.Current()
		if !open || item.Question.ID != id || item.Number != i+1 || s.Asked() != 5 || s.State(item) != Open {
			t.Fatalf("question %d is %+v of %d, want %s", i+1, item, s.Asked(), id)
		}
		if _, err := s.Finish(day(2)); fault.KindOf(err) != fault.Conflict {
			t.Errorf("with %s open, finishing gives %v, want a conflict", id, err)
		}
		answer := right
		if i == 1 {
			answer = wrong
		}
		s = give(s, answer)
	}
	if item, open := s.Current(); open {
		t.Fatalf("%+v is open after all were answered", item)
	}
	a, err := s.Finish(day(2))
	if err != nil || a.Points != 500 || a.Total != 600 || !a.Passed || !a.Finished.Equal(day(2)) {
		t.Fatalf("finished %+v, %v, want 500 of 600", a, err)
	}
	s.Attempt = a
	if again, err := s.Finish(day(3)); err != nil || !reflect.DeepEqual(again, a) {
		t.Errorf("finished again %+v, %v, want %+v", again, err, a)
	}
}

func TestPassing(t *testing.T) {
	for _, c := range []struct {
		pass   int
		give   []asWell
		passes bool
	}{
		{50, []asWell{right, right, wrong, wrong, right}, true}, // 3 of 6
		{51, []asWell{right, right, wrong, wrong, right}, false},
		{100, []asWell{right, right, right, right, right}, true},
		{100, []asWell{right, right, right, right, wrong}, false},
		{0, []asWell{wrong, wrong, wrong, wrong, wrong}, true},
	} {
		q := sample().Modules[0].Sequences[0].Quiz
		q.Pass = c.pass
		a := finish(give(NewSheet(q, Start(q, opening(1)), nil), c.give...), day(2)).Attempt
		if a.Passed != c.passes {
			t.Errorf("%d of %d at %d %%: passed is %v", a.Points, a.Total, c.pass, a.Passed)
		}
	}
}

func TestOrderOfQuestions(t *testing.T) {
	q := sample().Modules[0].Sequences[0].Quiz
	q.Shuffle = true
	seen := map[string]bool{}
	for n := range 60 {
		a := Start(q, opening(n))
		if again := Start(q, opening(n)); !slices.Equal(a.Questions, again.Questions) {
			t.Fatal("one seed gives two orders")
		}
		sorted := slices.Sorted(slices.Values(a.Questions))
		if !slices.Equal(sorted, []quiz.QuestionID{"cinq", "deux", "quatre", "trois", "un"}) {
			t.Fatalf("asked are %v", a.Questions)
		}
		seen[fmt.Sprint(a.Questions)] = true
	}
	if len(seen) < 20 {
		t.Errorf("60 seeds give %d orders", len(seen))
	}
}

func TestCourseChangesUnderAnAttempt(t *testing.T) {
	q := sample().Modules[0].Sequences[0].Quiz
	s := give(NewSheet(q, Start(q, opening(1)), nil), right, wrong)
	var answers []Answer
	for _, item := range s.Items[:2] {
		answers = append(answers, *item.Answer)
	}

	// "un" goes and "deux" changes, answered; "trois" goes and "quatre" changes, open; "sept" comes.
	changed, rewritten := choice("deux", 5), typed("quatre", "Cerf")
	changed.Fingerprint = "another"
	q.Questions = []*quiz.Question{changed, rewritten, q.Questions[4], choice("sept", 1)}
	s = NewSheet(q, s.Attempt, answers)
	var ids []quiz.QuestionID
	for _, item := range s.Items {
		ids = append(ids, item.id())
	}
	if want := []quiz.QuestionID{"un", "deux", "quatre", "cinq"}; !slices.Equal(ids, want) {
		t.Fatalf("the sheet has %v, want %v", ids, want)
	}
	if !s.Items[0].Changed() || !s.Items[1].Changed() || s.Items[2].Changed() {
		t.Error("what went or changed once answered, and it alone, is changed")
	}
	if item, _ := s.Current(); item.Question != rewritten || item.Number != 3 || s.Asked() != 4 {
		t.Errorf("current is %+v of %d, want the question as it is now", item, s.Asked())
	}
	if _, found := s.Item("trois"); found {
		t.Error("a question that went is still there")
	}
	if _, found := s.Item("sept"); found {
		t.Error("a question that came later is asked")
	}
	s = finish(give(s, right, right), day(2))
	if s.Attempt.Points != 100+0+200+100 || s.Attempt.Total != 100+100+200+100 {
		t.Errorf("%d of %d, want the points that were given then", s.Attempt.Points, s.Attempt.Total)
	}
	r, _ := s.Result("fr")
	for _, o := range r.Outcomes {
		if gone := o.Answer.Question == "un" || o.Answer.Question == "deux"; (o.Review == nil) != gone {
			t.Errorf("%s: review is %v", o.Answer.Question, o.Review)
		}
	}
	if !slices.Equal(s.Missed(), []quiz.QuestionID{"deux"}) {
		t.Errorf("missed are %v", s.Missed())
	}

	q.Questions = append(q.Questions, multiple("trois"))
	s = NewSheet(q, s.Attempt, answers)
	if item, open := s.Current(); open {
		t.Errorf("%+v came back, and is open in an attempt that is handed in", item)
	}
}

func TestAttemptWhoseQuestionsAllWent(t *testing.T) {
	q := sample().Modules[0].Sequences[0].Quiz
	a := Start(q, opening(1))
	q.Questions = []*quiz.Question{choice("sept", 1)}
	s := NewSheet(q, a, nil)
	if _, open := s.Current(); open || len(s.Items) != 0 {
		t.Error("something is asked")
	}
	if _, err := s.Finish(day(2)); fault.KindOf(err) != fault.Conflict {
		t.Errorf("nothing was answered, and finishing gives %v", err)
	}
	if s := NewSheet(nil, a, nil); s.Asked() != 0 || s.Finished() {
		t.Error("without a quiz, something is asked")
	}
	if _, err := NewSheet(nil, a, nil).Finish(day(2)); fault.KindOf(err) != fault.Conflict {
		t.Errorf("without a quiz, finishing gives %v", err)
	}
}

func TestFeedbackAtTheEnd(t *testing.T) {
	q := sample().Modules[0].Sequences[0].Quiz
	for _, atEnd := range []bool{false, true} {
		q.AtEnd = atEnd
		s := give(NewSheet(q, Start(q, opening(1)), nil), wrong)
		review, state := s.Review("fr", s.Items[0]), s.State(s.Items[0])
		if atEnd && (review != nil || state != Answered) {
			t.Errorf("before the end: %+v, %s", review, state)
		}
		if !atEnd && (review == nil || review.Explanation == "" || state != State(quiz.Wrong)) {
			t.Errorf("after the answer: %+v, %s", review, state)
		}
		if s.Review("fr", s.Items[1]) != nil {
			t.Error("a question that is open is explained")
		}
		if _, ok := s.Result("fr"); ok {
			t.Error("an attempt in progress has a result")
		}
		s = finish(give(s, right, right, right, right), day(2))
		if s.Review("fr", s.Items[0]) == nil || s.State(s.Items[0]) != State(quiz.Wrong) {
			t.Error("nothing is explained once the attempt is handed in")
		}
	}
}

func TestRetry(t *testing.T) {
	q := sample().Modules[0].Sequences[0].Quiz
	s := give(NewSheet(q, Start(q, opening(1)), nil), right, wrong, half, right, right)
	if _, _, err := s.Retry(opening(2)); fault.KindOf(err) != fault.Conflict {
		t.Errorf("retry before the end gives %v", err)
	}
	s = finish(s, day(1))
	if missed := s.Missed(); !slices.Equal(missed, []quiz.QuestionID{"deux", "trois"}) {
		t.Fatalf("missed %v", missed)
	}
	first := s.Attempt
	a, carried, err := s.Retry(opening(2))
	if err != nil || a.Retry != first.ID || a.ID != "attempt-2" || a.Seed != "seed-2" || a.Points != 0 ||
		!a.Finished.IsZero() || !slices.Equal(a.Questions, first.Questions) || len(carried) != 3 {
		t.Fatalf("retry %+v carries %v: %v", a, carried, err)
	}
	for _, c := range carried {
		if !c.Carried || c.Verdict != quiz.Right {
			t.Errorf("carried %+v", c)
		}
	}
	if s.Items[0].Carried() {
		t.Error("carrying changed the attempt before")
	}
	s = NewSheet(q, a, carried)
	if item, _ := s.Current(); item.Question.ID != "deux" || item.Number != 1 || s.Asked() != 2 {
		t.Errorf("asked is %+v of %d, want deux, 1 of 2", item, s.Asked())
	}
	s = finish(give(s, right, wrong), day(3))
	if s.Attempt.Points != 500 || s.Attempt.Total != 600 {
		t.Errorf("%d of %d, want 500 of 600: carried points count", s.Attempt.Points, s.Attempt.Total)
	}

	a, carried, err = s.Retry(opening(4))
	if s = NewSheet(q, a, carried); err != nil || s.Asked() != 1 || len(carried) != 4 {
		t.Fatalf("retry of the retry asks %d: %v", s.Asked(), err)
	}
	s = finish(give(s, right), day(5))
	if _, _, err := s.Retry(opening(6)); fault.KindOf(err) != fault.Conflict {
		t.Errorf("nothing was missed, and retry gives %v", err)
	}
}

func half(*quiz.Question) quiz.Answer { return quiz.Answer{Ranks: []int{0, 1}} }

func TestResult(t *testing.T) {
	q := sample().Modules[0].Sequences[0].Quiz
	s := finish(give(NewSheet(q, Start(q, opening(1)), nil), right, wrong, half, right, right), day(1))
	r, ok := s.Result("en")
	if !ok || r.Right != 3 || r.Missed != 2 || r.Attempt.Points != 467 {
		t.Fatalf("result %+v", r)
	}
	var got []string
	for _, o := range r.Outcomes {
		got = append(got, fmt.Sprintf("%d %s %s %s", o.Number, o.Answer.Question, o.Answer.Verdict, o.Review.Verdict))
	}
	want := []string{
		"2 deux wrong wrong", "3 trois partial partial", "1 un right right", "4 quatre right right", "5 cinq right right",
	}
	if !slices.Equal(got, want) {
		t.Errorf("outcomes %q, want %q", got, want)
	}
}

// The verdict that was given stands, even where a translation's answers, which no fingerprint holds, came to differ.
func TestVerdictStands(t *testing.T) {
	q := sample().Modules[0].Sequences[0].Quiz
	quatre := q.Questions[3]
	quatre.Wordings["en"] = &quiz.Wording{Lang: "en", Answers: [][]string{{"Berners"}}}
	made, _ := Grade(quatre, Reply{Given: quiz.Answer{Texts: []string{"Berners"}}, Lang: "en", At: day(1)})
	if made.Verdict != quiz.Right || made.Lang != "en" {
		t.Fatalf("graded %+v", made)
	}
	quatre.Wordings["en"].Answers = [][]string{{"Lee"}}
	a := Start(q, opening(1))
	s := NewSheet(q, a, []Answer{made})
	item, _ := s.Item("quatre")
	if r := s.Review("fr", item); r == nil || r.Verdict != quiz.Right || r.Lang != "en" {
		t.Errorf("review %+v", r)
	}
}

// Whatever is answered, in whatever order: the points of an attempt are between 0 and all, all of them where all is
// right, none where all is wrong; and what was right in
// the attempt before is never lost in a retry.
func TestPointsOfAttempts(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	kinds := []asWell{right, wrong, func(q *quiz.Question) quiz.Answer {
		if q.Kind == quiz.Multiple {
			return half(q)
		}
		return right(q)
	}}
	for range 500 {
		q := sample().Modules[0].Sequences[0].Quiz
		q.Shuffle = r.IntN(2) == 0
		s := NewSheet(q, Start(q, opening(r.IntN(100))), nil)
		kept := 0 // by right answers, in the attempt before
		for tries := range 4 {
			rights, wrongs := 0, 0
			for range s.Asked() {
				n := r.IntN(3)
				s = give(s, kinds[n])
			}
			s = finish(s, day(tries))
			for _, item := range s.Items {
				rights += count(item.Answer.Verdict == quiz.Right)
				wrongs += count(item.Answer.Verdict == quiz.Wrong)
			}
			a := s.Attempt
			if a.Total != 600 || a.Points < 0 || a.Points > a.Total || a.Points < kept ||
				(rights == 5) != (a.Points == a.Total) || (wrongs == 5) != (a.Points == 0) {
				t.Fatalf("%d right and %d wrong give %d of %d, after %d", rights, wrongs, a.Points, a.Total, kept)
			}
			kept = 0
			for _, item := range s.Items {
				kept += item.Answer.Points * count(item.Answer.Verdict == quiz.Right)
			}
			next, carried, err := s.Retry(opening(100 + tries))
			if err != nil {
				break
			}
			s = NewSheet(q, next, carried)
		}
	}
}
