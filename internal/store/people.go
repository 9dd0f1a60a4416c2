package store

import (
	"context"
	"fmt"
	"strings"

	"sentier/internal/account"
)

// PeoplePage is how many people People gives at most.
const PeoplePage = 50

const people = `
select account, name, display, created, seen, confirmed
from account
where key like $1 escape '!' or display like $2 escape '!'
order by seen desc, account desc
limit $3`

// like makes a text one that is looked for anywhere.
var like = strings.NewReplacer("!", "!!", "%", "!%", "_", "!_")

// People are accounts in whose name something stands, the last seen first: ID, Name, Display, Created, Seen and
// Confirmed of each.
func (s *Store) People(ctx context.Context, part string) ([]account.Account, error) {
	part = storable(part)
	rows, err := s.read().QueryContext(ctx, people, "%"+like.Replace(account.NameKey(part))+"%", "%"+like.Replace(part)+"%", PeoplePage)
	if err != nil {
		return nil, asFault(fmt.Errorf("look for people: %w", err))
	}
	all, err := collect(rows, "look for people", func(row scanner) (account.Account, error) {
		var a account.Account
		var created, seen, confirmed int64
		err := row.Scan(&a.ID, &a.Name, &a.Display, &created, &seen, &confirmed)
		a.Created, a.Seen, a.Confirmed = moment(created), moment(seen), moment(confirmed)
		return a, err
	})
	return all, asFault(err)
}

// RemoveAccount erases somebody's account as they could themselves; the log says that it was done and why, and not
// to whom. What they wrote in the forum goes with it, or stays without an author.
func (s *Store) RemoveAccount(ctx context.Context, id account.ID, keepPosts bool, a account.Action) error {
	_, err := s.erase(ctx, id, func(ctx context.Context, tx tx) (bool, error) {
		var there int
		err := tx.QueryRowContext(ctx, `select count(*) from account where account = $1`, id).Scan(&there)
		if err != nil || there == 0 {
			return false, err
		}
		if !keepPosts {
			if err := erasePosts(ctx, tx, id); err != nil {
				return false, err
			}
		}
		return true, logAction(ctx, tx, a)
	})
	return err
}
