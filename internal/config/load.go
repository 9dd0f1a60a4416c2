package config

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
)

// DefaultFile is read when no other file is named and it exists.
const DefaultFile = "sentier.toml"

// fileVariable names the file; it is the one SENTIER_ variable that is no key.
const fileVariable = "SENTIER_CONFIG"

// Source is where the layers come from.
type Source struct {
	File     string                            // by --config; empty: SENTIER_CONFIG, else sentier.toml if it exists
	Env      []string                          // as os.Environ gives it; only SENTIER_… is looked at
	Flags    map[string]string                 // by Key.Flag, only those that were given; list items joined by commas
	ReadFile func(name string) ([]byte, error) // nil: os.ReadFile
}

// Load puts the layers together. Its error, when there is one, is a Problems.
func Load(s Source) (Config, error) {
	l := loader{config: Default(), entries: table()}
	l.config.origins = map[string]string{}
	env := l.variables(s.Env)
	l.file(s, env[fileVariable])
	l.environment(env)
	l.flags(s.Flags)
	if len(l.problems) == 0 {
		l.together()
	}
	if len(l.problems) > 0 {
		return Config{}, l.problems
	}
	return l.config, nil
}

type loader struct {
	config   Config
	entries  []entry
	problems Problems
}

// file reads the file that is named, or the default one when it exists.
func (l *loader) file(s Source, named string) {
	name, key := s.File, "--config"
	if name == "" {
		name, key = named, fileVariable
	}
	must := name != ""
	if !must {
		name = DefaultFile
	}
	read := s.ReadFile
	if read == nil {
		read = os.ReadFile
	}
	data, err := read(name)
	switch {
	case err == nil:
		l.document(name, data)
	case !errors.Is(err, fs.ErrNotExist):
		l.add(Problem{File: name, What: "the file cannot be read (" + err.Error() + ")", Hint: "check its permissions"})
	case must:
		l.add(Problem{File: name, What: "there is no such file", Hint: "correct " + key + ", or create the file"})
	}
}

// variables keeps the SENTIER_ variables; of one given twice the last holds, as in a shell.
func (l *loader) variables(env []string) map[string]string {
	found := map[string]string{}
	for _, variable := range env {
		if name, value, ok := strings.Cut(variable, "="); ok && strings.HasPrefix(name, "SENTIER_") {
			found[name] = value
		}
	}
	return found
}

func (l *loader) environment(env map[string]string) {
	known := map[string]entry{}
	names := []string{fileVariable}
	for _, e := range l.entries {
		if e.Env != "" {
			known[e.Env] = e
			names = append(names, e.Env)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(env)) {
		if name == fileVariable {
			continue
		}
		if e, ok := known[name]; ok {
			l.line(e, name, env[name])
			continue
		}
		l.add(Problem{Key: name, What: "unknown variable", Hint: l.suggest(name, names,
			"remove it; texts by language and lists of tables are set in the file alone")})
	}
}

func (l *loader) flags(flags map[string]string) {
	known := map[string]entry{}
	var names []string
	for _, e := range l.entries {
		if e.Flag != "" {
			known[e.Flag] = e
			names = append(names, "--"+e.Flag)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(flags)) {
		if e, ok := known[name]; ok {
			l.line(e, "--"+name, flags[name])
			continue
		}
		l.add(Problem{Key: "--" + name, What: "unknown flag", Hint: l.suggest("--"+name, names, "remove it")})
	}
}

// line sets a key from one line of text.
func (l *loader) line(e entry, from, value string) {
	l.set(e, place{}, e.Name, e.split(value), from, Problem{Key: from, What: show(value)})
}

// set puts a value at its place. The problem holds where it stands, and in What the value as it was written.
func (l *loader) set(e entry, at place, name string, items []string, from string, p Problem) {
	w := e.set(&l.config, at, items)
	if w == nil {
		l.config.origins[originKey(name, at.index)] = from
		return
	}
	if e.hidden {
		p.What = notShown
	}
	p.What = "expected " + cmp.Or(w.expected, e.Type) + ", got " + cmp.Or(w.got, p.What)
	p.Hint = cmp.Or(w.hint, e.remedy())
	l.add(p)
}

// notShown stands for a secret in what is printed.
const notShown = "something that is not shown"

// remedy is what to do when nothing nearer is known.
func (e entry) remedy() string {
	switch {
	case e.List:
		return "correct it"
	case e.Default == "":
		return "correct it, or leave it out"
	case e.shape == listShape:
		return "correct it, or leave it out for " + e.Default
	}
	return "correct it, or leave it out for " + show(e.Default)
}

func (l *loader) add(p Problem) {
	l.problems = append(l.problems, p)
}
