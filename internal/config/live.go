package config

// live marks a key that may also be set while the site runs, on a page of the administration: what is set there holds
// over the file, the variables and the flags.
func live(e entry) entry {
	e.Live = true
	return e
}

// With is the configuration with values of live keys over it, as lines of text by name. What is no live key, or no
// good value, is given back as a problem and changes nothing.
func (c Config) With(set map[string]string) (Config, Problems) {
	var problems Problems
	for _, e := range table() {
		value, given := set[e.Name]
		if !given {
			continue
		}
		if !e.Live {
			problems = append(problems, Problem{Key: e.Name, What: "it cannot be set while the site runs", Hint: "set it in the file"})
			continue
		}
		if w := e.set(&c, place{}, e.split(value)); w != nil {
			problems = append(problems, Problem{Key: e.Name, What: "expected " + e.Type + ", got " + show(value), Hint: e.remedy()})
		}
	}
	return c, problems
}

// Setting is a live key with its value.
type Setting struct {
	Key
	Value string // in effect, as a line of text
}

// Settings are the live keys with the values of this configuration.
func (c Config) Settings() []Setting {
	var all []Setting
	for _, e := range table() {
		if e.Live {
			all = append(all, Setting{e.Key, e.text(&c)})
		}
	}
	return all
}
