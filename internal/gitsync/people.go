package gitsync

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
)

// credits are who changed a file, and when for the first time.
type credits map[Person]time.Time

// people are the authors of a commit: its own, and those of its Co-authored-by lines.
func (c commit) people() []Person {
	all := []Person{c.author}
	for line := range strings.Lines(c.message) {
		key, value, _ := strings.Cut(line, ":")
		if strings.EqualFold(strings.TrimSpace(key), "Co-authored-by") && strings.Contains(value, "<") {
			who, _ := parseAuthor(value)
			all = append(all, who)
		}
	}
	return all
}

// names are those people, each once, the one who came first first. Programs, and people whom the mailmap calls "-", have
// none.
func (c credits) names(people mailmap) []string {
	first := map[string]time.Time{}
	for who, at := range c {
		name := people.name(who)
		if name == "" || name == "-" || strings.HasSuffix(name, "[bot]") {
			continue
		}
		if was, known := first[name]; !known || at.Before(was) {
			first[name] = at
		}
	}
	return slices.SortedFunc(maps.Keys(first), func(a, b string) int {
		return cmp.Or(first[a].Compare(first[b]), strings.Compare(a, b))
	})
}

// mailmap is the file .mailmap of a repository (https://git-scm.com/docs/gitmailmap): the names by which people want to be
// called, by the address of their commits and, where it says so, the name there.
type mailmap map[Person]string

// mailmap reads that of a commit; a repository without one has an empty one.
func (r *Repository) mailmap(at string) (mailmap, error) {
	c, err := r.commit(at)
	if err != nil {
		return nil, err
	}
	entries, err := r.tree(c.tree)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if e.name == ".mailmap" && e.mode.IsRegular() {
			data, err := r.read(plumbing.BlobObject, e.hash)
			return parseMailmap(string(data)), err
		}
	}
	return nil, nil
}

// parseMailmap reads lines "Name <address>", with the address, or the name and the address, of the commits behind where
// they are others. Lines that give no name are passed over: addresses are never shown.
func parseMailmap(text string) mailmap {
	m := mailmap{}
	for line := range strings.Lines(strings.ToValidUTF8(text, "\uFFFD")) {
		line, _, _ = strings.Cut(line, "#")
		called, rest, ok := strings.Cut(line, "<")
		proper, rest, closed := strings.Cut(rest, ">")
		if called = strings.TrimSpace(called); !ok || !closed || called == "" {
			continue
		}
		was := Person{Email: proper}
		if name, rest, ok := strings.Cut(rest, "<"); ok {
			was.Name = name
			was.Email, _, _ = strings.Cut(rest, ">")
		}
		m[folded(was)] = called
	}
	return m
}

// name is how somebody is called.
func (m mailmap) name(who Person) string {
	key := folded(who)
	if name, known := m[key]; known {
		return name
	}
	if name, known := m[Person{Email: key.Email}]; known {
		return name
	}
	return who.Name
}

// folded is somebody as the mailmap is searched: case does not matter.
func folded(who Person) Person {
	return Person{strings.ToLower(strings.TrimSpace(who.Name)), strings.ToLower(strings.TrimSpace(who.Email))}
}
