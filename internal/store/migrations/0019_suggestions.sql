-- Better texts that readers propose. Columns are as in 0001.
--
-- Who wrote holds the key of a private link, of which the hash is kept. The writer is the account that they were signed
-- in with; nothing tells who they are without one, but the name that they want to be thanked by.

-- +goose Up
create table suggestion (
	suggestion text   not null primary key,
	key        bytea  not null unique,
	writer     text   references account (account) on delete cascade, -- null: without an account
	lang       text   not null, -- of the page that it was written on
	module     text   not null,
	lesson     text   not null, -- empty: a term
	term       text   not null, -- empty: a lesson
	content    text   not null, -- language of the text
	path       text   not null, -- of the file, under the folder of courses
	revision   text   not null,
	base       text   not null, -- what it began from
	words      text   not null, -- what it proposes
	credit     text   not null,
	why        text   not null,
	state      text   not null,
	answer     text   not null,
	patch      text   not null, -- of an accepted one
	done       text   not null, -- how far the site brought it
	made       bigint not null,
	changed    bigint not null
);
create index suggestion_of_module on suggestion (module, state);
create index suggestion_state on suggestion (state, changed);
create index suggestion_writer on suggestion (writer);

-- +goose Down
drop table suggestion;
