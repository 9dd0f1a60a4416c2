package theme_test

import (
	"html/template"
	"time"

	"sentier/internal/config"
	"sentier/internal/quiz"
	"sentier/internal/theme"
)

// host is a configuration in which nothing is left out.
func host() config.Config {
	c := config.Config{BaseURL: "https://cours.example", Languages: []string{"fr", "en"}}
	c.Identity = config.Identity{Name: "Les Passerelles"}
	c.Footer = []config.Link{{Label: config.Text{"fr": "Nos ateliers", "en": "Our workshops"}, URL: "https://ateliers.example"}}
	c.Host = config.Host{
		Name: "Les Passerelles", Kind: "association loi 1901", Address: "1 rue des Lilas, 69001 Lyon",
		Email: "bonjour@passerelles.example", Phone: "+33 4 00 00 00 00", ContactURL: "https://passerelles.example/contact",
		PublicationDirector: "Amina Roy", Registration: "RNA W000000000",
		Means:      config.Text{"fr": "Des bénévoles et une subvention de la ville.", "en": "Volunteers, and a grant of the town."},
		SupportURL: "https://passerelles.example/dons",
		Partners:   []config.Party{{Name: "La Médiathèque", URL: "https://mediatheque.example"}},
		Funders:    []config.Party{{Name: "La Ville"}},
	}
	c.Hosting = config.Provider{Name: "Un Hébergeur", Address: "2 rue du Serveur, Lille", Phone: "+33 3 00 00 00 00"}
	c.Sisters = []config.Sister{{Name: "Le Gué", URL: "https://gue.example", Note: config.Text{"fr": "Pour les grands débutants"}}, {Name: "The Ford", URL: "https://ford.example"}}
	c.MinimumAge = 15
	c.Privacy = config.Privacy{LogRetentionDays: 7}
	c.Accessibility = config.Accessibility{Status: "partial", Audited: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), Contact: "acces@passerelles.example"}
	c.Video.Hosts = []string{"video.example", "tube.example"}
	return c
}

func layout(lang, path string) theme.Layout {
	return theme.Layout{
		Lang: lang, Title: "Comment ça marche ? <&>", Description: "Ce qui se passe entre un \"clic\" et une page.",
		Path: "/" + lang + path, Canonical: "https://cours.example/" + lang + path, Section: "modules",
		Alternates: []theme.Alternate{
			{Lang: "fr", Name: "Français", URL: "/fr" + path, Href: "https://cours.example/fr" + path},
			{Lang: "en", Name: "English", URL: "/en" + path, Href: "https://cours.example/en" + path}},
		Breadcrumbs: []theme.Link{{Title: "Modules", URL: "/" + lang}, {Title: "Reprendre le contrôle", URL: "/" + lang + "/reprendre", Lang: "fr"}},
		OpenGraph:   theme.OpenGraph{Type: "article", Image: "https://cours.example/media/a/carte.jpg", ImageWidth: 1200, ImageHeight: 630, ImageAlt: "Un sentier"},
		JSONLD:      `{"@context":"https://schema.org"}`, Feed: "/" + lang + "/feed.atom",
	}
}

func prompts() []quiz.Prompt {
	label := func(rank int, text string) quiz.Labelled {
		return quiz.Labelled{Rank: rank, Label: template.HTML(text)}
	}
	base := func(id, title string, kind quiz.Kind) quiz.Prompt {
		return quiz.Prompt{ID: quiz.QuestionID(id), Kind: kind, Lang: "fr", Mark: "abcdef0123456789", Points: 1,
			Title: template.HTML(title), Statement: "<p>Lisez bien.</p>", Hint: "<p>Pensez à un laboratoire suisse.</p>"}
	}
	single := base("serveur", "Qui a écrit le premier serveur <em>web</em> ?", quiz.Single)
	single.Options = []quiz.Labelled{label(1, "Tim Berners-Lee"), label(0, "Vint Cerf"), label(2, "Steve Jobs")}
	multiple := base("paquets", "Que porte un paquet ?", quiz.Multiple)
	multiple.Options = []quiz.Labelled{label(0, "Une adresse"), label(1, "Un numéro"), label(2, "De l’<code>électricité</code>")}
	truth := base("meme", "Internet et le Web, c’est pareil.", quiz.TrueFalse)
	truth.Options = []quiz.Labelled{label(0, "Vrai"), label(1, "Faux")}
	number := base("annee", "En quelle année ?", quiz.Number)
	text := base("annuaire", "Comment s’appelle l’annuaire ?", quiz.Text)
	cloze := base("trous", "Complétez.", quiz.Cloze)
	cloze.Gaps, cloze.Cloze = 2, []quiz.ClozePiece{{HTML: "<p>Le "}, {Gap: 1}, {HTML: " demande, le "}, {Gap: 2}, {HTML: " envoie.</p>"}}
	order := base("ordre", "Dans quel ordre ?", quiz.Order)
	order.Options = []quiz.Labelled{label(0, "Le serveur envoie"), label(1, "Vous touchez un lien"), label(2, "La page s’affiche")}
	match := base("relier", "Qui a fait quoi ?", quiz.Match)
	match.Rows = []quiz.Labelled{label(0, "Paul Baran"), label(1, "Louis <b>Pouzin</b>")}
	match.Choices = []quiz.Labelled{label(0, "Le datagramme"), label(1, "Un réseau en <em>filet</em>"), label(2, "La souris")}
	return []quiz.Prompt{single, multiple, truth, number, text, cloze, order, match}
}

func review(p quiz.Prompt, v quiz.Verdict) *quiz.Review {
	r := &quiz.Review{Prompt: p, Grade: quiz.Grade{Verdict: v, Earned: 1, Total: 2},
		Explanation: `<p>Le premier serveur tournait sur un NeXT. <a href="#ici">Relire</a></p>`, ExplanationLang: "fr"}
	for i, o := range p.Options {
		if p.Kind.Choice() {
			r.Options = append(r.Options, quiz.ReviewedOption{Labelled: o, Chosen: i == 0 || v == quiz.Partial && i == 2, Right: i == 1 || v != quiz.Wrong && i == 0, Feedback: "<p>C’est vu.</p>"})
		} else {
			r.Expected = append(r.Expected, o.Label)
			r.Given = append(r.Given, []template.HTML{p.Options[len(p.Options)-1-i].Label, ""}[i%2])
		}
	}
	for _, row := range p.Rows {
		r.Pairs = append(r.Pairs, quiz.ReviewedPair{Row: row.Label, Given: "La souris", Expected: "Le datagramme"})
	}
	for range p.Gaps {
		r.Pairs = append(r.Pairs, quiz.ReviewedPair{Given: "serveur", Expected: "navigateur", Right: v == quiz.Right})
	}
	if p.Kind == quiz.Number || p.Kind == quiz.Text {
		r.Given, r.Expected = []template.HTML{"DNS"}, []template.HTML{"DNS"}
	}
	return r
}

const prose = `<h2 id="les-quatre-étapes">Les quatre étapes</h2>
<p>Votre <a class="term" href="/` + "\x02" + `/reprendre/glossary/navigateur" data-term="navigateur">navigateur</a> lit l’adresse, par exemple <code>sentier.example</code><sup class="fnref"><a id="fnref-1" href="#fn-1" role="doc-noteref" aria-label="Note 1">1</a></sup>. Vous la tapez, ou vous touchez un lien : c’est pareil.</p>
<figure><svg class="art" role="img" aria-label="Un trajet" viewBox="0 0 640 250"><rect x="28" y="78" width="112" height="76" rx="8" fill="var(--surface)" stroke="var(--ink)" stroke-width="2.500"></rect><path d="M150 100C190 90 220 60 262 56" fill="none" stroke="var(--trail)" stroke-width="4"></path><text x="86" y="212" font-size="22" text-anchor="middle" fill="var(--ink)">Votre appareil</text></svg><figcaption>Le trajet d’une page. <span class="credit">Schéma : Amina Roy, CC BY-SA 4.0.</span></figcaption></figure>
<ol><li><strong>Vous demandez.</strong> Le navigateur lit l’adresse.</li><li><strong>L’annuaire répond.</strong> Il traduit ce nom en numéro.</li></ol>
<div class="box key"><p class="k"><svg class="i" aria-hidden="true"><use href="#i-key"></use></svg>À retenir</p><p>La page n’est pas « dans » votre appareil. Elle est sur un serveur.</p></div>
<div class="box warn"><p class="k"><svg class="i" aria-hidden="true"><use href="#i-warn"></use></svg>Attention</p><p>Un message d’erreur ne dit presque jamais que vous avez fait une faute.</p></div>
<div class="box more"><p class="k"><svg class="i" aria-hidden="true"><use href="#i-more"></use></svg>Pour aller plus loin</p><p>La suite est dans la leçon 3.</p></div>
<div class="scroll" role="region" tabindex="0" aria-label="Tableau"><table><thead><tr><th scope="col">Ce que vous voyez</th><th scope="col">Étape</th></tr></thead><tbody><tr><td>« Adresse introuvable »</td><td>L’annuaire</td></tr></tbody></table></div>
<pre class="code" tabindex="0"><code class="language-go"><span class="kd">func</span> <span class="nf">main</span><span class="p">()</span> <span class="p">{</span> <span class="c1">// bonjour</span>
	<span class="nx">fmt</span><span class="p">.</span><span class="nf">Println</span><span class="p">(</span><span class="s">"Bonjour"</span><span class="p">,</span> <span class="mi">42</span><span class="p">)</span>
<span class="p">}</span></code></pre>
<figure class="video" id="video-abc"><a class="facade" href="?video=abc#video-abc"><span><span class="btn sun"><svg class="i" aria-hidden="true"><use href="#i-play"></use></svg>Lire la vidéo</span><span class="n">Elle se trouve sur video.example (PeerTube). Rien n’est chargé avant votre accord.</span></span></a><figcaption>Le voyage d’une page.</figcaption></figure>`

const notes = `<section class="fn" role="doc-endnotes" aria-label="Notes"><h2>Notes</h2><ol><li id="fn-1"><p>On l’appelle adresse IP. <a class="back" href="#fnref-1" role="doc-backlink" aria-label="Revenir au texte">↩</a></p></li></ol></section>`

// pages are all pages with every field filled, then all with what cannot be left out.
func pages(made *theme.Theme, lang string) (full, empty []theme.Page) {
	row := func(n int, title string) theme.LessonRow {
		return theme.LessonRow{Key: "reprendre/lecon-" + string(rune('0'+n)), Number: n, Title: title, Summary: "Ce qui se passe.", URL: "/" + lang + "/reprendre/internet/lecon-" + string(rune('0'+n)), Lang: "fr", Minutes: 6}
	}
	rows := []theme.LessonRow{row(1, "Aux origines d’Internet"), row(2, "Comment ça marche ?"), row(3, "Médias sociaux, réseaux sociaux"), row(4, "Du réseau à la plateforme")}
	quizRow := &theme.QuizRow{Title: "Quiz de la séquence", URL: "/" + lang + "/reprendre/internet/quiz", Lang: "fr", Questions: 10}
	module := theme.Link{Title: "Internet, pourquoi et comment reprendre le contrôle", URL: "/" + lang + "/reprendre", Lang: "fr"}
	sequence := theme.Link{Title: "Internet, pourquoi et comment", URL: "/" + lang + "/reprendre/internet", Lang: "fr"}
	stale := &theme.Stale{Link: theme.Link{Title: "Français", URL: "/fr/reprendre", Lang: "fr"}, Edit: "https://forge.example/edit"}
	objectives := []string{"Raconter comment Internet et le Web sont nés.", "Décrire ce qui se passe entre un clic et une page."}
	parties := []theme.Party{{Name: "Amina Roy", URL: "https://amina.example"}, {Name: "Jean Le Goff"}}
	licence := theme.LicenceOf("CC-BY-SA-4.0", lang)
	day := time.Date(2026, 11, 12, 0, 0, 0, 0, time.UTC)
	outlines, err := made.Outline(lang, theme.Outline{ModuleURL: module.URL, Sequences: []theme.OutlineSequence{
		{Number: 1, Title: "Internet, pourquoi et comment", URL: sequence.URL, Lang: "fr", Steps: []theme.OutlineStep{
			{Key: rows[0].Key, Title: rows[0].Title, URL: rows[0].URL, Lang: "fr"}, {Key: rows[1].Key, Title: rows[1].Title, URL: rows[1].URL, Lang: "fr"},
			{Key: rows[2].Key, Title: rows[2].Title, URL: rows[2].URL}, {Key: rows[3].Key, Title: rows[3].Title, URL: rows[3].URL},
			{Key: "reprendre/quiz-1", Title: "Quiz", URL: quizRow.URL, Quiz: true}}},
		{Number: 2, Title: "Les GAFAM, c’est quoi ?", URL: "/" + lang + "/reprendre/gafam", Steps: []theme.OutlineStep{{Key: "reprendre/gafam", Title: "Portraits de géants", URL: "/" + lang + "/reprendre/gafam/portraits"}}},
	}})
	if err != nil {
		panic(err)
	}
	share, err := made.Share(lang, theme.ShareOf{Title: "Comment ça marche ?", Authors: parties, URL: "https://cours.example/fr/reprendre/internet/lecon-2", Licence: licence})
	if err != nil {
		panic(err)
	}
	bare, err := made.Share(lang, theme.ShareOf{Title: "Titre"})
	if err != nil {
		panic(err)
	}
	var unanswered, answered []*theme.QuestionView
	verdicts := []quiz.Verdict{quiz.Right, quiz.Partial, quiz.Wrong}
	all := prompts()
	for i, p := range all {
		unanswered = append(unanswered, &theme.QuestionView{Number: i + 1, Total: len(all), Action: "/fr/reprendre/internet/lecon-2", Prompt: p, Blank: i == 0, Changed: i == 1})
		p.ID += "-2"
		answered = append(answered, &theme.QuestionView{Number: i + 1, Total: len(all), Action: "/fr/reprendre/internet/lecon-2", Prompt: p, Review: review(p, verdicts[i%3])})
		p.ID += "-3"
		answered = append(answered, &theme.QuestionView{Number: i + 1, Total: len(all), Action: "/fr/reprendre/internet/lecon-2", Prompt: p, Review: review(p, quiz.Right), Disclosed: true})
	}
	l := func(path string) theme.Layout { return layout(lang, path) }
	fallback := l("/reprendre/internet/lecon-2")
	fallback.ContentLang = "fr"
	static := l("/search")
	static.Static = true
	entry := func(id, title string, person bool) theme.EntryRow {
		return theme.EntryRow{ID: id, Title: title, URL: "/" + lang + "/reprendre/glossary/" + id, Person: person, Short: "L’annuaire d’Internet : il traduit un nom en numéro.", Lang: "fr", Module: "Reprendre le contrôle"}
	}
	full = []theme.Page{
		&theme.HomePage{Layout: l(""), Open: 1, Announced: 1, Start: &theme.Link{Title: "Aux origines", URL: rows[0].URL}, Modules: []theme.ModuleCard{
			{Title: module.Title, Summary: "D’où vient Internet, qui le tient aujourd’hui, et ce que vous pouvez faire, seule, seul ou à plusieurs.", URL: module.URL, Lang: "fr", Sequences: 3, Lessons: 13, Minutes: 95},
			{Title: "Écrire ensemble", Summary: "Documents partagés, wikis et licences libres.", Announced: true}}},
		&theme.ModulePage{Layout: fallback, Title: module.Title, Summary: "D’où vient Internet.", Audience: "Toute personne de 14 à 90 ans.", Body: "<h2 id=\"pour-qui\">Pour qui</h2><p>Tout le monde.</p>", Minutes: 25, Lessons: 4,
			Sequences: []theme.SequenceCard{{Number: 1, Title: sequence.Title, URL: sequence.URL, Lang: "fr", Objectives: objectives, Lessons: rows, Quiz: quizRow, Minutes: 25}},
			Badge:     &theme.BadgeCard{Title: "Reprendre le contrôle", Criteria: "A lu toutes les leçons.", Lang: "fr"}, Licence: licence, Authors: parties, Partners: parties, Funders: parties,
			Start: &theme.Link{URL: rows[0].URL}, GlossaryURL: "/" + lang + "/reprendre/glossary", CreditsURL: "/" + lang + "/reprendre/credits", Stale: stale},
		&theme.SequencePage{Layout: fallback, Module: module, Number: 1, Total: 3, Title: sequence.Title, Objectives: objectives, Body: "<p>Internet a été pensé comme un réseau sans centre.</p>", Lessons: rows, Quiz: quizRow, Minutes: 25,
			Start: &theme.Link{URL: rows[0].URL}, Previous: &module, Next: &sequence, Stale: stale},
		&theme.LessonPage{Layout: fallback, With: []string{"Une <autre>", "Deux"}, Key: rows[1].Key, Module: module, Sequence: sequence, SequenceNumber: 1, Number: 2, Total: 4, Title: rows[1].Title, Summary: "Ce qui se passe entre votre clic et la page, et qui s’en occupe.", Objectives: objectives, Minutes: 6,
			Outline: outlines.At(rows[1].Key), Blocks: []theme.LessonBlock{{HTML: prose},
				{Checkpoint: &theme.CheckpointView{Anchor: "petite-halte", Title: "Petite halte", Intro: "<p>Rien n’est noté.</p>", Questions: unanswered}},
				{Checkpoint: &theme.CheckpointView{Anchor: "petite-halte-1", Title: "Petite halte", Questions: answered}}, {HTML: notes}},
			Terms:   []theme.TermView{{ID: "navigateur", Title: "Navigateur", Short: "Le logiciel qui affiche les pages du Web.", URL: "/fr/reprendre/glossary/navigateur", Lang: "fr"}},
			Audio:   &theme.AudioView{URL: "/media/0123456789ab/lecture.mp3", Type: "audio/mpeg"},
			Authors: parties, Licence: licence, CreditsURL: "/" + lang + "/reprendre/credits", Published: day, Changed: day, Share: share, Edit: "https://forge.example/edit", Feedback: "/" + lang + "/m/s/l/feedback", Improve: "/" + lang + "/m/s/l/suggest", Previous: &rows[0], Next: &rows[2], Quiz: quizRow, NextSequence: &sequence, Stale: stale},
		&theme.QuizEntryPage{Layout: fallback, Module: module, Sequence: sequence, SequenceNumber: 1, Title: "Internet, pourquoi et comment", Intro: "<p>Prenez votre temps.</p>", Questions: 10, Pass: 60, Objectives: objectives, Lessons: rows, OnlineURL: "https://cours.example/fr/reprendre/internet/quiz", Stale: stale},
		&theme.GlossaryPage{Layout: l("/reprendre/glossary"), Module: &module, Stale: stale, Words: 22, People: 1, Filters: []theme.Filter{{Kind: "all", URL: "/fr/reprendre/glossary", Current: true}, {Kind: "words", URL: "/fr/reprendre/glossary?show=words"}, {Kind: "people", URL: "/fr/reprendre/glossary?show=people"}},
			Letters: []theme.Letter{{Letter: "#", Entries: []theme.EntryRow{entry("4chan", "4chan", false)}}, {Letter: "D", Entries: []theme.EntryRow{entry("dns", "DNS", false), entry("davies", "Donald Davies", true)}}, {Letter: "N", Entries: []theme.EntryRow{entry("navigateur", "Navigateur", false)}}}},
		&theme.EntryPage{Layout: fallback, Module: module, GlossaryURL: "/fr/reprendre/glossary", Title: "DNS", Person: true, Also: []string{"annuaire", "Domain Name System"}, Short: "L’annuaire d’Internet.", Rest: "<p><strong>Pour aller plus loin :</strong> la suite.</p>", Met: rows, Previous: &module, Next: &sequence, Stale: stale},
		&theme.SearchPage{Layout: l("/search"), Query: "réseau <b>", Count: 2, Groups: []theme.SearchGroup{
			{Kind: "lessons", Results: []theme.SearchResult{{Title: []theme.Marked{{Text: "Du "}, {Text: "réseau", Mark: true}, {Text: " à la plateforme"}}, URL: rows[3].URL, Where: []theme.Link{{Title: "Reprendre le contrôle"}, {Title: "Sequence 1", Lang: "en"}}, Excerpt: []theme.Marked{{Text: "Un "}, {Text: "réseau", Mark: true}, {Text: " relie…"}}, Lang: "fr"}}},
			{Kind: "people", Results: []theme.SearchResult{{Title: []theme.Marked{{Text: "Louis Pouzin"}}, URL: "/fr/reprendre/glossary/louis-pouzin"}}}}},
		&theme.SearchPage{Layout: static, Index: "/fr/search.json"},
		&theme.SearchPage{Layout: l("/search"), Query: "zzz"},
		&theme.HelpPage{Layout: l("/help")}, &theme.AboutPage{Layout: l("/about")}, &theme.ContactPage{Layout: l("/contact"), Subjects: []string{"account", "data", "barrier", "notice", "else"}}, &theme.TermsPage{Layout: l("/terms")},
		&theme.AccessibilityPage{Layout: l("/accessibility")}, &theme.LegalPage{Layout: l("/legal")}, &theme.PrivacyPage{Layout: l("/privacy")},
		&theme.ContributePage{Layout: l("/contribute"), Sources: []theme.Link{{Title: "Reprendre le contrôle", URL: "https://forge.example", Lang: "fr"}}},
		&theme.CreditsPage{Layout: l("/reprendre/credits"), Module: module, Licence: licence, Authors: parties, With: []string{"Une <autre>", "Deux"}, Partners: parties, Funders: parties, Files: []theme.FileCredit{{Name: "reseau.svg", URL: "/media/0/reseau.svg", Title: "Un réseau", Authors: []string{"Amina Roy"}, Licence: licence, Source: "https://source.example", Lessons: []theme.Link{{Title: rows[0].Title, URL: rows[0].URL, Lang: "fr"}}}},
			Fonts:    []theme.FileCredit{{Authors: []string{"Une fonderie"}, Licence: licence, Source: "https://fonts.example"}},
			Software: []theme.SoftwareRow{{Name: "example.org/lib", Version: "v1.2.3", URL: "https://pkg.go.dev/example.org/lib@v1.2.3"}}},
		&theme.ComfortPage{Layout: l("/comfort"), Chosen: map[string]string{"theme": "dark", "size": "large"}, Saved: true, Back: "/fr/reprendre"},
		&theme.ErrorPage{Layout: l("/nulle-part"), Status: 404, Detail: "Peut-être <em>ailleurs</em>."},
		&theme.ErrorPage{Layout: l("/"), Status: 418}, &theme.ErrorPage{Layout: l("/"), Status: 503},
	}
	b := theme.Layout{Lang: lang, Title: "Titre", Path: "/" + lang}
	p, again := quiz.Prompt{ID: "q", Kind: quiz.Text, Title: "Quoi ?"}, quiz.Prompt{ID: "r", Kind: quiz.Order, Title: "Quoi ?"}
	empty = []theme.Page{
		&theme.HomePage{Layout: b}, &theme.ModulePage{Layout: b, Title: "Module"}, &theme.SequencePage{Layout: b, Title: "Séquence"},
		&theme.LessonPage{Layout: b, Title: "Leçon", Module: module, Share: bare, Blocks: []theme.LessonBlock{{HTML: "<p>Texte.</p>"}, {Checkpoint: &theme.CheckpointView{Anchor: "halte", Questions: []*theme.QuestionView{{Prompt: p}, {Prompt: again, Review: &quiz.Review{}}}}}}},
		&theme.QuizEntryPage{Layout: b, Title: "Quiz", Sequence: sequence}, &theme.GlossaryPage{Layout: b}, &theme.EntryPage{Layout: b, Title: "Mot", GlossaryURL: "/fr/glossary"},
		&theme.SearchPage{Layout: b}, &theme.HelpPage{Layout: b}, &theme.AboutPage{Layout: b}, &theme.ContactPage{Layout: b}, &theme.TermsPage{Layout: b}, &theme.AccessibilityPage{Layout: b},
		&theme.LegalPage{Layout: b}, &theme.PrivacyPage{Layout: b}, &theme.ContributePage{Layout: b}, &theme.CreditsPage{Layout: b, Module: module}, &theme.ComfortPage{Layout: b}, &theme.ErrorPage{Layout: b},
	}
	fullAccounts, emptyAccounts := accountPages(lang)
	full, empty = append(full, fullAccounts...), append(empty, emptyAccounts...)
	fullPath, emptyPath := pathPages(lang)
	full, empty = append(full, fullPath...), append(empty, emptyPath...)
	fullBadge, emptyBadge := badgePages(lang)
	full, empty = append(full, fullBadge...), append(empty, emptyBadge...)
	fullData, emptyData := dataPages(lang)
	full, empty = append(full, fullData...), append(empty, emptyData...)
	fullAdmin, emptyAdmin := adminPages(lang)
	full, empty = append(full, fullAdmin...), append(empty, emptyAdmin...)
	fullSites, emptySites := sitesPages(lang)
	full, empty = append(full, fullSites...), append(empty, emptySites...)
	fullNews, emptyNews := newsPages(lang)
	full, empty = append(full, fullNews...), append(empty, emptyNews...)
	fullVoice, emptyVoice := voicePages(lang)
	full, empty = append(full, fullVoice...), append(empty, emptyVoice...)
	fullReview, emptyReview := reviewPages(lang)
	full, empty = append(full, fullReview...), append(empty, emptyReview...)
	fullForum, emptyForum := forumPages(lang)
	full, empty = append(full, fullForum...), append(empty, emptyForum...)
	fullRecord, emptyRecord := recordPages(lang)
	full, empty = append(full, fullRecord...), append(empty, emptyRecord...)
	return full, empty
}
