"""Writing: the preview, a picture, a name at the caret, who will see it, and nothing lost, wide and narrow."""

from __future__ import annotations

import base64
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.visits import NARROW, WIDE, Visits
from tests.entries.pictures import a_picture

pytestmark = pytest.mark.browser
on_both_widths = pytest.mark.parametrize("width", [WIDE, NARROW])

PUT_DOWN = """(area, [name, type, words]) => {
  const data = new DataTransfer();
  const bytes = Uint8Array.from(atob(words), letter => letter.charCodeAt(0));
  data.items.add(new File([bytes], name, { type: type }));
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def paste(page: Page, content: bytes, name: str = "shot.png", kind: str = "image/png") -> None:
    """Paste a file into the text."""
    paste_into(text_of(page), content, name, kind)


def paste_into(area: Locator, content: bytes, name: str = "shot.png", kind: str = "image/png") -> None:
    """Paste a file into one of several texts."""
    area.evaluate(PUT_DOWN, [name, kind, base64.b64encode(content).decode()])


def text_of(page: Page) -> Locator:
    """The text of the editor, which steps aside for the preview."""
    return page.locator("textarea[name=source]")


def status(page: Page) -> Locator:
    """What is said about what is kept."""
    return page.locator("[data-draft-status]")


@on_both_widths
def test_a_reflection_is_written_with_all_that_the_editor_has(visits: Visits, width: int) -> None:
    ana = visits.member("ana")
    ana.goto("/reflections/new?frame=free")
    ana.get_by_label("Title").fill(f"A dressing, seen at {width}")
    text = text_of(ana)
    text.fill("")
    text.press_sequentially("Today I changed a *dressing* with @be")

    # A name, by the keys alone; Escape puts the list away, and Enter takes what is chosen.
    names = ana.get_by_role("listbox")
    expect(names.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    text.press("Escape")
    expect(names).to_have_count(0)
    text.press_sequentially("n")
    expect(names.get_by_role("option", name=re.compile("@ben"))).to_be_visible()
    text.press("ArrowDown")
    text.press("ArrowUp")
    text.press("Enter")
    expect(text).to_have_value("Today I changed a *dressing* with @ben ")
    text.press_sequentially("and #hand")
    expect(names.get_by_role("option").first).to_be_visible()
    text.press("Tab")
    expect(text).to_have_value(re.compile(r"and \[#hand[\w-]*\]\(/tags/hand[\w-]*\) $"))

    # The tools by the keyboard: one Tab stop, arrows between, and a shortcut that can be undone.
    text.press("ControlOrMeta+b")
    text.press_sequentially("slowly")
    expect(text).to_have_value(re.compile(r"\*\*slowly\*\*$"))
    ana.get_by_role("button", name="Bold").focus()
    ana.keyboard.press("ArrowRight")
    expect(ana.get_by_role("button", name="Italic")).to_be_focused()
    ana.keyboard.press("End")
    expect(ana.get_by_role("button", name="Add a picture")).to_be_focused()

    # A picture asks for its description; what cannot be taken is refused in words.
    text.focus()
    paste(ana, a_picture(size=(300, 200)))
    expect(text).to_have_value(re.compile(r"\n\n!\[describe the picture\]\(/media/images/\S+\)\n$"))
    ana.keyboard.type("The dressing after two days")
    expect(text).to_have_value(re.compile(r"!\[The dressing after two days\]"))
    paste(ana, b"%PDF", "notes.pdf", "application/pdf")
    expect(ana.get_by_text("Only pictures can be added")).to_be_visible()
    paste(ana, b"\x89PNG and then nothing")
    expect(ana.get_by_text("This is not a picture that can be read.")).to_be_visible()
    assert visits.trouble == ["422 from /images"]
    visits.trouble.clear()

    if width == NARROW:
        ana.get_by_role("tab", name="Write").focus()
        ana.keyboard.press("ArrowRight")
        expect(ana.get_by_role("tab", name="Preview")).to_be_focused()
    preview = ana.locator(".editor-preview")
    expect(preview.locator("em")).to_have_text("dressing")
    picture = preview.get_by_role("img", name="The dressing after two days")
    expect(picture).to_have_js_property("complete", True)
    expect(picture).to_have_js_property("naturalWidth", 300)
    assert (preview.get_attribute("aria-live") == "polite") == (width == NARROW)
    if width == NARROW:
        ana.get_by_role("tab", name="Write").click()

    reach = ana.locator(".audience-reach")
    ana.get_by_role("radio", name="Everyone at").check()
    expect(reach).to_have_text(re.compile(r"All \d+ members of .+ will be able to see this\."))
    ana.get_by_role("radio", name="Only me").check()
    expect(reach).to_have_text("Only you will see this.")

    text.press("ControlOrMeta+Enter")
    expect(ana.get_by_role("heading", level=1, name=f"A dressing, seen at {width}")).to_be_visible()
    expect(ana.get_by_role("img", name="The dressing after two days")).to_be_visible()


@pytest.mark.parametrize("width", [WIDE])
def test_each_part_of_a_framed_reflection_is_a_whole_editor(visits: Visits) -> None:
    ben = visits.member("ben")
    ben.goto("/reflections/new?frame=what")
    part = ben.get_by_role("textbox", name="So what?")
    editor = ben.locator(".editor", has=part)
    part.focus()
    ben.keyboard.press("ControlOrMeta+b")
    part.press_sequentially("matters")
    part.press("End")
    part.press_sequentially(" to @an")
    expect(ben.get_by_role("listbox").get_by_role("option").first).to_be_visible()
    part.press("Escape")
    expect(editor.locator(".editor-preview strong")).to_have_text("matters")
    paste_into(part, a_picture(size=(30, 20)))
    expect(editor.locator(".editor-preview img")).to_be_visible()
    expect(part).to_have_value(re.compile(r"\*\*matters\*\* to @an\n\n!\[describe the picture\]"))
    expect(ben.locator("#part_1")).to_have_value("")
    expect(status(ben)).to_contain_text("Draft saved")
    ben.get_by_label("Title").fill("It matters")
    ben.get_by_role("button", name="Publish").click()
    expect(ben.get_by_role("heading", level=1)).to_contain_text("It matters")
    expect(ben.locator(".prose img")).to_be_visible()


def test_what_was_typed_outlives_a_reload_a_lost_connection_and_a_sign_out(visits: Visits) -> None:
    ana = visits.member("ana")
    ana.goto("/bookmarks/new")
    text_of(ana).fill("Read on a slow afternoon.")
    expect(status(ana)).to_contain_text("Draft saved")
    ana.reload()
    expect(text_of(ana)).to_have_value("Read on a slow afternoon.")

    ana.context.set_offline(True)
    text_of(ana).fill("Read on a slow afternoon, without a connection.")
    expect(status(ana)).to_contain_text("Kept in this browser")
    ana.context.set_offline(False)
    expect(status(ana)).to_contain_text("Draft saved")

    ana.context.route("**/drafts/**", lambda route: route.abort())
    text_of(ana).fill("Typed just before the window crashed.")
    expect(status(ana)).to_contain_text("Kept in this browser")
    ana.context.unroute("**/drafts/**")
    ana.goto("about:blank")
    ana.goto("/bookmarks/new")
    status(ana).get_by_role("button", name="Bring it back").click()
    expect(text_of(ana)).to_have_value("Typed just before the window crashed.")
    visits.trouble.clear()  # what was cut off above is no fault of the page


def test_two_windows_do_not_write_over_each_other(visits: Visits) -> None:
    chi = visits.member("chi")
    other = chi.context.new_page()
    for page in (chi, other):
        page.goto("/reflections/new?frame=free")
    text_of(chi).fill("Written in the first window.")
    expect(status(chi)).to_contain_text("Draft saved")
    text_of(other).fill("Written in the second window.")
    expect(status(other)).to_contain_text("Another window keeps a different text")
    expect(text_of(other)).to_have_value("Written in the second window.")

    status(other).get_by_role("button", name="Show me the other").click()
    expect(text_of(other)).to_have_value("Written in the first window.")
    other.close()
    visits.trouble.clear()  # Chromium notes the refusal, which is the point


def test_without_a_script_the_preview_and_a_picture_come_by_a_page(visits: Visits) -> None:
    ben = visits.member("ben", java_script_enabled=False)
    ben.goto("/questions")
    ben.locator(".card-title a").first.click()
    question = ben.url
    text_of(ben).last.fill("As *this* shows:")
    answering = ben.locator("#your-answer")
    answering.locator("input[name=picture]").set_input_files(
        {"name": "a.png", "mimeType": "image/png", "buffer": a_picture(size=(60, 40))}
    )
    answering.get_by_role("button", name="Put it into the text").click()
    shown = ben.get_by_role("region", name="Your text as it will look")
    expect(shown.get_by_role("img", name="describe the picture")).to_be_visible()
    expect(shown.locator("em")).to_have_text("this")
    kept = text_of(ben)
    kept.fill(kept.input_value().replace("describe the picture", "a knot without a script"))
    ben.get_by_role("button", name="Send it now").click()
    ben.wait_for_url(re.compile(re.escape(question)))
    expect(ben.get_by_role("img", name="a knot without a script")).to_be_visible()
