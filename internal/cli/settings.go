package cli

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"

	"sentier/internal/config"
)

// settings are the flags that stand for the keys of the configuration, made from its table: one a key.
type settings struct {
	File string `name:"config" placeholder:"FILE" help:"Configuration file (default: sentier.toml where there is one)."`
	kong.Plugins
}

// newCommands makes the command line with those flags in the commands that take them.
func newCommands() *commands {
	var c commands
	of := []*settings{&c.Serve.settings, &c.Check.settings, &c.Move.settings, &c.Lsp.settings, &c.Build.settings, &c.Config.settings, &c.Migrate.Status.settings, &c.Migrate.Up.settings}
	for _, s := range slices.Concat(of, c.New.settings(), c.Translate.settings(), c.Admin.settings()) {
		s.Plugins = kong.Plugins{keyFlags()}
	}
	return &c
}

// keyFlags makes a pointer to a struct with a *string for each key that has a flag: nil where it was not given.
func keyFlags() any {
	var fields []reflect.StructField
	for i, k := range config.Keys() {
		if k.Flag == "" {
			continue
		}
		help, _, _ := strings.Cut(k.Doc, ". ")
		help = strings.TrimSuffix(strings.ReplaceAll(help, "$", "$$"), ".") + "."
		if k.Default != "" {
			help += " Default: " + k.Default + "."
		}
		tag := fmt.Sprintf(`name:%s help:%s placeholder:%s`, strconv.Quote(k.Flag), strconv.Quote(help), strconv.Quote(placeholder(k)))
		fields = append(fields, reflect.StructField{
			Name: "Key" + strconv.Itoa(i), Type: reflect.TypeFor[*string](), Tag: reflect.StructTag(tag),
		})
	}
	return reflect.New(reflect.StructOf(fields)).Interface()
}

// placeholder is the last word of a key, in capitals.
func placeholder(k config.Key) string {
	return strings.ToUpper(k.Flag[strings.LastIndexByte(k.Flag, '-')+1:])
}

// given are the flags of the command line, by name.
func (s *settings) given() map[string]string {
	flags := map[string]string{}
	v := reflect.ValueOf(s.Plugins[0]).Elem()
	for i := range v.NumField() {
		if value, ok := v.Field(i).Interface().(*string); ok && value != nil {
			flags[v.Type().Field(i).Tag.Get("name")] = *value
		}
	}
	return flags
}

// load puts the layers of the configuration together.
func (s *settings) load(p *Process) (config.Config, error) {
	return config.Load(config.Source{File: s.File, Env: p.Env, Flags: s.given()})
}
