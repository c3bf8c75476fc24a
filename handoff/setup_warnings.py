"""Say at the start what the settings of the hand-over leave half done."""

from __future__ import annotations

from rareguide.settings import Settings

NO_KEY = "Names and addresses of visitors are stored as they are; see RAREGUIDE_HANDOFF_KEY."


def delivery_warnings(settings: Settings) -> list[str]:
    """Return a sentence for each way of delivery that is set up by half, and so not used."""
    has_smtp = bool(settings.smtp_url)
    wanted = (
        (
            has_smtp and not settings.mail_from,
            "RAREGUIDE_SMTP_URL is set without RAREGUIDE_MAIL_FROM: no e-mail is sent.",
        ),
        (
            has_smtp and not settings.handoff_mail_to,
            "RAREGUIDE_SMTP_URL is set without RAREGUIDE_HANDOFF_MAIL_TO: no request is sent by e-mail.",
        ),
        (
            bool(settings.handoff_mail_to) and not has_smtp,
            "RAREGUIDE_HANDOFF_MAIL_TO is set without RAREGUIDE_SMTP_URL: no request is sent by e-mail.",
        ),
        (
            bool(settings.webhook_url) and not settings.webhook_secret,
            "RAREGUIDE_WEBHOOK_URL is set without RAREGUIDE_WEBHOOK_SECRET: the webhook is not used.",
        ),
        (
            bool(settings.chatwoot_url) and not settings.chatwoot_inbox,
            "RAREGUIDE_CHATWOOT_URL is set without RAREGUIDE_CHATWOOT_INBOX: Chatwoot is not used.",
        ),
        (
            bool(settings.zammad_url) and not settings.zammad_token,
            "RAREGUIDE_ZAMMAD_URL is set without RAREGUIDE_ZAMMAD_TOKEN: Zammad is not used.",
        ),
    )
    return [sentence for is_half, sentence in wanted if is_half]


def setup_warnings(settings: Settings, is_reached_by_others: bool) -> list[str]:
    """Return all that should be set before visitors come; the key is wanted where others than this machine's do."""
    is_open = is_reached_by_others or not settings.is_loopback or bool(settings.staff_url)
    return [*([NO_KEY] if is_open and not settings.handoff_key else []), *delivery_warnings(settings)]
