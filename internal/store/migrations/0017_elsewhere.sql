-- What other machines answered that the host named: sister sites, the rooms of meetings. Columns are as in 0001. Nothing
-- here is about a person.

-- +goose Up
create table elsewhere (
	address  text   not null primary key,
	asked    bigint not null, -- last
	answered bigint not null, -- last, and well
	trouble  text   not null, -- when it was last asked; empty: none
	body     text   not null  -- of the last good answer
);

-- +goose Down
drop table elsewhere;
