package diag

// What package lint advises on: how a text reads, and what its questions give away.
var (
	SentenceLong = &Message{Code: "sentence-long", Level: Warning,
		EN: "this sentence has %d words, more than %d: cut it in two",
		FR: "cette phrase a %d mots, plus de %d : coupez-la en deux"}
	LessonHard = &Message{Code: "lesson-hard", Level: Warning,
		EN: "this lesson reads at %d on the scale of %s, under %d: shorten sentences and choose plainer words, first of all at %s",
		FR: "cette leçon se lit à %d sur l'échelle de %s, sous %d : raccourcissez des phrases et prenez des mots plus simples, d'abord en %s"}
	LinkText = &Message{Code: "link-text", Level: Warning,
		EN: "%q does not say where this link leads: put words in its place that make sense on their own",
		FR: "%q ne dit pas où mène ce lien : mettez à la place des mots qui se comprennent seuls"}
	LinkTextAddress = &Message{Code: "link-text", Level: Warning,
		EN: "a long address is read out letter by letter: write [what is there](address)",
		FR: "une longue adresse est lue lettre à lettre : écrivez [ce qui s'y trouve](adresse)"}
	ObjectivesMissing = &Message{Code: "objectives-missing", Level: Warning,
		EN: "nothing says what one can do after this: write objectives: in the front matter, each beginning with a verb",
		FR: "rien ne dit ce qu'on sait faire après ceci : écrivez objectives: dans l'en-tête, chacun commençant par un verbe"}
	AnswerLongest = &Message{Code: "answer-longest", Level: Warning,
		EN: "the right option is the longest of each of the %d questions here, which gives it away: shorten some, or write fuller wrong ones",
		FR: "l'option juste est la plus longue de chacune des %d questions d'ici, ce qui la trahit : raccourcissez-en, ou étoffez les fausses"}
	AnswerFirst = &Message{Code: "answer-first", Level: Warning,
		EN: "the right option is the first of each of the %d questions here: move some, or write shuffle=on",
		FR: "l'option juste est la première de chacune des %d questions d'ici : déplacez-en, ou écrivez shuffle=on"}
	OptionAlike = &Message{Code: "option-alike", Level: Warning,
		EN: "this option says the same as the one at %s but for case, accents or signs: make them differ",
		FR: "cette option dit la même chose que celle en %s, à la casse, aux accents ou aux signes près : distinguez-les"}
	LessonUntested = &Message{Code: "lesson-untested", Level: Warning,
		EN: "no question is about this lesson: write a checkpoint in it, or link to it from the explanation of a question of the quiz",
		FR: "aucune question ne porte sur cette leçon : écrivez-y une halte, ou liez-la depuis l'explication d'une question du quiz"}
	WordAvoided = &Message{Code: "word-avoided", Level: Warning,
		EN: "this site avoids %q: choose other words",
		FR: "ce site évite %q : choisissez d'autres mots"}
	WordReplaced = &Message{Code: "word-avoided", Level: Warning,
		EN: "this site avoids %q: write %q",
		FR: "ce site évite %q : écrivez %q"}
	LinkDead = &Message{Code: "link-dead", Level: Warning,
		EN: "nobody answers at %s (%s): look for where it went, or take the link out",
		FR: "personne ne répond à %s (%s) : cherchez où c'est passé, ou ôtez le lien"}
)
