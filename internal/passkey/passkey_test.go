package passkey_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/passkey"
	"sentier/internal/passkey/passkeytest"
)

const origin = "https://sentier.example"

var (
	now   = time.Date(2030, 5, 4, 12, 30, 0, 0, time.UTC)
	owner = account.Account{ID: "018f3b1e-0000-7000-8000-000000000001", Name: "ana", Display: "Ana"}
	other = account.Account{ID: "018f3b1e-0000-7000-8000-000000000002", Name: "eva"}
)

func TestWhereThereArePasskeys(t *testing.T) {
	for at, want := range map[string]bool{
		"https://sentier.example": true, "https://Sentier.Example:8443": true, "http://localhost:8080": true, "https://localhost": true,
		"http://sentier.example": false, "http://127.0.0.1:8080": false, "https://127.0.0.1": false, "https://[::1]": false,
		"": false, "sentier.example": false, "ftp://localhost": false, "http://localhost.example": false, "https://": false,
		"https://ana@sentier.example": false,
	} {
		if got := passkey.NewParty("Sentier", at) != nil; got != want {
			t.Errorf("%q: %v, want %v", at, got, want)
		}
	}
}

// made is a passkey that a device has made for its owner.
func made(t *testing.T, p *passkey.Party, d *passkeytest.Device) (account.Passkey, error) {
	t.Helper()
	asked, err := p.AskNew(owner, nil)
	must(t, err)
	answer, err := d.Create(asked.Options)
	must(t, err)
	key, _, err := p.New(owner, asked.State, answer, now)
	return key, err
}

// checked is what a site says of an answer of that device.
func checked(t *testing.T, p *passkey.Party, d *passkeytest.Device, has ...account.Passkey) (account.Passkey, error) {
	t.Helper()
	asked, err := p.Ask()
	must(t, err)
	answer, err := d.Get(asked.Options)
	must(t, err)
	if id := passkey.Owner(answer); id != account.ID(d.Handle) {
		t.Errorf("the answer is of %q, want %q", id, d.Handle)
	}
	key, _, err := p.Check(owner, has, asked.State, answer, now.Add(25*time.Hour))
	return key, err
}

func TestMakeAndUse(t *testing.T) {
	p := passkey.NewParty("Sentier", origin)
	for name, d := range map[string]*passkeytest.Device{
		"one device": {Origin: origin, Count: 7}, "several": {Origin: origin, Synced: true}, "one that never counts": {Origin: origin},
	} {
		t.Run(name, func(t *testing.T) {
			never := name == "one that never counts"
			key, err := made(t, p, d)
			must(t, err)
			if string(key.ID) != string(d.ID) || !key.Created.Equal(now) || !key.Used.IsZero() ||
				!reflect.DeepEqual(key.Transports, []string{"internal", "hybrid"}) {
				t.Errorf("made %+v", key)
			}
			for range 3 {
				if never {
					d.Count = 0
				}
				used, err := checked(t, p, d, account.Passkey{ID: []byte("another"), Public: key.Public}, key)
				must(t, err)
				if !used.Used.Equal(account.Day(now.Add(25*time.Hour))) || !d.Synced && !never && used.Count != key.Count+1 {
					t.Errorf("used %+v after %+v", used, key)
				}
				key = used
			}
		})
	}
}

func TestWhatIsAskedFor(t *testing.T) {
	p := passkey.NewParty("Sentier", origin)
	asked, err := p.AskNew(owner, []account.Passkey{{ID: []byte{1, 2, 3}, Transports: []string{"usb"}}})
	must(t, err)
	var o struct {
		RP        struct{ ID, Name string }
		User      struct{ ID, Name, DisplayName string }
		Selection struct {
			ResidentKey, UserVerification string
			RequireResidentKey            bool
		} `json:"authenticatorSelection"`
		Exclude     []struct{ ID string } `json:"excludeCredentials"`
		Attestation string
		Timeout     int
	}
	must(t, json.Unmarshal(asked.Options, &o))
	if o.RP.ID != "sentier.example" || o.RP.Name != "Sentier" || o.User.Name != "ana" || o.User.DisplayName != "Ana" || len(o.Exclude) != 1 ||
		o.Exclude[0].ID != "AQID" || o.Selection.UserVerification != "required" || o.Selection.ResidentKey != "required" ||
		!o.Selection.RequireResidentKey || o.Timeout != 300_000 || o.Attestation != "none" && o.Attestation != "" {
		t.Errorf("asked for %s", asked.Options)
	}
	in, err := p.Ask()
	must(t, err)
	for _, want := range []string{`"userVerification":"required"`, `"rpId":"sentier.example"`} {
		if !strings.Contains(string(in.Options), want) {
			t.Errorf("asked for %s, without %s", in.Options, want)
		}
	}
	again, err := p.Ask()
	must(t, err)
	if again.State == in.State {
		t.Error("two challenges are the same")
	}
}

// liars err or lie in one way each, from before they make their passkey or only when it is used.
var liars = map[string]func(*passkeytest.Device){
	"a page of another site":   func(d *passkeytest.Device) { d.Origin = "https://sentier.example.evil" },
	"a page on another port":   func(d *passkeytest.Device) { d.Origin = origin + ":8443" },
	"a page on http":           func(d *passkeytest.Device) { d.Origin = "http://sentier.example" },
	"a page in another's page": func(d *passkeytest.Device) { d.Elsewise = true },
	"for another site":         func(d *passkeytest.Device) { d.Party = "evil.example" },
	"nobody unlocked it":       func(d *passkeytest.Device) { d.Locked = true },
	"for another purpose":      func(d *passkeytest.Device) { d.Kind = "payment.get" },
}

func TestLiars(t *testing.T) {
	p := passkey.NewParty("Sentier", origin)
	for name, lie := range liars {
		t.Run(name, func(t *testing.T) {
			d := &passkeytest.Device{Origin: origin}
			lie(d)
			_, err := made(t, p, d)
			refused(t, "a new passkey", err, "account.passkey_wrong")
			d = &passkeytest.Device{Origin: origin}
			key, err := made(t, p, d)
			must(t, err)
			lie(d)
			_, err = checked(t, p, d, key)
			refused(t, "a passkey", err, "account.passkey_wrong")
		})
	}
}

func TestRefused(t *testing.T) {
	p := passkey.NewParty("Sentier", origin)
	d := &passkeytest.Device{Origin: origin, Count: 5}
	key, err := made(t, p, d)
	must(t, err)

	t.Run("of another account", func(t *testing.T) {
		asked, err := p.Ask()
		must(t, err)
		answer, err := d.Get(asked.Options)
		must(t, err)
		_, _, err = p.Check(other, []account.Passkey{key}, asked.State, answer, now)
		refused(t, "Check", err, "account.passkey_wrong")
		mine := *d
		mine.Handle = []byte(other.ID)
		answer, err = mine.Get(asked.Options)
		must(t, err)
		_, _, err = p.Check(other, nil, asked.State, answer, now)
		refused(t, "one that they do not have", err, "account.passkey_wrong")
	})
	t.Run("another challenge", func(t *testing.T) {
		asked, err := p.Ask()
		must(t, err)
		late, err := p.Ask()
		must(t, err)
		answer, err := d.Get(asked.Options)
		must(t, err)
		_, _, err = p.Check(owner, []account.Passkey{key}, late.State, answer, now)
		refused(t, "Check", err, "account.passkey_wrong")
	})
	t.Run("a question for one is no answer for the other", func(t *testing.T) {
		made, err := p.AskNew(owner, nil)
		must(t, err)
		answer, err := d.Get(made.Options)
		must(t, err)
		_, _, err = p.Check(owner, []account.Passkey{key}, made.State, answer, now)
		refused(t, "Check", err, "account.passkey_wrong")
		asked, err := p.Ask()
		must(t, err)
		fresh := &passkeytest.Device{Origin: origin}
		answer, err = fresh.Create(asked.Options)
		must(t, err)
		_, _, err = p.New(owner, asked.State, answer, now)
		refused(t, "New", err, "account.passkey_wrong")
	})
	t.Run("for another owner", func(t *testing.T) {
		asked, err := p.AskNew(other, nil)
		must(t, err)
		answer, err := (&passkeytest.Device{Origin: origin}).Create(asked.Options)
		must(t, err)
		_, _, err = p.New(owner, asked.State, answer, now)
		refused(t, "New", err, "account.passkey_wrong")
	})
	t.Run("a copy", func(t *testing.T) {
		copied := *d
		used, err := checked(t, p, d, key)
		must(t, err)
		_, err = checked(t, p, &copied, used)
		refused(t, "a count that has not grown", err, "account.passkey_copied")
		copied.Count = 0
		_, err = checked(t, p, &copied, used)
		refused(t, "a count of none", err, "account.passkey_copied")
	})
	t.Run("any byte changed", func(t *testing.T) {
		asked, err := p.Ask()
		must(t, err)
		answer, err := d.Get(asked.Options)
		must(t, err)
		var whole map[string]any
		must(t, json.Unmarshal([]byte(answer), &whole))
		response := whole["response"].(map[string]any)
		for _, part := range []string{"clientDataJSON", "authenticatorData", "signature", "userHandle"} {
			was := response[part].(string)
			for i := 0; i < len(was); i += 7 {
				changed := []byte(was)
				changed[i] ^= 1 // another letter, or none of the alphabet
				response[part] = string(changed)
				text, err := json.Marshal(whole)
				must(t, err)
				if _, _, err := p.Check(owner, []account.Passkey{key}, asked.State, string(text), now); err == nil {
					t.Errorf("%s with another letter at %d is taken", part, i)
				}
			}
			response[part] = was
		}
		_, _, err = p.Check(owner, []account.Passkey{key}, asked.State, answer, now)
		must(t, err)
	})
	t.Run("no answer", func(t *testing.T) {
		asked, err := p.Ask()
		must(t, err)
		for _, answer := range []string{"", "{}", "[]", "null", `{"response":{"userHandle":"é"}}`, strings.Repeat("[", 1<<14), strings.Repeat("x", 1<<20)} {
			if id := passkey.Owner(answer); id != "" {
				t.Errorf("%.20q is of %q", answer, id)
			}
			_, _, err := p.Check(owner, []account.Passkey{key}, asked.State, answer, now)
			refused(t, "Check", err, "account.passkey_wrong")
			_, _, err = p.New(owner, asked.State, answer, now)
			refused(t, "New", err, "account.passkey_wrong")
		}
	})
}

// FuzzAnswers holds what reads the bytes of devices to it: no answer that nobody signed is taken.
func FuzzAnswers(f *testing.F) {
	p := passkey.NewParty("Sentier", origin)
	d := &passkeytest.Device{Origin: origin}
	asked, err := p.AskNew(owner, nil)
	if err != nil {
		f.Fatal(err)
	}
	for _, answer := range []func([]byte) (string, error){d.Create, d.Get} {
		text, err := answer(asked.Options)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	in, err := p.Ask()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, answer string) {
		passkey.Owner(answer)
		if _, _, err := p.Check(owner, []account.Passkey{{ID: d.ID}}, in.State, answer, now); fault.KindOf(err) != fault.Invalid || err == nil {
			t.Errorf("Check: %v", err)
		}
		if key, _, err := p.New(owner, asked.State, answer, now); err == nil && len(key.ID) == 0 || err != nil && fault.KindOf(err) != fault.Invalid {
			t.Errorf("New: %+v, %v", key, err)
		}
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func refused(t *testing.T, doing string, err error, key string) {
	t.Helper()
	if err == nil || fault.KindOf(err) != fault.Invalid || fault.Message(err) != key {
		t.Errorf("%s: %v, want %s", doing, err, key)
	}
}
