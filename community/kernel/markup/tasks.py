"""Task lists: boxes that show what is done, named by the words beside them."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict


def add_to(parser: MarkdownIt) -> None:
    """Let `parser` read `- [ ]` and `- [x]`; nobody can tick a box in a published text."""
    parser.options["tasklists"] = True
    parser.core.ruler.push("label_tasks", label_tasks)
    parser.add_render_rule("list_item_open", render_item_open)
    parser.add_render_rule("task_open", render_task_open)
    parser.add_render_rule("task_close", render_task_close)


def label_tasks(state: StateCore) -> None:
    """A rule after the links: a task's first paragraph becomes the label of its box."""
    for index, item in enumerate(state.tokens):
        if item.type != "list_item_open" or "checked" not in item.meta:
            continue
        first = state.tokens[index + 2] if index + 2 < len(state.tokens) else None
        if first is not None and first.type == "inline":
            is_done = item.meta.pop("checked")
            opening = Token("task_open", "label", 1, meta={"checked": is_done})
            first.children = [opening, *(first.children or ()), Token("task_close", "label", -1)]


def render_item_open(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """A list item; a box that no paragraph could name stays as it was typed."""
    checked = tokens[index].meta.get("checked")
    mark = {None: "", True: "[x] ", False: "[ ] "}[checked]
    return renderer.renderToken(tokens, index, options, env) + mark


def render_task_open(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    """The box, inside the label that names it."""
    checked = " checked" if tokens[index].meta["checked"] else ""
    return f'<label><input type="checkbox" disabled{checked}> '


def render_task_close(
    _renderer: RendererHTML, _tokens: Sequence[Token], _index: int, _options: OptionsDict, _env: EnvType
) -> str:
    """The end of the label."""
    return "</label>"
