package markdown

import (
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"sentier/internal/course"
	"sentier/internal/diag"
)

// Widths are those, in pixels, at which raster images are offered besides their own.
var Widths = []int{480, 960, 1440}

// standalone writes a paragraph that is nothing but an image, a film or a sound as a figure; false: it is prose.
func (r *Renderer) standalone(p *ast.Paragraph) bool {
	only := p.FirstChild()
	if only == nil || only.NextSibling() != nil {
		return false
	}
	switch n := only.(type) {
	case *ast.Image:
		r.figure(n)
		return true
	case *ast.Link:
		t := r.target(decoded(string(n.Destination)), r.d.pos(n.Pos()))
		switch {
		case t.Video != nil:
			r.facade(n, *t.Video)
			return true
		case t.Media != nil && isPlayable(t.Media):
			r.player(n, t.Media)
			return true
		}
	}
	return false
}

func isPlayable(m *course.Media) bool {
	return strings.HasPrefix(m.Type, "audio/") || strings.HasPrefix(m.Type, "video/")
}

// alternative gives the alternative text of an image, or says that it lacks one.
func (r *Renderer) alternative(n *ast.Image) string {
	alt := strings.TrimSpace(r.d.plainText(n))
	if alt == "" && !r.d.decoration[top(n)] {
		r.found.Add(diag.AltMissing, r.d.pos(n.Pos()))
	}
	return Typeset(r.Lang, alt)
}

func (r *Renderer) media(n *ast.Image) *course.Media {
	if r.Resolver == nil {
		return nil
	}
	m := r.Resolver.Image(decoded(string(n.Destination)), r.d.pos(n.Pos()))
	r.show(m)
	return m
}

func (r *Renderer) show(m *course.Media) {
	if m != nil && !slices.Contains(r.Media, m) {
		r.Media = append(r.Media, m)
	}
}

// image is an image inside a line.
func (r *Renderer) image(n *ast.Image) string {
	if r.Plain {
		title := ""
		if len(n.Title) > 0 {
			title = ` title="` + escapeText(decoded(string(n.Title))) + `"`
		}
		return `<img src="` + href(decoded(string(n.Destination))) + `" alt="` +
			escapeText(strings.ReplaceAll(strings.TrimRight(r.d.plainText(n), "\n"), "\n", " ")) + `"` + title + ` />`
	}
	alt := r.alternative(n)
	m := r.media(n)
	if m == nil {
		return ""
	}
	return `<img class="inline"` + source(m) + ` alt="` + escapeText(alt) + `" loading="lazy" decoding="async">`
}

// source is the attributes that say where an image is and how large.
func source(m *course.Media) string {
	return ` src="` + href(m.URL()) + `"` + size(m)
}

func size(m *course.Media) string {
	if m.Width == 0 || m.Height == 0 {
		return ""
	}
	return ` width="` + strconv.Itoa(m.Width) + `" height="` + strconv.Itoa(m.Height) + `"`
}

// srcset offers a raster image in the widths below its own.
func srcset(m *course.Media) string {
	if m.Type != "image/jpeg" && m.Type != "image/png" && m.Type != "image/webp" || m.Width <= Widths[0] {
		return ""
	}
	var set []string
	for _, w := range Widths {
		if w < m.Width {
			set = append(set, href("/media/"+m.Hash+"/"+strconv.Itoa(w)+"/"+m.Name)+" "+strconv.Itoa(w)+"w")
		}
	}
	set = append(set, href(m.URL())+" "+strconv.Itoa(m.Width)+"w")
	return ` srcset="` + strings.Join(set, ", ") + `" sizes="(min-width: 64rem) 46rem, 100vw"`
}

// figure writes an image that stands alone, with its caption and credit.
func (r *Renderer) figure(n *ast.Image) {
	alt := r.alternative(n)
	m := r.media(n)
	if m == nil {
		return
	}
	r.out.WriteString("<figure>")
	r.picture(m, alt)
	r.caption(string(n.Title), r.credit(m, "content.image"))
	r.out.WriteString("</figure>\n")
}

func (r *Renderer) picture(m *course.Media, alt string) {
	r.figures++
	if m.Type == "image/svg+xml" && r.InlineSVG != nil {
		if svg := r.InlineSVG(m, alt, "f"+strconv.Itoa(r.figures)+"-"); svg != "" {
			r.out.WriteString(string(svg))
			return
		}
	}
	r.out.WriteString(`<img class="art"` + source(m) + srcset(m) + ` alt="` + escapeText(alt) +
		`" loading="lazy" decoding="async">`)
}

// caption writes what stands under a figure, if anything; extra is finished markup.
func (r *Renderer) caption(title, extra string) {
	title = Typeset(r.Lang, decoded(title))
	if title == "" && extra == "" {
		return
	}
	r.out.WriteString("<figcaption>" + escapeText(title))
	if title != "" && extra != "" {
		r.out.WriteByte(' ')
	}
	r.out.WriteString(extra + "</figcaption>")
}

// credit says who made a file and under which licence; "" for what the module's authors drew.
func (r *Renderer) credit(m *course.Media, key string) string {
	if m.Credit == nil {
		return ""
	}
	what := r.say(key)
	line := r.say("content.credit", "what", what, "author", strings.Join(m.Credit.Authors, ", "), "licence", m.Credit.Licence)
	s := `<span class="credit">` + escapeText(line)
	if m.Credit.Source != "" {
		s += ` <a href="` + href(m.Credit.Source) + `">` + escapeText(r.say("content.source")) + "</a>"
	}
	return s + "</span>"
}

// poster is the image and the title of a film or a sound: [![title](poster "caption")](file) or [title](file).
func (r *Renderer) poster(n *ast.Link) (m *course.Media, title, caption string) {
	if img, ok := n.FirstChild().(*ast.Image); ok && img.NextSibling() == nil {
		m, title, caption = r.media(img), strings.TrimSpace(r.d.plainText(img)), string(img.Title)
		if title == "" {
			r.found.Add(diag.AltMissing, r.d.pos(img.Pos()))
		}
	} else {
		title, caption = strings.TrimSpace(r.d.plainText(n)), string(n.Title)
	}
	return m, Typeset(r.Lang, title), caption
}

// contours is our own drawing behind a facade without a poster: the lines of a hill on a map.
const contours = `<svg class="bgd" viewBox="0 0 640 360" preserveAspectRatio="xMaxYMid slice" aria-hidden="true"><g class="contours">` +
	`<path d="M320 20C500 10 640 110 610 210S480 360 330 340 60 280 70 170 180 28 320 20Z"/>` +
	`<path d="M330 70C460 62 560 130 540 205S440 306 335 292 140 250 148 172 220 76 330 70Z"/>` +
	`<path d="M340 120C422 114 482 152 470 198S412 254 345 246 222 222 228 176 270 125 340 120Z"/></g></svg>`

// facade writes a film on another host as a link: nothing is loaded from there before it is followed.
func (r *Renderer) facade(n *ast.Link, v course.Video) {
	poster, title, caption := r.poster(n)
	v.Title = title
	for again := 2; slices.ContainsFunc(r.Videos, func(o course.Video) bool { return o.ID == v.ID }); again++ {
		base, _, _ := strings.Cut(v.ID, "--") // the same film, once more
		v.ID = base + "--" + strconv.Itoa(again)
	}
	background := contours
	if poster != nil {
		background = `<img class="bgd"` + source(poster) + ` alt="" loading="lazy" decoding="async">`
	}
	v.Facade = htmlOf(`<a class="facade" href="?video=` + v.ID + `#` + v.ID + `">` + background +
		`<span><span class="btn sun"><svg class="i" aria-hidden="true"><use href="#i-play"></use></svg>` +
		escapeText(r.say("content.video", "title", title)) + `</span><span class="n">` +
		escapeText(r.say("content.video_host", "host", v.Host)) + `</span></span></a>`)
	r.out.WriteString(`<figure class="video" id="` + v.ID + `">` + string(v.Facade))
	if caption == "" {
		caption = title
	}
	credit := ""
	if poster != nil {
		credit = r.credit(poster, "content.image")
	}
	r.caption(caption, credit)
	r.out.WriteString("</figure>\n")
	r.Videos = append(r.Videos, v)
}

// player writes a sound or a film of the course, with its captions and transcript.
func (r *Renderer) player(n *ast.Link, m *course.Media) {
	poster, title, caption := r.poster(n)
	r.show(m)
	var beside Sidecars
	if r.Sidecars != nil {
		beside = r.Sidecars(m)
	}
	tag, key := "audio", "content.sound"
	attributes := ""
	if strings.HasPrefix(m.Type, "video/") {
		tag, key = "video", "content.film"
		if poster != nil {
			attributes = ` poster="` + href(poster.URL()) + `"` + size(poster)
		}
	}
	r.out.WriteString(`<figure class="player"><` + tag + ` controls preload="none" aria-label="` + escapeText(title) + `"` + attributes + `>` +
		`<source src="` + href(m.URL()) + `" type="` + escapeText(m.Type) + `">`)
	for _, language := range sortedKeys(beside.Captions) {
		selected := ""
		if language == r.Lang {
			selected = " default"
		}
		if tag == "video" {
			r.out.WriteString(`<track kind="captions" src="` + href(beside.Captions[language].URL()) + `" srclang="` + language +
				`" label="` + escapeText(r.say("content.captions", "lang", language)) + `"` + selected + `>`)
		}
	}
	r.out.WriteString("</" + tag + ">")
	if caption == "" {
		caption = title
	}
	credit := r.credit(m, key)
	if poster != nil {
		credit = strings.TrimSpace(credit + " " + r.credit(poster, "content.image"))
	}
	r.caption(caption, credit)
	r.out.WriteString("</figure>\n")
	if text := beside.Transcripts[r.Lang]; text != "" {
		r.transcript(text)
	}
}

func (r *Renderer) transcript(text string) {
	r.out.WriteString(`<details class="transcript"><summary>` + escapeText(r.say("content.transcript")) + "</summary>")
	for _, paragraph := range strings.Split(strings.TrimSpace(text), "\n\n") {
		r.out.WriteString("<p>" + escapeText(Typeset(r.Lang, strings.Join(strings.Fields(paragraph), " "))) + "</p>")
	}
	r.out.WriteString("</details>\n")
}
