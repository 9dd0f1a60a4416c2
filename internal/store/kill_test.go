package store_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"sentier/internal/account"
	"sentier/internal/progress"
	"sentier/internal/store"
)

// writeInto names, in the environment of the child, the database that it writes into.
const writeInto = "SENTIER_TEST_WRITE_INTO"

// killing is how long a child is killed again and again, on each engine.
const killing = 5 * time.Second

// writeUntilKilled creates accounts, sixteen at a time, and has each read two more lessons. It prints the id of each once
// it is acknowledged, and again with "read" behind it once the lessons are.
func writeUntilKilled(database string) {
	s, err := store.Open(context.Background(), store.Config{Database: database})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	failed := make(chan error)
	for range 16 {
		go func() {
			for {
				id, err := createSomebody(s)
				if err != nil {
					failed <- err
					return
				}
				fmt.Println(id)
				if err := readMore(s, id); err != nil {
					failed <- err
					return
				}
				fmt.Println(id, "read")
			}
		}()
	}
	fmt.Fprintln(os.Stderr, <-failed)
	os.Exit(1)
}

// createSomebody writes into five tables: an account with a session, three codes, two lessons and their points.
func createSomebody(s *store.Store) (account.ID, error) {
	now := time.Now()
	a := account.Account{ID: account.ID(uuid.Must(uuid.NewV7()).String()), Lang: "fr", Password: "hash", Created: now, Seen: now}
	a.Name, a.Key = string(a.ID), string(a.ID)
	session := account.Session{ID: account.SessionID(uuid.Must(uuid.NewV7()).String()), Account: a.ID, Created: now, Seen: now, Ends: now.Add(time.Hour)}
	codes := [][]byte{[]byte(a.ID + "1"), []byte(a.ID + "2"), []byte(a.ID + "3")}
	reads := []progress.Read{{Module: "m", Lesson: "one", At: now}, {Module: "m", Lesson: "two", At: now}}
	entries := []progress.Entry{
		{Reason: progress.ForLesson, Subject: "m/one", Module: "m", Points: 10, At: now},
		{Reason: progress.ForLesson, Subject: "m/two", Module: "m", Points: 10, At: now},
	}
	return a.ID, s.CreateAccount(context.Background(), a, codes, session, reads, entries, account.Admission{})
}

// readMore writes two lessons and their points, in a transaction that others may share.
func readMore(s *store.Store, id account.ID) error {
	now := time.Now()
	return s.MarkRead(context.Background(), id,
		[]progress.Read{{Module: "m", Lesson: "three", At: now}, {Module: "m", Lesson: "four", At: now}},
		[]progress.Entry{
			{Reason: progress.ForLesson, Subject: "m/three", Module: "m", Points: 10, At: now},
			{Reason: progress.ForLesson, Subject: "m/four", Module: "m", Points: 10, At: now},
		})
}

// A process that is killed in the middle of writing loses nothing that it has acknowledged and leaves nothing half
// written. This is the death of a process, not of a machine: what the kernel had, it still has.
func TestKill(t *testing.T) {
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			database := engine.database(t)
			var acknowledged []string
			kills := 0
			for begun := time.Now(); time.Since(begun) < killing || kills < 5; kills++ {
				acknowledged = append(acknowledged, writeAndKill(t, database)...)
			}
			s := open(t, database)
			there, half := created(t, s)
			lost := 0
			for _, id := range acknowledged {
				id, more, _ := strings.Cut(id, " ")
				if lessons := there[id]; lessons < 2 || more != "" && lessons < 4 {
					lost++
				}
			}
			t.Logf("%d kills, %d acknowledged, %d there", kills, len(acknowledged), len(there))
			if lost > 0 || half > 0 {
				t.Errorf("%d acknowledged writes are lost, %d are half written", lost, half)
			}
			if len(acknowledged) < kills {
				t.Errorf("%d writes in %d lives: too few to mean anything", len(acknowledged), kills)
			}
		})
	}
}

// writeAndKill gives the ids that a child acknowledged before it was killed.
func writeAndKill(t *testing.T, database string) []string {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), writeInto+"="+database)
	var complaints bytes.Buffer
	child.Stderr = &complaints
	output, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	reader := bufio.NewReader(output)
	first, err := reader.ReadString('\n')
	if err != nil {
		t.Fatalf("the child wrote nothing: %v %v\n%s", err, child.Wait(), complaints.String())
	}
	time.AfterFunc(rand.N(100*time.Millisecond), func() { _ = child.Process.Kill() })
	rest, err := io.ReadAll(reader)
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Wait(); err == nil || child.ProcessState.ExitCode() != -1 {
		t.Fatalf("the child was not killed: %v\n%s", err, complaints.String())
	}
	ids := strings.Split(first+string(rest), "\n")
	return ids[:len(ids)-1] // the last one is empty, or cut
}

const accountParts = `
select account,
	(select count(*) from session where session.account = account.account),
	(select count(*) from code where code.account = account.account),
	(select count(*) from read where read.account = account.account),
	(select count(*) from ledger where ledger.account = account.account)
from account`

// created gives how many lessons each account that is there has read, and how many accounts lack something.
func created(t *testing.T, s *store.Store) (there map[string]int, half int) {
	t.Helper()
	rows, err := s.Read().QueryContext(t.Context(), accountParts)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	there = map[string]int{}
	for rows.Next() {
		var id string
		var sessions, codes, reads, entries int
		if err := rows.Scan(&id, &sessions, &codes, &reads, &entries); err != nil {
			t.Fatal(err)
		}
		there[id] = reads
		if sessions != 1 || codes != 3 || reads != 2 && reads != 4 || entries != reads {
			half++
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return there, half
}
