// Package forum is where learners help each other: topics of a module, about a lesson or none, and posts in them. It
// holds the rules of writing: what may be written, by whom, what waits for approval. It is pure: it keeps nothing,
// renders nothing and answers no request. store keeps what it makes, markdown renders it once, web asks it.
//
// Nobody is counted, ranked or watched: there is no total of a person's posts or thanks, and no sign that somebody
// types or is there.
package forum

import (
	"time"

	"sentier/internal/account"
	"sentier/internal/course"
)

// TopicID names a topic for ever: a UUIDv7.
type TopicID string

// PostID names a post for ever: a UUIDv7, made with the form it is written in. The first post of a topic has the
// topic's. Posts are in the order in which they came, which need not be that of their ids.
type PostID string

// Category is what a topic is for.
type Category string

// The categories.
const (
	Question     Category = "question"
	Idea         Category = "idea"    // for the course
	Mistake      Category = "mistake" // in the course, tied to the passage
	Presentation Category = "presentation"
)

// Categories are all of them, in the order in which they are shown.
func Categories() []Category { return []Category{Question, Idea, Mistake, Presentation} }

// State is whether others see a post, and why not.
type State string

// The states.
const (
	Shown   State = "shown"
	Held    State = "held"    // waits for a moderator: its author sees it, and that it waits
	Hidden  State = "hidden"  // by a moderator: its author sees it, with the reason
	Deleted State = "deleted" // by its author; where others answered, a line says so
)

// Cause is why a post is held; messages "post.waits." + Cause and "moderation.cause." + Cause say it.
type Cause string

// The causes.
const (
	Newcomer Cause = "newcomer" // one of the first posts of somebody
	Links    Cause = "links"    // of a new account
	Blocked  Cause = "blocked"  // words or domains of the host's list
)

// Topic is what people talk about. The first post is its question; the state of that post is the topic's. One whose
// question was deleted after others had answered has no title, and is in no list.
type Topic struct {
	Module     string // its id
	ID         TopicID
	Category   Category
	Title      string
	Passage    course.Passage // what it is about; no Lesson: the module
	Lang       string         // in which it is written
	Author     account.ID     // empty: an account that is gone
	AuthorName string         // as shown; empty: an account that is gone
	State      State
	Created    time.Time
	Active     time.Time // of the last post that others see
	Replies    int       // that others see
	Solved     PostID    // the answer that helped; empty: none is marked
	Locked     bool      // nobody but the team writes in it
}

// Post is one message.
type Post struct {
	Module     string
	Topic      TopicID
	ID         PostID
	Author     account.ID // empty: an account that is gone
	AuthorName string     // as shown; empty: an account that is gone
	Team       bool       // its author has a role here
	Source     string     // Markdown, as typed
	HTML       string     // of Source, rendered and sanitised when it was written
	State      State
	Cause      Cause  // of a held post: what it waits for
	Why        string // of a hidden post: the moderator's reason
	Created    time.Time
	Edited     time.Time // zero: never
	Thanks     int       // people who said "me too" of the question, or "thanks" of an answer
	Thanked    bool      // the reader is one of them
	Hourly     int       // of a post to keep: how many its author may write within an hour, with it; 0: as many as they like
	Connection []byte    // from where it is written, sealed for the host (see connection); nil: it is not kept. Never read
}

// Version is a post as it was before an edit.
type Version struct {
	Title  string // of the topic, where the post is its first
	Source string
	Until  time.Time
	By     account.ID // who edited; empty: an account that is gone
	ByName string
}

// Message is a post with its topic, for lists of posts.
type Message struct {
	Topic Topic
	Post  Post
}

// Place is where a topic belongs: it can be moved.
type Place struct {
	Module   string
	Lesson   course.LessonID // empty: the module
	Category Category
}

// Follow is what somebody wants to hear of: a topic, the topics of a lesson, or with neither, those of a module.
type Follow struct {
	Module string          `json:"module"`
	Topic  TopicID         `json:"topic,omitempty"`
	Lesson course.LessonID `json:"lesson,omitempty"`
	Since  time.Time       `json:"since"`
}

// Past is what somebody has written, as far as the rules of writing ask: see Rules.Judge.
type Past struct {
	Joined  time.Time // when the account was made
	Shown   int       // posts of theirs that others see
	Recent  int       // posts of theirs within an hour
	Oldest  time.Time // of those, the first
	OwnSame bool      // they wrote the same text within a day
	Others  bool      // somebody else wrote the same text
}

// IsLocked is the message of the fault when somebody writes in a locked topic.
const IsLocked = "forum.is_locked"

// Bounds of what people write.
const (
	MostTitle  = 120  // characters
	LeastTitle = 5    // characters
	MostPost   = 8000 // bytes of Markdown: see markdown.Post
	TopicsPage = 30   // topics on a page of a list
	PostsPage  = 50   // answers on a page of a topic
)

// Search says which topics are wanted; zero values want all.
type Search struct {
	Module     string // empty: of all modules
	Lesson     course.LessonID
	Category   Category
	Unanswered bool       // questions without an answer of others, the oldest first
	Followed   account.ID // what this person follows
	By         account.ID // what this person began
	Words      string     // found in title or posts, the best first; stems as in the course's search
	Lang       string     // of Words
	Page       int        // from 1; 0: the first
}

// Summary is a topic in a list.
type Summary struct {
	Topic
	Unread  bool   // something in it is new to the reader
	Excerpt string // of a search: text around the words found, plain
}
