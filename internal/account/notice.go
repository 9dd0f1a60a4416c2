package account

import "time"

// Notice is what somebody is told at their next visit, and until they say that they have read it: that one of the
// team did something to their account, and why.
type Notice struct {
	ID     string    `json:"id"`   // a UUIDv7: that of the line in the log
	Kind   string    `json:"kind"` // message "told." + Kind says it
	Reason string    `json:"reason"`
	At     time.Time `json:"at"`
}

// The kinds.
const (
	ResetNotice  = "reset"  // a link for a new password was made
	ExportNotice = "export" // somebody was given a copy of what is kept
)

// ResetLife is how long a link is good that one of the team hands to somebody who lost their password.
const ResetLife = 24 * time.Hour

// MostReason is how many characters a reason may have.
const MostReason = 500
