package diag

// Codes are the codes of the course format, with the level of each. They are never renamed: people put them in
// the `ignore` of a module, and search for them in the guide.
var Codes = map[string]Level{
	"file-encoding": Error, "file-name": Error, "file-limit": Error, "front-matter-syntax": Error,
	"key-unknown": Error, "key-value": Error, "id-missing": Error, "id-form": Error, "id-twice": Error,
	"id-unmatched": Error, "answer-differs": Error, "html": Error, "comment-form": Error, "heading-form": Error,
	"block-form": Error, "table-form": Error, "alert-form": Error, "footnote-form": Error, "link-form": Error,
	"link-broken": Error, "term-twice": Error, "media-missing": Error, "media-form": Error, "alt-missing": Error,
	"credit-missing": Error, "answer-missing": Error, "answer-twice": Error, "answer-form": Error,
	"task-form": Error, "option-form": Error, "question-order": Error,

	"translation-stale": Warning, "translation-missing": Warning, "explanation-missing": Warning,
	"term-unused": Warning, "media-heavy": Warning, "captions-missing": Warning, "lesson-long": Warning,
	"sentence-long": Warning, "link-text": Warning, "lesson-hard": Warning, "objectives-missing": Warning,
	"answer-longest": Warning, "answer-first": Warning, "option-alike": Warning, "lesson-untested": Warning,
	"word-avoided": Warning, "link-dead": Warning,
}
