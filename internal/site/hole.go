package site

import "fmt"

// Hole is a place in a page that is filled for one reader, and empty for everybody else.
type Hole int

// The holes, in the names that templates give them.
const (
	Root     Hole = iota // attributes of the root element: reading comfort
	Account              // who is signed in
	Banner               // announcement of the site
	Flash                // what the last action did
	Outline              // marks of progress in the outline
	Next                 // the panel that marks a lesson read
	Forum                // number of topics about a lesson
	Feedback             // a reader's word on a lesson
	holes
)

// HoleNames are the names that a template may use, by Hole.
var HoleNames = [...]string{"root", "account", "banner", "flash", "outline", "next", "forum", "feedback"}

// Holes are the texts of one reader, by Hole: HTML that is safe where the hole stands.
type Holes [holes]string

// holeMark is around the name of a hole in what a template writes. Neither courses nor messages can hold it.
const holeMark = '\x01'

// holeNamed finds a hole by the name in a template.
func holeNamed(name []byte) (Hole, error) {
	for i, n := range HoleNames {
		if n == string(name) {
			return Hole(i), nil
		}
	}
	return 0, fmt.Errorf("unknown hole %q: use one of %q", name, HoleNames)
}
