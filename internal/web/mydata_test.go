package web

import (
	"encoding/json"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"sentier/internal/account"
	"sentier/internal/theme"
)

// exportedAs says where in the file of one's data each kind of record on the server is found.
var exportedAs = map[string]string{
	"account": "name", "codes": "recoveryCodesLeft", "passkeys": "passkeys", "email": "email", "sessions": "sessions", "progress": "read",
	"answers": "attempts", "points": "points", "badges": "badges", "imports": "badgesOfOthers", "review": "cards", "roles": "roles", "notices": "notices", "mailings": "mailings",
	"forum": "forum", "news": "announcementsRead", "moderation": "decisions", "inquiries": "inquiries", "suggestions": "suggestions",
}

// notExported are the kinds that are not in the file, and why.
var notExported = map[string]string{
	"password":    "what is kept helps nobody but who wants to guess it",
	"letters":     "they wait for minutes, and hold links that open the account to whoever reads them",
	"voices":      "nothing in it says whose it is: the private link is the only way to it",
	"connections": "they are sealed for the host's private key, which the server does not have",
	"failures":    "they are kept under a keyed hash of the name, and say what others tried",
}

// shownAs says which field of the page shows a member of the file; the rest is its own words.
var shownAs = map[string]string{
	"name": "Name", "display": "Display", "lang": "Wanted", "email": "Email", "emailConfirmed": "Confirmed", "letters": "Letters",
	"created": "Created", "seen": "Seen", "hidePoints": "HideXP", "recoveryCodesLeft": "Codes", "passkeys": "Passkeys", "sessions": "Sessions",
	"read": "Read", "places": "Places", "attempts": "Attempts", "points": "Points", "badgesOfOthers": "Foreign", "badges": "Badges",
	"review": "Review", "cards": "Cards", "notices": "Told", "roles": "Roles", "mailings": "Mailings", "reports": "Reports",
	"decisions": "Decisions", "announcementsRead": "News", "inquiries": "Inquiries", "suggestions": "Proposed",
	"forum.posts": "Posts", "forum.thanks": "Marks", "forum.follows": "Marks", "forum.seen": "Marks",
}

// The page shows each member of the file, but for what it says of itself.
func TestThePageOfOnesDataIsWhole(t *testing.T) {
	page := reflect.TypeFor[theme.DataPage]()
	var look func(of reflect.Type, before string)
	look = func(of reflect.Type, before string) {
		for i := range of.NumField() {
			name, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
			switch {
			case name == "" || before == "" && (name == "format" || name == "site" || name == "at"):
			case before == "" && name == "forum":
				look(of.Field(i).Type, "forum.")
			default:
				if _, is := page.FieldByName(shownAs[before+name]); !is {
					t.Errorf("%s%s: the page does not show it", before, name)
				}
			}
		}
	}
	look(reflect.TypeFor[exported](), "")
}

func TestTheForumIsOnThePageOfOnesData(t *testing.T) {
	r := signedIn(t)
	topic, _, _ := r.asks("Une question", "Le texte de départ.")
	id := topic[strings.LastIndex(topic, "/")+1:]
	r.post(topic+"/"+id+"/edit", url.Values{"do": {"save"}, "title": {"Une question"}, "body": {"Le texte d’après."}})
	_, page := r.get("/fr/me/data")
	for _, want := range []string{"Le texte de départ.", "Le texte d’après.", "Vous suivez", "Vous avez lu un sujet de", topic} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// Whatever account.Records lists is in the file of one's data, or is left out for a reason that is written here.
func TestTheExportIsWhole(t *testing.T) {
	data, err := json.Marshal(exported{Email: "a@example.org"})
	if err != nil {
		t.Fatal(err)
	}
	var members map[string]any
	if err := json.Unmarshal(data, &members); err != nil {
		t.Fatal(err)
	}
	for _, r := range account.Records() {
		member, given := exportedAs[r.ID]
		_, left := notExported[r.ID]
		if _, there := members[member]; r.Where == account.OnServer && (given == left || given && !there) {
			t.Errorf("%q: put it into the file, and say where in exportedAs, or why not in notExported", r.ID)
		}
	}
}
