package forum

import (
	"time"

	"sentier/internal/course"
)

// Belongings are everything in the forum that is somebody's, in the order in which it came: for them to take away.
type Belongings struct {
	Posts   []OwnPost   `json:"posts"`
	Thanks  []OwnThanks `json:"thanks"`
	Follows []Follow    `json:"follows"`
	Seen    []Seen      `json:"seen"`
}

// OwnPost is a post of theirs, with what it was before.
type OwnPost struct {
	Module   string          `json:"module"`
	Topic    TopicID         `json:"topic"`
	Post     PostID          `json:"post"`
	Title    string          `json:"title"` // of the topic
	Category Category        `json:"category"`
	Lesson   course.LessonID `json:"lesson,omitempty"`
	Heading  string          `json:"heading,omitempty"`
	Quote    string          `json:"quote,omitempty"`
	Lang     string          `json:"lang"`
	Source   string          `json:"text"` // Markdown
	State    State           `json:"state"`
	Why      string          `json:"reason,omitempty"` // of a hidden post
	Created  time.Time       `json:"created"`
	Edited   time.Time       `json:"edited,omitzero"`
	Before   []OwnVersion    `json:"before,omitempty"`
}

// OwnVersion is a post of theirs as it was before an edit.
type OwnVersion struct {
	Title  string    `json:"title,omitempty"`
	Source string    `json:"text"`
	Until  time.Time `json:"until"`
}

// OwnThanks is a post that they thanked for.
type OwnThanks struct {
	Module string    `json:"module"`
	Topic  TopicID   `json:"topic"`
	Post   PostID    `json:"post"`
	At     time.Time `json:"at"`
}

// Seen is how far they read in a topic: up to the post that came then.
type Seen struct {
	Module string    `json:"module"`
	Topic  TopicID   `json:"topic"`
	At     time.Time `json:"at"`
}
