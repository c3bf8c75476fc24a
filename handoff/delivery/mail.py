"""Send e-mails: the request to those who answer it, and a receipt to the visitor."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from handoff.delivery.outbox import NotDelivered, OutboxItem
from handoff.requests.urgency import EMERGENCY
from rareguide.settings import Settings
from rareguide.texts import Texts

SECONDS = 30.0
PERMANENT = 500
"""From this reply code on a mail server means it."""


@dataclass(frozen=True)
class MailServer:
    """Hold where e-mails are handed in: `smtp://user:password@host:587?starttls=1` or `smtps://host`."""

    url: str
    sender: str

    def send(self, message: EmailMessage) -> str | None:
        """Hand a message in; raise `NotDelivered`."""
        message["From"] = self.sender
        try:
            with self._connected() as server:
                server.send_message(message)
        except (smtplib.SMTPAuthenticationError, smtplib.SMTPSenderRefused) as problem:
            # A wrong setting, which somebody will fix; not the fault of this message.
            raise NotDelivered(f"mail server said {problem.smtp_code}") from problem
        except smtplib.SMTPResponseException as problem:
            raise NotDelivered(f"mail server said {problem.smtp_code}", problem.smtp_code >= PERMANENT) from problem
        except smtplib.SMTPRecipientsRefused as problem:
            codes = [code for code, _ in problem.recipients.values()]
            raise NotDelivered(f"recipient refused with {codes}", min(codes) >= PERMANENT) from problem
        except (smtplib.SMTPException, OSError) as problem:
            raise NotDelivered(f"mail server: {type(problem).__name__}") from problem
        return str(message["Message-ID"])

    def _connected(self) -> smtplib.SMTP:
        parts = urlsplit(self.url)
        host = parts.hostname or "localhost"
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, parts.port or 465, timeout=SECONDS, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(host, parts.port or 25, timeout=SECONDS)
        if parse_qs(parts.query).get("starttls") == ["1"]:
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        return server


def to_contact(item: OutboxItem, address: str, texts: Texts) -> EmailMessage:
    """Return the e-mail that brings a request, or what became of it, to those who answer."""
    number = str(item.payload["number"])
    subject = "utter_handoff_mail_subject_emergency" if is_urgent(item.payload) else "utter_handoff_mail_subject"
    message = _message(item, address, texts.say(subject, number=number))
    message.set_content("\n".join(_of_event(item.payload, texts)))
    request = item.payload.get("request") or {}
    reply_to = _address(request.get("email") or "", request.get("name") or "")
    if reply_to is not None:
        message["Reply-To"] = reply_to
    return message


def to_visitor(item: OutboxItem, settings: Settings, texts: Texts) -> EmailMessage:
    """Return the receipt. Its address may be a stranger's: no word of the visitor stands in it, not even a name."""
    payload = item.payload
    number = str(payload["number"])
    message = _message(item, str(payload["email"]), texts.say("utter_handoff_receipt_subject", number=number))
    message.set_content(
        texts.say(
            "utter_handoff_receipt",
            number=number,
            next_step=payload.get("next_step") or "",
            contact=_contact(settings),
            disclaimer=settings.disclaimer_text,
        )
    )
    message["Auto-Submitted"] = "auto-generated"
    return message


def answer_to_visitor(item: OutboxItem, settings: Settings, texts: Texts) -> EmailMessage:
    """Return an e-mail with a person's words, which go to a proven address, or the one that asks for the proof.

    The latter has no word of anybody, since its address may be a stranger's.
    """
    payload = item.payload
    number = str(payload["number"])
    subject = texts.say("utter_handoff_receipt_subject", number=number)
    message = _message(item, str(payload["email"]), f"Re: {subject}" if payload.get("answers") else subject)
    if payload.get("answers"):
        message["In-Reply-To"] = payload["answers"][-1]
        message["References"] = " ".join(payload["answers"])
    words = payload.get("words")
    if words is None or payload.get("is_automatic"):
        message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    said = [_section_as_text(part) for part in payload.get("sections", ())]
    message.set_content(
        texts.say(
            "utter_handoff_answer" if words is not None else "utter_handoff_prove_address",
            number=number,
            words="\n\n".join([str(words or ""), *said]).strip(),
            contact=_contact(settings),
            disclaimer=settings.disclaimer_text,
        )
    )
    return message


def _contact(settings: Settings) -> str:
    return ", ".join(part for part in (settings.contact_name, settings.contact_phone, settings.contact_email) if part)


def _section_as_text(part: Mapping[str, Any]) -> str:
    """Return a section word for word, with its date, references and source."""
    source = part["source"]
    lines = [
        str(part["question"]),
        "",
        str(part["body"]),
        "",
        *(f"[{one['number']}] {one['citation']}" for one in part.get("references", ())),
        f"Last updated: {part.get('last_updated') or 'no date'}. Source: {source['name']}",
        *([str(source["url"])] if source.get("url") else []),
    ]
    return "\n".join(lines)


def _message(item: OutboxItem, address: str, subject: str) -> EmailMessage:
    message = EmailMessage()
    message["To"] = address
    message["Subject"] = subject
    # The same at every try, so that a mail that was sent twice is recognised.
    message["Message-ID"] = message_id(item.key, item.payload.get("token"))
    if item.thread and "answers" not in item.payload:
        message["In-Reply-To"] = message["References"] = item.thread
    message["Date"] = datetime.fromtimestamp(float(item.payload["at"]), timezone.utc)
    return message


def message_id(key: str, token: str | None = None) -> str:
    """Return the `Message-ID` of a delivery; with a token, which an answer brings back, it cannot be guessed."""
    return f"<{'.'.join([*key.split(':'), *([token] if token else [])])}@rareguide.invalid>"


def _address(email: str, name: str) -> Address | None:
    """Return an address, or `None` where there is none that an e-mail's head can hold."""
    try:
        return Address(display_name=name, addr_spec=email) if email.isascii() and email else None
    except (ValueError, HeaderParseError, IndexError):
        return None


def is_urgent(payload: Mapping[str, Any]) -> bool:
    """Return whether a parcel brings an urgent request, or words that raised an alarm."""
    request, message = payload.get("request") or {}, payload.get("message") or {}
    return EMERGENCY in (request.get("priority"), message.get("mark"))


def words_of(message: Mapping[str, Any]) -> str:
    """Return a message's words, marked where they raised an alarm."""
    return f"EMERGENCY: {message['text']}" if message.get("mark") == EMERGENCY else str(message["text"])


def _of_event(payload: Mapping[str, Any], texts: Texts) -> list[str]:
    number = str(payload["number"])
    if "request" in payload:
        return transcript(number, payload["request"])
    if "message" in payload:
        text = "utter_handoff_mail_message_emergency" if is_urgent(payload) else "utter_handoff_mail_message"
        return [texts.say(text, number=number), "", words_of(payload["message"])]
    return [
        str(payload["text"])
        if "text" in payload
        else texts.say("utter_handoff_mail_event", number=number, event=str(payload["event"]))
    ]


def transcript(number: str, request: Mapping[str, Any]) -> list[str]:
    """Return a request as lines of text: what is asked, by whom, the conversation, and what was said since."""
    context = request.get("context") or {}
    lines = [
        f"Request {number}",
        *(
            ["Priority: EMERGENCY. The visitor wrote words that raised an alarm."]
            if is_urgent({"request": request})
            else []
        ),
        "",
        f"Question: {request.get('question')}",
        f"Name: {request.get('name') or '-'}",
        f"E-mail: {request.get('email') or '-'}",
        f"Phone: {request.get('phone') or '-'}",
        f"Language: {request.get('language') or '-'}",
        f"Condition: {context.get('condition') or '-'}",
    ]
    shown = [
        f"- {part['question']} (last updated: {part['last_updated'] or 'no date'}; {part['source']})"
        for part in context.get("sections", ())
    ]
    failed = [f"- {question}" for question in context.get("failed", ())]
    said = [f"{entry['who']}: {entry['text']}" for entry in context.get("messages", ())]
    since = [f"{message['author']}: {words_of(message)}" for message in request.get("said", ())]
    for title, part in (
        ("Sections shown", shown),
        ("Questions without an answer", failed),
        ("Conversation", said),
        ("Since the request, or with an alarm before it", since),
    ):
        if part:
            lines += ["", f"{title}:", *part]
    return lines
