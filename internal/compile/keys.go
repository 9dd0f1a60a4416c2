package compile

import (
	"maps"
	"slices"
)

// Key is a key of front matter, for who helps to write it.
type Key struct {
	Name   string
	Values []string // the only ones there are, or the likely ones; nil: any of its type
	List   bool     // it holds several
	File   bool     // it names a file
	Keys   []Key    // it holds keys of its own
}

// Kind tells what a text is by its path: "module", "sequence", "lesson", "quiz" or "glossary".
func Kind(at string) string { return kindWords[kindOf(at)] }

// Keys are those of a kind of file, in the order of the format; of a translation, those that it may hold.
func Keys(kind string, translation bool) []Key {
	for k, name := range kindWords {
		if name == kind {
			keys := keysOf(matterKeys[k], translation)
			if translation {
				keys = append(keys, Key{Name: translates})
			}
			return keys
		}
	}
	return nil
}

func keysOf(specs []keySpec, translation bool) []Key {
	var all []Key
	for _, s := range specs {
		if translation && !s.translated {
			continue
		}
		form, _ := schemaForms[s.name].(object)
		k := Key{Name: s.name, List: form["type"] == "array", File: s.name == "card" || s.name == "image"}
		k.Values, _ = form["enum"].([]string)
		switch s.name {
		case "badge":
			k.Keys = keysOf(badgeKeys, translation)
		case "licence":
			k.Values = spdxIDs
		default:
			inner, _ := form["properties"].(object)
			for _, name := range slices.Sorted(maps.Keys(inner)) {
				k.Keys = append(k.Keys, Key{Name: name})
			}
		}
		all = append(all, k)
	}
	return all
}

// Directives are the comments that a file of a kind may hold under its headings, and before its blocks.
func Directives(kind string) []string {
	switch kind {
	case "lesson":
		return []string{"checkpoint", "q", "glossary", "image"}
	case "quiz":
		return []string{"q", "image"}
	case "glossary":
		return []string{"term", "person", "image"}
	}
	return []string{"glossary", "image"}
}

// QuestionKeys are the keys of a question's comment, each with its values; a flag has none, and no sign of equality.
func QuestionKeys() []Key {
	return []Key{{Name: "kind", Values: kindNames()}, {Name: "points"}, {Name: "shuffle", Values: []string{"on", "off"}}, {Name: "exact"}}
}
