"""Say at the start what the settings of the hand-over leave half done."""

from __future__ import annotations

from rareguide.settings import Settings

NO_KEY = "What visitors write, names and addresses among it, is stored as it is; see RAREGUIDE_HANDOFF_KEY."

NO_MAIL_TO_DESK = "RAREGUIDE_HANDOFF_MAIL_TO is empty: visitors get receipts, but no e-mail goes to those who answer."


def setup_warnings(settings: Settings, is_reached_by_others: bool) -> list[str]:
    """Return all that should be set before visitors come; the key is wanted where others than this machine's do."""
    is_open = is_reached_by_others or not settings.is_loopback or bool(settings.staff_url)
    mails_to_nobody = settings.smtp_url and not settings.handoff_mail_to
    return [
        *([NO_KEY] if is_open and not settings.handoff_key else []),
        *([NO_MAIL_TO_DESK] if mails_to_nobody else []),
    ]
