package theme

import (
	"fmt"
	"html/template"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"rsc.io/qr/coding"
)

// ShareOf is what it takes to pass a lesson on.
type ShareOf struct {
	Title   string
	Lang    string // of the title, where it is not the page's
	Authors []Party
	URL     string // absolute; empty without base URL
	Licence Licence
}

// Share writes the attribution of a lesson (title, author, source, licence), and, where it has an address, the
// letter and the drawing that hold it.
func (t *Theme) Share(lang string, of ShareOf) (Share, error) {
	var names []string
	for _, a := range of.Authors {
		names = append(names, a.Name)
	}
	site := ""
	if s := t.sites[lang]; s != nil {
		site = s.Name
	}
	say := func(key string, args ...any) string { return t.messages.Say(lang, key, args...) }
	key := "share.attribution"
	if of.URL == "" {
		key = "share.attribution_here"
	}
	share := Share{URL: of.URL, Attribution: inLang(say(key, "title", of.Title, "authors", strings.Join(names, ", "),
		"site", site, "address", of.URL, "licence", of.Licence.Name), of.Title, of.Lang)}
	if of.URL == "" {
		return share, nil
	}
	drawing, err := drawQR(of.URL, say("share.qr"))
	if err != nil {
		return Share{}, err
	}
	share.QR = drawing
	share.Mailto = "mailto:?subject=" + query(of.Title) + "&body=" + query(say("share.letter", "title", of.Title, "address", of.URL))
	return share, nil
}

// inLang marks the language of a title within a text, where it is another one.
func inLang(text, title, lang string) template.HTML {
	text, title = template.HTMLEscapeString(text), template.HTMLEscapeString(title)
	if lang != "" {
		text = strings.Replace(text, title, `<span lang="`+lang+`">`+title+`</span>`, 1)
	}
	return template.HTML(text)
}

// query escapes text for the query of a mailto address, where a space is %20 (RFC 6068).
func query(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }

// quiet is the white border that a QR code needs, in modules (ISO/IEC 18004).
const quiet = 4

// qrPlans are the layouts of QR codes by version: they hang on nothing else, and take far longer than a code.
var qrPlans [coding.MaxVersion + 1]struct {
	once sync.Once
	plan *coding.Plan
	err  error
}

// drawQR draws a text as a QR code of level M, black on white whatever the theme: one path, a stroke for each run
// of black modules.
func drawQR(text, label string) (template.HTML, error) {
	data := coding.String(text)
	version := coding.Version(coding.MinVersion)
	for data.Bits(version) > version.DataBytes(coding.M)*8 {
		if version++; version > coding.MaxVersion {
			return "", fmt.Errorf("draw %q as a QR code: it is too long: shorten base_url or the slugs", text)
		}
	}
	made := &qrPlans[version]
	made.once.Do(func() { made.plan, made.err = coding.NewPlan(version, coding.M, 0) })
	if made.err != nil {
		return "", fmt.Errorf("lay out a QR code: %w", made.err)
	}
	code, err := made.plan.Encode(data)
	if err != nil {
		return "", fmt.Errorf("draw %q as a QR code: %w", text, err)
	}
	size := strconv.Itoa(code.Size + 2*quiet)
	b := make([]byte, 0, 4096)
	b = append(b, (`<svg class="qr" viewBox="0 0 ` + size + ` ` + size + `" role="img" aria-label="` +
		template.HTMLEscapeString(label) + `"><path fill="#fff" d="M0 0h` + size + `v` + size + `H0z"/><path stroke="#000" d="`)...)
	for y := range code.Size {
		at := -quiet // where the pen is in this row
		for x := 0; x < code.Size; x++ {
			run := 0
			for code.Black(x+run, y) {
				run++
			}
			if run == 0 {
				continue
			}
			if at < 0 {
				b = strconv.AppendInt(append(b, 'M'), int64(x+quiet), 10)
				b = strconv.AppendInt(append(b, ' '), int64(y+quiet), 10)
				b = append(b, ".5"...)
			} else {
				b = strconv.AppendInt(append(b, 'm'), int64(x-at), 10)
				b = append(b, " 0"...)
			}
			b = strconv.AppendInt(append(b, 'h'), int64(run), 10)
			at = x + run
			x += run
		}
	}
	return template.HTML(append(b, `"/></svg>`...)), nil
}
