package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sentier/internal/account"
	"sentier/internal/forum"
)

// answered is an answer of somebody to a topic, in a state.
func (k *keyed) answered(t *testing.T, by account.ID, to forum.Post, text string, state forum.State) forum.Post {
	t.Helper()
	id, err := newID()
	if err != nil {
		t.Fatal(err)
	}
	p := forum.Post{Module: to.Module, Topic: to.Topic, ID: forum.PostID(id), Author: by, Source: text, HTML: "<p>" + text + "</p>", State: state, Created: to.Created}
	if state == forum.Held {
		p.Cause = forum.Newcomer
	}
	if err := k.kept.Reply(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	return p
}

// A feed holds what everybody sees, with its author and a permanent link, and nothing that waits; it is there only
// where anyone may read.
func TestForumFeed(t *testing.T) {
	k := newKeyed(t, "https://cours.example")
	author, _ := k.arrive(t, "Curieuse")
	p := k.posted(t, author)
	shown := k.answered(t, author, p, "Une réponse montrée.", forum.Shown)
	k.answered(t, author, p, "Une réponse qui attend.", forum.Held)
	stranger := &guest{k, map[string]string{}}
	if answer, _ := stranger.do("GET", forumPath+"/feed.atom", nil); answer.StatusCode != http.StatusNotFound {
		t.Errorf("a forum for members has a feed: %s", answer.Status)
	}
	k.cfg.Settings.Forum = "anyone"
	k.calm()
	for _, path := range []string{"/fr/forum/feed.atom", forumPath + "/feed.atom"} {
		answer, feed := stranger.do("GET", path, nil)
		if answer.StatusCode != http.StatusOK || !strings.HasPrefix(answer.Header.Get("Content-Type"), "application/atom+xml") {
			t.Fatalf("%s: %s %v", path, answer.Status, answer.Header)
		}
		for _, want := range []string{"Une question", "Une réponse montrée.", "<name>Curieuse</name>", "https://cours.example" + forumPath + "/" + string(p.ID) + "?post=" + string(shown.ID)} {
			if !strings.Contains(feed, want) {
				t.Errorf("%s does not hold %q:\n%s", path, want, feed)
			}
		}
		if strings.Contains(feed, "attend") {
			t.Errorf("%s holds what waits", path)
		}
	}
}

// Who deletes an account takes their posts along, or leaves them as those of an account that is gone.
func TestPostsOfDeletedAccounts(t *testing.T) {
	for keep, there := range map[string]bool{"keep": true, "delete": false} {
		k := newKeyed(t, "")
		asker, _ := k.arrive(t, "Curieuse")
		author, leaver := k.arrive(t, "Partante")
		p := k.posted(t, asker)
		k.answered(t, author, p, "Ce que je savais.", forum.Shown)
		if _, page := leaver.do("GET", "/fr/me/account", nil); !strings.Contains(page, `name="posts" value="keep"`) {
			t.Error("they are not asked")
		}
		answer, _ := leaver.do("POST", "/fr/me/account", url.Values{"do": {"delete"}, "sure": {"on"}, "current": {clubPassword}, "posts": {keep}})
		leads(t, answer, "/fr")
		_, reader := k.arrive(t, "Lectrice")
		_, page := reader.do("GET", forumPath+"/"+string(p.ID), nil)
		if strings.Contains(page, "Partante") || strings.Contains(page, "Ce que je savais.") != there || strings.Contains(page, "compte supprimé") != there {
			t.Errorf("%s: %.4000s", keep, page)
		}
	}
}

// What a moderator copies for a forge has the text, where it is from, and nobody's name.
func TestForgeText(t *testing.T) {
	k := newKeyed(t, "https://cours.example")
	author, writer := k.arrive(t, "Curieuse")
	_, chief := k.teammate(t, "Modératrice", account.Moderator)
	p := k.posted(t, author)
	answer := k.answered(t, author, p, "Une phrase.", forum.Shown)
	path := forumPath + "/" + string(p.ID) + "/" + string(answer.ID) + "/text"
	if got, _ := writer.do("GET", path, nil); got.StatusCode != http.StatusForbidden {
		t.Errorf("a member copies it: %s", got.Status)
	}
	_, page := chief.do("GET", path, nil)
	_, text, _ := strings.Cut(page, `id="Text" tabindex="0">`)
	text, _, _ = strings.Cut(text, "</pre>")
	for _, want := range []string{"Une question", "> Une phrase.", "https://cours.example" + forumPath + "/" + string(p.ID) + "?post=" + string(answer.ID)} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not hold %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "Curieuse") {
		t.Errorf("it names who wrote:\n%s", text)
	}
}

// The queue and the log are read page by page, and the team begins with the questions that wait the longest.
func TestLongLists(t *testing.T) {
	k := newKeyed(t, "")
	author, _ := k.arrive(t, "Curieuse")
	chief, host := k.teammate(t, "Modératrice", account.Moderator)
	p := k.posted(t, author)
	for range forum.PostsPage + 1 {
		k.answered(t, author, p, "Une réponse.", forum.Held)
	}
	_, page := host.do("GET", "/fr/admin/moderation", nil)
	if !strings.Contains(page, "/fr/admin/moderation?list=held&page=2") || strings.Contains(page, "list=reported") {
		_, main, _ := strings.Cut(page, "<main")
		t.Errorf("the queue has no second page:\n%.3000s", main)
	}
	if _, page = host.do("GET", "/fr/admin/moderation?list=held&page=2", nil); strings.Count(page, `href="/fr/admin/moderation/01`) != 1 {
		t.Errorf("the second page holds %d", strings.Count(page, `href="/fr/admin/moderation/01`))
	}
	for range 51 {
		id, err := newID()
		if err != nil {
			t.Fatal(err)
		}
		if err := k.kept.LogAction(t.Context(), account.Action{ID: id, By: chief, Verb: "post.keep", Reason: "x", At: p.Created}); err != nil {
			t.Fatal(err)
		}
	}
	_, page = host.do("GET", "/fr/admin/log", nil)
	_, older, found := strings.Cut(page, `href="/fr/admin/log?before=`)
	if !found || strings.Contains(page, "Les plus récentes") {
		t.Fatalf("the log has no second page:\n%.3000s", page)
	}
	older, _, _ = strings.Cut(older, `"`)
	if _, page = host.do("GET", "/fr/admin/log?before="+older, nil); !strings.Contains(page, "Les plus récentes") {
		t.Error("the second page does not lead back")
	}
	if _, page = host.do("GET", "/fr/admin", nil); !strings.Contains(page, "Questions sans réponse") || !strings.Contains(page, forumPath+"/"+string(p.ID)) {
		t.Errorf("the team does not see what waits:\n%.3000s", page)
	}
}
