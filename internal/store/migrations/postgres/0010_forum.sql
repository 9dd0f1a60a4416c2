-- +goose Up
-- The words of the posts that others see: stems of the title weigh A, of the text B, words as written D.
create table post_words (
	module text     not null,
	topic  text     not null,
	post   text     not null,
	found  tsvector not null,
	primary key (module, topic, post)
);
create index post_words_found on post_words using gin (found);

-- +goose Down
drop table post_words;
