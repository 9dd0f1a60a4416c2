package quiz

import (
	"errors"
	"math/big"
	"strings"
	"testing"
	"unicode"
)

func rat(s string) *big.Rat {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		panic(s)
	}
	return r
}

func TestParseRange(t *testing.T) {
	long := strings.Repeat("9", maxAuthorNumber+1)
	for _, c := range []struct {
		in, low, high string
		err           error
	}{
		{"1989", "1989", "1989", nil},
		{" -1234.5 ", "-1234.5", "-1234.5", nil},
		{"3.14 ± 0.01", "3.13", "3.15", nil},
		{"3.14±0.01", "3.13", "3.15", nil},
		{"10..12", "10", "12", nil},
		{"-2 .. -1", "-2", "-1", nil},
		{"5..5", "5", "5", nil},
		{"0.1", "1/10", "1/10", nil},
		{"007", "7", "7", nil},
		{"", "", "", ErrNumber},
		{"12..10", "", "", ErrRange},
		{"1..", "", "", ErrNumber},
		{"1...3", "", "", ErrNumber},
		{"1 ± 0", "", "", ErrTolerance},
		{"1 ± -1", "", "", ErrTolerance},
		{"1 ± ", "", "", ErrNumber},
		{"1 ± 1 ± 1", "", "", ErrNumber},
		{"1 234", "", "", ErrNumber},
		{"3,14", "", "", ErrNumber},
		{"1e3", "", "", ErrNumber},
		{"0x10", "", "", ErrNumber},
		{"1_000", "", "", ErrNumber},
		{"1/3", "", "", ErrNumber},
		{"Inf", "", "", ErrNumber},
		{".5", "", "", ErrNumber},
		{"5.", "", "", ErrNumber},
		{"--5", "", "", ErrNumber},
		{"−5", "", "", ErrNumber},
		{"10 km", "", "", ErrNumber},
		{long, "", "", ErrNumber},
	} {
		low, high, err := ParseRange(c.in)
		if !errors.Is(err, c.err) {
			t.Errorf("ParseRange(%q): error %v, want %v", c.in, err, c.err)
			continue
		}
		if err == nil && (low.Cmp(rat(c.low)) != 0 || high.Cmp(rat(c.high)) != 0) {
			t.Errorf("ParseRange(%q) = %v, %v, want %s, %s", c.in, low, high, c.low, c.high)
		}
	}
}

func TestLearnerNumbers(t *testing.T) {
	for in, want := range map[string]string{
		"1989":                                  "1989",
		" 1989 ":                                "1989",
		"1 234,5":                               "1234.5",
		"1\u202f234,5":                          "1234.5",
		"1\u00a0234.5":                          "1234.5",
		"1'234.5":                               "1234.5",
		"1’234,5":                               "1234.5",
		"-3":                                    "-3",
		"− 3,5":                                 "-3.5",
		"–3":                                    "-3",
		"+7":                                    "7",
		",5":                                    "0.5",
		".5":                                    "0.5",
		"1989.":                                 "1989",
		"2,300":                                 "2.300 2300",
		"2.300":                                 "2.300 2300",
		"0,300":                                 "0.300",
		"12,34":                                 "12.34",
		"1234,567":                              "1234.567",
		"1,234,567":                             "1234567",
		"1.234.567":                             "1234567",
		"1,234.5":                               "1234.5",
		"1.234,5":                               "1234.5",
		"1,234,567.89":                          "1234567.89",
		"1,23,4":                                "",
		"1.2.3":                                 "",
		"1,23.4,5":                              "",
		"1,.5":                                  "",
		"1,234,.":                               "",
		"١٩٨٩":                                  "1989",
		"١٬٢٣٤٫٥":                               "1234.5",
		"१९८९":                                  "1989",
		"１９８９":                                  "1989",
		"1\U0001d7d7\U0001d7f898":               "19298",
		"":                                      "",
		",":                                     "",
		".":                                     "",
		"-":                                     "",
		"5-":                                    "",
		"--5":                                   "",
		"1/2":                                   "",
		"1e3":                                   "",
		"0x1F":                                  "",
		"dix":                                   "",
		"10 km":                                 "",
		"²":                                     "",
		"Ⅻ":                                     "",
		"\xff1":                                 "",
		strings.Repeat("1", maxLearnerNumber+1): "",
	} {
		var want2 []*big.Rat
		for _, w := range strings.Fields(want) {
			want2 = append(want2, rat(w))
		}
		got := learnerNumbers(in)
		same := len(got) == len(want2)
		for i := range got {
			same = same && got[i].Cmp(want2[i]) == 0
		}
		if !same {
			t.Errorf("learnerNumbers(%q) = %v, want [%s]", in, got, want)
		}
	}
}

// digitValue counts on every run of decimal digits in Unicode's table starting at a zero and holding whole
// scripts.
func TestDigitRunsAreWholeScripts(t *testing.T) {
	runs := 0
	check := func(lo, hi, stride uint32) {
		runs++
		if stride != 1 || (hi-lo+1)%10 != 0 {
			t.Errorf("digits %U–%U by %d: not a run of tens", lo, hi, stride)
		}
	}
	for _, r := range unicode.Nd.R16 {
		check(uint32(r.Lo), uint32(r.Hi), uint32(r.Stride))
	}
	for _, r := range unicode.Nd.R32 {
		check(r.Lo, r.Hi, r.Stride)
	}
	if runs < 30 {
		t.Fatalf("%d runs of digits: Unicode has more", runs)
	}
}

func FuzzParseRange(f *testing.F) {
	for _, s := range []string{"1989", "3.14 ± 0.01", "10..12", "-1..1", "1e9", "± 3", "....", "0.0000001"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		low, high, err := ParseRange(s)
		if err != nil {
			if low != nil || high != nil {
				t.Fatalf("ParseRange(%q) gives %v, %v with an error", s, low, high)
			}
			return
		}
		if low.Cmp(high) > 0 {
			t.Fatalf("ParseRange(%q) = %v, %v: empty", s, low, high)
		}
	})
}

func FuzzLearnerNumbers(f *testing.F) {
	for _, s := range []string{"1 234,5", "−3", "١٢٣", "1,2.3", ",,", "1'0", "+", "\U0001d7ce"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got := learnerNumbers(s); len(got) > 2 {
			t.Fatalf("learnerNumbers(%q) = %v", s, got)
		}
	})
}
