package config

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

var (
	sourceKind   = optional(scalar("the address of a git repository, such as https://forge.example.org/us/courses.git, ssh://git@forge.example.org/us/courses.git, or its path on this machine", parseSource))
	sourceName   = scalar("a short name in lower-case letters, digits and hyphens, such as \"courses\"", parseSourceName)
	durationKind = kind[time.Duration]{
		expected: `a duration from 30s to 24h, such as "5m"`,
		parse: func(items []string) (time.Duration, *wrong) {
			d, err := time.ParseDuration(strings.TrimSpace(items[0]))
			if err != nil || d < 30*time.Second || d > 24*time.Hour {
				return 0, &wrong{}
			}
			return d, nil
		},
		toml: func(d time.Duration) string { return quote(d.String()) },
	}
)

// DefaultPoll is how often a source is asked that says nothing else.
const DefaultPoll = 5 * time.Minute

// leastSecret is how many characters the secret of a webhook has: whoever guesses it can have us fetch, as often as they like.
const leastSecret = 16

var (
	nameForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	scpForm  = regexp.MustCompile(`^[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:.+$`)
)

func parseSourceName(s string) (string, *wrong) {
	if !nameForm.MatchString(s) || len(s) > 40 {
		return "", &wrong{}
	}
	return s, nil
}

// parseSource accepts no password in an address: it would be in the logs.
func parseSource(s string) (string, *wrong) {
	if !strings.Contains(s, "://") {
		return s, nil // user@host:path, or a path
	}
	u, err := url.Parse(s)
	if err != nil || !slices.Contains([]string{"https", "http", "ssh"}, u.Scheme) || u.RawQuery != "" || u.Fragment != "" {
		return "", &wrong{}
	}
	if _, secret := u.User.Password(); secret || u.User != nil && u.Scheme != "ssh" {
		return "", &wrong{got: "one with a user name or a password", hint: "write a token under token_file"}
	}
	if _, ok := authority(u); !ok {
		return "", &wrong{}
	}
	return s, nil
}

// Remote tells whether the courses come from git, not from a folder.
func (s Origin) Remote() bool { return s.URL != "" }

// SSH tells whether the repository is asked by ssh.
func (s Origin) SSH() bool { return strings.HasPrefix(s.URL, "ssh://") || scpForm.MatchString(s.URL) }

// follow looks at what the keys of a source have to be with each other.
func (l *loader) follow() {
	names := map[string]bool{}
	for i := range l.config.Sources {
		s := &l.config.Sources[i]
		s.Poll = cmp.Or(s.Poll, DefaultPoll)
		clash := func(key, what, hint string) { l.clashAt("source."+key, i, what, hint) }
		switch {
		case names[s.Name]:
			clash("name", "two sources have this name", "give each its own")
		case !s.Remote() && s.Folder == "":
			clash("name", "the source has neither a url nor a folder", "add one of them")
		case s.SSH() && (s.Key == "" || s.KnownHosts == ""):
			clash("url", "ssh needs a key of ours, and the keys of the hosts that are trusted", "add key and known_hosts")
		case !s.SSH() && s.Key != "":
			clash("key", "the key is for ssh alone", "take it out, or write the ssh address of the repository under url")
		case s.Secret != "" && s.SecretFile != "":
			clash("secret", "the secret is given twice", "keep secret_file, and take secret out")
		case s.Token != "" && s.TokenFile != "":
			clash("token", "the token is given twice", "keep token_file, and take token out")
		case s.Secret != "" && len(s.Secret) < leastSecret:
			clash("secret", "it could be guessed: it has fewer than 16 characters", "make a longer one, with openssl rand -hex 20")
		}
		names[s.Name] = true
		for _, of := range []struct{ key, value string }{
			{"branch", s.Branch}, {"secret", s.Secret + s.SecretFile}, {"token", s.Token + s.TokenFile}, {"forge", s.Forge},
		} {
			if !s.Remote() && of.value != "" {
				clash("folder", "it is no git repository, so that "+of.key+" is nothing to it", "take "+of.key+" out, or add a url")
			}
		}
	}
}

func sources() []entry {
	at := func(c *Config, i int) *Origin { return &c.Sources[i] }
	return []entry{
		need(item("source", "name", sourceName, "What the source is called: in the log, on the page of the administration, and in the address of its "+
			"webhook, /-/hook/NAME.",
			func(c *Config, i int) *string { return &at(c, i).Name })),
		item("source", "url", sourceKind, "The git repository: by https, by ssh (then with key and known_hosts), or by its path on this machine. When left "+
			"out, the source is the folder on this machine that folder names, read when the program is told to reload.",
			func(c *Config, i int) *string { return &at(c, i).URL }),
		item("source", "branch", textKind, "The branch that is published. When left out, the one that the repository names itself.",
			func(c *Config, i int) *string { return &at(c, i).Branch }),
		item("source", "folder", pathKind, "The folder of the repository that holds the modules, such as courses. When left out, its root.",
			func(c *Config, i int) *string { return &at(c, i).Folder }),
		item("source", "poll", durationKind, "How often the branch is looked at, whether or not a webhook came: from 30s to 24h. When left out, 5m.",
			func(c *Config, i int) *time.Duration { return &at(c, i).Poll }),
		hide(item("source", "secret", secretKind, "The secret of the webhook, of 16 characters or more, as it is given to the forge. Without one, no webhook is "+
			"heard. It is never printed; better keep it in a file: see secret_file.",
			func(c *Config, i int) *string { return &at(c, i).Secret })),
		item("source", "secret_file", pathKind, "A file that holds that secret and nothing else, read at start.",
			func(c *Config, i int) *string { return &at(c, i).SecretFile }),
		item("source", "key", pathKind, "The private key that ssh signs in with: a deploy key that may read that repository and no more, without a passphrase, "+
			"as ssh-keygen -t ed25519 makes it.",
			func(c *Config, i int) *string { return &at(c, i).Key }),
		item("source", "known_hosts", pathKind, "The file of the keys by which ssh knows its hosts, as ssh-keyscan writes it: compare them with those that the forge "+
			"publishes. A host that is not in it is refused.",
			func(c *Config, i int) *string { return &at(c, i).KnownHosts }),
		hide(item("source", "token", secretKind, "A token of the forge: with it, a repository that is not public can be read by https, and each commit is told on the "+
			"forge whether it was published. It is never printed; better keep it in a file: see token_file.",
			func(c *Config, i int) *string { return &at(c, i).Token })),
		item("source", "token_file", pathKind, "A file that holds that token and nothing else, read at start.",
			func(c *Config, i int) *string { return &at(c, i).TokenFile }),
		item("source", "forge", optional(oneOf("github", "forgejo", "gitlab")), "What the forge is, for what commits are told: forgejo is Gitea, too. When left out, "+
			"github or gitlab where the host's name says so, else forgejo.",
			func(c *Config, i int) *string { return &at(c, i).Forge }),
	}
}
