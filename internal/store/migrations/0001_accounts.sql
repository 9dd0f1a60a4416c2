-- Who learns, and the keys and counters of the site.
--
-- The same text runs on SQLite and on PostgreSQL: text, bigint and bytea alone; times are Unix milliseconds, 0 for
-- none; truth is 0 or 1. Whatever belongs to a learner has the account first in its primary key and goes with it.

-- +goose Up
create table account (
	account   text   not null primary key,
	name      text   not null,
	key       text   not null unique, -- the name as it is compared
	display   text   not null,
	lang      text   not null,
	password  text   not null, -- argon2id, as a PHC string
	email     text   not null,
	confirmed bigint not null,
	created   bigint not null,
	seen      bigint not null, -- by day
	hide_xp   bigint not null
);

create table session (
	account text   not null references account (account) on delete cascade,
	session text   not null,
	device  text   not null,
	shared  bigint not null,
	created bigint not null,
	seen    bigint not null, -- by day
	ends    bigint not null,
	primary key (account, session)
);
create index session_ends on session (ends);

-- Sessions that were ended before their time, for every node to refuse. They outlive their account.
create table revoked (
	session    text   not null primary key,
	generation bigint not null,
	ends       bigint not null
);
create index revoked_generation on revoked (generation);
create index revoked_ends on revoked (ends);

-- Recovery codes, by their hashes.
create table code (
	account text   not null references account (account) on delete cascade,
	hash    bytea  not null,
	used    bigint not null,
	primary key (account, hash)
);

-- Secrets of the site, shared by its nodes.
create table site_key (
	id      text   not null primary key,
	purpose text   not null,
	secret  bytea  not null,
	created bigint not null,
	retired bigint not null
);
create index site_key_purpose on site_key (purpose);

-- Numbers that grow when something changed that every node must learn of.
create table generation (
	name  text   not null primary key,
	value bigint not null
);

-- Failed sign-ins, by a keyed hash of what they were tried on.
create table failure (
	bucket bytea  not null primary key,
	count  bigint not null,
	until  bigint not null
);
create index failure_until on failure (until);

-- Work that one node does at a time.
create table lease (
	name   text   not null primary key,
	holder text   not null,
	ends   bigint not null
);
