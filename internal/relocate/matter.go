package relocate

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var (
	idLine    = regexp.MustCompile(`(?m)^id:[ \t]`)
	flowList  = regexp.MustCompile(`(?m)^aliases:[ \t]*\[([^\]\n]*)\][ \t]*(?:  #.*)?\n`)
	blockList = regexp.MustCompile(`(?m)^aliases:[ \t]*\n((?:[ \t]*- .*\n)+)`)
	aliasLine = regexp.MustCompile(`(?m)^aliases:`)
)

// keep writes into the front matter of a lesson the id that it had by its name, where it gives none, and its old
// addresses. An alias that is its address again goes.
func keep(text, id string, old, now []string) (string, error) {
	end := body(text)
	if end == 0 {
		return "", fmt.Errorf("it has no front matter")
	}
	matter, rest := text[len("---\n"):end-len("---\n")], text[end-len("---\n"):]
	if id != "" && !idLine.MatchString(matter) {
		matter += "id: " + id + "\n"
	}
	aliases, given := []string{}, aliasLine.MatchString(matter)
	switch {
	case flowList.MatchString(matter):
		for _, a := range strings.Split(flowList.FindStringSubmatch(matter)[1], ",") {
			if a = strings.Trim(strings.TrimSpace(a), `"'`); a != "" {
				aliases = append(aliases, a)
			}
		}
	case blockList.MatchString(matter):
		for line := range strings.Lines(blockList.FindStringSubmatch(matter)[1]) {
			a, _, _ := strings.Cut(strings.TrimSpace(line)[len("- "):], "  #")
			aliases = append(aliases, strings.Trim(strings.TrimSpace(a), `"'`))
		}
	case given:
		return "", fmt.Errorf("its aliases are written in a way that cannot be added to: write one a line, after \"- \"")
	}
	for _, a := range old {
		if !slices.Contains(aliases, a) {
			aliases = append(aliases, a)
		}
	}
	aliases = slices.DeleteFunc(aliases, func(a string) bool { return slices.Contains(now, a) })
	matter = blockList.ReplaceAllString(flowList.ReplaceAllString(matter, ""), "")
	if len(aliases) > 0 {
		matter += "aliases:\n"
		for _, a := range aliases {
			matter += "  - " + a + "\n"
		}
	}
	return "---\n" + matter + rest, nil
}
