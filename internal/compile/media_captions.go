package compile

import (
	"regexp"
	"strconv"
	"strings"

	"sentier/internal/diag"
)

// cueTimes is the line of a caption's times (WebVTT, 4.1): hours may be left out, settings may follow.
var cueTimes = regexp.MustCompile(
	`^(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})[ \t]+-->[ \t]+(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})(?:[ \t].*)?$`)

// checkCaptions reads WebVTT as far as to know that a browser will show it: the header, then captions with times
// in order and a text. Style sheets and regions are refused: captions take the reader's own looks.
func checkCaptions(at, text string, found *diag.List) {
	lines := strings.Split(text, "\n")
	pos := func(i int) diag.Pos { return diag.Pos{Path: at, Line: i + 1, Col: 1} }
	head := lines[0]
	if head != "WEBVTT" && !strings.HasPrefix(head, "WEBVTT ") && !strings.HasPrefix(head, "WEBVTT\t") ||
		len(lines) > 1 && strings.TrimSpace(lines[1]) != "" {
		found.Add(diag.CaptionsHeader, pos(0))
		return
	}
	last, lastLine, cues := -1, 0, 0
	for i := 1; i < len(lines); {
		if strings.TrimSpace(lines[i]) == "" {
			i++
			continue
		}
		end := i
		for end < len(lines) && strings.TrimSpace(lines[end]) != "" {
			end++
		}
		first, _, _ := strings.Cut(strings.TrimSpace(lines[i]), " ")
		switch first {
		case "NOTE":
		case "STYLE", "REGION":
			found.Add(diag.CaptionsBlock, pos(i), first)
		default:
			cues++
			if start := checkCue(lines[i:end], i, last, lastLine, pos, found); start >= 0 {
				last, lastLine = max(last, start), i+1
			}
		}
		i = end
	}
	if cues == 0 {
		found.Add(diag.CaptionsEmpty, pos(0))
	}
}

// checkCue reads one block: perhaps a name, the times, a text. It gives when the caption starts, in milliseconds,
// or -1.
func checkCue(block []string, at, last, lastLine int, pos func(int) diag.Pos, found *diag.List) int {
	times := 0
	if !strings.Contains(block[0], "-->") && len(block) > 1 {
		times = 1
	}
	t := cueTimes.FindStringSubmatch(block[times])
	if t == nil {
		found.Add(diag.CaptionsTiming, pos(at+times))
		return -1
	}
	start, end := milliseconds(t[1:5]), milliseconds(t[5:9])
	switch {
	case end <= start:
		found.Add(diag.CaptionsReversed, pos(at+times))
	case start < last:
		found.Add(diag.CaptionsOrder, pos(at+times), lastLine)
	case times+1 == len(block):
		found.Add(diag.CaptionsEmpty, pos(at+times))
	}
	return start
}

// milliseconds adds up hours (which may be empty), minutes, seconds and thousandths, all of them digits.
func milliseconds(parts []string) int {
	n := 0
	for i, unit := range []int{3_600_000, 60_000, 1000, 1} {
		v, _ := strconv.Atoi(parts[i]) // no hours are zero hours
		n += v * unit
	}
	return n
}
