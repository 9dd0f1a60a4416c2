package diag

// Limits of a source, and what Markdown of the format refuses.
var (
	LimitBlock = &Message{Code: "file-limit",
		EN: "this block is longer than %d KiB: part it with blank lines",
		FR: "ce bloc dépasse %d Kio : séparez-le par des lignes vides"}
	LimitLines = &Message{Code: "file-limit",
		EN: "this block is longer than %d lines: part it with blank lines",
		FR: "ce bloc dépasse %d lignes : séparez-le par des lignes vides"}
	LimitMarks = &Message{Code: "file-limit",
		EN: "this block holds more than %d brackets, stars, underscores, backquotes and the like: part it with blank lines",
		FR: "ce bloc a plus de %d crochets, étoiles, tirets bas, accents graves et semblables : séparez-le par des lignes vides"}
	LimitCalls = &Message{Code: "file-limit",
		EN: "more than %d footnotes and calls of them: part the text into two files",
		FR: "plus de %d notes et appels de note : séparez le texte en deux fichiers"}
	LimitCopied = &Message{Code: "file-limit",
		EN: "the references of this file repeat more than %d MiB of addresses and titles: shorten these",
		FR: "les références de ce fichier répètent plus de %d Mio d'adresses et de titres : raccourcissez-les"}
	LimitDepth = &Message{Code: "file-limit",
		EN: "%d levels of nesting: at most %d are allowed, take some out",
		FR: "%d niveaux d'imbrication : %d sont permis au plus, retirez-en"}
	LimitColumns = &Message{Code: "file-limit",
		EN: "this table has %d columns: at most %d are allowed, make two tables",
		FR: "ce tableau a %d colonnes : %d sont permises au plus, faites-en deux"}
	LimitAddress = &Message{Code: "file-limit",
		EN: "this address is longer than %d bytes: use a shorter one",
		FR: "cette adresse dépasse %d octets : prenez-en une plus courte"}

	HTMLRefused = &Message{Code: "html",
		EN: "raw HTML is refused: write %q between backquotes, or \\< for the sign alone",
		FR: "le HTML est refusé : écrivez %q entre accents graves, ou \\< pour le signe seul"}
	CommentInside = &Message{Code: "comment-form",
		EN: "a comment stands alone on one line, from the first column, outside lists and quotations: move it",
		FR: "un commentaire tient seul sur une ligne, dès la première colonne, hors des listes et citations : déplacez-le"}
	CommentUnclosed = &Message{Code: "comment-form",
		EN: "this comment does not end on its line: close it with -->, and begin each line of a long note anew",
		FR: "ce commentaire ne finit pas sur sa ligne : fermez-le par -->, et recommencez à chaque ligne d'une longue note"}
	CommentDashes = &Message{Code: "comment-form",
		EN: "a comment holds no --: write a single dash",
		FR: "un commentaire ne contient pas de -- : écrivez un seul tiret"}
	CommentUnknown = &Message{Code: "comment-form",
		EN: "no directive is called %q: did you mean %s?",
		FR: "aucune directive ne s'appelle %q : vouliez-vous dire %s ?"}
	CommentValue = &Message{Code: "comment-form",
		EN: "the directive %q takes one word: write <!-- %[1]s: %[2]s -->",
		FR: "la directive %q prend un mot : écrivez <!-- %[1]s: %[2]s -->"}
	CommentMisplaced = &Message{Code: "comment-form",
		EN: "%q is not right under a heading of its kind: move it to the line after one",
		FR: "%q n'est pas juste sous un titre qui l'accepte : mettez-le à la ligne qui le suit"}
	CommentBeforeNothing = &Message{Code: "comment-form",
		EN: "%q stands before no block: put it on the line before the one it is about",
		FR: "%q ne précède aucun bloc : mettez-le à la ligne avant celui qu'il concerne"}

	HeadingTitle = &Message{Code: "heading-form",
		EN: "# is for the title, which is in front matter: begin with ##",
		FR: "# est réservé au titre, qui est dans l'en-tête : commencez par ##"}
	HeadingUnderlined = &Message{Code: "heading-form",
		EN: "underlined headings are refused: write ## before the text",
		FR: "les titres soulignés sont refusés : écrivez ## devant le texte"}
	HeadingEmpty = &Message{Code: "heading-form",
		EN: "this heading is empty: write its text, or remove it",
		FR: "ce titre est vide : écrivez-le, ou retirez-le"}
	HeadingID = &Message{Code: "heading-form",
		EN: "{#…} is refused: an anchor is made from the text, remove it",
		FR: "{#…} est refusé : l'ancre se déduit du texte, retirez-le"}
	HeadingDeep = &Message{Code: "heading-form",
		EN: "headings go from ## to ####: use one of these, or a paragraph in bold",
		FR: "les titres vont de ## à #### : prenez l'un d'eux, ou un paragraphe en gras"}
	HeadingSkips = &Message{Code: "heading-form",
		EN: "a level is skipped: write %s instead of %s",
		FR: "un niveau est sauté : écrivez %s au lieu de %s"}
	HeadingInside = &Message{Code: "heading-form",
		EN: "a heading cannot stand inside a list or a quotation: move it out",
		FR: "un titre ne peut pas être dans une liste ou une citation : sortez-le"}

	HeadingGlued = &Message{Code: "heading-form",
		EN: "a heading needs a space after its marks: write it, or \\# for the sign",
		FR: "un titre veut une espace après ses signes : écrivez-la, ou \\# pour le signe"}
	BlockNoBreak = &Message{Code: "block-form",
		EN: "a no-break space stands after this mark, which makes nothing of it: type a plain space",
		FR: "une espace insécable suit ce signe, qui alors ne fait rien : tapez une espace simple"}

	BlockIndented = &Message{Code: "block-form",
		EN: "code by indentation is refused: put it between ``` lines, or take the spaces out",
		FR: "le code par retrait est refusé : mettez-le entre deux lignes ```, ou ôtez les espaces"}
	BlockUnclosed = &Message{Code: "block-form",
		EN: "this block of code is not closed: end it with a line %s",
		FR: "ce bloc de code n'est pas fermé : finissez-le par une ligne %s"}
	BlockWrappedTerm = &Message{Code: "block-form",
		EN: "a line that starts with : makes a definition of each line above: put the term on one line, or join the lines",
		FR: "une ligne qui commence par : fait une définition de chaque ligne au-dessus : mettez le terme sur une ligne, ou joignez-les"}

	TableCells = &Message{Code: "table-form",
		EN: `this row has %d cells and its header %d: add the missing ones, or write \| for a bar inside one`,
		FR: `cette ligne a %d cellules et son en-tête %d : ajoutez celles qui manquent, ou écrivez \| pour une barre`}
	TableHeader = &Message{Code: "table-form",
		EN: "the header has %d cells and the line below it %d: give both the same number",
		FR: "l'en-tête a %d cellules et la ligne qui suit %d : donnez-leur le même nombre"}

	AlertMerged = &Message{Code: "alert-form",
		EN: "%s does not begin a quotation: part it from the one above with a blank line",
		FR: "%s ne commence pas une citation : séparez-la de la précédente par une ligne vide"}
	AlertNested = &Message{Code: "alert-form",
		EN: "%s is inside a list or a quotation: move it to the first column",
		FR: "%s est dans une liste ou une citation : ramenez-la à la première colonne"}
	AlertUnknown = &Message{Code: "alert-form",
		EN: "no alert is called %s: did you mean %s, in capitals?",
		FR: "aucun encadré ne s'appelle %s : vouliez-vous dire %s, en capitales ?"}
	AlertNotAlone = &Message{Code: "alert-form",
		EN: "%s stands alone on its line: put the text on the next one",
		FR: "%s est seul sur sa ligne : mettez le texte à la suivante"}
	AlertEmpty = &Message{Code: "alert-form",
		EN: "%s has no text: write it on the next line, after >",
		FR: "%s n'a pas de texte : écrivez-le à la ligne suivante, après >"}

	TaskGlued = &Message{Code: "task-form",
		EN: "a box to tick needs its spaces: write \"- [ ] text\" or \"- [x] text\"",
		FR: "une case à cocher veut ses espaces : écrivez « - [ ] texte » ou « - [x] texte »"}
	TaskLink = &Message{Code: "task-form",
		EN: "a box right before ( is a link: put a space after ]",
		FR: "une case juste devant ( est un lien : mettez une espace après ]"}

	LinkBare = &Message{Code: "link-form",
		EN: "bare address: write <%s>, or [words](%[1]s)",
		FR: "adresse nue : écrivez <%s>, ou [des mots](%[1]s)"}
	LinkBareMail = &Message{Code: "link-form",
		EN: "bare address: write <%s>",
		FR: "adresse nue : écrivez <%s>"}
	LinkMalformed = &Message{Code: "link-form",
		EN: `%q is no link: write %%20 for spaces in the address, or \] for the sign alone`,
		FR: `%q n'est pas un lien : écrivez %%20 pour les espaces de l'adresse, ou \] pour le signe seul`}
	LinkEmpty = &Message{Code: "link-form",
		EN: "this link leads nowhere: write its address between the parentheses, or take it out",
		FR: "ce lien ne mène nulle part : écrivez son adresse entre les parenthèses, ou ôtez-le"}
	LinkUndefined = &Message{Code: "link-form",
		EN: "the reference %q is defined nowhere: add [name]: address, or write [words](address)",
		FR: "la référence %q n'est définie nulle part : ajoutez [nom]: adresse, ou écrivez [mots](adresse)"}
	ReferenceTwice = &Message{Code: "link-form",
		EN: "the reference %q is defined already at %s: remove one",
		FR: "la référence %q est déjà définie à %s : retirez l'une des deux"}
	ReferenceUnused = &Message{Code: "link-form",
		EN: "nothing uses the reference %q: remove it, or call it",
		FR: "rien n'utilise la référence %q : retirez-la, ou appelez-la"}
	FootnoteUndefined = &Message{Code: "footnote-form",
		EN: "the footnote %s has no text: add a line %[1]s: text",
		FR: "la note %s n'a pas de texte : ajoutez une ligne %[1]s: texte"}
	FootnoteTwice = &Message{Code: "footnote-form",
		EN: "the footnote %q has a text already at %s: give one another name",
		FR: "la note %q a déjà un texte à %s : donnez un autre nom à l'une"}
	FootnoteUnused = &Message{Code: "footnote-form",
		EN: "nothing calls the footnote %q: call it with [^%[1]s], or remove it",
		FR: "rien n'appelle la note %q : appelez-la par [^%[1]s], ou retirez-la"}
	MediaPlayerInline = &Message{Code: "media-form",
		EN: "a sound or a film stands alone on its line: put blank lines around it",
		FR: "un son ou un film est seul sur sa ligne : mettez des lignes vides autour"}
	AltMissing = &Message{Code: "alt-missing",
		EN: "this image has no alternative text: say what it shows between the brackets, or write <!-- image: decoration --> on the line before",
		FR: "cette image n'a pas de texte de remplacement : dites ce qu'elle montre entre les crochets, ou écrivez <!-- image: decoration --> à la ligne d'avant"}
)
