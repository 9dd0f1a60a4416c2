package main

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// settled is how long after the load event a page may still ask for something.
const settled = 2 * time.Second

// visit is what a browser received for one page.
type visit struct {
	mu    sync.Mutex
	asked map[network.RequestID]string // address
	bytes map[network.RequestID]float64
}

// browser opens a lesson page in Chromium, whose cache is empty, and counts what comes over the wire.
func browser(ctx context.Context, p plan) ([]section, error) {
	ours, err := sentier(p, "Sentier")
	if err != nil {
		return nil, err
	}
	defer ours.stop()
	if err := ours.await(lessonPath, 10*time.Millisecond); err != nil {
		return nil, err
	}
	time.Sleep(rest) // until all is compressed
	v, err := open(ctx, "http://"+ours.address+lessonPath)
	if err != nil {
		return nil, err
	}
	total := 0.0
	var others []string
	s := section{
		title: "A lesson page in Chromium",
		intro: fmt.Sprintf("Headless, 1280 by 900, a new profile: bytes on the wire with headers (encodedDataLength), until %v after the "+
			"load event.", settled),
		head: []string{"address", "bytes"},
	}
	ids := slices.SortedFunc(maps.Keys(v.asked), func(a, b network.RequestID) int {
		return strings.Compare(v.asked[a], v.asked[b])
	})
	for _, id := range ids {
		address, err := url.Parse(v.asked[id])
		if err != nil {
			return nil, err
		}
		if address.Host != ours.address {
			others = append(others, address.Host)
		}
		total += v.bytes[id]
		s.row(address.Path, fmt.Sprintf("%.0f", v.bytes[id]))
	}
	s.row("**all**", fmt.Sprintf("**%.1f KB in %d requests**", total/1000, len(v.asked)))
	third := "none"
	if len(others) > 0 {
		third = strings.Join(others, ", ")
	}
	s.note("Third parties: %s. Goal: at most 60 KB and 6 requests, no third party.", third)
	return []section{s}, nil
}

// open loads a page in a browser of its own.
func open(ctx context.Context, address string) (*visit, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	options := append(chromedp.DefaultExecAllocatorOptions[:len(chromedp.DefaultExecAllocatorOptions):len(chromedp.DefaultExecAllocatorOptions)],
		chromedp.NoSandbox)
	allocator, cancel := chromedp.NewExecAllocator(ctx, options...)
	defer cancel()
	tab, cancel := chromedp.NewContext(allocator)
	defer cancel()
	if err := chromedp.Do(tab, chromedp.EmulateViewport(1280, 900)); err != nil {
		return nil, fmt.Errorf("%w: run scripts/deps to install Chromium", err)
	}
	v := &visit{asked: map[network.RequestID]string{}, bytes: map[network.RequestID]float64{}}
	if err := chromedp.Listen(tab, v.heard); err != nil {
		return nil, err
	}
	if err := chromedp.Do(tab,
		chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := cdp.Call(ctx, t, network.Enable, network.EnableParams{})
			return err
		}),
		chromedp.Navigate(address),
	); err != nil {
		return nil, err
	}
	time.Sleep(settled)
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.asked) == 0 {
		return nil, fmt.Errorf("no request for %s was told by Chromium", address)
	}
	return v, nil
}

// heard notes what the browser tells.
func (v *visit) heard(event any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, "data:") {
			v.asked[e.RequestID] = e.Request.URL
		}
	case *network.EventLoadingFinished:
		v.bytes[e.RequestID] = e.EncodedDataLength
	}
}
