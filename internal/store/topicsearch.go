package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"sentier/internal/account"
	"sentier/internal/forum"
	"sentier/internal/lang"
)

// The bounds of a search: what is over them is left out.
const (
	maxSought    = 256 // bytes of words
	maxTerms     = 12
	minPrefix    = 2    // letters from which an unfinished word is looked for
	maxRanked    = 2000 // posts, the last ones that hold the words: common words are in most
	maxFound     = 300  // of them, the best ones
	maxSimilar   = 5    // topics
	excerptRunes = 160
	leadRunes    = 40 // of an excerpt, before the first word found
)

// term is a word to find: by its stem, as it is written, and, where it is the last, unfinished.
type term struct {
	word, stem string
	prefix     bool
}

// termsOf reads what somebody typed; words that say nothing are left out, unless there are no others.
func termsOf(words, tag string) []term {
	words = storable(words)
	for len(words) > maxSought {
		_, size := utf8.DecodeLastRuneInString(words[:maxSought])
		words = words[:maxSought-size]
	}
	var all, telling []term
	end := 0
	for w := range lang.Words(tag, words) {
		folded := lang.Fold(w.Text)
		if folded == "" || slices.ContainsFunc(all, func(t term) bool { return t.word == folded }) {
			continue
		}
		if len(all) == maxTerms {
			break
		}
		all, end = append(all, term{word: folded, stem: lang.Stem(tag, folded)}), w.To
	}
	if n := len(all); n > 0 && strings.TrimFunc(words[end:], unicode.IsPunct) == "" {
		all[n-1].prefix = utf8.RuneCountInString(all[n-1].word) >= minPrefix
	}
	for _, t := range all {
		if !lang.Stop(tag, t.word) {
			telling = append(telling, t)
		}
	}
	if len(telling) == 0 {
		return all
	}
	return telling
}

// The filters of a search: as those of a list. $1 are the words in the engine's language.
const (
	sought = `
    and t.state = 'shown' and ($2 = '' or t.module = $2) and ($3 = '' or t.lesson = $3) and ($4 = '' or t.category = $4)
    and ($5 = '' or t.author = $5)`

	findLite = `
select topic, post
from (select w.topic, w.post, post_index.rank as worth
    from post_index
    cross join post_words w on w.id = post_index.rowid
    join topic t on t.module = w.module and t.topic = w.topic
    where post_index match $1` + sought + `
    order by post_index.rowid desc
    limit $6) latest
order by worth
limit $7`
	findPostgres = `
select topic, post
from (select w.topic, w.post, w.found
    from post_words w
    join topic t on t.module = w.module and t.topic = w.topic
    where w.found @@ $1::tsquery` + sought + `
    order by w.post desc
    limit $6) latest
order by ts_rank('{0.2, 0, 0.4, 1}', found, $1::tsquery) desc, post desc
limit $7`
)

// find are the words as SQLite's FTS5 reads them, and the query.
func (*lite) find(terms []term, every bool) (words, query string) {
	quote := func(w string) string { return `"` + strings.ReplaceAll(w, `"`, `""`) + `"` }
	var each []string
	for _, t := range terms {
		one := `({words} : ` + quote(t.word) + ` OR {title body} : ` + quote(t.stem)
		if t.prefix {
			one += ` OR {words} : ` + quote(t.word) + ` *`
		}
		each = append(each, one+")")
	}
	if every {
		return strings.Join(each, " AND "), findLite
	}
	return strings.Join(each, " OR "), findLite
}

// find are the words as PostgreSQL's tsquery reads them, and the query.
func (*postgres) find(terms []term, every bool) (words, query string) {
	var each []string
	for _, t := range terms {
		mark := ":D"
		if t.prefix {
			mark = ":*D"
		}
		each = append(each, "("+lexeme(t.word)+mark+" | "+lexeme(t.stem)+":AB)")
	}
	if every {
		return strings.Join(each, " & "), findPostgres
	}
	return strings.Join(each, " | "), findPostgres
}

// found is a topic with the post that answers best.
type found struct {
	topic forum.TopicID
	post  forum.PostID
}

// search gives topics, the best first, each once.
func (s *Store) search(ctx context.Context, q querier, search forum.Search, every bool) ([]found, error) {
	terms := termsOf(search.Words, search.Lang)
	if len(terms) == 0 {
		return nil, nil
	}
	words, query := s.find(terms, every)
	rows, err := q.QueryContext(ctx, query, words, storable(search.Module), storable(string(search.Lesson)),
		storable(string(search.Category)), storable(string(search.By)), maxRanked, maxFound)
	if err != nil {
		return nil, fmt.Errorf("search the forum: %w", err)
	}
	posts, err := collect(rows, "search the forum", func(row scanner) (f found, err error) {
		err = row.Scan(&f.topic, &f.post)
		return f, err
	})
	var best []found
	seen := map[forum.TopicID]bool{}
	for _, f := range posts {
		if !seen[f.topic] {
			seen[f.topic] = true
			best = append(best, f)
		}
	}
	return best, err
}

const summaryOfPosts = summary + `, p.post, p.source
from post p
join topic t on t.module = p.module and t.topic = p.topic
left join account asker on asker.account = t.author
where p.post in (`

// summaries are the topics of some posts that were found, in their order, with an excerpt of each.
func summaries(ctx context.Context, q querier, best []found, search forum.Search, reader account.ID) ([]forum.Summary, error) {
	if len(best) == 0 {
		return nil, nil
	}
	places, args := make([]string, len(best)), []any{reader}
	for i, f := range best {
		places[i], args = "$"+strconv.Itoa(i+2), append(args, f.post)
	}
	rows, err := q.QueryContext(ctx, summaryOfPosts+strings.Join(places, ", ")+")", args...)
	if err != nil {
		return nil, fmt.Errorf("read what was found: %w", err)
	}
	terms := termsOf(search.Words, search.Lang)
	byPost := map[forum.PostID]forum.Summary{}
	_, err = collect(rows, "read what was found", func(row scanner) (none struct{}, err error) {
		var s forum.Summary
		var post forum.PostID
		var source string
		if s.Topic, err = scanTopic(row, &s.Unread, &post, &source); err != nil {
			return none, err
		}
		s.Excerpt = excerpt(source, s.Topic.Lang, terms)
		byPost[post] = s
		return none, nil
	})
	var all []forum.Summary
	for _, f := range best {
		if s, ok := byPost[f.post]; ok {
			all = append(all, s)
		}
	}
	return all, err
}

// excerpt is a passage around the first word found, in whole words: plain text.
func excerpt(source, tag string, terms []term) string {
	words := strings.Fields(source)
	first := slices.IndexFunc(words, func(field string) bool {
		for w := range lang.Words(tag, field) {
			folded := lang.Fold(w.Text)
			if slices.ContainsFunc(terms, func(t term) bool {
				return folded == t.word || lang.Stem(tag, folded) == t.stem || t.prefix && strings.HasPrefix(folded, t.word)
			}) {
				return true
			}
		}
		return false
	})
	from := max(first, 0)
	for lead := leadRunes; from > 0 && lead > utf8.RuneCountInString(words[from-1]); from-- {
		lead -= utf8.RuneCountInString(words[from-1]) + 1
	}
	var b strings.Builder
	if from > 0 {
		b.WriteString("… ")
	}
	room := excerptRunes
	for i, word := range words[from:] {
		if n := utf8.RuneCountInString(word) + 1; n <= room {
			room -= n
		} else {
			if i == 0 {
				b.WriteString(string([]rune(word)[:room]))
			}
			b.WriteString("…")
			break
		}
		b.WriteString(word + " ")
	}
	return strings.TrimSpace(b.String())
}

// searched is a page of Topics where words are given: those that hold every word, else those that hold some.
func (s *Store) searched(ctx context.Context, search forum.Search, reader account.ID) (topics []forum.Summary, total int, err error) {
	err = s.snapshot(ctx, func(q querier) error {
		best, err := s.search(ctx, q, search, true)
		if err == nil && len(best) == 0 {
			best, err = s.search(ctx, q, search, false)
		}
		if err != nil {
			return err
		}
		total = len(best)
		from := min((max(search.Page, 1)-1)*forum.TopicsPage, total)
		topics, err = summaries(ctx, q, best[from:min(from+forum.TopicsPage, total)], search, reader)
		return err
	})
	return topics, total, err
}

// Similar are a few topics of a module that everybody sees and that hold some of the words, the best first: to be
// read before one more is begun.
func (s *Store) Similar(ctx context.Context, module, words, tag string) (topics []forum.Topic, err error) {
	search := forum.Search{Module: module, Words: words, Lang: tag}
	err = s.snapshot(ctx, func(q querier) error {
		best, err := s.search(ctx, q, search, false)
		if err != nil {
			return err
		}
		some, err := summaries(ctx, q, best[:min(len(best), maxSimilar)], search, "")
		for _, one := range some {
			topics = append(topics, one.Topic)
		}
		return err
	})
	return topics, err
}
