-- What is written to the host alone, and letters to who has no account. Columns are as in 0001.

-- +goose Up

-- Nothing here leads to a person who does not want it: who wrote holds the key of a private link, of which the hash is
-- kept, and is named by their account only if they ask for that.
create table inquiry (
	inquiry text   not null primary key,
	key     bytea  not null unique,
	writer  text   references account (account) on delete cascade, -- null: nothing tells who
	lang    text   not null, -- of the page that it was written on
	subject text   not null,
	place   text   not null, -- of a notice: where what is illegal stands
	name    text   not null, -- of who gives notice, as they write it
	address text   not null, -- of e-mail, for letters that tell of an answer
	stage   text   not null,
	made    bigint not null,
	changed bigint not null
);
create index inquiry_stage on inquiry (stage, changed);
create index inquiry_writer on inquiry (writer);

create table inquiry_turn (
	inquiry text   not null references inquiry (inquiry) on delete cascade,
	turn    text   not null,
	host    bigint not null,
	words   text   not null,
	at      bigint not null,
	primary key (inquiry, turn)
);

-- A letter may be to somebody without an account: the account is null then.
create table letter_next (
	account text   references account (account) on delete cascade,
	letter  text   not null primary key,
	kind    text   not null,
	address text   not null,
	lang    text   not null,
	words   text   not null, -- as in 0004
	created bigint not null,
	ends    bigint not null,
	due     bigint not null,
	tries   bigint not null,
	trouble text   not null,
	dead    bigint not null
);
insert into letter_next (account, letter, kind, address, lang, words, created, ends, due, tries, trouble, dead)
select account, letter, kind, address, lang, words, created, ends, due, tries, trouble, dead
from letter;
drop table letter;
alter table letter_next rename to letter;
create index letter_due on letter (dead, due);
create index letter_account on letter (account);

-- +goose Down
create table letter_before (
	account text   not null references account (account) on delete cascade,
	letter  text   not null,
	kind    text   not null,
	address text   not null,
	lang    text   not null,
	words   text   not null,
	created bigint not null,
	ends    bigint not null,
	due     bigint not null,
	tries   bigint not null,
	trouble text   not null,
	dead    bigint not null,
	primary key (account, letter)
);
insert into letter_before (account, letter, kind, address, lang, words, created, ends, due, tries, trouble, dead)
select account, letter, kind, address, lang, words, created, ends, due, tries, trouble, dead
from letter
where account is not null;
drop table letter;
alter table letter_before rename to letter;
create index letter_due on letter (dead, due);

drop table inquiry_turn;
drop table inquiry;
