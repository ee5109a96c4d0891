"""create_app: the only module that knows every capability."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote, urlencode

import click
from flask import Blueprint, Flask, current_app, has_request_context, request
from flask_babel import Babel, get_locale
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from community import config, paths
from community.accounts import mails as account_mails
from community.accounts import outages, readers, sessions
from community.accounts import routes as accounts
from community.accounts import subscribers as account_subscribers
from community.accounts.current import viewer
from community.accounts.models import Member
from community.barriers import digest as barrier_digest
from community.barriers import routes as barriers
from community.bookmarks import fetching
from community.bookmarks import routes as bookmarks
from community.bookmarks.cli import bookmarks as bookmark_commands
from community.bulletins import mails as bulletin_mails
from community.bulletins import routes as bulletins
from community.bulletins.sending import send_issues
from community.coaching import routes as coaching
from community.demo import cli as demo_commands
from community.entries import meanings
from community.entries import routes as entries
from community.entries import subscribers as entry_subscribers
from community.entries.models import Entry
from community.entries.routes import sending_once
from community.entries.sweeping import ImageSweep
from community.evaluating import cli as evaluating_commands
from community.evaluating import sites as evaluated_sites
from community.experts import routes as experts
from community.experts import subscribers as expert_subscribers
from community.experts.service import climb_due
from community.feeds import routes as feeds
from community.feeds import subscribers as feed_subscribers
from community.feeds.announcing import announce_due
from community.feeds.writing.kept import keep_written
from community.groups import routes as groups
from community.home import routes as home
from community.keeping.cli import backup, move
from community.kernel import assets, clock, digest, gate, headers, limits, logs, mail, refusals, templating
from community.kernel import cli as kernel_commands
from community.kernel.bus import bus, deliver_waiting
from community.kernel.catalogs import Catalogs
from community.kernel.database_url import with_driver
from community.kernel.db import db
from community.kernel.i18n import forced_language, forced_zone, languages, spoken
from community.kernel.jobs import committed, jobs, one_by_one
from community.kernel.mail import cli as mail_commands
from community.kernel.mail.imap import read_mailbox
from community.kernel.measures import measure
from community.kernel.paging import Page
from community.kernel.secret import use_keys
from community.kernel.statements import watch_statements
from community.moderation import routes as moderation
from community.moderation.health import measuring, probes
from community.moderation.health import routes as health
from community.needs import digest as need_digest
from community.needs import routes as needs
from community.needs.gate import policy as need_rules
from community.needs.gate.serving import make_due as release_needs
from community.notifications import mails as notification_mails
from community.notifications import pushing
from community.notifications import routes as notifications
from community.notifications import subscribers as notification_subscribers
from community.notifications.digests import queue_digests
from community.notifications.routes.unsubscribing import unsubscribe
from community.own_needs import routes as own_needs
from community.portability import cli as portability_commands
from community.programs import digest as program_digest
from community.programs import mails as program_mails
from community.programs import routes as programs
from community.programs.cli import courses
from community.programs.deliveries.planning import look_at_all_due
from community.questions import digest as question_digest
from community.questions import routes as questions
from community.questions import subscribers as question_subscribers
from community.reflections import routes as reflections
from community.search import cli as search_commands
from community.search import news as search_news
from community.search import routes as search
from community.search.unmet import forget as forget_fruitless_searches
from community.support import routes as support
from community.topics import mails as topic_mails
from community.topics.skills import tell_owners

LARGEST_UPLOAD = 12 * 1024 * 1024
LARGEST_FORM = 2 * 1024 * 1024

BLUEPRINTS: tuple[Blueprint, ...] = (
    entries.bp,
    moderation.bp,
    health.bp,
    probes.bp,
    measuring.bp,
    feeds.bp,
    home.bp,
    experts.bp,
    needs.bp,
    notifications.bp,
    accounts.bp,
    questions.bp,
    bookmarks.bp,
    programs.bp,
    reflections.bp,
    bulletins.bp,
    search.bp,
    support.bp,
    groups.bp,
    barriers.bp,
    own_needs.bp,
    coaching.bp,
)
COMMANDS: tuple[click.Command, ...] = (
    kernel_commands.work,
    mail_commands.commands,
    demo_commands.demo,
    portability_commands.imports,
    search_commands.search,
    bookmark_commands,
    evaluating_commands.evaluate,
    backup,
    move,
)
SUBSCRIBERS: tuple[ModuleType, ...] = (
    account_subscribers, entry_subscribers, question_subscribers, expert_subscribers, notification_subscribers,
    feed_subscribers,
)  # fmt: skip
MAILS: tuple[ModuleType, ...] = (account_mails, notification_mails, program_mails, bulletin_mails, topic_mails)


@dataclass(frozen=True)
class Site:
    """What templates may say about the site itself."""

    name: str
    organization: str
    signup: str
    public_allowed: bool
    is_demo: bool


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """Make the site.

    Args:
        overrides: settings that win over the environment (tests use this).

    Raises:
        BadSettings: when the environment holds values that the site cannot start with.
    """
    app = Flask(
        "community",
        root_path=str(paths.PACKAGE),
        static_folder=str(paths.STATIC),
        static_url_path="/static",
        template_folder=str(paths.TEMPLATES),
        instance_path=str(paths.INSTANCE),
    )
    app.jinja_environment = templating.Pages
    app.config.update(config.settings(overrides))
    _configure(app)
    _extend(app)
    _furnish(app)
    _join_capabilities(app)
    return app


def _configure(app: Flask) -> None:
    values = app.config
    use_keys(values, paths.INSTANCE)
    values["SQLALCHEMY_DATABASE_URI"] = _database_url(values["DATABASE_URL"])
    # What failed is logged without what people wrote.
    values["SQLALCHEMY_ENGINE_OPTIONS"] = {"hide_parameters": True}
    values["MAX_CONTENT_LENGTH"] = max(LARGEST_UPLOAD, (values["IMAGE_MEGABYTES"] + 2) * 1_000_000)
    values["MAX_FORM_MEMORY_SIZE"] = LARGEST_FORM
    values["WTF_CSRF_TIME_LIMIT"] = None
    values["SESSION_COOKIE_SAMESITE"] = values["REMEMBER_COOKIE_SAMESITE"] = "Lax"
    values["REMEMBER_COOKIE_SECURE"] = values["SESSION_COOKIE_SECURE"]
    values["REMEMBER_COOKIE_HTTPONLY"] = True
    values["REMEMBER_COOKIE_DURATION"] = timedelta(days=values["REMEMBER_DAYS"])
    values["BABEL_DEFAULT_LOCALE"] = values["DEFAULT_LANGUAGE"]
    values["BABEL_DEFAULT_TIMEZONE"] = values["DEFAULT_TIMEZONE"]
    if values["TRUST_PROXY"]:
        count = values["TRUST_PROXY"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]  # the way that Flask documents


def _database_url(url: str) -> str:
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    return with_driver(url)


def _extend(app: Flask) -> None:
    logs.write_logs(app)
    measure(app)
    gate.keep(app)
    db.init_app(app)
    watch_statements(app)
    Migrate(app, db, directory=str(paths.MIGRATIONS), compare_type=True)
    CSRFProtect(app)
    Babel(app, locale_selector=_language, timezone_selector=_timezone).domain_instance = Catalogs()
    limits.limit(app)
    sessions.admit(app)
    outages.answer_outages(app)
    sending_once.send_once(app)
    keep_written(app)
    readers.mark_pages(app)
    headers.guard(app)
    refusals.refuse_politely(app)


def _language() -> str | None:
    if not has_request_context():
        return None
    forced = forced_language()
    if forced is not None:
        return forced
    member = viewer()
    if member is not None:
        return spoken(member.language)
    return request.accept_languages.best_match(languages(), languages()[0])


def _timezone() -> str | None:
    forced = forced_zone()
    if forced is not None:
        return forced
    member = viewer() if has_request_context() else None
    return member.timezone if member is not None else None


def _furnish(app: Flask) -> None:
    templating.dress(app)
    app.jinja_env.globals.update(
        entry_url=_entry_url, member_url=_member_url, tag_url=_tag_url, next_page_url=_next_page_url
    )
    assets.serve_assets(app)

    @app.context_processor
    def about_this_request() -> dict[str, object]:
        direction = get_locale().text_direction
        return {"viewer": viewer(), "site": _site(app), "language": str(get_locale()), "direction": direction}


def _site(app: Flask) -> Site:
    return Site(
        name=app.config["SITE_NAME"],
        organization=app.config["ORGANIZATION_NAME"],
        signup=app.config["SIGNUP"],
        public_allowed=app.config["PUBLIC_ALLOWED"],
        is_demo=app.config["DEMO"],
    )


def _entry_url(entry: Entry) -> str:
    return entry.path


def _member_url(member: Member) -> str:
    return f"/members/{member.username}"


def _tag_url(name: str) -> str:
    return f"/tags/{quote(name)}"


def _next_page_url(page: Page[Any]) -> str | None:
    if page.next is None:
        return None
    return f"{request.path}?{urlencode([*_kept_args(), ('after', page.next)])}"


def _kept_args() -> list[tuple[str, str]]:
    return [(name, value) for name, value in request.args.items(multi=True) if name != "after"]


def _join_capabilities(app: Flask) -> None:
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    # Mail programs press the button for their owners, and have no page with a token.
    app.extensions["csrf"].exempt(unsubscribe)
    # A program is made by its own room, whoever brings what it is made of.
    portability_commands.imports.add_command(courses)
    evaluated_sites.join(app, create_app)
    for command in COMMANDS:
        app.cli.add_command(command)
    for subscribers in SUBSCRIBERS:
        subscribers.subscribe(bus)
    for mails in MAILS:
        mails.join(mail.office)
    digest.include(digest.Section.COMMITMENTS, program_digest.lines)
    digest.include(digest.Section.REPLIES, barrier_digest.lines)
    digest.include(digest.Section.HELP, question_digest.lines)
    digest.include(digest.Section.FOLLOWED, search_news.lines)
    digest.include(
        digest.Section.NEEDS,
        lambda member, now: need_digest.lines(member, now, need_rules.policy_of(current_app.config)),
    )
    raising = app.config["JOBS"] == "immediate"
    jobs.duty("deliver events", lambda: _deliver(raising))
    jobs.duty("send bulletins", send_issues)
    jobs.duty("send mail", lambda: mail.post_due(raising=raising))
    jobs.duty("tell devices", one_by_one(pushing.take_next, pushing.tell))
    jobs.every(1, "read mailbox", read_mailbox)
    jobs.every(1, "write down reminders", look_at_all_due)
    jobs.every(5, "queue digests", committed(queue_digests))
    jobs.every(5, "ask others", committed(climb_due))
    jobs.every(30, "tell owners of skills", committed(tell_owners))
    jobs.every(30, "forget searches in vain", committed(forget_fruitless_searches))
    jobs.every(10, "write down meanings", one_by_one(meanings.missing, meanings.write_of, turn=20))
    jobs.every(60, "release needs", lambda: release_needs(need_rules.policy_of(app.config), clock.now()))
    jobs.duty("announce feeds", announce_due)
    jobs.duty("fetch page titles", lambda: _fetch_titles(app))
    jobs.duty("forget unused pictures", ImageSweep(app.config["UPLOADS"], app.config["IMAGE_DAYS"]))
    jobs.init_app(app)


def _deliver(raising: bool) -> None:
    deliver_waiting(raising=raising)


def _fetch_titles(app: Flask) -> None:
    if app.config["FETCH_TITLES"]:
        fetching.fetch_titles()
