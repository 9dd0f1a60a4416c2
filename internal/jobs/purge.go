package jobs

import (
	"context"
	"errors"
	"time"

	"sentier/internal/suggestion"
	"sentier/internal/voice"
)

// How often what is over is taken out of the store, and how long it is kept after it has served.
const (
	purgeEvery   = time.Hour
	failuresKept = 24 * time.Hour       // after the last failure
	deadKept     = 14 * 24 * time.Hour  // letters that were given up, for the host to look at
	viewsKept    = 400 * 24 * time.Hour // a year, and the month to compare with it
)

// Perishable is what keeps things that are over one day. *store.Store does.
type Perishable interface {
	PurgeSessions(ctx context.Context, now time.Time) error
	PurgeFailures(ctx context.Context, before time.Time) error
	PurgeChallenges(ctx context.Context, now time.Time) error
	PurgeLetters(ctx context.Context, now, dead time.Time) error
	PurgeModeration(ctx context.Context, before time.Time) error
	PurgeViews(ctx context.Context, before time.Time) error
	PurgeInquiries(ctx context.Context, before time.Time) error
	PurgeConnections(ctx context.Context, until time.Time) error
	PurgeRemarks(ctx context.Context, closed, made time.Time) error
	PurgeSuggestions(ctx context.Context, closed, made time.Time) error
}

// Terms are how long the host keeps what has a term of its own.
type Terms struct {
	InquiryMonths    int // after the last text
	ModerationDays   int // of the log of the team, of closed reports and of decisions that hold no more
	ConnectionMonths int
}

// Purge is the job that takes out what is over.
func Purge(from Perishable, terms Terms, now func() time.Time) Job {
	if now == nil {
		now = time.Now
	}
	return Job{Name: "purge", Every: purgeEvery, Run: func(ctx context.Context) error {
		at := now()
		return errors.Join(from.PurgeSessions(ctx, at), from.PurgeFailures(ctx, at.Add(-failuresKept)),
			from.PurgeChallenges(ctx, at), from.PurgeLetters(ctx, at, at.Add(-deadKept)),
			from.PurgeModeration(ctx, at.AddDate(0, 0, -terms.ModerationDays)),
			from.PurgeViews(ctx, at.Add(-viewsKept)),
			from.PurgeInquiries(ctx, at.AddDate(0, -terms.InquiryMonths, 0)),
			from.PurgeConnections(ctx, at.AddDate(0, -terms.ConnectionMonths, 0)),
			from.PurgeRemarks(ctx, at.Add(-voice.ClosedKept), at.Add(-voice.OpenKept)),
			from.PurgeSuggestions(ctx, at.Add(-suggestion.ClosedKept), at.Add(-suggestion.OpenKept)))
	}}
}
