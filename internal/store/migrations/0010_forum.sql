-- The forum: topics of a module and the posts in them; what each person follows, has seen and thanked for. Columns are
-- as in 0001. What the words of posts are found by differs between the engines: see the files of this name in sqlite
-- and postgres, which are read after this one.

-- +goose Up
create table topic (
	module   text   not null,
	topic    text   not null,
	category text   not null,
	title    text   not null, -- empty: its author erased it
	lesson   text   not null, -- empty: the module
	edition  text   not null, -- language of the passage
	revision text   not null,
	heading  text   not null,
	quote    text   not null,
	lang     text   not null,
	author   text   references account (account) on delete set null, -- null: an account that is gone
	state    text   not null, -- of the first post, whose id is the topic's
	created  bigint not null,
	active   bigint not null, -- of the last post that others see
	last     bigint not null, -- of the last post
	replies  bigint not null, -- that others see
	answered bigint not null, -- 1: others see an answer of somebody else
	solved   text   not null, -- a post; empty: none
	locked   bigint not null,
	primary key (module, topic)
);
create unique index topic_id on topic (topic);
create index topic_module on topic (module, active, topic, state, author);
create index topic_active on topic (active, topic, state, author);
create index topic_lesson on topic (module, lesson, active, topic, state, author);
create index topic_author on topic (author);
create index topic_unanswered on topic (category, answered, state, created);

create table post (
	module  text   not null,
	topic   text   not null,
	post    text   not null,
	author  text   references account (account) on delete set null, -- null: an account that is gone
	source  text   not null,
	html    text   not null,
	same    text   not null, -- hash of the text, folded: see forum.Fingerprint
	state   text   not null,
	cause   text   not null, -- why it is held
	why     text   not null, -- why it is hidden
	created bigint not null, -- unlike that of any other post of the topic
	edited  bigint not null,
	primary key (module, topic, post),
	foreign key (module, topic) references topic (module, topic) on delete cascade on update cascade
);
create unique index post_id on post (post);
create index post_created on post (module, topic, created);
create index post_author on post (author, created);
create index post_same on post (same, created);
create index post_state on post (state, created);
create index post_module on post (module, created);

create table version (
	module  text   not null,
	topic   text   not null,
	post    text   not null,
	version bigint not null, -- from 1
	title   text   not null, -- of the topic, where the post is its first
	source  text   not null,
	until   bigint not null,
	by      text   references account (account) on delete set null, -- null: an account that is gone
	primary key (module, topic, post, version),
	foreign key (module, topic, post) references post (module, topic, post) on delete cascade on update cascade
);
create index version_by on version (by);

create table thanks (
	account text   not null references account (account) on delete cascade,
	module  text   not null,
	topic   text   not null,
	post    text   not null,
	at      bigint not null,
	primary key (account, module, topic, post),
	foreign key (module, topic, post) references post (module, topic, post) on delete cascade on update cascade
);
create index thanks_post on thanks (module, topic, post);

create table follow (
	account text   not null references account (account) on delete cascade,
	module  text   not null,
	topic   text   not null, -- empty: a lesson
	lesson  text   not null, -- empty with no topic: the whole module
	since   bigint not null,
	primary key (account, module, topic, lesson)
);
create index follow_what on follow (module, topic, lesson);

create table seen (
	account text   not null references account (account) on delete cascade,
	module  text   not null,
	topic   text   not null,
	at      bigint not null, -- when the last post was written that this person has seen
	primary key (account, module, topic),
	foreign key (module, topic) references topic (module, topic) on delete cascade on update cascade
);
create index seen_topic on seen (module, topic);

-- +goose Down
drop table seen;
drop table follow;
drop table thanks;
drop table version;
drop table post;
drop table topic;
