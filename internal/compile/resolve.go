package compile

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"sentier/internal/course"
	"sentier/internal/diag"
	"sentier/internal/glossary"
	"sentier/internal/markdown"
)

// resolver says where the links of one unit lead. It reads only what is settled before rendering.
type resolver struct {
	m *module
	u *unit
}

var (
	schemeForm = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.-]*):`)
	hostForm   = regexp.MustCompile(`^[A-Za-z]+://[^/?#]`)
)

// Link resolves an address, as the author wrote it.
func (r resolver) Link(address string, at diag.Pos) markdown.Target {
	scheme := ""
	if s := schemeForm.FindStringSubmatch(address); s != nil {
		scheme = strings.ToLower(s[1])
	}
	switch {
	case strings.TrimSpace(address) == "": // found already
	case scheme == "glossary":
		return r.entry(address[len("glossary:"):], at)
	case (scheme == "https" || scheme == "http") && !hostForm.MatchString(address),
		scheme == "mailto" && !strings.Contains(address, "@"):
		r.u.found.Add(diag.LinkEmpty, at)
	case scheme == "https" || scheme == "http":
		return markdown.Target{Href: address, Video: r.video(address)}
	case scheme == "mailto":
		return markdown.Target{Href: address}
	case scheme != "":
		r.u.found.Add(diag.LinkScheme, at, scheme+":")
	case strings.HasPrefix(address, "/") || strings.HasPrefix(address, `\`):
		r.u.found.Add(diag.LinkAbsolute, at, address)
	case strings.HasPrefix(address, "#"):
		return markdown.Target{Href: "#" + r.anchor(r.u, address[1:], at)}
	default:
		return r.file(address, at)
	}
	return markdown.Target{}
}

func (r resolver) entry(id string, at diag.Pos) markdown.Target {
	r.u.looksAt(lookEntry, id)
	if r.m.entries.Entry(glossary.EntryID(id)) == nil {
		r.noEntry(id, at)
		return markdown.Target{}
	}
	return markdown.Target{Href: r.m.entryHref(glossary.EntryID(id)), Term: id}
}

func (r resolver) noEntry(id string, at diag.Pos) {
	var all []string
	for _, e := range r.m.entries.Entries {
		all = append(all, string(e.ID))
	}
	switch {
	case len(r.m.glossary) > 0 && r.m.glossary[0].doc.Unread: // which entries it has is not known
	case len(all) == 0:
		r.u.found.Add(diag.LinkEntryNone, at, id, r.m.languages[0])
	default:
		r.u.found.Add(diag.LinkEntry, at, id, nearest(id, all))
	}
}

func (m *module) entryHref(id glossary.EntryID) string {
	return "/" + course.LangMark + "/" + m.folder.slug + "/glossary/" + string(id)
}

// file resolves a relative address: a text of the module, or a medium.
func (r resolver) file(address string, at diag.Pos) markdown.Target {
	raw, fragment, hasFragment := strings.Cut(address, "#")
	name, err := url.PathUnescape(raw)
	if err != nil {
		name = raw
	}
	full := path.Join(path.Dir(r.u.file.path), name)
	if !strings.HasPrefix(full, r.m.folder.slug+"/") {
		r.u.found.Add(diag.LinkOutside, at, address)
		return markdown.Target{}
	}
	if !isText(full) {
		if m := r.medium(full, name, at); m != nil {
			return markdown.Target{Href: m.URL(), Media: m}
		}
		return markdown.Target{}
	}
	r.u.looksAt(lookText, full)
	to := r.m.byPath[full]
	if to == nil {
		r.u.found.Add(diag.LinkBroken, at, name, r.nearestFile(full, r.m.byPath))
		return markdown.Target{}
	}
	if to.draft() && !r.u.draft() {
		r.u.found.Add(diag.LinkDraft, at, name)
	}
	href := "/" + course.LangMark + to.slug
	if hasFragment {
		if anchor := r.anchor(to, fragment, at); anchor != "" {
			href += "#" + r.translated(to, anchor)
		}
	}
	return markdown.Target{Href: href}
}

// anchor checks that a text has a heading of that anchor.
func (r resolver) anchor(to *unit, fragment string, at diag.Pos) string {
	anchor, err := url.PathUnescape(fragment)
	if err != nil {
		anchor = fragment
	}
	all := to.doc.Anchors()
	if to.kind == glossaryFile {
		for _, e := range to.entrySections() {
			all = append(all, string(e.id()))
		}
	}
	switch {
	case to.doc.Unread || slices.Contains(all, anchor):
		return anchor
	case len(all) == 0:
		r.u.found.Add(diag.LinkAnchorNone, at, to.file.path, anchor)
	default:
		r.u.found.Add(diag.LinkAnchor, at, to.file.path, anchor, nearest(anchor, all))
	}
	return ""
}

// translated gives the anchor of the same heading in the rendition that a reader of this text will most likely
// open: its own language's. Where the two have not as many headings, the anchor stays.
func (r resolver) translated(to *unit, anchor string) string {
	if to.file.lang == r.u.file.lang {
		return anchor
	}
	own := r.m.byPath[strings.TrimSuffix(to.file.path, to.file.lang+".md")+r.u.file.lang+".md"]
	if own == nil || own.begun() {
		return anchor
	}
	here, there := own.doc.Anchors(), to.doc.Anchors()
	if i := slices.Index(there, anchor); i >= 0 && len(here) == len(there) {
		return here[i]
	}
	return anchor
}

// Image resolves the address of an image: a file of the module.
func (r resolver) Image(address string, at diag.Pos) *course.Media {
	if strings.TrimSpace(address) == "" { // found already
		return nil
	}
	if schemeForm.MatchString(address) || strings.HasPrefix(address, "//") {
		r.u.found.Add(diag.MediaRemote, at, address)
		return nil
	}
	if strings.HasPrefix(address, "/") || strings.HasPrefix(address, `\`) {
		r.u.found.Add(diag.LinkAbsolute, at, address)
		return nil
	}
	name, err := url.PathUnescape(address)
	if err != nil {
		name = address
	}
	m := r.medium(path.Join(path.Dir(r.u.file.path), name), name, at)
	if m != nil && !strings.HasPrefix(m.Type, "image/") {
		r.u.found.Add(diag.MediaNoImage, at, name)
		return nil
	}
	return m
}

func (r resolver) medium(full, name string, at diag.Pos) *course.Media {
	r.u.looksAt(lookMedia, full)
	if m := r.m.media[full]; m != nil {
		return m
	}
	if _, there := r.m.folder.media[full]; there {
		return nil // it has findings of its own
	}
	if len(r.m.folder.media) == 0 {
		r.u.found.Add(diag.MediaNone, at, name)
	} else {
		r.u.found.Add(diag.MediaMissing, at, name, r.nearestFile(full, r.m.folder.media))
	}
	return nil
}

// nearestFile gives the file most like a path, as it would be written here.
func (r resolver) nearestFile(full string, files any) string {
	var near string
	switch files := files.(type) {
	case map[string]*unit:
		near = nearestKey(full, files)
	case map[string]*file:
		near = nearestKey(full, files)
	}
	return Relative(path.Dir(r.u.file.path), near)
}

// Relative writes the way from a folder to a file.
func Relative(from, to string) string {
	a, b := strings.Split(from, "/"), strings.Split(to, "/")
	for len(a) > 0 && len(b) > 1 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	return strings.Repeat("../", len(a)) + strings.Join(b, "/")
}

var filmPath = regexp.MustCompile(`^/(?:w|videos/watch)/([A-Za-z0-9-]{1,64})$`)

// video knows the addresses of films on the hosts that the site lists.
func (r resolver) video(address string) *course.Video {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.User != nil || !slices.Contains(r.m.cfg.VideoHosts, u.Host) {
		return nil
	}
	m := filmPath.FindStringSubmatch(u.Path)
	if m == nil {
		return nil
	}
	// p2p=0: a viewer's address is not shown to other viewers
	return &course.Video{ID: "video-" + m[1], Host: u.Host,
		Embed: "https://" + u.Host + "/videos/embed/" + m[1] + "?p2p=0&warningTitle=0&peertubeLink=0"}
}
