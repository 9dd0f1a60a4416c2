package account

import (
	"maps"
	"sync"
	"sync/atomic"
	"time"
)

// Revocations are the sessions that ended before their time, as this node knows them. Asking costs no lock, since
// every request does. It is safe for concurrent use; its zero value holds none.
type Revocations struct {
	ended      atomic.Pointer[map[SessionID]time.Time] // until when each has to be refused
	generation atomic.Int64
	updating   sync.Mutex
}

// Generation is that of the last update: what to ask the store for changes since.
func (r *Revocations) Generation() int64 { return r.generation.Load() }

// Has tells whether a session was ended.
func (r *Revocations) Has(id SessionID) bool {
	ended := r.ended.Load()
	if ended == nil {
		return false
	}
	_, has := (*ended)[id]
	return has
}

// Update adds sessions that ended, up to a generation of the store, and drops those of which no token can live any
// more.
func (r *Revocations) Update(ids []SessionID, generation int64, now time.Time) {
	r.updating.Lock()
	defer r.updating.Unlock()
	ended := map[SessionID]time.Time{}
	if old := r.ended.Load(); old != nil {
		maps.Copy(ended, *old)
	}
	maps.DeleteFunc(ended, func(_ SessionID, until time.Time) bool { return !now.Before(until) })
	for _, id := range ids {
		if _, known := ended[id]; !known {
			ended[id] = now.Add(SessionLife + 2*clockSkew)
		}
	}
	r.ended.Store(&ended)
	r.generation.Store(max(generation, r.generation.Load()))
}

// Len is how many sessions are remembered.
func (r *Revocations) Len() int {
	ended := r.ended.Load()
	if ended == nil {
		return 0
	}
	return len(*ended)
}
