package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/progress"
)

const insertAccount = `
insert into account (account, name, key, display, lang, password, email, confirmed, created, seen, hide_xp, review)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
on conflict do nothing`

const isSameSignUp = `
select count(*)
from account
join session on session.account = account.account
where account.account = $1 and account.key = $2 and session.session = $3`

// CreateAccount makes an account with its recovery codes, its first session, what was read before it, and letters. It
// is a fault.Conflict when the key is taken. The same account with the same session, sent again, is already there and no
// error; the same account with another session is a Conflict, because it may be anybody who sends it. What keeps it
// from being admitted is told by the message of the fault: see account.NoRoom.
func (s *Store) CreateAccount(ctx context.Context, a account.Account, codes [][]byte, session account.Session,
	reads []progress.Read, entries []progress.Entry, on account.Admission, letters ...account.Letter) error {
	if session.Account != a.ID {
		return fmt.Errorf("create account %s: the session is of account %s", a.ID, session.Account)
	}
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		n, err := affected(tx.ExecContext(ctx, insertAccount, a.ID, storable(a.Name), storable(a.Key),
			storable(a.Display), a.Lang, a.Password, storable(a.Email), millis(a.Confirmed), millis(a.Created),
			millis(a.Seen), flag(a.HideXP), millis(a.Review)))
		if err != nil {
			return fmt.Errorf("insert account: %w", err)
		}
		if n == 0 {
			var same int
			if err := tx.QueryRowContext(ctx, isSameSignUp, a.ID, storable(a.Key), session.ID).Scan(&same); err != nil {
				return fmt.Errorf("read account that is in the way: %w", err)
			}
			if same == 0 {
				return fault.New(fault.Conflict, "", errors.New("create account: its key or its id is taken"))
			}
			return nil
		}
		if err := admit(ctx, tx, on, a.Created); err != nil {
			return err
		}
		if err := insertCodes(ctx, tx, a.ID, codes); err != nil {
			return err
		}
		if err := addSession(ctx, tx, session); err != nil {
			return err
		}
		if err := insertReads(ctx, tx, a.ID, reads); err != nil {
			return err
		}
		if err := insertEntries(ctx, tx, a.ID, entries); err != nil {
			return err
		}
		return enqueue(ctx, tx, a.ID, letters...)
	})
}

// admit holds an account that was just inserted to what it is made on.
func admit(ctx context.Context, tx tx, on account.Admission, now time.Time) error {
	if on.Most > 0 {
		// Holds the row until the transaction ends: those who come at once are counted one after the other.
		if _, err := raise(ctx, tx, accountsGeneration); err != nil {
			return err
		}
		var n int
		if err := tx.QueryRowContext(ctx, countAccounts).Scan(&n); err != nil {
			return fmt.Errorf("count accounts: %w", err)
		}
		if n > on.Most {
			return fault.New(fault.Forbidden, account.NoRoom, fmt.Errorf("create account: there are %d already", on.Most))
		}
	}
	if on.Invitation != nil {
		return useInvitation(ctx, tx, on.Invitation, now)
	}
	return nil
}

const accountByID = `
select account, name, key, display, lang, password, email, confirmed, created, seen, hide_xp, review
from account
where account = $1`

// Account is the account of an id, or a fault.NotFound.
func (s *Store) Account(ctx context.Context, id account.ID) (account.Account, error) {
	return s.readAccount(ctx, accountByID, string(id))
}

const accountByKey = `
select account, name, key, display, lang, password, email, confirmed, created, seen, hide_xp, review
from account
where key = $1`

// AccountByKey is the account of a name as it is compared (account.NameKey), or a fault.NotFound.
func (s *Store) AccountByKey(ctx context.Context, key string) (account.Account, error) {
	return s.readAccount(ctx, accountByKey, key)
}

func (s *Store) readAccount(ctx context.Context, query, by string) (account.Account, error) {
	var a account.Account
	var confirmed, created, seen, hideXP, review int64
	err := s.read().QueryRowContext(ctx, query, storable(by)).Scan(&a.ID, &a.Name, &a.Key, &a.Display, &a.Lang,
		&a.Password, &a.Email, &confirmed, &created, &seen, &hideXP, &review)
	if err != nil {
		return account.Account{}, asFault(fmt.Errorf("read account: %w", err))
	}
	a.Confirmed, a.Created, a.Seen = moment(confirmed), moment(created), moment(seen)
	a.HideXP, a.Review = hideXP != 0, moment(review)
	return a, nil
}

const renameAccount = `
update account
set display = $2, lang = $3
where account = $1`

// Rename sets what others see of a learner's name, and the language of pages and letters.
func (s *Store) Rename(ctx context.Context, id account.ID, display, lang string) error {
	return s.updateAccount(ctx, renameAccount, id, storable(display), lang)
}

const rehashPassword = `
update account
set password = $3
where account = $1 and password = $2`

// Rehash keeps another hash of the same password. One that was changed meanwhile stays as it is: no session ends.
func (s *Store) Rehash(ctx context.Context, id account.ID, old, hash string) error {
	return s.exec(ctx, "rehash password", rehashPassword, string(id), old, hash)
}

const hideXP = `
update account
set hide_xp = $2
where account = $1`

// SetHideXP says whether a learner wants to see no points.
func (s *Store) SetHideXP(ctx context.Context, id account.ID, hide bool) error {
	return s.updateAccount(ctx, hideXP, id, flag(hide))
}

func (s *Store) updateAccount(ctx context.Context, query string, id account.ID, values ...any) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		n, err := affected(tx.ExecContext(ctx, query, append([]any{id}, values...)...))
		return missing(n, err, "update account")
	})
}

const changePassword = `
update account
set password = $2
where account = $1`

// ChangePassword sets the hash of a password and ends every session but keep. Without keep, the account was recovered:
// its passkeys go, too, so that nobody else is in who was before. Letters tell of it.
func (s *Store) ChangePassword(ctx context.Context, id account.ID, hash string, keep account.SessionID,
	letters ...account.Letter) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		n, err := affected(tx.ExecContext(ctx, changePassword, id, hash))
		if err := missing(n, err, "change password"); err != nil {
			return err
		}
		if keep == "" {
			if _, err := tx.ExecContext(ctx, deletePasskeys, id); err != nil {
				return fmt.Errorf("delete passkeys: %w", err)
			}
		}
		if err := endSessions(ctx, tx, deleteSessionsBut, id, keep); err != nil {
			return err
		}
		return enqueue(ctx, tx, id, letters...)
	})
}

// Every table that belongs to a learner has its line here; the contract suite finds one that was forgotten.
const (
	deleteAnswers       = `delete from answer where account = $1`
	deleteAttempts      = `delete from attempt where account = $1`
	deleteReads         = `delete from read where account = $1`
	deletePlaces        = `delete from place where account = $1`
	deleteLedger        = `delete from ledger where account = $1`
	deleteCodes         = `delete from code where account = $1`
	deleteBadges        = `delete from badge where account = $1`
	deleteCards         = `delete from card where account = $1`
	deletePasskeys      = `delete from passkey where account = $1`
	deleteForeignBadges = `delete from foreign_badge where account = $1`
	deleteLetters       = `delete from letter where account = $1`
	deleteRoles         = `delete from role where account = $1`
	deleteSubscriptions = `delete from subscription where account = $1`
	deleteHeard         = `delete from announcement_read where account = $1`
	deleteThanks        = `delete from thanks where account = $1`
	deleteFollows       = `delete from follow where account = $1`
	deleteSeen          = `delete from seen where account = $1`
	deleteDecisions     = `delete from decision where account = $1`
	deleteInquiries     = `delete from inquiry where writer = $1`
	deleteSuggestions   = `delete from suggestion where writer = $1`
	deleteAccount       = `delete from account where account = $1`
)

// DeleteAccount erases a learner: every row in every table, and what they wrote in the forum (see erasePosts). Their
// sessions are refused from now on, by an id that names nobody any more. The bits of their badges stay given, and
// revoked where they were. An account that is gone already is no error.
func (s *Store) DeleteAccount(ctx context.Context, id account.ID) error {
	_, err := s.erase(ctx, id, func(ctx context.Context, tx tx) (bool, error) { return true, erasePosts(ctx, tx, id) })
	return err
}

// DeleteAccountKeepingPosts is DeleteAccount, save that what they wrote in the forum stays, without an author.
func (s *Store) DeleteAccountKeepingPosts(ctx context.Context, id account.ID) error {
	_, err := s.erase(ctx, id, func(context.Context, tx) (bool, error) { return true, nil })
	return err
}

// erase takes out every row of a learner, if what is asked first says so. The author of posts that are still there
// becomes nobody with the account: the schema sees to it.
func (s *Store) erase(ctx context.Context, id account.ID, first func(context.Context, tx) (bool, error)) (gone bool, err error) {
	err = s.write(ctx, func(ctx context.Context, tx tx) (err error) {
		if gone, err = first(ctx, tx); err != nil || !gone {
			return err
		}
		if err := endSessions(ctx, tx, deleteSessionsBut, id, ""); err != nil {
			return err
		}
		for _, query := range []string{deleteAnswers, deleteAttempts, deleteReads, deletePlaces, deleteLedger,
			deleteCodes, deleteBadges, deleteCards, deletePasskeys, deleteForeignBadges, deleteLetters,
			deleteRoles, deleteSubscriptions, deleteHeard, deleteThanks, deleteFollows, deleteSeen, deleteNotices,
			deleteDecisions, deleteInquiries, deleteSuggestions, blankReports, blankActionBy, blankActionPerson, deleteAccount} {
			if _, err := tx.ExecContext(ctx, query, id); err != nil {
				return fmt.Errorf("delete account: %w", err)
			}
		}
		return nil
	})
	if err != nil || !gone {
		return false, err
	}
	// The learner is gone either way; what is left in the log of writes is overwritten in time.
	if err := s.scrub(ctx); err != nil {
		s.log.Warn("the log of writes could not be emptied after an account was erased", "error", err)
	}
	return true, nil
}

const countAccounts = `select count(*) from account`

// CountAccounts is how many accounts there are.
func (s *Store) CountAccounts(ctx context.Context) (int, error) {
	var n int
	if err := s.read().QueryRowContext(ctx, countAccounts).Scan(&n); err != nil {
		return 0, asFault(fmt.Errorf("count accounts: %w", err))
	}
	return n, nil
}
