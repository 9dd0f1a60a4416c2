package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"sentier/internal/connection"
)

// From where somebody writes is kept where a host names a key for it, sealed, once for each time that something is
// written; else it is not.
func TestConnectionsOfPosts(t *testing.T) {
	r := signedIn(t)
	identity, err := age.GenerateX25519Identity()
	r.must(err)
	opener, err := connection.ParseOpener(strings.NewReader(identity.String()))
	r.must(err)
	kept := func() (all []connection.Record) {
		t.Helper()
		sealed, err := r.kept.Connections(t.Context(), time.Time{}, morning.AddDate(1, 0, 0))
		r.must(err)
		for _, one := range sealed {
			record, err := opener.Open(one)
			r.must(err)
			all = append(all, record)
		}
		return all
	}

	r.asks("Sans témoin", "Rien ne dit d’où je l’écris.")
	if all := kept(); len(all) > 0 {
		t.Fatalf("without a key there is %+v", all)
	}
	r.club.people.Connections, err = connection.Parse(identity.Recipient().String())
	r.must(err)
	topic, status, _ := r.asks("Et maintenant ?", "La loi le demande.") // sent twice
	if status != http.StatusOK {
		t.Fatal(status)
	}
	id := topic[strings.LastIndex(topic, "/")+1:]
	r.clock.Add(1000)
	r.post(topic+"/"+id+"/edit", url.Values{"do": {"preview"}, "title": {"Et maintenant ?"}, "body": {"Vu d’avance."}})
	r.post(topic+"/"+id+"/edit", url.Values{"do": {"save"}, "title": {"Et maintenant ?"}, "body": {"Autrement."}})
	all := kept()
	if len(all) != 2 || all[0].Act != connection.Wrote || all[1].Act != connection.Edited {
		t.Fatalf("kept: %+v", all)
	}
	for i, one := range all {
		if !strings.HasPrefix(one.Address, "127.0.0.1:") || one.Account != string(r.account) || one.Name != "Renarde" || one.Post != id || !one.At.Equal(morning.Add(time.Duration(i)*time.Second)) {
			t.Errorf("kept: %+v", one)
		}
	}
}
