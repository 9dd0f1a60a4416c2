-- What a learner did: facts, never percents. Columns are as in 0001, lists and answers are JSON. No row outlives its
-- learner.

-- +goose Up

-- A lesson that was read: when for the first time, and which text the last time.
create table read (
	account  text   not null references account (account) on delete cascade,
	module   text   not null,
	lesson   text   not null,
	hash     text   not null,
	revision text   not null,
	at       bigint not null,
	imported bigint not null,
	primary key (account, module, lesson)
);

-- Where a learner stopped, one row a module.
create table place (
	account text   not null references account (account) on delete cascade,
	module  text   not null,
	lesson  text   not null,
	heading text   not null,
	at      bigint not null,
	primary key (account, module)
);

-- One time that a quiz is taken.
create table attempt (
	account   text   not null references account (account) on delete cascade,
	attempt   text   not null,
	module    text   not null,
	sequence  text   not null,
	lang      text   not null,
	revision  text   not null,
	seed      text   not null,
	questions text   not null, -- JSON list of ids, as asked
	retry     text   not null,
	started   bigint not null,
	finished  bigint not null,
	points    bigint not null, -- in hundredths
	total     bigint not null, -- in hundredths
	passed    bigint not null,
	imported  bigint not null,
	primary key (account, attempt)
);

-- What was given to a question of an attempt. The first one stands.
create table answer (
	account     text   not null,
	attempt     text   not null,
	question    text   not null,
	fingerprint text   not null,
	revision    text   not null,
	lang        text   not null,
	given       text   not null, -- JSON: {"ranks":[…],"texts":[…]}
	shown       text   not null,
	verdict     text   not null,
	points      bigint not null, -- in hundredths
	total       bigint not null, -- in hundredths
	carried     bigint not null,
	at          bigint not null,
	primary key (account, attempt, question),
	foreign key (account, attempt) references attempt (account, attempt) on delete cascade
);

-- Points earned, once for a reason and a subject. Rows are added, never changed.
create table ledger (
	account text   not null references account (account) on delete cascade,
	reason  text   not null,
	subject text   not null,
	module  text   not null,
	points  bigint not null,
	at      bigint not null,
	primary key (account, reason, subject)
);

-- +goose Down
drop table ledger;
drop table answer;
drop table attempt;
drop table place;
drop table read;
