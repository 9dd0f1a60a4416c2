package theme

import (
	"bytes"
	"fmt"
	"html/template"
	"text/template/parse"
)

// settle writes the parts that hang on the site alone, {{template "foot" site}}, and puts what they wrote in the
// place of their calls: they are the same on every page of the language.
func (w writer) settle(set *template.Template) error {
	ready, err := set.Clone() // a set that has been executed can be changed no more
	if err != nil {
		return fmt.Errorf("copy templates: %w", err)
	}
	written := map[string][]byte{}
	for _, one := range set.Templates() {
		if one.Tree == nil {
			continue
		}
		walk(one.Tree.Root, func(node parse.Node) {
			list, isList := node.(*parse.ListNode)
			if !isList {
				return
			}
			for i, n := range list.Nodes {
				call, isCall := n.(*parse.TemplateNode)
				if !isCall || !takesSite(call.Pipe) {
					continue
				}
				if written[call.Name] == nil {
					var b bytes.Buffer
					if failed := ready.ExecuteTemplate(&b, call.Name, w.site); failed != nil && err == nil {
						err = failed
					}
					written[call.Name] = b.Bytes()
				}
				list.Nodes[i] = &parse.TextNode{NodeType: parse.NodeText, Pos: call.Pos, Text: written[call.Name]}
			}
		})
	}
	return err
}

// takesSite tells whether a template is called with the function site and nothing else.
func takesSite(pipe *parse.PipeNode) bool {
	if pipe == nil || len(pipe.Cmds) != 1 || len(pipe.Cmds[0].Args) != 1 {
		return false
	}
	name, isName := pipe.Cmds[0].Args[0].(*parse.IdentifierNode)
	return isName && name.Ident == "site"
}
