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

-- +goose Down
drop table subscription;
