package lint

import (
	"context"
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"sentier/internal/compile"
	"sentier/internal/diag"
)

// How others are asked: few at once, one host once at a time and never in a hurry, nobody twice a week.
const (
	atOnce  = 8
	pause   = time.Second
	holding = 7 * 24 * time.Hour
)

// Links gathers the addresses outside of a course, and has somebody ask whether they lead anywhere. Collect is for
// compile.Config.Review, beside a Linter; Ask is for afterwards.
type Links struct {
	mu     sync.Mutex
	places map[string][]diag.Pos // by address
}

// Collect notes the links of a module, unless it ignores what would be found.
func (l *Links) Collect(m compile.Reviewed) {
	if m.Ignores(diag.LinkDead.Code) {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.places == nil {
		l.places = map[string][]diag.Pos{}
	}
	for _, t := range m.Texts {
		for _, link := range t.Document.Links() {
			if address, _, _ := strings.Cut(link.Address, "#"); outside(address) {
				l.places[address] = append(l.places[address], link.Pos)
			}
		}
	}
}

// Answer is what became of a question. No Problem: somebody is there.
type Answer struct {
	Problem string    `json:"problem,omitempty"`
	Asked   time.Time `json:"asked"`
	Lasting bool      `json:"-"` // asking again tomorrow would bring the same; only such answers are kept
}

// Asking is how the addresses are asked. Ask and Now are required.
type Asking struct {
	Ask   func(ctx context.Context, address string) Answer
	Now   func() time.Time
	Known map[string]Answer // from before, by address; new answers that last are added
	Pause time.Duration     // between two questions to one host; 0: a second
}

// Ask asks each address that nobody has asked for a week, and gives a finding for each place of those that lead nowhere.
// asked is how many were asked. When the context ends, what is not asked yet is not found.
func (l *Links) Ask(ctx context.Context, a Asking) (found diag.List, asked int) {
	if a.Pause == 0 {
		a.Pause = pause
	}
	answers := map[string]Answer{}
	hosts := map[string][]string{}
	for _, address := range slices.Sorted(maps.Keys(l.places)) {
		if known, is := a.Known[address]; is && a.Now().Sub(known.Asked) < holding {
			answers[address] = known
			continue
		}
		u, err := url.Parse(address)
		if err != nil {
			continue
		}
		hosts[u.Host] = append(hosts[u.Host], address)
	}
	var mu sync.Mutex
	var group sync.WaitGroup
	places := make(chan struct{}, atOnce)
	for _, host := range slices.Sorted(maps.Keys(hosts)) {
		group.Go(func() {
			for i, address := range hosts[host] {
				if i > 0 && !wait(ctx, a.Pause) {
					return
				}
				places <- struct{}{}
				answer := a.Ask(ctx, address)
				<-places
				if ctx.Err() != nil {
					return
				}
				answer.Asked = a.Now()
				mu.Lock()
				answers[address] = answer
				asked++
				if answer.Lasting && a.Known != nil {
					a.Known[address] = answer
				}
				mu.Unlock()
			}
		})
	}
	group.Wait()
	for address, answer := range answers {
		for _, at := range l.places[address] {
			if answer.Problem != "" {
				found.Add(diag.LinkDead, at, address, answer.Problem)
			}
		}
	}
	found.Sort()
	return found, asked
}

// wait tells whether the context still holds after a time.
func wait(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// ReadAnswers reads what WriteAnswers wrote; what cannot be read is as nothing: it is only asked anew.
func ReadAnswers(data []byte) map[string]Answer {
	known := map[string]Answer{}
	if err := json.Unmarshal(data, &known); err != nil {
		return map[string]Answer{}
	}
	return known
}

// WriteAnswers writes the answers that still hold.
func WriteAnswers(known map[string]Answer, now time.Time) ([]byte, error) {
	kept := map[string]Answer{}
	for address, answer := range known {
		if now.Sub(answer.Asked) < holding {
			kept[address] = answer
		}
	}
	return json.MarshalIndent(kept, "", "  ")
}
