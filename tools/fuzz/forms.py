"""What visitors type into the hand-over's form, and what becomes of it in e-mails."""

from __future__ import annotations

import email
import email.policy
import random
from typing import Any

from bot.channels.sanitize import sanitized
from handoff.delivery.destinations import SMTP_CONTACT
from handoff.delivery.mail import to_contact, to_visitor
from handoff.delivery.outbox import OutboxItem
from handoff.form import phrases
from handoff.form.answers import Outcome
from handoff.form.contact_details import LONGEST_NAME, read_contact, read_name
from handoff.form.prompts import consent_text
from handoff.form.read_message import NOT_READ, ReadMessage
from handoff.form.steps import advance
from handoff.requests.records import Form
from handoff.requests.ticket_numbers import read_number
from rareguide.settings import Settings
from rareguide.texts import load_texts
from tools.fuzz.harness import Wrong
from tools.fuzz.turns import WITHOUT_A_FILE
from tools.fuzz.wording import HAND_OVER, any_text, message

READINGS = (
    NOT_READ,
    ReadMessage("ask_person", 0.9),
    ReadMessage("ask_causes", 0.9, ("causes",), "marfan-syndrome"),
    ReadMessage("greet", 0.9),
)
HEADERS = frozenset(
    "to from subject message-id date reply-to auto-submitted content-type content-transfer-encoding "
    "mime-version".split()
)


class FormsPart:
    """Talk with the form, and mail what it has taken."""

    name = "forms"
    weight = 16.0

    def __init__(self) -> None:
        self.settings = Settings(**WITHOUT_A_FILE)
        self.texts = load_texts()

    def make(self, rng: random.Random) -> tuple[list[str], list[int]]:
        """Return up to eight messages to the form, and how each was read."""
        said = [sanitized(self._said(rng)) for _ in range(rng.randint(1, 8))]
        return said, [rng.randrange(len(READINGS)) for _ in said]

    def check(self, value: tuple[list[str], list[int]]) -> None:
        """Advance a form; whatever was taken is one line where it has to be, and no header of an e-mail."""
        form = Form("c1", "widget")
        for said, how in zip(*value, strict=True):
            self._check_readers(said)
            step = advance(form, said, READINGS[how], "US", ("what is Marfan syndrome?", "what causes it?"))
            form = step.form
            if step.outcome in (Outcome.CANCELLED, Outcome.DECLINED):
                form = Form("c1", "widget")
        for text in (form.name or "", form.email or "", form.phone or "", form.language or ""):
            if any(not letter.isprintable() for letter in text):
                raise Wrong(f"a field with signs that are not printed: {text!r}")
        if form.question and form.name is not None and (form.email or form.phone) and form.language:
            consent_text(form, self.texts, self.settings, frozenset({SMTP_CONTACT}))
        self._check_mail(form)

    def _said(self, rng: random.Random) -> str:
        kind = rng.random()
        if kind < 0.35:
            return rng.choice(HAND_OVER).format(any_text(rng, 20))
        if kind < 0.55:
            return (
                f"{any_text(rng, 12)}@{any_text(rng, 12)}" if rng.random() < 0.5 else f"m{any_text(rng, 3)}@a.example"
            )
        if kind < 0.65:
            return "".join(rng.choice("0123456789+-() ./x") for _ in range(rng.randint(3, 40)))
        return message(rng)

    def _check_readers(self, said: str) -> None:
        if len(read_name(said)) > LONGEST_NAME:
            raise Wrong("a name that is too long")
        read_contact(said, "")
        read_number(said)
        for what in ("cancel", "skip", "state", "withdraw", "end"):
            phrases.says(what, said)
        phrases.chosen(said, 3)
        phrases.field_said_wrong(said)

    def _check_mail(self, form: Form) -> None:
        if not form.email:
            return
        asked: dict[str, Any] = {"question": form.question, "name": form.name, "email": form.email}
        item = OutboxItem("a:b", {"number": "RG-7K3M0QXZ", "at": 1.79e9, "request": asked, **asked})
        to_desk = to_contact(item, "desk@larkfield.example", self.texts)
        for mail in (to_desk, to_visitor(item, self.settings, self.texts)):
            read = email.message_from_bytes(mail.as_bytes(), policy=email.policy.default)
            extra = {name.lower() for name in read} - HEADERS
            if extra or len(read.get_all("to", [])) != 1:
                raise Wrong(f"an e-mail with more headers: {sorted(extra)}")
