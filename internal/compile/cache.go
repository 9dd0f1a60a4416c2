package compile

import (
	"crypto/sha256"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"sentier/internal/course"
	"sentier/internal/diag"
	"sentier/internal/glossary"
	"sentier/internal/i18n"
	"sentier/internal/quiz"
)

// Cache keeps what a compilation read, parsed and rendered, so that the next one of the same folder does again only
// what has changed: a file is read again when the system says so, parsed again when its bytes changed, rendered again
// when what it shows of others did. The course is the same as without it. It is for who compiles a folder at every
// save; its zero value is empty, and one compilation uses it at a time.
type Cache struct {
	messages *i18n.Catalog
	hosts    []string
	now      func() time.Time // nil: time.Now

	mu    sync.Mutex
	files map[string]*keptFile
	units map[string]*keptUnit
	media map[string]*keptMedium
	used  map[string]bool // paths that this compilation met
}

// keptFile is a file as it was read.
type keptFile struct {
	info    fs.FileInfo
	settled bool // it was old enough when it was read: a later change shows in its time
	data    []byte
	sum     [sha256.Size]byte // of data
	cleaned []byte            // of a text; nil: not known
	textSum [sha256.Size]byte // of cleaned
}

// keptUnit is a text as it was parsed, without what else the module holds.
type keptUnit struct {
	kind   fileKind
	sum    [sha256.Size]byte
	source *keptUnit // of a translation

	parsed unit // front matter, body, document, questions, findings
	face   string

	shown    *rendered // as it was rendered; nil: anew
	findings diag.List // of rendering
	looked   []looked
}

// looked is something of the module that a text was rendered with, as it was then.
type looked struct {
	kind lookKind
	name string
	face string
}

type lookKind int

const (
	lookText  lookKind = iota // the text at a path
	lookMedia                 // the medium at a path
	lookEntry                 // the glossary entry of an id
	lookForms                 // the forms of a language
	lookSide                  // the files beside the sound or film at a path
)

// keptMedium is a medium that nothing is wrong with.
type keptMedium struct {
	data, licence *byte // where its bytes and those of its .license begin: kept files are the same slices
	medium        *course.Media
}

// settling is how long a file must have been left alone before its time is believed: file systems count in steps of up
// to two seconds.
const settling = 2 * time.Second

// begin readies the cache for a compilation.
func (c *Cache) begin(cfg Config) {
	if c.files == nil || c.messages != cfg.Messages || !slices.Equal(c.hosts, cfg.VideoHosts) {
		c.files, c.units, c.media = map[string]*keptFile{}, map[string]*keptUnit{}, map[string]*keptMedium{}
	}
	if c.now == nil {
		c.now = time.Now
	}
	c.messages, c.hosts, c.used = cfg.Messages, cfg.VideoHosts, map[string]bool{}
}

// end forgets what is no longer there.
func (c *Cache) end() {
	gone := func(path string) bool { return !c.used[path] }
	maps.DeleteFunc(c.files, func(path string, _ *keptFile) bool { return gone(path) })
	maps.DeleteFunc(c.units, func(path string, _ *keptUnit) bool { return gone(path) })
	maps.DeleteFunc(c.media, func(path string, _ *keptMedium) bool { return gone(path) })
}

// file gives a file that has not changed since it was read; nil: it is to be read.
func (c *Cache) file(path string, info fs.FileInfo) *keptFile {
	if c == nil || info == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.used[path] = true
	f := c.files[path]
	if f == nil || !f.settled || f.info.Size() != info.Size() || !f.info.ModTime().Equal(info.ModTime()) || !os.SameFile(f.info, info) {
		return nil
	}
	return f
}

// keep notes a file that was read; what it holds may be what was kept already.
func (c *Cache) keep(path string, info fs.FileInfo, data []byte) {
	if c == nil || info == nil {
		return
	}
	f := &keptFile{info: info, data: data, sum: sha256.Sum256(data)}
	f.settled = c.now().Sub(info.ModTime()) > settling
	c.mu.Lock()
	defer c.mu.Unlock()
	if old := c.files[path]; old != nil && old.sum == f.sum {
		f.data, f.cleaned, f.textSum = old.data, old.cleaned, old.textSum
	}
	c.files[path] = f
}

// kept gives what is kept of a file in this compilation; nil: nothing.
func (c *Cache) kept(path string) *keptFile {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.files[path]
}

// parse reads a unit, or takes what is kept of it.
func (c *Cache) parse(u *unit) {
	if c == nil || u.file.refused {
		u.parse()
		return
	}
	sum := sha256.Sum256(u.file.data)
	if f := c.kept(u.file.path); f != nil && f.cleaned != nil {
		sum = f.textSum
	}
	var source *keptUnit
	if u.source != nil {
		if source = u.source.kept; source == nil {
			u.parse()
			return
		}
	}
	c.mu.Lock()
	k := c.units[u.file.path]
	c.mu.Unlock()
	if k == nil || k.kind != u.kind || k.sum != sum || k.source != source {
		u.parse()
		k = &keptUnit{kind: u.kind, sum: sum, source: source, parsed: *u, face: u.face()}
		k.parsed.file, k.parsed.source, k.parsed.slug = nil, nil, ""
		k.parsed.found, k.parsed.drafts = slices.Clone(u.found), slices.Clone(u.drafts)
		c.mu.Lock()
		c.units[u.file.path] = k
		c.mu.Unlock()
	} else {
		now := k.parsed
		now.file, now.source, now.slug = u.file, u.source, u.slug
		now.found, now.drafts = slices.Clone(now.found), slices.Clone(now.drafts)
		*u = now
	}
	u.kept = k
}

// face is all that other texts show of this one, but for its address: where its headings are, and whether it is there
// for readers.
func (u *unit) face() string {
	var b strings.Builder
	if u.doc.Unread {
		b.WriteString("unread")
	}
	if u.begun() {
		b.WriteString("begun")
	}
	for _, a := range u.doc.Anchors() {
		b.WriteString(a + "\n")
	}
	if u.kind == glossaryFile {
		for _, e := range u.entrySections() {
			b.WriteString("\x00" + string(e.id()))
		}
	}
	return b.String()
}

// render writes the HTML of a unit, or takes what is kept of it.
func (c *Cache) render(m *module, u *unit) {
	if c == nil || u.kept == nil {
		m.render(u)
		return
	}
	k := u.kept
	if k.shown == nil || slices.ContainsFunc(k.looked, func(l looked) bool { return m.look(u, l.kind, l.name) != l.face }) {
		parsed := u.found
		u.found, u.looks = nil, map[looked]bool{}
		m.render(u)
		k.shown, k.findings, k.looked = nil, u.found, nil
		if u.found.Errors() == 0 && !u.doc.Unread { // what helps to mend an error looks at everything
			shown := u.rendered.clone()
			k.shown = &shown
			for l := range u.looks {
				k.looked = append(k.looked, looked{l.kind, l.name, m.look(u, l.kind, l.name)})
			}
		}
		u.found, u.looks = append(parsed, u.found...), nil
		return
	}
	u.rendered = k.shown.clone()
	u.found = append(u.found, k.findings...)
}

// clone copies what is filled in once the texts of a lesson are put together.
func (r *rendered) clone() rendered {
	out := *r
	out.blocks = slices.Clone(r.blocks)
	for i, b := range out.blocks {
		if b.Checkpoint != nil {
			c := *b.Checkpoint
			c.Questions = slices.Clone(c.Questions)
			for j, q := range c.Questions {
				c.Questions[j] = &quiz.Question{ID: q.ID}
			}
			out.blocks[i].Checkpoint = &c
		}
	}
	if r.wordings != nil {
		out.wordings = map[quiz.QuestionID]*quiz.Wording{}
		for id, w := range r.wordings {
			copied := *w
			out.wordings[id] = &copied
		}
	}
	return out
}

// looksAt notes that a unit is rendered with something of the module. One goroutine renders a unit.
func (u *unit) looksAt(kind lookKind, name string) {
	if u.looks != nil {
		u.looks[looked{kind: kind, name: name}] = true
	}
}

// look is how something of the module is now, as far as the rendering of a unit shows it.
func (m *module) look(u *unit, kind lookKind, name string) string {
	switch kind {
	case lookText:
		to := m.byPath[name]
		if to == nil {
			return ""
		}
		if to.kept == nil {
			return "unread"
		}
		face := to.slug + "\x00" + to.kept.face
		if to.draft() {
			face = "draft\x00" + face
		}
		if own := m.byPath[strings.TrimSuffix(name, to.file.lang+".md")+u.file.lang+".md"]; own != nil && own != to && own.kept != nil {
			face += "\x01" + own.kept.face
		}
		return face
	case lookMedia:
		medium := m.media[name]
		if medium == nil {
			if _, there := m.folder.media[name]; there {
				return "wrong"
			}
			return ""
		}
		face := medium.Hash + medium.Type
		if f := m.folder.media[name+".license"]; f != nil {
			sum := sha256.Sum256(f.data)
			face += string(sum[:])
		}
		return face
	case lookEntry:
		switch {
		case m.entries.Entry(glossary.EntryID(name)) != nil:
			return "there"
		case len(m.glossary) > 0 && m.glossary[0].doc.Unread:
			return "unread"
		}
		return ""
	case lookForms:
		return m.forms[name]
	}
	if medium := m.media[name]; medium != nil {
		var b strings.Builder
		beside := m.sidecarsOf(medium)
		for _, l := range slices.Sorted(maps.Keys(beside.Captions)) {
			b.WriteString(l + beside.Captions[l].Hash)
		}
		for _, l := range slices.Sorted(maps.Keys(beside.Transcripts)) {
			b.WriteString("\x00" + l + beside.Transcripts[l])
		}
		return b.String()
	}
	return ""
}

// medium gives a file that pages show, as readMedium does.
func (c *Cache) medium(m *module, f *file) *course.Media {
	if c == nil || len(f.data) == 0 || strings.HasSuffix(f.path, ".vtt") {
		return m.readMedium(f)
	}
	var licence *byte
	if l := m.folder.media[f.path+".license"]; l != nil && len(l.data) > 0 {
		licence = &l.data[0]
	}
	c.mu.Lock()
	k := c.media[f.path]
	c.mu.Unlock()
	if k != nil && k.data == &f.data[0] && k.licence == licence {
		return k.medium
	}
	before := len(m.found)
	medium := m.readMedium(f)
	if medium != nil && len(m.found) == before {
		c.mu.Lock()
		c.media[f.path] = &keptMedium{&f.data[0], licence, medium}
		c.mu.Unlock()
	}
	return medium
}
