// Package lsp is a language server for courses: an editor that speaks the Language Server Protocol 3.17
// (https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/) shows what check would
// say as one types, completes ids, links and keys, shows what a link leads to, and mends what can be mended.
//
// It reads the folders of the workspace with what the editor has not saved laid over them, and compiles them as check
// does, aside. It never writes a file and never talks to a network: edits are given to the editor. One goroutine owns
// all state; one more a folder of courses compiles, and one reads. What comes from the editor may be anything: it is
// bounded, and what cannot be understood is answered, not obeyed. The lsp command calls it.
package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"sentier/internal/compile"
	"sentier/internal/diag"
	"sentier/internal/i18n"
)

// Config is what a server needs. In, Out and Messages are required.
type Config struct {
	In  io.Reader
	Out io.Writer
	Log *slog.Logger // nil: nothing is logged

	Messages   *i18n.Catalog
	VideoHosts []string
	Review     func(compile.Reviewed) diag.List // advice beside the compiler's findings; nil: none
	Lang       string                           // of what is said where the editor does not tell its own; "": English
	Version    string                           // of the program
	Guide      func(code string) string         // the page about a code; nil, or "": none
	Delay      time.Duration                    // from a change to its findings; 0: a default
}

// defaultDelay lets somebody type a word before the folder is looked at again.
const defaultDelay = 120 * time.Millisecond

// Server is one conversation with one editor.
type Server struct {
	cfg   Config
	write *bufferedWriter

	begun, ended bool // initialize, shutdown were asked for
	lang         string
	units        encoding
	client       clientCapabilities
	folders      []string // of the workspace
	buffers      map[string]*buffer
	roots        map[string]*root // by folder
	next         int              // number of our next request

	due      chan *root
	analysed chan *analysis
	done     chan struct{}
	working  sync.WaitGroup
}

// New makes a server.
func New(cfg Config) *Server {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Delay == 0 {
		cfg.Delay = defaultDelay
	}
	return &Server{cfg: cfg, write: &bufferedWriter{to: cfg.Out}, lang: cfg.Lang, buffers: map[string]*buffer{}, roots: map[string]*root{},
		due: make(chan *root), analysed: make(chan *analysis), done: make(chan struct{})}
}

// Serve talks until the editor says exit, or is gone, and gives the exit status that the protocol asks for: 0 after a
// shutdown, else 1. The goroutine that reads ends with its next message, or with the process.
func (s *Server) Serve(ctx context.Context) int {
	messages := make(chan incoming)
	go func() {
		defer close(messages)
		in := newReader(s.cfg.In)
		for {
			m, err := in.next()
			select {
			case messages <- incoming{m, err}:
			case <-s.done:
				return
			}
			if err != nil && !isRecoverable(err) {
				return
			}
		}
	}()
	status := s.loop(ctx, messages)
	close(s.done)
	for _, r := range s.roots {
		r.timer.Stop()
	}
	s.working.Wait()
	return status
}

// incoming is a message, or why there is none.
type incoming struct {
	message
	err error
}

func (s *Server) loop(ctx context.Context, messages <-chan incoming) int {
	status := func() int {
		if s.ended {
			return 0
		}
		return 1
	}
	for {
		select {
		case <-ctx.Done():
			return status()
		case m, open := <-messages:
			switch {
			case !open:
				return status()
			case m.err != nil && isRecoverable(m.err):
				s.answer(nil, nil, &responseError{Code: parseError, Message: m.err.Error()})
			case m.err != nil:
				if m.err != io.EOF {
					s.cfg.Log.Error("the editor cannot be understood: " + m.err.Error())
				}
				return status()
			case m.Method == "exit":
				return status()
			default:
				s.take(m.message)
			}
		case r := <-s.due:
			s.analyse(r)
		case a := <-s.analysed:
			s.publish(a)
		}
		if err := s.write.flush(); err != nil {
			s.cfg.Log.Error("the editor does not listen any more: " + err.Error())
			return 1
		}
	}
}

// take does what a message says. A fault of ours answers the request that met it, and ends nothing.
func (s *Server) take(m message) {
	defer func() {
		if fault := recover(); fault != nil {
			s.cfg.Log.Error("a fault", "method", m.Method, "fault", fmt.Sprint(fault), "stack", string(debug.Stack()))
			if m.ID != nil {
				s.answer(m.ID, nil, &responseError{Code: internalError, Message: fmt.Sprint(fault)})
			}
		}
	}()
	if m.Method == "" { // an answer to what we asked
		return
	}
	if m.ID == nil {
		if handle, known := notifications[m.Method]; known && s.begun && !s.ended {
			handle(s, m.Params)
		}
		return
	}
	handle, known := requests[m.Method]
	switch {
	case m.Method == "initialize" && s.begun:
		s.answer(m.ID, nil, &responseError{Code: invalidRequest, Message: "initialize came already"})
	case !s.begun && m.Method != "initialize":
		s.answer(m.ID, nil, &responseError{Code: notInitialized, Message: "initialize comes first"})
	case s.ended:
		s.answer(m.ID, nil, &responseError{Code: invalidRequest, Message: "after shutdown comes exit"})
	case !known:
		s.answer(m.ID, nil, &responseError{Code: methodNotFound, Message: "there is no method " + m.Method})
	default:
		result, wrong := handle(s, m.Params)
		s.answer(m.ID, result, wrong)
	}
}

func (s *Server) answer(id json.RawMessage, result any, wrong *responseError) {
	if id == nil {
		id = json.RawMessage("null")
	}
	if wrong != nil {
		s.write.message(struct {
			JSONRPC string          `json:"jsonrpc"`
			ID      json.RawMessage `json:"id"`
			Error   *responseError  `json:"error"`
		}{"2.0", id, wrong})
		return
	}
	s.write.message(struct {
		JSONRPC string          `json:"jsonrpc"`
		ID      json.RawMessage `json:"id"`
		Result  any             `json:"result"`
	}{"2.0", id, result})
}

func (s *Server) notify(method string, params any) {
	s.write.message(struct {
		JSONRPC string `json:"jsonrpc"`
		Method  string `json:"method"`
		Params  any    `json:"params"`
	}{"2.0", method, params})
}

// ask sends a request of ours, whose answer does not matter.
func (s *Server) ask(method string, params any) {
	s.next++
	s.write.message(struct {
		JSONRPC string `json:"jsonrpc"`
		ID      string `json:"id"`
		Method  string `json:"method"`
		Params  any    `json:"params"`
	}{"2.0", fmt.Sprintf("sentier-%d", s.next), method, params})
}
