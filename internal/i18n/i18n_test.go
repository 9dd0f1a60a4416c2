package i18n_test

import (
	"strings"
	"sync"
	"testing"

	"sentier/internal/i18n"
)

const french = `
skip = "Aller au contenu"

[lesson]
number = "Leçon {{.number}} sur {{.total}}"

[module.lessons]
one = "{{.count}} leçon"
other = "{{.count}} leçons"
`

const english = `
skip = "Skip to content"
lesson.number = "Lesson {{ .number }} of {{.total}}"

[module.lessons]
one = "{{.count}} lesson"
other = "{{.count}} lessons"
`

func load(t *testing.T, files map[string]string) (*i18n.Catalog, error) {
	t.Helper()
	bytes := map[string][]byte{}
	for name, text := range files {
		bytes[name] = []byte(text)
	}
	return i18n.Load(bytes)
}

func both(t *testing.T) *i18n.Catalog {
	t.Helper()
	c, err := load(t, map[string]string{"fr.toml": french, "en.toml": english})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSay(t *testing.T) {
	c := both(t)
	for _, test := range []struct {
		lang, key string
		args      []any
		want      string
	}{
		{"fr", "skip", nil, "Aller au contenu"},
		{"en", "lesson.number", []any{"number", 2, "total", 5}, "Lesson 2 of 5"},
		{"fr", "module.lessons", []any{"count", 0}, "0 leçon"},
		{"en", "module.lessons", []any{"count", 0}, "0 lessons"},
		{"fr", "module.lessons", []any{"count", 1}, "1 leçon"},
		{"fr", "module.lessons", []any{"count", 2}, "2 leçons"},
		{"fr", "module.lessons", []any{"count", 1500}, "1\u202f500 leçons"},
		{"fr", "module.lessons", []any{"count", 1_000_000}, "1\u202f000\u202f000 leçons"}, // "many", which it lacks
		{"en", "module.lessons", []any{"count", 1500}, "1,500 lessons"},
		{"fr-CA", "skip", nil, "Aller au contenu"},
		{"de", "skip", nil, "Skip to content"},
		{"fr", "nowhere", nil, "nowhere"},
		{"fr", "lesson.number", []any{"number", "<b>"}, "Leçon <b> sur {total}"},
	} {
		if got := c.Say(test.lang, test.key, test.args...); got != test.want {
			t.Errorf("Say(%s, %s, %v) = %q, want %q", test.lang, test.key, test.args, got, test.want)
		}
	}
	if text, plain := c.Plain("fr", "skip"); !plain || text != "Aller au contenu" {
		t.Errorf("Plain(skip) = %q, %v", text, plain)
	}
	if _, plain := c.Plain("fr", "module.lessons"); plain {
		t.Error("a plural is said to be plain")
	}
}

func TestLoadNamesFileAndLine(t *testing.T) {
	for name, test := range map[string]struct {
		files map[string]string
		want  []string
	}{
		"not TOML":            {map[string]string{"fr.toml": "a = \"x\"\nb = \n"}, []string{"fr.toml:2:"}},
		"twice":               {map[string]string{"fr.toml": "a = \"x\"\na = \"y\"\n"}, []string{"fr.toml:"}},
		"a condition":         {map[string]string{"fr.toml": "a = \"x\"\nb = \"{{if .x}}y{{end}}\"\n"}, []string{"fr.toml:2: message \"b\"", "write {{.name}}"}},
		"upper case":          {map[string]string{"fr.toml": "a = \"{{.Name}}\"\n"}, []string{"fr.toml:1"}},
		"no words":            {map[string]string{"fr.toml": "\n[a]\none = \"x\"\n"}, []string{"fr.toml:2: message \"a\"", "other"}},
		"form of another":     {map[string]string{"en.toml": "[a]\nfew = \"x\"\nother = \"y\"\n"}, []string{"en.toml:1: message \"a\"", "few"}},
		"unknown placeholder": {map[string]string{"en.toml": "a = \"{{.name}}\"", "fr.toml": "\na = \"{{.nom}}\""}, []string{"fr.toml:2: message \"a\"", "[nom]", "en.toml:1 holds [name]"}},
		"no language":         {map[string]string{"words.txt": ""}, []string{"words.txt: not a message file"}},
		"all at once":         {map[string]string{"en.toml": "a = \"{{\"", "fr.toml": "b = \"}}\""}, []string{"en.toml:1", "fr.toml:1"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := load(t, test.files)
			if err == nil {
				t.Fatal("accepted")
			}
			for _, want := range test.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("error %q does not hold %q", err, want)
				}
			}
		})
	}
}

func TestMissing(t *testing.T) {
	c, err := load(t, map[string]string{"en.toml": "a = \"x\"", "fr.toml": "a = \"x\"\n\n[b]\nc = \"y\""})
	if err != nil {
		t.Fatal(err)
	}
	want := `fr.toml:4: message "b.c" has no en: add it to en.toml`
	if got := c.Missing(); len(got) != 1 || got[0] != want {
		t.Errorf("Missing() = %q, want %q", got, want)
	}
	if gaps := both(t).Missing(); len(gaps) != 0 {
		t.Errorf("Missing() = %q for equal files", gaps)
	}
}

func TestALaterFileReplacesMessageByMessage(t *testing.T) {
	c, err := i18n.LoadFiles(
		i18n.File{Path: "theme/fr.toml", Data: []byte("a = \"x\"\nb = \"y\"")},
		i18n.File{Path: "site/fr.toml", Data: []byte("b = \"z\"")})
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Say("fr", "a") + c.Say("fr", "b"); got != "xz" {
		t.Errorf("got %q, want xz", got)
	}
}

func TestManyReadersAtOnce(t *testing.T) {
	c := both(t)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for n := range 300 {
				if got := c.Say("fr", "module.lessons", "count", 1000+n); !strings.HasSuffix(got, "leçons") {
					t.Errorf("got %q", got)
				}
			}
		})
	}
	wait.Wait()
}

func FuzzLoad(f *testing.F) {
	f.Add(french)
	f.Add("a.b = 1")
	f.Add("[a]\nother = \"{{.x}}\"")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := i18n.Load(map[string][]byte{"fr.toml": []byte(text)})
		if err != nil {
			return
		}
		for _, key := range c.Keys("fr") {
			c.Say("fr", key)
		}
	})
}

func BenchmarkSay(b *testing.B) {
	c, err := i18n.Load(map[string][]byte{"fr.toml": []byte(french)})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("plain", func(b *testing.B) {
		for b.Loop() {
			c.Say("fr", "skip")
		}
	})
	b.Run("plural", func(b *testing.B) {
		for b.Loop() {
			c.Say("fr", "module.lessons", "count", 12)
		}
	})
}
