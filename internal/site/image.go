package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	_ "image/gif" // to know its size
	"image/jpeg"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // sources may be WebP; their widths are JPEG or PNG

	"sentier/internal/course"
)

// widths are those that pages offer of a raster image, each where it is below the image's own.
var widths = []int{480, 960, 1440}

// Bounds of scaling: an image beyond them is served as it is at every width.
const (
	maxPixels = 32 << 20 // of the source: 128 MB decoded at most
	maxScaled = 6 << 20  // width made × height of the source: the scaler holds 32 bytes for each
)

// jpegQuality shows no blocks on text in a picture, at a third of the bytes of 95.
const jpegQuality = 82

// rasters makes the widths of raster images when they are asked for: one at a time, each once.
type rasters struct {
	folder  string // holds HASH-WIDTH; empty: made holds them
	sources map[string]raster
	turn    chan struct{} // full while an image is decoded

	mu   sync.Mutex
	made map[string]*Page
}

// raster is one width of one image.
type raster struct {
	media *course.Media
	width int
}

func newRasters(folder string) *rasters {
	return &rasters{
		folder: folder, sources: map[string]raster{}, turn: make(chan struct{}, 1), made: map[string]*Page{},
	}
}

// offer adds the widths of an image.
func (r *rasters) offer(m *course.Media) {
	switch m.Type {
	case "image/jpeg", "image/png", "image/gif", "image/webp":
	default:
		return
	}
	for _, w := range widths {
		if w < m.Width {
			r.sources["/media/"+m.Hash+"/"+strconv.Itoa(w)+"/"+m.Name] = raster{m, w}
		}
	}
}

// file finds a width, or makes it. nil without an error: no page offers this one.
func (r *rasters) file(ctx context.Context, path string) (*Page, error) {
	source, ok := r.sources[path]
	if !ok {
		return nil, nil
	}
	if p := r.kept(source); p != nil {
		return p, nil
	}
	select {
	case r.turn <- struct{}{}:
		defer func() { <-r.turn }()
	case <-ctx.Done():
		return nil, fmt.Errorf("wait to scale %s: %w", path, context.Cause(ctx))
	}
	if p := r.kept(source); p != nil { // by whoever was before us
		return p, nil
	}
	data, err := scale(source.media, source.width)
	if err != nil {
		return nil, fmt.Errorf("scale %s to %d pixels: %w", source.media.Path, source.width, err)
	}
	if r.folder == "" {
		r.mu.Lock()
		defer r.mu.Unlock()
		p := source.page(data)
		r.made[source.name()] = p
		return p, nil
	}
	if err := keep(filepath.Join(r.folder, source.name()), data); err != nil {
		return nil, fmt.Errorf("keep %s scaled to %d pixels: %w", source.media.Path, source.width, err)
	}
	return source.page(data), nil
}

// kept is a width that was made before, or nil.
func (r *rasters) kept(source raster) *Page {
	if r.folder == "" {
		r.mu.Lock()
		defer r.mu.Unlock()
		return r.made[source.name()]
	}
	data, err := os.ReadFile(filepath.Join(r.folder, source.name()))
	if err != nil {
		return nil // made again, which says what is wrong with the folder
	}
	return source.page(data)
}

func (r raster) name() string { return r.media.Hash + "-" + strconv.Itoa(r.width) }

// page wraps the bytes of a width; nil when they are no image.
func (r raster) page(data []byte) *Page {
	_, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	return &Page{
		Type: "image/" + format, Immutable: true, raw: data, size: len(data),
		Hash: r.media.Hash + "-" + strconv.FormatInt(int64(r.width), 36),
	}
}

// scale gives an image at a width: a JPEG, or a PNG where the source is one or is seen through. An image that is
// too large to be decoded here, or that moves, comes back as it is.
func scale(m *course.Media, width int) ([]byte, error) {
	size, format, err := image.DecodeConfig(bytes.NewReader(m.Data))
	if err != nil {
		return nil, err
	}
	if format == "gif" || size.Width <= width ||
		int64(size.Width)*int64(size.Height) > maxPixels || int64(width)*int64(size.Height) > maxScaled {
		return m.Data, nil
	}
	source, _, err := image.Decode(bytes.NewReader(m.Data))
	if err != nil {
		return nil, err
	}
	height := max(1, (size.Height*width+size.Width/2)/size.Width)
	target := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.CatmullRom.Scale(target, target.Bounds(), source, source.Bounds(), draw.Src, nil)

	var out bytes.Buffer
	if format == "png" || !target.Opaque() {
		err = png.Encode(&out, target)
	} else {
		err = jpeg.Encode(&out, target, &jpeg.Options{Quality: jpegQuality})
	}
	if err != nil {
		return nil, err
	}
	if out.Len() >= len(m.Data) {
		return m.Data, nil // drawings of few colours often grow
	}
	return out.Bytes(), nil
}

// keep writes a file whole or not at all.
func keep(name string, data []byte) error {
	folder := filepath.Dir(name)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(folder, ".making-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, ignoreAbsent(os.Remove(f.Name())))
	}
	return nil
}

func ignoreAbsent(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// compressible tells whether gzip helps a type.
func compressible(contentType string) bool {
	kind, _, _ := strings.Cut(contentType, ";")
	switch kind {
	case "image/svg+xml", "application/json", "application/manifest+json", "application/xml", "application/atom+xml",
		"application/javascript":
		return true
	}
	return strings.HasPrefix(kind, "text/")
}
