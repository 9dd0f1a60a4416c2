package theme

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"text/template/parse"
)

// call is a function of ours in a template, with its arguments where they are written out.
type call struct {
	name  string
	args  []string // of the strings written out, at their places; "" for others
	given []bool   // which are written out
	node  parse.Node
}

// callOf reads a command as a call of one of the functions that can be checked; ok is false for any other.
func callOf(command *parse.CommandNode) (c call, ok bool) {
	name, ok := command.Args[0].(*parse.IdentifierNode)
	if !ok || !slices.Contains([]string{"t", "pick", "rich", "text", "hole", "asset", "data", "icon", "path"}, name.Ident) {
		return call{}, false
	}
	c = call{name: name.Ident, node: command}
	for _, arg := range command.Args[1:] {
		text, written := arg.(*parse.StringNode)
		c.given = append(c.given, written)
		if written {
			c.args = append(c.args, text.Text)
		} else {
			c.args = append(c.args, "")
		}
	}
	return c, true
}

// constant tells whether everything that the call hangs on is written out.
func (c call) constant() bool { return !slices.Contains(c.given, false) }

// checkCalls looks at every call in a template: messages with their placeholders, holes, assets, icons.
func (w writer) checkCalls(tree *parse.Tree) []error {
	var problems []error
	walk(tree.Root, func(node parse.Node) {
		command, isCommand := node.(*parse.CommandNode)
		if !isCommand {
			return
		}
		c, ours := callOf(command)
		if !ours {
			return
		}
		if problem := w.problem(c); problem != "" {
			location, _ := tree.ErrorContext(command)
			problems = append(problems, fmt.Errorf("%s: %s", location, problem))
		}
	})
	return problems
}

// problem says what is wrong with a call and how to mend it; "" is nothing.
func (w writer) problem(c call) string {
	if len(c.args) == 0 || !c.given[0] {
		return c.name + " needs a name between quotation marks as its first argument"
	}
	messages, lang := w.theme.messages, w.lang
	switch name := c.args[0]; c.name {
	case "t", "rich", "text":
		if !messages.Has(lang, name) {
			return fmt.Sprintf("there is no message %q: write it in messages/%s.toml", name, lang)
		}
		var given []string
		for i := 1; i < len(c.args); i += 2 {
			given = append(given, c.args[i])
		}
		slices.Sort(given)
		if want := messages.Placeholders(lang, name); !slices.Equal(given, want) {
			return fmt.Sprintf("message %q waits for %v and is given %v: name each, then its value", name, want, given)
		}
	case "pick":
		if !slices.ContainsFunc(messages.Keys(lang), func(key string) bool { return strings.HasPrefix(key, name+".") }) {
			return fmt.Sprintf("there is no message under %q: write them in messages/%s.toml", name, lang)
		}
	case "hole":
		if !slices.Contains(Holes(), name) {
			return fmt.Sprintf("there is no hole %q: use one of %s", name, strings.Join(Holes(), ", "))
		}
	case "asset", "data":
		if w.theme.assets[name] == nil {
			return fmt.Sprintf("there is no asset %q: put it into assets/%s", name, name)
		}
	case "icon":
		if !w.icons.names[name] {
			return fmt.Sprintf("there is no icon %q: draw it in assets/icons/%s.svg", name, name)
		}
	}
	return ""
}

// indent is what templates are laid out with. It means nothing in HTML; no template of ours writes inside <pre>.
var indent = regexp.MustCompile(`\s*\n\s*`)

// straighten takes the indentation out of the text of a template.
func straighten(list *parse.ListNode) {
	walk(list, func(node parse.Node) {
		if text, isText := node.(*parse.TextNode); isText {
			text.Text = indent.ReplaceAll(text.Text, []byte("\n"))
		}
	})
}

// fold turns what is the same on every page of a language into text: messages without arguments, addresses of
// files, icons, holes. Most of a page is then copied rather than computed.
func (w writer) fold(list *parse.ListNode) {
	walk(list, func(node parse.Node) {
		inside, isList := node.(*parse.ListNode)
		if !isList {
			return
		}
		for i, n := range inside.Nodes {
			action, isAction := n.(*parse.ActionNode)
			if !isAction {
				continue
			}
			if text, ok := w.constant(action); ok {
				inside.Nodes[i] = &parse.TextNode{NodeType: parse.NodeText, Pos: action.Pos, Text: []byte(text)}
			}
		}
	})
}

// constant evaluates an action that is one call with everything written out.
func (w writer) constant(action *parse.ActionNode) (string, bool) {
	if len(action.Pipe.Cmds) != 1 || len(action.Pipe.Decl) > 0 {
		return "", false
	}
	c, ours := callOf(action.Pipe.Cmds[0])
	if !ours || !c.constant() {
		return "", false
	}
	var args []any
	for _, a := range c.args[1:] {
		args = append(args, a)
	}
	switch c.name {
	case "t":
		return html.EscapeString(w.t(c.args[0], args...)), true
	case "rich":
		return string(w.rich(c.args[0], args...)), true
	case "text":
		return string(w.text(c.args[0], args...)), true
	case "hole":
		return string(w.hole(c.args[0])), true
	case "asset":
		return w.asset(c.args[0]), true
	case "data":
		return html.EscapeString(string(w.data(c.args[0]))), true
	case "icon":
		return string(w.icon(c.args[0])), true
	case "path":
		return html.EscapeString(w.path(c.args[0])), true
	}
	return "", false
}

// walk visits a node and all below it.
func walk(node parse.Node, visit func(parse.Node)) {
	visit(node)
	switch n := node.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				walk(child, visit)
			}
		}
	case *parse.ActionNode:
		walk(n.Pipe, visit)
	case *parse.PipeNode:
		if n != nil {
			for _, c := range n.Cmds {
				walk(c, visit)
			}
		}
	case *parse.CommandNode:
		for _, a := range n.Args {
			walk(a, visit)
		}
	case *parse.ChainNode:
		walk(n.Node, visit)
	case *parse.TemplateNode:
		walk(n.Pipe, visit)
	case *parse.IfNode:
		walkBranch(&n.BranchNode, visit)
	case *parse.RangeNode:
		walkBranch(&n.BranchNode, visit)
	case *parse.WithNode:
		walkBranch(&n.BranchNode, visit)
	}
}

func walkBranch(n *parse.BranchNode, visit func(parse.Node)) {
	walk(n.Pipe, visit)
	walk(n.List, visit)
	if n.ElseList != nil {
		walk(n.ElseList, visit)
	}
}
