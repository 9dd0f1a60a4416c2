package diag

// Files and folders, as a course's tree names them.
var (
	NoModule = &Message{Code: "file-name",
		EN: "no module here: make a folder with a module.LANG.md in it",
		FR: "aucun module ici : créez un dossier avec un module.LANG.md"}
	FileUnknown = &Message{Code: "file-name",
		EN: "nothing of a course is called so: here go %s; put _ before a name to keep it out",
		FR: "rien d'un cours ne s'appelle ainsi : ici vont %s ; un _ devant le nom l'écarte"}
	FileLink = &Message{Code: "file-name",
		EN: "links, submodules and devices are refused, and names that lead elsewhere: put the file itself here",
		FR: "les liens, sous-modules et périphériques sont refusés, comme les noms qui mènent ailleurs : mettez ici le fichier lui-même"}
	FileCase = &Message{Code: "file-name",
		EN: "this name differs from %q by case alone, which some systems cannot hold: rename one",
		FR: "ce nom ne diffère de %q que par la casse, ce que certains systèmes ne peuvent garder : renommez l'un d'eux"}
	FileSlug = &Message{Code: "file-name",
		EN: "%q cannot stand in an address: rename it to %q",
		FR: "%q ne peut pas figurer dans une adresse : renommez-le en %q"}
	FileReserved = &Message{Code: "file-name",
		EN: "%q is a word of the site's own addresses: choose another",
		FR: "%q est un mot des adresses du site : choisissez-en un autre"}
	FileNumber = &Message{Code: "file-name",
		EN: "%q does not start with its place: rename it NUMBER-SLUG, such as 1-first-steps",
		FR: "%q ne commence pas par son rang : nommez-le NOMBRE-SLUG, comme 1-premiers-pas"}
	FileNumberTaken = &Message{Code: "file-name",
		EN: "the number %d is taken by %q: give another",
		FR: "le nombre %d est pris par %q : donnez-en un autre"}
	FileSlugTaken = &Message{Code: "file-name",
		EN: "the slug %q is taken by %q: rename one",
		FR: "le slug %q est pris par %q : renommez l'un d'eux"}
	FileLanguage = &Message{Code: "file-name",
		EN: "%q does not name its language: call it NAME.LANG.md, such as module.fr.md",
		FR: "%q ne dit pas sa langue : appelez-le NOM.LANGUE.md, comme module.fr.md"}
	FileLanguageUnknown = &Message{Code: "file-name",
		EN: "%q is not a language of the module: write %s, or add it to languages in %s",
		FR: "%q n'est pas une langue du module : écrivez %s, ou ajoutez-la à languages dans %s"}
	FileMediaName = &Message{Code: "file-name",
		EN: "%q holds characters that addresses do not: use letters without accents, digits, dots, _ and -",
		FR: "%q a des caractères que les adresses n'ont pas : prenez lettres sans accent, chiffres, points, _ et -"}
	FileMissing = &Message{Code: "file-name",
		EN: "%s is missing: write it, it holds the title",
		FR: "%s manque : écrivez-le, il porte le titre"}
	FileUnreadable = &Message{Code: "file-name",
		EN: "this file cannot be read (%s): check its permissions",
		FR: "ce fichier ne peut pas être lu (%s) : vérifiez ses droits"}
	SequenceEmpty = &Message{Code: "file-name",
		EN: "this sequence has no lesson: write 1-SLUG.%s.md in it",
		FR: "cette séquence n'a pas de leçon : écrivez-y 1-SLUG.%s.md"}

	LimitSize = &Message{Code: "file-limit",
		EN: "this file has %d KiB: at most %d are allowed, split or shrink it",
		FR: "ce fichier fait %d Kio : %d sont permis au plus, divisez-le ou allégez-le"}
	LimitFiles = &Message{Code: "file-limit",
		EN: "more than %d files: put some modules into another folder",
		FR: "plus de %d fichiers : mettez des modules dans un autre dossier"}

	EncodingUTF8 = &Message{Code: "file-encoding",
		EN: "this file is not UTF-8: save it as UTF-8",
		FR: "ce fichier n'est pas en UTF-8 : enregistrez-le en UTF-8"}
	EncodingBOM = &Message{Code: "file-encoding",
		EN: "a byte order mark is refused: save as UTF-8 without BOM",
		FR: "une marque d'ordre des octets est refusée : enregistrez en UTF-8 sans BOM"}
	EncodingDirection = &Message{Code: "file-encoding",
		EN: "%U turns the direction of text and hides what is written: remove it",
		FR: "%U change le sens du texte et cache ce qui est écrit : retirez-le"}
	EncodingControl = &Message{Code: "file-encoding",
		EN: "%U is a control character: remove it",
		FR: "%U est un caractère de contrôle : retirez-le"}
	EncodingReference = &Message{Code: "file-encoding",
		EN: "%s stands for a character that no text may hold: remove it",
		FR: "%s note un caractère qu'aucun texte ne peut contenir : retirez-le"}
	EncodingTab = &Message{Code: "file-encoding",
		EN: "tabs as indentation are refused: write spaces",
		FR: "les tabulations en retrait sont refusées : écrivez des espaces"}

	IDTwice = &Message{Code: "id-twice",
		EN: "the id %q is used already at %s: rename the newer one",
		FR: "l'identifiant %q sert déjà à %s : renommez le plus récent"}
	IDMissing = &Message{Code: "id-missing",
		EN: "this heading has no id: write <!-- %s: %s --> on the line after it",
		FR: "ce titre n'a pas d'identifiant : écrivez <!-- %s: %s --> à la ligne suivante"}
	IDUnmatched = &Message{Code: "id-unmatched",
		EN: "the source %s has no %q: use one of its ids, such as %q",
		FR: "la source %s n'a pas %q : prenez un de ses identifiants, comme %q"}
	IDUnmatchedNone = &Message{Code: "id-unmatched",
		EN: "the source %s has no %q, nor any other: write it there first",
		FR: "la source %s n'a ni %q ni aucun autre : écrivez-le d'abord là"}
	FileUnmatched = &Message{Code: "id-unmatched",
		EN: "no file %s to translate: rename this one after its source",
		FR: "aucun fichier %s à traduire : nommez celui-ci comme sa source"}
	AliasTaken = &Message{Code: "key-value",
		EN: "the alias %s is taken (%s): remove one",
		FR: "l'alias %s est pris (%s) : retirez-en un"}

	LinkBroken = &Message{Code: "link-broken",
		EN: "no file %s: did you mean %s?",
		FR: "aucun fichier %s : vouliez-vous dire %s ?"}
	LinkDraft = &Message{Code: "link-broken",
		EN: "%s is a draft, which readers cannot open: finish it, or take the link out",
		FR: "%s est un brouillon, que personne ne peut ouvrir : finissez-le, ou retirez le lien"}
	LinkOutside = &Message{Code: "link-broken",
		EN: "%s is outside the module: link inside it, or to an https address",
		FR: "%s est hors du module : liez à l'intérieur, ou à une adresse https"}
	LinkAnchor = &Message{Code: "link-broken",
		EN: "%s has no heading #%s: did you mean #%s?",
		FR: "%s n'a pas de titre #%s : vouliez-vous dire #%s ?"}
	LinkAnchorNone = &Message{Code: "link-broken",
		EN: "%s has no heading #%s, nor any other: link to the file alone",
		FR: "%s n'a pas de titre #%s, ni aucun autre : liez le fichier seul"}
	LinkEntryNone = &Message{Code: "link-broken",
		EN: "the module has no glossary, and so no %q: write it in glossary.%s.md",
		FR: "le module n'a pas de glossaire, et donc pas %q : écrivez-le dans glossary.%s.md"}
	LinkEntry = &Message{Code: "link-broken",
		EN: "the glossary has no %q: did you mean glossary:%s?",
		FR: "le glossaire n'a pas %q : vouliez-vous dire glossary:%s ?"}
	LinkScheme = &Message{Code: "link-form",
		EN: "addresses are https:, http:, mailto:, glossary: or relative, not %q: change it",
		FR: "les adresses sont https:, http:, mailto:, glossary: ou relatives, pas %q : changez-la"}
	LinkAbsolute = &Message{Code: "link-form",
		EN: "%q is an address of a site: name the file, such as ../2-next/1-lesson.fr.md",
		FR: "%q est une adresse d'un site : nommez le fichier, comme ../2-suite/1-lecon.fr.md"}
	TermTwice = &Message{Code: "term-twice",
		EN: "the form %q belongs to %q already at %s: drop one",
		FR: "la forme %q appartient déjà à %q à %s : retirez-en une"}
	TermHeading = &Message{Code: "heading-form",
		EN: "entries of a glossary are level 2: write ##",
		FR: "les entrées d'un glossaire sont de niveau 2 : écrivez ##"}
	TermEmpty = &Message{Code: "block-form",
		EN: "this entry has no definition: write a paragraph under its heading",
		FR: "cette entrée n'a pas de définition : écrivez un paragraphe sous son titre"}
	TermPreamble = &Message{Code: "block-form",
		EN: "text before the first entry is shown nowhere: put it under a heading, or remove it",
		FR: "un texte avant la première entrée ne paraît nulle part : mettez-le sous un titre, ou retirez-le"}
	FootnoteInside = &Message{Code: "footnote-form",
		EN: "a footnote cannot be called here, its text would stand elsewhere: link to the source instead",
		FR: "une note ne peut pas être appelée ici, son texte serait ailleurs : liez plutôt la source"}
	DirectiveHere = &Message{Code: "comment-form",
		EN: "%q does not belong in this file or at this heading: remove it, or move it",
		FR: "%q n'a pas sa place dans ce fichier ou à ce titre : retirez-le, ou déplacez-le"}
)

// What images, sounds and films are named by.
var (
	MediaMissing = &Message{Code: "media-missing",
		EN: "no file %s: did you mean %s?",
		FR: "aucun fichier %s : vouliez-vous dire %s ?"}
	MediaNone = &Message{Code: "media-missing",
		EN: "no file %s: put it there, or mend the address",
		FR: "aucun fichier %s : mettez-l'y, ou corrigez l'adresse"}
	MediaRemote = &Message{Code: "media-form",
		EN: "an image is never fetched from elsewhere (%s): put the file beside the text, with its .license",
		FR: "une image n'est jamais prise ailleurs (%s) : mettez le fichier à côté du texte, avec son .license"}
	MediaPurpose = &Message{Code: "media-form",
		EN: "%s cannot serve here: name one of %s",
		FR: "%s ne peut pas servir ici : nommez un de %s"}
	MediaNoImage = &Message{Code: "media-form",
		EN: "%s is no image: write [title](%[1]s) alone on its line for a sound or a film",
		FR: "%s n'est pas une image : écrivez [titre](%[1]s) seul sur sa ligne pour un son ou un film"}
)

// MediaNoSound is for a reading of a lesson that is something else.
var MediaNoSound = &Message{Code: "media-form",
	EN: "%s, the reading in %s, is no sound: name an mp3, ogg or opus file",
	FR: "%s, la lecture en %s, n'est pas un son : nommez un fichier mp3, ogg ou opus"}
