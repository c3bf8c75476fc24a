"""Send parcels of the outbox, each kind in its own way."""

from __future__ import annotations

from collections.abc import Mapping

from handoff.delivery.chatwoot import Chatwoot
from handoff.delivery.destinations import (
    CHATWOOT,
    SMTP_ANSWER,
    SMTP_CONTACT,
    SMTP_RECEIPT,
    WEBHOOK,
    ZAMMAD,
    configured_kinds,
)
from handoff.delivery.mail import MailServer, answer_to_visitor, to_contact, to_visitor
from handoff.delivery.outbox import Deliver
from handoff.delivery.webhook import Webhook
from handoff.delivery.zammad import Zammad
from rareguide.settings import Settings
from rareguide.texts import Texts


def deliveries_of(settings: Settings, texts: Texts) -> Mapping[str, Deliver]:
    """Return how to send each kind that the settings set up."""
    server = MailServer(settings.smtp_url, settings.mail_from)
    every: dict[str, Deliver] = {
        SMTP_CONTACT: lambda item: server.send(to_contact(item, settings.handoff_mail_to, texts)),
        SMTP_RECEIPT: lambda item: server.send(to_visitor(item, settings, texts)),
        SMTP_ANSWER: lambda item: server.send(answer_to_visitor(item, settings, texts)),
        WEBHOOK: Webhook(settings.webhook_url, settings.webhook_secret, settings.webhook_loopback).send,
        CHATWOOT: Chatwoot(settings.chatwoot_url, settings.chatwoot_inbox, settings.chatwoot_secret).send,
        ZAMMAD: Zammad(settings.zammad_url, settings.zammad_token, settings.zammad_group).send,
    }
    return {kind: every[kind] for kind in configured_kinds(settings)}
