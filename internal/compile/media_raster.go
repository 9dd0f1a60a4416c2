package compile

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/webp"

	"sentier/internal/diag"
)

// Bounds of a raster image: what decoding one may cost in memory, four bytes a pixel.
const (
	maxMegapixels = 40
	maxSide       = 20_000
)

// checkRaster reads the size of an image out of its header, before anything is decoded.
func checkRaster(at, mime string, data []byte, found *diag.List) (width, height int) {
	read := map[string]func([]byte) (image.Config, error){
		"image/png":  func(b []byte) (image.Config, error) { return png.DecodeConfig(bytes.NewReader(b)) },
		"image/jpeg": func(b []byte) (image.Config, error) { return jpeg.DecodeConfig(bytes.NewReader(b)) },
		"image/gif":  func(b []byte) (image.Config, error) { return gif.DecodeConfig(bytes.NewReader(b)) },
		"image/webp": func(b []byte) (image.Config, error) { return webp.DecodeConfig(bytes.NewReader(b)) },
	}[mime]
	c, err := read(data)
	if err != nil || c.Width < 1 || c.Height < 1 {
		found.Add(diag.MediaType, diag.Pos{Path: at}, mime[len("image/"):])
		return 0, 0
	}
	if c.Width > maxSide || c.Height > maxSide || c.Width*c.Height > maxMegapixels*1_000_000 {
		found.Add(diag.LimitPixels, diag.Pos{Path: at}, c.Width, c.Height, maxMegapixels, maxSide)
		return 0, 0
	}
	if mime == "image/jpeg" {
		// Browsers turn such a photograph, and its width is then its height; what makes it smaller does not.
		if o := orientation(data); o > 1 {
			found.Add(diag.MediaTurned, diag.Pos{Path: at}, o)
		}
	}
	return c.Width, c.Height
}

// orientation gives the EXIF orientation of a JPEG, 1 to 8, or 0 where it has none. (Exif 2.32, 4.6.4: tag 0x0112
// of the first directory, a short.)
func orientation(jpeg []byte) int {
	for i := 2; i+4 <= len(jpeg) && jpeg[i] == 0xff; {
		marker, size := jpeg[i+1], int(binary.BigEndian.Uint16(jpeg[i+2:]))
		if marker == 0xda || size < 2 || i+2+size > len(jpeg) { // the picture itself, or nonsense
			return 0
		}
		segment := jpeg[i+4 : i+2+size]
		if tiff, is := bytes.CutPrefix(segment, []byte("Exif\x00\x00")); is && marker == 0xe1 {
			return tiffOrientation(tiff)
		}
		i += 2 + size
	}
	return 0
}

func tiffOrientation(tiff []byte) int {
	if len(tiff) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.BigEndian
	if tiff[0] == 'I' {
		order = binary.LittleEndian
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return 0
	}
	entries := uint64(order.Uint16(tiff[at:]))
	for e := at + 2; e < at+2+12*entries && e+12 <= uint64(len(tiff)); e += 12 {
		if order.Uint16(tiff[e:]) != 0x0112 {
			continue
		}
		if o := order.Uint16(tiff[e+8:]); o <= 8 {
			return int(o)
		}
		return 0
	}
	return 0
}
