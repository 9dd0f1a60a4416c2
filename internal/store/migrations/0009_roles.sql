-- Who may do what for the site, what they did, and what they set while it runs. Columns are as in 0001.

-- +goose Up
create table role (
	account text   not null references account (account) on delete cascade,
	role    text   not null,
	module  text   not null, -- empty: the whole site
	given   bigint not null,
	primary key (account, role, module)
);

-- The log of what was done with a role: never changed, and purged by age alone. It outlives accounts: who did it and
-- to whom is blanked when theirs goes.
create table action (
	action  text   not null primary key,
	by      text   not null, -- an account; empty: the shell of the server
	by_name text   not null,
	verb    text   not null,
	module  text   not null,
	subject text   not null,
	person  text   not null, -- an account; empty: nobody
	name    text   not null,
	reason  text   not null,
	at      bigint not null
);
create index action_by on action (by);
create index action_person on action (person);
create index action_subject on action (subject);

create table setting (
	name    text   not null primary key,
	value   text   not null, -- JSON
	changed bigint not null
);

-- +goose Down
drop table setting;
drop table action;
drop table role;
