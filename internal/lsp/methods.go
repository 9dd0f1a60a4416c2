package lsp

import (
	"encoding/json"
	"slices"
	"strings"
)

// requests and notifications are what the server does, by method.
var (
	requests = map[string]func(*Server, json.RawMessage) (any, *responseError){
		"initialize":              with((*Server).initialize),
		"shutdown":                (*Server).shutdown,
		"textDocument/completion": with((*Server).complete),
		"textDocument/hover":      with((*Server).hover),
		"textDocument/definition": with((*Server).definition),
		"textDocument/codeAction": with((*Server).codeActions),
	}
	notifications = map[string]func(*Server, json.RawMessage){
		"initialized":                         (*Server).initialized,
		"textDocument/didOpen":                heard((*Server).didOpen),
		"textDocument/didChange":              heard((*Server).didChange),
		"textDocument/didSave":                heard((*Server).didSave),
		"textDocument/didClose":               heard((*Server).didClose),
		"workspace/didChangeWatchedFiles":     heard((*Server).didChangeWatchedFiles),
		"workspace/didChangeWorkspaceFolders": heard((*Server).didChangeWorkspaceFolders),
	}
)

// with reads the parameters of a request.
func with[P any](do func(*Server, P) any) func(*Server, json.RawMessage) (any, *responseError) {
	return func(s *Server, raw json.RawMessage) (any, *responseError) {
		var params P
		if err := json.Unmarshal(raw, &params); err != nil {
			return nil, &responseError{Code: invalidParams, Message: err.Error()}
		}
		return do(s, params), nil
	}
}

// heard reads the parameters of a notification, which nobody is told are wrong.
func heard[P any](do func(*Server, P)) func(*Server, json.RawMessage) {
	return func(s *Server, raw json.RawMessage) {
		var params P
		if err := json.Unmarshal(raw, &params); err != nil {
			s.cfg.Log.Warn("a notification cannot be read", "error", err.Error())
			return
		}
		do(s, params)
	}
}

func (s *Server) initialize(p initializeParams) any {
	s.begun, s.client = true, p.Capabilities
	if p.Locale != "" {
		s.lang = strings.ToLower(p.Locale)
	}
	spoken := "utf-16"
	if slices.Contains(p.Capabilities.General.PositionEncodings, "utf-8") {
		s.units, spoken = utf8Units, "utf-8"
	}
	for _, f := range p.WorkspaceFolders {
		s.addFolder(pathOf(f.URI))
	}
	if len(p.WorkspaceFolders) == 0 {
		if folder := pathOf(p.RootURI); folder != "" {
			s.addFolder(folder)
		} else if p.RootPath != "" {
			s.addFolder(p.RootPath)
		}
	}
	type object = map[string]any
	return object{
		"serverInfo": object{"name": "sentier", "version": s.cfg.Version},
		"capabilities": object{
			"positionEncoding":   spoken,
			"textDocumentSync":   object{"openClose": true, "change": 2, "save": true},
			"completionProvider": object{"triggerCharacters": []string{"(", ":", "/", "#", " ", "="}},
			"hoverProvider":      true,
			"definitionProvider": true,
			"codeActionProvider": object{"codeActionKinds": []string{quickFix, fixAll}},
			"workspace":          object{"workspaceFolders": object{"supported": true, "changeNotifications": true}},
		},
	}
}

// initialized comes when the editor is ready: the folders are looked at, and it is asked to tell of files that change.
func (s *Server) initialized(json.RawMessage) {
	if s.client.Workspace.DidChangeWatchedFiles.DynamicRegistration {
		type object = map[string]any
		s.ask("client/registerCapability", object{"registrations": []object{{
			"id": "files", "method": "workspace/didChangeWatchedFiles",
			"registerOptions": object{"watchers": []object{{"globPattern": "**/*"}}},
		}}})
	}
	for _, folder := range s.folders {
		s.look(folder)
	}
}

func (s *Server) shutdown(json.RawMessage) (any, *responseError) {
	s.ended = true
	return nil, nil
}

type didOpenParams struct {
	TextDocument struct {
		URI     string `json:"uri"`
		Version int    `json:"version"`
		Text    string `json:"text"`
	} `json:"textDocument"`
}

func (s *Server) didOpen(p didOpenParams) {
	name := pathOf(p.TextDocument.URI)
	if name == "" {
		return
	}
	s.buffers[name] = &buffer{uri: p.TextDocument.URI, version: p.TextDocument.Version, text: p.TextDocument.Text}
	s.touch(name)
}

type didChangeParams struct {
	TextDocument struct {
		URI     string `json:"uri"`
		Version int    `json:"version"`
	} `json:"textDocument"`
	ContentChanges []contentChange `json:"contentChanges"`
}

func (s *Server) didChange(p didChangeParams) {
	name := pathOf(p.TextDocument.URI)
	b := s.buffers[name]
	if b == nil {
		return
	}
	for _, c := range p.ContentChanges {
		b.change(c, s.units)
	}
	b.version = p.TextDocument.Version
	s.touch(name)
}

type aboutDocument struct {
	TextDocument documentID `json:"textDocument"`
}

func (s *Server) didSave(p aboutDocument) { s.touch(pathOf(p.TextDocument.URI)) }

func (s *Server) didClose(p aboutDocument) {
	name := pathOf(p.TextDocument.URI)
	if s.buffers[name] == nil {
		return
	}
	delete(s.buffers, name)
	s.touch(name)
}

type watchedParams struct {
	Changes []documentID `json:"changes"`
}

func (s *Server) didChangeWatchedFiles(p watchedParams) {
	for _, c := range p.Changes {
		s.touch(pathOf(c.URI))
	}
}

type foldersParams struct {
	Event struct {
		Added   []workspaceFolder `json:"added"`
		Removed []workspaceFolder `json:"removed"`
	} `json:"event"`
}

func (s *Server) didChangeWorkspaceFolders(p foldersParams) {
	for _, f := range p.Event.Removed {
		s.removeFolder(pathOf(f.URI))
	}
	for _, f := range p.Event.Added {
		if folder := pathOf(f.URI); folder != "" {
			s.addFolder(folder)
			s.look(folder)
		}
	}
}
