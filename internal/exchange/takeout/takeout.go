// Package takeout reads the file in which a learner takes what they did from one Sentier site to another:
// "sentier export 1", JSON, which web writes at /LANG/me/data.json. Anything may be sent in its name. Parse bounds and
// reads it; Take holds what it says against the courses of this site and gives what can be kept: lessons read, quizzes
// handed in, badges, all of it marked as brought along. It keeps nothing, asks no network, and believes no points:
// those are earned anew by this site's amounts, and what is answered to a question that is the same here is graded
// anew. web calls it.
package takeout

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"sentier/internal/fault"
	"sentier/internal/progress"
)

// Format is the first member of the file, and what it must be.
const Format = "sentier export 1"

// Bounds of a file: more than any learner has.
const (
	MostBytes    = 4 << 20
	mostReads    = 5000
	mostAttempts = 1000
	mostBadges   = 100
	mostElement  = 256 << 10 // bytes of one read, attempt or badge
)

// File is what is taken over of such a file.
type File struct {
	Site     string // the address that it gives of its site; empty: none
	Name     string // of the learner there
	Reads    []progress.Read
	Attempts []progress.Sitting
	Tokens   []string // of badges, each a compact JWS
	Broken   Broken   // what could not be read
}

// Broken counts what could not be read, or was past the bounds.
type Broken struct{ Reads, Attempts, Badges int }

// Parse reads a file. It fails where the whole is not such a file; what is broken inside is counted.
func Parse(data []byte) (File, error) {
	if len(data) > MostBytes {
		return File{}, fault.New(fault.Invalid, "import.large", nil)
	}
	var whole struct {
		Format   string          `json:"format"`
		Site     string          `json:"site"`
		Name     string          `json:"name"`
		Reads    json.RawMessage `json:"read"`
		Attempts json.RawMessage `json:"attempts"`
		Badges   json.RawMessage `json:"badges"`
		Others   json.RawMessage `json:"badgesOfOthers"` // that this learner had brought to that site
	}
	err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\uFEFF")), &whole)
	switch {
	case err == nil && whole.Format == Format:
	case strings.HasPrefix(whole.Format, "sentier export "):
		return File{}, fault.New(fault.Invalid, "import.newer", errors.New(whole.Format))
	default:
		return File{}, fault.New(fault.Invalid, "import.unreadable", err)
	}
	f := File{Site: line(whole.Site, 200), Name: line(whole.Name, 100)}
	f.Reads, f.Broken.Reads = elements[progress.Read](whole.Reads, mostReads)
	attempts, broken := elements[attempt](whole.Attempts, mostAttempts)
	f.Broken.Attempts = broken
	for _, a := range attempts {
		f.Attempts = append(f.Attempts, progress.Sitting{Attempt: a.Attempt, Answers: a.Answers})
	}
	for _, list := range []json.RawMessage{whole.Badges, whole.Others} {
		badges, broken := elements[struct {
			Token   string
			Revoked *time.Time // it counts no more, as the file itself says
		}](list, mostBadges)
		f.Broken.Badges += broken
		for _, b := range badges {
			if b.Revoked != nil {
				f.Broken.Badges++
				continue
			}
			f.Tokens = append(f.Tokens, b.Token)
		}
	}
	return f, nil
}

// attempt is one with all that was answered.
type attempt struct {
	progress.Attempt
	Answers []progress.Answer `json:"answers"`
}

// elements reads a list one element at a time, so that no small file becomes a large one in memory. What is past the
// bound counts as one that is broken.
func elements[T any](list json.RawMessage, most int) (all []T, broken int) {
	if len(list) == 0 || bytes.Equal(list, []byte("null")) {
		return nil, 0
	}
	d := json.NewDecoder(bytes.NewReader(list))
	if start, err := d.Token(); err != nil || start != json.Delim('[') {
		return nil, 1
	}
	var raw json.RawMessage
	for d.More() {
		if len(all)+broken == most || d.Decode(&raw) != nil {
			return all, broken + 1
		}
		var one T
		if len(raw) > mostElement || json.Unmarshal(raw, &one) != nil {
			broken++
			continue
		}
		all = append(all, one)
	}
	return all, broken
}

// line is a text that can be shown in one line, or nothing.
func line(s string, most int) string {
	if !short(s, most) || strings.ContainsAny(s, "\n") {
		return ""
	}
	return s
}

// earliest is before anything that such a file can tell of.
var earliest = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
