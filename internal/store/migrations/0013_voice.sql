-- What anybody says to who runs the site, without an account. Columns are as in 0001.
--
-- Nothing here leads to a person: no account, no address of a network. Who wrote holds the key of a private link, of
-- which the hash is kept.

-- +goose Up
create table remark (
	remark   text   not null primary key,
	key      bytea  not null unique,
	lang     text   not null, -- of the page that it was written on
	module   text   not null,
	lesson   text   not null, -- empty: of a quiz
	content  text   not null, -- language of the passage
	revision text   not null,
	heading  text   not null, -- its anchor; empty: the whole lesson
	quote    text   not null,
	question text   not null,
	kind     text   not null,
	words    text   not null,
	state    text   not null,
	answer   text   not null,
	made     bigint not null,
	changed  bigint not null
);
create index remark_of_module on remark (module, state);
create index remark_changed on remark (changed);

-- +goose Down
drop table remark;
