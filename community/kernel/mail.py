"""Sending mail: by the SMTP server of the settings, or into the log where none is set."""

from __future__ import annotations

from flask import Flask, current_app, render_template
from flask_mailman import EmailMultiAlternatives, Mail

mailer = Mail()


def connect(app: Flask) -> None:
    """Use the mail server that the settings name."""
    has_server = bool(app.config["MAIL_SERVER"])
    app.config["MAIL_BACKEND"] = "smtp" if has_server else "console"
    app.config["MAIL_DEFAULT_SENDER"] = app.config["MAIL_FROM"]
    app.config["MAIL_USERNAME"] = app.config["MAIL_USERNAME"] or None
    app.config["MAIL_PASSWORD"] = app.config["MAIL_PASSWORD"] or None
    app.config.setdefault("MAIL_TIMEOUT", 20)
    mailer.init_app(app)


def send(template: str, *, to: str, subject: str, **context: object) -> None:
    """Send one mail, made of templates/mail/<template>.txt and .html.

    Args:
        to: one mail address.
        subject: one line; line breaks are refused by the mail library.
        context: what the templates name.
    """
    facts = {**context, "subject": subject, "site_url": current_app.config["SITE_URL"].rstrip("/")}
    message = EmailMultiAlternatives(subject=subject, body=render_template(f"mail/{template}.txt", **facts), to=[to])
    message.attach_alternative(render_template(f"mail/{template}.html", **facts), "text/html")
    message.send()


def link_to(path: str) -> str:
    """The full address of `path`, for a mail or a feed."""
    return str(current_app.config["SITE_URL"]).rstrip("/") + path
