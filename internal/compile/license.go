package compile

import (
	"strings"
	"unicode/utf8"

	"sentier/internal/course"
	"sentier/internal/diag"
)

// readCredit reads the sidecar of a file made by others, NAME.license, as the REUSE specification 3.3 has it, a
// text of lines:
//
//	SPDX-FileCopyrightText: 2021 Amina Roy <https://amina.example>    at least one; each is an author
//	SPDX-License-Identifier: CC-BY-SA-4.0                             at least one; several, or OR and AND, may be
//	SPDX-FileComment: Source: https://photos.example/42               where the original is found; may be
//	SPDX-FileComment: Title: Des câbles au fond de l'eau              what it is called there; may be
//
// The last two may also be written Source: and Title: alone. Everything else is a note among contributors.
func readCredit(at string, data []byte, found *diag.List) *course.Credit {
	if len(data) > MaxText {
		found.Add(diag.LimitSize, diag.Pos{Path: at}, len(data)>>10, MaxText>>10)
		return nil
	}
	wrong := found.Errors()
	text := clean(at, data, found)
	if found.Errors() > wrong {
		return nil
	}
	c := &course.Credit{}
	var licences []string
	for i, line := range strings.Split(string(text), "\n") {
		tag, rest, _ := strings.Cut(line, ":")
		tag, value := strings.TrimSpace(tag), strings.TrimSpace(rest)
		if tag == "SPDX-FileComment" {
			tag, rest, _ = strings.Cut(value, ":")
			tag, value = strings.TrimSpace(tag), strings.TrimSpace(rest)
		}
		if value == "" {
			continue
		}
		column := utf8.RuneCountInString(strings.TrimSuffix(strings.TrimRight(line, " \t"), value)) + 1
		pos := diag.Pos{Path: at, Line: i + 1, Col: column}
		switch tag {
		case "SPDX-FileCopyrightText", "SPDX-SnippetCopyrightText":
			c.Authors = append(c.Authors, withoutSymbol(value))
		case "SPDX-License-Identifier":
			if !isExpression(value) {
				found.Add(diag.KeyLicence, pos, clip(value), nearestSPDX(value))
			}
			licences = append(licences, value)
		case "Source":
			if c.Source = value; !isHTTPS(value) {
				found.Add(diag.CreditSource, pos, clip(value))
			}
		case "Title":
			c.Title = value
		}
	}
	c.Licence = strings.Join(licences, " AND ")
	start := diag.Pos{Path: at, Line: 1, Col: 1}
	if len(c.Authors) == 0 {
		found.Add(diag.CreditAuthor, start)
	}
	if len(licences) == 0 {
		found.Add(diag.CreditLicence, start)
	}
	if found.Errors() > wrong {
		return nil
	}
	return c
}

// withoutSymbol drops what marks a copyright line, and keeps who it names and when.
func withoutSymbol(s string) string {
	for {
		short := s
		for _, mark := range []string{"©", "(C)", "(c)", "Copyright", "copyright"} {
			short = strings.TrimSpace(strings.TrimPrefix(short, mark))
		}
		if short == "" || short == s {
			return s
		}
		s = short
	}
}

// isExpression tells whether s is licences joined by OR or AND.
func isExpression(s string) bool {
	for i, word := range strings.Fields(s) {
		if i%2 == 1 && word != "OR" && word != "AND" || i%2 == 0 && !isSPDX(word) {
			return false
		}
	}
	return len(strings.Fields(s))%2 == 1
}
