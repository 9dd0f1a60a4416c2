package badge

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
)

// pngSignature begins every PNG; then come chunks: length, type, data, checksum.
const pngSignature = "\x89PNG\r\n\x1a\n"

// pngKeyword is that of the iTXt chunk which holds a credential (Open Badges 3.0, section 5.3.1). After it come: the
// end of the keyword, no compression, its method, an empty language and an empty translation of the keyword.
const pngKeyword = "openbadgecredential"

func isPNG(data []byte) bool { return bytes.HasPrefix(data, []byte(pngSignature)) }

// bakePNG puts the credential right after the header of the picture.
func bakePNG(data []byte, token string) ([]byte, error) {
	out := []byte(pngSignature)
	err := readChunks(data, func(name string, content, whole []byte) bool {
		if isCredential(name, content) {
			return true
		}
		out = append(out, whole...)
		if name == "IHDR" {
			out = appendChunk(out, "iTXt", []byte(pngKeyword+"\x00\x00\x00\x00\x00"+token))
		}
		return true
	})
	return out, err
}

// unbakePNG gives the first credential of a PNG, or "". What follows it is not read.
func unbakePNG(data []byte) (token string, err error) {
	var found error
	err = readChunks(data, func(name string, content, _ []byte) bool {
		if !isCredential(name, content) {
			return true
		}
		rest := content[len(pngKeyword)+1:]
		if len(rest) < 2 || rest[0] != 0 {
			found = errors.New("the credential in the PNG is compressed, which it must not be")
			return false
		}
		parts := bytes.SplitN(rest[2:], []byte{0}, 3) // language, keyword in it, text
		if len(parts) < 3 {
			found = errors.New("the credential in the PNG is cut")
			return false
		}
		token = string(parts[2])
		return false
	})
	return token, errors.Join(err, found)
}

func isCredential(name string, content []byte) bool {
	return name == "iTXt" && bytes.HasPrefix(content, []byte(pngKeyword+"\x00"))
}

// readChunks goes through a PNG until its end, or until each gives false.
func readChunks(data []byte, each func(name string, content, whole []byte) bool) error {
	if !isPNG(data) {
		return errors.New("it is no PNG")
	}
	for rest := data[len(pngSignature):]; ; {
		if len(rest) < 12 || uint64(binary.BigEndian.Uint32(rest)) > uint64(len(rest)-12) {
			return errors.New("the PNG is cut")
		}
		size := int(binary.BigEndian.Uint32(rest))
		whole := rest[:size+12]
		name, content := string(whole[4:8]), whole[8:size+8]
		if crc32.ChecksumIEEE(whole[4:size+8]) != binary.BigEndian.Uint32(whole[size+8:]) {
			return errors.New("the PNG is damaged")
		}
		if len(rest) == len(data)-len(pngSignature) && name != "IHDR" {
			return errors.New("the PNG has no header")
		}
		if !each(name, content, whole) || name == "IEND" {
			return nil
		}
		rest = rest[size+12:]
	}
}

func appendChunk(out []byte, name string, content []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(content)))
	out = append(append(out, name...), content...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[len(out)-len(content)-4:]))
}
