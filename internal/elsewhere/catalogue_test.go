package elsewhere

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode"
)

const asked = "https://gue.example"

// good is the catalogue of a site, as it says it.
const good = `{"format": "sentier catalogue 1", "name": "Le Gué", "address": "https://gue.example", "languages": ["fr", "en"],
	"host": {"name": "Les amis du gué", "kind": "association"}, "registration": "open", "full": false, "added": {"later": 1},
	"modules": [{"languages": ["fr", "en"], "licence": "CC-BY-SA-4.0", "minutes": 75, "texts": {
		"fr": {"title": "Lire une carte", "address": "https://gue.example/fr/carte"}, "en": {"title": "Reading a map", "address": "/en/carte"}}}]}`

func TestRead(t *testing.T) {
	c, failed := Read([]byte(good), asked)
	if failed != nil {
		t.Fatal(failed)
	}
	want := Catalogue{Format: Format, Name: "Le Gué", Address: asked, Languages: []string{"fr", "en"},
		Host: Host{"Les amis du gué", "association"}, Registration: "open",
		Modules: []Module{{Languages: []string{"fr", "en"}, Licence: "CC-BY-SA-4.0", Minutes: 75, Texts: map[string]Text{
			"fr": {"Lire une carte", "https://gue.example/fr/carte"}, "en": {"Reading a map", "https://gue.example/en/carte"}}}}}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("read %+v\nwant %+v", c, want)
	}
	if text, lang := c.Modules[0].Text("de", "en"); lang != "en" || text.Title != "Reading a map" {
		t.Errorf("the module is %q in %q", text.Title, lang)
	}
	if text, lang := c.Modules[0].Text("de"); lang != "fr" || text.Title != "Lire une carte" {
		t.Errorf("to a reader of another language the module is %q in %q", text.Title, lang)
	}
	again, failed := Read(mustJSON(t, c), asked) // as the store gives it back
	if failed != nil || !reflect.DeepEqual(again, c) {
		t.Errorf("read twice, it is %+v (%v)", again, failed)
	}
}

// A catalogue that lies, or is none, is refused whole, and told apart.
func TestReadRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		with func(string) string
		want Trouble
	}{
		"claims to be another site":      {replace(`"https://gue.example", "languages"`, `"https://bank.example", "languages"`), Another},
		"claims another port":            {replace(`"https://gue.example", "languages"`, `"https://gue.example:8443", "languages"`), Another},
		"claims to be reached in plain":  {replace(`"https://gue.example", "languages"`, `"http://gue.example", "languages"`), Another},
		"claims to be no web site":       {replace(`"https://gue.example", "languages"`, `"javascript:alert(1)", "languages"`), Another},
		"is of a later form":             {replace("catalogue 1", "catalogue 2"), Newer},
		"is of no form":                  {replace("sentier catalogue 1", "sentier export 1"), Garbled},
		"has no name":                    {replace("Le Gué", " \\u200b\\u202e\\n"), Garbled},
		"has numbers for names":          {replace(`"Le Gué"`, `12`), Garbled},
		"has a list for its host":        {replace(`{"name": "Les amis du gué", "kind": "association"}`, `["a"]`), Garbled},
		"has text for modules":           {replace(`"modules": [`, `"modules": "many", "x": [`), Garbled},
		"has a fraction of a minute":     {replace("75", "75.5"), Garbled},
		"has more minutes than a number": {replace("75", "1e300"), Garbled},
		"opens its doors in its own way": {replace(`"open"`, `"<b>now</b>"`), Garbled},
		"ends too early":                 {func(s string) string { return s[:len(s)-9] }, Garbled},
		"is nested without end":          {func(string) string { return strings.Repeat(`{"modules":[`, 200_000) }, Garbled},
		"is null":                        {func(string) string { return "null" }, Garbled},
		"is empty":                       {func(string) string { return "" }, Garbled},
		"is a page":                      {func(string) string { return "<!doctype html><title>Le Gué</title>" }, Garbled},
		"is written in Latin-1":          {replace("Le Gué", "Le Gu\xe9"), Garbled},
	} {
		t.Run(name, func(t *testing.T) {
			text := test.with(good)
			if text == good {
				t.Fatal("nothing was changed")
			}
			if c, failed := Read([]byte(text), asked); failed == nil || failed.Trouble != test.want {
				t.Errorf("read %+v, %v, want %s", c, failed, test.want)
			}
		})
	}
}

// What is strange in a catalogue that can be read is left out or made plain.
func TestReadTidies(t *testing.T) {
	c, failed := Read([]byte(strings.NewReplacer(
		"Le Gué", `<script>alert(1)<\/script>\u0000 \u202e`+strings.Repeat("é", 1000),
		`"fr", "en"], "licence": "CC-BY-SA-4.0"`, `"fr", "en", "fr", "klingon!", "FR", "de"], "licence": "javascript:alert(1)"`,
		"https://gue.example/fr/carte", "javascript:alert(1)", "/en/carte", "//bank.example/en", "75", "-3",
		"Lire une carte", `Lire\n\t une\u2066 carte`,
	).Replace(good)), asked)
	if failed != nil {
		t.Fatal(failed)
	}
	if !strings.HasPrefix(c.Name, "<script>alert(1)</script> é") || len([]rune(c.Name)) != longestName {
		t.Errorf("the name is %q", c.Name) // plain text, which templates escape
	}
	want := Module{Languages: []string{"fr", "en"}, Texts: map[string]Text{"fr": {Title: "Lire une carte"}, "en": {Title: "Reading a map"}}}
	if !reflect.DeepEqual(c.Modules, []Module{want}) {
		t.Errorf("the modules are %+v", c.Modules)
	}
}

func TestReadTooManyModules(t *testing.T) {
	one := `{"languages":["fr"],"texts":{"fr":{"title":"x"}}}`
	text := strings.Replace(good, `"modules": [`, `"modules": [`+strings.Repeat(one+",", 10_000), 1)
	c, failed := Read([]byte(text), asked) // as many as fetch lets through: of more it gives nothing
	if failed != nil || len(c.Modules) != mostModules {
		t.Errorf("%d modules, %v", len(c.Modules), failed)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(good))
	f.Add([]byte(`{"format":"sentier catalogue 1","name":"a","registration":"open","modules":[{"languages":["x"],"texts":{"x":{}}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, failed := Read(data, asked)
		if failed != nil {
			return
		}
		if c.Address != asked || len(c.Modules) > mostModules {
			t.Fatalf("%+v", c)
		}
		for _, m := range c.Modules {
			for lang, text := range m.Texts {
				if text.Address != "" && !strings.HasPrefix(strings.ToLower(text.Address), asked) || strings.ContainsFunc(text.Title, unicode.IsControl) {
					t.Errorf("%s: %+v", lang, text)
				}
			}
		}
		if again, failed := Read(mustJSON(t, c), asked); failed != nil || len(again.Modules) != len(c.Modules) {
			t.Fatalf("what was read is not read again: %v", failed)
		}
	})
}

func TestWhenIsAsked(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	fine := Answer{Address: asked}.With(now, "{}", nil)
	failed := fine.With(now.Add(time.Hour), "", &Failure{Trouble: Slow})
	if failed.Body != "{}" || !failed.Answered.Equal(now) || failed.Trouble != Slow {
		t.Errorf("what was good is gone: %+v", failed)
	}
	if back := failed.With(now.Add(2*time.Hour), "[]", nil); back.Trouble != "" || back.Body != "[]" {
		t.Errorf("what is good again is not taken: %+v", back)
	}
	for name, test := range map[string]struct {
		answer Answer
		at     time.Duration
		due    bool
	}{
		"never asked": {Answer{Address: asked}, 0, true}, "asked now": {fine, 0, false}, "half a day later": {fine, 12 * time.Hour, false},
		"a day later": {fine, 24 * time.Hour, true}, "soon after a failure": {failed, 80 * time.Minute, false},
		"an hour after a failure": {failed, 2 * time.Hour, true}, "asked in the future": {fine, -2 * time.Hour, true},
	} {
		if got := test.answer.CatalogueDue(now.Add(test.at)); got != test.due {
			t.Errorf("%s: due is %t", name, got)
		}
	}
	moments := map[int]bool{}
	for i := range 50 {
		a := Answer{Address: fmt.Sprint("https://", i, ".example")}.With(now, "{}", nil)
		for minute := 0; ; minute++ {
			if a.CatalogueDue(now.Add(23*time.Hour + time.Duration(minute)*time.Minute)) {
				moments[minute] = true
				break
			}
		}
	}
	if len(moments) < 20 {
		t.Errorf("fifty sites are asked at %d moments", len(moments))
	}
	if room := fine.With(now.Add(10*time.Minute), "", &Failure{Trouble: Unreachable}); room.Dead(now.Add(10*time.Minute)) || !room.Dead(now.Add(30*time.Minute)) {
		t.Error("a room that restarts is skipped, or one that is gone is not")
	}
	if (Answer{}).Dead(now) || !(Answer{}).With(now, "", &Failure{Trouble: Private}).Dead(now) {
		t.Error("a room that was not asked yet is skipped, or one that never answered is not")
	}
}

func replace(old, now string) func(string) string {
	return func(s string) string { return strings.Replace(s, old, now, 1) }
}

func mustJSON(t *testing.T, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
