-- What hosts tell everybody, and who wants it by letter. Columns are as in 0001.

-- +goose Up
-- Consent to letters, one row for each mailing that somebody asked for.
create table subscription (
	account text   not null references account (account) on delete cascade,
	mailing text   not null,
	pace    text   not null, -- "each" or "daily"
	since   bigint not null, -- when they asked for it
	told    bigint not null, -- all that came until then has been told
	primary key (account, mailing)
);
create index subscription_told on subscription (mailing, pace, told);

create table announcement (
	announcement text   not null primary key,
	alert        bigint not null, -- 1: it stands on every page of its readers
	audience     text   not null,
	module       text   not null, -- empty: of none
	begins       bigint not null,
	ends         bigint not null,
	created      bigint not null,
	changed      bigint not null,
	withdrawn    bigint not null
);
create index announcement_begins on announcement (begins);

create table announcement_text (
	announcement text not null references announcement (announcement) on delete cascade,
	lang         text not null,
	title        text not null,
	body         text not null, -- Markdown, as it was typed
	html         text not null, -- of the body, rendered when it was kept
	primary key (announcement, lang)
);

-- What a member has read, so that my path shows what is left.
create table announcement_read (
	account      text   not null references account (account) on delete cascade,
	announcement text   not null references announcement (announcement) on delete cascade,
	at           bigint not null,
	primary key (account, announcement)
);

-- +goose Down
drop table announcement_read;
drop table announcement_text;
drop table announcement;
drop table subscription;
