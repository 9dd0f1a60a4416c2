package theme

import (
	"bytes"
	"fmt"
	"image"
	_ "image/png" // the one format that every site shows
)

// Card is the image of links to this site that are shared elsewhere: assets/images/card.png.
type Card struct {
	URL           string
	Width, Height int // pixels
}

// Card is the site's; a module may have its own.
func (t *Theme) Card() Card { return t.card }

// loadCard adds the card to the assets. Who shows it wants to know its size beforehand.
func loadCard(files layers, assets map[string]*Asset) (Card, error) {
	const name = "images/card.png"
	f, err := files.read("assets/" + name)
	if err != nil {
		return Card{}, err
	}
	size, format, err := image.DecodeConfig(bytes.NewReader(f.data))
	if err != nil || format != "png" {
		return Card{}, fmt.Errorf("%s: not a PNG image: export it as one, 1200 by 630 pixels", f.path)
	}
	add(assets, name, f.data)
	return Card{URL: assets[name].URL, Width: size.Width, Height: size.Height}, nil
}
