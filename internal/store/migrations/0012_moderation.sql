-- What is said of posts to the team, what is decided of people and of what they wrote, and what they answer. Columns
-- are as in 0001.

-- +goose Up
create table report (
	report   text   not null primary key,
	post     text   not null, -- which may have been deleted since
	reporter text   references account (account) on delete set null, -- null: somebody signed out, or an account that is gone
	ground   text   not null,
	text     text   not null,
	contact  text   not null,
	lang     text   not null,
	at       bigint not null,
	closed   bigint not null,
	outcome  text   not null
);
create index report_post on report (post, closed);
create index report_open on report (closed, at);
create index report_reporter on report (reporter, at);

create table decision (
	account  text   not null references account (account) on delete cascade,
	decision text   not null, -- its line in the log
	module   text   not null,
	post     text   not null, -- empty: about none
	act      text   not null,
	sanction text   not null,
	ends     bigint not null,
	ground   text   not null,
	reason   text   not null,
	reported bigint not null,
	by       text   references account (account) on delete set null, -- null: an account that is gone
	at       bigint not null,
	seen     bigint not null,
	lifted   bigint not null,
	answer   text   not null,
	answered bigint not null,
	reply    text   not null,
	replied  bigint not null,
	primary key (account, decision)
);
create index decision_by on decision (by);
create index decision_answered on decision (replied, answered);

-- +goose Down
drop table decision;
drop table report;
