-- What a learner leaves with, and what comes back: badges, and the cards of their review. Columns are as in 0001.

-- +goose Up

-- The bits of the lists of revoked badges: each is given once, to one badge. They say nothing of a learner and outlive
-- them, so that no bit is given again and what was revoked stays so.
create table badge_status (
	list     bigint not null, -- from 1
	position bigint not null, -- from 0
	revoked  bigint not null,
	primary key (list, position)
);

-- What badges look like, as it was when they were issued.
create table badge_picture (
	hash text  not null primary key,
	type text  not null,
	data bytea not null
);

-- A badge that was issued, one a module.
create table badge (
	account  text   not null references account (account) on delete cascade,
	badge    text   not null,
	module   text   not null,
	lang     text   not null,
	title    text   not null,
	revision text   not null,
	hash     text   not null,
	picture  text   not null references badge_picture (hash),
	list     bigint not null,
	position bigint not null,
	token    text   not null, -- the credential, signed
	issued   bigint not null,
	public   bigint not null,
	name     text   not null, -- on its page; empty: none
	revoked  bigint not null,
	primary key (account, badge),
	unique (account, module),
	foreign key (list, position) references badge_status (list, position)
);
create unique index badge_badge on badge (badge);

-- A question or a word that was reviewed, and how well it is remembered.
create table card (
	account    text   not null references account (account) on delete cascade,
	module     text   not null,
	kind       text   not null,
	id         text   not null,
	stability  bigint not null, -- in hundred millionths of a day
	difficulty bigint not null, -- in hundred millionths
	hash       text   not null,
	revision   text   not null,
	due        bigint not null, -- by day
	reviewed   bigint not null,
	reviews    bigint not null,
	primary key (account, module, kind, id)
);

-- When the learner asked for the review; 0: they did not.
alter table account add column review bigint not null default 0;

-- +goose Down
alter table account drop column review;
drop table card;
drop table badge;
drop table badge_picture;
drop table badge_status;
