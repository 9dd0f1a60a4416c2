package store_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"sentier/internal/account"
	"sentier/internal/store"
)

// BenchmarkAttempts hands in quizzes: three rows, durable, by 64 and by 500 learners at once: those that
// are committed together, and one transaction a request.
func BenchmarkAttempts(b *testing.B) {
	for _, engine := range engines {
		for _, learners := range []int{64, 500} {
			b.Run(fmt.Sprintf("%s/%d", engine.name, learners), func(b *testing.B) { attempts(b, open(b, engine.database(b)), learners) })
			b.Run(fmt.Sprintf("%s, one at a time/%d", engine.name, learners), func(b *testing.B) {
				s := open(b, engine.database(b))
				s.OneAtATime()
				attempts(b, s, learners)
			})
		}
	}
}

func attempts(b *testing.B, s *store.Store, learners int) {
	ids := make([]account.ID, learners)
	var wait sync.WaitGroup
	for i := range ids {
		wait.Go(func() {
			var err error
			if ids[i], err = createSomebody(s); err != nil {
				b.Error(err)
			}
		})
	}
	wait.Wait()
	took := make([]time.Duration, b.N)
	var next atomic.Int64
	b.ResetTimer()
	for _, id := range ids {
		wait.Go(func() {
			for n := next.Add(1); n <= int64(b.N); n = next.Add(1) {
				begun := time.Now()
				if err := store.WriteOwn(b.Context(), s, id, handIn(id)); err != nil {
					b.Error(err)
				}
				took[n-1] = time.Since(begun)
			}
		})
	}
	wait.Wait()
	b.StopTimer()
	slices.Sort(took)
	p99 := took[int(math.Ceil(0.99*float64(len(took))))-1]
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "attempts/s")
	b.ReportMetric(float64(p99.Microseconds())/1000, "p99-ms")
}

// handIn writes a whole attempt of one question, and its points.
func handIn(id account.ID) func(context.Context, store.Tx) error {
	attempt := uuid.Must(uuid.NewV7()).String()
	return func(ctx context.Context, tx store.Tx) error {
		if _, err := tx.ExecContext(ctx, `insert into attempt (account, attempt, module, sequence, lang, revision, seed, questions,
			retry, started, finished, points, total, passed, imported)
			values ($1, $2, 'module', 'sequence', 'fr', '0123456789ab', $2, '["one"]', '', $3, $3, 100, 100, 1, 0)
			on conflict do nothing`, id, attempt, 1767225600000); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `insert into answer (account, attempt, question, fingerprint, revision, lang, given, shown,
			verdict, points, total, carried, at)
			values ($1, $2, 'one', '0123456789ab', '0123456789ab', 'fr', '{"ranks":[1]}', 'The one that is right', 'right', 100, 100, 0, $3)
			on conflict do nothing`, id, attempt, 1767225600000); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `insert into ledger (account, reason, subject, module, points, at)
			values ($1, 'quiz', $2, 'module', 20, $3) on conflict do nothing`, id, attempt, 1767225600000)
		return err
	}
}
