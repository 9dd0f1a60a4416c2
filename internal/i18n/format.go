package i18n

import (
	"fmt"
	"strings"

	"golang.org/x/text/language"
	xmessage "golang.org/x/text/message"
	"golang.org/x/text/number"
)

// numberFormat writes values as a language does.
type numberFormat struct {
	printer *xmessage.Printer
	narrow  bool // thousands are parted by U+202F: CLDR since 34, which x/text has not reached
}

func newNumberFormat(tag language.Tag) numberFormat {
	base, _ := tag.Base()
	return numberFormat{printer: xmessage.NewPrinter(tag), narrow: base.String() == "fr"}
}

func (f numberFormat) write(b *strings.Builder, value any) {
	switch v := value.(type) {
	case string:
		b.WriteString(v)
	case int:
		if v >= 0 && v < 1000 { // the same digits everywhere that Sentier is translated to
			fmt.Fprintf(b, "%d", v)
			return
		}
		b.WriteString(f.decimal(number.Decimal(v)))
	case float64:
		b.WriteString(f.decimal(number.Decimal(v, number.MaxFractionDigits(2))))
	default:
		fmt.Fprint(b, v)
	}
}

func (f numberFormat) decimal(n number.Formatter) string {
	text := f.printer.Sprint(n)
	if f.narrow {
		text = strings.ReplaceAll(text, "\u00a0", "\u202f")
	}
	return text
}
