package config

import "time"

// table declares every key, in the order of the reference page: the keys of a table follow one another.
func table() []entry {
	var all []entry
	all = append(all, serving()...)
	all = append(all, learners()...)
	all = append(all, sources()...)
	all = append(all, identity()...)
	all = append(all, sisters()...)
	all = append(all, meetings()...)
	all = append(all, people()...)
	all = append(all, letters()...)
	return append(all, running()...)
}

func serving() []entry {
	return []entry{
		key("listen", addressKind, "127.0.0.1:8080",
			"Where the program waits for readers. Behind a proxy on the same machine keep 127.0.0.1; to be reached "+
				"from other machines write 0.0.0.0:8080 or [::]:8080.",
			func(c *Config) *string { return &c.Listen }),
		key("data", required(pathKind), "data",
			"The only folder that the program writes to. Have it in your backups.",
			func(c *Config) *string { return &c.Data }),
		key("database", pathKind, "",
			"Where accounts and progress are kept: the path of an SQLite file, or the address of a PostgreSQL database, "+
				"such as postgres://sentier@localhost/sentier. Its password is better kept in PGPASSWORD or in ~/.pgpass, "+
				"since sentier config prints this line. When empty, sentier.db in the data folder.",
			func(c *Config) *string { return &c.Database }),
		key("keys", pathKind, "",
			"A file for the site's own keys, which sign sessions and badges: the program makes it, readable by its user alone. "+
				"Every node needs the same one, and so does your backup. When empty, they are in the database, shared and "+
				"backed up with it.",
			func(c *Config) *string { return &c.Keys }),
		key("courses", pathKind, "",
			"The folder of your courses, one folder a module. When empty, those of `[[source]]` are served, and where there is none "+
				"the courses inside the program.",
			func(c *Config) *string { return &c.Courses }),
		key("theme", required(nameKind), "default",
			"The theme: the name of a built-in one, or a folder (then with a slash in it, such as ./themes/ours).",
			func(c *Config) *string { return &c.Theme }),
		key("site", pathKind, "",
			"A folder of your own, laid over the theme: a template, a message or a file found there replaces the "+
				"theme's. When empty, nothing is replaced.",
			func(c *Config) *string { return &c.Site }),
		key("base_url", originKind, "",
			"The public address of the site, without a path, such as https://courses.example.org. Canonical links, "+
				"the sitemap and feeds are made from it, never from what a request says. Set it as soon as the site is "+
				"public.",
			func(c *Config) *string { return &c.BaseURL }),
		key("languages", languagesKind, "fr,en",
			"The languages of the site. The first is the default: readers whose browser asks for none of them get it.",
			func(c *Config) *[]string { return &c.Languages }),
		key("trusted_proxies", networksKind, "",
			"The proxies in front of the program. The reader's address and scheme are taken from X-Real-IP and "+
				"X-Forwarded-Proto when a request comes from one of them, and from nobody else.",
			func(c *Config) *[]string { return &c.TrustedProxies }),
	}
}

func learners() []entry {
	return []entry{
		live(key("registration", oneOf("open", "invitation", "closed"), "open",
			"Who can make an account: open for everybody, invitation for who has a code, closed for nobody. Members are "+
				"not affected. sentier admin invite makes codes, on slips to print.",
			func(c *Config) *string { return &c.Registration })),
		live(key("max_accounts", between(0, 1_000_000_000), "0",
			"How many accounts there may be: registration closes by itself when they are reached. 0: as many as come.",
			func(c *Config) *int { return &c.MaxAccounts })),
		key("unused_years", between(0, 30), "3",
			"How many years after its last visit an account is deleted, which is told at sign-up. Where there is an e-mail "+
				"address, a letter says so a month before. 0: accounts stay.",
			func(c *Config) *int { return &c.UnusedYears }),
		key("inquiry_months", between(1, 60), "12",
			"How many months after its last text a private message to you is deleted, with its answers and the address that "+
				"its writer left. The form and the privacy page say it.",
			func(c *Config) *int { return &c.InquiryMonths }),
		key("moderation_days", between(30, 3650), "365",
			"How many days the log of what the team did is kept, with reports once they are closed and decisions once they "+
				"hold no more. The privacy page says it.",
			func(c *Config) *int { return &c.ModerationDays }),
		live(key("minimum_age", between(0, 21), "15",
			"The age from which one may make an account without a parent's consent (15 in France). The form, the terms and "+
				"the privacy page say it. 0: they say nothing of it.",
			func(c *Config) *int { return &c.MinimumAge })),
		key("quizzes", oneOf("members", "everyone"), "members",
			"Who may take a quiz: members, whose answers and results are kept; or everyone, strangers too, of whom nothing "+
				"is recorded: their answers stay in their browser, for two hours at most.",
			func(c *Config) *string { return &c.Quizzes }),
		key("group", oneOf("everyone", "members", "nobody"), "everyone",
			"Who may show the questions of a quiz to a group, one by one, for a show of hands: no account is needed for "+
				"that unless you say members, and nothing is recorded. Whoever may do so can look up every answer.",
			func(c *Config) *string { return &c.Group }),
		live(key("forum", oneOf("members", "anyone", "off"), "members",
			"Who may read the forum, in which members write: members, or anyone, who then may follow it by an Atom "+
				"feed, too. No search engine is asked to list it. off: there is none, and no link to it.",
			func(c *Config) *string { return &c.Forum })),
		live(key("forum_hold", between(0, 100), "1",
			"How many first posts of each newcomer wait in the forum until a moderator has read them, where registration is "+
				"open. 0: they are shown at once.",
			func(c *Config) *int { return &c.ForumHold })),
	}
}

func identity() []entry {
	link := func(c *Config, i int) *Link { return &c.Footer[i] }
	return []entry{
		key("identity.name", required(textKind), "Sentier",
			"The name of the site, in the header, in titles and in the legal texts.",
			func(c *Config) *string { return &c.Identity.Name }),
		key("identity.logo", svgKind, "",
			"The path of your logo, an SVG file in the site folder. When empty, the built-in one is shown.",
			func(c *Config) *string { return &c.Identity.Logo }),
		key("identity.accent", accentKind, "",
			"The main colour, for links and buttons in light mode. It must be readable: a contrast of 4.5:1 against "+
				"white and against the light background. When empty, the theme's.",
			func(c *Config) *string { return &c.Identity.Accent }),
		text("home", "home."+anyLanguage+".title",
			"The title of the home page in that language. Without it, the theme's.",
			func(c *Config, _ int) *Text { return &c.Home.Title }),
		text("home", "home."+anyLanguage+".lead",
			"The sentence or two under that title. Without it, the theme's.",
			func(c *Config, _ int) *Text { return &c.Home.Lead }),
		need(listed(text("footer", "footer.label."+anyLanguage,
			"The words of a link of the footer, in that language.",
			func(c *Config, i int) *Text { return &link(c, i).Label }))),
		need(item("footer", "url", required(linkKind),
			"Where that link goes: a web address, or a path of this site such as /fr/about.",
			func(c *Config, i int) *string { return &link(c, i).URL })),
	}
}

func sisters() []entry {
	return []entry{
		need(item("sister", "name", required(textKind), "The name of a sister site.",
			func(c *Config, i int) *string { return &c.Sisters[i].Name })),
		need(item("sister", "url", required(webKind), "The address of that site.",
			func(c *Config, i int) *string { return &c.Sisters[i].URL })),
		listed(text("sister", "sister.note."+anyLanguage,
			"A few words about it in that language: for whom it is, what is taught there.",
			func(c *Config, i int) *Text { return &c.Sisters[i].Note })),
	}
}

func meetings() []entry {
	room := func(c *Config, i int) *Room { return &c.Rooms[i] }
	meeting := func(c *Config, i int) *Meeting { return &c.Meetings[i] }
	return []entry{
		key("elsewhere.private", networksKind, "",
			"Networks that are not the internet and that the server may ask all the same, over http, too: those of a school or "+
				"an association where a sister site or a room is, or 127.0.0.1 for tests. Leave it empty otherwise: nothing else "+
				"keeps a name of somebody else's from leading into your own network.",
			func(c *Config) *[]string { return &c.Elsewhere.Private }),
		item("room", "module", textKind, "The module whose group meets there, by its id or its part of the address. When left out, "+
			"the room is for the whole site.",
			func(c *Config, i int) *string { return &room(c, i).Module }),
		need(item("room", "kind", oneOf("mumble", "jitsi", "bigbluebutton", "pad"), "What it is: the page explains how one uses it.",
			func(c *Config, i int) *string { return &room(c, i).Kind })),
		need(item("room", "name", required(textKind), "What the room is called.",
			func(c *Config, i int) *string { return &room(c, i).Name })),
		need(item("room", "address", required(roomKind), "Where it is. Of Mumble the server, with its port and a channel where there are: "+
			"mumble://talk.example.org:64738/Garden.",
			func(c *Config, i int) *string { return &room(c, i).Address })),
		hide(item("room", "password", secretKind, "What one is asked for at its door, if anything.",
			func(c *Config, i int) *string { return &room(c, i).Password })),
		item("room", "password_for", optional(oneOf("members", "everyone")), "Who reads that password on the page: members, who are signed in, "+
			"or everyone. When left out, members. It is never in the calendar.",
			func(c *Config, i int) *string { return &room(c, i).PasswordFor }),
		listed(text("room", "room.note."+anyLanguage,
			"Who runs that server and why you trust them, in plain words of that language.",
			func(c *Config, i int) *Text { return &room(c, i).Note })),
		item("meeting", "module", textKind, "The module whose group meets, as in `[[room]]`. When left out, the meeting is for the whole site.",
			func(c *Config, i int) *string { return &meeting(c, i).Module }),
		listed(text("meeting", "meeting.title."+anyLanguage,
			"What it is about, in that language. When left out, the page says that it is a meeting of the module, or of the site.",
			func(c *Config, i int) *Text { return &meeting(c, i).Title })),
		item("meeting", "dates", datesKind, "The days and the time at which it begins.",
			func(c *Config, i int) *[]string { return &meeting(c, i).Dates }),
		item("meeting", "weekly", weeklyKind, "The day of the week, in English, and the time at which it begins.",
			func(c *Config, i int) *string { return &meeting(c, i).Weekly }),
		item("meeting", "from", dateKind, "The first day on which it may be weekly. When left out, it is already.",
			func(c *Config, i int) *time.Time { return &meeting(c, i).From }),
		item("meeting", "until", dateKind, "The last day on which it may be weekly. When left out, it goes on.",
			func(c *Config, i int) *time.Time { return &meeting(c, i).Until }),
		item("meeting", "minutes", between(0, 24*60), "How long it lasts. 0, or when left out: an hour.",
			func(c *Config, i int) *int { return &meeting(c, i).Length }),
		need(item("meeting", "zone", zoneKind, "The time zone of these times, by its name: Europe/Paris. Summer time is taken care of.",
			func(c *Config, i int) *string { return &meeting(c, i).Zone })),
	}
}

func people() []entry {
	entries := []entry{
		key("host.name", textKind, "",
			"Who runs this site: a person, a school, an association. Shown on the pages \"about\" and \"legal notice\".",
			func(c *Config) *string { return &c.Host.Name }),
		key("host.kind", textKind, "",
			"What the host is, in your words: \"association loi 1901\", \"public school\", \"private person\".",
			func(c *Config) *string { return &c.Host.Kind }),
		key("host.address", textKind, "", "The host's postal address.",
			func(c *Config) *string { return &c.Host.Address }),
		key("host.email", emailKind, "", "The address that readers may write to.",
			func(c *Config) *string { return &c.Host.Email }),
		key("host.phone", textKind, "", "The host's telephone number.",
			func(c *Config) *string { return &c.Host.Phone }),
		key("host.contact_url", webKind, "", "A contact page elsewhere, if you have one.",
			func(c *Config) *string { return &c.Host.ContactURL }),
		key("host.publication_director", textKind, "",
			"Who answers for what is published; French law asks for this name.",
			func(c *Config) *string { return &c.Host.PublicationDirector }),
		key("host.registration", textKind, "",
			"The host's number in a public register: SIREN, RNA or the like.",
			func(c *Config) *string { return &c.Host.Registration }),
		text("host", "host.means."+anyLanguage,
			"By what means the site is run, in that language: who gives time and money.",
			func(c *Config, _ int) *Text { return &c.Host.Means }),
		key("host.support_url", webKind, "", "A page where readers can support the site.",
			func(c *Config) *string { return &c.Host.SupportURL }),
	}
	entries = append(entries, party("host.partners", "partner", func(c *Config) []Party { return c.Host.Partners })...)
	entries = append(entries, party("host.funders", "funder", func(c *Config) []Party { return c.Host.Funders })...)
	return append(entries,
		key("hosting.name", textKind, "", "The company that hosts the machines, for the legal notice.",
			func(c *Config) *string { return &c.Hosting.Name }),
		key("hosting.address", textKind, "", "Its postal address.",
			func(c *Config) *string { return &c.Hosting.Address }),
		key("hosting.phone", textKind, "", "Its telephone number.",
			func(c *Config) *string { return &c.Hosting.Phone }),
		key("privacy.log_retention_days", between(0, 366), "7",
			"How many days the logs of your machine are kept. The privacy page says this number: set the rotation of "+
				"the logs to the same.",
			func(c *Config) *int { return &c.Privacy.LogRetentionDays }),
		key("privacy.contact", contactKind, "",
			"Whom to ask about personal data. When empty, the host's contact is given.",
			func(c *Config) *string { return &c.Privacy.Contact }),
		key("connections.recipient", recipientKind, "",
			"A public key of age (age-encryption.org). With it, the program keeps from which network address each text of the "+
				"forum was written or changed, and by whom, sealed so that only the private key opens it: sentier admin "+
				"connections reads it. Make both with age-keygen, and keep the private one off this machine. Set it only "+
				"where your law asks hosts for such records; the forms of the forum and the privacy page say that they are "+
				"kept. When empty, none are.",
			func(c *Config) *string { return &c.Connections.Recipient }),
		key("connections.months", between(1, 36), "12",
			"How many months after it was made such a record is deleted, whatever became of the account.",
			func(c *Config) *int { return &c.Connections.Months }),
		key("accessibility.status", oneOf("none", "partial", "full"), "none",
			"How far the site follows the accessibility rules (RGAA), as the statement says it. A site that nobody has "+
				"audited does not: claim \"partial\" or \"full\" only after an audit, and give its day.",
			func(c *Config) *string { return &c.Accessibility.Status }),
		key("accessibility.audited", dateKind, "", "The day of the last audit. When empty, the statement says there was none.",
			func(c *Config) *time.Time { return &c.Accessibility.Audited }),
		key("accessibility.contact", contactKind, "",
			"Whom to tell about a barrier. When empty, the host's contact is given.",
			func(c *Config) *string { return &c.Accessibility.Contact }),
	)
}

func party(list, word string, of func(*Config) []Party) []entry {
	return []entry{
		need(item(list, "name", required(textKind), "The name of a "+word+".",
			func(c *Config, i int) *string { return &of(c)[i].Name })),
		item(list, "url", webKind, "The address of that "+word+".",
			func(c *Config, i int) *string { return &of(c)[i].URL }),
	}
}

func letters() []entry {
	return []entry{
		key("mail.smtp", serverKind, "",
			"The server that letters are sent through, such as smtp.example.org:587. When empty, no letter is sent: members "+
				"are asked for no e-mail address, and a lost password is replaced by a recovery code alone. Letters need "+
				"base_url and mail.from, too.",
			func(c *Config) *string { return &c.Mail.SMTP }),
		key("mail.security", oneOf("starttls", "tls", "none"), "starttls",
			"How the way to that server is protected: starttls (usually port 587), tls (usually port 465), or none, which is "+
				"allowed to a server on this machine alone.",
			func(c *Config) *string { return &c.Mail.Security }),
		key("mail.username", textKind, "", "The name to sign in to that server with. When empty, the program does not sign in.",
			func(c *Config) *string { return &c.Mail.Username }),
		hide(key("mail.password", secretKind, "",
			"The password that goes with it. It is never printed; better keep it in a file that the program alone may read: "+
				"see mail.password_file.",
			func(c *Config) *string { return &c.Mail.Password })),
		key("mail.password_file", pathKind, "",
			"A file that holds that password and nothing else, read at start. It stands in the place of mail.password.",
			func(c *Config) *string { return &c.Mail.PasswordFile }),
		key("mail.from", emailKind, "", "The address that letters come from. The name beside it is identity.name.",
			func(c *Config) *string { return &c.Mail.From }),
		key("mail.reply_to", emailKind, "", "The address that answers go to. When empty, host.email where there is one.",
			func(c *Config) *string { return &c.Mail.ReplyTo }),
	}
}

func running() []entry {
	return []entry{
		key("video.hosts", hostsKind, "",
			"The PeerTube instances whose videos a lesson may show, after a click. A video from elsewhere is a plain link.",
			func(c *Config) *[]string { return &c.Video.Hosts }),
		key("check.avoid", wordsKind, "",
			"Words that this site does not want to read in its courses, such as those that leave people out, each with what "+
				"to write instead after a colon, where there is something: \"chairman: chair\". `sentier check` warns of them, "+
				"whatever their case; readers see nothing of it.",
			func(c *Config) *[]string { return &c.Check.Avoid }),
		key("forge.edit", editKind, "",
			"The address where a page's source can be edited, {path} standing for the path of the file in the folder of "+
				"its course: https://forge.example.org/us/course/_edit/main/{path}. When empty, there is no such link.",
			func(c *Config) *string { return &c.Forge.Edit }),
		key("log.format", oneOf("text", "json"), "text", "The form of the logs.",
			func(c *Config) *string { return &c.Log.Format }),
		key("log.level", oneOf("debug", "info", "warn", "error"), "info", "The least serious lines that are logged.",
			func(c *Config) *string { return &c.Log.Level }),
		key("log.addresses", oneOf("none", "truncated"), "none",
			"Whether the logs hold readers' addresses: none, or truncated (the first 24 bits of an IPv4 address, 48 of "+
				"an IPv6 address). Whole addresses are never logged.",
			func(c *Config) *string { return &c.Log.Addresses }),
		key("limits.connections", between(1, 1_000_000), "20000",
			"How many connections may be open at once. The process needs as many file descriptors (LimitNOFILE in "+
				"systemd).",
			func(c *Config) *int { return &c.Limits.Connections }),
	}
}

// hide keeps the value of a key out of everything that is printed.
func hide(e entry) entry {
	e.hidden = true
	return e
}

// need marks a key that each table of its list must have.
func need(e entry) entry {
	e.required = true
	return e
}

// listed puts a text by language in the tables of a list.
func listed(e entry) entry {
	e.List = true
	return e
}

// tables says what the tables of the file are about, in the order of the reference page.
func tables() []Key {
	return []Key{
		{Table: "", Doc: "Write these above the first `[table]` of the file."},
		{Table: "source", List: true, Doc: "Where courses come from, beside the folder `courses`: a branch of a git repository, which the " +
			"site follows, or a folder. Each is compiled by itself: one that does not compile keeps its last good version, and holds " +
			"back no other. No two may have the same module. Repeat `[[source]]` for each."},
		{Table: "identity", Doc: "What the site is called and looks like; no theme is needed for that."},
		{Table: "home", Doc: "What the home page says first, one table a language: `[home.fr]`, `[home.en]`."},
		{Table: "footer", List: true, Doc: "A link of the footer. Repeat `[[footer]]` for each."},
		{Table: "sister", List: true, Doc: "Another site where one can learn. Once a day the server asks each for its catalogue " +
			"(/sites.json, which every site serves); the page /LANG/sites shows them with what they teach, and so does the page " +
			"to sign up where nobody can make an account here. Repeat `[[sister]]` for each."},
		{Table: "elsewhere", Doc: "Which other machines the server may ask: sister sites for their catalogues, rooms whether " +
			"they are there."},
		{Table: "room", List: true, Doc: "Where a group meets, on a server that you trust: to talk (Mumble, Jitsi, BigBlueButton), " +
			"or to write together. Where there are several of one module, meetings go from one to the next, and a room that " +
			"does not answer is skipped. Repeat `[[room]]` for each."},
		{Table: "meeting", List: true, Doc: "When a group meets: on the days of `dates`, every week as `weekly` says, or both. " +
			"Readers see the next ones at /LANG/MODULE/meetings, or /LANG/meetings, and can follow them in their calendar. " +
			"Repeat `[[meeting]]` for each."},
		{Table: "host", Doc: "Who runs this site. The legal pages are filled from it."},
		{Table: "host.partners", List: true, Doc: "A partner. Repeat `[[host.partners]]` for each."},
		{Table: "host.funders", List: true, Doc: "A funder. Repeat `[[host.funders]]` for each."},
		{Table: "hosting", Doc: "Who hosts the machines."},
		{Table: "privacy", Doc: "What completes the privacy page."},
		{Table: "connections", Doc: "Records of from where members write in the forum, for hosts whose law asks for them."},
		{Table: "accessibility", Doc: "What completes the accessibility statement."},
		{Table: "mail", Doc: "The server that letters go through: a link to confirm an address, or in place of a lost password."},
		{Table: "video", Doc: "Videos from elsewhere."},
		{Table: "check", Doc: "What `sentier check` advises authors."},
		{Table: "forge", Doc: "Where the sources of the courses are."},
		{Table: "log", Doc: "What the program writes to its error output."},
		{Table: "limits", Doc: "The bounds that may be moved; the others are fixed in the program."},
	}
}
