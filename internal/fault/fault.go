// Package fault says what kind of failure an error is, so that one place (the error handler of web, the exit
// status of cli) can decide what people see. Domain code returns a fault; it never writes a status or a page.
//
// A fault carries a message key, never a sentence: the reader's language is known only where it is shown. The
// wrapped cause is for the log and never reaches a reader.
package fault

import (
	"errors"
	"fmt"
)

// Kind is what went wrong, in the words that decide a status.
type Kind int

// The kinds, with the HTTP status that web gives each.
const (
	Internal         Kind = iota // 500: ours, logged with its cause
	Invalid                      // 400: what was sent cannot be read
	NotFound                     // 404
	MethodNotAllowed             // 405
	Forbidden                    // 403
	Conflict                     // 409: what was sent no longer fits what is there
	TooLarge                     // 413
	Unavailable                  // 503: try again later
)

// Error is a failure with its kind, a message key for people and its cause for the log.
type Error struct {
	Kind    Kind
	Message string // key of an interface message; empty: the kind's own
	Err     error  // cause; may be nil
}

func (e *Error) Error() string {
	switch {
	case e.Err == nil:
		return e.Message
	case e.Message == "":
		return e.Err.Error()
	}
	return fmt.Sprintf("%s: %v", e.Message, e.Err)
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// New makes a fault of a kind with a message key and, where there is one, its cause.
func New(kind Kind, message string, cause error) error {
	return &Error{Kind: kind, Message: message, Err: cause}
}

// KindOf is the kind of the first fault in the chain of err; any other error is Internal.
func KindOf(err error) Kind {
	var f *Error
	if errors.As(err, &f) {
		return f.Kind
	}
	return Internal
}

// Message is the key of the first fault in the chain of err, or "".
func Message(err error) string {
	var f *Error
	if errors.As(err, &f) {
		return f.Message
	}
	return ""
}
