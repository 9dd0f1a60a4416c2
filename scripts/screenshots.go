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
	for name, path := range pages {
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
		chromedp.Navigate(address),
	); err != nil {
		return err
	}
	image, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		return err
	}
	log.Print(filepath.Join(folder, file))
	return os.WriteFile(filepath.Join(folder, file), image, 0o644)
}
