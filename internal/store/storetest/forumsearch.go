package storetest

import (
	"slices"
	"strings"
	"testing"

	"sentier/internal/forum"
	"sentier/internal/store"
)

// searching holds what is typed to being words: whatever it is, it is no error and no operator.
func searching(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	asker := signUp(t, s)

	t.Run("whatever is typed", func(t *testing.T) {
		all := []string{`"`, `'`, `a"b`, "NEAR(a b)", "a AND", "NOT a", "a* OR b", "title:a", "-a", "a:*", "a & | !", `\`, `a\'b`, "<->", "{words} : a",
			strings.Repeat("é", 8000), strings.Repeat("mot ", 2000), "\u0301\u0301", "👩‍💻", "日本語", "1", "d'l'"}
		for _, text := range texts {
			all = append(all, text.put)
		}
		for _, text := range all {
			topic, post := topicBy(asker.ID, "typed")
			post.Source = text[:min(len(text), forum.MostPost)]
			topic.Title = post.Source[:min(len(post.Source), 200)]
			must(t, s.StartTopic(t.Context(), topic, post))
			for _, tag := range []string{"fr", "en", "", "zz\x00"} {
				if _, _, err := s.Topics(t.Context(), forum.Search{Module: "typed", Words: text, Lang: tag}, ""); err != nil {
					t.Errorf("%.40q: %v", text, err)
				}
				if _, err := s.Similar(t.Context(), "typed", text, tag); err != nil {
					t.Errorf("%.40q: %v", text, err)
				}
			}
		}
	})

	t.Run("the best first, with its words", func(t *testing.T) {
		write := func(title, source string) forum.TopicID {
			topic, post := topicBy(asker.ID, "best")
			topic.Title, post.Source = title, source
			must(t, s.StartTopic(t.Context(), topic, post))
			return topic.ID
		}
		for range 20 { // a word that is everywhere tells little
			write("Une recette", "De la farine et des pommes.")
		}
		inText := write("Autre chose", strings.Repeat("du texte avant ", 20)+"puis un routeur au milieu "+strings.Repeat("du texte après ", 20))
		inTitle := write("Les routeurs du salon", "Une boîte qui clignote.")
		both := write("Autre chose encore", "Un routeur et sa boîte.")
		every := sought(t, s, "best", "routeur boîte")
		slices.Sort(every)
		wantSame(t, "every word", every, []forum.TopicID{inTitle, both})
		wantSame(t, "one word, title first", sought(t, s, "best", "ROUTEUR")[:1], []forum.TopicID{inTitle})
		wantSame(t, "an unfinished word", len(sought(t, s, "best", "route")), 3)
		wantSame(t, "some words where none has all", len(sought(t, s, "best", "routeur éléphant")), 3)
		wantSame(t, "elsewhere", sought(t, s, "typed", "routeur"), []forum.TopicID{})
		found, _, err := s.Topics(t.Context(), forum.Search{Module: "best", Words: "routeur milieu", Lang: "fr"}, "")
		must(t, err)
		if len(found) != 1 || found[0].ID != inText || !strings.Contains(found[0].Excerpt, "puis un routeur au milieu") || len(found[0].Excerpt) > 200 ||
			!strings.HasPrefix(found[0].Excerpt, "… ") || !strings.HasSuffix(found[0].Excerpt, "…") {
			t.Errorf("found %+v", found)
		}
		similar, err := s.Similar(t.Context(), "best", "Mon routeur est en panne", "fr")
		must(t, err)
		if len(similar) != 3 || similar[0].ID != inTitle {
			t.Errorf("similar: %+v", similar)
		}
	})
}
