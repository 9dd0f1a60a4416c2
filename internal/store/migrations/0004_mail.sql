-- Letters that wait to be sent. Columns are as in 0001. A letter that was sent is gone, and none outlives its learner.

-- +goose Up
create table letter (
	account text   not null references account (account) on delete cascade,
	letter  text   not null,
	kind    text   not null,
	address text   not null,
	lang    text   not null,
	words   text   not null, -- JSON: {"subject":…,"paragraphs":[…],"action":…,"link":…,"rest":[…]}
	created bigint not null,
	ends    bigint not null, -- from when on it would tell nothing true
	due     bigint not null, -- not tried before: the next try, or the end of the one that goes on
	tries   bigint not null,
	trouble text   not null, -- why the last try failed, as a class
	dead    bigint not null, -- when it was given up
	primary key (account, letter)
);
create index letter_due on letter (dead, due);

-- +goose Down
drop table letter;
