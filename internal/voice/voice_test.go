package voice_test

import (
	"bytes"
	"strings"
	"testing"

	"sentier/internal/fault"
	"sentier/internal/voice"
)

func TestKeys(t *testing.T) {
	key, err := voice.NewKey(bytes.NewReader(bytes.Repeat([]byte{7}, 16)))
	if err != nil {
		t.Fatal(err)
	}
	other, err := voice.NewKey(nil)
	if err != nil || other == key || len(other) != len(key) {
		t.Fatalf("another key is %q (%v)", other, err)
	}
	hash, ok := voice.KeyHash(key)
	if !ok || len(hash) != 32 || bytes.Contains(hash, bytes.Repeat([]byte{7}, 4)) {
		t.Fatalf("the hash is %x", hash)
	}
	if again, _ := voice.KeyHash(key); !bytes.Equal(again, hash) {
		t.Error("the same key has another hash")
	}
	for _, none := range []string{"", "a", strings.ToUpper(key), key + "a", key[:25], key[:25] + "\n", "../" + key, key[:25] + "9"} {
		if _, ok := voice.KeyHash(none); ok {
			t.Errorf("%q is a key", none)
		}
	}
	if _, err := voice.NewKey(strings.NewReader("short")); err == nil {
		t.Error("a key is made of too little chance")
	}
}

func TestText(t *testing.T) {
	if got := voice.Tidy("  un\r\ndeux\rtrois \n"); got != "un\ndeux\ntrois" {
		t.Errorf("tidy: %q", got)
	}
	for text, want := range map[string]string{"": "voice.short", "ab": "voice.short", "abc": "",
		strings.Repeat("é", voice.MostText): "", strings.Repeat("é", voice.MostText+1): "voice.long"} {
		if err := voice.CheckText(text); (err == nil) != (want == "") || err != nil && fault.Message(err) != want {
			t.Errorf("%d characters: %v, want %q", len(text), err, want)
		}
	}
}

func TestRemarkChecks(t *testing.T) {
	for _, kind := range voice.Kinds() {
		if err := (voice.Remark{Kind: kind}).Check(); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
	for _, kind := range []voice.Kind{"", "other"} {
		if err := (voice.Remark{Kind: kind}).Check(); fault.Message(err) != "voice.kind" {
			t.Errorf("%q: %v", kind, err)
		}
	}
	closed := 0
	for _, state := range voice.States() {
		if state.Closed() {
			closed++
		}
	}
	if closed != 2 {
		t.Errorf("%d states are closed, want 2", closed)
	}
}
