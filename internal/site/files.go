package site

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"

	"sentier/internal/course"
)

// file wraps a file: compressed where that makes it smaller, else as it is, without a copy.
func (p *press) file(contentType string, data []byte, immutable bool) (*Page, error) {
	var page *Page
	if compressible(contentType) {
		whole, err := p.whole(contentType, data)
		if err != nil {
			return nil, err
		}
		if len(whole.member) < len(data) {
			page = whole
		}
	}
	if page == nil {
		sum := sha256.Sum256(data)
		page = &Page{Type: contentType, Hash: hex.EncodeToString(sum[:8]), raw: data, size: len(data)}
	}
	page.Immutable = immutable
	return page, nil
}

// addFiles offers the files of the theme and of the courses.
func (s *Snapshot) addFiles() error {
	level := gzipLevel
	if s.builder.config.Late {
		level = quickLevel
	}
	p, err := newPress(level)
	if err != nil {
		return err
	}
	for _, a := range s.builder.theme.Assets() {
		page, err := s.file(p, a.URL, withCharset(a.Type), a.Data)
		if err != nil {
			return fmt.Errorf("asset %s: %w", a.Name, err)
		}
		s.files[a.URL] = page
	}
	return s.addMedia(p, s.builder.modules)
}

// file makes a file, or takes it over from the snapshot before: its address holds the hash of its bytes.
func (s *Snapshot) file(p *press, url, contentType string, data []byte) (*Page, error) {
	if before := s.builder.config.Before; before != nil && before.files[url] != nil {
		return before.files[url], nil
	}
	return p.file(contentType, data, true)
}

// addMedia offers the files of the courses, and the widths of their raster images. Files of the same bytes and
// name, in several modules, are one.
func (s *Snapshot) addMedia(p *press, modules []*course.Module) error {
	for _, m := range modules {
		media := m.Media
		if m.Card != nil && !slices.Contains(media, m.Card) {
			media = append(slices.Clone(media), m.Card)
		}
		for _, file := range media {
			if s.files[file.URL()] != nil {
				continue
			}
			page, err := s.file(p, file.URL(), withCharset(file.Type), file.Data)
			if err != nil {
				return fmt.Errorf("media %s: %w", file.Path, err)
			}
			s.files[file.URL()] = page
			s.rasters.offer(file)
		}
	}
	return nil
}

// withCharset tells that text is UTF-8, as all files of a course are.
func withCharset(contentType string) string {
	if strings.HasPrefix(contentType, "text/") && !strings.Contains(contentType, "charset") {
		return contentType + "; charset=utf-8"
	}
	return contentType
}

// File finds a file under /assets or /media by its path. Widths of raster images (/media/HASH/WIDTH/name) are made
// when first asked for, which is why it may wait, and fail. nil without an error: there is none.
func (s *Snapshot) File(ctx context.Context, name string) (*Page, error) {
	if p := s.files[name]; p != nil {
		return p, nil
	}
	return s.rasters.file(ctx, name)
}

// Paths are the addresses of all pages, sorted. Those with an extension are for machines.
func (s *Snapshot) Paths() []string {
	all := append(keys(s.pages), keys(s.late)...)
	slices.Sort(all)
	return all
}

// Files are the addresses of all files, sorted, each width of raster images among them.
func (s *Snapshot) Files() []string {
	all := append(keys(s.files), keys(s.rasters.sources)...)
	slices.Sort(all)
	return all
}

// Machine tells whether the page at an address is no HTML page: a feed, a sitemap.
func Machine(address string) bool { return path.Ext(address) != "" }
