package account

import "sync"

// recentTokens is how many tokens each half of recent holds: some 4 MB at most.
const recentTokens = 4096

// recent remembers tokens that were verified, so that a page that somebody reads does not cost a parser: it is looked
// up thousands of times a second, and changes once a day. Those not asked for lately are forgotten by halves. Its zero
// value is empty; it is safe for concurrent use.
type recent struct {
	guard      sync.RWMutex
	young, old map[string]verified
}

func (r *recent) get(token string) (verified, bool) {
	r.guard.RLock()
	v, known := r.young[token]
	if known {
		r.guard.RUnlock()
		return v, true
	}
	v, known = r.old[token]
	r.guard.RUnlock()
	if known {
		r.put(token, v) // asked for again: it stays
	}
	return v, known
}

func (r *recent) put(token string, v verified) {
	r.guard.Lock()
	defer r.guard.Unlock()
	if r.young == nil || len(r.young) >= recentTokens {
		r.old, r.young = r.young, map[string]verified{}
	}
	r.young[token] = v
}
