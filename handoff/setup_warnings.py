"""Say at the start what the settings of the hand-over leave half done."""

from __future__ import annotations

from rareguide.settings import Settings

NO_KEY = "Names and addresses of visitors are stored as they are; see RAREGUIDE_HANDOFF_KEY."

PAIRS = (
    ("smtp_url", "mail_from", "no e-mail is sent"),
    ("smtp_url", "handoff_mail_to", "no e-mail goes to those who answer requests"),
    ("webhook_url", "webhook_secret", "the webhook is not used"),
    ("chatwoot_url", "chatwoot_inbox", "Chatwoot is not used"),
    ("zammad_url", "zammad_token", "Zammad is not used"),
)
"""Settings that need each other, and what does not happen where one of them is missing."""


def delivery_warnings(settings: Settings) -> list[str]:
    """Return a sentence for each way of delivery that is set up by half, and so not used."""
    either_way = [way for one, other, effect in PAIRS for way in ((one, other, effect), (other, one, effect))]
    return [
        f"{_variable(given)} is set without {_variable(missing)}: {effect}."
        for given, missing, effect in either_way
        if getattr(settings, given) and not getattr(settings, missing)
    ]


def setup_warnings(settings: Settings, is_reached_by_others: bool) -> list[str]:
    """Return all that should be set before visitors come; the key is wanted where others than this machine's do."""
    is_open = is_reached_by_others or not settings.is_loopback or bool(settings.staff_url)
    return [*([NO_KEY] if is_open and not settings.handoff_key else []), *delivery_warnings(settings)]


def _variable(setting: str) -> str:
    return f"RAREGUIDE_{setting.upper()}"
