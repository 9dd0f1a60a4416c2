package web

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"

	"sentier/internal/account"
	"sentier/internal/badge"
	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/progress"
)

// Badges is what it takes to issue badges, and to show and verify them.
type Badges struct {
	Store  BadgeStore
	Keys   BadgeKeys
	Issuer badge.Issuer // without an address, no badge is issued
}

// BadgeStore keeps badges. *store.Store is one; every method is one transaction.
type BadgeStore interface {
	IssueBadge(ctx context.Context, id account.ID, b badge.Badge, p badge.Picture) (badge.Badge, error)
	Badges(ctx context.Context, id account.ID) ([]badge.Badge, error)
	Badge(ctx context.Context, id badge.ID) (badge.Badge, error)
	BadgePicture(ctx context.Context, hash string) (badge.Picture, error)
	LastList(ctx context.Context) (list, given int, err error)
	RevokedPositions(ctx context.Context, list int) ([]int, error)
	PublishBadge(ctx context.Context, id account.ID, b badge.ID, public bool, name string) error
	Generation(ctx context.Context, name string) (int64, error)
}

// BadgeKeys are the keys that sign badges. They are safe for concurrent use.
type BadgeKeys interface {
	Known(ctx context.Context) (badge.Keys, error) // all that there are; none is made
	Signer(ctx context.Context) (badge.Key, error) // makes the first one, which takes a second or two
}

// draws is how often a position is drawn before one gives up: at least every second one is free.
const draws = 32

// reward issues the badge of a module that was just gone through, and tells whether it is new. What fails is logged and
// no more: what was done stands, and my path issues what is missing.
func (r request) reward(ctx context.Context, id account.ID, facts progress.Facts, of *course.Module) bool {
	if of.Badge == nil || r.members.Badges.Issuer.Base == "" {
		return false
	}
	m := progress.Of(facts, allCourses(r.snapshot)).Module(of.ID)
	if m == nil || !badge.Due(m) {
		return false
	}
	had, err := r.members.Badges.Store.Badges(ctx, id)
	if err == nil {
		had, err = r.issue(ctx, id, []*progress.ModulePath{m}, had)
	}
	if err != nil {
		r.log.Error("a badge that is earned is not issued yet: it comes when its learner opens their path", "module", of.ID,
			"cause", err)
		return false
	}
	return len(had) > 0
}

// badges are those of a learner. One that is due and missing is issued on the way: the server ended too early, or the
// site had no address yet.
func (r request) badges(ctx context.Context, l *learner, path *progress.Path) ([]badge.Badge, error) {
	had, err := r.members.Badges.Store.Badges(ctx, l.account.ID)
	if err != nil {
		return nil, err
	}
	issued, err := r.issue(ctx, l.account.ID, path.Modules, had)
	if err != nil {
		r.log.Error("a badge that is earned is not issued yet: it comes when its learner opens their path again", "cause", err)
	}
	return append(had, issued...), nil
}

// issue gives the badges that these modules earn and that a learner has not had: those that are new.
func (r request) issue(ctx context.Context, id account.ID, modules []*progress.ModulePath, had []badge.Badge) ([]badge.Badge, error) {
	var issued []badge.Badge
	if r.members.Badges.Issuer.Base == "" {
		return nil, nil
	}
	for _, m := range modules {
		if !badge.Due(m) || slices.ContainsFunc(had, func(b badge.Badge) bool { return b.Module == m.Module.ID }) {
			continue
		}
		b, fresh, err := r.award(ctx, id, m.Module)
		if err != nil {
			return issued, fmt.Errorf("issue the badge of %q: %w", m.Module.ID, err)
		}
		if fresh {
			issued = append(issued, b)
		}
	}
	return issued, nil
}

// award issues one badge, and tells whether it is the one that stands: another request may have been faster.
func (r request) award(ctx context.Context, id account.ID, m *course.Module) (badge.Badge, bool, error) {
	badges := r.members.Badges
	key, err := badges.Keys.Signer(ctx)
	if err != nil {
		return badge.Badge{}, false, err
	}
	a := badge.Award{Module: m, Revision: courseOf(r.snapshot.Courses(), m).Revision, Lang: r.lang, At: r.now()}
	for range draws {
		name, err := newID()
		if err != nil {
			return badge.Badge{}, false, err
		}
		last, given, err := badges.Store.LastList(ctx)
		if err != nil {
			return badge.Badge{}, false, err
		}
		if a.Position, err = badge.DrawPosition(last, given, rand.Reader); err != nil {
			return badge.Badge{}, false, err
		}
		a.ID = badge.ID(name)
		made, err := badges.Issuer.Issue(key, a)
		if err != nil {
			return badge.Badge{}, false, err
		}
		stands, err := badges.Store.IssueBadge(ctx, id, made, badge.PictureOf(m))
		if err == nil || fault.KindOf(err) != fault.Conflict {
			return stands, err == nil && stands.ID == made.ID, err
		}
	}
	return badge.Badge{}, false, fault.New(fault.Conflict, "", errors.New("no position was free"))
}
