package diag

// What makes a course worse than it could be, and refuses nothing.
var (
	TranslationBehind = &Message{Code: "translation-stale", Level: Warning,
		EN: "%s has changed since this was translated: look at what changed with \"sentier translate diff\", then close it with \"sentier translate done\", which writes translates: %q",
		FR: "%s a changé depuis cette traduction : regardez ce qui a changé avec « sentier translate diff », puis terminez par « sentier translate done », qui écrit translates: %q"}
	TranslationUndated = &Message{Code: "translation-stale", Level: Warning,
		EN: "nothing says which %s this translates: when it is up to date, close it with \"sentier translate done\", which writes translates: %q",
		FR: "rien ne dit quel %s ceci traduit : quand la traduction est à jour, terminez par « sentier translate done », qui écrit translates: %q"}
	TranslationQuestion = &Message{Code: "translation-stale", Level: Warning,
		EN: "%s differs from the source, whose question stands in (%s): translate it again",
		FR: "%s diffère de la source, dont la question la remplace (%s) : traduisez-la de nouveau"}
	TranslationLeft = &Message{Code: "translation-stale", Level: Warning,
		EN: "%s has no id %q any more, so this is shown to nobody: take it out",
		FR: "%s n'a plus l'id %q, ceci n'est donc montré à personne : retirez-le"}
	TranslationFile = &Message{Code: "translation-missing", Level: Warning,
		EN: "this is not translated into %s: begin %s with \"sentier translate start\"",
		FR: "ceci n'est pas traduit en %s : commencez %s avec « sentier translate start »"}
	TranslationPart = &Message{Code: "translation-missing", Level: Warning,
		EN: "%s of %s is not translated: write it under the same id",
		FR: "%s de %s n'est pas traduit : écrivez-le sous le même id"}
	TranslationTodo = &Message{Code: "translation-missing", Level: Warning,
		EN: "this is marked as yet to translate, so readers get the source: translate it, then take the mark out",
		FR: "ceci est marqué comme restant à traduire, les lecteurs ont donc la source : traduisez-le, puis retirez la marque"}
	ExplanationMissing = &Message{Code: "explanation-missing", Level: Warning,
		EN: "this question explains nothing: end it with > [!NOTE] and why the answer is right",
		FR: "cette question n'explique rien : terminez-la par > [!NOTE] et pourquoi la réponse est juste"}
	TermUnused = &Message{Code: "term-unused", Level: Warning,
		EN: "no lesson mentions %q: link to it with [words](glossary:%s), or write a form that lessons use into also=\"…\"",
		FR: "aucune leçon ne mentionne %q : liez-le par [mots](glossary:%s), ou ajoutez à also=\"…\" une forme que les leçons emploient"}
	MediaHeavy = &Message{Code: "media-heavy", Level: Warning,
		EN: "this image weighs %d KB, more than %d: shrink it, since readers pay for it",
		FR: "cette image pèse %d Ko, plus de %d : réduisez-la, car les lecteurs la paient"}
	CaptionsMissing = &Message{Code: "captions-missing", Level: Warning,
		EN: "who cannot hear this film is left out: write %s beside it",
		FR: "ce film laisse de côté qui n'entend pas : écrivez %s à côté de lui"}
	TranscriptMissing = &Message{Code: "captions-missing", Level: Warning,
		EN: "who cannot see or hear this has nothing to read: write %s beside it",
		FR: "qui ne peut ni voir ni entendre ceci n'a rien à lire : écrivez %s à côté"}
	LessonLong = &Message{Code: "lesson-long", Level: Warning,
		EN: "this takes %d minutes to read, more than %d: split it into two lessons",
		FR: "ceci se lit en %d minutes, plus de %d : faites-en deux leçons"}
)
