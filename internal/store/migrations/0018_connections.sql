-- From where people wrote, where a host has to keep it: each sealed for the host alone, so that nothing here tells who it
-- was. Columns are as in 0001.

-- +goose Up
create table connection (
	connection text   not null primary key, -- a hash of what is sealed
	at         bigint not null,
	sealed     bytea  not null
);
create index connection_at on connection (at);

-- +goose Down
drop table connection;
