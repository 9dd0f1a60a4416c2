package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a tab waits for something that should be there at once; the machine may be busy.
const patience = 20 * time.Second

// eyes is how a person looks at pages. The zero value: a wide screen, light, with scripts.
type eyes struct {
	width     int64 // 0: 1280
	scheme    string
	noScripts bool
	features  map[string]string // further media features: "prefers-contrast": "more"
	media     string            // "print"
}

const (
	wide   = 1280
	narrow = 390
)

// tab is a browser tab with its own cookies and memory.
type tab struct {
	t      *testing.T
	ctx    context.Context
	server *server

	mu        sync.Mutex
	console   []string // errors and warnings, of scripts and of the browser
	requested []string // addresses, in order
}

// open opens a tab on a site. It is closed when the test ends; if the test has failed by then, a picture of it and
// its HTML stay behind.
func open(t *testing.T, s *server, e eyes) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(world.browser, chromedp.WithNewBrowserContext())
	b := &tab{t: t, ctx: ctx, server: s}
	t.Cleanup(func() {
		if t.Failed() {
			b.keep("")
		}
		cancel()
	})
	b.must("open a tab", chromedp.Do(ctx))
	b.must("listen", chromedp.Listen(ctx, b.hear))
	b.look(e)
	return b
}

// another opens a further tab of the same browser, which has its cookies and its memory, but not what a tab has for
// itself. Close closes it.
func (b *tab) another(e eyes) (other *tab, closes func()) {
	b.t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx)
	other = &tab{t: b.t, ctx: ctx, server: b.server}
	b.must("open another tab", chromedp.Do(ctx))
	b.must("listen", chromedp.Listen(ctx, other.hear))
	other.look(e)
	return other, cancel
}

// look changes how the tab is looked at.
func (b *tab) look(e eyes) {
	b.t.Helper()
	width := e.width
	if width == 0 {
		width = wide
	}
	media := emulation.SetEmulatedMediaParams{Media: e.media}
	features := map[string]string{"prefers-color-scheme": e.scheme}
	for name, value := range e.features {
		features[name] = value
	}
	for name, value := range features {
		media.Features = append(media.Features, &emulation.MediaFeature{Name: name, Value: value})
	}
	b.must("set the width", chromedp.Do(b.ctx, chromedp.EmulateViewport(width, 900)))
	call(b, emulation.SetEmulatedMedia, media)
	call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: e.noScripts})
}

// hear notes what the console says and what is asked of the network.
func (b *tab) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			text += " " + e.ExceptionDetails.Exception.Description
		}
		b.console = append(b.console, "exception: "+text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			var words []string
			for _, a := range e.Args {
				words = append(words, string(a.Value))
			}
			b.console = append(b.console, fmt.Sprintf("console.%s: %s", e.Type, strings.Join(words, " ")))
		}
	case *cdplog.EventEntryAdded:
		if e.Entry.Level == cdplog.EntryLevelError || e.Entry.Level == cdplog.EntryLevelWarning {
			b.console = append(b.console, fmt.Sprintf("%s: %s (%s)", e.Entry.Source, e.Entry.Text, e.Entry.URL))
		}
	case *network.EventRequestWillBeSent:
		b.requested = append(b.requested, e.Request.URL)
	}
}

// complaints are what the console said, but for the word on a page that is missing, or a form that is refused, by design.
func (b *tab) complaints() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var all []string
	for _, line := range b.console {
		if !strings.Contains(line, "status of 404") && !strings.Contains(line, "status of 422") {
			all = append(all, line)
		}
	}
	return all
}

// strangers are the addresses asked for that are not of this site.
func (b *tab) strangers() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var all []string
	for _, address := range b.requested {
		if !strings.HasPrefix(address, b.server.origin+"/") && !strings.HasPrefix(address, "data:") {
			all = append(all, address)
		}
	}
	return all
}

// quiet fails the test for anything on the console, and for any request to a stranger.
func (b *tab) quiet() {
	b.t.Helper()
	for _, line := range b.complaints() {
		b.t.Errorf("the console says: %s", line)
	}
	for _, address := range b.strangers() {
		b.t.Errorf("a stranger was asked: %s", address)
	}
}

// unsafeName is what a file's name should not hold.
var unsafeName = regexp.MustCompile(`[^A-Za-z0-9._-]+`)

// forget starts the notes of a tab anew.
func (b *tab) forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.console, b.requested = nil, nil
}

// keep leaves a picture and the HTML of a tab, named after the test that failed and what was seen.
func (b *tab) keep(name string) {
	if name == "" {
		name = fmt.Sprint(time.Now().UnixNano())
	}
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	path := filepath.Join(world.folder, "failed", unsafeName.ReplaceAllString(b.t.Name()+" "+name, "-"))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		b.t.Log(err)
		return
	}
	where, _ := chromedp.Run(ctx, chromedp.Location())
	if picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100)); err == nil {
		err = os.WriteFile(path+".png", picture, 0o644)
		b.t.Logf("seen at %s: %s.png %v", where, path, err)
	}
	if text, err := chromedp.Run(ctx, chromedp.Evaluate[string]("document.documentElement.outerHTML")); err == nil {
		err = os.WriteFile(path+".html", []byte(text), 0o644)
		b.t.Logf("its HTML: %s.html %v", path, err)
	}
}

func (b *tab) must(doing string, err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatalf("%s: %v", doing, err)
	}
}
