package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"sentier/internal/account"
	"sentier/internal/badge"
	"sentier/internal/fault"
)

const insertPicture = `
insert into badge_picture (hash, type, data)
values ($1, $2, $3)
on conflict do nothing`

const insertPosition = `
insert into badge_status (list, position, revoked)
values ($1, $2, 0)
on conflict do nothing`

const insertBadge = `
insert into badge (account, badge, module, lang, title, revision, hash, picture, list, position, token, issued, public, name, revoked)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0)
on conflict do nothing`

const badgeOfModule = `
select badge, module, lang, title, revision, hash, picture, list, position, token, issued, public, name, revoked
from badge
where account = $1 and module = $2`

// IssueBadge keeps a badge with its picture and gives its position away, for ever. It gives back the badge that the
// learner has of the module: this one, or the one that was issued before, revoked or not. It is a fault.Conflict when
// the position, or the id, was given to another badge: draw again, sign again, and call it again. It is a
// fault.NotFound when the learner is gone.
func (s *Store) IssueBadge(ctx context.Context, id account.ID, b badge.Badge, p badge.Picture) (badge.Badge, error) {
	if b.Picture != p.Hash {
		return badge.Badge{}, fmt.Errorf("issue badge %s: its picture is %s, and %s was given", b.ID, b.Picture, p.Hash)
	}
	var stands badge.Badge
	err := s.write(ctx, func(ctx context.Context, tx tx) error {
		var err error
		stands, err = scanBadge(tx.QueryRowContext(ctx, badgeOfModule, id, b.Module))
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if err := insertIssued(ctx, tx, id, b, p); err != nil {
			return err
		}
		stands, err = scanBadge(tx.QueryRowContext(ctx, badgeOfModule, id, b.Module))
		return err
	})
	if err != nil {
		return badge.Badge{}, err
	}
	return stands, nil
}

func insertIssued(ctx context.Context, tx tx, id account.ID, b badge.Badge, p badge.Picture) error {
	if _, err := tx.ExecContext(ctx, insertPicture, p.Hash, p.Type, p.Data); err != nil {
		return fmt.Errorf("insert picture of badge: %w", err)
	}
	n, err := affected(tx.ExecContext(ctx, insertPosition, b.Position.List, b.Position.Index))
	if err != nil {
		return fmt.Errorf("insert position of badge: %w", err)
	}
	if n == 0 {
		return fault.New(fault.Conflict, "", fmt.Errorf("issue badge: position %d of list %d is taken", b.Position.Index, b.Position.List))
	}
	n, err = affected(tx.ExecContext(ctx, insertBadge, id, b.ID, b.Module, b.Lang, storable(b.Title), b.Revision, b.Hash,
		b.Picture, b.Position.List, b.Position.Index, b.Token, millis(b.Issued), flag(b.Public), storable(b.Name)))
	if err != nil {
		return fmt.Errorf("insert badge: %w", err)
	}
	if n == 0 {
		return fault.New(fault.Conflict, "", errors.New("issue badge: its id is taken"))
	}
	return nil
}

const badgesOf = `
select badge, module, lang, title, revision, hash, picture, list, position, token, issued, public, name, revoked
from badge
where account = $1
order by issued, badge`

// Badges are those of a learner, the first one first.
func (s *Store) Badges(ctx context.Context, id account.ID) ([]badge.Badge, error) {
	all, err := list(ctx, s.read(), "read badges", badgesOf, id, scanBadge)
	return all, asFault(err)
}

const badgeByID = `
select badge, module, lang, title, revision, hash, picture, list, position, token, issued, public,
    case when exists (select 1 from decision where decision.account = badge.account and decision.lifted = 0
        and (decision.sanction = 'ban' or decision.sanction = 'suspend' and decision.ends > $2)) then '' else name end,
    revoked
from badge
where badge = $1`

// Badge is a badge of anybody, or a fault.NotFound. It is for those who have its address: whether they may see it,
// Public says. While they may not write where others read, it has no name.
func (s *Store) Badge(ctx context.Context, id badge.ID) (badge.Badge, error) {
	b, err := scanBadge(s.read().QueryRowContext(ctx, badgeByID, storable(string(id)), millis(s.now())))
	if err != nil {
		return badge.Badge{}, asFault(fmt.Errorf("read badge: %w", err))
	}
	return b, nil
}

func scanBadge(row scanner) (badge.Badge, error) {
	var b badge.Badge
	var issued, public, revoked int64
	err := row.Scan(&b.ID, &b.Module, &b.Lang, &b.Title, &b.Revision, &b.Hash, &b.Picture, &b.Position.List,
		&b.Position.Index, &b.Token, &issued, &public, &b.Name, &revoked)
	b.Issued, b.Public, b.Revoked = moment(issued), public != 0, moment(revoked)
	return b, err
}

const pictureByHash = `
select hash, type, data
from badge_picture
where hash = $1`

// BadgePicture is the picture of a hash, or a fault.NotFound.
func (s *Store) BadgePicture(ctx context.Context, hash string) (badge.Picture, error) {
	var p badge.Picture
	err := s.read().QueryRowContext(ctx, pictureByHash, storable(hash)).Scan(&p.Hash, &p.Type, &p.Data)
	if err != nil {
		return badge.Picture{}, asFault(fmt.Errorf("read picture of badge: %w", err))
	}
	return p, nil
}

// The index is asked for one list, however many there are.
const lastList = `
select coalesce(max(list), 0), count(*)
from badge_status
where list = (select max(list) from badge_status)`

// LastList is the newest list of badges, and how many of its positions were ever given, of badges too whose learner is
// gone: see badge.DrawPosition. It is 0 where no badge was issued.
func (s *Store) LastList(ctx context.Context) (list, given int, err error) {
	if err := s.read().QueryRowContext(ctx, lastList).Scan(&list, &given); err != nil {
		return 0, 0, asFault(fmt.Errorf("count positions of badges: %w", err))
	}
	return list, given, nil
}

const revokedPositions = `
select position
from badge_status
where list = $1 and revoked > 0
order by position`

// RevokedPositions are the places of a list whose badges were revoked, in their order; none of a list that nobody has a
// badge in. The generation "badges" grows with them.
func (s *Store) RevokedPositions(ctx context.Context, list int) ([]int, error) {
	rows, err := s.read().QueryContext(ctx, revokedPositions, list)
	if err != nil {
		return nil, asFault(fmt.Errorf("read revoked positions: %w", err))
	}
	all, err := collect(rows, "read revoked positions", func(row scanner) (position int, err error) {
		err = row.Scan(&position)
		return position, err
	})
	return all, asFault(err)
}

const publishBadge = `
update badge
set public = $3, name = $4
where account = $1 and badge = $2`

// PublishBadge says whether the page of a badge is shown to everyone who has its address, and under which name; empty:
// none. A badge that is not the learner's is a fault.NotFound; who may not write where others read has no name there: a
// fault.Conflict (moderation.IsSilenced).
func (s *Store) PublishBadge(ctx context.Context, id account.ID, b badge.ID, public bool, name string) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		if public && name != "" {
			if err := speaks(ctx, tx, id, s.now()); err != nil {
				return err
			}
		}
		n, err := affected(tx.ExecContext(ctx, publishBadge, id, storable(string(b)), flag(public), storable(name)))
		return missing(n, err, "publish badge")
	})
}

const badgeOwner = `
select account
from badge
where badge = $1`

// BadgeOwner is whose badge it is, or a fault.NotFound. It is for the host, who revokes a badge by its id: no page tells it.
func (s *Store) BadgeOwner(ctx context.Context, b badge.ID) (account.ID, error) {
	var id account.ID
	if err := s.read().QueryRowContext(ctx, badgeOwner, storable(string(b))).Scan(&id); err != nil {
		return "", asFault(fmt.Errorf("read owner of badge: %w", err))
	}
	return id, nil
}

const revokeBadge = `
update badge
set revoked = $3
where account = $1 and badge = $2 and revoked = 0
returning list, position`

const revokePosition = `
update badge_status
set revoked = $3
where list = $1 and position = $2 and revoked = 0`

const badgeIsThere = `
select count(*)
from badge
where account = $1 and badge = $2`

// RevokeBadge says, for ever, that a badge counts no more; the generation "badges" grows. The first time stands. A
// badge that is not the learner's is a fault.NotFound.
func (s *Store) RevokeBadge(ctx context.Context, id account.ID, b badge.ID) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		now := millis(s.now())
		var at badge.Position
		err := tx.QueryRowContext(ctx, revokeBadge, id, storable(string(b)), now).Scan(&at.List, &at.Index)
		if errors.Is(err, sql.ErrNoRows) {
			var there int64
			err := tx.QueryRowContext(ctx, badgeIsThere, id, storable(string(b))).Scan(&there)
			return missing(there, err, "revoke badge")
		}
		if err != nil {
			return fmt.Errorf("revoke badge: %w", err)
		}
		return endPosition(ctx, tx, at, now)
	})
}

const positionIsThere = `
select count(*)
from badge_status
where list = $1 and position = $2`

// RevokePosition says so of a badge whose learner is gone: nothing but its position is left, and the credential that
// somebody still shows names it. One that was never given is a fault.NotFound.
func (s *Store) RevokePosition(ctx context.Context, at badge.Position) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		var there int64
		err := tx.QueryRowContext(ctx, positionIsThere, at.List, at.Index).Scan(&there)
		if err := missing(there, err, "revoke position of badge"); err != nil {
			return err
		}
		return endPosition(ctx, tx, at, millis(s.now()))
	})
}

// endPosition revokes a position, the first time.
func endPosition(ctx context.Context, tx tx, at badge.Position, now int64) error {
	n, err := affected(tx.ExecContext(ctx, revokePosition, at.List, at.Index, now))
	if err != nil {
		return fmt.Errorf("revoke position of badge: %w", err)
	}
	if n == 0 {
		return nil
	}
	_, err = raise(ctx, tx, badgesGeneration)
	return err
}
