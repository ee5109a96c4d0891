"""Of an answer by mail only what is new is taken."""

from __future__ import annotations

from email import message_from_bytes, message_from_string
from email.policy import default

import pytest

from community.kernel.mail.quoting import new_text, stripped

OURS = "##- Please write your answer above this line -##"

ENDINGS = {
    "our line": OURS,
    "our line, quoted twice": f"> > {OURS}\n> > The rest",
    "english": "On Mon, 23 Nov 2026 at 09:00, Ben at Commonplace <c@example.org> wrote:\n> Old words",
    "broken over lines": "On Mon, 23 Nov 2026 at 09:00, Ben at\nCommonplace <c@example.org>\nwrote:\n\n> Old words",
    "german": "Am 23.11.2026 um 09:00 schrieb Ben <c@example.org>:\n> Alte Worte",
    "french": "Le lun. 23 nov. 2026 à 09:00, Ben <c@example.org> a écrit :\n\n> Vieux mots",
    "outlook": "________________________________\nFrom: Ben\nSent: Monday\nTo: Ana\nSubject: Hello\n\nOld words",
    "outlook without a rule": "From: Ben <c@example.org>\nSent: Monday\nTo: Ana\nSubject: Hello\n\nOld words",
    "original message": "-----Original Message-----\nFrom: Ben\n\nOld words",
    "signature": "-- \nAna Quist\nWard 3",
    "telephone": "Sent from my iPhone",
    "introduction above our line": f"On Monday, Ben wrote:\n\n{OURS}",
}


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS)
def test_what_programs_add_is_left_out(ending: str) -> None:
    assert stripped(f"Yes, we tried it.\n\nIt worked.\n\n{ending}\n") == "Yes, we tried it.\n\nIt worked."


@pytest.mark.parametrize(
    "text",
    [
        "On Monday we tried it.\nThe nurse wrote:\nnothing at all.",
        "From: one ward\nwe heard that it works.",
        "Am I right?\nI think so.",
        "A list:\n- one\n- two\n\nAnd ---- a line.",
    ],
)
def test_what_somebody_wrote_themselves_stays(text: str) -> None:
    assert stripped(text) == text


def test_answers_between_quotes_stay() -> None:
    assert stripped("> Did you try it?\nYes.\n> Did it help?\nA lot.") == "Yes.\nA lot."


def test_an_html_mail_is_read_as_text() -> None:
    mail = message_from_string(
        "Content-Type: text/html; charset=utf-8\n\n"
        "<html><head><style>p{color:red}</style></head><body><p>Yes,&nbsp;we   tried it.</p><div>It worked.</div>"
        "<div>On Monday, Ben wrote:<br><blockquote><p>Old words</p></blockquote></div></body></html>",
        policy=default,
    )
    assert new_text(mail) == "Yes, we tried it.\n\nIt worked."


def test_flowed_lines_are_joined() -> None:
    mail = message_from_string(
        "Content-Type: text/plain; format=flowed\n\nThis is one \nsentence.\n\nAnother.\n", policy=default
    )
    assert new_text(mail) == "This is one sentence.\n\nAnother."


@pytest.mark.parametrize("charset", ["no-such-set", "utf-8", "iso-8859-1"])
def test_any_bytes_can_be_read(charset: str) -> None:
    content = f"Content-Type: text/plain; charset={charset}\n\n".encode() + b"Gr\xfc\xdfe \xff"
    assert "Gr" in new_text(message_from_bytes(content, policy=default))
