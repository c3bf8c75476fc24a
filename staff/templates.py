"""Fill in the pages of `staff/html`; whatever is filled in is escaped."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from handoff.requests.presence import BACK, LEFT, VisitorPresence
from rareguide.links import safe_markdown, web_address

FOLDER = Path(__file__).parent / "html"
MINUTE, HOUR, DAY = 60, 3600, 86_400

STATES = {
    "requested": "new",
    "queued": "waiting",
    "with_operator": "with an operator",
    "resolved": "closed",
    "timed_out": "waiting as a ticket",
    "cancelled": "withdrawn",
}


def page_templates(time_zone: str, clock: Callable[[], float]) -> Environment:
    """Return the templates; times are shown in a time zone, such as Europe/Berlin."""
    templates = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    markdown = safe_markdown()
    templates.filters["markdown"] = lambda body: Markup(markdown.render(body))  # noqa: S704  (it renders no HTML)
    templates.filters["web_address"] = web_address
    templates.filters["when"] = partial(_when, ZoneInfo(time_zone))
    templates.filters["since"] = lambda at: duration_in_words(clock() - at)
    templates.filters["presence"] = lambda presence: presence_in_words(presence, clock())
    templates.globals["new_key"] = partial(secrets.token_urlsafe, 12)
    templates.filters["state"] = lambda state: STATES.get(state, state)
    return templates


def _when(zone: ZoneInfo, at: float | None) -> Markup:
    """Return a moment as an element of a page."""
    if at is None:
        return Markup("–")
    moment = datetime.fromtimestamp(at, timezone.utc)
    words = moment.astimezone(zone).strftime("%-d %b %Y, %H:%M %Z")
    return Markup('<time datetime="{}">{}</time>').format(moment.strftime("%Y-%m-%dT%H:%M:%SZ"), words)


def presence_in_words(presence: VisitorPresence | None, now: float) -> str:
    """Say whether a visitor is there; empty where nothing is known of it."""
    if presence is None:
        return ""
    if presence.state == LEFT:
        return f"The visitor left {duration_in_words(now - presence.since)} ago."
    if presence.state == BACK:
        return f"The visitor came back {duration_in_words(now - presence.since)} ago."
    return "The visitor is here."


def duration_in_words(seconds: float) -> str:
    """Return a duration in its largest unit, such as 2 hours."""
    if seconds < MINUTE:
        return "less than a minute"
    for unit, name in ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute")):
        if seconds >= unit:
            count = int(seconds // unit)
            return f"{count} {name}" if count == 1 else f"{count} {name}s"
    return ""
