package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// written is a course that a test writes in, and the server that shows each save.
type written struct {
	t      *testing.T
	folder string
	server *server
}

// writing copies the shipped course and watches the copy.
func writing(t *testing.T, name string) *written {
	t.Helper()
	w := &written{t: t, folder: t.TempDir()}
	if err := os.CopyFS(w.folder, os.DirFS("../../courses")); err != nil {
		t.Fatal(err)
	}
	var err error
	if w.server, err = start(name, "--watch", "--courses", w.folder); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.server.stop)
	return w
}

// change replaces a text in a file of the course, as an editor saves: a new file takes the place of the old.
func (w *written) change(file, old, now string) {
	w.t.Helper()
	name := filepath.Join(w.folder, filepath.FromSlash(file))
	text, err := os.ReadFile(name)
	if err != nil {
		w.t.Fatal(err)
	}
	if !strings.Contains(string(text), old) {
		w.t.Fatalf("%s holds no %q", file, old)
	}
	other := filepath.Join(filepath.Dir(name), ".saved")
	if err := os.WriteFile(other, []byte(strings.Replace(string(text), old, now, 1)), 0o644); err != nil {
		w.t.Fatal(err)
	}
	if err := os.Rename(other, name); err != nil {
		w.t.Fatal(err)
	}
}

const (
	firstLesson = "/fr/reprendre-le-controle/internet-pourquoi-et-comment/aux-origines"
	firstFile   = "reprendre-le-controle/1-internet-pourquoi-et-comment/1-aux-origines.fr.md"
	firstWords  = "Vous envoyez une photo à une amie"
)

// TestJourneyWatch: who writes sees a save on the open page, which is not loaded anew and stays where it was scrolled to;
// a mistake stands over it with its file and line, and goes once it is mended.
func TestJourneyWatch(t *testing.T) {
	t.Parallel()
	w := writing(t, "watched")
	b := open(t, w.server, eyes{width: wide})
	b.goTo(firstLesson)
	b.wait(`document.getElementById("Author")`)
	ask[bool](b, `(() => { window.stayed = true; scrollTo(0, 1500); return true })()`)
	b.wait(`scrollY === 1500`)
	box := `document.querySelector("main input[type=radio]")`
	ask[bool](b, `(() => { `+box+`.checked = true; return true })()`)
	await := func(expression string) {
		t.Helper()
		b.wait(expression)
		if !ask[bool](b, `window.stayed === true`) {
			t.Fatal("the page was loaded anew")
		}
		if at := ask[float64](b, `scrollY`); at < 1300 || at > 1700 {
			t.Errorf("the page was scrolled to 1500, and is at %v", at)
		}
		if !ask[bool](b, box+`.checked`) {
			t.Error("what was ticked in another place is lost")
		}
	}
	w.change(firstFile, firstWords, "Vous envoyez un dessin à une amie")
	await(`document.querySelector("main").innerText.includes("Vous envoyez un dessin")`)

	w.change(firstFile, "title:", "titel:")
	await(`document.getElementById("AuthorStop")`)
	for _, want := range []string{firstFile + ":2:1", "key-unknown", "titel"} {
		if !strings.Contains(ask[string](b, `document.getElementById("AuthorStop").innerText`), want) {
			t.Errorf("over the page, %q is missing", want)
		}
	}
	await(`document.querySelector("main").innerText.includes("Vous envoyez un dessin")`)

	w.change(firstFile, "titel:", "title:")
	await(`!document.getElementById("AuthorStop")`)

	w.change(firstFile, "Personne ne l'a choisie", "Une phrase de plus.\n\nPersonne ne l'a choisie")
	await(`document.querySelector("main").innerText.includes("Une phrase de plus.")`)

	// A draft has a page here. Without scripts, the next look shows what there is to say.
	idea := filepath.Join(w.folder, filepath.FromSlash(filepath.Dir(firstFile)), "9-idee.fr.md")
	if err := os.WriteFile(idea, []byte("---\ntitle: Une idée\ndraft: on\n---\n\nÀ finir.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	await(`document.querySelector("main").parentNode.innerHTML.includes("Une idée")`)
	plain := open(t, w.server, eyes{noScripts: true})
	plain.goTo(strings.Replace(firstLesson, "aux-origines", "idee", 1))
	plain.sees("Brouillon : le public ne le voit pas")
	w.change(firstFile, "Une phrase de plus.", "Une phrase.<br>")
	b.wait(`document.getElementById("AuthorStop")`)
	plain.goTo(firstLesson)
	plain.sees("1 erreur dans les cours")
	plain.sees(fmt.Sprintf("%s/%s:", filepath.ToSlash(w.folder), firstFile))
}

// TestWatchedPages: the bar and what stands over a page keep the rules of pages.
func TestWatchedPages(t *testing.T) {
	t.Parallel()
	w := writing(t, "watched-pages")
	for _, lang := range []string{"fr", "en"} {
		f := &findings{where: map[string][]string{}}
		b := open(t, w.server, eyes{})
		pages := map[string]string{"watched lesson " + lang: strings.Replace(firstLesson, "/fr/", "/"+lang+"/", 1), "watched home " + lang: "/" + lang}
		b.lookAtAll(pages, lang, f)
		w.change(firstFile, firstWords, firstWords+" <br>")
		b.wait(`document.getElementById("AuthorStop")`)
		b.lookAtAll(pages, lang, f)
		w.change(firstFile, firstWords+" <br>", firstWords)
		b.wait(`!document.getElementById("AuthorStop")`)
		f.report(t)
	}
}
