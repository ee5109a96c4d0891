"""What somebody newly wrote in an answer by mail, without what their mail program put around it."""

from __future__ import annotations

import re
from email.message import EmailMessage, MIMEPart
from html.parser import HTMLParser

LONGEST = 20_000
"""Letters of an answer that are read; more is a mistake of a machine."""

OUR_LINE = re.compile(r"^[>\s]*##-.*-##\s*$")
"""The line above which an answer stands, in whatever language and however often it was quoted."""

_quoted = re.compile(r"^\s*>")
_signature = re.compile(r"^--\s?$")
_device = re.compile(
    r"^(sent from my |get outlook for |gesendet von |von meinem .* gesendet|envoyé de(puis)? mon |enviado desde mi )",
    re.IGNORECASE,
)
_divider = re.compile(
    r"^\s*(-{3,}\s*(original message|forwarded message|ursprüngliche nachricht|message d'origine|mensaje original).*"
    r"|_{20,})\s*$",
    re.IGNORECASE,
)
_intro_end = re.compile(
    r"(wrote|writes|schrieb|schreibt|a écrit|escribió|ha scritto|schreef|skrev|napisał\(?a?\)?)\b.{0,200}:\s*$",
    re.IGNORECASE | re.DOTALL,
)
_intro_start = re.compile(r"^\s*(on|am|le|el|il|op|den|dnia|el día)\b", re.IGNORECASE)
_header = re.compile(r"^\*?(from|von|de|da|van|od|fra)\s?:\*?\s", re.IGNORECASE)
_other_header = re.compile(
    r"^\*?(sent|to|subject|date|gesendet|an|betreff|datum|envoyé|à|objet|enviado|para|asunto|cc)\s?:\*?\s",
    re.IGNORECASE,
)
_INTRO_LINES = 4


def new_text(mail: EmailMessage) -> str:
    """What was written in `mail` itself: no quoted text, no signature, no line that introduces a quote.

    Args:
        mail: as the parser of the standard library made it, with the default policy.

    Returns:
        Plain text, empty when nothing is left.
    """
    return stripped(_body(mail)[:LONGEST])


def stripped(text: str) -> str:
    """`text` up to where the answer ends and the old begins."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    end = next((number for number in range(len(lines)) if _ends_here(lines, number)), len(lines))
    kept = [line for line in lines[:end] if not _quoted.match(line)]
    while kept and (not kept[-1].strip() or _device.match(kept[-1].strip())):
        kept.pop()
    return "\n".join(line.rstrip() for line in kept).strip()


def _ends_here(lines: list[str], number: int) -> bool:
    """Whether what stands from this line on is not the answer any more."""
    line = lines[number]
    if OUR_LINE.match(line) or _signature.match(line) or _divider.match(line):
        return True
    return _introduces(lines, number) or _is_header_block(lines, number)


def _introduces(lines: list[str], number: int) -> bool:
    """«On Monday, Ana wrote:», which programs break over several lines; it must begin like one and be followed by a
    quote or by our line, or somebody's own sentence would end their answer."""
    if not _intro_start.match(lines[number]):
        return False
    for size in range(1, _INTRO_LINES + 1):
        if _intro_end.search("\n".join(lines[number : number + size])):
            return _a_quote_follows(lines[number + size :])
    return False


def _a_quote_follows(rest: list[str]) -> bool:
    following = next((line for line in rest if line.strip()), None)
    return following is None or bool(_quoted.match(following) or OUR_LINE.match(following))


def _is_header_block(lines: list[str], number: int) -> bool:
    """The old mail's own head, as Outlook writes it: «From:» and at least two more of its kind right below."""
    if not _header.match(lines[number]):
        return False
    below = lines[number + 1 : number + 5]
    return sum(bool(_other_header.match(line)) for line in below) >= 2


def _body(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    if part is not None:
        return _unfolded(_content(part), flowed=str(part.get_param("format", "")).lower() == "flowed")
    part = mail.get_body(("html",))
    return text_of_html(_content(part)) if part is not None else ""


def _content(part: MIMEPart) -> str:
    try:
        return str(part.get_content())
    except (LookupError, ValueError):  # a character set that there is not
        raw = part.get_payload(decode=True)
        return (raw if isinstance(raw, bytes) else b"").decode("utf-8", "replace")


def _unfolded(text: str, *, flowed: bool) -> str:
    """Undo the soft line ends of `format=flowed` (RFC 3676): a blank at the end of a line means that it goes on."""
    if not flowed:
        return text
    return re.sub(r"(?m)^(?!-- $)(?!>)(.*\S) \n(?!>|\s*$)", r"\1 ", text)


def text_of_html(html: str) -> str:
    """The words of an HTML mail, its quotes marked as in plain text."""
    reader = _Words()
    reader.feed(html[: LONGEST * 10])
    reader.close()
    return reader.text()


class _Words(HTMLParser):
    """Reads the words, and starts a line where a browser would."""

    BREAKS = frozenset({"p", "div", "br", "li", "tr", "blockquote", "h1", "h2", "h3", "ul", "ol", "table", "hr"})
    SILENT = frozenset({"style", "script", "head", "title"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[tuple[int, str]] = [(0, "")]
        self._depth = 0
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 (the parser hands them over)
        """Begin what begins."""
        if tag in self.SILENT:
            self._silent += 1
        if tag == "blockquote":
            self._depth += 1
        if tag in self.BREAKS:
            self._lines.append((self._depth, ""))

    def handle_endtag(self, tag: str) -> None:
        """End what ends."""
        if tag in self.SILENT:
            self._silent = max(0, self._silent - 1)
        if tag == "blockquote":
            self._depth = max(0, self._depth - 1)
        if tag in self.BREAKS:
            self._lines.append((self._depth, ""))

    def handle_data(self, data: str) -> None:
        """Take words, all on one line."""
        if not self._silent:
            depth, line = self._lines[-1]
            self._lines[-1] = (depth, line + re.sub(r"\s+", " ", data))

    def text(self) -> str:
        """All lines, quoted ones with their marks."""
        return "\n".join(f"{'>' * depth} {line.strip()}".strip() for depth, line in self._lines)
