"""The verbs of questions: ask, answer, accept; say that another question has the answers, and take it back."""

from community.questions.service.asking import (
    SHORTEST_TITLE,
    accept_answer,
    answer_question,
    ask_question,
    revise_question,
    take_back_acceptance,
)
from community.questions.service.closing import (
    ENOUGH,
    close_as_duplicate,
    dismiss_marks,
    mark_duplicate,
    may_close,
    reopen,
    withdraw_mark,
)

__all__ = [
    "ENOUGH",
    "SHORTEST_TITLE",
    "accept_answer",
    "answer_question",
    "ask_question",
    "close_as_duplicate",
    "dismiss_marks",
    "mark_duplicate",
    "may_close",
    "reopen",
    "revise_question",
    "take_back_acceptance",
    "withdraw_mark",
]
