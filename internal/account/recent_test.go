package account

import (
	"fmt"
	"sync"
	"testing"
	"time"
)

func TestRecentStaysBounded(t *testing.T) {
	var r recent
	r.put("kept", verified{key: "k"})
	for n := range 10 * recentTokens {
		r.put(fmt.Sprint(n), verified{})
		if n%1000 == 0 {
			if v, known := r.get("kept"); !known || v.key != "k" {
				t.Fatalf("what is asked for again and again is forgotten after %d", n)
			}
		}
		if len(r.young)+len(r.old) > 2*recentTokens {
			t.Fatalf("%d are remembered", len(r.young)+len(r.old))
		}
	}
	if _, known := r.get("0"); known {
		t.Error("nothing is ever forgotten")
	}
}

// TestRecentTokensStillEnd: having been read before makes no token live longer, nor its key.
func TestRecentTokensStillEnd(t *testing.T) {
	key := newKey(t, noon.Add(-time.Hour))
	s, clock := newSessions(t, key)
	_, token := signIn(t, s, false)
	read := func() error { _, _, err := s.Read(token); return err }
	for range 2 {
		if err := read(); err != nil {
			t.Fatal(err)
		}
	}
	if _, known := s.Keyring.ring.Load().recent.get(token); !known {
		t.Fatal("it was not remembered")
	}
	other := newKey(t, noon.Add(-time.Hour))
	if err := s.Keyring.Replace([]SiteKey{other}); err != nil {
		t.Fatal(err)
	}
	if read() == nil {
		t.Error("its key is gone, and it reads")
	}
	key.Retired = noon.Add(time.Hour - KeyOverlap) // it expires within the token's life
	if err := s.Keyring.Replace([]SiteKey{other, key}); err != nil {
		t.Fatal(err)
	}
	if err := read(); err != nil {
		t.Error("its key is back:", err)
	}
	clock.forward(time.Hour)
	if read() == nil {
		t.Error("its key is over, and it reads")
	}
	key.Retired = time.Time{}
	if err := s.Keyring.Replace([]SiteKey{key}); err != nil || read() != nil {
		t.Fatal("it does not read any more")
	}
	clock.forward(SessionLife)
	if read() == nil {
		t.Error("it is over, and reads")
	}
}

func TestReadAtOnce(t *testing.T) {
	key := newKey(t, noon.Add(-time.Hour))
	s, _ := newSessions(t, key)
	var all sync.WaitGroup
	for range 4 {
		session, token := signIn(t, s, false)
		all.Go(func() {
			for n := range 200 {
				if c, _, err := s.Read(token); err != nil || c.Session != session.ID {
					t.Errorf("Read = %+v, %v", c, err)
				}
				if n%50 == 0 {
					if err := s.Keyring.Replace([]SiteKey{key}); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	all.Wait()
}
