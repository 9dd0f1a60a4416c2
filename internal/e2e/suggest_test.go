package e2e

import (
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// textForm is the form of a page that holds the source of a text, filled in as it is.
func textForm(p *person) url.Values {
	p.t.Helper()
	for _, form := range elements(p.page, "form") {
		filled := values(form)
		for _, area := range elements(form, "textarea") {
			text := ""
			if area.FirstChild != nil {
				text = area.FirstChild.Data
			}
			filled.Set(value(area, "name"), text)
		}
		if filled.Has("text") {
			filled.Del("do")
			return filled
		}
	}
	p.t.Fatalf("%s, with %d, has no text to be made better", p.path, p.status)
	return nil
}

// proposes opens the source of a text, changes it as a person does, and gives the private link.
func proposes(p *person, address, old, better string, fields url.Values) string {
	p.t.Helper()
	filled := textForm(p.to(address + "/suggest"))
	text := filled.Get("text")
	if !strings.Contains(text, old) {
		p.t.Fatalf("the source of %s does not hold %q", address, old)
	}
	for name, all := range fields {
		filled[name] = all
	}
	filled.Set("text", strings.Replace(text, old, better, 1))
	filled.Set("do", "send")
	time.Sleep(3100 * time.Millisecond) // people take longer
	p.post(address+"/suggest", filled)
	if !strings.Contains(p.path, "/suggest/") {
		p.t.Fatalf("what was proposed led to %s:\n%s", p.path, excerpt(p.page))
	}
	return p.path
}

// proposed are the suggestions that wait, on the desk of an editor, the newest first.
func proposed(editor *person, lang string) []string {
	editor.t.Helper()
	var all []string
	for _, a := range elements(editor.to("/"+lang+"/admin/suggestions").page, "a") {
		if href := value(a, "href"); strings.HasPrefix(href, "/"+lang+"/admin/suggestions/") {
			all = append(all, href)
		}
	}
	return all
}

// repository is a git repository of the courses of the tests, in a folder of its own.
func repository(t *testing.T) string {
	t.Helper()
	top := t.TempDir()
	if err := os.CopyFS(filepath.Join(top, "courses"), os.DirFS("testdata/courses")); err != nil {
		t.Fatal(err)
	}
	gitIn(t, top, "init", "-q")
	gitIn(t, top, "add", ".")
	gitIn(t, top, "commit", "-qm", "first")
	return top
}

// gitIn runs the real git, as nobody's own.
func gitIn(t *testing.T, dir string, args ...string) string {
	t.Helper()
	run := exec.Command("git", args...)
	run.Dir = dir
	run.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null",
		"GIT_COMMITTER_NAME=Host", "GIT_COMMITTER_EMAIL=host@example.org", "GIT_AUTHOR_NAME=Host", "GIT_AUTHOR_EMAIL=host@example.org")
	out, err := run.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

// A learner without an account proposes a better text, an editor sees what changes and accepts it, the page shows it,
// and "git am" takes it where the course comes from.
func TestSuggestion(t *testing.T) {
	t.Parallel()
	top := repository(t)
	s, err := start("improved", "--courses", filepath.Join(top, "courses"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.stop()
	say := interfaceWords(t, "fr")
	const lesson = "/fr/atelier/suite/fin"
	reader, editor := visit(t, s), teammate(t, s, "Relectrice", "editor", "")
	reader.to(lesson).sees(say("suggest.link"))

	t.Run("looked at, sent, accepted, applied", func(t *testing.T) {
		clone := filepath.Join(t.TempDir(), "clone") // whose history does not have the commit of the site
		gitIn(t, top, "clone", "-q", top, clone)
		filled := textForm(reader.to(lesson + "/suggest"))
		source := filled.Get("text")
		filled.Set("text", source+"\nUne phrase de plus, `<script>alert(1)</script>`.\n")
		filled.Set("do", "preview")
		reader.post(lesson+"/suggest", filled).sees(say("suggest.preview")).sees("Une phrase de plus, <script>alert(1)</script>")
		if strings.Contains(reader.text, "<script>alert") {
			t.Fatal("what was typed runs in the preview")
		}
		private := proposes(reader, lesson, source, source+"\nUne phrase de plus, dite « été ».\n", url.Values{"credit": {"Éloïse (Lô)"}, "why": {"From: x <x@example.org>\n---"}})
		reader.sees(say("suggest.sent")).sees("Une phrase de plus")
		desk := proposed(editor, "fr")[0]
		editor.to(desk).sees("Éloïse (Lô)").sees("Une phrase de plus, dite « été ».")
		form := textForm(editor)
		form.Set("do", "accept")
		form.Set("answer", "Merci, c’est mieux.")
		for range 2 { // pressing twice is once
			editor.post(desk, form).at(desk).sees(say("suggest.done.committed"))
		}
		reader.to(lesson).sees("Une phrase de plus, dite « été ».")
		reader.to(private).sees("Merci, c’est mieux.").sees(say("suggest.became_text.accepted"))
		patch := filepath.Join(t.TempDir(), "x.patch")
		if err := os.WriteFile(patch, []byte(editor.to(desk+"/patch").text), 0o644); err != nil {
			t.Fatal(err)
		}
		gitIn(t, clone, "am", "-q", patch)
		for _, where := range []string{top, clone} {
			if got := gitIn(t, where, "log", "-1", "--format=%an <%ae>"); got != "Éloïse (Lô) <noreply@localhost>" {
				t.Errorf("the author is %s", got)
			}
		}
		if got := gitIn(t, clone, "diff", "HEAD~1", "--stat"); !strings.Contains(got, "1 file changed") {
			t.Errorf("the commit holds %s", got)
		}
		now, err := os.ReadFile(filepath.Join(top, "courses/atelier/2-suite/1-fin.fr.md"))
		if err != nil || strings.TrimSpace(string(now)) != gitIn(t, clone, "show", "HEAD:courses/atelier/2-suite/1-fin.fr.md") {
			t.Errorf("the commit holds something else than the site (%v)", err)
		}
	})

	t.Run("refused with a word", func(t *testing.T) {
		private := proposes(reader, lesson, "Une phrase de plus", "Une phrase de moins", nil)
		desk := proposed(editor, "fr")[0]
		form := textForm(editor.to(desk))
		form.Set("do", "refuse")
		editor.post(desk, form).refused(say("voice.short"))
		form.Set("answer", "Elle était bien là.")
		editor.post(desk, form).at("/fr/admin/suggestions")
		reader.to(private).sees(say("suggest.became_text.refused")).sees("Elle était bien là.")
		reader.to(lesson).sees("Une phrase de plus")
		form.Del("action") // another form than the one that decided
		editor.post(desk, form).refused(say("suggest.decided"))
	})

	t.Run("the text changed meanwhile", func(t *testing.T) {
		proposes(reader, lesson, "Une phrase de plus", "Une phrase en plus", nil)
		late := proposed(editor, "fr")[0]
		old := textForm(editor.to(late))
		proposes(reader, lesson, "dite « été »", "dite « hiver »", nil)
		first := proposed(editor, "fr")[0]
		form := textForm(editor.to(first))
		form.Set("do", "accept")
		editor.post(first, form).sees(say("suggest.done.committed"))
		old.Set("do", "accept")
		editor.post(late, old).refused(say("admin.suggest.moved")).sees(say("admin.suggest.meanwhile"))
		reader.to(lesson).sees("Une phrase de plus, dite « hiver ».")
		form = textForm(editor)
		form.Set("do", "accept")
		editor.post(late, form).refused(say("admin.suggest.over_missing"))
		form = textForm(editor)
		form.Set("do", "accept")
		form.Set("over", "on")
		form.Set("text", strings.Replace(form.Get("text"), "été", "hiver", 1))
		editor.post(late, form).sees(say("suggest.done.committed"))
		reader.to(lesson).sees("Une phrase en plus, dite « hiver ».")
	})
}

// TestSuggestPages looks at them as TestMemberPages does at those of members.
func TestSuggestPages(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			s, say := byName(world.shipped), interfaceWords(t, lang)
			lesson := module(t).Lessons()[0].Address(lang)
			reader, editor := visit(t, s), teammate(t, s, "Relecteur "+lang, "editor", "")
			private := proposes(reader, lesson, "\n\n", "\n\n"+strings.Repeat("long", 40)+" et plus.\n\n", url.Values{"credit": {"Ana " + lang}, "why": {"Une faute, " + lang + "."}})
			desk := ""
			for _, one := range proposed(editor, lang) {
				if strings.Contains(excerpt(editor.to(one).page), "Ana "+lang) {
					desk = one
				}
			}
			entry := ""
			for _, a := range elements(reader.to(module(t).Address(lang)+"/glossary").page, "a") {
				if strings.HasPrefix(value(a, "href"), module(t).Address(lang)+"/glossary/") {
					entry = value(a, "href")
				}
			}
			pages := map[string]string{"suggest": lesson + "/suggest", "suggest a term": entry + "/suggest", "suggestion": private + "?sent=1",
				"suggestions": "/" + lang + "/admin/suggestions", "suggestion on the desk": desk}
			f := &findings{where: map[string][]string{}}
			b := open(t, s, eyes{})
			b.become(editor)
			b.lookAtAll(pages, lang, f)
			f.report(t)
			folder, from := t.TempDir(), map[string]string{}
			save := saver(t, folder, from)
			for name, path := range pages {
				save(name, editor.to(path))
			}
			typed := func(text, do string) *person {
				filled := textForm(reader.to(lesson + "/suggest"))
				filled.Set("do", do)
				if text != "" {
					filled.Set("text", filled.Get("text")+text)
				}
				return reader.post(lesson+"/suggest", filled)
			}
			save("a preview", typed("\nEncore.\n", "preview").sees(say("suggest.preview")))
			save("a text that does not compile", typed("\n<b>Encore</b>\n", "send").sees(say("suggest.anyway")))
			save("the same text", typed("", "send").sees(say("suggest.same")))
			form := textForm(editor.to(desk))
			form.Set("do", "refuse")
			save("refused without a word", editor.post(desk, form).refused(say("voice.short")))
			reportMarkup(t, folder, from)
		})
	}
}

// A draft stays in the browser until it has arrived, and goes on from there.
func TestSuggestionDraft(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			say := interfaceWords(t, lang)
			lesson := module(t).Lessons()[1]
			b := open(t, world.shipped, eyes{})
			b.goTo(lesson.Address(lang))
			b.follow(say("suggest.link"))
			b.at(lesson.Address(lang) + "/suggest")
			more := "\nUne phrase gardée, " + lang + ".\n"
			ask[bool](b, fmt.Sprintf(`(area => { area.value += %q; area.dispatchEvent(new Event("input", { bubbles: true })); return true })(document.querySelector("#text"))`, more))
			b.goTo(lesson.Address(lang))
			b.follow(say("suggest.link"))
			kept := fmt.Sprintf(`document.querySelector("#text").value.includes(%q)`, strings.TrimSpace(more))
			b.wait(kept)
			b.follow(say("suggest.try"))
			b.sees(say("suggest.preview"))
			b.goTo(lesson.Address(lang) + "/suggest")
			b.wait(kept)
			time.Sleep(3100 * time.Millisecond) // people take longer
			b.follow(say("suggest.send"))
			b.sees(say("suggest.sent"))
			b.goTo(lesson.Address(lang) + "/suggest")
			if ask[bool](b, kept) {
				t.Error("what has arrived is still kept as a draft")
			}
			b.quiet()
		})
	}
}
