package compile

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"reflect"
	"strings"
	"testing"

	"sentier/internal/course"
	"sentier/internal/diag"
)

// picture encodes a small image.
func picture(t testing.TB, format string, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	img := image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.Black, color.White})
	var err error
	switch format {
	case "png":
		err = png.Encode(&b, img)
	case "jpeg":
		err = jpeg.Encode(&b, img, nil)
	case "gif":
		err = gif.Encode(&b, img, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// webpHeader is as much of a lossless WebP as tells its size: RFC 9649, 3.4.
func webpHeader(w, h int) []byte {
	bits := uint32(w-1) | uint32(h-1)<<14
	chunk := append([]byte{0x2f}, binary.LittleEndian.AppendUint32(nil, bits)...)
	chunk = append(chunk, 0)
	body := append([]byte("WEBPVP8L"), binary.LittleEndian.AppendUint32(nil, 5)...)
	body = append(body, chunk...)
	return append(append([]byte("RIFF"), binary.LittleEndian.AppendUint32(nil, uint32(len(body)))...), body...)
}

// hugePNG says in its header that it has so many pixels, and holds none.
func hugePNG(w, h uint32) []byte {
	head := append([]byte("IHDR"), binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)...)
	head = append(head, 8, 2, 0, 0, 0)
	out := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), head...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(head))
}

// turned puts an EXIF orientation into a JPEG.
func turned(jpeg []byte, order binary.AppendByteOrder, o uint16) []byte {
	mark := "MM"
	if order.(binary.ByteOrder) == binary.LittleEndian {
		mark = "II"
	}
	tiff := order.AppendUint32(order.AppendUint16([]byte(mark), 42), 8)
	tiff = order.AppendUint16(tiff, 2)
	tiff = append(tiff, make([]byte, 12)...) // another tag first
	tiff = order.AppendUint32(order.AppendUint16(order.AppendUint16(tiff, 0x0112), 3), 1)
	tiff = append(order.AppendUint16(tiff, o), 0, 0)
	segment := append([]byte("Exif\x00\x00"), tiff...)
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(segment)+2))
	return append(append(head, segment...), jpeg[2:]...)
}

func readFiles(files map[string]string) (map[string]*course.Media, diag.List) {
	m := &module{folder: &moduleFolder{slug: "m", media: map[string]*file{}}}
	for at, data := range files {
		m.folder.media[at] = &file{path: at, data: []byte(data)}
	}
	m.readMedia()
	return m.media, m.found
}

const license = "SPDX-FileCopyrightText: 2024 Amina Roy\nSPDX-License-Identifier: CC-BY-4.0\n"

func TestReadMedia(t *testing.T) {
	files := map[string]string{
		"m/a.svg": svgHead + "</svg>", "m/b.png": string(picture(t, "png", 30, 20)),
		"m/c.jpg": string(picture(t, "jpeg", 31, 21)), "m/d.gif": string(picture(t, "gif", 32, 22)),
		"m/e.webp": string(webpHeader(33, 23)),
		"m/f.mp3":  "ID3\x04", "m/g.ogg": "OggS\x00", "m/h.opus": "OggS" + strings.Repeat("\x00", 24) + "OpusHead",
		"m/i.webm": "\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm", "m/j.mp4": "\x00\x00\x00\x20ftypisom",
		"m/i.fr.vtt": "WEBVTT\n\n00:00.000 --> 00:02.000\nBonjour\n", "m/i.fr.txt": "Bonjour\r\nà toutes\r\n",
	}
	for _, name := range []string{"b.png", "c.jpg", "d.gif", "e.webp", "f.mp3", "g.ogg", "h.opus", "i.webm", "j.mp4"} {
		files["m/"+name+".license"] = license
	}
	media, found := readFiles(files)
	if len(found) > 0 {
		t.Fatal(found)
	}
	for at, want := range map[string]course.Media{
		"m/a.svg":    {Type: "image/svg+xml", Width: 64, Height: 48},
		"m/b.png":    {Type: "image/png", Width: 30, Height: 20},
		"m/c.jpg":    {Type: "image/jpeg", Width: 31, Height: 21},
		"m/d.gif":    {Type: "image/gif", Width: 32, Height: 22},
		"m/e.webp":   {Type: "image/webp", Width: 33, Height: 23},
		"m/f.mp3":    {Type: "audio/mpeg"},
		"m/g.ogg":    {Type: "audio/ogg"},
		"m/h.opus":   {Type: "audio/ogg"},
		"m/i.webm":   {Type: "video/webm"},
		"m/j.mp4":    {Type: "video/mp4"},
		"m/i.fr.vtt": {Type: "text/vtt"},
	} {
		got := media[at]
		if got == nil {
			t.Errorf("%s is not there", at)
			continue
		}
		if got.Type != want.Type || got.Width != want.Width || got.Height != want.Height || len(got.Hash) != 12 ||
			"m/"+got.Name != at || got.Path != at || string(got.Data) != files[at] {
			t.Errorf("%s: %+v", at, got)
		}
		if drawn := got.Type == "image/svg+xml" || got.Type == "text/vtt"; (got.Credit == nil) != drawn {
			t.Errorf("%s: credit %+v", at, got.Credit)
		}
	}
	if len(media) != 11 {
		t.Errorf("%d media", len(media))
	}
}

func TestReadMediaRefuses(t *testing.T) {
	jpg := picture(t, "jpeg", 8, 4)
	for name, c := range map[string]struct {
		files map[string]string
		want  string // path or place, and code, of each finding
	}{
		"no license":       {map[string]string{"m/b.png": string(picture(t, "png", 1, 1))}, "m/b.png credit-missing"},
		"a wrong name":     {map[string]string{"m/b.png": string(jpg), "m/b.png.license": license}, "m/b.png media-form"},
		"no image at all":  {map[string]string{"m/b.png": "hello", "m/b.png.license": license}, "m/b.png media-form"},
		"HTML as an image": {map[string]string{"m/b.jpg": "<html>", "m/b.jpg.license": license}, "m/b.jpg media-form"},
		"an image cut": {map[string]string{"m/b.png": "\x89PNG\r\n\x1a\n\x00\x00", "m/b.png.license": license},
			"m/b.png media-form"},
		"41 megapixels": {map[string]string{"m/b.png": string(hugePNG(10_000, 4_100)), "m/b.png.license": license},
			"m/b.png file-limit"},
		"a very long side": {map[string]string{"m/b.png": string(hugePNG(20_001, 1)), "m/b.png.license": license},
			"m/b.png file-limit"},
		"a huge side": {map[string]string{"m/b.png": string(hugePNG(1<<31-1, 1<<31-1)), "m/b.png.license": license},
			"m/b.png media-form"},
		"a photograph on its side": {map[string]string{"m/b.jpg": string(turned(jpg, binary.BigEndian, 6)),
			"m/b.jpg.license": license}, "m/b.jpg media-form"},
		"a mirrored one": {map[string]string{"m/b.jpg": string(turned(jpg, binary.LittleEndian, 2)),
			"m/b.jpg.license": license}, "m/b.jpg media-form"},
		"an upright one":     {map[string]string{"m/b.jpg": string(turned(jpg, binary.BigEndian, 1)), "m/b.jpg.license": license}, ""},
		"an unknown kind":    {map[string]string{"m/b.pdf": "%PDF"}, "m/b.pdf file-name"},
		"capitals":           {map[string]string{"m/b.PNG": string(picture(t, "png", 1, 1))}, "m/b.PNG file-name"},
		"a license alone":    {map[string]string{"m/b.png.license": license}, "m/b.png.license media-missing"},
		"captions alone":     {map[string]string{"m/b.fr.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\na\n"}, "m/b.fr.vtt media-missing"},
		"a transcript alone": {map[string]string{"m/b.fr.txt": "a"}, "m/b.fr.txt media-missing"},
		"no language":        {map[string]string{"m/b.txt": "a"}, "m/b.txt file-name"},
		"captions, empty": {map[string]string{"m/f.mp3": "ID3", "m/f.mp3.license": license, "m/f.fr.vtt": ""},
			"m/f.fr.vtt:1:1 media-form"},
		"a transcript in Latin-1": {map[string]string{"m/f.mp3": "ID3", "m/f.mp3.license": license, "m/f.fr.txt": "\xe9"},
			"m/f.fr.txt:1:1 file-encoding"},
		"a transcript too long": {map[string]string{"m/f.mp3": "ID3", "m/f.mp3.license": license,
			"m/f.fr.txt": strings.Repeat("a", MaxText+1)}, "m/f.fr.txt file-limit"},
	} {
		media, found := readFiles(c.files)
		var got []string
		for _, f := range found {
			got = append(got, f.Pos.String()+" "+f.Code)
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: %q, want %q\n%v", name, s, c.want, found)
		}
		for at := range media {
			if strings.HasPrefix(c.want, at+" ") || strings.HasPrefix(c.want, at+":") {
				t.Errorf("%s: refused, and yet among the media: %s", name, at)
			}
		}
	}
}

func TestMP3(t *testing.T) {
	for in, want := range map[string]bool{
		"\xff\xfb\x90\x00": true, "\xff\xf3\x40\x00": true, "\xff\xfd\x90\x00": false, "\xff\xd8\xff\xe0": false, "\xff": false,
	} {
		if isMP3([]byte(in)) != want {
			t.Errorf("isMP3(%q) = %v", in, !want)
		}
	}
}

func TestReadCredit(t *testing.T) {
	for _, c := range []struct {
		in   string
		want *course.Credit
		said string
	}{
		{license, &course.Credit{Authors: []string{"2024 Amina Roy"}, Licence: "CC-BY-4.0"}, ""},
		{"SPDX-FileCopyrightText: © 2020 A\r\nSPDX-FileCopyrightText: Copyright (c) B <https://b.example>\r\n\r\nUne note.\r\n" +
			"SPDX-License-Identifier: MIT\r\nSPDX-FileComment: Source: https://a.example/1\r\nSPDX-FileComment: Title: Un titre : long\r\n",
			&course.Credit{Authors: []string{"2020 A", "B <https://b.example>"}, Licence: "MIT",
				Source: "https://a.example/1", Title: "Un titre : long"}, ""},
		{license + "Source: https://a.example\nTitle: T", &course.Credit{Authors: []string{"2024 Amina Roy"},
			Licence: "CC-BY-4.0", Source: "https://a.example", Title: "T"}, ""},
		{"SPDX-FileCopyrightText: A\nSPDX-License-Identifier: MIT OR CC0-1.0\nSPDX-License-Identifier: OFL-1.1",
			&course.Credit{Authors: []string{"A"}, Licence: "MIT OR CC0-1.0 AND OFL-1.1"}, ""},
		{"", nil, "1:1 credit-missing, 1:1 credit-missing"},
		{"SPDX-FileCopyrightText: A\n", nil, "1:1 credit-missing"},
		{"SPDX-FileCopyrightText:\nSPDX-License-Identifier: MIT\n", nil, "1:1 credit-missing"},
		{"SPDX-FileCopyrightText: A\nSPDX-License-Identifier: CC BY\n", nil, "2:26 key-value"},
		{"SPDX-FileCopyrightText: A\nSPDX-License-Identifier: MIT OR\n", nil, "2:26 key-value"},
		{license + "Source: http://a.example\n", nil, "3:9 key-value"},
		{license + "SPDX-FileComment: Source: javascript:x  \n", nil, "3:27 key-value"},
		{license + "\xff", nil, "3:1 file-encoding"},
		{license + "é\x02", nil, "3:2 file-encoding"},
		{strings.Repeat("a", MaxText+1), nil, "0:0 file-limit"},
	} {
		var found diag.List
		got := readCredit("a.license", []byte(c.in), &found)
		if said := placesOf(found); !reflect.DeepEqual(got, c.want) || said != c.said {
			t.Errorf("%.80q: %+v, %q, want %+v, %q", c.in, got, said, c.want, c.said)
		}
	}
}

func TestCheckCaptions(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"WEBVTT\n\n00:00.000 --> 00:01.500\nUn\n\n00:01.500 --> 01:00:00.000 align:start\nDeux\nlignes\n", ""},
		{"WEBVTT - titre\n\nNOTE une remarque\n\n1\n00:00.000 --> 00:01.000\nUn\n\nNOTE\nx\n\n2\n00:00.000 --> 00:01.000\nDeux", ""},
		{"WEBVTT", "1:1 media-form"},
		{"", "1:1 media-form"},
		{"WEBVTTX\n\n", "1:1 media-form"},
		{"WEBVTT\n00:00.000 --> 00:01.000\nUn", "1:1 media-form"},
		{"1\n00:00:00,000 --> 00:00:01,000\nUn", "1:1 media-form"},
		{"WEBVTT\n\n00:00,000 --> 00:01,000\nUn", "3:1 media-form"},
		{"WEBVTT\n\n00:00.000 -> 00:01.000\nUn", "4:1 media-form"},
		{"WEBVTT\n\n00:61.000 --> 01:01.000\nUn", "3:1 media-form"},
		{"WEBVTT\n\nUn\n", "3:1 media-form"},
		{"WEBVTT\n\n00:02.000 --> 00:01.000\nUn", "3:1 media-form"},
		{"WEBVTT\n\n00:02.000 --> 00:03.000\nUn\n\n00:01.000 --> 00:04.000\nDeux", "6:1 media-form"},
		{"WEBVTT\n\n00:02.000 --> 00:03.000\n\nUn", "3:1 media-form, 5:1 media-form"},
		{"WEBVTT\n\nSTYLE\n::cue { background: url(https://a.example) }\n\n00:02.000 --> 00:03.000\nUn", "3:1 media-form"},
	} {
		var found diag.List
		checkCaptions("a.vtt", c.in, &found)
		if got := placesOf(found); got != c.want {
			t.Errorf("%q: %q, want %q\n%v", c.in, got, c.want, found)
		}
	}
}

func FuzzMedia(f *testing.F) {
	f.Add("png", picture(f, "png", 3, 2))
	f.Add("jpg", turned(picture(f, "jpeg", 3, 2), binary.LittleEndian, 6))
	f.Add("gif", picture(f, "gif", 3, 2))
	f.Add("webp", webpHeader(3, 2))
	f.Add("license", []byte(license))
	f.Add("vtt", []byte("WEBVTT\n\nx\n00:00.000 --> 00:01.000\nUn\n"))
	f.Fuzz(func(t *testing.T, ext string, data []byte) {
		if len(ext) > 8 || strings.Contains(ext, "/") {
			return
		}
		media, found := readFiles(map[string]string{"m/x.mp3": "ID3", "m/x.mp3.license": license, "m/x.fr." + ext: string(data)})
		if media["m/x.mp3"] == nil {
			t.Fatal("the sound is lost")
		}
		got := media["m/x.fr."+ext]
		if got == nil && found.Errors() == 0 && ext != "txt" {
			t.Fatalf("%s %q is dropped, and nothing says why", ext, data)
		}
		if got != nil && strings.HasPrefix(got.Type, "image/") && (got.Width < 1 || got.Height < 1 || got.Width > maxDrawingSide) {
			t.Fatalf("%s %q: %d × %d", ext, data, got.Width, got.Height)
		}
		for _, x := range found {
			if x.Line > bytes.Count(data, []byte("\n"))+1 {
				t.Fatalf("%s %q: a finding at %v", ext, data, x.Pos)
			}
		}
	})
}
