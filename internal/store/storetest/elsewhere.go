package storetest

import (
	"testing"
	"time"

	"sentier/internal/elsewhere"
	"sentier/internal/store"
)

// elsewheres is what other machines said.
func elsewheres(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	generation := func() int64 {
		t.Helper()
		n, err := s.Generation(t.Context(), "elsewhere")
		must(t, err)
		return n
	}
	kept := func() []elsewhere.Answer {
		t.Helper()
		all, err := s.Elsewhere(t.Context())
		must(t, err)
		return all
	}
	wantSame(t, "answers at first", len(kept()), 0)

	fine := elsewhere.Answer{Address: "https://gue.example"}.With(noon, `{"name": "Le Gué\u0000"}`, nil)
	silent := elsewhere.Answer{Address: "tcp://talk.example:64738"}.With(noon, "", &elsewhere.Failure{Trouble: elsewhere.Unreachable})
	before := generation()
	must(t, s.KeepElsewhere(t.Context(), silent))
	must(t, s.KeepElsewhere(t.Context(), fine))
	wantSame(t, "answers", kept(), []elsewhere.Answer{fine, silent})
	if generation() == before {
		t.Error("nobody is told that there is an answer")
	}

	later := fine.With(noon.Add(time.Hour), "", &elsewhere.Failure{Trouble: elsewhere.Slow})
	must(t, s.KeepElsewhere(t.Context(), later))
	wantSame(t, "answers after a failure", kept(), []elsewhere.Answer{later, silent})

	before = generation()
	must(t, s.ForgetElsewhere(t.Context(), silent.Address))
	must(t, s.ForgetElsewhere(t.Context(), silent.Address))
	wantSame(t, "answers that are left", kept(), []elsewhere.Answer{later})
	if generation() == before {
		t.Error("nobody is told that an answer is gone")
	}
}
