-- What a learner brought from another site. Lessons and attempts are in their own tables, marked as imported. Columns
-- are as in 0001.

-- +goose Up

-- A badge that another site issued, as far as it says so.
create table foreign_badge (
	account    text   not null references account (account) on delete cascade,
	badge      text   not null, -- a hash of the credential's address
	credential text   not null, -- that address
	issuer     text   not null, -- the address of the site
	title      text   not null,
	lang       text   not null,
	token      text   not null, -- the credential, signed
	issued     bigint not null,
	primary key (account, badge)
);

-- +goose Down
drop table foreign_badge;
