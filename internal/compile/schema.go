package compile

import (
	"encoding/json"
	"fmt"
	"slices"
)

// schemaForms are the JSON Schema of each key of front matter, as editors check it: a little wider than the compiler
// where only the compiler knows, such as which files there are. Of a text any plain value will do, since values are
// read as they are written.
var schemaForms = map[string]any{
	"title": plainText, "summary": plainText, "audience": plainText, "criteria": plainText,
	"objectives": textList, "authors": partyList, "partners": partyList, "funders": partyList,
	"id":        pattern(idForm.String()),
	"languages": object{"type": "array", "minItems": 1, "uniqueItems": true, "items": pattern(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)},
	"licence":   object{"type": "string", "minLength": 1, "description": "SPDX: CC-BY-SA-4.0"},
	"status":    oneOf("open", "announced"),
	"requires":  oneOf("done", "passed"),
	"feedback":  oneOf("each", "end"),
	"draft":     oneOf("on", "off"),
	"shuffle":   oneOf("on", "off"),
	"card":      relativeFile, "image": relativeFile,
	"pass":      whole(0, 100),
	"minutes":   whole(1, 600),
	"xp":        members(object{"lesson": whole(0, maxXP), "quiz": whole(0, maxXP), "module": whole(0, maxXP)}),
	"forge":     members(object{"edit": pattern(`^https://.*\{path\}`), "source": pattern(`^https://.*\{path\}`)}),
	"ignore":    object{"type": "object", "propertyNames": pattern(`^[a-z]+(-[a-z]+)*$`), "additionalProperties": plainText},
	"aliases":   object{"type": "array", "minItems": 1, "uniqueItems": true, "items": pattern(aliasForm.String())},
	"audio":     object{"type": "object", "additionalProperties": relativeFile},
	"published": date, "changed": date,
	translates: pattern(hashForm.String()),
}

type object = map[string]any

var (
	plainText    = object{"type": []string{"string", "number", "boolean"}, "minLength": 1}
	textList     = object{"type": "array", "minItems": 1, "items": plainText}
	partyList    = object{"type": "array", "minItems": 1, "items": object{"type": "string", "pattern": `^[^<>]*[^<> ][^<>]*(<[^<> ]+>)?$`}}
	relativeFile = pattern(`^[^/\\:?#][^\\:?#]*$`)
	date         = object{"type": "string", "format": "date", "pattern": `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`}
)

func pattern(expression string) object { return object{"type": "string", "pattern": expression} }

func oneOf(values ...string) object { return object{"enum": values} }

func whole(low, high int) object { return object{"type": "integer", "minimum": low, "maximum": high} }

// members is a mapping of these keys alone.
func members(keys object) object {
	return object{"type": "object", "additionalProperties": false, "properties": keys}
}

// schemaKinds are the files that have front matter, as the schema calls them, with the keys that each needs: those of a
// translation first.
var schemaKinds = []struct {
	kind               fileKind
	name               string
	always, sourceOnly []string
}{
	{moduleFile, "module", []string{"title", "summary"}, []string{"languages", "licence", "authors"}},
	{sequenceFile, "sequence", []string{"title"}, nil},
	{lessonFile, "lesson", []string{"title"}, nil},
	{quizFile, "quiz", []string{"title"}, nil},
	{glossaryFile, "glossary", nil, nil},
}

// Schema is the JSON Schema (2020-12) of front matter, for editors: a definition for each kind of file and one for its
// translations, "#/$defs/lesson" and "#/$defs/lesson-translation". Every key of the format is in it.
func Schema() []byte {
	defs := object{}
	var any []object
	for _, k := range schemaKinds {
		defs[k.name] = schemaOf(matterKeys[k.kind], slices.Concat(k.always, k.sourceOnly), false)
		defs[k.name+"-translation"] = schemaOf(matterKeys[k.kind], k.always, true)
		any = append(any, object{"$ref": "#/$defs/" + k.name}, object{"$ref": "#/$defs/" + k.name + "-translation"})
	}
	text, err := json.MarshalIndent(object{
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"title":   "Front matter of a Sentier course",
		"$defs":   defs,
		"anyOf":   any,
	}, "", "  ")
	if err != nil {
		panic(fmt.Sprintf("compile: the schema of front matter cannot be written: %v", err)) // it is made of literals
	}
	return append(text, '\n')
}

// schemaOf is the schema of the keys of one file.
func schemaOf(keys []keySpec, required []string, translation bool) object {
	properties := object{}
	for _, k := range keys {
		switch {
		case translation && !k.translated:
		case k.name == "badge":
			badge := schemaOf(badgeKeys, []string{"title", "criteria"}, translation)
			if own, ok := badge["properties"].(object); ok {
				delete(own, translates)
			}
			properties[k.name] = badge
		default:
			properties[k.name] = schemaForms[k.name]
		}
	}
	if translation {
		properties[translates] = schemaForms[translates]
	}
	s := members(properties)
	if len(required) > 0 {
		s["required"] = required
	}
	return s
}
