package web

import (
	"context"
	"slices"
	"strings"
	"time"

	"sentier/internal/account"
	"sentier/internal/theme"
)

// letter writes a letter about an account, in its language, with a link to a path of the site.
func (r request) letter(kind account.LetterKind, a account.Account, life time.Duration, path string) (account.Letter, error) {
	id, err := newID()
	if err != nil {
		return account.Letter{}, err
	}
	lang := r.letterLang(a)
	letter := r.snapshot.Theme().Letter(theme.LetterView{
		Kind: kind, Lang: lang, Name: a.Name, Link: r.settings.BaseURL + "/" + lang + path,
	})
	letter.ID, letter.Account, letter.To = account.LetterID(id), a.ID, a.Email
	letter.Created, letter.Ends = r.now(), r.now().Add(life)
	return letter, nil
}

// letterLang is the language of an account, or what stands in for one that the site has no more.
func (s *Server) letterLang(a account.Account) string {
	if slices.Contains(s.settings.Languages, a.Lang) {
		return a.Lang
	}
	return s.settings.Languages[0]
}

// linked is a letter whose link is signed: it opens as long as the account has what it is bound to.
func (r request) linked(kind account.LetterKind, a account.Account, life time.Duration, path string) (account.Letter, error) {
	link := account.Link{Use: kind, Account: a.ID, Ends: r.now().Add(life)}
	key, err := link.Sign(r.secret("letters"), bound(kind, a)...)
	if err != nil {
		return account.Letter{}, err
	}
	return r.letter(kind, a, life, path+"?link="+key)
}

// bound is what a link opens for: the address that it confirms, or the password that was lost, too.
func bound(kind account.LetterKind, a account.Account) []string {
	switch kind {
	case account.RecoverLetter:
		return []string{a.Email, a.Password}
	case account.ResetLetter:
		return []string{a.Password}
	}
	return []string{a.Email, a.Confirmed.UTC().Format(time.RFC3339)}
}

// opened gives the account that a link of a letter opens; false: it opens none any more.
func (r request) opened(ctx context.Context, kind account.LetterKind, text string) (account.Account, bool, error) {
	link, ok := account.ReadLink(kind, text)
	if !ok {
		return account.Account{}, false, nil
	}
	a, err := r.members.Learners.Account(ctx, link.Account)
	if err != nil {
		return account.Account{}, false, absent(err)
	}
	if a.Email == "" && kind != account.ResetLetter || !link.Holds(r.secret("letters"), text, r.now(), bound(kind, a)...) {
		return account.Account{}, false, nil
	}
	return a, true, nil
}

func (r request) confirmLetter(a account.Account) (account.Letter, error) {
	return r.linked(account.ConfirmLetter, a, account.ConfirmLife, "/me/confirm")
}

// news tell somebody that their account was changed, where we have an address that is known to be theirs.
func (r request) news(kind account.LetterKind, a account.Account) ([]account.Letter, error) {
	if !r.settings.Mail.On() || a.Confirmed.IsZero() {
		return nil, nil
	}
	path := "/me/account"
	switch kind {
	case account.ChangedLetter:
		path = "/recover"
	case account.DecidedLetter:
		path = "/me/decisions"
	}
	letter, err := r.letter(kind, a, account.NewsLife, path)
	return []account.Letter{letter}, err
}

// mayWrite tells how long a letter that somebody asks for has to wait; none: count notes it, in every bucket.
func (r request) mayWrite(ctx context.Context, buckets ...[]byte) (wait time.Duration, count func() error, err error) {
	counts := make([]int, len(buckets))
	for i, bucket := range buckets {
		n, until, err := r.members.Learners.Failures(ctx, bucket)
		if err != nil {
			return 0, nil, err
		}
		counts[i], wait = n, max(wait, until.Sub(r.now()))
	}
	return wait, func() error {
		for i, bucket := range buckets {
			if err := r.members.Learners.Fail(ctx, bucket, r.now().Add(account.LetterDelay(counts[i]+1))); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

// mayConfirm is mayWrite for letters to an address that is not known to be anybody's: counted by account, and by
// address, so that no mailbox is filled by who makes many accounts.
func (r request) mayConfirm(ctx context.Context, a account.Account) (time.Duration, func() error, error) {
	return r.mayWrite(ctx, r.confirmBucket(a), account.LetterBucket(r.secret("letters"), "to "+strings.ToLower(a.Email)))
}

// confirmBucket is where the letters that an account asked for are counted.
func (r request) confirmBucket(a account.Account) []byte {
	return account.LetterBucket(r.secret("letters"), "of "+string(a.ID))
}
