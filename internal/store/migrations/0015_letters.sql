-- When others first saw a post, which for one that was held is later than it was written: what followers are told by
-- letter is what came after they were last told. Columns are as in 0001.

-- +goose Up
alter table post add column shown bigint not null default 0; -- 0: others have never seen it
update post set shown = created where state <> 'held';
create index post_shown on post (state, shown);

-- +goose Down
drop index post_shown;
alter table post drop column shown;
