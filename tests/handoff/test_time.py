"""What time brings: time-outs, operators who leave, retention; and forgetting."""

from __future__ import annotations

import asyncio
import json

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from conversations.encryption import make_key
from conversations.tables import metadata
from handoff import worker as clockwork
from handoff.requests.desk import Desk
from handoff.requests.presence import ABSENT_SECONDS, TYPING_SECONDS
from handoff.requests.records import Request
from handoff.requests.states import NotAllowed
from handoff.tables import handoff_form, handoff_presence, handoff_typing
from handoff.worker import keep_working, run_once
from tests.handoff.conftest import SECRET, Clock, desk_with, form

DAY = 86_400
PERSONAL = (
    "Maria",
    "maria@",
    "Can my daughter fly",
    "Marfan",
    "what does a test cost",
    "She is twelve",
    "I agree",
    "c1",
)


@pytest.fixture
def desk(engine: Engine, clock: Clock) -> Desk:
    return desk_with(engine, clock)


@pytest.fixture
def request_(desk: Desk) -> Request:
    """A live request."""
    desk.operators.present(1)
    return desk.requests.submit(form(), "I agree.")


def notices(desk: Desk, number: str) -> list[str]:
    return [message.text for message in desk.transcript.messages(number) if message.author == "notice"]


def everything(engine: Engine) -> str:
    """All rows of all tables of the hand-over as text."""
    tables = [table for name, table in metadata.tables.items() if name.startswith("handoff_")]
    with engine.connect() as connection:
        return json.dumps([[list(row) for row in connection.execute(select(table))] for table in tables], default=str)


def test_a_request_that_nobody_takes_becomes_a_ticket(desk: Desk, request_: Request, clock: Clock) -> None:
    assert request_.mode == "live"
    assert desk.outbox.deliveries() == []
    clock.now += 5 * 60 - 1
    desk.expiry.tick()
    assert desk.lookup.request(request_.number).state == "queued"

    clock.now += 2
    desk.expiry.tick()

    timed_out = desk.lookup.request(request_.number)
    assert (timed_out.state, timed_out.mode) == ("timed_out", "ticket")
    assert "stays with us as a ticket" in notices(desk, request_.number)[0]
    assert [delivery.kind for delivery in desk.outbox.deliveries()] == ["smtp_contact"]
    assert [one.number for one in desk.queue.waiting()] == [request_.number]
    assert desk.claims.claim(request_.number, 1, "Noor").state == "with_operator"


def test_a_ticket_waits_as_long_as_it_takes(desk: Desk, clock: Clock) -> None:
    ticket = desk.requests.submit(form(), "I agree.")
    clock.now += 30 * DAY
    desk.expiry.tick()
    assert desk.lookup.request(ticket.number).state == "queued"


def test_the_chats_of_an_operator_who_is_gone_go_back_to_the_queue(desk: Desk, request_: Request, clock: Clock) -> None:
    desk.claims.claim(request_.number, 1, "Noor")
    clock.now += 110
    desk.operators.present(1)
    clock.now += 110
    desk.expiry.tick()
    assert desk.lookup.request(request_.number).state == "with_operator"

    clock.now += 11
    desk.expiry.tick()

    back = desk.lookup.request(request_.number)
    assert (back.state, back.operator_id) == ("queued", None)
    assert "in the queue again for someone else" in notices(desk, request_.number)[-1]


def test_an_operator_counts_as_there_for_a_minute(desk: Desk, clock: Clock) -> None:
    desk.operators.present(1)
    assert desk.operators.all_present() == [1]
    clock.now += 59
    assert desk.requests.submit(form("c1"), "I agree.").mode == "live"
    clock.now += 2
    assert desk.requests.submit(form("c2"), "I agree.").mode == "ticket"
    desk.operators.present(2)
    desk.operators.absent(2)
    assert desk.operators.all_present() == []


def test_signs_of_being_there_and_of_typing_are_deleted_when_they_are_over(
    desk: Desk, request_: Request, clock: Clock, engine: Engine
) -> None:
    def kept() -> tuple[int, int]:
        with engine.connect() as connection:
            return tuple(len(connection.execute(select(table)).all()) for table in (handoff_presence, handoff_typing))

    desk.claims.claim(request_.number, 1, "Noor")
    desk.transcript.typing("c1", "visitor")
    desk.transcript.typing("c1", "operator")
    desk.expiry.tick()
    assert kept() == (1, 2)

    clock.now += TYPING_SECONDS + 1
    desk.expiry.tick()
    assert kept() == (1, 0)

    clock.now += ABSENT_SECONDS
    desk.expiry.tick()
    assert kept() == (0, 0)
    assert desk.lookup.request(request_.number).state == "queued"


def test_nobody_is_absent_because_the_database_was_away(desk: Desk, request_: Request, clock: Clock) -> None:
    """The first look after it sent all live chats back to the queue, before the pages could give a sign."""
    seconds = Clock()
    work = clockwork.Work(desk, monotonic=seconds)
    desk.claims.claim(request_.number, 1, "Noor")

    def pass_seconds(count: float) -> str:
        clock.now += count
        seconds.now += count
        clockwork.pass_time(work)
        return desk.lookup.request(request_.number).state

    assert pass_seconds(3) == "with_operator"
    assert pass_seconds(10 * ABSENT_SECONDS) == "with_operator"
    assert [pass_seconds(20) for _ in range(7)][-1] == "queued", "who gives no sign afterwards has gone"


def test_the_regular_work_goes_on_after_a_failure(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[str] = []

    def fail_once(watched_for: float) -> None:
        runs.append("failed" if not runs else "done")
        if runs == ["failed"]:
            raise RuntimeError("out of memory")

    async def work() -> None:
        working = asyncio.create_task(keep_working(desk))
        while "done" not in runs:
            await asyncio.sleep(0.01)
        working.cancel()

    monkeypatch.setattr(desk.expiry, "tick", fail_once)
    monkeypatch.setattr(clockwork, "SECONDS_BETWEEN_RUNS", 0.01)
    asyncio.run(asyncio.wait_for(work(), 5))


def test_a_request_whose_key_is_missing_holds_up_no_other(engine: Engine, clock: Clock) -> None:
    desk_with(engine, clock, handoff_key=make_key()).operators.present(1)
    sealed = desk_with(engine, clock, handoff_key=make_key()).requests.submit(form("c1"), "I agree.")
    desk = desk_with(engine, clock)
    other = desk.requests.submit(form("c2"), "I agree.")
    clock.now += 301

    desk.expiry.tick()

    states = {summary.number: summary.state for summary in desk.queue.waiting()}
    assert states == {sealed.number: "queued", other.number: "timed_out"}


def test_emergencies_come_first_and_then_the_oldest(desk: Desk, clock: Clock) -> None:
    desk.operators.present(1)
    numbers = []
    for conversation in ("c1", "c2", "c3"):
        numbers.append(desk.requests.submit(form(conversation), "I agree.").number)
        clock.now += 1
    desk.from_visitors.raise_alarm("c3", "I cannot breathe")

    assert [one.number for one in desk.queue.waiting()] == [numbers[2], numbers[0], numbers[1]]
    assert [desk.queue.place_of(desk.lookup.request(number)) for number in numbers] == [2, 3, 1]


def test_a_retention_that_is_over_takes_the_content(
    desk: Desk, request_: Request, clock: Clock, engine: Engine
) -> None:
    desk.claims.claim(request_.number, 1, "Noor")
    desk.from_visitors.say("c1", "She is twelve.")
    desk.claims.close(request_.number, 1, "answered")
    clock.now += 90 * DAY - 10
    desk.expiry.tick()
    assert "She is twelve" in everything(engine)

    clock.now += 20
    desk.expiry.tick()

    assert [part for part in PERSONAL if part in everything(engine)] == []
    assert desk.lookup.request(request_.number).is_erased
    assert desk.lookup.changes(request_.number)[-1].action == "erase"


def test_what_nobody_closed_goes_too(desk: Desk, clock: Clock, engine: Engine) -> None:
    ticket = desk.requests.submit(form(), "I agree.")
    clock.now += 91 * DAY
    desk.expiry.tick()
    assert [part for part in PERSONAL if part in everything(engine)] == []
    assert desk.lookup.request(ticket.number).state == "resolved"


@pytest.mark.parametrize("state", ["form", "queued", "with_operator", "timed_out", "resolved", "cancelled"])
def test_forgetting_leaves_no_content_in_any_table(desk: Desk, clock: Clock, engine: Engine, state: str) -> None:
    desk.forms.save(form())
    number = None
    if state != "form":
        desk.operators.present(1)
        number = desk.requests.submit(form(), "I agree.").number
        desk.from_visitors.say("c1", "She is twelve.")
    if state in ("with_operator", "resolved"):
        desk.claims.claim(str(number), 1, "Noor")
        desk.from_operators.note(str(number), 1, "Maria sounded worried.")
        desk.transcript.typing("c1", "visitor")
    if state == "resolved":
        desk.claims.close(str(number), 1, "Maria is content")
    if state == "timed_out":
        clock.now += 301
        desk.expiry.tick()
    if state == "cancelled":
        desk.requests.withdraw("c1")
    elsewhere = form("other", name="Bo", email="bo@larkfield.example", question="Else?", context={})
    other = desk.requests.submit(elsewhere, "Else.")

    desk.expiry.forget("c1")

    assert [part for part in PERSONAL if part in everything(engine)] == []
    assert desk.lookup.request(other.number).name == "Bo"
    if number is not None:
        erased = desk.lookup.request(number)
        assert (erased.question, erased.email, erased.conversation, erased.is_erased) == ("", None, "", True)
        assert erased.state in ("cancelled", "resolved")
        assert desk.lookup.changes(number)[-1].action == ("erase" if state == "cancelled" else "forget")
        with pytest.raises(NotAllowed):
            desk.claims.reopen(number, 1)
    assert desk.requests.of("c1") is None
    desk.expiry.forget("c1")


def test_what_is_forgotten_before_it_was_sent_is_never_sent(engine: Engine, clock: Clock) -> None:
    desk = desk_with(engine, clock, webhook_url="http://a.example", webhook_secret=SECRET)
    desk.requests.submit(form(), "I agree.")
    desk.expiry.forget("c1")
    assert desk.outbox.deliveries() == []


def test_a_clock_that_goes_back_and_ticks_that_come_twice_do_no_harm(
    desk: Desk, request_: Request, clock: Clock
) -> None:
    clock.now += 301
    for _ in range(3):
        run_once(desk)
    clock.now -= 200
    run_once(desk)
    assert [change.action for change in desk.lookup.changes(request_.number)] == ["consent", "queue", "time out"]


def test_an_old_form_goes(desk: Desk, clock: Clock, engine: Engine) -> None:
    desk.forms.save(form())
    clock.now += 3601
    desk.expiry.tick()
    with engine.connect() as connection:
        assert connection.execute(select(handoff_form)).all() == []


def test_a_chat_of_a_help_desk_goes_back_when_nothing_comes_from_there(
    desk: Desk, request_: Request, clock: Clock
) -> None:
    desk.from_operators.receive("chatwoot", "1", request_.number, "Al", "Good morning.")
    clock.now += 100
    desk.from_operators.receive("chatwoot", "2", request_.number, "Al", "Are you there?")
    clock.now += 100
    desk.expiry.tick()
    assert desk.lookup.request(request_.number).state == "with_operator"

    clock.now += 21
    desk.expiry.tick()

    assert desk.lookup.request(request_.number).state == "queued"


def test_withdrawing_removes_the_content_and_sends_nothing_more(engine: Engine, clock: Clock) -> None:
    desk = desk_with(
        engine, clock, smtp_url="smtp://127.0.0.1:1", mail_from="a@b.example", handoff_mail_to="c@d.example"
    )
    desk.requests.submit(form(), "I agree.")
    assert {delivery.kind for delivery in desk.outbox.deliveries("waiting")} == {"smtp_contact", "smtp_receipt"}

    withdrawn = desk.requests.withdraw("c1")

    assert desk.outbox.deliveries() == []
    assert [part for part in PERSONAL if part in everything(engine)] == []
    assert (withdrawn.state, withdrawn.is_erased) == ("cancelled", True)
    assert [change.action for change in desk.lookup.changes(withdrawn.number)] == [
        "consent",
        "queue",
        "withdraw",
        "erase",
    ]
