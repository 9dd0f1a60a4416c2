package quiz

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParseVariants(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
		err  error
	}{
		{"Tim Berners-Lee", []string{"Tim Berners-Lee"}, nil},
		{`Tim Berners-Lee \| Berners-Lee`, []string{"Tim Berners-Lee", "Berners-Lee"}, nil},
		{"a | b|c", []string{"a", "b", "c"}, nil},
		{"`<p>` | `a | b`", []string{"<p>", "a | b"}, nil},
		{"``a ` b`` | c", []string{"a ` b", "c"}, nil},
		{"` x `", []string{"x"}, nil},
		{"`a\\b`", []string{`a\b`}, nil},
		{"C:\\x | y", []string{`C:\x`, "y"}, nil},
		{"l`eau | l'eau", []string{"l`eau", "l'eau"}, nil},
		{"", nil, ErrEmptyVariant},
		{"  ", nil, ErrEmptyVariant},
		{"a |", nil, ErrEmptyVariant},
		{"| a", nil, ErrEmptyVariant},
		{"a || b", nil, ErrEmptyVariant},
		{"` `", nil, ErrEmptyVariant},
		{"`a", nil, ErrOpenVariant},
		{"`a | b", nil, ErrOpenVariant},
		{"`a` b | c", nil, ErrOpenVariant},
		{"``a`", nil, ErrOpenVariant},
		{"``", nil, ErrOpenVariant},
		{strings.Repeat("é", maxVariant), []string{strings.Repeat("é", maxVariant)}, nil},
		{strings.Repeat("é", maxVariant+1), nil, ErrLongVariant},
		{strings.Repeat("a|", maxVariants) + "a", nil, ErrTooManyVariants},
	} {
		got, err := ParseVariants(c.in)
		if !errors.Is(err, c.err) || !slices.Equal(got, c.want) {
			t.Errorf("ParseVariants(%q) = %q, %v, want %q, %v", c.in, got, err, c.want, c.err)
		}
	}
}

func FuzzParseVariants(f *testing.F) {
	for _, s := range []string{"a | b", `a \| b`, "`a|b` | c", "``` ` ```", "|", "`", "\\", "é|\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := ParseVariants(s)
		if err == nil && (len(got) == 0 || len(got) > maxVariants) {
			t.Fatalf("ParseVariants(%q) = %q", s, got)
		}
		for _, v := range got {
			if v == "" || v != strings.TrimSpace(v) || utf8.RuneCountInString(v) > maxVariant {
				t.Fatalf("ParseVariants(%q) gives the variant %q", s, v)
			}
		}
	})
}
