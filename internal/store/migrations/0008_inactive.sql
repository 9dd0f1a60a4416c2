-- Accounts that nobody uses any more are found by the day on which they were last seen. Columns are as in 0001.

-- +goose Up
alter table account add column warned bigint not null default 0; -- when a letter said that it would go
create index account_seen on account (seen);

-- +goose Down
drop index account_seen;
alter table account drop column warned;
