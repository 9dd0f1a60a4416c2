package web

import (
	"net/http"
	"net/url"
	"testing"
)

// Where reading stopped is where my path leads, to the heading; a heading that the lesson has not is not kept.
func TestPlace(t *testing.T) {
	t.Parallel()
	r := signedIn(t)
	heading := func() (string, int64) {
		t.Helper()
		facts, err := r.kept.Facts(t.Context(), r.account)
		r.must(err)
		if len(facts.Places) != 1 || facts.Places[0].Lesson != "premiere" {
			t.Fatalf("places: %+v", facts.Places)
		}
		return facts.Places[0].Heading, facts.Places[0].At.UnixMilli()
	}
	for _, test := range []struct{ said, kept string }{
		{"", ""}, {"halte", "halte"}, {"capitale", ""}, {"halte", "halte"}, {"<script>", ""}, {"halte", "halte"},
	} {
		r.sleep(1)
		if status, page := r.post(lessonPath+"/place", url.Values{"heading": {test.said}}); status != http.StatusNoContent || page != "" {
			t.Errorf("%q gives %d and %q", test.said, status, page)
		}
		if got, at := heading(); got != test.kept || at != r.clock.Load() {
			t.Errorf("%q is kept as %q, at %d", test.said, got, at)
		}
	}
	_, page := r.get("/fr/me")
	has(t, page, `href="`+lessonPath+`#halte"`)

	before := r.clock.Load()
	r.clock.Add(1000)
	r.post(lessonPath+"/place", url.Values{"heading": {"halte"}})
	if _, at := heading(); at != before {
		t.Errorf("told twice, it is written twice")
	}
	if status, _ := r.post("/fr/apprendre/debut/rien/place", nil); status != http.StatusNotFound {
		t.Errorf("no lesson gives %d", status)
	}
}
