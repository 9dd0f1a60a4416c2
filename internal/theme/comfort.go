package theme

// ComfortChoice is one thing of reading comfort that a reader may set: a field of the form and, as data-NAME, an
// attribute of the page's root element. The first value is what everybody has who never chose; it is written
// nowhere.
type ComfortChoice struct {
	Name   string
	Values []string
}

// ComfortChoices are all of them, in the order of the form.
func ComfortChoices() []ComfortChoice {
	return []ComfortChoice{
		{"size", []string{"normal", "large", "larger"}},
		{"font", []string{"site", "system"}},
		{"theme", []string{"auto", "light", "dark"}},
		{"contrast", []string{"auto", "high"}},
		{"spacing", []string{"normal", "wide"}},
	}
}

// Choices are those of the form, for its template.
func (p *ComfortPage) Choices() []ComfortChoice { return ComfortChoices() }

// Is tells whether a value is the reader's choice.
func (p *ComfortPage) Is(name, value string) bool {
	if chosen := p.Chosen[name]; chosen != "" {
		return chosen == value
	}
	for _, c := range ComfortChoices() {
		if c.Name == name {
			return c.Values[0] == value
		}
	}
	return false
}
