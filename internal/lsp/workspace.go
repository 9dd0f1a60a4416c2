package lsp

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"sentier/internal/compile"
	"sentier/internal/diag"
	"sentier/internal/translate"
)

// root is a folder of courses that somebody works in.
type root struct {
	folder    string
	cache     compile.Cache // the running compilation's
	running   bool
	again     bool // something changed since it began
	timer     *time.Timer
	published map[string]bool // paths, under folder, that the editor shows findings of
	last      *analysis       // nil: none yet
}

// analysis is what a compilation found.
type analysis struct {
	root     *root
	versions map[string]int // of the texts that the editor has open, by path under the folder
	found    map[string]diag.List
	outline  *outline
	err      error
}

func (s *Server) addFolder(folder string) {
	if folder != "" && !slices.Contains(s.folders, folder) {
		s.folders = append(s.folders, folder)
	}
}

// removeFolder forgets the courses in a folder that no open text needs, and what is shown of them.
func (s *Server) removeFolder(folder string) {
	s.folders = slices.DeleteFunc(s.folders, func(f string) bool { return f == folder })
	for name, r := range s.roots {
		if !within(name, folder) || slices.ContainsFunc(s.folders, func(f string) bool { return within(name, f) }) {
			continue
		}
		for at := range r.published {
			s.notify("textDocument/publishDiagnostics", publishDiagnostics{URI: addressOf(filepath.Join(r.folder, at)), Diagnostics: []diagnostic{}})
		}
		r.timer.Stop()
		delete(s.roots, name)
	}
}

// within tells whether a path is a folder, or inside it.
func within(name, folder string) bool {
	return name == folder || strings.HasPrefix(name, strings.TrimSuffix(folder, string(filepath.Separator))+string(filepath.Separator))
}

// look finds the courses in a folder of the workspace: it is inside them, it holds them, or its folders do.
func (s *Server) look(folder string) {
	candidates := []string{folder, filepath.Join(folder, "courses")}
	if entries, err := os.ReadDir(folder); err == nil {
		for _, e := range entries {
			if e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
				candidates = append(candidates, filepath.Join(folder, e.Name()), filepath.Join(folder, e.Name(), "courses"))
			}
		}
	}
	for _, c := range candidates {
		if name := translate.Root(c); name != "" {
			s.schedule(s.root(name))
		}
	}
}

func (s *Server) root(folder string) *root {
	r := s.roots[folder]
	if r == nil {
		r = &root{folder: folder, published: map[string]bool{}}
		r.timer = time.AfterFunc(time.Hour, func() {
			select {
			case s.due <- r:
			case <-s.done:
			}
		})
		r.timer.Stop()
		s.roots[folder] = r
	}
	return r
}

// rootOf finds the courses that a file is in, and its path there; nil where it is in none.
func (s *Server) rootOf(name string) (*root, string) {
	if name == "" {
		return nil, ""
	}
	for folder, r := range s.roots {
		if within(name, folder) && name != folder {
			return r, inside(r, name)
		}
	}
	if filepath.Ext(name) != ".md" {
		return nil, ""
	}
	if folder := translate.Root(name); folder != "" && within(name, folder) && name != folder {
		r := s.root(folder)
		return r, inside(r, name)
	}
	return nil, ""
}

func inside(r *root, name string) string {
	at, err := filepath.Rel(r.folder, name)
	if err != nil {
		return ""
	}
	return filepath.ToSlash(at)
}

// touch notes that a file may have changed.
func (s *Server) touch(name string) {
	if r, _ := s.rootOf(name); r != nil {
		s.schedule(r)
	}
}

// schedule has a folder looked at once nothing has changed for a moment.
func (s *Server) schedule(r *root) { r.timer.Reset(s.cfg.Delay) }

// analyse compiles a folder aside, with what is not saved.
func (s *Server) analyse(r *root) {
	if s.roots[r.folder] != r {
		return
	}
	if r.running {
		r.again = true
		return
	}
	r.running, r.again = true, false
	over := map[string][]byte{}
	a := &analysis{root: r, versions: map[string]int{}, found: map[string]diag.List{}, outline: newOutline()}
	for name, b := range s.buffers {
		if owner, at := s.rootOf(name); owner == r {
			over[at], a.versions[at] = []byte(b.text), b.version
		}
	}
	s.working.Go(func() {
		a.err = s.compile(a, over)
		select {
		case s.analysed <- a:
		case <-s.done:
		}
	})
}

// compile fills an analysis.
func (s *Server) compile(a *analysis, over map[string][]byte) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%v\n%s", fault, debug.Stack())
		}
	}()
	cfg := compile.Config{Messages: s.cfg.Messages, VideoHosts: s.cfg.VideoHosts, Bare: true, Cache: &a.root.cache}
	cfg.Review = func(m compile.Reviewed) diag.List {
		a.outline.add(m)
		if s.cfg.Review == nil {
			return nil
		}
		return s.cfg.Review(m)
	}
	files := compile.Modules(compile.Overlay(os.DirFS(a.root.folder), over))
	a.outline.files = files
	_, found, err := compile.Course(context.Background(), files, cfg)
	for _, f := range found {
		a.found[f.Path] = append(a.found[f.Path], f)
	}
	return err
}

// publish shows what was found, and takes away what is found no more.
func (s *Server) publish(a *analysis) {
	r := a.root
	r.running = false
	if s.roots[r.folder] != r {
		return
	}
	if r.again {
		s.schedule(r)
	}
	if a.err != nil {
		s.cfg.Log.Error("the courses cannot be compiled", "folder", r.folder, "error", a.err.Error())
		s.notify("window/logMessage", map[string]any{"type": 1, "message": a.err.Error()})
		return
	}
	r.last = a
	shown := map[string]bool{}
	for _, at := range slices.Sorted(maps.Keys(a.found)) {
		shown[at] = true
		s.show(r, at, a.found[at])
	}
	for at := range a.versions {
		if !shown[at] {
			s.show(r, at, nil)
		}
	}
	for at := range r.published {
		if _, open := a.versions[at]; !shown[at] && !open {
			s.show(r, at, nil)
		}
	}
	r.published = shown
}

// show gives the editor the findings of one file.
func (s *Server) show(r *root, at string, found diag.List) {
	name := filepath.Join(r.folder, filepath.FromSlash(at))
	b := s.text(name)
	p := publishDiagnostics{URI: addressOf(name), Diagnostics: s.diagnostics(b, found)}
	if open := s.buffers[name]; open != nil {
		version := r.last.versions[at]
		p.URI, p.Version = open.uri, &version
	}
	s.notify("textDocument/publishDiagnostics", p)
}

func (s *Server) diagnostics(b *buffer, found diag.List) []diagnostic {
	all := []diagnostic{}
	for _, f := range found {
		all = append(all, s.diagnostic(b, f))
	}
	return all
}

func (s *Server) diagnostic(b *buffer, f diag.Finding) diagnostic {
	d := diagnostic{Range: b.underlined(f.Pos, s.units), Severity: 1, Code: f.Code, Source: "sentier", Message: f.Text(s.lang)}
	if f.Level == diag.Warning {
		d.Severity = 2
	}
	if s.cfg.Guide != nil {
		if page := s.cfg.Guide(f.Code); page != "" {
			d.CodeDescription = &codeDescription{page}
		}
	}
	return d
}

// text gives a file as the editor has it, else as it is on disk; an empty one where it is neither, or too large.
func (s *Server) text(name string) *buffer {
	if b := s.buffers[name]; b != nil {
		return b
	}
	b := &buffer{uri: addressOf(name)}
	if info, err := os.Stat(name); err == nil && info.Mode().IsRegular() && info.Size() <= compile.MaxText {
		if data, err := os.ReadFile(name); err == nil {
			b.text = string(data)
		}
	}
	return b
}
