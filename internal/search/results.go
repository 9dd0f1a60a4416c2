package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// maxMatches bounds the rows that are ranked; a word met more often is no help to anyone.
const maxMatches = 500

// Hit is a document found.
type Hit struct {
	Doc     *Doc      // not to be changed
	Title   []Segment // the title, with what was found in it
	Excerpt []Segment // a passage, with what was found in it; empty if the document has no text

	score float64 // the higher the better
	named named
}

// named is how close the query is to being the name of a document.
type named uint8

const (
	byNone  named = iota
	byStems       // save for number, gender and small words
	byWords       // save for case, accents and punctuation
)

// Results are the documents found, the best first.
type Results struct {
	Hits []Hit
	// Loose is set when no document held all the words, and those that hold some of them were taken.
	Loose bool

	more map[string]bool
}

// Group is what was found of one kind.
type Group struct {
	Kind string
	Hits []Hit
	More bool // there were more
}

// Groups parts the results by kind: the group of the best hit first.
func (r Results) Groups() []Group {
	var groups []Group
	for _, h := range r.Hits {
		i := slices.IndexFunc(groups, func(g Group) bool { return g.Kind == h.Doc.Kind })
		if i < 0 {
			i = len(groups)
			groups = append(groups, Group{Kind: h.Doc.Kind, More: r.more[h.Doc.Kind]})
		}
		groups[i].Hits = append(groups[i].Hits, h)
	}
	return groups
}

// Search finds, in the edition of this language, at most limit documents of each kind. A query without a word finds
// nothing. Its only errors are ErrClosed and that ctx has ended.
func (ix *Index) Search(ctx context.Context, tag, text string, limit int) (Results, error) {
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	if ix.closed {
		return Results{}, ErrClosed
	}
	e := ix.editions[tag]
	if e == nil || limit <= 0 {
		return Results{}, nil
	}
	q := parse(tag, text, e.written)
	if len(q.terms) == 0 {
		return Results{}, nil
	}
	loose := false
	hits, err := ix.match(ctx, q.expression("AND"), e)
	if err == nil && len(hits) == 0 && len(q.terms) > 1 {
		loose = true
		hits, err = ix.match(ctx, q.expression("OR"), e)
	}
	if err != nil {
		return Results{}, fmt.Errorf("search: %w", err)
	}
	r := best(ix.name(hits, &q, e), limit)
	r.Loose = loose && len(r.Hits) > 0
	f := q.finder()
	for i := range r.Hits {
		f.show(&r.Hits[i])
	}
	return r, nil
}

// match gives the rows that an expression finds.
func (ix *Index) match(ctx context.Context, expression string, e *edition) ([]Hit, error) {
	rows, err := ix.base.find.QueryContext(ctx, expression, e.from, e.to-1, maxMatches)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var hits []Hit
	for rows.Next() {
		var row int
		var rank float64
		if err := rows.Scan(&row, &rank); err != nil {
			return nil, err
		}
		hits = append(hits, Hit{Doc: &ix.docs[row], score: -rank})
	}
	return hits, rows.Err()
}

// name marks the hits that the query names, and adds those that were not among the best matches.
func (ix *Index) name(hits []Hit, q *query, e *edition) []Hit {
	asked := map[*Doc]named{}
	for _, tag := range q.stems {
		key := stemKey(tag, q.text)
		if key == "" {
			continue
		}
		for _, row := range ix.titles[q.lang+" "+key] {
			d := &ix.docs[row]
			asked[d] = max(asked[d], byStems)
			for _, name := range append([]string{d.Title}, d.Also...) {
				if foldKey(d.written(), name) == foldKey(d.written(), q.text) {
					asked[d] = byWords
				}
			}
		}
	}
	for i := range hits {
		hits[i].named = asked[hits[i].Doc]
		delete(asked, hits[i].Doc)
	}
	for row := e.from; len(asked) > 0 && row < e.to; row++ { // in the order of the documents
		d := &ix.docs[row]
		if n, ok := asked[d]; ok {
			hits = append(hits, Hit{Doc: d, named: n})
			delete(asked, d)
		}
	}
	return hits
}

// best sorts the hits and keeps the first of each kind.
func best(hits []Hit, limit int) Results {
	slices.SortStableFunc(hits, func(a, b Hit) int {
		return cmp.Or(
			cmp.Compare(b.named, a.named),
			cmp.Compare(b.entry(), a.entry()),
			cmp.Compare(b.score, a.score),
		)
	})
	r := Results{more: map[string]bool{}}
	count := map[string]int{}
	for _, h := range hits {
		if count[h.Doc.Kind]++; count[h.Doc.Kind] > limit {
			r.more[h.Doc.Kind] = true
			continue
		}
		r.Hits = append(r.Hits, h)
	}
	return r
}

// entry is 1 for a glossary entry that the query names: who types a term wants to know what it means.
func (h Hit) entry() int {
	if h.named != byNone && (h.Doc.Kind == Term || h.Doc.Kind == Person) {
		return 1
	}
	return 0
}
