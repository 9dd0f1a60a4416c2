package jobs_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"sentier/internal/account"
	"sentier/internal/jobs"
	"sentier/internal/mail"
	"sentier/internal/store"
)

var noon = time.Date(2130, 5, 4, 12, 0, 0, 0, time.UTC)

// post is a mail server that fails as it is told, and notes what it was given.
type post struct {
	mu    sync.Mutex
	class mail.Class // empty: it takes letters
	sent  []account.LetterID
	tries int
}

func (p *post) Send(_ context.Context, letter account.Letter) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tries++
	if p.class != "" {
		return "", &mail.Trouble{Class: p.class, Err: errors.New("550 no mailbox of " + letter.To)}
	}
	p.sent = append(p.sent, letter.ID)
	return "250 thanks", nil
}

// office is a store with letters, and the job that sends them.
type office struct {
	*store.Store
	post *post
	now  time.Time
	log  bytes.Buffer
	job  jobs.Job
}

func newOffice(t *testing.T, letters int) *office {
	t.Helper()
	s, err := store.Open(t.Context(), store.Config{Database: filepath.Join(t.TempDir(), "letters.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	o := &office{Store: s, post: &post{}, now: noon}
	a := account.Account{ID: account.ID(id()), Name: "Ana", Key: "ana", Lang: "fr", Password: "hash", Created: noon, Seen: noon}
	session := account.Session{ID: account.SessionID(id()), Account: a.ID, Created: noon, Seen: noon, Ends: noon.Add(time.Hour)}
	if err := s.CreateAccount(t.Context(), a, nil, session, nil, nil, account.Admission{}); err != nil {
		t.Fatal(err)
	}
	for range letters {
		err := s.Enqueue(t.Context(), account.Letter{ID: account.LetterID(id()), Account: a.ID, Kind: account.ChangedLetter,
			To: "ana@example.org", Lang: "fr", Subject: "x", Paragraphs: []string{"x"}, Created: noon, Ends: noon.Add(account.NewsLife)})
		if err != nil {
			t.Fatal(err)
		}
	}
	o.job = jobs.Mail(jobs.MailConfig{Letters: s, Sender: o.post, Log: slog.New(slog.NewTextHandler(&o.log, nil)),
		Now: func() time.Time { return o.now }})
	return o
}

func id() string { return uuid.Must(uuid.NewV7()).String() }

// run is a run of the job, at a time after noon.
func (o *office) run(t *testing.T, after time.Duration) {
	t.Helper()
	o.now = noon.Add(after)
	due, err := o.job.Due(t.Context())
	if err == nil && due {
		err = o.job.Run(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
}

func (o *office) waiting(t *testing.T) []account.Queued {
	t.Helper()
	all, err := o.Letters(t.Context(), 100)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestSendWhatIsDue(t *testing.T) {
	o := newOffice(t, 3)
	o.run(t, 0)
	if len(o.post.sent) != 3 || len(o.waiting(t)) != 0 {
		t.Errorf("%d sent, %d wait", len(o.post.sent), len(o.waiting(t)))
	}
}

// A server that is down is asked once a run; letters go when it is back.
func TestServerIsDown(t *testing.T) {
	o := newOffice(t, 2)
	o.post.class = mail.Unreachable
	o.run(t, 0)
	o.run(t, time.Second)
	if o.post.tries != 2 {
		t.Errorf("%d tries, want one of each letter", o.post.tries)
	}
	o.run(t, 30*time.Second)
	if o.post.tries != 2 {
		t.Error("it is tried again before a minute is over")
	}
	o.post.class = ""
	o.run(t, 61*time.Second)
	if len(o.post.sent) != 2 || len(o.waiting(t)) != 0 {
		t.Errorf("%d sent, %d wait", len(o.post.sent), len(o.waiting(t)))
	}
}

func TestGivenUp(t *testing.T) {
	o := newOffice(t, 1)
	o.post.class = mail.Later
	for minute := range 4 * 24 * 60 {
		o.now = noon.Add(time.Duration(minute) * time.Minute)
		if all := o.waiting(t); !all[0].Dead.IsZero() {
			break
		} else if o.now.Before(all[0].Due) {
			continue
		}
		o.run(t, time.Duration(minute)*time.Minute)
	}
	if dead := o.waiting(t)[0]; o.post.tries != 13 || dead.Dead.Before(noon.Add(60*time.Hour)) || dead.Dead.After(noon.Add(72*time.Hour)) {
		t.Errorf("%d tries, given up at %v", o.post.tries, dead.Dead)
	}

	refused := newOffice(t, 2)
	refused.post.class = mail.Refused
	refused.run(t, 0)
	for _, letter := range refused.waiting(t) {
		if letter.Dead.IsZero() || letter.Trouble != "refused" || letter.Tries != 1 {
			t.Errorf("refused: %+v", letter)
		}
	}
	if said := refused.log.String(); !strings.Contains(said, "trouble=refused") || strings.Contains(said, "ana@") {
		t.Errorf("the log says %s", said)
	}
}

// The end of the program does not come between sending and noting.
func TestEndWhileSending(t *testing.T) {
	o := newOffice(t, 5)
	ctx, end := context.WithCancel(t.Context())
	o.job = jobs.Mail(jobs.MailConfig{Letters: o.Store, Sender: ender{o.post, end}, Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return noon }})
	if err := o.job.Run(ctx); err != nil {
		t.Fatal(err)
	}
	if len(o.post.sent) != 1 || len(o.waiting(t)) != 4 {
		t.Errorf("%d sent, %d wait", len(o.post.sent), len(o.waiting(t)))
	}
}

type ender struct {
	*post
	end func()
}

func (e ender) Send(ctx context.Context, letter account.Letter) (string, error) {
	e.end()
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	return e.post.Send(ctx, letter)
}
