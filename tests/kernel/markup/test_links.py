"""Where links lead, what they say about it, and which images are loaded."""

from __future__ import annotations

import pytest

from community.kernel.markup import render

OUTSIDE = ' rel="nofollow ugc noopener"'


def test_a_link_that_leaves_the_site_vouches_for_nothing() -> None:
    assert render("[a](https://b.example/c)").html == f'<p><a href="https://b.example/c"{OUTSIDE}>a</a></p>\n'


@pytest.mark.parametrize("address", ["/questions/7", "/search?q=a&amp;p=2#x", "mailto:a@b.example"])
def test_a_link_that_stays_needs_no_such_words(address: str) -> None:
    assert render(f"[a]({address})").html == f'<p><a href="{address}">a</a></p>\n'


@pytest.mark.parametrize("address", ["notes.html", "../x", "?a=b", "#csrf", "//evil.example"])
def test_a_link_that_leads_nowhere_certain_is_text(address: str) -> None:
    assert render(f"[a]({address})").html == "<p>a</p>\n"


@pytest.mark.parametrize(
    "scheme", ["javascript:", "JavaScript:", "data:text/html,", "vbscript:", "file:///", "ftp://a/"]
)
def test_a_link_with_another_scheme_stays_as_it_was_typed(scheme: str) -> None:
    assert render(f"[a]({scheme}x)").html == f"<p>[a]({scheme}x)</p>\n"


@pytest.mark.parametrize(
    ("source", "href", "text"),
    [
        ("https://a.example/b", "https://a.example/b", "https://a.example/b"),
        ("HTTP://a.example", "HTTP://a.example", "HTTP://a.example"),
        ("https://a.example/b_c_d*e", "https://a.example/b_c_d*e", "https://a.example/b_c_d*e"),
        ("https://a.example/b_(c)", "https://a.example/b_(c)", "https://a.example/b_(c)"),
        ("https://a.example/?b=c&d=e", "https://a.example/?b=c&amp;d=e", "https://a.example/?b=c&amp;d=e"),
        ("https://a.example/é", "https://a.example/%C3%A9", "https://a.example/é"),
        ("https://münchen.example", "https://xn--mnchen-3ya.example", "https://münchen.example"),
        ("http://localhost:8000/x", "http://localhost:8000/x", "http://localhost:8000/x"),
        ("www.a.example/b", "http://www.a.example/b", "www.a.example/b"),
    ],
)
def test_an_address_without_markup_is_a_link(source: str, href: str, text: str) -> None:
    assert render(source).html == f'<p><a href="{href}"{OUTSIDE}>{text}</a></p>\n'


@pytest.mark.parametrize(
    ("source", "before", "after"),
    [
        ("(see https://a.example).", "(see ", ")."),
        ("https://a.example, b", "", ", b"),
        ("**https://a.example**", "<strong>", "</strong>"),
        ("~~https://a.example~~", "<s>", "</s>"),
        ('"https://a.example"', '"', '"'),
        ("x: https://a.example!", "x: ", "!"),
        ("<https://a.example>", "", ""),
    ],
)
def test_what_stands_around_an_address_is_no_part_of_it(source: str, before: str, after: str) -> None:
    link = f'<a href="https://a.example"{OUTSIDE}>https://a.example</a>'
    assert render(source).html == f"<p>{before}{link}{after}</p>\n"


def test_a_mail_address_is_linked_when_it_says_so() -> None:
    assert '<a href="mailto:a@b.example">' in render("Write to mailto:a@b.example, please.").html


@pytest.mark.parametrize(
    "source",
    ["a@b.example", "setup.py and node.js", "README.md", "http://", "www.", "www", "xhttp://a", "`https://a.example`",
     "\\https\\://a.example", "ftp://a.example", "http:a"],
)  # fmt: skip
def test_what_only_resembles_an_address_stays_text(source: str) -> None:
    assert "<a" not in render(source).html


def test_an_address_inside_a_link_does_not_become_another() -> None:
    assert render("[https://a.example](/b)").html == '<p><a href="/b">https://a.example</a></p>\n'


def test_an_image_of_the_site_is_shown_when_it_comes_into_view() -> None:
    html = render('![a *b*](/media/7/c.png "d")').html
    assert html == '<p><img src="/media/7/c.png" alt="a b" title="d" loading="lazy"></p>\n'


def test_an_image_from_elsewhere_is_a_link_because_loading_it_would_report_the_reader() -> None:
    html = render("![a *b*](https://c.example/d.png)").html
    assert html == f'<p><a href="https://c.example/d.png"{OUTSIDE}>a b</a></p>\n'


def test_an_image_from_elsewhere_without_words_is_called_by_its_address() -> None:
    assert f"{OUTSIDE}>https://c.example/d.png</a>" in render("![](https://c.example/d.png)").html


def test_an_image_from_elsewhere_inside_a_link_leaves_only_its_words() -> None:
    assert render("[![a](https://c.example/d.png)](/b)").html == '<p><a href="/b">a</a></p>\n'


def test_an_image_of_the_site_may_be_a_link() -> None:
    assert '<a href="/b"><img src="/media/x.png"' in render("[![a](/media/x.png)](/b)").html


@pytest.mark.parametrize(
    "address", ["/logout", "/media/../logout", "/media/%2e%2e/logout", "/media/x?y", "/mediax/y.png"]
)
def test_an_image_cannot_visit_another_page_of_the_site(address: str) -> None:
    assert "<img" not in render(f"![a]({address})").html
