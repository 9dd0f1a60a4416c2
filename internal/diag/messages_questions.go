package diag

// Questions and their answers.
var (
	AnswerMissing = &Message{Code: "answer-missing",
		EN: "this question has no answer: write options \"- [x] …\", or name its kind and write the answer",
		FR: "cette question n'a pas de réponse : écrivez des options « - [x] … », ou nommez son genre et écrivez la réponse"}
	AnswerMissingKind = &Message{Code: "answer-missing",
		EN: "a question of kind %s has %s as its answer: write it",
		FR: "une question de genre %s a pour réponse %s : écrivez-la"}
	AnswerKindless = &Message{Code: "answer-missing",
		EN: "the kind of this answer is not named: add %s to the comment under the heading",
		FR: "le genre de cette réponse n'est pas nommé : ajoutez %s au commentaire sous le titre"}
	AnswerNoTick = &Message{Code: "answer-missing",
		EN: "no option is right: tick one with [x]",
		FR: "aucune option n'est juste : cochez-en une par [x]"}
	AnswerOneOption = &Message{Code: "answer-missing",
		EN: "one option is no choice: write a second one",
		FR: "une seule option n'est pas un choix : écrivez-en une seconde"}
	AnswerTwice = &Message{Code: "answer-twice",
		EN: "this question has an answer already at %s: keep one, or part the question",
		FR: "cette question a déjà une réponse à %s : gardez-en une, ou séparez la question"}
	AnswerNumber = &Message{Code: "answer-form",
		EN: "%q is no number: write = 1989, = 3.14 ± 0.01 or = 10..12",
		FR: "%q n'est pas un nombre : écrivez = 1989, = 3.14 ± 0.01 ou = 10..12"}
	AnswerTolerance = &Message{Code: "answer-form",
		EN: "the tolerance of %q is not above 0: write = 3.14 ± 0.01",
		FR: "la tolérance de %q n'est pas au-dessus de 0 : écrivez = 3.14 ± 0.01"}
	AnswerRange = &Message{Code: "answer-form",
		EN: "in %q, the first end is above the second: turn them round",
		FR: "dans %q, la première borne dépasse la seconde : échangez-les"}
	AnswerText = &Message{Code: "answer-form",
		EN: "an answer is missing in %q: write = answer | variant",
		FR: "une réponse manque dans %q : écrivez = réponse | variante"}
	AnswerQuotes = &Message{Code: "answer-form",
		EN: "an answer in backquotes is not closed in %q, or text follows it: write = `answer` | variant",
		FR: "une réponse entre accents graves n'est pas fermée dans %q, ou du texte la suit : écrivez = `réponse` | variante"}
	AnswerMany = &Message{Code: "answer-form",
		EN: "%q holds more than 64 answers: keep those that people give",
		FR: "%q contient plus de 64 réponses : gardez celles que l'on donne vraiment"}
	AnswerLong = &Message{Code: "answer-form",
		EN: "%q is over 200 characters: ask for a shorter answer",
		FR: "%q dépasse 200 caractères : demandez une réponse plus courte"}
	AnswerLine = &Message{Code: "answer-form",
		EN: "an answer is one line with a blank one before and after: part it from what follows",
		FR: "une réponse tient en une ligne, avec une ligne vide avant et après : séparez-la de la suite"}
	AnswerGap = &Message{Code: "answer-form",
		EN: "this is no gap: write [= answer | variant =], with a space inside each end, or \\[= for the signs",
		FR: "ceci n'est pas un trou : écrivez [= réponse | variante =], une espace à chaque bout, ou \\[= pour les signes"}
	AnswerGapInside = &Message{Code: "answer-form",
		EN: "a gap cannot stand in a heading, a link or an image: move it out",
		FR: "un trou ne peut pas être dans un titre, un lien ou une image : sortez-le"}
	AnswerGapKind = &Message{Code: "answer-form",
		EN: "gaps are for questions of kind cloze: add kind=cloze, or write \\[= for the signs",
		FR: "les trous sont pour les questions de genre cloze : ajoutez kind=cloze, ou écrivez \\[= pour les signes"}
	AnswerTicks = &Message{Code: "answer-form",
		EN: "a question of kind %s has one right option, not %d: untick the others, or write kind=multiple",
		FR: "une question de genre %s a une option juste, pas %d : décochez les autres, ou écrivez kind=multiple"}
	AnswerTrueFalse = &Message{Code: "answer-form",
		EN: "true or false has two options, not %d: take some out, or write kind=single",
		FR: "vrai ou faux a deux options, pas %d : retirez-en, ou écrivez kind=single"}
	AnswerMatchColumns = &Message{Code: "answer-form",
		EN: "pairs are a table of two columns, not %d: one for what is given, one for what goes with it",
		FR: "les paires sont un tableau de deux colonnes, pas %d : une pour ce qui est donné, une pour ce qui va avec"}
	AnswerMatchHole = &Message{Code: "answer-form",
		EN: "this cell is empty: fill it (only the first cell of a row may be empty, for a decoy)",
		FR: "cette cellule est vide : remplissez-la (seule la première d'une ligne peut l'être, pour un leurre)"}
	AnswerMatchTwice = &Message{Code: "answer-form",
		EN: "two rows begin with %q: make them differ",
		FR: "deux lignes commencent par %q : distinguez-les"}
	AnswerMatchFew = &Message{Code: "answer-form",
		EN: "two to twelve rows are to be paired, here %d: add or remove some",
		FR: "deux à douze lignes sont à apparier, ici %d : ajoutez-en ou retirez-en"}

	TaskUnboxed = &Message{Code: "task-form",
		EN: "this option has no box: write \"- [ ] text\" or \"- [x] text\"",
		FR: "cette option n'a pas de case : écrivez « - [ ] texte » ou « - [x] texte »"}
	TaskNested = &Message{Code: "task-form",
		EN: "a box inside a label is ticked by the forges: write \\[x] or other words",
		FR: "une case dans un libellé est cochée par les forges : écrivez \\[x] ou d'autres mots"}

	OptionLine = &Message{Code: "option-form",
		EN: "an option's label is one line: join it, feedback goes below as \"  > …\"",
		FR: "le libellé d'une option tient en une ligne : joignez-le, l'explication va dessous par « > … »"}
	OptionEmpty = &Message{Code: "option-form",
		EN: "this option says nothing: write its label",
		FR: "cette option ne dit rien : écrivez son libellé"}
	OptionTwice = &Message{Code: "option-form",
		EN: "two options say %q: make them differ",
		FR: "deux options disent %q : distinguez-les"}
	OptionStray = &Message{Code: "option-form",
		EN: "an option holds a label and at most one quotation, nothing else: move this out",
		FR: "une option contient un libellé et au plus une citation, rien d'autre : sortez ceci"}
	OptionMany = &Message{Code: "option-form",
		EN: "two to twelve are allowed, here %d: write more, or take some out",
		FR: "deux à douze sont permis, ici %d : écrivez-en, ou retirez-en"}
	OptionLink = &Message{Code: "option-form",
		EN: "a label is text, emphasis, code or an image, not a link: put the link into the explanation",
		FR: "un libellé est du texte, de l'emphase, du code ou une image, pas un lien : mettez-le dans l'explication"}

	QuestionOutside = &Message{Code: "question-order",
		EN: "options to tick stand only in a quiz, or under a heading marked <!-- checkpoint -->: move them, or drop the boxes",
		FR: "des options à cocher ne vont que dans un quiz, ou sous un titre marqué <!-- checkpoint --> : déplacez-les, ou ôtez les cases"}
	QuestionTyped = &Message{Code: "question-order",
		EN: "a paragraph that begins with = is an answer, which stands only in a quiz or under a heading marked <!-- checkpoint -->: move it, or write \\= for the sign",
		FR: "un paragraphe qui commence par = est une réponse, qui ne va que dans un quiz ou sous un titre marqué <!-- checkpoint --> : déplacez-le, ou écrivez \\= pour le signe"}
	QuestionEarly = &Message{Code: "question-order",
		EN: "a hint and an explanation come after the answer: move this below it",
		FR: "un indice et une explication viennent après la réponse : mettez ceci dessous"}
	QuestionUnindented = &Message{Code: "question-order",
		EN: "this quotation is not inside an option: indent it by two spaces to make it feedback",
		FR: "cette citation n'est pas dans une option : décalez-la de deux espaces pour en faire une explication"}
	QuestionAfter = &Message{Code: "question-order",
		EN: "after the answer come only > [!TIP] and > [!NOTE]: move this above it",
		FR: "après la réponse ne viennent que > [!TIP] et > [!NOTE] : mettez ceci au-dessus"}
	QuestionAlertTwice = &Message{Code: "question-order",
		EN: "a second %s: join it to the first",
		FR: "un second %s : joignez-le au premier"}
	QuestionLevel = &Message{Code: "question-order",
		EN: "questions stand at level %d here: write %s",
		FR: "les questions sont de niveau %d ici : écrivez %s"}
	CheckpointEmpty = &Message{Code: "question-order",
		EN: "this checkpoint has no question: write one under ###",
		FR: "cette halte n'a pas de question : écrivez-en une sous ###"}
	QuizPreamble = &Message{Code: "question-order",
		EN: "this quiz has no question: write one under ##",
		FR: "ce quiz n'a pas de question : écrivez-en une sous ##"}

	AnswerDiffers = &Message{Code: "answer-differs",
		EN: "%s differs from the source at %s: make it the same",
		FR: "%s diffère de la source à %s : rendez-la identique"}
)

// The comments under headings.
var (
	DirectiveKey = &Message{Code: "key-unknown",
		EN: "%q is no key of this comment: did you mean %s?",
		FR: "%q n'est pas une clé de ce commentaire : vouliez-vous dire %s ?"}
	DirectiveKeyTwice = &Message{Code: "key-value",
		EN: "%q is given twice: keep one",
		FR: "%q est donné deux fois : gardez-en un"}
	DirectiveQuotes = &Message{Code: "key-value",
		EN: "the quotes of %s are not closed, or stand inside: write %[1]s=\"two words\"",
		FR: "les guillemets de %s ne sont pas fermés, ou sont à l'intérieur : écrivez %[1]s=\"deux mots\""}
	DirectiveExact = &Message{Code: "key-value",
		EN: "exact is for typed answers, not for questions of kind %s: remove it",
		FR: "exact est pour les réponses à taper, pas pour les questions de genre %s : retirez-le"}
	DirectiveValue = &Message{Code: "key-value",
		EN: "%s cannot be %q: write %s",
		FR: "%s ne peut pas être %q : écrivez %s"}
)
