// Package lsptest is an editor that speaks the Language Server Protocol, for tests: it frames, counts and reads by
// itself, and shares no code with the server.
package lsptest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"strconv"
	"sync"
	"testing"
	"time"
)

// Wait is how long an answer may take.
const Wait = 30 * time.Second

// Editor is one end of a conversation.
type Editor struct {
	t    testing.TB
	out  io.Writer
	next int

	mu       sync.Mutex
	arrived  *sync.Cond
	answers  map[int]Answer
	shown    map[string][]Diagnostic // by address, as last published
	versions map[string]int
	rounds   map[string]int // how often they were published
	asked    []string       // methods of the server's own requests
	closed   bool
}

// Answer is what a request comes to.
type Answer struct {
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	} `json:"error"`
}

// Diagnostic is one finding as the editor gets it.
type Diagnostic struct {
	Range struct {
		Start, End struct{ Line, Character int }
	}
	Severity        int
	Code            string
	Message         string
	Source          string
	CodeDescription struct{ Href string }
}

// New makes an editor that writes to a server and reads what it says.
func New(t testing.TB, to io.Writer, from io.Reader) *Editor {
	e := &Editor{t: t, out: to, answers: map[int]Answer{}, shown: map[string][]Diagnostic{}, versions: map[string]int{}, rounds: map[string]int{}}
	e.arrived = sync.NewCond(&e.mu)
	go e.listen(bufio.NewReader(from))
	return e
}

func (e *Editor) listen(in *bufio.Reader) {
	defer func() {
		e.mu.Lock()
		e.closed = true
		e.mu.Unlock()
		e.arrived.Broadcast()
	}()
	for {
		header, err := textproto.NewReader(in).ReadMIMEHeader()
		if err != nil {
			return
		}
		length, err := strconv.Atoi(header.Get("Content-Length"))
		if err != nil {
			e.t.Errorf("the server's header: %v", header)
			return
		}
		body := make([]byte, length)
		if _, err := io.ReadFull(in, body); err != nil {
			return
		}
		e.hear(body)
	}
}

func (e *Editor) hear(body []byte) {
	var m struct {
		JSONRPC string
		ID      json.RawMessage
		Method  string
		Params  struct {
			URI         string
			Version     int
			Diagnostics []Diagnostic
		}
		Answer
	}
	if err := json.Unmarshal(body, &m); err != nil || m.JSONRPC != "2.0" {
		e.t.Errorf("the server says %s: %v", body, err)
	}
	e.mu.Lock()
	switch {
	case m.Method == "textDocument/publishDiagnostics":
		e.shown[m.Params.URI], e.versions[m.Params.URI] = m.Params.Diagnostics, m.Params.Version
		e.rounds[m.Params.URI]++
	case m.Method != "":
		e.asked = append(e.asked, m.Method)
	default:
		id, err := strconv.Atoi(string(m.ID))
		if err != nil {
			id = 0 // null: what we sent could not be read
		}
		e.answers[id] = m.Answer
	}
	e.mu.Unlock()
	e.arrived.Broadcast()
}

// Raw sends bytes as they are.
func (e *Editor) Raw(text string) {
	if _, err := io.WriteString(e.out, text); err != nil {
		e.t.Error("send: ", err)
	}
}

func (e *Editor) send(v any) {
	body, err := json.Marshal(v)
	if err != nil {
		e.t.Fatal(err)
	}
	e.Raw(fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body))
}

// Tell sends a notification.
func (e *Editor) Tell(method string, params any) {
	e.send(map[string]any{"jsonrpc": "2.0", "method": method, "params": params})
}

// Ask sends a request and gives its answer.
func (e *Editor) Ask(method string, params any) Answer {
	e.t.Helper()
	e.next++
	e.send(map[string]any{"jsonrpc": "2.0", "id": e.next, "method": method, "params": params})
	return e.Answer(e.next)
}

// Answer waits for the answer to a request of ours; 0: to what could not be read.
func (e *Editor) Answer(id int) Answer {
	e.t.Helper()
	var a Answer
	e.until(fmt.Sprintf("answer to %d", id), func() (there bool) {
		a, there = e.answers[id]
		delete(e.answers, id)
		return there
	})
	return a
}

// Result is Ask for what cannot fail, read into v.
func (e *Editor) Result(v any, method string, params any) {
	e.t.Helper()
	a := e.Ask(method, params)
	if a.Error != nil {
		e.t.Fatalf("%s: %s", method, a.Error.Message)
	}
	if err := json.Unmarshal(a.Result, v); err != nil {
		e.t.Fatalf("%s: %s: %v", method, a.Result, err)
	}
}

// Shown waits until the findings of a version of a file are shown, and gives them.
func (e *Editor) Shown(uri string, version int) []Diagnostic {
	e.t.Helper()
	var all []Diagnostic
	e.until(fmt.Sprintf("findings of version %d of %s", version, uri), func() bool {
		all = e.shown[uri]
		return e.versions[uri] >= version && e.rounds[uri] > 0
	})
	return all
}

// Until waits until the findings of a file are as they should be.
func (e *Editor) Until(uri string, right func([]Diagnostic) bool) {
	e.t.Helper()
	e.until("the findings of "+uri, func() bool { return e.rounds[uri] > 0 && right(e.shown[uri]) })
}

// Published tells whether findings of a file, or that there are none, were ever shown.
func (e *Editor) Published(uri string) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.rounds[uri] > 0
}

// Asked waits until the server asks for something.
func (e *Editor) Asked(method string) {
	e.t.Helper()
	e.until("the server's "+method, func() bool {
		for _, m := range e.asked {
			if m == method {
				return true
			}
		}
		return false
	})
}

func (e *Editor) until(what string, there func() bool) {
	e.t.Helper()
	timer := time.AfterFunc(Wait, e.arrived.Broadcast)
	defer timer.Stop()
	end := time.Now().Add(Wait)
	e.mu.Lock()
	defer e.mu.Unlock()
	for !there() {
		if e.closed || time.Now().After(end) {
			e.t.Fatalf("never came: %s (closed: %v; shown: %v)", what, e.closed, e.shown)
		}
		e.arrived.Wait()
	}
}
