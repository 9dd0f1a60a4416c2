package config

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// originKey names a value: the key with its language, and which table of a list it is in.
func originKey(name string, index int) string {
	return name + "\x00" + strconv.Itoa(index)
}

// Print writes the whole configuration as TOML, each value with where it comes from: "default", the file and
// line, the variable or the flag. What it writes, Load reads back to the same values, but for secrets, which it leaves
// out.
func (c Config) Print(w io.Writer) error {
	p := printer{c: &c, w: w, lists: map[string]list{}}
	for _, t := range lists() {
		p.lists[t.name] = t
	}
	p.f("# The configuration in effect, and where each value comes from.\n")
	all := table()
	for len(all) > 0 {
		// The keys of a table follow one another.
		end := slices.IndexFunc(all, func(e entry) bool { return e.Table != all[0].Table })
		if end < 0 {
			end = len(all)
		}
		p.table(all[:end])
		all = all[end:]
	}
	return p.err
}

type printer struct {
	c     *Config
	w     io.Writer
	lists map[string]list
	err   error
}

func (p *printer) f(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}

func (p *printer) table(entries []entry) {
	name := entries[0].Table
	t, repeated := p.lists[name]
	if !repeated {
		if name != "" {
			p.f("\n[%s]\n", name)
		}
		for _, e := range entries {
			p.entry(e, 0)
		}
		return
	}
	count := t.count(p.c)
	if count == 0 {
		p.f("\n# no [[%s]]\n", name)
	}
	for i := range count {
		p.f("\n[[%s]]\n", name)
		for _, e := range entries {
			p.entry(e, i)
		}
	}
}

func (p *printer) entry(e entry, index int) {
	inTable := strings.TrimPrefix(e.Name, e.Table+".")
	if e.langs == nil {
		p.value(e, inTable, e.Name, place{index: index})
		return
	}
	texts := e.langs(p.c, index)
	if len(texts) == 0 {
		p.f("# no %s\n", inTable)
	}
	for _, lang := range slices.Sorted(maps.Keys(texts)) {
		p.value(e, strings.ReplaceAll(inTable, anyLanguage, lang), strings.ReplaceAll(e.Name, anyLanguage, lang),
			place{index: index, lang: lang})
	}
}

func (p *printer) value(e entry, inTable, name string, at place) {
	origin := p.c.origins[originKey(name, at.index)]
	if origin == "" {
		origin = "default"
	} else if e.hidden {
		origin += ", and not shown"
	}
	p.f("%s = %s # %s\n", inTable, e.toml(p.c, at), printableOrigin(origin))
}

// printableOrigin keeps a file name with a control character from leaving its comment.
func printableOrigin(s string) string {
	quoted := strconv.Quote(s)
	if quoted[1:len(quoted)-1] != s {
		return quoted
	}
	return s
}
