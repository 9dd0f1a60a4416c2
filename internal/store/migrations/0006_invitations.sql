-- Invitations, made in batches, each letting one person make an account. Columns are as in 0001.
--
-- Nothing here leads to an account, and nothing of an account leads here: an invitation that was used is deleted, so
-- that no column, no time and no order of writing tells who came by it. How many were used is what is missing of count.

-- +goose Up
create table invitation_batch (
	batch   text   not null primary key,
	note    text   not null, -- of who made it
	made    bigint not null,
	ends    bigint not null,
	revoked bigint not null,
	count   bigint not null  -- how many were made
);

-- Those that nobody has used, by their hashes.
create table invitation (
	hash  bytea not null primary key,
	batch text  not null references invitation_batch (batch)
);
create index invitation_of_batch on invitation (batch);

-- +goose Down
drop table invitation;
drop table invitation_batch;
