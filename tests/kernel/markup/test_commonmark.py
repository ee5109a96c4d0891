"""The parts of CommonMark and GFM that people use, by examples in the way of the specifications."""

from __future__ import annotations

import re

import pytest

from community.kernel.markup import render

EXAMPLES = [
    ("a\nb", "<p>a\nb</p>"),
    ("a\n\nb", "<p>a</p>\n<p>b</p>"),
    ("a  \nb", "<p>a<br>\nb</p>"),
    ("a\\\nb", "<p>a<br>\nb</p>"),
    ("*a* _b_", "<p><em>a</em> <em>b</em></p>"),
    ("**a** __b__", "<p><strong>a</strong> <strong>b</strong></p>"),
    ("***a***", "<p><em><strong>a</strong></em></p>"),
    ("snake_case_name", "<p>snake_case_name</p>"),
    ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
    ("\\*a\\*", "<p>*a*</p>"),
    ("~~a~~ ~b~", "<p><s>a</s> ~b~</p>"),
    ("`a *b*`", "<p><code>a *b*</code></p>"),
    ("`` a`b ``", "<p><code>a`b</code></p>"),
    ("&copy; &amp; &nosuch;", "<p>© &amp; &amp;nosuch;</p>"),
    ("---", "<hr>"),
    ("> a\n> b", "<blockquote>\n<p>a\nb</p>\n</blockquote>"),
    ("> a\nb", "<blockquote>\n<p>a\nb</p>\n</blockquote>"),
    ("> > a", "<blockquote>\n<blockquote>\n<p>a</p>\n</blockquote>\n</blockquote>"),
    ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    ("- a\n\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>"),
    ("- a\n  - b", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"),
    ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
    ("3) a\n4) b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
    ("- a\n\n  ```\n  b\n  ```", '<ul>\n<li>\n<p>a</p>\n<pre tabindex="0"><code>b\n</code></pre>\n</li>\n</ul>'),
    ("    a\n     b", '<pre tabindex="0"><code>a\n b\n</code></pre>'),
    ("~~~\na\n~~~", '<pre tabindex="0"><code>a\n</code></pre>'),
    ("````\n```\n````", '<pre tabindex="0"><code>```\n</code></pre>'),
    ("```\na\n", '<pre tabindex="0"><code>a\n</code></pre>'),
    ("[a](/b)", '<p><a href="/b">a</a></p>'),
    ('[a](/b "c")', '<p><a href="/b" title="c">a</a></p>'),
    ("[a](</b c>)", '<p><a href="/b%20c">a</a></p>'),
    ("[a](/b(c))", '<p><a href="/b(c)">a</a></p>'),
    ("[a]\n\n[a]: /b", '<p><a href="/b">a</a></p>'),
    ("[*a*][B]\n\n[b]: /c", '<p><a href="/c"><em>a</em></a></p>'),
    ("[a] [b](", "<p>[a] [b](</p>"),
    ("<mailto:a@b.example>", '<p><a href="mailto:a@b.example">mailto:a@b.example</a></p>'),
    ("<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>"),
    ("<div>\na\n</div>", "<p>&lt;div&gt;\na\n&lt;/div&gt;</p>"),
    ("| a |\n|---|\n| b\\|c |", "<td>b|c</td>"),
    ("a | b\n--- | ---\nc", "<td>c</td>\n<td></td>"),
]


@pytest.mark.parametrize(("source", "html"), EXAMPLES)
def test_the_usual_markdown_is_understood(source: str, html: str) -> None:
    assert html in render(source).html


def test_nothing_becomes_nothing() -> None:
    assert render(" \n\n ").html == ""


@pytest.mark.parametrize(
    ("source", "tags"),
    [
        ("# a", ["h3"]),
        ("a\n===\n\nb\n---", ["h3", "h4"]),
        ("# a\n## b\n### c\n#### d\n##### e", ["h3", "h4", "h5", "h6", "h6"]),
        ("### a\n#### b", ["h3", "h4"]),
    ],
)
def test_headings_follow_those_of_the_page_without_a_gap(source: str, tags: list[str]) -> None:
    assert re.findall(r"<(h\d)>", render(source).html) == tags


def test_lines_of_every_system_end_alike() -> None:
    assert render("a\r\nb\rc\x0bd\x0ce\x85f").html == "<p>a\nb\nc\nd\ne\nf</p>\n"


def test_characters_that_nobody_sees_are_dropped() -> None:
    assert render("\ufeffa\x00b\x1b[31m\x7f\x9fc\ud800\udfffd\ufffee\tf").html == "<p>ab[31mcde\tf</p>\n"


def test_entities_bring_no_control_characters_back() -> None:
    assert render("a&#13;b&#12;c&#0;d&#x1b;").text == "a b c�d�"
