"""Who helped is found by the next person with the same question, and knows that it helped."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from tests.factories import a_member


def ask(client: FlaskClient, title: str) -> str:
    """Ask about negotiation, and give the question's address."""
    form = {"title": title, "tags": "negotiation", "audience": "organization", "publish": "y", "seen_similar": "y"}
    return str(client.post("/questions/new", data=form).location)


def answer(client: FlaskClient, question: str, source: str) -> int:
    """Answer the question at this address, and give the answer's number."""
    response = client.post(f"{question}/answers", data={"source": source, "publish": "y"})
    return int(response.location.rpartition("-")[2])


def test_help_makes_an_expert(app: Flask, as_member: Any) -> None:
    ana, ben, chi = (as_member(a_member(name)) for name in ("Ana Abel", "Ben Brook", "Chi Cole"))
    question = ask(ana, "How do I open a negotiation?")
    helped = answer(ben, question, "Ask what they need first.")
    ana.post(f"/questions/answers/{helped}/acceptance")

    asked_next = ask(chi, "How do I close a negotiation?")

    assert "Ben Brook" in chi.get("/experts", query_string={"question": asked_next.rpartition("/")[2]}).text
    assert "Answer that helped" in chi.get("/experts?tag=negotiation").text
    assert "This helped Ana Abel" in chi.get(question).text
    assert "How do I open a negotiation?" in ben.get("/notifications").text


def test_what_was_written_for_few_makes_nobody_an_expert(app: Flask, as_member: Any) -> None:
    ana, ben = as_member(a_member("Ana Abel")), as_member(a_member("Ben Brook"))
    form = {"title": "Opening a negotiation", "source": "I asked first.", "frame": "free", "tags": "negotiation"}
    ben.post("/reflections/new", data={**form, "audience": "self", "feedback": "open", "publish": "y"})

    asked = ask(ana, "How do I open a negotiation?")

    assert "Ben Brook" not in ana.get("/experts", query_string={"question": asked.rpartition("/")[2]}).text
    assert "Ben Brook" not in ana.get("/experts?tag=negotiation").text
