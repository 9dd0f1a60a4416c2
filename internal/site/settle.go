package site

// Settled is a page in which holes are filled for good, with what is the same for everybody, such as an announcement.
// It is compressed whole and has no holes any more: sending it takes no more than any page.
func (p *Page) Settled(h *Holes) (*Page, error) {
	press, err := newPress(gzipLevel)
	if err != nil {
		return nil, err
	}
	text := p.inflate(h)
	settled, err := press.whole(p.Type, text)
	if err != nil {
		return nil, err
	}
	settled.Lang, settled.NoIndex = p.Lang, p.NoIndex
	smaller, err := newBrotliPress()
	if err != nil {
		return nil, err
	}
	return settled, smaller.page(settled, text)
}
