package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync/atomic"
)

const (
	maxBatch    = 256  // writes that are committed together
	maxQueue    = 4096 // writes that may wait; whoever comes after waits for a place
	maxPrepared = 256  // statements that are kept; there are fewer, save for lists of placeholders
)

var (
	errBroken = errors.New("the disk failed to keep what it was given: check it, then restart")
	errCutOff = errors.New("the transaction was cut off by another one's failure")
	errFailed = errors.New("a write of the batch failed")
)

// writer is the one connection that writes to an SQLite file. What waits when it comes round is committed together:
// making a commit durable costs the same for one write and for two hundred. One that fails takes nothing with it: the
// batch is begun again, each write in a savepoint of its own. Nearly all go well, and a savepoint for each from the
// start would be a third of all statements.
type writer struct {
	statements *statements
	most       int // writes that are committed together
	queue      chan *operation
	quit       chan struct{} // closed by stop
	ended      chan struct{} // closed when the last batch has been answered
	broken     error         // why nothing is written any more
}

// operation is a write that waits for its turn.
type operation struct {
	ctx   context.Context
	do    func(context.Context, tx) error
	taken atomic.Bool // by the writer, which will answer, or by its caller, who has left
	done  chan outcome
	outcome
}

type outcome struct {
	err   error
	panic *panicked
}

// panicked is a panic that goes on in the goroutine that it belongs to.
type panicked struct {
	value any
	stack []byte
}

func (p *panicked) String() string { return fmt.Sprintf("%v\n\nin a write:\n%s", p.value, p.stack) }

func startWriter(conn *sql.Conn) *writer {
	w := &writer{
		statements: &statements{conn: conn, prepared: map[string]*sql.Stmt{}},
		most:       maxBatch,
		queue:      make(chan *operation, maxQueue),
		quit:       make(chan struct{}),
		ended:      make(chan struct{}),
	}
	go w.run()
	return w
}

// write waits for its turn and for the commit. A caller whose context ends before its turn leaves without a trace;
// after that there is no leaving, as nobody could say what became of the write.
func (w *writer) write(ctx context.Context, do func(context.Context, tx) error) error {
	op := &operation{ctx: ctx, do: do, done: make(chan outcome, 1)}
	select {
	case <-w.quit:
		return errClosed
	default:
	}
	select {
	case w.queue <- op:
	case <-ctx.Done():
		return ctx.Err()
	case <-w.quit:
		return errClosed
	}
	select {
	case result := <-op.done:
		return result.hand()
	case <-ctx.Done():
		if op.take() {
			return ctx.Err()
		}
	case <-w.ended:
		// It came in while the writer was leaving.
		if op.take() {
			return errClosed
		}
	}
	result := <-op.done
	return result.hand()
}

// take tells whether it was still free.
func (op *operation) take() bool { return op.taken.CompareAndSwap(false, true) }

func (o outcome) hand() error {
	if o.panic != nil {
		panic(o.panic)
	}
	return o.err
}

// stop lets the writer finish what waits, and waits for it.
func (w *writer) stop() error {
	close(w.quit)
	<-w.ended
	return w.statements.close()
}

func (w *writer) run() {
	defer close(w.ended)
	batch := make([]*operation, 0, maxBatch)
	for {
		batch = w.next(batch[:0])
		if len(batch) == 0 {
			return
		}
		w.commit(batch)
		clear(batch)
	}
}

// next waits for an operation, and takes those that wait behind it. When none does, it lets others run once: those who were
// just answered come back with their next write, and would be half of the batch too late. It gives none once the writer is to
// stop and nothing waits any more.
func (w *writer) next(batch []*operation) []*operation {
	select {
	case op := <-w.queue:
		batch = append(batch, op)
	case <-w.quit:
	}
	for waited := false; len(batch) < w.most; {
		select {
		case op := <-w.queue:
			batch, waited = append(batch, op), false
		default:
			if waited {
				return batch
			}
			runtime.Gosched()
			waited = true
		}
	}
	return batch
}

// commit runs a batch in one transaction, then answers everyone in it.
func (w *writer) commit(batch []*operation) {
	begun := batch[:0]
	for _, op := range batch {
		if op.take() {
			begun = append(begun, op)
		}
	}
	if len(begun) == 0 {
		return
	}
	if err := w.transact(begun); err != nil {
		if w.broken == nil && lostSync(err) {
			w.broken = fmt.Errorf("%w: %w", errBroken, err)
			err = w.broken
		}
		for _, op := range begun {
			if op.err == nil && op.panic == nil {
				op.err = err
			}
		}
	}
	for _, op := range begun {
		op.done <- op.outcome
	}
}

// transact gives the error for which nothing of the batch was kept.
func (w *writer) transact(batch []*operation) error {
	if w.broken != nil {
		return w.broken
	}
	err := w.together(batch, w.attempt)
	if errors.Is(err, errFailed) && len(batch) > 1 {
		return w.together(batch, w.attemptAlone)
	}
	if errors.Is(err, errFailed) { // it was alone: its own error says what there is to say
		return nil
	}
	return err
}

// together runs a batch in one transaction.
func (w *writer) together(batch []*operation, attempt func(*operation) error) (err error) {
	if err := w.statements.run("begin immediate"); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	for _, op := range batch {
		if err = attempt(op); err != nil {
			break
		}
	}
	if err == nil {
		if err = w.statements.run("commit"); err == nil {
			return nil
		}
		err = fmt.Errorf("commit: %w", err)
	}
	// Where SQLite has rolled back by itself, this says that there is nothing to roll back.
	_ = w.statements.run("rollback")
	return err
}

// attempt runs one operation. It gives an error when the whole transaction is lost: errFailed where the operation
// itself failed, and the others with it.
func (w *writer) attempt(op *operation) error {
	s := w.statements
	s.lost = nil
	op.outcome = perform(op, s)
	if s.lost != nil {
		return fmt.Errorf("%w: %w", errCutOff, s.lost)
	}
	if op.err != nil || op.panic != nil {
		return errFailed
	}
	return nil
}

// attemptAlone runs one operation in a savepoint. It gives an error when the whole transaction is lost.
func (w *writer) attemptAlone(op *operation) error {
	s := w.statements
	if err := s.run("savepoint operation"); err != nil {
		return fmt.Errorf("%w: %w", errCutOff, err)
	}
	s.lost = nil
	op.outcome = perform(op, s)
	if s.lost != nil {
		return fmt.Errorf("%w: %w", errCutOff, s.lost)
	}
	if op.err != nil || op.panic != nil {
		if err := s.run("rollback to operation"); err != nil {
			return fmt.Errorf("%w: %w", errCutOff, err)
		}
	}
	if err := s.run("release operation"); err != nil {
		return fmt.Errorf("%w: %w", errCutOff, err)
	}
	return nil
}

// perform holds a panic back from the writer. The context keeps its values but does not end: a statement that is
// interrupted would take the whole batch with it.
func perform(op *operation, s *statements) (o outcome) {
	defer func() {
		if value := recover(); value != nil {
			o = outcome{panic: &panicked{value, debug.Stack()}}
		}
	}()
	return outcome{err: op.do(context.WithoutCancel(op.ctx), s)}
}
