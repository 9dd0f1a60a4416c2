package site

import (
	"bytes"
	"testing"
)

// exif puts an orientation into a JPEG, in either byte order.
func exif(jpeg []byte, orientation byte, little bool) []byte {
	tiff := []byte("MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(orientation) + "\x00\x00\x00\x00\x00\x00")
	if little {
		tiff = []byte("II\x2a\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00" + string(orientation) + "\x00\x00\x00\x00\x00\x00\x00")
	}
	segment := append([]byte("Exif\x00\x00"), tiff...)
	head := []byte{0xff, 0xd8, 0xff, 0xe1, 0, byte(len(segment) + 2)}
	return append(append(head, segment...), jpeg[2:]...)
}

func TestTurnedPicturesAreNotScaled(t *testing.T) {
	m := *photo(t, 1000, 500)
	lying := m.Data
	for _, little := range []bool{false, true} {
		for orientation, want := range map[byte]bool{0: false, 1: false, 3: true, 6: true, 8: true} {
			m.Data = exif(lying, orientation, little)
			data, err := scale(&m, 480)
			if err != nil {
				t.Fatal(err)
			}
			if kept := bytes.Equal(data, m.Data); kept != want {
				t.Errorf("orientation %d, little endian %v: kept as it is: %v", orientation, little, kept)
			}
		}
	}
}

func FuzzTurned(f *testing.F) {
	picture := []byte{0xff, 0xd8, 0xff, 0xd9}
	f.Add(exif(picture, 6, true))
	f.Add(exif(picture, 6, false))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		if turned(data) && !bytes.Contains(data, []byte("Exif")) {
			t.Error("turned by nothing")
		}
	})
}
