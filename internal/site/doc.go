// Package site is the Snapshot: every public page of every course in every language of the site, rendered once,
// compressed, hashed and ready to be sent, with the search index, feeds, redirects and files that go with them.
//
// publish builds a Snapshot aside and swaps it in; web answers requests out of it, by map reads, without a
// template, a database or a lock; build writes it to a folder. A Snapshot never changes once it is built, apart
// from two things that are only ever added: brotli bodies, and image widths that somebody asked for.
//
// What is personal is not in here. A page has holes (Hole), and Page.Body copies a reader's own text into them.
// The key of a question is in no page: only LessonPage, for a checkpoint that was just answered, and the static
// site, in a closed details element, show what was right.
package site
