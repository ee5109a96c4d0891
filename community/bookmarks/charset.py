"""In which letters a page is written, so that its title does not come out as `GrÃ¶ÃŸe`."""

from __future__ import annotations

import codecs
import re

# What the labels of pages mean (encoding.spec.whatwg.org): `latin1` is Windows-1252 in truth, GB2312
# has grown to GB18030. Any label that is not here is not believed: Python would take `utf-7` or
# `unicode_escape`, in which harmless bytes turn into other text.
_FAMILIES = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8",
    "cp1252": "windows-1252 cp1252 iso-8859-1 iso8859-1 iso_8859-1 latin1 latin-1 l1 ascii us-ascii ansi",
    "cp1254": "windows-1254 cp1254 iso-8859-9 latin5",
    "cp874": "windows-874 tis-620 iso-8859-11",
    "cp866": "ibm866 cp866",
    "mac_roman": "macintosh mac x-mac-roman",
    "koi8_r": "koi8-r koi8",
    "koi8_u": "koi8-u",
    "gb18030": "gb18030 gb2312 gbk gb_2312-80 x-gbk chinese",
    "big5hkscs": "big5 big5-hkscs x-x-big5",
    "euc_jp": "euc-jp x-euc-jp",
    "cp932": "shift_jis shift-jis sjis x-sjis windows-31j ms932",
    "iso2022_jp": "iso-2022-jp",
    "cp949": "euc-kr ks_c_5601-1987 ks_c_5601 korean windows-949",
    "utf-16-le": "utf-16 utf-16le",
    "utf-16-be": "utf-16be",
    **{f"iso8859_{part}": f"iso-8859-{part} iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **{f"cp{page}": f"windows-{page} cp{page}" for page in (1250, 1251, 1253, 1255, 1256, 1257, 1258)},
}
_CODECS = {label: codec for codec, labels in _FAMILIES.items() for label in labels.split()}
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_DECLARED = re.compile(
    rb"<meta[^>]{1,400}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{1,400}?encoding=[\"']([\w.:-]+)", re.IGNORECASE
)
_DECLARED_WITHIN = 4096
_BROKEN = "\ufffd"
_MISNAMED = "cp1252"  # what servers say of everything that they have not been told about
_ENOUGH = 8  # letters beyond ASCII for each that is broken: so much of another encoding is not UTF-8 by accident


def text_of_page(body: bytes, hint: str | None) -> str:
    """The text of a page, or of its beginning.

    A byte order mark decides; else the charset of the header, else what the page declares, is
    believed if the bytes agree with it. What is UTF-8 but declared otherwise is UTF-8: text in
    another encoding hardly ever looks like it. Without a declaration that fits it is UTF-8 if it
    can be, a few broken bytes aside, else Windows-1252.

    Args:
        hint: the charset that the header names, if any.
    """
    for mark, codec in _MARKS.items():
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    as_utf8 = _as_utf8(body)
    named = _named(body, hint)
    for codec in named:
        text = as_utf8 if _is_utf8_after_all(as_utf8, codec) else _strictly(body, codec)
        if text is not None:
            return text
    if as_utf8 is not None:
        return as_utf8
    return body.decode(next((codec for codec in named if codec != "utf-8"), _MISNAMED), "replace")


def _named(body: bytes, hint: str | None) -> list[str]:
    declared = _DECLARED.search(body[:_DECLARED_WITHIN])
    inside = (declared[1] or declared[2]).decode("ascii", "replace") if declared else ""
    codec_inside = _CODECS.get(inside.lower(), "")
    if codec_inside.startswith("utf-16"):  # or nobody could have read the declaration
        codec_inside = "utf-8"
    named = [_CODECS.get((hint or "").strip().lower(), ""), codec_inside]
    return [codec for codec in named if codec]


def _strictly(body: bytes, codec: str) -> str | None:
    """The text, or None when a byte does not fit; the last character may be cut off."""
    try:
        return codecs.getincrementaldecoder(codec)("strict").decode(body, final=False)
    except UnicodeDecodeError:
        return None


def _as_utf8(body: bytes) -> str | None:
    """The text as UTF-8, unless more of what is not ASCII is broken than whole."""
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(body, final=False)
    return text if 2 * text.count(_BROKEN) <= _foreign(text) else None


def _is_utf8_after_all(as_utf8: str | None, codec: str) -> bool:
    if as_utf8 is None:
        return False
    return codec in {_MISNAMED, "utf-8"} or _foreign(as_utf8) >= _ENOUGH * (1 + as_utf8.count(_BROKEN))


def _foreign(text: str) -> int:
    """How many of its characters are not ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))
