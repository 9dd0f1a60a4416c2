package diag

// Front matter as a whole.
var (
	FrontAbsent = &Message{Code: "front-matter-syntax",
		EN: "no front matter: begin the file with a line ---, its keys, and a second line ---",
		FR: "l'en-tête manque : commencez le fichier par une ligne ---, ses clés, et une seconde ligne ---"}
	FrontUnclosed = &Message{Code: "front-matter-syntax",
		EN: "the front matter is not closed: add a line --- after its last key",
		FR: "l'en-tête n'est pas fermé : ajoutez une ligne --- après sa dernière clé"}
	FrontYAML = &Message{Code: "front-matter-syntax",
		EN: "YAML cannot read this (%s): put the text between quotes, or mend the line",
		FR: "YAML ne peut pas lire ceci (%s) : mettez le texte entre guillemets droits, ou corrigez la ligne"}
	FrontColon = &Message{Code: "front-matter-syntax",
		EN: "YAML takes the colon in this text for a key: put the whole text between quotes, as in title: \"Internet: why?\"",
		FR: "YAML prend le deux-points de ce texte pour une clé : mettez tout le texte entre guillemets droits, comme title: \"Internet : pourquoi ?\""}
	FrontHash = &Message{Code: "front-matter-syntax",
		EN: "YAML cuts this text at #: put it between quotes, or two spaces before what is meant as a comment",
		FR: "YAML coupe ce texte au # : mettez-le entre guillemets droits, ou deux espaces devant ce qui est un commentaire"}
	FrontRefused = &Message{Code: "front-matter-syntax",
		EN: "%q begins something that front matter does not hold: put the text between quotes, or write the value out",
		FR: "%q commence une chose que l'en-tête n'admet pas : mettez le texte entre guillemets droits, ou écrivez la valeur en entier"}
	FrontCharacter = &Message{Code: "front-matter-syntax",
		EN: "%U is not allowed in a text: remove it, or the escape that stands for it",
		FR: "%U n'est pas admis dans un texte : retirez-le, ou l'échappement qui le note"}
	FrontDocument = &Message{Code: "front-matter-syntax",
		EN: "front matter is one document: remove this line",
		FR: "l'en-tête est un seul document : retirez cette ligne"}
	FrontNoMapping = &Message{Code: "front-matter-syntax",
		EN: "front matter is a list of keys: write one a line, as in title: Internet",
		FR: "l'en-tête est une liste de clés : écrivez-en une par ligne, comme title: Internet"}
	FrontTwice = &Message{Code: "front-matter-syntax",
		EN: "the key %q is given already at %s: keep one of them",
		FR: "la clé %q est déjà donnée en %s : gardez l'une des deux"}
	LimitFront = &Message{Code: "file-limit",
		EN: "the front matter is longer than %d KiB or %d lines: shorten its texts and lists",
		FR: "l'en-tête dépasse %d Kio ou %d lignes : raccourcissez ses textes et ses listes"}
	LimitFrontDepth = &Message{Code: "file-limit",
		EN: "front matter nests at most %d levels deep: take some out",
		FR: "l'en-tête s'imbrique sur %d niveaux au plus : retirez-en"}
)

// Its keys.
var (
	KeyUnknown = &Message{Code: "key-unknown",
		EN: "no key is called %q here: remove it",
		FR: "aucune clé ne s'appelle %q ici : retirez-la"}
	KeyNearest = &Message{Code: "key-unknown",
		EN: "no key is called %q here: write %q",
		FR: "aucune clé ne s'appelle %q ici : écrivez %q"}
	KeySourceOnly = &Message{Code: "key-unknown",
		EN: "a translation does not hold the key %q: keep it in the source file alone",
		FR: "une traduction ne porte pas la clé %q : gardez-la dans le seul fichier source"}
	KeyTranslationOnly = &Message{Code: "key-unknown",
		EN: "only a translation holds the key %q: remove it from the source file",
		FR: "seule une traduction porte la clé %q : retirez-la du fichier source"}
	KeyMissing = &Message{Code: "key-value",
		EN: "the key %q is missing: add it, as in %s",
		FR: "la clé %q manque : ajoutez-la, comme %s"}
	KeyEmpty = &Message{Code: "key-value",
		EN: "%q has no value: write one, or remove the key",
		FR: "%q n'a pas de valeur : écrivez-en une, ou retirez la clé"}
	KeyText = &Message{Code: "key-value",
		EN: "%q is a text: write it after the colon, between quotes if it holds one",
		FR: "%q est un texte : écrivez-le après le deux-points, entre guillemets droits s'il en contient un"}
	KeyTexts = &Message{Code: "key-value",
		EN: "%q is a list: write one item a line after \"- \", between quotes if it holds a colon",
		FR: "%q est une liste : écrivez un élément par ligne après « - », entre guillemets droits s'il contient un deux-points"}
	KeyMapping = &Message{Code: "key-value",
		EN: "%q holds keys of its own: write it as in %s",
		FR: "%q porte ses propres clés : écrivez-la comme %s"}
	KeySwitch = &Message{Code: "key-value",
		EN: "%q is a switch, and %q is neither of its values: write on or off",
		FR: "%q est un interrupteur, et %q n'en est pas une valeur : écrivez on ou off"}
	KeyNumber = &Message{Code: "key-value",
		EN: "%q is a whole number from %d to %d, which %q is not: write one in figures",
		FR: "%q est un nombre entier de %d à %d, ce que %q n'est pas : écrivez-en un en chiffres"}
	KeyDate = &Message{Code: "key-value",
		EN: "%q is a date, which %q is not: write year, month and day, as in 2026-11-22",
		FR: "%q est une date, ce que %q n'est pas : écrivez l'année, le mois et le jour, comme 2026-11-22"}
	KeyDatesReversed = &Message{Code: "key-value",
		EN: "%q is before %q, at %s: swap them, or mend one",
		FR: "%q est avant %q, en %s : échangez-les, ou corrigez-en une"}
	KeyChoice = &Message{Code: "key-value",
		EN: "%q cannot be %q: write %s",
		FR: "%q ne peut pas être %q : écrivez %s"}
	KeyLanguage = &Message{Code: "key-value",
		EN: "%q is no language tag (BCP 47): write one, as in %s",
		FR: "%q n'est pas une étiquette de langue (BCP 47) : écrivez-en une, comme %s"}
	KeyTwice = &Message{Code: "key-value",
		EN: "%q stands already at %s: remove one of them",
		FR: "%q figure déjà en %s : retirez l'un des deux"}
	KeyLicence = &Message{Code: "key-value",
		EN: "%q is no licence known here: write its SPDX identifier, as in %s",
		FR: "%q n'est pas une licence connue ici : écrivez son identifiant SPDX, comme %s"}
	KeyParty = &Message{Code: "key-value",
		EN: "%q is not a name with, at most, one https or e-mail address: write it as in \"Amina Roy <https://amina.example>\"",
		FR: "%q n'est pas un nom suivi, au plus, d'une adresse https ou de courriel : écrivez-le comme \"Amina Roy <https://amina.example>\""}
	KeyForge = &Message{Code: "key-value",
		EN: "%q is not an https address that holds {path} once: write it as in %s",
		FR: "%q n'est pas une adresse https qui contient {path} une fois : écrivez-la comme %s"}
	KeyAlias = &Message{Code: "key-value",
		EN: "%q is not an old address of this site: write it from its language on, as in /fr/module/lesson",
		FR: "%q n'est pas une ancienne adresse de ce site : écrivez-la à partir de sa langue, comme /fr/module/lecon"}
	KeyFile = &Message{Code: "key-value",
		EN: "%q is not the path of a file beside this one: write it as in %s",
		FR: "%q n'est pas le chemin d'un fichier voisin : écrivez-le comme %s"}
	KeyIgnore = &Message{Code: "key-value",
		EN: "%q is not the code of a warning: write one, as in %s",
		FR: "%q n'est pas le code d'un avertissement : écrivez-en un, comme %s"}
	KeyHash = &Message{Code: "key-value",
		EN: "%q is not the first 8 hexadecimal digits of a hash: write them between quotes, or remove the key",
		FR: "%q n'est pas les 8 premiers chiffres hexadécimaux d'une empreinte : écrivez-les entre guillemets droits, ou retirez la clé"}
	IDForm = &Message{Code: "id-form",
		EN: "%q is no id, which is lower-case ASCII letters and digits parted by single hyphens: write %q",
		FR: "%q n'est pas un identifiant, fait de lettres ASCII minuscules et de chiffres séparés par des traits d'union : écrivez %q"}
)
