-- +goose Up
-- The words of the posts that others see, as stems and as written. Erased words leave the index at once
-- (secure-delete), as an index of their own table can: it is told what stood there.
create table post_words (
	id     integer primary key,
	module text not null,
	topic  text not null,
	post   text not null,
	title  text not null, -- stems
	body   text not null, -- stems
	words  text not null  -- as written, folded
);
create unique index post_words_post on post_words (module, topic, post);
create virtual table post_index using fts5(title, body, words, content='post_words', content_rowid='id', tokenize='ascii');
insert into post_index (post_index, rank) values ('secure-delete', 1);
insert into post_index (post_index, rank) values ('rank', 'bm25(10.0, 2.0, 0.05)');

-- +goose StatementBegin
create trigger post_words_in after insert on post_words begin
	insert into post_index (rowid, title, body, words) values (new.id, new.title, new.body, new.words);
end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger post_words_out after delete on post_words begin
	insert into post_index (post_index, rowid, title, body, words) values ('delete', old.id, old.title, old.body, old.words);
end;
-- +goose StatementEnd

-- +goose Down
drop table post_index;
drop table post_words;
