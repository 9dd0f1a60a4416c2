package storetest

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"sentier/internal/fault"
	"sentier/internal/forum"
	"sentier/internal/store"
)

// floods holds somebody to what they may write within an hour, however much of it they send at once.
func floods(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	asker, flooder, other := signUp(t, s), signUp(t, s), signUp(t, s)
	topic := begin(t, s, asker.ID, "flood")
	const most, tries = 5, 40
	var wait sync.WaitGroup
	errs := make(chan error, 2*tries)
	for i := range tries {
		wait.Go(func() {
			if i%4 == 0 { // topics count, too
				begun, p := topicBy(flooder.ID, "flood")
				p.Hourly = most
				errs <- s.StartTopic(t.Context(), begun, p)
				return
			}
			p := answerBy(flooder.ID, topic)
			p.Created, p.Source, p.Hourly = noon, fmt.Sprintf("Réponse %d.", i), most
			errs <- s.Reply(t.Context(), p)
		})
	}
	wait.Wait()
	close(errs)
	kept := 0
	for err := range errs {
		if err == nil {
			kept++
		} else if fault.KindOf(err) != fault.Conflict || fault.Message(err) != forum.TooMany {
			t.Errorf("refused with %v", err)
		}
	}
	posts, total, err := s.PostsBy(t.Context(), flooder.ID, 1, flooder.ID)
	must(t, err)
	if kept != most || total != most || len(posts) != most {
		t.Errorf("of %d at once, %d were kept and %d are there, want %d", tries, kept, total, most)
	}
	write := func(who learner, at time.Time, hourly int) error {
		p := answerBy(who.ID, topic)
		p.Created, p.Hourly = at, hourly
		return s.Reply(t.Context(), p)
	}
	wantKind(t, "one more", write(flooder, noon.Add(59*time.Minute), most), fault.Conflict)
	must(t, write(flooder, noon.Add(time.Hour+time.Minute), most))
	must(t, write(other, noon, most))
	must(t, write(flooder, noon.Add(59*time.Minute), 0)) // who moderates
}
