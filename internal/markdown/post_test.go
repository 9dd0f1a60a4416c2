package markdown

import "testing"

func TestPost(t *testing.T) {
	for _, test := range []struct{ name, source, want string }{
		{"a paragraph", "Bonjour : *oui*\nnon", "<p>Bonjour\u00a0: <em>oui</em><br>\nnon</p>\n"},
		{"no HTML", "<script>alert(1)</script> <b onclick=x>b</b>\n\n<div>\n*a*\n</div>",
			"<p>&lt;script&gt;alert(1)&lt;/script&gt; &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n<p>&lt;div&gt;<br>\n<em>a</em><br>\n&lt;/div&gt;</p>\n"},
		{"a heading", "# A\n\nB\n===", "<p><strong>A</strong></p>\n<p><strong>B</strong></p>\n"},
		{"links", "[a](https://example.org/?a=b&c) https://example.org/x. <mailto:a@example.org> [b](javascript:alert(1)) [c](/fr/m) [d](//evil) [e](../x.md)",
			`<p><a href="https://example.org/?a=b&amp;c" rel="nofollow ugc">a</a> <a href="https://example.org/x" rel="nofollow ugc">https://example.org/x</a>. ` +
				`<a href="mailto:a@example.org" rel="nofollow ugc">mailto:a@example.org</a> b <a href="/fr/m" rel="nofollow ugc">c</a> d e</p>` + "\n"},
		{"an image", "![Un chat](https://example.org/chat.png) ![](https://example.org/x.png)",
			`<p><a href="https://example.org/chat.png" rel="nofollow ugc">Un chat</a> <a href="https://example.org/x.png" rel="nofollow ugc">https://example.org/x.png</a></p>` + "\n"},
		{"blocks", "> a\n\n3. b\n4. c\n\n---\n\n```go\n<x>\n```\n~~d~~ `e<`",
			"<blockquote>\n<p>a</p>\n</blockquote>\n<ol start=\"3\">\n<li>b</li>\n<li>c</li>\n</ol>\n<hr>\n<pre><code>&lt;x&gt;\n</code></pre>\n<p><del>d</del> <code>e&lt;</code></p>\n"},
		{"neither tables nor notes", "| a |\n|---|\n| b |\n\n[^1]\n\n[^1]: c", "<p>| a |<br>\n|—|<br>\n| b |</p>\n<p>^1</p>\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := Post(test.source, PostOptions{Lang: "fr"})
			if err != nil || got != test.want {
				t.Errorf("%v\ngot  %s\nwant %s", err, got, test.want)
			}
		})
	}
}
