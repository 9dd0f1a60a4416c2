package config

import (
	"fmt"
	"strings"
)

// Reference gives the page docs/configuration.md. A test fails when the page in the tree is another one.
func Reference() string {
	var b strings.Builder
	b.WriteString(introduction)
	keys := Keys()
	for _, t := range tables() {
		switch {
		case t.Table == "":
			b.WriteString("\n## Without a table\n")
		case t.List:
			fmt.Fprintf(&b, "\n## `[[%s]]`\n", t.Table)
		default:
			fmt.Fprintf(&b, "\n## `[%s]`\n", t.Table)
		}
		fmt.Fprintf(&b, "\n%s\n", t.Doc)
		for _, k := range keys {
			if k.Table == t.Table {
				k.reference(&b)
			}
		}
	}
	fmt.Fprintf(&b, "\n## An example\n\n```toml\n%s```\n", example)
	return b.String()
}

func (k Key) reference(b *strings.Builder) {
	fmt.Fprintf(b, "\n### `%s`\n\n%s\n\n- Value: %s.\n", k.Name, k.Doc, k.Type)
	switch {
	case k.Env == "":
		b.WriteString("- In the file alone.\n")
	case k.Default == "":
		b.WriteString("- Default: nothing.\n")
	default:
		fmt.Fprintf(b, "- Default: `%s`\n", k.Default)
	}
	if k.Env != "" {
		fmt.Fprintf(b, "- Variable: `%s`, flag: `--%s`\n", k.Env, k.Flag)
	}
}

const introduction = `# Configuration

<!-- Made from internal/config/table.go by "go test ./internal/config -update". Change it there. -->

Sentier runs without any configuration. What you want otherwise, you write in one of four places; the later one
wins:

1. the defaults given here;
2. the file ` + "`sentier.toml`" + ` in the folder where the program is started, or another one named by ` + "`--config`" + ` or
   ` + "`SENTIER_CONFIG`" + `;
3. variables of the environment, such as ` + "`SENTIER_LISTEN`" + `;
4. flags, such as ` + "`--listen`" + `.

In variables and flags the items of a list are separated by commas. Paths are relative to the folder where the
program is started. A key that does not exist or a value that cannot be is refused at start, all of them at once,
each with its line. ` + "`sentier config`" + ` prints every value in effect and where it comes from.

` + "`<language>`" + ` stands for a language tag: ` + "`fr`, `en`, `pt-BR`" + `.
`

const example = `listen = "127.0.0.1:8080"
data = "/var/lib/sentier"
base_url = "https://courses.example.org"
languages = ["fr", "en"]
trusted_proxies = ["127.0.0.1"]

[identity]
name = "Les sentiers du lycée"
accent = "#135a43"

[home.fr]
title = "Apprendre à son rythme"
lead = "Des cours libres, sans compte et sans publicité."

[home.en]
title = "Learn at your own pace"
lead = "Free courses, without an account and without advertising."

[[footer]]
label = { fr = "Le lycée", en = "The school" }
url = "https://school.example.org"

[host]
name = "Association des amis du lycée"
kind = "association loi 1901"
email = "sentier@school.example.org"
publication_director = "Camille Exemple"
means.fr = "Le site est tenu par des bénévoles."
means.en = "The site is run by volunteers."

[[host.partners]]
name = "The town library"
url = "https://library.example.org"

[hosting]
name = "Example Hosting"
address = "1 rue de l'Exemple, 75000 Paris"
phone = "+33 1 00 00 00 00"

[log]
format = "json"
`
