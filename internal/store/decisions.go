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
	insertDecision = `
insert into decision (account, decision, module, post, act, sanction, ends, ground, reason, reported, by, at, seen, lifted, answer, answered, reply, replied)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, nullif($11, ''), $12, 0, 0, '', 0, '', 0)`
	closeReports = `
update report
set closed = $2, outcome = $3
where post = $1 and closed = 0`
	restoreReports = `update report set outcome = 'restored' where post = $1 and outcome = 'hidden'`
	liftBefore     = `
update decision
set lifted = $2
where account = $1 and sanction in ('suspend', 'ban') and lifted = 0`
	liftHiding = `
update decision
set lifted = $3
where account = $1 and post = $2 and act = 'hide' and lifted = 0 and sanction not in ('suspend', 'ban')`
)

// Decide does what was decided of a post, of its author or of both: the post is shown or hidden, what was said of it is
// closed, whatever takes something from the person is stated to them, letters wait, and the log has its lines, of which
// the first is the decision's. The same decision sent again does nothing. A sanction takes the place of the one before.
func (s *Store) Decide(ctx context.Context, d moderation.Decision, log []account.Action, letters ...account.Letter) error {
	if len(log) == 0 || log[0].ID != d.ID {
		return errors.New("decide: the first line of the log is not the decision's")
	}
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		n, err := affected(tx.ExecContext(ctx, insertAction, actionValues(log[0])...))
		if err != nil || n == 0 {
			return err
		}
		for _, a := range log[1:] {
			if err := logAction(ctx, tx, a); err != nil {
				return err
			}
		}
		if d.Post != "" {
			if err := s.act(ctx, tx, d); err != nil {
				return err
			}
		}
		if d.Person == "" || !d.Restricts() {
			return nil
		}
		if d.Sanction == moderation.Suspend || d.Sanction == moderation.Ban {
			if _, err := tx.ExecContext(ctx, liftBefore, d.Person, millis(d.At)); err != nil {
				return fmt.Errorf("lift what held before: %w", err)
			}
		}
		if _, err := tx.ExecContext(ctx, insertDecision, d.Person, d.ID, storable(d.Module), storable(d.Post), d.Act, d.Sanction,
			millis(d.Ends), d.Ground, storable(d.Reason), flag(d.Reported), d.By, millis(d.At)); err != nil {
			return fmt.Errorf("insert decision: %w", err)
		}
		return enqueue(ctx, tx, d.Person, letters...)
	})
}

// act does to a post what was decided.
func (s *Store) act(ctx context.Context, tx tx, d moderation.Decision) error {
	state, why := forum.State(""), ""
	switch d.Act {
	case moderation.Show:
		state = forum.Shown
	case moderation.Hide:
		state, why = forum.Hidden, d.Reason
	}
	if state != "" {
		if err := s.setState(ctx, tx, d.Module, forum.TopicID(d.Topic), forum.PostID(d.Post), state, why, d.At); err != nil {
			return err
		}
	}
	if state == forum.Shown && d.Person != "" {
		if _, err := tx.ExecContext(ctx, liftHiding, d.Person, storable(d.Post), millis(d.At)); err != nil {
			return fmt.Errorf("lift what hid a post: %w", err)
		}
		if _, err := tx.ExecContext(ctx, restoreReports, storable(d.Post)); err != nil {
			return fmt.Errorf("tell that a post is shown again: %w", err)
		}
	}
	if _, err := tx.ExecContext(ctx, closeReports, storable(d.Post), millis(d.At), d.Outcome()); err != nil {
		return fmt.Errorf("close reports: %w", err)
	}
	return nil
}

const (
	decisionColumns = `
select d.account, coalesce(nullif(person.display, ''), person.name), d.decision, coalesce(t.module, d.module), d.post, coalesce(t.topic, ''), coalesce(t.title, ''),
    d.act, d.sanction, d.ends, d.ground, d.reason, d.reported, coalesce(d.by, ''), coalesce(nullif(decider.display, ''), decider.name, ''),
    d.at, d.seen, d.lifted, d.answer, d.answered, d.reply, d.replied
from decision d
join account person on person.account = d.account
left join account decider on decider.account = d.by
left join post p on p.post = d.post
left join topic t on t.module = p.module and t.topic = p.topic`
	decisionsOf = decisionColumns + `
where d.account = $1
order by d.at desc, d.decision desc`
	decisionByID = decisionColumns + `
where d.account = $1 and d.decision = $2`
	answersOpen = decisionColumns + `
where d.answered <> 0 and d.replied = 0
    and exists (select 1 from role where role.account = $1 and (role.role = 'administrator' and role.module = ''
        or role.role = 'moderator' and role.module in ('', coalesce(t.module, d.module))))
order by d.answered, d.decision
limit 100`
	silencedNow = `
select count(*)
from decision
where account = $1 and lifted = 0 and (sanction = 'ban' or sanction = 'suspend' and ends > $2)`
	unseenDecisions = `select count(*) from decision where account = $1 and (seen = 0 or replied > seen)`
)

func scanDecision(row scanner) (moderation.Decision, error) {
	var d moderation.Decision
	var ends, reported, at, seen, lifted, answered, replied int64
	err := row.Scan(&d.Person, &d.Name, &d.ID, &d.Module, &d.Post, &d.Topic, &d.Title, &d.Act, &d.Sanction, &ends, &d.Ground, &d.Reason,
		&reported, &d.By, &d.ByName, &at, &seen, &lifted, &d.Answer, &answered, &d.Reply, &replied)
	d.Ends, d.Reported, d.At, d.Seen, d.Lifted = moment(ends), reported != 0, moment(at), moment(seen), moment(lifted)
	d.Answered, d.Replied = moment(answered), moment(replied)
	return d, err
}

// Decisions are those about somebody, the last first.
func (s *Store) Decisions(ctx context.Context, id account.ID) ([]moderation.Decision, error) {
	return s.decisions(ctx, decisionsOf, id)
}

// Answers are the decisions that wait for somebody who moderates there to look into what was answered, the one that was
// answered first before the rest.
func (s *Store) Answers(ctx context.Context, moderator account.ID) ([]moderation.Decision, error) {
	return s.decisions(ctx, answersOpen, moderator)
}

func (s *Store) decisions(ctx context.Context, query string, id account.ID) ([]moderation.Decision, error) {
	rows, err := s.read().QueryContext(ctx, query, id)
	if err != nil {
		return nil, asFault(fmt.Errorf("read decisions: %w", err))
	}
	all, err := collect(rows, "read decisions", scanDecision)
	return all, asFault(err)
}

// Decision is one about somebody, or a fault.NotFound.
func (s *Store) Decision(ctx context.Context, id account.ID, decision string) (moderation.Decision, error) {
	d, err := scanDecision(s.read().QueryRowContext(ctx, decisionByID, id, storable(decision)))
	if err != nil {
		return d, asFault(fmt.Errorf("read decision: %w", err))
	}
	return d, nil
}

// Silenced tells whether somebody may not write where others read.
func (s *Store) Silenced(ctx context.Context, id account.ID, at time.Time) (bool, error) {
	silenced, err := silenced(ctx, s.read(), id, at)
	return silenced, asFault(err)
}

func silenced(ctx context.Context, q querier, id account.ID, at time.Time) (bool, error) {
	var n int
	if err := q.QueryRowContext(ctx, silencedNow, id, millis(at)).Scan(&n); err != nil {
		return false, fmt.Errorf("read whether somebody may write: %w", err)
	}
	return n > 0, nil
}

// speaks is a fault.Conflict (moderation.IsSilenced) where somebody may not write where others read.
func speaks(ctx context.Context, tx tx, id account.ID, at time.Time) error {
	quiet, err := silenced(ctx, tx, id, at)
	if err == nil && quiet {
		err = fault.New(fault.Conflict, moderation.IsSilenced, errors.New("write: this person may not"))
	}
	return err
}

// Unseen is how many decisions about somebody they have not seen, or whose answer they have not.
func (s *Store) Unseen(ctx context.Context, id account.ID) (int, error) {
	var n int
	if err := s.read().QueryRowContext(ctx, unseenDecisions, id).Scan(&n); err != nil {
		return 0, asFault(fmt.Errorf("count decisions: %w", err))
	}
	return n, nil
}
