"""Tables, tasks, footnotes and code, as a page needs them."""

from __future__ import annotations

import re

import pytest

from community.kernel.markup import render
from community.kernel.markup.code import Share, _colored


def test_an_alignment_is_a_class_and_no_style() -> None:
    html = render("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |").html
    assert re.findall(r'<td class="([\w-]+)">', html) == ["align-left", "align-center", "align-right"]


def test_a_table_scrolls_by_itself_within_reach_of_the_keyboard() -> None:
    html = render("| a |\n|---|\n| 1 |").html
    assert html.startswith('<div class="table-scroll" tabindex="0"><table>')


def test_a_column_heading_says_that_it_is_one() -> None:
    assert '<th scope="col">a</th>' in render("| a |\n|---|\n| 1 |").html


def test_a_task_is_named_by_its_words() -> None:
    html = render("- [ ] call *Ben*\n- [x] write it down").html
    assert '<label><input type="checkbox" disabled=""> call <em>Ben</em></label>' in html
    assert '<label><input type="checkbox" disabled="" checked=""> write it down</label>' in html


def test_a_task_in_a_loose_list_is_named_too() -> None:
    html = render("- [x] a\n\n- [ ] b").html
    assert '<p><label><input type="checkbox" disabled="" checked=""> a</label></p>' in html


def test_a_box_without_words_stays_as_it_was_typed() -> None:
    html = render("- [x] > a").html
    assert "[x]" in html
    assert "<input" not in html


def test_brackets_that_are_no_box_stay() -> None:
    assert render("- [y] a\n- [x]b").html == "<ul>\n<li>[y] a</li>\n<li>[x]b</li>\n</ul>\n"


def test_a_long_task_list_is_classified_once() -> None:
    html = render("- [ ] a\n" * 30).html
    assert html.count('class="contains-task-list"') == 1
    assert html.count('class="task-list-item"') == 30


def test_a_footnote_leads_there_and_back() -> None:
    html = render("a[^n]\n\n[^n]: b").html
    assert '<a href="#user-content-fn-1" id="user-content-fnref-1" role="doc-noteref">[1]</a>' in html
    assert '<li id="user-content-fn-1">' in html
    assert '<a href="#user-content-fnref-1" class="footnote-backref" role="doc-backlink">' in html


def test_every_anchor_of_a_footnote_is_there_once() -> None:
    html = render("a[^n] b[^n] c[^m]\n\n[^n]: x\n[^m]: y", prefix="7-").html
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 5
    assert {f"#{name}" for name in ids} == set(re.findall(r'href="(#[^"]+)"', html))


def test_footnotes_of_two_entries_never_meet() -> None:
    one, other = (set(re.findall(r' id="([^"]+)"', render("a[^1]\n\n[^1]: b", prefix=p).html)) for p in ("1-", "2-"))
    assert one.isdisjoint(other)


def test_a_prefix_cannot_break_out_of_an_attribute() -> None:
    with pytest.raises(ValueError, match="letters, digits and hyphens"):
        render("a", prefix='"onclick=')


def test_a_reference_to_no_footnote_stays_text() -> None:
    assert render("a[^1]").html == "<p>a[^1]</p>\n"


def test_a_link_around_a_footnote_gives_way_to_it() -> None:
    html = render("[a[^1]](/b)\n\n[^1]: c").html
    assert html.startswith('<p>[a<sup class="footnote-ref"><a href="#user-content-fn-1"')


@pytest.mark.parametrize("name", ["python", "py", "Python", "python3 title=x"])
def test_code_of_a_known_language_is_colored(name: str) -> None:
    html = render(f"```{name}\ndef f(): pass\n```").html
    assert '<code class="language-python"><span class="hl-k">def</span>' in html


@pytest.mark.parametrize("name", ["r", "vbnet", "sql", "console", "docker", "c++", "js", "yml", "html"])
def test_a_language_is_known_by_its_common_names(name: str) -> None:
    assert '<code class="language-' in render(f"```{name}\nselect 1 -- x\n```").html


@pytest.mark.parametrize("name", ["", "nosuch", "klingon", "../x", '"><b>', "text"])
def test_code_of_an_unknown_language_is_plain(name: str) -> None:
    assert render(f"``` {name}\na < b\n```").html == '<pre tabindex="0"><code>a &lt; b\n</code></pre>\n'


def test_coloring_changes_no_character_of_the_code() -> None:
    code = '\n  if a < b && c > "d":\n\treturn é\n\n'
    html = render(f"```python\n{code}```").html
    assert re.sub(r"<[^>]+>", "", html).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == code + "\n"


def test_only_so_much_code_is_colored() -> None:
    html = render(("```python\n" + "x = 1\n" * 2_000 + "```\n\n") * 2).html
    assert html.count('class="language-python"') == 1
    assert html.count("<pre") == 2


def test_code_with_lines_that_no_person_writes_stays_plain() -> None:
    assert "<span" not in render("```python\nx = " + "1 + " * 100 + "1\n```").html


def test_code_stays_plain_when_coloring_takes_too_long() -> None:
    assert _colored("x = 1\n", "python", Share(seconds=0)) is None
