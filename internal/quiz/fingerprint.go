package quiz

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strconv"
)

// Fingerprint is the SHA-256, in hexadecimal, of what an answer to q hangs on, in its source language: kind,
// exactness, options and key. Statement, hint, feedback and explanation may be reworded without changing it.
//
// The bytes hashed are a row of strings, each after its length in bytes as eight bytes, big end first:
// "sentier question 1", kind, exact ("true" or "false"), then
//
//	single, multiple, truefalse   for each option its label and "true" or "false"
//	number                        low and high, each as big.Rat.RatString writes it
//	text, cloze                   for each answer or gap the number of variants, then the variants
//	order                         the items
//	match                         the number of rows, the rows, the choices, then for each row its choice's rank
func Fingerprint(q *Question) string {
	w := q.Wordings[q.Source]
	parts := []string{"sentier question 1", string(q.Kind), strconv.FormatBool(q.Exact)}
	for rank, o := range w.Options {
		parts = append(parts, string(o.Label), strconv.FormatBool(q.isRight(rank)))
	}
	if q.Kind == Number && q.Key.Low != nil && q.Key.High != nil {
		parts = append(parts, q.Key.Low.RatString(), q.Key.High.RatString())
	}
	for _, variants := range w.Answers {
		parts = append(append(parts, strconv.Itoa(len(variants))), variants...)
	}
	for _, item := range w.Items {
		parts = append(parts, string(item))
	}
	if q.Kind == Match {
		parts = append(parts, strconv.Itoa(len(w.Rows)))
	}
	for _, row := range w.Rows {
		parts = append(parts, string(row))
	}
	for _, choice := range w.Choices {
		parts = append(parts, string(choice))
	}
	for _, choice := range q.Key.Pairs {
		parts = append(parts, strconv.Itoa(choice))
	}
	return digest(parts)
}

func digest(parts []string) string {
	var bytes []byte
	for _, p := range parts {
		bytes = append(binary.BigEndian.AppendUint64(bytes, uint64(len(p))), p...)
	}
	sum := sha256.Sum256(bytes)
	return hex.EncodeToString(sum[:])
}
