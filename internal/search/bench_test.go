package search_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sentier/internal/search"
)

// stopWords are the most common words, which stand for those that a query leaves out.
const stopWords = 100

// generated gives n French-looking texts of 700 words, drawn from 20,000 as often as words are in a language, and
// words to look for.
func generated(n int) ([]search.Doc, []string) {
	r := rand.New(rand.NewPCG(1, 2))
	words := make([]string, 20000)
	for i := range words {
		for range 2 + r.IntN(4) {
			words[i] += string("bcdfglmnprstv"[r.IntN(13)]) + string([]rune("aeiouéè")[r.IntN(7)])
		}
		if r.IntN(3) == 0 {
			words[i] += "s"
		}
	}
	zipf := rand.NewZipf(r, 1.1, 5, uint64(len(words)-1))
	text := func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(words[zipf.Uint64()])
			if i%12 == 11 {
				b.WriteByte('.')
			}
			b.WriteByte(' ')
		}
		return b.String()
	}
	docs := make([]search.Doc, n)
	for i := range docs {
		docs[i] = search.Doc{Kind: search.Lesson, Lang: "fr", Title: text(5), Headings: text(20), Summary: text(15), Body: text(700),
			URL: fmt.Sprintf("/fr/m/s/%d", i)}
		if i%10 == 0 {
			docs[i].Kind, docs[i].Body = search.Term, text(40)
		}
	}
	queries := make([]string, 0, 500)
	for len(queries) < cap(queries) {
		if rank := zipf.Uint64(); rank >= stopWords {
			queries = append(queries, words[rank])
		}
	}
	return docs, queries
}

func heap() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

// BenchmarkBuild makes the index of 1,000 texts. Its memory is that of the database and of what Go keeps beside it,
// without the texts.
func BenchmarkBuild(b *testing.B) {
	docs, _ := generated(1000)
	bytes := 0
	for _, d := range docs {
		bytes += len(d.Title) + len(d.Headings) + len(d.Summary) + len(d.Body)
	}
	b.SetBytes(int64(bytes))
	before := heap()
	for b.Loop() {
		b.StopTimer()
		runtime.GC()
		b.StartTimer()
		ix, err := search.Build(b.Context(), docs)
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		size, err := ix.Size(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(size)/1e6, "MB-database")
		b.ReportMetric(max(0, heap()-before)/1e6, "MB-heap")
		ix.Close()
		b.StartTimer()
	}
}

// BenchmarkSearch asks as readers do: a word, the beginning of one, two words, one after the other or sixteen at
// once.
func BenchmarkSearch(b *testing.B) {
	docs, words := generated(1000)
	ix := build(b, docs)
	for _, c := range []struct {
		name  string
		query func(i int) string
	}{
		{"word", func(i int) string { return words[i%len(words)] + " " }},
		{"prefix", func(i int) string { w := []rune(words[i%len(words)]); return string(w[:min(3, len(w))]) }},
		{"two", func(i int) string { return words[i%len(words)] + " " + words[(i+7)%len(words)] + " " }},
	} {
		for _, readers := range []int{1, 16} {
			b.Run(fmt.Sprintf("%s/%d", c.name, readers), func(b *testing.B) {
				var mu sync.Mutex
				var times []time.Duration
				var wait sync.WaitGroup
				b.ResetTimer()
				for r := range readers {
					wait.Go(func() {
						var own []time.Duration
						for i := r; i < b.N; i += readers {
							start := time.Now()
							if _, err := ix.Search(b.Context(), "fr", c.query(i), 10); err != nil {
								b.Error(err)
								return
							}
							own = append(own, time.Since(start))
						}
						mu.Lock()
						times = append(times, own...)
						mu.Unlock()
					})
				}
				wait.Wait()
				if len(times) == 0 {
					return
				}
				slices.Sort(times)
				b.ReportMetric(float64(times[len(times)/2].Microseconds())/1e3, "p50-ms")
				b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1e3, "p99-ms")
			})
		}
	}
}
