//go:build ignore

// Command screenshots takes pictures of the main pages with Chromium, narrow and wide, light and dark, into the
// folder screenshots. "make screenshots" runs it with the binary that it has just built.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

const folder = "screenshots"

// pages are the addresses after the language, by the name of their picture.
var pages = map[string]string{
	"home":     "",
	"module":   "/reprendre-le-controle",
	"sequence": "/reprendre-le-controle/internet-pourquoi-et-comment",
	"lesson":   "/reprendre-le-controle/internet-pourquoi-et-comment/aux-origines",
	"quiz":     "/reprendre-le-controle/internet-pourquoi-et-comment/quiz",
	"glossary": "/reprendre-le-controle/glossary",
	"search":   "/search?q=internet",
	"comfort":  "/comfort",
	"help":     "/help",
	"about":    "/about",
	"legal":    "/legal",
	"missing":  "/no-such-page",
	"sign-up":  "/sign-up",
	"sign-in":  "/sign-in",
	"recover":  "/recover",
}

// own are pages of somebody who is signed in, taken once the demonstration account is there.
var own = map[string]string{
	"me":          "/me",
	"account":     "/me/account",
	"data":        "/me/data",
	"own-lesson":  "/reprendre-le-controle/internet-pourquoi-et-comment/comment-ca-marche",
	"own-module":  "/reprendre-le-controle",
	"own-quiz":    "/reprendre-le-controle/internet-pourquoi-et-comment/quiz",
	"own-comfort": "/comfort",
}

func main() {
	log.SetFlags(0)
	if err := run(); err != nil {
		log.Fatal("screenshots: ", err)
	}
}

func run() error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	origin, stop, err := serve()
	if err != nil {
		return err
	}
	defer stop()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox)
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	defer cancel()
	browser, cancel := chromedp.NewContext(allocator)
	defer cancel()
	// The first action starts the browser, which then lives as long as this context.
	if err := chromedp.Do(browser); err != nil {
		return fmt.Errorf("%w: run scripts/deps to install Chromium", err)
	}
	if err := pictures(browser, origin, pages); err != nil {
		return err
	}
	attempt, err := member(browser, origin)
	if err != nil {
		return fmt.Errorf("the demonstration account: %w", err)
	}
	own["result"] = attempt
	return pictures(browser, origin, own)
}

// pictures takes those of some pages, in each language, width and scheme.
func pictures(browser context.Context, origin string, of map[string]string) error {
	for name, path := range of {
		for _, lang := range []string{"fr", "en"} {
			for _, width := range []int64{390, 1280} {
				for _, scheme := range []string{"light", "dark"} {
					file := fmt.Sprintf("%s-%s-%d-%s.png", name, lang, width, scheme)
					if err := picture(browser, origin+"/"+lang+path, width, scheme, file); err != nil {
						return fmt.Errorf("%s: %w", file, err)
					}
				}
			}
		}
	}
	return nil
}

// member makes the account "demo", reads a lesson and takes the quiz, with pictures on the way. It gives the path of
// the result, after the language.
func member(browser context.Context, origin string) (string, error) {
	const quiz = "/reprendre-le-controle/internet-pourquoi-et-comment/quiz"
	const lesson = "/reprendre-le-controle/internet-pourquoi-et-comment/aux-origines"
	type step struct{ at, do, shot string }
	fill := `document.querySelectorAll("form [name=q]").length && [...document.querySelectorAll("main form")].slice(0, 1).forEach(f => {
		let place = 0
		f.querySelectorAll("select").forEach(s => { s.selectedIndex = Math.min(++place, s.options.length - 1) })
		f.querySelectorAll("[type=text]").forEach(t => { t.value = "1" })
		const box = f.querySelector("[type=radio],[type=checkbox]"); if (box) box.checked = true
		f.requestSubmit()
	})`
	steps := []step{
		{"/fr/sign-up", `setTimeout(() => { document.querySelector("[name=name]").value = "demo"; ` +
			`document.querySelector("[name=password]").value = "une phrase de passe pour voir"; document.querySelector("[name=password]").form.submit() }, 3200)`, ""},
		{"", `document.querySelector("[name=noted]").checked = true, document.querySelector("[name=noted]").form.submit()`, "codes"},
		{"/fr" + lesson, `document.querySelector("[action$='/read']").submit()`, ""},
		{"/fr" + quiz, `document.querySelector("[name=attempt]").form.submit()`, ""},
	}
	for i := range 10 {
		shot := ""
		if i < 4 {
			shot = fmt.Sprintf("question-%d", i+1)
		}
		next := "document.querySelector(\"main a.btn, [name=finish]\").click()"
		if i == 9 {
			next = `document.querySelector("[name=finish]").form.submit()`
		}
		steps = append(steps, step{"", fill, shot}, step{"", next, strings.Replace(shot, "question", "answered", 1)})
	}
	for i, s := range steps {
		if s.at != "" {
			if err := chromedp.Do(browser, chromedp.Navigate(origin+s.at)); err != nil {
				return "", err
			}
		}
		if s.shot != "" {
			if err := picture(browser, "", 390, "light", s.shot+"-fr-390-light.png"); err != nil {
				return "", err
			}
			if err := picture(browser, "", 1280, "dark", s.shot+"-fr-1280-dark.png"); err != nil {
				return "", err
			}
		}
		if _, err := chromedp.Run(browser, chromedp.Evaluate[any]("void ("+s.do+")")); err != nil {
			return "", fmt.Errorf("step %d: %w", i, err)
		}
		wait := 600 * time.Millisecond
		if i == 0 {
			wait = 4500 * time.Millisecond
		}
		time.Sleep(wait)
	}
	path, err := chromedp.Run(browser, chromedp.Evaluate[string]("location.pathname"))
	return strings.TrimPrefix(path, "/fr"), err
}

// serve starts the binary on a free port with a data folder of its own, and waits until it answers.
func serve() (origin string, stop func(), err error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		return "", nil, err
	}
	data, err := os.MkdirTemp("", "sentier-screenshots-")
	if err != nil {
		return "", nil, err
	}
	cmd := exec.Command("bin/sentier", "serve", "--listen", address, "--data", data)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return "", nil, fmt.Errorf("%w: run make build first", err)
	}
	stop = func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
		_ = os.RemoveAll(data)
	}
	origin = "http://" + address
	for range 100 {
		answer, err := http.Get(origin + "/-/health")
		if err == nil {
			answer.Body.Close()
			return origin, stop, nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	stop()
	return "", nil, errors.New("bin/sentier does not answer; see its lines above")
}

func picture(browser context.Context, address string, width int64, scheme, file string) error {
	ctx, cancel := context.WithTimeout(browser, 30*time.Second)
	defer cancel()
	media := emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	}
	if err := chromedp.Do(ctx,
		chromedp.EmulateViewport(width, 900),
		chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, media)
			return err
		}),
	); err != nil {
		return err
	}
	if address != "" { // else the page that is open
		if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
			return err
		}
	}
	time.Sleep(200 * time.Millisecond) // colours change gently
	image, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		return err
	}
	log.Print(filepath.Join(folder, file))
	return os.WriteFile(filepath.Join(folder, file), image, 0o644)
}
