package compile

import (
	"fmt"
	"net/mail"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"sentier/internal/course"
	"sentier/internal/diag"
	"sentier/internal/lang"
)

var (
	idForm     = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	aliasForm  = regexp.MustCompile(`^/[A-Za-z0-9-]{2,20}(/[A-Za-z0-9._~%-]+)+$`)
	hashForm   = regexp.MustCompile(`^[0-9a-f]{8}$`)
	numberForm = regexp.MustCompile(`^[0-9]{1,7}$`)
)

// scalar gives a key's text as written, on one line.
func (f fields) scalar(name string) (placed[string], bool) {
	e, ok := f.get(name)
	if !ok {
		return placed[string]{}, false
	}
	if e.form != scalar {
		f.found.Add(diag.KeyText, e.value.pos, f.prefix+name)
		return placed[string]{}, false
	}
	return placed[string]{strings.Join(strings.Fields(e.text), " "), e.value.pos}, true
}

func (f fields) text(name string) placed[string] {
	p, _ := f.scalar(name)
	return p
}

// texts gives the items of a list, all of them texts.
func (f fields) texts(name string) []placed[string] {
	e, ok := f.get(name)
	if !ok {
		return nil
	}
	if e.form != list {
		f.found.Add(diag.KeyTexts, e.value.pos, f.prefix+name)
		return nil
	}
	var all []placed[string]
	for _, item := range e.items {
		text := strings.Join(strings.Fields(item.text), " ")
		if item.form == mapping {
			f.found.Add(diag.FrontColon, item.pos)
			continue
		}
		if item.form != scalar || text == "" {
			f.found.Add(diag.KeyTexts, item.pos, f.prefix+name)
			continue
		}
		all = append(all, placed[string]{text, item.pos})
	}
	if len(e.items) == 0 {
		f.found.Add(diag.KeyEmpty, e.pos, f.prefix+name)
	}
	return all
}

func (f fields) id(name string) placed[string] {
	p, ok := f.scalar(name)
	if ok && !idForm.MatchString(p.Value) {
		f.found.Add(diag.IDForm, p.Pos, clip(p.Value), lang.ID(p.Value))
		return placed[string]{}
	}
	return p
}

func (f fields) toggle(name string) bool {
	p, ok := f.scalar(name)
	if ok && p.Value != "on" && p.Value != "off" {
		f.found.Add(diag.KeySwitch, p.Pos, f.prefix+name, clip(p.Value))
	}
	return p.Value == "on"
}

// number gives a whole number between two bounds; otherwise stands in for one that is absent or wrong.
func (f fields) number(name string, low, high, otherwise int) placed[int] {
	p, ok := f.scalar(name)
	if !ok {
		return placed[int]{Value: otherwise}
	}
	n, err := strconv.Atoi(p.Value)
	if err != nil || !numberForm.MatchString(p.Value) || n < low || n > high {
		f.found.Add(diag.KeyNumber, p.Pos, f.prefix+name, low, high, clip(p.Value))
		return placed[int]{Value: otherwise}
	}
	return placed[int]{n, p.Pos}
}

func (f fields) date(name string) placed[time.Time] {
	p, ok := f.scalar(name)
	if !ok {
		return placed[time.Time]{}
	}
	t, err := time.Parse(time.DateOnly, p.Value)
	if err != nil || t.Year() < 1 {
		f.found.Add(diag.KeyDate, p.Pos, f.prefix+name, clip(p.Value))
		return placed[time.Time]{}
	}
	return placed[time.Time]{t, p.Pos}
}

// choice gives one of the values, the first where the key is absent or wrong.
func (f fields) choice(name string, values ...string) string {
	p, ok := f.scalar(name)
	if !ok {
		return values[0]
	}
	for _, v := range values {
		if p.Value == v {
			return v
		}
	}
	f.found.Add(diag.KeyChoice, p.Pos, f.prefix+name, clip(p.Value), strings.Join(values, ", "))
	return values[0]
}

// languages gives tags in their canonical spelling, each once.
func (f fields) languages(name string) []placed[string] {
	var tags []placed[string]
	at := map[string]diag.Pos{}
	for _, p := range f.texts(name) {
		switch first, twice := at[p.Value]; {
		case !f.tag(p.Value, p.Pos):
		case twice:
			f.found.Add(diag.KeyTwice, p.Pos, p.Value, first)
		default:
			at[p.Value] = p.Pos
			tags = append(tags, p)
		}
	}
	return tags
}

// tag reports what is not a language tag in its canonical spelling.
func (f fields) tag(s string, pos diag.Pos) bool {
	tag, err := language.Parse(s)
	switch {
	case err != nil || tag == language.Und || len(s) > maxTag:
		f.found.Add(diag.KeyLanguage, pos, clip(s), "fr")
	case tag.String() != s:
		f.found.Add(diag.KeyLanguage, pos, clip(s), tag.String())
	default:
		return true
	}
	return false
}

// maxTag bounds a language tag, in bytes: it stands in every address.
const maxTag = 20

func (f fields) licence(name string) placed[string] {
	p, ok := f.scalar(name)
	if ok && !isSPDX(p.Value) {
		f.found.Add(diag.KeyLicence, p.Pos, clip(p.Value), nearestSPDX(p.Value))
		return placed[string]{}
	}
	return p
}

func (f fields) parties(name string) []course.Party {
	var all []course.Party
	for _, p := range f.texts(name) {
		party, ok := parseParty(p.Value)
		if !ok {
			f.found.Add(diag.KeyParty, p.Pos, clip(p.Value))
			continue
		}
		all = append(all, party)
	}
	return all
}

// parseParty reads "Name" or "Name <address>", an https address or one of e-mail, with or without mailto.
func parseParty(s string) (course.Party, bool) {
	name, rest, addressed := strings.Cut(s, "<")
	p := course.Party{Name: strings.TrimSpace(name)}
	if !addressed {
		return p, p.Name != "" && !strings.Contains(s, ">")
	}
	address, closed := strings.CutSuffix(rest, ">")
	if p.Name == "" || !closed || strings.ContainsAny(address, "<> ") {
		return p, false
	}
	if isHTTPS(address) {
		p.Address = address
		return p, true
	}
	box := strings.TrimPrefix(address, "mailto:")
	parsed, err := mail.ParseAddress(box)
	if err != nil || parsed.Address != box {
		return p, false
	}
	p.Address = "mailto:" + box
	return p, true
}

func isHTTPS(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "https" && u.Host != "" && u.User == nil
}

// forge gives an address with {path}.
func (f fields) forge(name string) string {
	p, ok := f.scalar(name)
	if !ok {
		return ""
	}
	filled := strings.Replace(p.Value, "{path}", "x", 1)
	if filled == p.Value || strings.ContainsAny(filled, "{}") || !isHTTPS(filled) {
		f.found.Add(diag.KeyForge, p.Pos, clip(p.Value), "https://forge.example/courses/_edit/main/courses/{path}")
		return ""
	}
	return p.Value
}

func (f fields) aliases(name string) []placed[string] {
	var all []placed[string]
	at := map[string]diag.Pos{}
	for _, p := range f.texts(name) {
		first, twice := at[p.Value]
		switch {
		case !aliasForm.MatchString(p.Value) || path.Clean(p.Value) != p.Value || len(p.Value) > maxAlias:
			f.found.Add(diag.KeyAlias, p.Pos, clip(p.Value))
		case twice:
			f.found.Add(diag.KeyTwice, p.Pos, clip(p.Value), first)
		default:
			at[p.Value] = p.Pos
			all = append(all, p)
		}
	}
	return all
}

// maxAlias bounds an old address, in bytes.
const maxAlias = 400

// file gives the path of a file of the course, relative to the one that names it. Whether it is there, and
// inside the module, is for whoever knows the tree.
func (f fields) file(name, example string) placed[string] {
	p, ok := f.scalar(name)
	if ok && !isRelative(p.Value) {
		f.found.Add(diag.KeyFile, p.Pos, clip(p.Value), example)
		return placed[string]{}
	}
	return p
}

func isRelative(p string) bool {
	return !strings.HasPrefix(p, "/") && !strings.ContainsAny(p, `\:?#`) && path.Clean(p) == p && p != "."
}

// hash gives the mark of the source that a translation was made from.
func (f fields) hash(name string) placed[string] {
	p, ok := f.scalar(name)
	if ok && !hashForm.MatchString(p.Value) {
		f.found.Add(diag.KeyHash, p.Pos, clip(p.Value))
		return placed[string]{}
	}
	return p
}

// IsID tells whether a text has the form of an id.
func IsID(text string) bool { return idForm.MatchString(text) }

// Fits tells why a module cannot have a licence or authors as they are written; nil: it can.
func Fits(licence string, authors []string) error {
	if !isSPDX(licence) {
		return fmt.Errorf("%q is no SPDX identifier of a licence: write %s", licence, nearestSPDX(licence))
	}
	for _, a := range authors {
		if _, ok := parseParty(a); !ok {
			return fmt.Errorf("%q names nobody: write a name, or \"Name <address>\" with an https or mail address", a)
		}
	}
	return nil
}
