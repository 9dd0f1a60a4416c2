package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"sentier/internal/account"
	"sentier/internal/store"
	"sentier/internal/store/storetest"
)

// office is a site that somebody looks after from a shell.
type office struct {
	*testing.T
	*program
	database string
	store    *store.Store
}

// TestAdmin looks after a site on both engines, beside a server that runs.
func TestAdmin(t *testing.T) {
	var postgres storetest.Postgres
	t.Cleanup(func() {
		if err := postgres.Stop(); err != nil {
			t.Error(err)
		}
	})
	for _, engine := range []string{"SQLite", "PostgreSQL"} {
		t.Run(engine, func(t *testing.T) {
			o := office{T: t, program: newProgram(t)}
			if o.database = filepath.Join(o.dir, "sentier.db"); engine == "PostgreSQL" {
				o.database = postgres.URL(t)
			}
			// The server itself would erase who is left unused, at a moment of its own.
			server := o.startWith(t, func(cmd *exec.Cmd) { cmd.Args = append(cmd.Args, "--database", o.database, "--unused-years", "0") })
			var err error
			if o.store, err = store.Open(t.Context(), store.Config{Database: o.database, Beside: true}); err != nil {
				t.Fatal(err)
			}
			for _, one := range []struct {
				name string
				do   func(office)
			}{{"purge", purgeFromAShell}, {"people", peopleFromAShell}, {"export", exportFromAShell}, {"connections", connectionsFromAShell}} {
				t.Run(one.name, func(t *testing.T) { one.do(office{t, o.program, o.database, o.store}) })
			}
			if err := o.store.Close(); err != nil {
				t.Error(err)
			}
			stop(t, server)
		})
	}
}

// run runs "sentier admin", which must end so, and gives what it printed and what it said beside.
func (o office) run(want int, args ...string) (printed, said string) {
	o.Helper()
	var out, beside bytes.Buffer
	args = append([]string{"admin"}, append(args, "--database", o.database, "--data", o.dir, "--listen", o.address,
		"--courses", filepath.Join(o.dir, "courses"), "--languages", "fr,en")...)
	if status := Main(Process{Program: o.path, Args: args, Env: os.Environ(), Stdout: &out, Stderr: &beside}); status != want {
		o.Fatalf("sentier %s: %d, want %d:\n%s%s", strings.Join(args, " "), status, want, &out, &beside)
	}
	return out.String(), beside.String()
}

// prints is run, which must print some words or, where it fails, say them.
func (o office) prints(want int, words string, args ...string) string {
	o.Helper()
	printed, said := o.run(want, args...)
	if want != exitOK {
		printed = said
	}
	if !strings.Contains(printed, words) {
		o.Errorf("sentier admin %s: want %q:\n%s", strings.Join(args, " "), words, printed)
	}
	return printed
}

// join makes an account that was last used so long ago.
func (o office) join(name string, ago time.Duration) account.Account {
	o.Helper()
	seen := time.Now().Add(-ago).Truncate(24 * time.Hour)
	a := account.Account{ID: account.ID(uuid.Must(uuid.NewV7()).String()), Name: name, Key: account.NameKey(name), Lang: "en",
		Password: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA", Created: seen, Seen: seen}
	session := account.Session{ID: account.SessionID(uuid.Must(uuid.NewV7()).String()), Account: a.ID, Device: "Firefox, Android",
		Created: seen, Seen: seen, Ends: seen.Add(30 * 24 * time.Hour)}
	if err := o.store.CreateAccount(o.Context(), a, nil, session, nil, nil, account.Admission{}); err != nil {
		o.Fatal(err)
	}
	return a
}

// gets is the status and the page of a link that was printed.
func (o office) gets(link string) (int, string) {
	o.Helper()
	at, err := url.Parse(strings.TrimSpace(link))
	if err != nil {
		o.Fatal(err)
	}
	status, page, err := ask(o.address, at.RequestURI())
	if err != nil {
		o.Fatal(err)
	}
	return status, page
}

func peopleFromAShell(o office) {
	lena := o.join("Léna", 0)
	o.join("Marc_50%", 0)
	link, _ := o.run(exitOK, "first")
	if status, page := o.gets(link); status != 200 || !strings.Contains(page, `name="password"`) {
		o.Errorf("the first link: %d\n%s", status, page)
	}

	o.prints(exitOK, "Léna", "people", "lén")
	if all := o.prints(exitOK, "Marc_50%", "people"); !strings.Contains(all, "Léna") {
		o.Errorf("not all are listed:\n%s", all)
	}
	if one := o.prints(exitOK, "Marc_50%", "people", "_5"); strings.Contains(one, "Léna") {
		o.Errorf("_ is any character:\n%s", one)
	}
	o.prints(exitOK, "nobody has such a name", "people", "%%")

	o.prints(exitOK, "Léna has the role moderator in apprendre now", "role", "give", "Léna", "moderator", "--module", "apprendre")
	o.prints(exitOK, "Léna has the role administrator now", "role", "give", "LÉNA", "administrator", "--reason", "elle ouvre le site")
	o.prints(exitOK, "apprendre", "role", "list")
	o.prints(exitFailed, "this site has an administrator", "first")
	if status, page := o.gets(link); status == 200 && strings.Contains(page, `name="password"`) {
		o.Error("the first link still makes an administrator")
	}
	o.prints(exitFailed, "Léna is the only administrator: give somebody else that role first", "role", "take", "Léna", "administrator")
	o.prints(exitOK, "Marc_50% has the role administrator now", "role", "give", "Marc_50%", "administrator")
	o.prints(exitOK, "Léna has not the role administrator", "role", "take", "Léna", "administrator")
	o.prints(exitFailed, `there is no role "queen"`, "role", "take", "Léna", "queen")
	if left := o.prints(exitOK, "Marc_50%", "role", "list"); strings.Count(left, "administrator") != 1 {
		o.Errorf("the team is\n%s", left)
	}

	o.prints(exitFailed, "write the reason with --reason", "reset", "Léna", "--reason", "  ")
	made, said := o.run(exitOK, "reset", "Léna", "--reason", "vue en salle")
	if !strings.Contains(said, "hand this link to Léna") {
		o.Errorf("it says %q", said)
	}
	if status, page := o.gets(made); status != 200 || !strings.Contains(page, `autocomplete="new-password"`) {
		o.Errorf("the link for a new password: %d\n%s", status, page)
	}
	told, err := o.store.Notices(o.Context(), lena.ID)
	if err != nil || len(told) != 1 || told[0].Kind != account.ResetNotice || told[0].Reason != "vue en salle" {
		o.Errorf("they are told %+v, %v", told, err)
	}
	log, err := o.store.Actions(o.Context(), "", lena.ID, "")
	var verbs []string
	for _, line := range log {
		verbs = append(verbs, line.ByName+" "+line.Verb+" "+line.Subject)
	}
	if got, want := strings.Join(verbs, ", "), "sentier admin account.reset , sentier admin role.take administrator, "+
		"sentier admin role.give administrator, sentier admin role.give moderator"; got != want || err != nil {
		o.Errorf("the log is %s, %v", got, err)
	}
}

func exportFromAShell(o office) {
	ines := o.join("Inès", 0)
	o.join("Malo", 0)
	o.prints(exitFailed, `nobody signs in as "Nobody"`, "export", "Nobody", "--reason", "demande écrite")
	o.prints(exitFailed, "write the reason with --reason", "export", "Inès", "--reason", " ")

	text, said := o.run(exitOK, "export", "Inès", "--reason", "demande écrite")
	var file struct {
		Format, Name string
		Sessions     []any
	}
	if err := json.Unmarshal([]byte(text), &file); err != nil || file.Format == "" || file.Name != "Inès" || len(file.Sessions) != 1 ||
		strings.Contains(text, "Malo") || strings.Contains(text, "argon2") {
		o.Errorf("%v:\n%s", err, text)
	}
	if !strings.Contains(said, "hand this to Inès") {
		o.Errorf("it says %q", said)
	}

	out := filepath.Join(o.dir, "ines.html")
	o.run(exitOK, "export", "Inès", "--reason", "demande écrite", "--html", "--out", out)
	page, err := os.ReadFile(out)
	if err != nil {
		o.Fatal(err)
	}
	for _, want := range []string{`<html lang="en"`, "The data of Inès", `<base href="http://` + o.address + `/">`, "Firefox, Android"} {
		if !strings.Contains(string(page), want) {
			o.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(string(page), "Malo") {
		o.Error("somebody else is on the page")
	}
	if about, err := os.Stat(out); err != nil || about.Mode().Perm() != 0o600 {
		o.Errorf("others may read the file: %v, %v", about.Mode(), err)
	}
	o.prints(exitFailed, "is there already: name another file with --out", "export", "Inès", "--reason", "demande écrite", "--out", out)
	o.prints(exitFailed, `the site has no language "de"`, "export", "Inès", "--reason", "demande écrite", "--html", "--lang", "de")
	if french, _ := o.run(exitOK, "export", "Inès", "--reason", "demande écrite", "--html", "--lang", "fr"); !strings.Contains(french, "Les données de Inès") {
		o.Errorf("not in French:\n%s", french)
	}

	told, err := o.store.Notices(o.Context(), ines.ID)
	if err != nil || len(told) != 3 || told[0].Kind != account.ExportNotice || told[0].Reason != "demande écrite" {
		o.Errorf("they are told %+v, %v", told, err)
	}
	log, err := o.store.Actions(o.Context(), "", ines.ID, "")
	if err != nil || len(log) != 3 || log[0].Verb != "account.export" {
		o.Errorf("the log is %+v, %v", log, err)
	}
}

func purgeFromAShell(o office) {
	const year = 366 * 24 * time.Hour
	for name, ago := range map[string]time.Duration{"Ancienne": 3 * year, "Oubliée": 4 * year, "Présente": year} {
		o.join(name, ago)
	}
	written := o.join("Bientôt", 3*year)
	if err := o.store.SetEmail(o.Context(), written.ID, "bientot@example.org"); err != nil {
		o.Fatal(err)
	}
	if err := o.store.ConfirmEmail(o.Context(), written.ID, "bientot@example.org", time.Now()); err != nil {
		o.Fatal(err)
	}
	letters := []string{"--mail-smtp", "127.0.0.1:9", "--mail-from", "site@example.org", "--mail-security", "none", "--base-url", "https://cours.example"}
	purge := func(args ...string) string {
		printed, _ := o.run(exitOK, append([]string{"purge"}, args...)...)
		return printed
	}
	names := func() string { all, _ := o.run(exitOK, "people"); return all }

	o.prints(exitFailed, "accounts stay for ever here", "purge", "--unused-years", "0")
	before := names()
	dry := purge(append([]string{"--dry-run"}, letters...)...)
	if want := "2 accounts unused for 3 years would be erased\n1 account would go within a month: a letter would tell them\n"; dry != want {
		o.Errorf("%q, want %q", dry, want)
	}
	if after := names(); after != before {
		o.Errorf("a dry run changed\n%sto\n%s", before, after)
	}
	if done, want := purge(letters...), "2 accounts unused for 3 years were erased\n1 account would go within a month: a letter waits that tells them\n"; done != want {
		o.Errorf("%q, want %q", done, want)
	}
	if left := names(); !regexp.MustCompile(`(?s)NAME.*(Présente.*Bientôt|Bientôt.*Présente)`).MatchString(left) || strings.Count(left, "\n") != 3 {
		o.Errorf("there are left\n%s", left)
	}
	if again, want := purge(letters...), "no accounts unused for 3 years were erased\nno accounts would go within a month: a letter waits that tells them\n"; again != want {
		o.Errorf("%q, want %q", again, want)
	}
	if queue, _ := o.run(exitOK, "mail", "queue"); strings.Count(queue, "bientot@example.org") != 1 {
		o.Errorf("the queue is\n%s", queue)
	}
	if _, err := o.store.Account(o.Context(), written.ID); err != nil {
		o.Error(fmt.Errorf("who is told stays: %w", err))
	}
}
