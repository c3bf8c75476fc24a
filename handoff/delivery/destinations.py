"""Decide where an event of a request goes, from the settings."""

from __future__ import annotations

from rareguide.settings import Settings

SMTP_CONTACT = "smtp_contact"
SMTP_RECEIPT = "smtp_receipt"
SMTP_ANSWER = "smtp_answer"
WEBHOOK = "webhook"
CHATWOOT = "chatwoot"
ZAMMAD = "zammad"

TO_BE_ANSWERED = frozenset({SMTP_CONTACT, ZAMMAD})
"""Where tickets are worked on; a live request goes there only once it has become a ticket."""

ERASURES = ("forgotten", "withdrawn")
"""Events after which the content of a request is gone, here and, when they have been told, elsewhere."""


def delivery_key(number: str, event: str, kind: str, occasion: str | int = "") -> str:
    """Return what a delivery is known by, here and by its receiver; `occasion` tells events of one name apart."""
    return ":".join(str(part) for part in (number, event, kind, occasion) if part != "")


def configured_kinds(settings: Settings) -> frozenset[str]:
    """Return the kinds of delivery that the settings set up."""
    kinds = set()
    if settings.smtp_url and settings.mail_from:
        kinds.add(SMTP_RECEIPT)
        if settings.imap_url:  # else what the visitor writes back would be read by nobody
            kinds.add(SMTP_ANSWER)
        if settings.handoff_mail_to:
            kinds.add(SMTP_CONTACT)
    if settings.webhook_url and settings.webhook_secret:
        kinds.add(WEBHOOK)
    if settings.chatwoot_url and settings.chatwoot_inbox:
        kinds.add(CHATWOOT)
    if settings.zammad_url and settings.zammad_token:
        kinds.add(ZAMMAD)
    return frozenset(kinds)
