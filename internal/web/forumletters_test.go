package web

import (
	"testing"

	"sentier/internal/account"
	"sentier/internal/config"
	"sentier/internal/forum"
)

// A letter has one item a topic: its first new post, in its own words, with how many came after it. What cannot be read
// any more is in none.
func TestPostItems(t *testing.T) {
	snap := snapshot(t, config.Config{Languages: []string{"fr"}})
	post := func(module, topic, id, author, html string) forum.Message {
		return forum.Message{Topic: forum.Topic{Module: module, ID: forum.TopicID(topic), Title: "Titre " + topic},
			Post: forum.Post{Module: module, Topic: forum.TopicID(topic), ID: forum.PostID(id), AuthorName: author, HTML: html}}
	}
	untitled := post("apprendre", "c", "6", "", "<blockquote>\n<p>Tout est cité.</p>\n</blockquote>\n")
	untitled.Topic.Title = ""
	got := PostItems([]forum.Message{
		post("apprendre", "a", "1", "Ana", "<blockquote>\n<p>Avant</p><blockquote>x</blockquote>\n</blockquote>\n<p>Oui &amp; <strong>non</strong>.</p>\n<p>Fin.</p>"),
		post("apprendre", "b", "b", "Eva", "<p>Pourquoi ?</p>"),
		post("apprendre", "a", "2", "Eva", "<p>Non.</p>"), post("apprendre", "a", "3", "Eva", "<p>Si.</p>"),
		post("partie", "d", "5", "Eva", "<p>x</p>"), untitled,
	}, snap, "https://exemple.example", "fr")
	const topic = "https://exemple.example/fr/apprendre/forum/"
	want := []account.Item{
		{Title: "Titre a", Text: "Ana répond\u00a0: Oui & non. Fin. 2 autres réponses suivent.", Link: topic + "a?post=1"},
		{Title: "Titre b", Text: "Eva ouvre un sujet\u00a0: Pourquoi ?", Link: topic + "b?post=b"},
		{Title: "Sujet dont la question a été supprimée", Text: "compte supprimé répond\u00a0: Tout est cité.", Link: topic + "c?post=6"},
	}
	if len(got) != len(want) {
		t.Fatalf("%d items, want %d: %+v", len(got), len(want), got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("item %d:\ngot  %+v\nwant %+v", i, got[i], want[i])
		}
	}
}
