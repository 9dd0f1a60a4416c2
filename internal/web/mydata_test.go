package web

import (
	"encoding/json"
	"testing"

	"sentier/internal/account"
)

// exportedAs says where in the file of one's data each kind of record on the server is found.
var exportedAs = map[string]string{
	"account": "name", "codes": "recoveryCodesLeft", "passkeys": "passkeys", "email": "email", "sessions": "sessions", "progress": "read",
	"answers": "attempts", "points": "points", "badges": "badges", "imports": "badgesOfOthers", "review": "cards", "roles": "roles", "notices": "notices", "mailings": "mailings",
	"forum": "forum", "news": "announcementsRead", "moderation": "decisions", "inquiries": "inquiries",
}

// notExported are the kinds that are not in the file, and why.
var notExported = map[string]string{
	"password":    "what is kept helps nobody but who wants to guess it",
	"letters":     "they wait for minutes, and hold links that open the account to whoever reads them",
	"voices":      "nothing in it says whose it is: the private link is the only way to it",
	"connections": "they are sealed for the host's private key, which the server does not have",
	"failures":    "they are kept under a keyed hash of the name, and say what others tried",
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
