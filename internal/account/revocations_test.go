package account

import (
	"fmt"
	"sync"
	"testing"
	"time"
)

func TestRevocations(t *testing.T) {
	var r Revocations
	if r.Has(somewhere) || r.Generation() != 0 || r.Len() != 0 {
		t.Error("nothing was ended yet")
	}
	r.Update([]SessionID{somewhere}, 3, noon)
	r.Update([]SessionID{"another"}, 4, noon.Add(time.Hour))
	if !r.Has(somewhere) || !r.Has("another") || r.Has("a third") || r.Generation() != 4 {
		t.Errorf("two were ended, %d are known, at generation %d", r.Len(), r.Generation())
	}
	r.Update(nil, 2, noon.Add(2*time.Hour)) // an answer that came late
	if r.Generation() != 4 || r.Len() != 2 {
		t.Errorf("generation %d, %d known", r.Generation(), r.Len())
	}
}

// TestRevokedAsLongAsATokenLives: a session that is ended right after its token was issued is refused to its last
// second, even when other updates come in between, and then forgotten.
func TestRevokedAsLongAsATokenLives(t *testing.T) {
	s, clock := newSessions(t)
	session, token := signIn(t, s, false)
	var r Revocations
	r.Update([]SessionID{session.ID}, 1, clock.now)
	for generation := int64(2); ; generation++ {
		clock.forward(12 * time.Hour)
		r.Update([]SessionID{session.ID}, generation, clock.now) // the store may say so again
		if _, _, err := s.Read(token); err != nil {
			break
		}
		if !r.Has(session.ID) {
			t.Fatalf("forgotten %v after it was ended, and its token still reads", clock.now.Sub(noon))
		}
	}
	clock.forward(time.Hour)
	r.Update(nil, 100, clock.now)
	if r.Has(session.ID) || r.Len() != 0 {
		t.Error("what is past is remembered")
	}
}

func TestRevocationsAtOnce(t *testing.T) {
	var r Revocations
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for j := range 100 {
				id := SessionID(fmt.Sprint(i, "-", j))
				r.Update([]SessionID{id}, int64(j), noon)
				if !r.Has(id) {
					t.Errorf("%s was just ended", id)
				}
			}
		})
	}
	all.Wait()
	if r.Len() != 800 || r.Generation() != 99 {
		t.Errorf("%d known at generation %d", r.Len(), r.Generation())
	}
}
