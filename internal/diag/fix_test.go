package diag

import "testing"

func TestApply(t *testing.T) {
	at := func(line, col int) Pos { return Pos{"a", line, col} }
	replace := func(line, from, to int, text string) *Fix {
		return &Fix{Edits: []Edit{{From: at(line, from), To: at(line, to), Text: text}}}
	}
	for name, test := range map[string]struct {
		data  string
		fixes []*Fix
		want  string
		made  int
	}{
		"nothing":                  {"é\n", nil, "é\n", 0},
		"characters, not bytes":    {"éé-x\n", []*Fix{replace(1, 3, 3, " ")}, "éé -x\n", 1},
		"bytes that are no text":   {"\xff\xfe-\n", []*Fix{replace(1, 3, 4, "+")}, "\xff\xfe+\n", 1},
		"the line ends of a file":  {"a\r\nb\r\n", []*Fix{replace(2, 1, 1, "x\n")}, "a\r\nx\r\nb\r\n", 1},
		"a return is in no column": {"ab\r\n", []*Fix{replace(1, 1, 4, "x")}, "ab\r\n", 0},
		"in any order":             {"abc\ndef\n", []*Fix{replace(2, 1, 2, "D"), replace(1, 2, 3, "B")}, "aBc\nDef\n", 2},
		"the first of two":         {"abc\n", []*Fix{replace(1, 1, 3, "x"), replace(1, 2, 3, "y")}, "xc\n", 1},
		"two at one place":         {"abc\n", []*Fix{replace(1, 2, 2, "x"), replace(1, 2, 2, "y")}, "axbc\n", 1},
		"at the very end":          {"abc", []*Fix{replace(1, 4, 4, "!")}, "abc!", 1},
		"past it":                  {"abc\n", []*Fix{replace(1, 5, 5, "!"), replace(9, 1, 1, "!")}, "abc\n", 0},
		"backwards":                {"abc\n", []*Fix{replace(1, 3, 2, "!")}, "abc\n", 0},
		"all of a fix or none": {"abc\n", []*Fix{replace(1, 3, 4, "C"), {Edits: []Edit{
			{From: at(1, 1), To: at(1, 2), Text: "A"}, {From: at(1, 3), To: at(1, 4), Text: "X"}}}}, "abC\n", 1},
		"another file": {"abc\n", []*Fix{{Edits: []Edit{{From: Pos{"b", 1, 1}, To: Pos{"b", 1, 2}}}}}, "abc\n", 0},
	} {
		t.Run(name, func(t *testing.T) {
			got, made := Apply([]byte(test.data), "a", test.fixes)
			if string(got) != test.want || len(made) != test.made {
				t.Errorf("%q, %d made, want %q, %d", got, len(made), test.want, test.made)
			}
		})
	}
}
