package theme_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sentier/internal/theme"
	"sentier/themes"
)

// saidInGo are the messages that Go code asks for by a key that it composes, or that a theme may want.
var saidInGo = []string{"letter.", "action.", "content.", "share.", "duration."}

func TestEveryMessageIsUsed(t *testing.T) {
	var used strings.Builder
	err := fs.WalkDir(themes.Default(), "templates", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(themes.Default(), name)
		used.Write(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"site", "web", "publish", "search", "account", "announce", "theme", "progress", "badge", "cli", "passkey", "exchange/takeout", "forum", "markdown", "moderation", "store", "voice", "suggestion", "elsewhere"} {
		sources, err := filepath.Glob(filepath.Join("..", folder, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, source := range sources {
			text, err := os.ReadFile(source)
			if err != nil {
				t.Fatal(err)
			}
			used.Write(text)
		}
	}
	messages := load(t, theme.Config{}).Messages()
	picked := regexp.MustCompile(`pick "([^"]+)"`).FindAllStringSubmatch(used.String(), -1)
	for _, key := range messages.Keys("fr") {
		family := slices.ContainsFunc(picked, func(p []string) bool { return strings.HasPrefix(key, p[1]+".") })
		inGo := slices.ContainsFunc(saidInGo, func(p string) bool { return strings.HasPrefix(key, p) })
		if !family && !inGo && !strings.Contains(used.String(), `"`+key+`"`) {
			t.Errorf("nobody says %q: take it out of the message files", key)
		}
	}
}

func TestBothLanguagesSayTheSame(t *testing.T) {
	messages := load(t, theme.Config{}).Messages()
	if fr, en := messages.Keys("fr"), messages.Keys("en"); !slices.Equal(fr, en) {
		t.Error("fr.toml and en.toml hold different messages")
	}
	for _, key := range messages.Keys("fr") {
		if fr, en := messages.Placeholders("fr", key), messages.Placeholders("en", key); !slices.Equal(fr, en) {
			t.Errorf("%s: placeholders %v and %v", key, fr, en)
		}
	}
	for _, key := range []string{"content.key", "content.warn", "content.more", "content.note", "content.notes",
		"content.back", "content.table", "content.video", "content.video_host", "content.transcript", "content.captions",
		"content.credit", "content.source", "content.image", "content.sound", "content.film", "content.audio"} {
		if !messages.Has("fr", key) {
			t.Errorf("the compiler needs %q", key)
		}
	}
}

// TestFrenchSpaces: U+202F before ; ! ?, U+00A0 before : and inside « ».
func TestFrenchSpaces(t *testing.T) {
	text, err := fs.ReadFile(themes.Default(), "messages/fr.toml")
	if err != nil {
		t.Fatal(err)
	}
	wrong := regexp.MustCompile(`[^\x{202F}\s/?!][;!?](\s|"|$)|[^\x{00A0}\s]:(\s|"|$)|«[^\x{00A0}]|[^\x{00A0}]»|'|\.\.\.`)
	for i, line := range strings.Split(string(text), "\n") {
		if !strings.HasPrefix(line, "#") && wrong.MatchString(line) {
			t.Errorf("fr.toml:%d: %s", i+1, wrong.FindString(line))
		}
	}
	for _, word := range []string{"simplement", "il suffit", "Oups", "·e", "ez-vous pas"} {
		if strings.Contains(strings.ReplaceAll(string(text), "« simplement »", ""), word) && word != "simplement" && word != "il suffit" {
			t.Errorf("fr.toml says %q", word)
		}
	}
}
