package diag

// Images, sounds and films as files.
var (
	MediaType = &Message{Code: "media-form",
		EN: "this is no %s, whatever its name says: export it as one, or rename it",
		FR: "ceci n'est pas du %s, quoi qu'en dise le nom : exportez-le ainsi, ou renommez-le"}
	MediaIs = &Message{Code: "media-form",
		EN: "this is %[2]s, not %[1]s as its name says: rename it to end in %[3]s",
		FR: "ceci est du %[2]s, pas du %[1]s comme le dit son nom : renommez-le pour finir par %[3]s"}
	MediaUnknown = &Message{Code: "file-name",
		EN: "%q is no kind of file that a course shows: use one of %s, or put _ before the name",
		FR: "%q n'est pas une sorte de fichier qu'un cours montre : prenez parmi %s, ou mettez _ devant le nom"}
	MediaTurned = &Message{Code: "media-form",
		EN: "this photograph lies on its side or is mirrored (EXIF orientation %d): turn it in an image editor, and save it upright",
		FR: "cette photographie est couchée ou en miroir (orientation EXIF %d) : redressez-la dans un logiciel d'images, et enregistrez-la"}
	LimitPixels = &Message{Code: "file-limit",
		EN: "this image has %d × %d pixels: at most %d million, and %d a side, are allowed, make it smaller",
		FR: "cette image fait %d × %d pixels : %d millions au plus, et %d de côté, sont permis, réduisez-la"}
	MediaAlone = &Message{Code: "media-missing",
		EN: "this file goes with one called %s, which is not here: add it, or remove this one",
		FR: "ce fichier en accompagne un nommé %s, qui n'est pas là : ajoutez-le, ou retirez celui-ci"}

	CreditMissing = &Message{Code: "credit-missing",
		EN: "nothing says who made this file: write %s beside it, with the lines SPDX-FileCopyrightText: YEAR NAME and SPDX-License-Identifier: CC-BY-SA-4.0",
		FR: "rien ne dit qui a fait ce fichier : écrivez %s à côté, avec les lignes SPDX-FileCopyrightText: ANNÉE NOM et SPDX-License-Identifier: CC-BY-SA-4.0"}
	CreditAuthor = &Message{Code: "credit-missing",
		EN: "no author here: add a line SPDX-FileCopyrightText: YEAR NAME",
		FR: "pas d'auteur ici : ajoutez une ligne SPDX-FileCopyrightText: ANNÉE NOM"}
	CreditLicence = &Message{Code: "credit-missing",
		EN: "no licence here: add a line SPDX-License-Identifier: CC-BY-SA-4.0, with the one that applies",
		FR: "pas de licence ici : ajoutez une ligne SPDX-License-Identifier: CC-BY-SA-4.0, avec celle qui s'applique"}
	CreditSource = &Message{Code: "key-value",
		EN: "%q is no https address: write where the original is found, as in Source: https://photos.example/42",
		FR: "%q n'est pas une adresse https : écrivez où se trouve l'original, comme Source: https://photos.example/42"}

	CaptionsHeader = &Message{Code: "media-form",
		EN: "captions begin with WEBVTT and an empty line: write them first",
		FR: "les sous-titres commencent par WEBVTT et une ligne vide : écrivez-les d'abord"}
	CaptionsTiming = &Message{Code: "media-form",
		EN: "no times of a caption here: write them as in 00:01.000 --> 00:04.500",
		FR: "pas de temps de sous-titre ici : écrivez-les comme 00:01.000 --> 00:04.500"}
	CaptionsReversed = &Message{Code: "media-form",
		EN: "this caption ends before it starts: swap its times",
		FR: "ce sous-titre finit avant de commencer : échangez ses temps"}
	CaptionsOrder = &Message{Code: "media-form",
		EN: "this caption starts before the one at line %d: put them in order",
		FR: "ce sous-titre commence avant celui de la ligne %d : mettez-les dans l'ordre"}
	CaptionsEmpty = &Message{Code: "media-form",
		EN: "this caption says nothing: write its text under its times",
		FR: "ce sous-titre ne dit rien : écrivez son texte sous ses temps"}
	CaptionsBlock = &Message{Code: "media-form",
		EN: "%s blocks are refused in captions: remove this one",
		FR: "les blocs %s sont refusés dans les sous-titres : retirez celui-ci"}
)

// Drawings.
var (
	SVGSyntax = &Message{Code: "media-form",
		EN: "this drawing is not well-formed XML (%s): export it again",
		FR: "ce dessin n'est pas du XML bien formé (%s) : exportez-le à nouveau"}
	SVGRoot = &Message{Code: "media-form",
		EN: "a drawing begins with <svg xmlns=\"http://www.w3.org/2000/svg\">: export it as plain SVG",
		FR: "un dessin commence par <svg xmlns=\"http://www.w3.org/2000/svg\"> : exportez-le en SVG simple"}
	SVGDeclaration = &Message{Code: "media-form",
		EN: "a drawing holds no DOCTYPE, entity or processing instruction: remove this one",
		FR: "un dessin n'a ni DOCTYPE, ni entité, ni instruction de traitement : retirez celle-ci"}
	SVGElement = &Message{Code: "media-form",
		EN: "a drawing holds no <%s>: remove it, or export as plain SVG",
		FR: "un dessin n'a pas de <%s> : retirez-le, ou exportez en SVG simple"}
	SVGAttribute = &Message{Code: "media-form",
		EN: "a drawing holds no attribute %s on <%s>: remove it, or export as plain SVG",
		FR: "un dessin n'a pas d'attribut %s sur <%s> : retirez-le, ou exportez en SVG simple"}
	SVGStyle = &Message{Code: "media-form",
		EN: "a drawing holds no style sheet: write fill, stroke and the others as attributes",
		FR: "un dessin n'a pas de feuille de style : écrivez fill, stroke et les autres en attributs"}
	SVGValue = &Message{Code: "media-form",
		EN: "%q may not be the value of %s: refer to this file alone, as in url(#id), and use plain values",
		FR: "%q ne peut pas être la valeur de %s : ne renvoyez qu'à ce fichier, comme url(#id), et prenez des valeurs simples"}
	SVGTwice = &Message{Code: "media-form",
		EN: "%q is here twice: keep one",
		FR: "%q est ici deux fois : gardez-en un"}
	SVGReference = &Message{Code: "media-form",
		EN: "nothing in this drawing has the id %q: mend the reference",
		FR: "rien dans ce dessin n'a l'identifiant %q : corrigez le renvoi"}
	SVGNested = &Message{Code: "media-form",
		EN: "what is referred to (%q) refers to more than gradients itself: draw it in place",
		FR: "ce qui est renvoyé (%q) renvoie lui-même à plus que des dégradés : dessinez-le sur place"}
	SVGSize = &Message{Code: "media-form",
		EN: "this drawing does not say its size: give <svg> a viewBox such as \"0 0 640 360\", at most %d a side",
		FR: "ce dessin ne dit pas sa taille : donnez à <svg> un viewBox comme \"0 0 640 360\", de %d au plus par côté"}
	LimitDrawing = &Message{Code: "file-limit",
		EN: "this drawing is larger than %d KiB, %d elements or %d levels: simplify it",
		FR: "ce dessin dépasse %d Kio, %d éléments ou %d niveaux : simplifiez-le"}
	LimitDrawn = &Message{Code: "file-limit",
		EN: "this drawing repeats its parts into more than %d: simplify it",
		FR: "ce dessin répète ses parties jusqu'à plus de %d : simplifiez-le"}
)
