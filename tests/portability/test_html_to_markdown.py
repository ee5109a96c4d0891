"""What was written as HTML elsewhere says the same here: converted, and rendered as the site renders it."""

from __future__ import annotations

import re
from collections import Counter
from html import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree, html

from community.kernel.markup import render
from community.portability.html_to_markdown import html_to_markdown, markdown_without_html, without_mentions

LINE_BREAKERS = frozenset({"p", "li", "blockquote", "pre", "br", "div", "td", "th", "tr", "h1", "h2", "h3"})


def words(page: str) -> str:
    """All that a reader can read, without the space between."""
    root = html.fragment_fromstring(page, create_parent="div")
    return re.sub(r"\s+", "", str(root.xpath("string()")))


def outline(page: str) -> list[str]:
    """The names of the elements in the order of reading."""
    root = html.fragment_fromstring(page, create_parent="div")
    return [str(element.tag) for element in root.iterdescendants() if isinstance(element.tag, str)]


def shown(page: str) -> str:
    return render(html_to_markdown(page, base_url="https://example.org/questions/7")).html


# --- examples that a person reads ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "markdown"),
    [
        ("<p>One.</p><p>Two,\n  wrapped.</p>", "One.\n\nTwo, wrapped."),
        ("<h2>How it <em>went</em></h2><p>Well.</p>", "## How it *went*\n\nWell."),
        ("<p>First<br>second</p>", "First\\\nsecond"),
        ("first<br><br/>second", "first\n\nsecond"),
        ("<ul><li>tea</li><li>milk</li></ul>", "- tea\n- milk"),
        ("<ul><li><p>tea</p></li><li><p>milk</p></li></ul>", "- tea\n\n- milk"),
        ("<ol start=3><li>three<li>four</ol>", "3. three\n4. four"),
        ("<ul><li>a<ol><li>b<li>c</ol></li><li>d</li></ul>", "- a\n  1. b\n  2. c\n- d"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b"),
        ("<blockquote><p>one</p><p>two</p></blockquote><p>three</p>", "> one\n>\n> two\n\nthree"),
        ("<blockquote>a</blockquote><blockquote>b</blockquote>", "> a\n\n> b"),
        ("<pre><code>if x:\n    y  \n</code></pre>", "```\nif x:\n    y\n```"),
        ("<pre class='lang-py s'><code>```</code></pre>", "````py\n```\n````"),
        ("<p>press <kbd>Ctrl</kbd> or <code>a`b</code></p>", "press `Ctrl` or ``a`b``"),
        ("<p><b>very </b>good</p>", "**very** good"),
        ("<p>a<hr>b", "a\n\n---\n\nb"),
        ("<p>2<sup>10</sup> H<sub>2</sub>O 1<sup>st</sup></p>", "2¹⁰ H₂O 1st"),
        ("<p><del>no</del> <s>no</s></p>", "~~no~~ ~~no~~"),
    ],
)
def test_common_pieces_read_as_a_person_would_write_them(page: str, markdown: str) -> None:
    assert html_to_markdown(page) == markdown


@pytest.mark.parametrize(
    ("page", "markdown"),
    [
        ('<a href="https://a.example/x">here</a>', "[here](https://a.example/x)"),
        ('<a href="https://a.example/x">https://a.example/x</a>', "<https://a.example/x>"),
        ('<a href="https://a.example" title=\'a "b"\'>x</a>', '[x](https://a.example "a \\"b\\"")'),
        ('<a href="/q/9">nine</a>', "[nine](https://example.org/q/9)"),
        ('<a href="//b.example/">b</a>', "[b](https://b.example/)"),
        ('<a href="https://a.example/a b(c">x</a>', "[x](<https://a.example/a%20b(c>)"),
        ('<a href="https://a.example/(b)">[x]</a>', "[\\[x\\]](https://a.example/(b))"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ('<a href="  JAVA\nSCRIPT:alert(1)">x</a>', "x"),
        ('<a href="data:text/html,x">x</a>', "x"),
        ('<a href="https://[broken/">x</a>', "x"),
        ('<a name="top">x</a>', "x"),
        ('<img src="https://i.example/a.png" alt="a map">', "[a map](https://i.example/a.png)"),
        ('<img src="https://i.example/a%20b.png?s=1">', "[a b.png](https://i.example/a%20b.png?s=1)"),
        ('<img src="https://i.example/">', "[image](https://i.example/)"),
        ('<img src="data:image/png;base64,AAAA" alt="dot">', "dot"),
        ('<a href="/big"><img src="/small.png" alt="map"></a>', "[map](https://example.org/big)"),
        ('<iframe src="https://v.example/1"></iframe>', "<https://v.example/1>"),
        ('<video><source src="/v.mp4"></video>', "<https://example.org/v.mp4>"),
    ],
)
def test_links_and_pictures_become_links_that_are_safe_to_follow(page: str, markdown: str) -> None:
    assert html_to_markdown(page, base_url="https://example.org/questions/7") == markdown


def test_without_its_address_a_page_s_relative_links_are_only_text() -> None:
    assert html_to_markdown('<a href="/q/9">nine</a>') == "nine"


def test_a_table_of_data_is_a_table() -> None:
    page = "<table><tr><th>Day<th>Hours<tr><td>Monday<td>9|17<tr><td>Tuesday</table>"

    assert html_to_markdown(page) == "| Day | Hours |\n| --- | --- |\n| Monday | 9\\|17 |\n| Tuesday |"


def test_a_table_without_a_head_keeps_its_first_row_as_a_row() -> None:
    page = "<table><tr><td>a<td>b<tr><td>c<td>d</table>"

    assert html_to_markdown(page) == "|  |  |\n| --- | --- |\n| a | b |\n| c | d |"


def test_a_table_that_only_arranges_the_page_disappears() -> None:
    page = "<table><tr><td><ul><li>menu</ul><td><p>Text.</p></table>"

    assert html_to_markdown(page) == "- menu\n\nText."


def test_formulas_look_as_they_were_written() -> None:
    formula = r"$\rho_{A}\\ \{a*b\}_{c} < |\psi_1\rangle$ and $$x^2_i \& y$$"

    assert words(shown(f"<p>{escape(formula)}</p>")) == re.sub(r"\s+", "", formula)


def test_scripts_forms_and_comments_leave_nothing_behind() -> None:
    page = "<p>a<!-- no --><script>no()</script><style>no</style><textarea>no</textarea>b</p>"

    assert html_to_markdown(page) == "ab"


def test_nothing_comes_of_nothing() -> None:
    assert [html_to_markdown(page) for page in ("", "  \n", "<p> </p>", "<!-- x -->", "\x00")] == [""] * 5


def test_a_mark_that_would_not_survive_is_dropped_and_its_words_stay() -> None:
    assert html_to_markdown("<p><b>Note:</b>well <i>(x)</i>y</p>") == "**Note**:well (x)y"


def test_marks_that_meet_are_one() -> None:
    assert html_to_markdown("<b>a</b><b>b</b>") == "**ab**"


def test_a_mark_around_paragraphs_goes_on_in_each() -> None:
    assert html_to_markdown("<div><b>one<div>two</div></b></div>") == "**one**\n\n**two**"


# --- what must hold for every page ----------------------------------------------------------------------


@settings(deadline=None)  # a machine that is busy proves nothing about a page
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
@example(text="# not a heading")
@example(text="1. not a list")
@example(text="- + * not either")
@example(text="[x]: /url 'no definition'")
@example(text="--- | ---")
@example(text="a\\")
@example(text="&amp; &#65; <b> `x` ~~no~~ ![a](b)")
@example(text="====")
@example(text=":---")
def test_whatever_a_paragraph_says_it_still_says(text: str) -> None:
    page = f"<p>{escape(text)}</p>"

    assert words(shown(page)) == words(page)


@settings(deadline=None)  # a machine that is busy proves nothing about a page
@given(lines=st.lists(st.text("#>-+*=_~`|:.1 a\\", min_size=1, max_size=8), min_size=2, max_size=4))
def test_lines_between_breaks_stay_text(lines: list[str]) -> None:
    page = f"<p>{'<br>'.join(map(escape, lines))}</p>"

    assert words(shown(page)) == words(page)


inline = st.recursive(
    st.text("ab .,*_[]()!`&;:\\", min_size=1, max_size=6).map(escape),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["b", "em", "s", "code"]), inner),
        st.builds('<a href="https://a.example/">{}</a>'.format, inner),
    ),
    max_leaves=6,
)


@settings(deadline=None)
@given(page=inline.map("<p>{}</p>".format))
def test_marks_never_cost_a_word(page: str) -> None:
    assert words(shown(page)) == words(page)


def listed(kind: str, items: list[str]) -> str:
    return f"<{kind}>{''.join(f'<li>{item}</li>' for item in items)}</{kind}>"


blocks = st.recursive(
    st.sampled_from(["<p>words</p>", "<pre><code>x = 1</code></pre>", "<hr>", "<h3>head</h3>"]),
    lambda inner: st.one_of(
        st.builds("<blockquote>{}</blockquote>".format, st.lists(inner, min_size=1, max_size=3).map("".join)),
        st.builds(
            listed,
            st.sampled_from(["ul", "ol"]),
            st.lists(st.lists(inner, min_size=1, max_size=2).map("".join), min_size=1, max_size=3),
        ),
        st.lists(inner, min_size=2, max_size=3).map("".join),
    ),
    max_leaves=8,
)


def skeleton(page: str) -> Counter[str]:
    names = (re.sub(r"h[1-6]", "heading", name) for name in outline(page))
    return Counter(name for name in names if name not in {"p", "code", "span", "div"})


@settings(deadline=None)  # a machine that is busy proves nothing about a page
@given(page=blocks)
def test_blocks_keep_their_order_and_their_nesting(page: str) -> None:
    assert (words(shown(page)), skeleton(shown(page))) == (words(page), skeleton(page))


@settings(deadline=None)  # a machine that is busy proves nothing about a page
@given(page=st.lists(st.sampled_from(["<b>", "</b>", "<ul>", "<li>", "</ul>", "<p>", "<td>", "a", "<a href=x>",
                                      "</a>", "<blockquote>", "<table>", "<tr>", "<h1>", "<pre>", "</pre>"]),
                     max_size=30).map("".join))  # fmt: skip
def test_broken_pages_still_give_all_their_words(page: str) -> None:
    root = etree.fromstring(f"<body>{page}</body>", etree.HTMLParser())
    expected = re.sub(r"\s+", "", str(root.xpath("string()")))

    assert words(shown(page)) == expected


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 5000 + "word",
        "<ul><li>" * 900 + "<li>word" * 2000,
        "<b>" * 5000 + "word",
        "<table><tr><td>" * 900 + "word",
        "<p>" + "*_[`<&~" * 5000 + "word",
    ],
)
def test_hostile_pages_are_read_without_harm(page: str) -> None:
    assert "word" in html_to_markdown(page)


# --- Markdown from elsewhere -------------------------------------------------------------------------------


@pytest.mark.parametrize("markdown", ["a *b*\n\n* c\n", "`<br>` and\n\n    <b>\n\n5 < 6 & 7", "Setext\n======\n"])
def test_markdown_without_html_stays_as_it_was_written(markdown: str) -> None:
    assert markdown_without_html(markdown) == markdown


@pytest.mark.parametrize(
    ("markdown", "fit"),
    [
        ("one<br>two", "one\\\ntwo"),
        ("<span>one</span> *two*", "one *two*"),
        ('<div>\n\n# Head\n\n</div>\n<img src="/a.png" alt="a">', "# Head\n\n[a](https://example.org/a.png)"),
        ("| a | b |\n|---|---|\n| 1<br>2 | 3 |", "| a | b |\n| --- | --- |\n| 1 2 | 3 |"),
        ("<script>\nno()\n</script>\n\nyes", "yes"),
    ],
)
def test_html_inside_markdown_becomes_markdown(markdown: str, fit: str) -> None:
    assert markdown_without_html(markdown, base_url="https://example.org/") == fit


@pytest.mark.parametrize("page", ["<p>@ana, see @Ben's</p>", "<p>(@ana)</p>", "<p><b>@ana</b></p>", "<li>@ana"])
def test_people_who_were_called_elsewhere_are_not_called_here(page: str) -> None:
    assert render(html_to_markdown(page)).mentions == ()


@pytest.mark.parametrize(
    ("markdown", "calm"),
    [
        ("@ana see `@x` and\n\n    @code\n\n(@ben)", "\\@ana see `@x` and\n\n    @code\n\n(\\@ben)"),
        ("```\n@code\n```\n@ana", "```\n@code\n```\n\\@ana"),
        ("ana@example.org \\@ana https://x.example/@ana", "ana@example.org \\@ana https://x.example/@ana"),
        ("`open @ana", "`open \\@ana"),
    ],
)
def test_markdown_from_elsewhere_calls_nobody(markdown: str, calm: str) -> None:
    assert without_mentions(markdown) == calm
    assert render(calm).mentions == ()
