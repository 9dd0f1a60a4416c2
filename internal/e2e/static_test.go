package e2e

import (
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"golang.org/x/net/html"
)

// writeStatic builds the static site of some courses, and gives its folder.
func writeStatic(t *testing.T, s *server) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "site")
	out, err := exec.Command(world.binary, append([]string{"build", "--out", folder}, s.args...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return folder
}

// Every link of every file leads to a file, and to a place in it, whatever folder the site is opened from.
func TestStaticLinksExist(t *testing.T) {
	for _, s := range []*server{world.shipped, world.atelier} {
		folder, pages := writeStatic(t, s), map[string]*html.Node{}
		err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(path) != ".html" {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			pages[path], err = html.Parse(strings.NewReader(string(text)))
			return err
		})
		if err != nil || len(pages) == 0 {
			t.Fatalf("%d pages, %v", len(pages), err)
		}
		f := &findings{where: map[string][]string{}}
		for path, page := range pages {
			f.at = strings.TrimPrefix(path, folder)
			for _, address := range addresses(page) {
				checkFile(f, pages, path, address)
			}
		}
		f.report(t)
	}
}

// checkFile looks for what an address of a page on a disk leads to.
func checkFile(f *findings, pages map[string]*html.Node, path, address string) {
	to, err := url.Parse(address)
	switch {
	case err != nil:
		f.add("%q is no address: %v", address, err)
		return
	case to.Scheme != "" || to.Host != "":
		return
	case strings.HasPrefix(to.Path, "/") && filepath.Base(path) != "404.html":
		f.add("%q leads out of the folder", address)
		return
	}
	if filepath.Base(path) == "404.html" {
		return // a server shows it at any address: see publish
	}
	target := path
	if to.Path != "" {
		target = filepath.Join(filepath.Dir(path), filepath.FromSlash(to.Path))
	}
	if info, err := os.Stat(target); err != nil || info.IsDir() {
		f.add("%q leads to no file", address)
		return
	}
	if page := pages[target]; to.Fragment != "" && page != nil && !hasID(page, to.Fragment) {
		f.add("%q: nothing there has that id", address)
	}
}

// Opened from a disk: from the first page to a lesson, a checkpoint that opens its answer, and a search.
func TestStaticSiteFromDisk(t *testing.T) {
	for _, w := range ways {
		t.Run(w.String(), func(t *testing.T) {
			t.Parallel()
			say := interfaceWords(t, w.lang)
			folder := writeStatic(t, world.atelier)
			b := open(t, &server{origin: "file://" + folder}, w.eyes())
			m := compiled(t, world.atelier).Modules[0]
			lesson := m.Lessons()[0]
			b.goTo("file://" + folder + "/" + w.lang + "/index.html")
			b.follow(m.Text(w.lang).Title)
			b.sees(say("module.programme"))
			b.follow(say("start"))
			b.sees(lesson.Rendition(w.lang).Title)
			for _, q := range lesson.Questions {
				explanation := bareText(string(q.Wording(w.lang).Explanation))
				b.missesNow(explanation)
				b.click("#q-" + string(q.ID) + " details.reveal:last-of-type > summary")
				b.sees(explanation)
			}
			b.follow(say("next.go"))
			b.sees(m.Lessons()[1].Rendition(w.lang).Title)
			b.wait(`(i => { i.scrollIntoView({behavior: "instant"}); return i.naturalWidth > 0 })(document.querySelector("main img.art"))`)
			if w.width == narrow {
				b.click("header details.menu > summary")
			}
			b.follow(say("nav.search"))
			if !w.scripts {
				b.sees(say("search.script"))
				b.quietOnDisk()
				return
			}
			// A word of a title with accents and without, its beginning, and a word that stands in a heading alone.
			for query, path := range map[string]string{"ecorce": "/glossary/ecorce", "Écorce": "/glossary/ecorce",
				"écor": "/glossary/ecorce", "tableau": "/essais/formes"} {
				b.wait(`document.readyState === "complete"`)
				ask[bool](b, `(document.querySelector("#q").value = "", true)`)
				b.write("#q", query+kb.Enter)
				b.wait(`[...document.querySelectorAll("#results li a")].some(a => a.href.includes("` + path + `"))`)
			}
			b.click("#results li a")
			b.wait(`document.querySelector("main") && !document.querySelector("#q")`)
			b.quietOnDisk()
		})
	}
}

// quietOnDisk is quiet, but for captions: browsers keep them from pages that are opened from a disk.
func (b *tab) quietOnDisk() {
	b.t.Helper()
	for _, line := range b.complaints() {
		if !strings.Contains(line, ".vtt") {
			b.t.Errorf("the console says: %s", line)
		}
	}
	for _, address := range b.strangers() {
		b.t.Errorf("a stranger was asked: %s", address)
	}
}

// What a static site cannot do, it does not offer: no form goes to a server.
func TestStaticSiteAsksNoServer(t *testing.T) {
	folder := writeStatic(t, world.shipped)
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".html" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		page, err := html.Parse(strings.NewReader(string(text)))
		if err != nil {
			return err
		}
		for _, form := range elements(page, "form") {
			if value(form, "method") != "" || slices.ContainsFunc(elements(form, "input"), func(n *html.Node) bool { return value(n, "name") == "f" }) {
				t.Errorf("%s has a form that only a server answers", strings.TrimPrefix(path, folder))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
