"""A person's answer goes out by e-mail, and what the visitor writes back comes into the request."""

from __future__ import annotations

import email
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP, default
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from handoff.delivery.mail import answer_to_visitor
from handoff.delivery.mailbox import LONGEST_TEXT, Mailbox, MailboxAway, read_mail
from handoff.delivery.outbox import OutboxItem
from handoff.requests.desk import Desk
from handoff.requests.states import NotAllowed
from handoff.worker import run_once
from rareguide.texts import load_texts
from tests.conftest import in_ci
from tests.handoff.conftest import Clock, desk_with, form, settings
from tests.handoff.test_deliveries import CONSENT, listening
from tests.handoff.test_deliveries import Mailbox as MailServer
from tests.support.examples import most_examples
from tests.support.imap_server import ImapServer, dovecot, running_imap_server
from tests.support.live_server import free_port

NOOR = 7
VISITOR = "maria@larkfield.example"
DESK = "desk@larkfield.example"
WORDS = "She may fly two weeks after it."
SECTION: dict[str, Any] = {
    "condition": {"slug": "velmont-syndrome", "name": "Velmont syndrome"},
    "section": "causes",
    "question": "What causes Velmont syndrome?",
    "body": "The approved words on the causes.[1]",
    "last_updated": "2024-03-09",
    "references": [{"number": 1, "citation": "Larkfield on causes."}],
    "source": {"name": "Larkfield Library", "url": "https://larkfield.example/velmont", "license": None},
}


@pytest.fixture(scope="module")
def imap() -> Iterator[ImapServer]:
    if dovecot() is None:
        if in_ci():
            pytest.fail("CI needs Dovecot; tests/prepare.sh installs it.")
        pytest.skip("Dovecot is not installed.")
    with running_imap_server() as server:
        yield server


class Post:
    """Carries e-mails between the desk and a visitor, over a real SMTP and a real IMAP server."""

    def __init__(self, desk: Desk, sent: MailServer, imap: ImapServer) -> None:
        self.desk = desk
        self.sent = sent
        self.imap = imap

    def goes_round(self) -> None:
        run_once(self.desk, lambda words: "Call 911." if "cannot breathe" in words else None)

    def to_visitor(self) -> list[EmailMessage]:
        self.goes_round()
        return [mail for mail in self.sent.received if mail["To"] == VISITOR]

    def answer(self, mail: EmailMessage, words: str, sender: str = VISITOR, **headers: str) -> None:
        written = EmailMessage(policy=SMTP)
        written["From"], written["To"], written["Subject"] = f"Maria <{sender}>", DESK, f"Re: {mail['Subject']}"
        written["Message-ID"] = f"<{abs(hash((words, sender, str(headers))))}@larkfield.example>"
        written["In-Reply-To"] = written["References"] = str(mail["Message-ID"])
        for name, value in headers.items():
            written[name.replace("_", "-")] = value
        quoted = "\n".join(f"> {line}" for line in mail.get_content().splitlines())
        written.set_content(f"{words}\n\nOn Monday, RareGuide <{DESK}> wrote:\n{quoted}\n")
        self.imap.put(bytes(written))
        self.desk.clock.now += 30  # type: ignore[attr-defined]
        self.goes_round()


@pytest.fixture
def post(engine: Engine, clock: Clock, imap: ImapServer) -> Iterator[Post]:
    port = free_port()
    url = f"smtp://127.0.0.1:{port}"
    desk = desk_with(engine, clock, smtp_url=url, mail_from=f"RareGuide <{DESK}>", imap_url=imap.url)
    with listening(MailServer(), port) as sent:
        yield Post(desk, sent, imap)


@pytest.fixture
def number(post: Post) -> str:
    """A ticket that a person has taken."""
    number = post.desk.requests.submit(form("c1"), CONSENT).number
    post.desk.claims.claim(number, NOOR, "Noor")
    return number


def said(post: Post, number: str, *authors: str) -> list[str]:
    return [
        one.text for one in post.desk.transcript.messages(number) if one.author in (authors or ("visitor", "operator"))
    ]


def test_words_wait_until_the_address_is_proven_and_both_sides_stay_in_the_request(post: Post, number: str) -> None:
    post.desk.correspondence.reply(number, NOOR, WORDS, {"sections": [SECTION]})
    (receipt,) = post.to_visitor()[:1]
    for mail in post.to_visitor():
        assert WORDS not in mail.get_content(), "the address may be a stranger's"
        assert mail["Auto-Submitted"] == "auto-generated"

    post.answer(receipt, "Yes, that is me.")

    answer = post.to_visitor()[-1]
    content = answer.get_content()
    assert WORDS in content
    assert "The approved words on the causes.[1]" in content
    assert "[1] Larkfield on causes." in content
    assert "Last updated: 2024-03-09. Source: Larkfield Library" in content
    assert post.desk.settings.disclaimer_text in content
    assert number in content
    assert "Can my daughter fly?" not in content
    assert str(receipt["Message-ID"]) in str(answer["References"])
    assert str(answer["In-Reply-To"]).endswith("@larkfield.example>"), "what the visitor wrote"
    assert answer["Auto-Submitted"] is None
    assert said(post, number) == [WORDS, "Yes, that is me."]
    assert post.desk.lookup.request(number).is_email_proven

    post.answer(answer, "Thank you. And by train?")
    post.desk.correspondence.reply(number, NOOR, "By train too.")
    assert said(post, number) == [WORDS, "Yes, that is me.", "Thank you. And by train?", "By train too."]
    assert "By train too." in post.to_visitor()[-1].get_content()


def test_an_answer_is_sent_and_taken_once(post: Post, number: str) -> None:
    post.desk.correspondence.reply(number, NOOR, WORDS, key="one form")
    post.desk.correspondence.reply(number, NOOR, WORDS, key="one form")
    (asked, *_) = post.to_visitor()
    post.answer(asked, "Yes.")
    post.answer(asked, "Yes.")

    assert sum(WORDS in mail.get_content() for mail in post.to_visitor()) == 1
    assert said(post, number) == [WORDS, "Yes."]


def test_who_knows_no_token_gets_nothing_and_says_nothing(post: Post, number: str) -> None:
    post.desk.correspondence.reply(number, NOOR, WORDS)
    guessed = EmailMessage()
    guessed["Message-ID"], guessed["Subject"] = f"<{number}.receipt.smtp_receipt.{'0' * 32}@rareguide.invalid>", number
    guessed.set_content("x")

    post.answer(guessed, "Send it to me.")

    assert said(post, number) == [WORDS]
    assert all(WORDS not in mail.get_content() for mail in post.to_visitor())
    assert "" in post.imap.flags(), "it stays unread in the mailbox, for people to find"


def test_another_address_proves_nothing_and_is_kept_as_a_note(post: Post, number: str) -> None:
    post.desk.correspondence.reply(number, NOOR, WORDS)
    post.answer(post.to_visitor()[0], "I am her brother.", sender="stranger@larkfield.example")

    assert not post.desk.lookup.request(number).is_email_proven
    assert said(post, number) == [WORDS]
    assert any("I am her brother." in note for note in said(post, number, "note"))
    assert all(WORDS not in mail.get_content() for mail in post.to_visitor())


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"X_Autoreply": "yes"},
        {"List_Id": "<talk.larkfield.example>"},
        {"Return_Path": "<>"},
    ],
)
def test_what_programs_send_is_no_answer(post: Post, number: str, headers: dict[str, str]) -> None:
    """Two programs that answer each other would never end."""
    post.desk.correspondence.reply(number, NOOR, WORDS)
    before = len(post.to_visitor())
    post.answer(post.to_visitor()[0], "I am on holiday.", **headers)

    assert len(post.to_visitor()) == before
    assert not post.desk.lookup.request(number).is_email_proven
    assert said(post, number) == [WORDS]
    assert any("I am on holiday." in note for note in said(post, number, "note"))


def test_an_alarm_in_an_e_mail_comes_first_and_is_answered_once_an_hour(post: Post, number: str) -> None:
    post.desk.claims.release(number, NOOR)
    receipt = post.to_visitor()[0]
    post.answer(receipt, "I cannot breathe.")
    post.answer(receipt, "I still cannot breathe.")

    assert post.desk.lookup.request(number).is_emergency
    assert [one.mark for one in post.desk.transcript.messages(number) if one.author == "visitor"] == ["emergency"] * 2
    warned = [mail for mail in post.to_visitor() if "Call 911." in mail.get_content()]
    assert [mail["Auto-Submitted"] for mail in warned] == ["auto-generated"]
    assert post.desk.settings.disclaimer_text in warned[0].get_content()


def test_an_e_mail_to_a_closed_request_makes_it_a_ticket_again(post: Post, number: str) -> None:
    receipt = post.to_visitor()[0]
    post.desk.claims.close(number, NOOR, "answered")
    post.answer(receipt, "One more question.")

    request = post.desk.lookup.request(number)
    assert (request.state, request.mode) == ("timed_out", "ticket")
    assert [one.number for one in post.desk.queue.waiting()] == [number]


def test_nothing_comes_back_into_a_request_that_was_forgotten(post: Post, number: str) -> None:
    receipt = post.to_visitor()[0]
    post.desk.expiry.forget("c1")
    post.answer(receipt, "Hello?")
    assert post.desk.transcript.messages(number) == []


def test_without_a_mailbox_nothing_goes_by_e_mail(engine: Engine, clock: Clock) -> None:
    desk = desk_with(engine, clock, smtp_url="smtp://127.0.0.1:9", mail_from=DESK)
    request = desk.requests.submit(form("c1"), CONSENT)
    desk.claims.claim(request.number, NOOR, "Noor")
    assert not desk.correspondence.is_possible(request)
    with pytest.raises(NotAllowed):
        desk.correspondence.reply(request.number, NOOR, WORDS)
    assert desk.transcript.messages(request.number)[-1].author == "notice"


def test_a_mailbox_that_is_away_is_told_without_its_password() -> None:
    with pytest.raises(MailboxAway) as told:
        Mailbox(f"imap://desk:secret@127.0.0.1:{free_port()}/INBOX").take_new(lambda _: True)
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Yes.\n\nOn Mon, Desk <d@x.example> wrote:\n> Hello\n> there\n", "Yes."),
        ("Yes.\n\nOn Mon, 1 May 2026 at 10:00, The Desk\n<d@x.example> wrote:\n\n> Hello\n", "Yes."),
        (
            "Er schrieb <d@x.example>:\n> Hello\n\nNein.",
            "Er schrieb <d@x.example>:\n> Hello\n\nNein.",
        ),
        ("> What age?\nFive.\n> What else?\nNothing.", "> What age?\nFive.\n> What else?\nNothing."),
        ("Her values:\n5 > 3", "Her values:\n5 > 3"),
    ],
)
def test_what_is_quoted_at_the_end_is_left_out_and_nothing_else(written: str, read: str) -> None:
    assert read_mail(f"From: a@b.example\n\n{written}".encode()).text == read


def test_an_e_mail_of_markup_is_read_as_text() -> None:
    markup = "<html><head><style>p{}</style></head><p>Yes &amp; no</p><script>x()</script><div>Bye</div></html>"
    mail = read_mail(f"From: a@b.example\nContent-Type: text/html\n\n{markup}".encode())
    assert mail.text.split() == ["Yes", "&", "no", "Bye"]


def test_a_long_e_mail_is_cut_and_says_so() -> None:
    mail = read_mail(b"From: a@b.example\n\n" + b"word " * 100_000)
    assert (len(mail.text), mail.is_cut) == (LONGEST_TEXT, True)


@given(content=st.binary(max_size=400), head=st.text(max_size=80))
@hypothesis_settings(max_examples=most_examples(80), deadline=None)
def test_whatever_arrives_is_read(content: bytes, head: str) -> None:
    names = ("From", "Message-ID", "References", "Content-Type", "Auto-Submitted")
    headers = "".join(f"{name}: {head}\r\n" for name in names).encode(errors="replace")
    mail = read_mail(headers + b"\r\n" + content)
    assert "\x00" not in mail.text
    assert mail.message_id is None or not any(sign in mail.message_id for sign in "\r\n \t")


@given(words=st.text(max_size=200), name=st.text(max_size=60), heads=st.lists(st.text(max_size=60), max_size=3))
@hypothesis_settings(max_examples=most_examples(50), deadline=None)
def test_no_words_become_a_header(words: str, name: str, heads: list[str]) -> None:
    received = [read_mail(f"Message-ID: {head}\r\n\r\n".encode(errors="replace")).message_id for head in heads]
    payload = {
        "number": "RG-00000000",
        "email": VISITOR,
        "token": "0" * 32,
        "words": f"{words}\r\nBcc: all@x.example",
        "sections": [{**SECTION, "question": name}],
        "answers": [one for one in received if one],
        "at": 0.0,
    }
    message = answer_to_visitor(OutboxItem("RG-00000000:answer:smtp_answer:1", payload), settings(), load_texts())
    parsed = email.message_from_bytes(message.as_bytes(policy=SMTP), policy=default)
    assert parsed["Bcc"] is None
    assert parsed["To"] == VISITOR
