package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/forum"
	"sentier/internal/moderation"
)

const (
	seeDecisions = `
update decision
set seen = $2
where account = $1 and (seen = 0 or replied > seen)`
	answerDecision = `
update decision
set answer = $3, answered = $4
where account = $1 and decision = $2 and answered = 0 and lifted = 0`
	replyDecision = `
update decision
set reply = $3, replied = $4, lifted = $5
where account = $1 and decision = $2 and answered <> 0 and replied = 0`
	liftDecision = `
update decision
set lifted = $3
where account = $1 and decision = $2 and lifted = 0`
	stillHides = `
select count(*)
from decision
where account = $1 and post = $2 and act = 'hide' and lifted = 0`
)

// SeeDecisions notes that somebody has seen what was decided about them.
func (s *Store) SeeDecisions(ctx context.Context, id account.ID, at time.Time) error {
	return s.exec(ctx, "note that decisions are seen", seeDecisions, id, millis(at))
}

// AnswerDecision keeps what somebody answers to a decision about them, once: another answer, or one to what does not
// hold any more, is a fault.Conflict (moderation.IsAnswered); the same again is no error.
func (s *Store) AnswerDecision(ctx context.Context, id account.ID, decision, text string, at time.Time) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		n, err := affected(tx.ExecContext(ctx, answerDecision, id, storable(decision), storable(text), millis(at)))
		if err != nil {
			return fmt.Errorf("answer decision: %w", err)
		}
		if n > 0 {
			return nil
		}
		d, err := scanDecision(tx.QueryRowContext(ctx, decisionByID, id, storable(decision)))
		if err == nil && d.Answer != storable(text) {
			err = fault.New(fault.Conflict, moderation.IsAnswered, errors.New("answer decision: it was answered, or does not hold any more"))
		}
		return asFault(err)
	})
}

// Review keeps what was replied to an answer, and takes the decision back where it was right (lift): a post that it hid
// is shown again, as those read who had reported it. The log has its line, letters wait. A second reply is a fault.Conflict; the same line of the log again
// is none.
func (s *Store) Review(ctx context.Context, d moderation.Decision, lift bool, log account.Action, letters ...account.Letter) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		n, err := affected(tx.ExecContext(ctx, insertAction, actionValues(log)...))
		if err != nil || n == 0 {
			return err
		}
		lifted := millis(d.Lifted)
		if lift && lifted == 0 {
			lifted = millis(d.Replied)
		}
		n, err = affected(tx.ExecContext(ctx, replyDecision, d.Person, storable(d.ID), storable(d.Reply), millis(d.Replied), lifted))
		if err == nil && n == 0 {
			err = fault.New(fault.Conflict, moderation.IsAnswered, errors.New("review decision: somebody has looked into it"))
		}
		if err != nil {
			return err
		}
		if lift {
			if err := s.unhide(ctx, tx, d, d.Replied); err != nil {
				return err
			}
		}
		return enqueue(ctx, tx, d.Person, letters...)
	})
}

// Lift takes a decision back. The log has its line, letters wait. One that does not hold any more is no error.
func (s *Store) Lift(ctx context.Context, d moderation.Decision, at time.Time, log account.Action, letters ...account.Letter) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		n, err := affected(tx.ExecContext(ctx, liftDecision, d.Person, storable(d.ID), millis(at)))
		if err != nil || n == 0 {
			return err
		}
		if err := s.unhide(ctx, tx, d, at); err != nil {
			return err
		}
		if err := logAction(ctx, tx, log); err != nil {
			return err
		}
		return enqueue(ctx, tx, d.Person, letters...)
	})
}

// unhide shows what a decision hid that does not hold any more, unless another one hides it, too.
func (s *Store) unhide(ctx context.Context, tx tx, d moderation.Decision, at time.Time) error {
	if d.Act != moderation.Hide || d.Topic == "" {
		return nil
	}
	var others int
	if err := tx.QueryRowContext(ctx, stillHides, d.Person, storable(d.Post)).Scan(&others); err != nil || others > 0 {
		return err
	}
	k, err := readKept(ctx, tx, d.Module, forum.TopicID(d.Topic), forum.PostID(d.Post))
	if err != nil || k.State != forum.Hidden {
		return absentPost(err)
	}
	if _, err := tx.ExecContext(ctx, restoreReports, storable(d.Post)); err != nil {
		return fmt.Errorf("tell that a post is shown again: %w", err)
	}
	return s.setState(ctx, tx, d.Module, forum.TopicID(d.Topic), forum.PostID(d.Post), forum.Shown, "", at)
}

// absentPost takes a post that is gone for nothing to do.
func absentPost(err error) error {
	if err != nil && fault.KindOf(err) == fault.NotFound {
		return nil
	}
	return err
}

const (
	purgeActions   = `delete from action where at < $1`
	purgeReports   = `delete from report where closed <> 0 and closed < $1`
	purgeDecisions = `
delete from decision
where at < $1 and (lifted <> 0 or sanction <> 'ban' and ends < $1) and (answered = 0 or replied <> 0)
    and not exists (select 1 from post where post.post = decision.post and post.state = 'hidden')`
)

// PurgeModeration takes out of the log what was done before a moment, with the reports that were closed and the
// decisions that were taken and do not hold since before then.
func (s *Store) PurgeModeration(ctx context.Context, before time.Time) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		for _, query := range []string{purgeActions, purgeReports, purgeDecisions} {
			if _, err := tx.ExecContext(ctx, query, millis(before)); err != nil {
				return fmt.Errorf("purge the log of moderation: %w", err)
			}
		}
		return nil
	})
}

// blankReports takes out of reports who sent them, and what they wrote.
const blankReports = `update report set reporter = null, text = '', contact = '' where reporter = $1`
