package theme

import (
	"fmt"
	"html/template"
	"path"
	"regexp"
	"strings"
)

// icons are the drawings that pages repeat: one hidden sprite a page, and <use> wherever one is shown.
type icons struct {
	names  map[string]bool
	sprite template.HTML
}

// loadIcons makes a sprite of assets/icons/*.svg, each with its own viewBox. Those with a part of their own in
// pages (the logo, the site's icon) stay out.
func loadIcons(files layers) (icons, error) {
	names, err := files.list("assets/icons")
	if err != nil {
		return icons{}, err
	}
	list := icons{names: map[string]bool{}}
	var b strings.Builder
	b.WriteString(`<svg class="sprite" width="0" height="0" aria-hidden="true" focusable="false">`)
	for _, name := range names {
		short := strings.TrimSuffix(path.Base(name), ".svg")
		if path.Ext(name) != ".svg" || short == "logo" || short == "icon" {
			continue
		}
		f, err := files.read(name)
		if err != nil {
			return icons{}, err
		}
		drawing, err := inlineSVG(f)
		if err != nil {
			return icons{}, err
		}
		drawing = strings.Replace(strings.TrimSuffix(drawing, "</svg>"), "<svg", `<symbol id="i-`+short+`"`, 1)
		b.WriteString(drawing + "</symbol>")
		list.names[short] = true
	}
	b.WriteString("</svg>")
	list.sprite = template.HTML(b.String())
	return list, nil
}

var (
	svgRoot    = regexp.MustCompile(`^<svg [^>]*viewBox="[0-9. -]+"`)
	svgRefused = regexp.MustCompile(`(?i)<(script|style|foreignObject|image|a|iframe)[\s/>]|\son[a-z]+\s*=|\sstyle\s*=|https?://[^w]|javascript:`)
	svgComment = regexp.MustCompile(`(?s)<!--.*?-->|<\?.*?\?>`)
	svgName    = regexp.MustCompile(` xmlns="http://www\.w3\.org/2000/svg"`)
	between    = regexp.MustCompile(`>\s+<`)
)

// inlineSVG makes a drawing fit to stand in a page, or says why it cannot.
func inlineSVG(f file) (string, error) {
	drawing := strings.TrimSpace(svgComment.ReplaceAllString(string(f.data), ""))
	drawing = between.ReplaceAllString(svgName.ReplaceAllString(drawing, ""), "><")
	if !svgRoot.MatchString(drawing) || !strings.HasSuffix(drawing, "</svg>") {
		return "", fmt.Errorf("%s: not a drawing that can stand in a page: one <svg> with a viewBox, and nothing around it", f.path)
	}
	if found := svgRefused.FindString(drawing); found != "" {
		return "", fmt.Errorf("%s: it holds %q: a drawing has shapes alone, without script, style or outside address",
			f.path, strings.TrimSpace(found))
	}
	return drawing, nil
}
