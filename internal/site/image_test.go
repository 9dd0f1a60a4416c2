package site

import (
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"sentier/internal/course"
)

// photo makes a JPEG whose left half is red and whose right half is blue.
func photo(t testing.TB, width, height int) *course.Media {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, halves(width, height, 255), nil); err != nil {
		t.Fatal(err)
	}
	return &course.Media{
		Path: "1-a/media/photo.jpg", Name: "photo.jpg", Type: "image/jpeg", Hash: "0123456789ab", Data: out.Bytes(),
		Width: width, Height: height,
	}
}

func halves(width, height int, alpha uint8) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			c := color.NRGBA{R: 255, A: alpha}
			if x >= width/2 {
				c = color.NRGBA{B: 255, A: alpha}
			}
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

func TestRasters(t *testing.T) {
	for name, folder := range map[string]string{"folder": filepath.Join(t.TempDir(), "images"), "memory": ""} {
		t.Run(name, func(t *testing.T) {
			r := newRasters(folder)
			r.offer(photo(t, 1000, 500))
			if len(r.sources) != 2 {
				t.Fatalf("%d widths below 1000, want 480 and 960", len(r.sources))
			}
			var all sync.WaitGroup
			pages := make([]*Page, 8)
			for i := range pages {
				all.Go(func() {
					p, err := r.file(context.Background(), "/media/0123456789ab/480/photo.jpg")
					if err != nil {
						t.Error(err)
					}
					pages[i] = p
				})
			}
			all.Wait()
			p := pages[0]
			if p == nil || p.Type != "image/jpeg" || !p.Immutable {
				t.Fatalf("got %+v", p)
			}
			img, _, err := image.Decode(bytes.NewReader(p.Body(Identity, nil)))
			if err != nil {
				t.Fatal(err)
			}
			if img.Bounds().Dx() != 480 || img.Bounds().Dy() != 240 {
				t.Errorf("scaled to %v", img.Bounds())
			}
			if red, _, blue, _ := img.At(100, 100).RGBA(); red < 0xe000 || blue > 0x2000 {
				t.Errorf("the left half is %x red, %x blue", red, blue)
			}
		})
	}
}

func TestRastersRemakeWhatIsSpoilt(t *testing.T) {
	folder := t.TempDir()
	r := newRasters(folder)
	r.offer(photo(t, 1000, 500))
	if err := os.WriteFile(filepath.Join(folder, "0123456789ab-480"), []byte("half a fi"), 0o644); err != nil {
		t.Fatal(err)
	}
	p, err := r.file(context.Background(), "/media/0123456789ab/480/photo.jpg")
	if err != nil || p == nil || p.Type != "image/jpeg" {
		t.Fatalf("got %+v, %v", p, err)
	}
	if left, err := filepath.Glob(filepath.Join(folder, ".*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}

func TestRastersAnswerOnlyForWidthsOffered(t *testing.T) {
	r := newRasters("")
	r.offer(photo(t, 1000, 500))
	r.offer(&course.Media{Name: "a.svg", Type: "image/svg+xml", Hash: "ffffffffffff", Width: 2000})
	for _, path := range []string{
		"/media/0123456789ab/481/photo.jpg", "/media/0123456789ab/1440/photo.jpg", "/media/0123456789ab/480/other.jpg",
		"/media/ffffffffffff/480/a.svg",
	} {
		if p, err := r.file(context.Background(), path); p != nil || err != nil {
			t.Errorf("%s: %v, %v", path, p, err)
		}
	}
}

func TestRastersWaitNoLongerThanTheReader(t *testing.T) {
	r := newRasters("")
	r.offer(photo(t, 1000, 500))
	r.turn <- struct{}{} // somebody else's image is being made
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := r.file(ctx, "/media/0123456789ab/480/photo.jpg"); err == nil {
		t.Error("no error")
	}
}

func TestScale(t *testing.T) {
	var seen bytes.Buffer
	if err := png.Encode(&seen, halves(700, 3, 128)); err != nil {
		t.Fatal(err)
	}
	through := &course.Media{Data: seen.Bytes(), Type: "image/png", Width: 700, Height: 3}
	data, err := scale(through, 480)
	if err != nil {
		t.Fatal(err)
	}
	if _, format, err := image.DecodeConfig(bytes.NewReader(data)); err != nil || format != "png" {
		t.Errorf("an image seen through became %s, %v", format, err)
	}
	if _, err := scale(&course.Media{Data: []byte("no image")}, 480); err == nil {
		t.Error("what is no image was scaled")
	}
	// A header alone: decoding it would fail, so it must come back as it is.
	huge := append([]byte{}, seen.Bytes()[:33]...)
	copy(huge[16:], []byte{0, 0, 0x40, 0, 0, 0, 0x40, 0}) // 16384 × 16384
	huge = fixPNG(huge)
	if data, err := scale(&course.Media{Data: huge}, 480); err != nil || !bytes.Equal(data, huge) {
		t.Errorf("an image of 268 megapixels: %d bytes, %v", len(data), err)
	}
}

// fixPNG sets the CRC of the first chunk of a PNG.
func fixPNG(b []byte) []byte {
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	return b
}
