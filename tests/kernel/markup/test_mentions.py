"""Who is called by name."""

from __future__ import annotations

import pytest

from community.kernel.markup import render

PEOPLE = {"ana": "/people/ana", "ben-b": "/people/ben-b", "c.d": "/people/c.d"}


def test_a_known_name_is_linked() -> None:
    html = render("Thanks, @ana!", link_mention=PEOPLE.get).html
    assert html == '<p>Thanks, <a href="/people/ana" class="mention">@ana</a>!</p>\n'


def test_an_unknown_name_stays_text_and_is_no_mention() -> None:
    rendered = render("Thanks, @zoe!", link_mention=PEOPLE.get)
    assert (rendered.html, rendered.mentions) == ("<p>Thanks, @zoe!</p>\n", ())


def test_without_anyone_to_ask_every_name_is_a_mention_but_no_link() -> None:
    rendered = render("@ana and @zoe")
    assert (rendered.html, rendered.mentions) == ("<p>@ana and @zoe</p>\n", ("ana", "zoe"))


def test_mentions_come_in_order_each_once_in_lower_case() -> None:
    assert render("@ben-b, @Ana, @ANA\n\n> @c.d @ben-b").mentions == ("ben-b", "ana", "c.d")


@pytest.mark.parametrize(
    "source", ["@ana.", "(@ana)", "@ana's", "@ana:", "**@ana**", "_@ana_", "@ana, x", "- @ana", "# @ana", "a\n@ana"]
)
def test_a_name_ends_where_the_sentence_goes_on(source: str) -> None:
    assert render(source, link_mention=PEOPLE.get).mentions == ("ana",)


@pytest.mark.parametrize(
    "source",
    ["`@ana`", "    @ana", "```\n@ana\n```", "[@ana](/x)", "[x @ana y](https://a.example)", "me@ana.example", "x@ana",
     "\\@ana", "@@ana", "https://a.example/@ana", "https://a.example?x=@ana", "@ana/package", "@ana@host.example",
     "a/@ana", "@ ana", "é@ana", "![@ana](/media/x.png)"],
)  # fmt: skip
def test_nobody_is_called_from_code_links_mail_addresses_or_paths(source: str) -> None:
    assert render(source, link_mention=PEOPLE.get).mentions == ()


def test_a_mention_in_a_footnote_a_table_or_a_task_counts() -> None:
    source = "x[^1]\n\n| @ana |\n|---|\n| y |\n\n- [ ] @c.d\n\n[^1]: @ben-b"
    assert set(render(source, link_mention=PEOPLE.get).mentions) == {"ana", "ben-b", "c.d"}


def test_each_name_is_looked_up_once() -> None:
    asked: list[str] = []
    render("@ana @Ana @zoe @ana [@zoe](/x) @zoe", link_mention=asked.append)
    assert asked == ["ana", "zoe"]


def test_a_roll_call_of_the_whole_house_reaches_only_so_many() -> None:
    assert len(render(" ".join(f"@p{number}" for number in range(1_000))).mentions) == 50


def test_a_page_of_a_person_is_a_path_of_this_site() -> None:
    html = render("@ana", link_mention=lambda _name: "javascript:alert(1)").html
    assert html == "<p>@ana</p>\n"
