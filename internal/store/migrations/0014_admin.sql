-- What the team of a site tells and looks at. Columns are as in 0001.

-- +goose Up

-- What somebody is told until they say that they have read it.
create table notice (
	account text   not null references account (account) on delete cascade,
	notice  text   not null,
	kind    text   not null,
	reason  text   not null,
	at      bigint not null,
	primary key (account, notice)
);

-- How often a page was opened on a day: by whom is nowhere.
create table page_view (
	day   bigint not null, -- midnight UTC
	page  text   not null, -- "/fr/module"
	views bigint not null,
	primary key (day, page)
);

-- +goose Down
drop table page_view;
drop table notice;
