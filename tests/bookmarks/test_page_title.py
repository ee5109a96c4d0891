"""What a page says about itself."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.bookmarks.page_title import (
    LONGEST_DESCRIPTION,
    LONGEST_LANGUAGE,
    LONGEST_SITE_NAME,
    LONGEST_TITLE,
    PageFacts,
    page_facts,
)

URL = "https://www.example.org/notes"


def facts(markup: str, charset: str | None = "utf-8") -> PageFacts:
    return page_facts(markup.encode(), charset, URL)


def title(body: bytes, charset: str | None = None) -> str:
    return page_facts(body, charset, URL).title


def test_a_page_says_what_it_is() -> None:
    page = """<!DOCTYPE html><html lang="en-gb"><head><title>Giving feedback | Northwind</title>
    <meta property="og:title" content="Giving feedback"><meta property="og:site_name" content="Northwind notes">
    <meta name="description" content="Three questions
      to begin with."></head><body><h1>Feedback</h1></body></html>"""
    assert facts(page) == PageFacts("Giving feedback", "Three questions to begin with.", "en-GB", "Northwind notes")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<title>Plain</title>", "Plain"),
        ("<TITLE>\n  Two \t words\n</TITLE>", "Two words"),
        ("<title>Plain</title><meta name='twitter:title' content='Short'>", "Short"),
        ("<meta name='twitter:title' content='Short'><meta property='og:title' content='Shared'>", "Shared"),
        ("<meta property='OG:Title' content='Shared'>", "Shared"),
        ("<meta name='og:title' content='Shared'>", "Shared"),
        ("<meta property='og:title' content='  '><title>Plain</title>", "Plain"),
        ("<meta property='og:title' content='One'><meta property='og:title' content='Two'>", "One"),
        ("<title></title><title>Second</title>", "Second"),
        ("<title>A &amp; B &lt;c&gt; &#8211; d</title>", "A & B <c> – d"),
        ("<title>Unclosed", "Unclosed"),
        ("<body><svg><title>Logo</title></svg>", ""),
        ("<svg><title>Logo</title></svg><title>Page</title>", "Page"),
        ("<h1>Heading</h1>", ""),
        ("just text", ""),
        ("", ""),
    ],
)
def test_the_title_is_the_one_meant_for_sharing_else_the_pages_own(head: str, expected: str) -> None:
    assert facts(head).title == expected


def test_the_title_of_a_page_that_was_cut_off_is_found() -> None:
    assert facts("<html><head><title>Long page</title></head><body><p>And so on and on <a hre").title == "Long page"


@pytest.mark.parametrize(
    ("markup", "language"),
    [
        ("<html lang=en>", "en"),
        ("<html lang=' PT_br '>", "pt-BR"),
        ("<html lang=zh-hant-tw>", "zh-Hant-TW"),
        ("<html lang=sl-rozaj-biske-1994>", "sl"),
        ("<html xml:lang=fr>", "fr"),
        ("<html lang=''><meta property='og:locale' content='de_AT'>", "de-AT"),
        ("<meta http-equiv='Content-Language' content='nl, en'>", "nl"),
        ("<html lang='\"><script>'>", ""),
        ("<html lang=x-klingon>", ""),
        ("<html>", ""),
    ],
)
def test_the_language_is_a_language_tag_or_nothing(markup: str, language: str) -> None:
    assert facts(markup + "<p>x").language == language


def test_the_host_names_a_site_that_does_not_name_itself() -> None:
    assert facts("<title>x</title>").site_name == "example.org"


def test_an_address_that_cannot_be_read_names_no_site() -> None:
    assert page_facts(b"", None, "http://[").site_name == ""


def test_nothing_is_longer_than_it_may_be() -> None:
    long = "many words " * 1000
    found = facts(
        f"<title>{long}</title><meta name=description content='{long}'><meta property=og:site_name content='{long}'>"
    )
    assert len(found.title) <= LONGEST_TITLE
    assert len(found.description) <= LONGEST_DESCRIPTION
    assert len(found.site_name) <= LONGEST_SITE_NAME
    assert found.title.endswith("words…")


def test_a_title_without_a_space_is_cut_all_the_same() -> None:
    assert facts(f"<title>{'x' * 1000}</title>").title == "x" * (LONGEST_TITLE - 1) + "…"


def test_what_cannot_be_seen_or_deceives_is_left_out() -> None:
    assert facts("<title>a\x00b\x07c\u202ed\u2066e\u200bf&#x81;g</title>").title == "abcdefg"


def test_letters_that_are_joined_stay_joined() -> None:
    assert facts("<title>👩\u200d⚕️ e\u0301</title>").title == "👩\u200d⚕️ é"


GERMAN = "<title>Größe – „quer“</title>"
GREEK = "<title>Καλημέρα</title>"
RUSSIAN = "<title>Обратная связь</title>"
JAPANESE = "<title>こんにちは世界</title>"


@pytest.mark.parametrize(
    ("body", "header"),
    [
        (GERMAN.encode(), None),
        (GERMAN.encode(), "utf-8"),
        (GERMAN.encode(), "UTF8"),
        (GERMAN.encode(), "iso-8859-1"),
        (b"<meta charset=latin1>" + GERMAN.encode(), "iso-8859-1"),
        (b"<meta charset=gb2312>" + 2 * GERMAN.encode(), None),
        (GERMAN.encode() + b"broken \xff later", "iso-8859-1"),
        (GERMAN.encode("cp1252"), None),
        (GERMAN.encode("cp1252"), "iso-8859-1"),
        (GERMAN.encode("cp1252"), "utf-8"),
        (b"<meta charset='windows-1252'>" + GERMAN.encode("cp1252"), "utf-8"),
        (GERMAN.encode(), "utf-7"),
        (GERMAN.encode(), "rot13"),
        (GERMAN.encode(), "no such thing"),
        (codecs.BOM_UTF8 + GERMAN.encode(), "iso-8859-1"),
        (codecs.BOM_UTF16_LE + GERMAN.encode("utf-16-le"), None),
        (codecs.BOM_UTF16_BE + GERMAN.encode("utf-16-be"), "utf-8"),
        (GERMAN.encode("utf-16-le"), "utf-16"),
        (b"<meta charset=utf-16>" + GERMAN.encode(), None),
        (GERMAN.encode() + b"broken \xff later", "utf-8"),
        (GERMAN.encode() + b"broken \xff later", None),
        (GERMAN.encode() + "é".encode()[:1], None),
    ],
)
def test_letters_are_read_whatever_the_page_or_its_server_claims(body: bytes, header: str | None) -> None:
    assert title(body, header) == "Größe – „quer“"


@pytest.mark.parametrize(
    ("page", "label"),
    [
        (GREEK, "iso-8859-7"),
        (GREEK, "windows-1253"),
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (JAPANESE, "iso-2022-jp"),
    ],
)
def test_other_alphabets_are_read_by_header_or_declaration(page: str, label: str) -> None:
    expected = page.removeprefix("<title>").removesuffix("</title>")
    declared = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">'
    assert title(page.encode(label), label) == expected
    assert title((declared + page).encode(label)) == expected
    assert title((f'<?xml version="1.0" encoding="{label}"?>' + page).encode(label)) == expected


def test_a_broken_letter_does_not_spoil_the_others() -> None:
    assert title((RUSSIAN + "<p>связь").encode() + b" \xff", "windows-1251") == "Обратная связь"
    assert title("<title>反馈</title>".encode("gbk") + b"<p>\xff\xff", "gb2312") == "反馈"


def test_harmless_bytes_do_not_turn_into_markup() -> None:
    assert title(b"+ADw-title+AD4-x+ADw-/title+AD4-<title>safe</title>", "utf-7") == "safe"


@given(st.binary(max_size=300), st.none() | st.sampled_from(["utf-8", "utf-16", "gbk", "big5", "iso-2022-jp", "x"]))
def test_no_bytes_make_the_reader_stumble(body: bytes, charset: str | None) -> None:
    found = page_facts(b"<title>" + body, charset, URL)
    found.title.encode("utf-8")
    assert len(found.title) <= LONGEST_TITLE
    assert len(found.language) <= LONGEST_LANGUAGE
    assert found.title == " ".join(found.title.split())


@given(st.text(), st.text())
def test_no_text_makes_the_reader_stumble(markup: str, url: str) -> None:
    page_facts(markup.encode("utf-8", "replace"), None, url)
