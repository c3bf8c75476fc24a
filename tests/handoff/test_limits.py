"""Nobody can have mails sent to strangers, nor fill the queue; and who is beyond a limit loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from handoff.delivery.mail import to_visitor
from handoff.delivery.outbox import OutboxItem
from handoff.requests.desk import Desk
from handoff.requests.limits import TooManyRequests, plain_address
from handoff.visitor import VisitorDesk
from rareguide.texts import load_texts
from staff.queue_view import MOST_OF_A_CROWD, in_lines
from tests.handoff.conftest import Clock, desk_with, form, settings

CONSENT = "I agree."
MAIL = {"smtp_url": "smtp://a.example", "mail_from": "bot@b.example", "handoff_mail_to": "desk@larkfield.example"}
ADVERTISEMENT = "Prize waiting https://evil.example/win"


def receipts(desk: Desk) -> list[str]:
    return [one.payload["email"] for one in desk.outbox.deliveries() if one.kind == "smtp_receipt"]


def test_a_receipt_has_no_word_of_the_visitor(engine: Engine, clock: Clock) -> None:
    desk = desk_with(engine, clock, **MAIL)
    words = form(name=ADVERTISEMENT, question=ADVERTISEMENT, language=ADVERTISEMENT, alarm=ADVERTISEMENT)
    desk.requests.submit(words, CONSENT)
    (payload,) = [one.payload for one in desk.outbox.deliveries() if one.kind == "smtp_receipt"]
    mail = to_visitor(OutboxItem("k", {**payload, "name": ADVERTISEMENT}), settings(**MAIL), load_texts())
    assert "evil.example" not in mail.as_string()
    assert "Prize" not in mail.as_string()
    assert "Prize" not in str(payload)


def test_a_stranger_gets_one_mail_an_hour(engine: Engine, clock: Clock) -> None:
    desk = desk_with(engine, clock, **MAIL)
    for number in range(20):
        address = ("victim@strangers.example", "Victim@Strangers.example", f"vic.tim+{number}@strangers.example")
        desk.requests.submit(form(f"c{number}", email=address[number % 3]), CONSENT)
    assert len(receipts(desk)) == 1
    clock.now += 3_601
    desk.requests.submit(form("later", email="victim@strangers.example"), CONSENT)
    assert len(receipts(desk)) == 2


def test_withdrawing_makes_no_room_for_another_mail(engine: Engine, clock: Clock) -> None:
    desk = desk_with(engine, clock, **MAIL)
    desk.requests.submit(form(), CONSENT)
    desk.requests.withdraw("c1")
    second = desk.requests.submit(form(), CONSENT)
    assert not desk.requests.has_receipt(second)


def test_all_together_get_so_many_mails_an_hour(engine: Engine, clock: Clock) -> None:
    desk = desk_with(engine, clock, **MAIL, handoff_receipts_per_hour=3)
    for number in range(6):
        desk.requests.submit(form(f"c{number}", email=f"v{number}@larkfield.example"), CONSENT)
    assert len(receipts(desk)) == 3


def test_one_conversation_makes_so_many_requests_a_day(engine: Engine, clock: Clock) -> None:
    desk = desk_with(engine, clock, handoff_conversation_requests=2)
    for _ in range(2):
        desk.requests.submit(form(), CONSENT)
        desk.requests.withdraw("c1")
    with pytest.raises(TooManyRequests):
        desk.requests.submit(form(), CONSENT)
    desk.requests.submit(form("another"), CONSENT)
    clock.now += 86_401
    desk.expiry.tick()
    desk.requests.submit(form(), CONSENT)


def test_one_network_makes_so_many_requests_a_day_and_others_are_free(engine: Engine, clock: Clock) -> None:
    desk = desk_with(engine, clock, handoff_network_requests=2)
    for number in range(2):
        desk.requests.submit(form(f"c{number}"), CONSENT, "192.0.2.1")
    with pytest.raises(TooManyRequests):
        desk.requests.submit(form("c3"), CONSENT, "192.0.2.1")
    desk.requests.submit(form("c3"), CONSENT, "192.0.2.2")


def test_an_emergency_has_room_when_there_is_none_for_others_but_not_without_end(engine: Engine, clock: Clock) -> None:
    desk = desk_with(engine, clock, handoff_network_requests=2)
    for number in range(4):
        desk.requests.submit(form(f"c{number}", alarm="I cannot breathe"), CONSENT, "192.0.2.1")
    with pytest.raises(TooManyRequests):
        desk.requests.submit(form("c5", alarm="I cannot breathe"), CONSENT, "192.0.2.1")


def test_a_request_beyond_a_limit_is_told_so_and_kept(engine: Engine, clock: Clock) -> None:
    desk = desk_with(engine, clock, handoff_open_requests=1)
    desk.requests.submit(form("other"), CONSENT)
    desk.forms.save(form())
    visitor = VisitorDesk(desk, load_texts(), desk.settings)

    draft = visitor.take("c1", "yes", None).draft

    assert draft is not None
    assert "nothing has been sent" in draft["text"]
    assert desk.settings.contact_name in draft["text"]
    assert draft["handoff"] == {"ticket": None, "status": "collecting", "asks_for": "consent"}
    desk.requests.withdraw("other")
    again = visitor.take("c1", "yes", None).draft
    assert again is not None
    assert again["handoff"]["ticket"]


def test_what_is_counted_names_nobody(engine: Engine, clock: Clock, tmp_path: Path) -> None:
    desk_with(engine, clock, **MAIL).requests.submit(form(), CONSENT, "192.0.2.77")
    with engine.connect() as connection:
        kept = str(connection.exec_driver_sql("SELECT * FROM handoff_count").all())
    assert "192.0.2.77" not in kept
    assert "larkfield" not in kept


@given(st.emails())
def test_one_mailbox_is_one_address(email: str) -> None:
    assert plain_address(plain_address(email)) == plain_address(email) == plain_address(email.upper().lower())


@pytest.mark.parametrize(
    ("one", "other"),
    [("anna@gmail.com", "a.nna+x@GoogleMail.com"), ("anna@icloud.com", "anna@me.com"), ("a@pm.me", "a@protonmail.com")],
)
def test_a_mailbox_with_two_domains_is_one_address(one: str, other: str) -> None:
    assert plain_address(one) == plain_address(other)


def test_a_burst_is_one_line_of_the_queue(engine: Engine, clock: Clock) -> None:
    desk = desk_with(engine, clock)
    desk.requests.submit(form("before"), CONSENT)
    clock.now += 600
    for number in range(MOST_OF_A_CROWD + 5):
        clock.now += 2
        desk.requests.submit(form(f"flood{number}"), CONSENT)
    desk.requests.submit(form("urgent", alarm="I cannot breathe"), CONSENT)
    clock.now += 600
    desk.requests.submit(form("after"), CONSENT)

    lines = in_lines(desk.queue.waiting())

    assert [[one.conversation for one in line][:1] for line in lines] == [["urgent"], ["before"], ["flood0"], ["after"]]
    assert len(lines[2]) == MOST_OF_A_CROWD + 5
