package web

import (
	"html/template"
	"strings"

	"sentier/internal/account"
	"sentier/internal/course"
	"sentier/internal/forum"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// quoted is how much of a post a letter quotes, in characters.
const quoted = 400

// PostItems are posts in a letter: what is the first of them in each topic, in its first lines, and how many came after
// it. What belongs to a module that cannot be read any more is left out.
func PostItems(all []forum.Message, snapshot *site.Snapshot, base, lang string) []account.Item {
	say := func(key string, args ...any) string { return snapshot.Theme().Messages().Say(lang, key, args...) }
	modules := map[string]*course.Module{}
	for _, m := range allCourses(snapshot).Modules {
		if !m.Announced {
			modules[string(m.ID)] = m
		}
	}
	var items []account.Item
	var more []int                // posts that came after the one that an item quotes
	at := map[forum.TopicID]int{} // in items
	for _, one := range all {
		module := modules[one.Post.Module]
		if module == nil {
			continue
		}
		if i, known := at[one.Topic.ID]; known {
			more[i]++
			continue
		}
		author, key := one.Post.AuthorName, "letter.forum.answer"
		if author == "" {
			author = say("forum.gone")
		}
		if string(one.Post.ID) == string(one.Topic.ID) {
			key = "letter.forum.topic"
		}
		title := one.Topic.Title
		if title == "" {
			title = say("topic.untitled")
		}
		at[one.Topic.ID] = len(items)
		more = append(more, 0)
		items = append(items, account.Item{
			Title: title, Text: say(key, "author", author, "text", said(one.Post.HTML)),
			Link: base + forumAddress(module, lang) + "/" + string(one.Topic.ID) + "?post=" + string(one.Post.ID),
		})
	}
	for i, n := range more {
		if n > 0 {
			items[i].Text = strings.TrimSpace(items[i].Text) + " " + say("letter.forum.more", "count", n)
		}
	}
	return items
}

// said is the beginning of what a post says in its own words: not what it quotes to answer to it, unless that is all.
func said(html string) string {
	var own strings.Builder
	deep := 0
	for rest := html; rest != ""; {
		opens, closes := strings.Index(rest, "<blockquote"), strings.Index(rest, "</blockquote>")
		switch {
		case opens >= 0 && (closes < 0 || opens < closes):
			if deep == 0 {
				own.WriteString(rest[:opens])
			}
			deep, rest = deep+1, rest[opens+len("<blockquote"):]
		case closes >= 0:
			deep, rest = max(0, deep-1), rest[closes+len("</blockquote>"):]
		default:
			own.WriteString(rest)
			rest = ""
		}
	}
	if text := excerpt(theme.Plain(template.HTML(own.String())), quoted); text != "" {
		return text
	}
	return excerpt(theme.Plain(template.HTML(html)), quoted)
}
