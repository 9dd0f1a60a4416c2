-- Keys on devices of a learner, to sign in with. Columns are as in 0001.

-- +goose Up

create table passkey (
	account    text   not null references account (account) on delete cascade,
	passkey    bytea  not null, -- its id, as the device chose it
	name       text   not null,
	public_key bytea  not null,
	count      bigint not null, -- signatures, as the device counts them; 0: it does not
	flags      bigint not null,
	transports text   not null, -- with a comma between them
	created    bigint not null,
	used       bigint not null, -- by day
	primary key (account, passkey)
);
create unique index passkey_passkey on passkey (passkey);

-- Challenges that were answered, each a hash of random bytes, until they are over: none is good twice.
create table challenge (
	hash bytea  not null primary key,
	ends bigint not null
);

-- +goose Down
drop table challenge;
drop table passkey;
