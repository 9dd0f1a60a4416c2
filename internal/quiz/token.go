package quiz

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"strconv"
	"strings"
)

// tokenLength is in characters of five bits: 60 bits, so that two of a question are never the same and none can
// be guessed.
const tokenLength = 12

// Tokens are the names that options, items and choices bear in the forms of one attempt, in the place of their
// numbers. They look drawn by lot: nothing of the rank in the source can be read off them, and those of one
// attempt say nothing in another. They are the same each time that the question is shown in the attempt, in any
// language, so that what a browser kept of a form still fits.
type Tokens struct {
	Key     []byte // a secret of the site: the one in force when the attempt began, for as long as that lasts
	Attempt string // its id
}

// Token stands for what has this Labelled.Rank in the Prompt of a question: twelve lower-case letters and digits.
func (t Tokens) Token(id QuestionID, rank int) string {
	mac := hmac.New(sha256.New, t.Key)
	// No id holds a NUL.
	mac.Write([]byte("sentier quiz token 1\x00" + t.Attempt + "\x00" + string(id) + "\x00" + strconv.Itoa(rank)))
	return strings.ToLower(base32.StdEncoding.EncodeToString(mac.Sum(nil)))[:tokenLength]
}

// ParseAnswer reads an answer as the function of that name does, from a form that has shown tokens:
//
//	single, multiple, truefalse   a = T            one for each option ticked
//	order                         aT = 1…n         the place given to the item; empty: none
//	match                         aR = T           the row's field (R is its Rank) holds the choice; empty: none
//
// The other kinds have none. What is no token of this question in this attempt is no answer.
func (t Tokens) ParseAnswer(q *Question, lang, seed string, values func(name string) []string) Answer {
	p := q.Prompt(lang, seed)
	ranks := map[string]string{} // by token
	for _, labelled := range [][]Labelled{p.Options, p.Choices} {
		for _, l := range labelled {
			ranks[t.Token(q.ID, l.Rank)] = strconv.Itoa(l.Rank)
		}
	}
	switch {
	case q.Kind.Choice() || q.Kind == Match:
		return ParseAnswer(q, lang, seed, func(name string) []string {
			tokens := values(name)
			var known []string
			for _, token := range tokens[:min(len(tokens), maxTicks)] {
				if rank, ok := ranks[token]; ok {
					known = append(known, rank)
				}
			}
			return known
		})
	case q.Kind == Order:
		tokens := map[string]string{} // by the name that ParseAnswer asks for
		for token, rank := range ranks {
			tokens["a"+rank] = "a" + token
		}
		return ParseAnswer(q, lang, seed, func(name string) []string { return values(tokens[name]) })
	}
	return ParseAnswer(q, lang, seed, values)
}
