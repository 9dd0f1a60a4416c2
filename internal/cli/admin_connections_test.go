package cli

import (
	"os"
	"path/filepath"
	"strings"
	"time"

	"filippo.io/age"
	"github.com/google/uuid"

	"sentier/internal/connection"
	"sentier/internal/forum"
)

// connectionsFromAShell reads from where two texts were written: at once, and sealed, to be opened elsewhere.
func connectionsFromAShell(o office) {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		o.Fatal(err)
	}
	key := filepath.Join(o.dir, "key.txt")
	if err := os.WriteFile(key, []byte(identity.String()), 0o600); err != nil {
		o.Fatal(err)
	}
	seal, err := connection.Parse(identity.Recipient().String())
	if err != nil {
		o.Fatal(err)
	}
	author := o.join("Nour", 0)
	for _, day := range []int{3, 5} {
		at := time.Date(2026, 11, day, 23, 59, 0, 0, time.UTC)
		text, err := seal.Seal(connection.Record{At: at, Act: connection.Wrote, Address: "192.0.2.7:4711", Name: author.Name})
		if err != nil {
			o.Fatal(err)
		}
		id := uuid.Must(uuid.NewV7()).String()
		topic := forum.Topic{Module: "m", ID: forum.TopicID(id), Category: forum.Question, Title: "Titre", Lang: "fr", Author: author.ID,
			State: forum.Shown, Created: at}
		post := forum.Post{Module: "m", Topic: topic.ID, ID: forum.PostID(id), Author: author.ID, Source: "Texte", HTML: "<p>Texte</p>",
			State: forum.Shown, Created: at, Connection: text}
		if err := o.store.StartTopic(o.Context(), topic, post); err != nil {
			o.Fatal(err)
		}
	}

	o.prints(exitFailed, "write the reason with --reason", "connections", "--identity", key)
	o.prints(exitFailed, "--from hier is no day", "connections", "--from", "hier")
	all := o.prints(exitOK, `"address":"192.0.2.7:4711"`, "connections", "--identity", key, "--reason", "demande 12")
	if strings.Count(all, "\n") != 2 {
		o.Errorf("printed:\n%s", all)
	}
	if one := o.prints(exitOK, "2026-11-03", "connections", "--identity", key, "--reason", "demande 12", "--from", "2026-11-03", "--to", "2026-11-03"); strings.Count(one, "\n") != 1 {
		o.Errorf("of one day:\n%s", one)
	}
	log, err := o.store.Actions(o.Context(), "", "", "")
	if err != nil || len(log) < 2 || log[0].Verb != "connections.open" || log[0].Reason != "demande 12" {
		o.Errorf("the log is %+v, %v", log, err)
	}

	sealed := o.prints(exitOK, `"sealed":"`, "connections")
	if strings.Contains(sealed, "192.0.2.7") || strings.Contains(sealed, "Nour") {
		o.Errorf("not sealed:\n%s", sealed)
	}
	file := filepath.Join(o.dir, "sealed.jsonl")
	if err := os.WriteFile(file, []byte(sealed), 0o600); err != nil {
		o.Fatal(err)
	}
	o.prints(exitFailed, "name the private key", "connections", "--read", file)
	if opened := o.prints(exitOK, "192.0.2.7", "connections", "--read", file, "--identity", key, "--from", "2026-11-05"); strings.Count(opened, "\n") != 1 {
		o.Errorf("opened elsewhere:\n%s", opened)
	}
	other, err := age.GenerateX25519Identity()
	if err != nil {
		o.Fatal(err)
	}
	if err := os.WriteFile(key, []byte(other.String()), 0o600); err != nil {
		o.Fatal(err)
	}
	o.prints(exitFailed, "2 of 2 were not opened", "connections", "--read", file, "--identity", key)
	o.prints(exitFailed, "record 1 of "+key, "connections", "--read", key, "--identity", key)
}
