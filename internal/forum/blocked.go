package forum

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"sentier/internal/lang"
)

// Bounds of the host's lists of what waits, so that each post is held against them in no time.
const (
	MostBlocked     = 500 // lines of a list
	MostBlockedLine = 100 // characters
)

// BlockedWords reads a list of words and phrases, one a line, as it is kept: without empty lines, and without those
// that say again what another does. A fault.Invalid tells what is wrong with it.
func BlockedWords(text string) ([]string, error) {
	return blockedLines(text, func(line string) (key string, ok bool) {
		key = said(visible(line))
		return key, key != " "
	}, "forum.block_word")
}

var domainName = regexp.MustCompile(`^[\pL\pN-]+(\.[\pL\pN-]+)+$`)

// BlockedDomains reads a list of domains, one a line, as it is kept: of an address that was pasted, the domain alone.
func BlockedDomains(text string) ([]string, error) {
	var lines strings.Builder
	for line := range strings.Lines(text) {
		if _, after, found := strings.Cut(line, "//"); found {
			line = after
		}
		line, _, _ = strings.Cut(strings.TrimSpace(line), "/")
		if at := strings.LastIndexByte(line, '@'); at >= 0 {
			line = line[at+1:]
		}
		line, _, _ = strings.Cut(line, ":")
		lines.WriteString(strings.TrimPrefix(strings.TrimPrefix(strings.Trim(strings.ToLower(line), "."), "*."), "www.") + "\n")
	}
	return blockedLines(lines.String(), func(line string) (key string, ok bool) {
		key = lang.Fold(line)
		return key, domainName.MatchString(key)
	}, "forum.block_domain")
}

func blockedLines(text string, key func(line string) (string, bool), wrong string) ([]string, error) {
	var all []string
	known := map[string]bool{}
	for line := range strings.Lines(strings.ToValidUTF8(text, "")) {
		line = TidyTitle(line)
		if line == "" {
			continue
		}
		same, ok := key(line)
		if !ok || utf8.RuneCountInString(line) > MostBlockedLine {
			return nil, invalid(wrong)
		}
		if !known[same] {
			known[same] = true
			all = append(all, line)
		}
	}
	if len(all) > MostBlocked {
		return nil, invalid("forum.block_many")
	}
	return all, nil
}
