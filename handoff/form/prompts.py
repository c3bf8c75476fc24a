"""Say what the form asks, with the quick replies that fit."""

from __future__ import annotations

from collections.abc import Sequence

from handoff.delivery.destinations import CHATWOOT, SMTP_CONTACT, WEBHOOK, ZAMMAD
from handoff.form.languages import OFFERED
from handoff.requests.records import Form
from rareguide.settings import Settings
from rareguide.texts import Texts
from rareguide.turn import Option

LONGEST_TITLE = 80


def question_of(form: Form, texts: Texts, settings: Settings, kinds: frozenset[str]) -> str:
    """Return the sentence that asks for the form's next field; for consent, all that would be sent."""
    if form.asks_for != "consent":
        return texts.say(f"utter_handoff_ask_{form.asks_for}")
    return consent_text(form, texts, settings, kinds)


def consent_text(form: Form, texts: Texts, settings: Settings, kinds: frozenset[str]) -> str:
    """Return what the visitor is asked to agree to: what is sent, to whom, and how long it is kept."""
    ways = [
        texts.say(f"utter_handoff_by_{kind}") for kind in (SMTP_CONTACT, CHATWOOT, ZAMMAD, WEBHOOK) if kind in kinds
    ]
    return texts.say(
        "utter_handoff_consent",
        question=form.question or "",
        name=form.name or texts.say("utter_handoff_no_name"),
        contact=", ".join(part for part in (form.email, form.phone) if part),
        language=form.language or "",
        wish="" if form.wish is None else "\n" + texts.say("utter_handoff_wish", wish=form.wish),
        recipient=settings.contact_name,
        ways="".join(f", {way}" for way in ways),
        days=str(settings.handoff_retention_days),
    )


def options_of(form: Form, texts: Texts, offered: Sequence[str]) -> tuple[Option, ...]:
    """Return the quick replies of the form's next field."""
    if form.asks_for == "question":
        return tuple(Option(_shortened(one), one) for one in offered)
    if form.asks_for == "name":
        return (_option(texts, "skip"),)
    if form.asks_for == "language":
        return tuple(Option(language, language) for language in OFFERED)
    return (_option(texts, "yes"), _option(texts, "no")) if form.asks_for == "consent" else ()


def _option(texts: Texts, name: str) -> Option:
    title = texts.say(f"utter_handoff_option_{name}")
    return Option(title, title)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TITLE else text[: LONGEST_TITLE - 1].rstrip() + "…"
