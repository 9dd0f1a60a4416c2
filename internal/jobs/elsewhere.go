package jobs

import (
	"cmp"
	"context"
	"encoding/json"
	"log/slog"
	"math/rand/v2"
	"slices"
	"time"

	"sentier/internal/elsewhere"
)

// Answers keeps what other machines answered. *store.Store does.
type Answers interface {
	Elsewhere(ctx context.Context) ([]elsewhere.Answer, error)
	KeepElsewhere(ctx context.Context, a elsewhere.Answer) error
	ForgetElsewhere(ctx context.Context, address string) error
}

// Asking asks them. *fetch.Client does, under its rules.
type Asking interface {
	JSON(ctx context.Context, address string) ([]byte, *elsewhere.Failure)
	There(ctx context.Context, address string) *elsewhere.Failure
}

// ElsewhereConfig is what the job needs that asks others.
type ElsewhereConfig struct {
	Kept    Answers
	Client  Asking
	Sisters []string // addresses of sister sites, asked for their catalogue
	Rooms   []string // what to ask whether a room is there
	Log     *slog.Logger
	Now     func() time.Time // nil: time.Now
	Every   time.Duration    // between two looks at who is due; 0: a minute
	Jitter  time.Duration    // longest wait before others are asked; 0: five seconds, negative: none
}

// Elsewhere is the job that asks sister sites for their catalogues, once a day, and rooms whether they are there. What
// somebody answered well stays until they answer well again. What is left of those whom the host names no more goes.
func Elsewhere(c ElsewhereConfig) Job {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	c.Every, c.Jitter = cmp.Or(c.Every, time.Minute), cmp.Or(c.Jitter, 5*time.Second)
	return Job{Name: "elsewhere", Every: c.Every, Run: c.askAll, Due: func(ctx context.Context) (bool, error) {
		due, gone, err := c.due(ctx)
		return len(due)+len(gone) > 0, err
	}}
}

// question is somebody to ask, with what they answered before.
type question struct {
	before elsewhere.Answer
	ask    func(context.Context, string) (string, *elsewhere.Failure)
}

// due are the questions to ask now, and those who are named no more.
func (c ElsewhereConfig) due(ctx context.Context) (due []question, gone []string, err error) {
	all, err := c.Kept.Elsewhere(ctx)
	if err != nil {
		return nil, nil, err
	}
	known := map[string]elsewhere.Answer{}
	for _, a := range all {
		known[a.Address] = a
		if !slices.Contains(c.Sisters, a.Address) && !slices.Contains(c.Rooms, a.Address) {
			gone = append(gone, a.Address)
		}
	}
	now := c.Now()
	for _, address := range c.Sisters {
		a := known[address]
		if a.Address = address; a.CatalogueDue(now) {
			due = append(due, question{a, c.catalogue})
		}
	}
	for _, address := range c.Rooms {
		a := known[address]
		if a.Address = address; a.RoomDue(now) {
			due = append(due, question{a, c.there})
		}
	}
	return due, gone, nil
}

func (c ElsewhereConfig) askAll(ctx context.Context) error {
	if c.Jitter > 0 {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(rand.N(c.Jitter)):
		}
	}
	due, gone, err := c.due(ctx) // under the lease: another node may have asked meanwhile
	if err != nil {
		return err
	}
	for _, address := range gone {
		if err := c.Kept.ForgetElsewhere(ctx, address); err != nil {
			return err
		}
	}
	for _, q := range due {
		body, failed := q.ask(ctx, q.before.Address)
		if ctx.Err() != nil {
			return ctx.Err() // it is we who ended
		}
		if failed != nil {
			c.Log.Info("somebody elsewhere does not answer well", "address", q.before.Address, "cause", failed)
		}
		if err := c.Kept.KeepElsewhere(ctx, q.before.With(c.Now().Truncate(time.Millisecond), body, failed)); err != nil {
			return err
		}
	}
	return nil
}

// catalogue asks a sister site, and gives what can be believed of its answer.
func (c ElsewhereConfig) catalogue(ctx context.Context, site string) (string, *elsewhere.Failure) {
	address, failed := elsewhere.CatalogueAddress(site)
	if failed != nil {
		return "", failed
	}
	data, failed := c.Client.JSON(ctx, address)
	if failed != nil {
		return "", failed
	}
	read, failed := elsewhere.Read(data, site)
	if failed != nil {
		return "", failed
	}
	tidied, err := json.Marshal(read)
	if err != nil {
		return "", &elsewhere.Failure{Trouble: elsewhere.Garbled, Cause: err}
	}
	return string(tidied), nil
}

func (c ElsewhereConfig) there(ctx context.Context, room string) (string, *elsewhere.Failure) {
	return "", c.Client.There(ctx, room)
}
