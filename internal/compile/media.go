package compile

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"path"
	"slices"
	"strings"

	"sentier/internal/course"
	"sentier/internal/diag"
)

// mediaKind is a kind of file that pages show.
type mediaKind struct {
	mime     string
	name     string // as findings call it
	credited bool   // needs a .license
	is       func(data []byte) bool
}

// mediaKinds are known by the end of a name, and recognised by their first bytes: what a browser would make of a
// file must be what its name says.
var mediaKinds = map[string]mediaKind{
	".svg":  {"image/svg+xml", "SVG", false, nil},
	".png":  {"image/png", "PNG", true, startsWith("\x89PNG\r\n\x1a\n")},
	".jpg":  {"image/jpeg", "JPEG", true, startsWith("\xff\xd8\xff")},
	".jpeg": {"image/jpeg", "JPEG", true, startsWith("\xff\xd8\xff")},
	".gif":  {"image/gif", "GIF", true, startsWith("GIF87a", "GIF89a")},
	".webp": {"image/webp", "WebP", true, isWebP},
	".mp3":  {"audio/mpeg", "MP3", true, isMP3},
	".ogg":  {"audio/ogg", "Ogg", true, startsWith("OggS")},
	".opus": {"audio/ogg", "Opus", true, isOpus},
	".webm": {"video/webm", "WebM", true, isWebM},
	".mp4":  {"video/mp4", "MP4", true, isMP4},
	".vtt":  {"text/vtt", "WebVTT", false, nil},
}

func startsWith(marks ...string) func([]byte) bool {
	return func(data []byte) bool {
		return slices.ContainsFunc(marks, func(m string) bool { return bytes.HasPrefix(data, []byte(m)) })
	}
}

func isWebP(data []byte) bool {
	return len(data) >= 16 && string(data[:4]) == "RIFF" && string(data[8:15]) == "WEBPVP8"
}

// isMP3 knows an ID3 tag, or the header of an MPEG audio frame of layer III.
func isMP3(data []byte) bool {
	return bytes.HasPrefix(data, []byte("ID3")) || len(data) > 3 && data[0] == 0xff && data[1]&0xe6 == 0xe2
}

func isOpus(data []byte) bool {
	return bytes.HasPrefix(data, []byte("OggS")) && bytes.Contains(data[:min(len(data), 64)], []byte("OpusHead"))
}

// isWebM knows the EBML header that names its document type.
func isWebM(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\x1a\x45\xdf\xa3")) && bytes.Contains(data[:min(len(data), 64)], []byte("webm"))
}

func isMP4(data []byte) bool { return len(data) >= 12 && string(data[4:8]) == "ftyp" }

// readMedia checks every file of the module that is no text, and makes those that pages show.
func (m *module) readMedia() {
	m.media = map[string]*course.Media{}
	for _, at := range slices.Sorted(maps.Keys(m.folder.media)) {
		f := m.folder.media[at]
		switch path.Ext(at) {
		case ".license":
			m.checkOwner(at, strings.TrimSuffix(at, ".license"))
		case ".txt":
			m.readTranscript(f)
		default:
			if medium := m.cfg.Cache.medium(m, f); medium != nil {
				m.media[at] = medium
			}
		}
	}
}

// readMedium gives a file that pages show, or nil where its findings refuse it.
func (m *module) readMedium(f *file) *course.Media {
	before := m.found.Errors()
	kind, known := mediaKinds[path.Ext(f.path)]
	if !known {
		ends := slices.Sorted(maps.Keys(mediaKinds))
		m.found.Add(diag.MediaUnknown, diag.Pos{Path: f.path}, path.Base(f.path), strings.Join(ends, " "))
		return nil
	}
	if !checkKind(f.path, kind, f.data, &m.found) {
		return nil
	}
	medium := &course.Media{Path: f.path, Name: path.Base(f.path), Type: kind.mime}
	switch {
	case kind.mime == "image/svg+xml":
		medium.Width, medium.Height = checkSVG(f.path, f.data, &m.found)
	case strings.HasPrefix(kind.mime, "image/"):
		medium.Width, medium.Height = checkRaster(f.path, kind.mime, f.data, &m.found)
	case kind.mime == "text/vtt":
		m.readCaptions(f)
	}
	medium.Credit = m.credit(f.path, kind)
	if m.found.Errors() > before {
		return nil
	}
	medium.Data = f.data
	sum := sha256.Sum256(f.data)
	medium.Hash = hex.EncodeToString(sum[:])[:12]
	return medium
}

// checkKind reports a file whose bytes are not of the kind that its name says, and names the kind that they are.
func checkKind(at string, kind mediaKind, data []byte, found *diag.List) bool {
	if kind.is == nil || kind.is(data) {
		return true
	}
	for _, ext := range slices.Sorted(maps.Keys(mediaKinds)) {
		if other := mediaKinds[ext]; other.is != nil && other.is(data) {
			found.Add(diag.MediaIs, diag.Pos{Path: at}, kind.name, other.name, ext)
			return false
		}
	}
	found.Add(diag.MediaType, diag.Pos{Path: at}, kind.name)
	return false
}

// credit reads the .license beside a file. What others may have made needs one; a drawing without one is by the
// module's authors.
func (m *module) credit(at string, kind mediaKind) *course.Credit {
	f := m.folder.media[at+".license"]
	if f != nil {
		return readCredit(f.path, f.data, &m.found)
	}
	if kind.credited {
		m.found.Add(diag.CreditMissing, diag.Pos{Path: at}, path.Base(at)+".license")
	}
	return nil
}

// checkOwner reports a file that goes with another which is not there.
func (m *module) checkOwner(at string, owner string) {
	if m.folder.media[owner] == nil {
		m.found.Add(diag.MediaAlone, diag.Pos{Path: at}, path.Base(owner))
	}
}

func (m *module) readTranscript(f *file) {
	m.checkPlayable(f.path)
	if m.small(f) {
		f.data = clean(f.path, f.data, &m.found)
	}
}

func (m *module) readCaptions(f *file) {
	m.checkPlayable(f.path)
	if !m.small(f) {
		return
	}
	wrong := m.found.Errors()
	if f.data = clean(f.path, f.data, &m.found); m.found.Errors() == wrong {
		checkCaptions(f.path, string(f.data), &m.found)
	}
}

// small refuses a text larger than texts are.
func (m *module) small(f *file) bool {
	if len(f.data) > MaxText {
		m.found.Add(diag.LimitSize, diag.Pos{Path: f.path}, len(f.data)>>10, MaxText>>10)
		return false
	}
	return true
}

// checkPlayable wants a sound or a film beside NAME.LANG.vtt and NAME.LANG.txt.
func (m *module) checkPlayable(at string) {
	parts := captionName.FindStringSubmatch(at)
	if parts == nil {
		m.found.Add(diag.FileLanguage, diag.Pos{Path: at}, path.Base(at))
		return
	}
	for _, ext := range []string{".mp3", ".ogg", ".opus", ".webm", ".mp4"} {
		if m.folder.media[parts[1]+ext] != nil {
			return
		}
	}
	m.found.Add(diag.MediaAlone, diag.Pos{Path: at}, path.Base(parts[1])+".webm, .mp4, .mp3, .ogg, .opus")
}
