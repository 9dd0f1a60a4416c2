package site

import (
	"bytes"
	"encoding/binary"
)

// A camera held upright writes its picture lying down and says so in Exif (JEITA CP-3451, tag 0x0112). Browsers turn
// it; the decoder here does not, so such a picture is not scaled.

// turned tells whether a JPEG asks to be turned or mirrored. What cannot be read asks for nothing.
func turned(jpeg []byte) bool {
	rest, isJPEG := bytes.CutPrefix(jpeg, []byte{0xff, 0xd8})
	for isJPEG && len(rest) >= 4 && rest[0] == 0xff {
		kind, size := rest[1], int(binary.BigEndian.Uint16(rest[2:]))
		if kind == 0xda || size < 2 || len(rest) < 2+size { // the picture itself, or nonsense
			return false
		}
		if exif, ok := bytes.CutPrefix(rest[4:2+size], []byte("Exif\x00\x00")); kind == 0xe1 && ok {
			return orientation(exif) > 1
		}
		rest = rest[2+size:]
	}
	return false
}

// orientation reads the tag out of a TIFF header and its first directory: 1 is as it lies; 0: it is not there.
func orientation(tiff []byte) uint16 {
	if len(tiff) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.BigEndian
	if tiff[0] == 'I' {
		order = binary.LittleEndian
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 0
	}
	entries := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(entries) < 12 {
			return 0
		}
		if order.Uint16(entries) == 0x0112 {
			return order.Uint16(entries[8:])
		}
		entries = entries[12:]
	}
	return 0
}
