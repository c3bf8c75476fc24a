"""Two at once, on SQLite and PostgreSQL; and a crash between two steps."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.engine import Connection, Engine

from conversations.database import open_conversations
from conversations.idempotency import find_answer, keep_answer
from handoff.requests import conversation_requests
from handoff.requests.conversation_requests import ConversationRequests
from handoff.requests.records import AlreadyClaimed, Request
from handoff.requests.repository import Transaction
from handoff.requests.states import NotAllowed
from handoff.tables import handoff_change, handoff_form, handoff_message, handoff_outbox, handoff_request
from tests.handoff.conftest import Clock, desk_with, form
from tests.handoff.visiting import Visitor, read
from tests.knowledge.conftest import database_url  # noqa: F401

WORKERS = 4


@pytest.fixture
def either(database_url: str) -> Iterator[Engine]:  # noqa: F811
    """The conversations' database, on SQLite and then on PostgreSQL."""
    engine = open_conversations(database_url)
    yield engine
    engine.dispose()


def together(work: Any, count: int = WORKERS) -> list[Any]:
    """Run `work(0)`, `work(1)`, … at the same moment; return what each returned or raised."""
    barrier, results = threading.Barrier(count), [None] * count

    def run(index: int) -> None:
        barrier.wait()
        try:
            results[index] = work(index)
        except NotAllowed as problem:
            results[index] = problem

    threads = [threading.Thread(target=run, args=(index,)) for index in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_one_of_several_claims_at_once_wins(either: Engine, clock: Clock) -> None:
    desk = desk_with(either, clock)
    for number in range(5):
        request = desk.requests.submit(form(f"c{number}"), "I agree.")
        taken = request.number

        results = together(lambda index: desk_with(either, clock).claims.claim(taken, index, f"operator {index}"))  # noqa: B023

        won = [one for one in results if not isinstance(one, NotAllowed)]
        lost = [one for one in results if isinstance(one, AlreadyClaimed)]
        assert (len(won), len(lost)) == (1, WORKERS - 1)
        assert {one.operator_name for one in lost} == {won[0].operator_name}
        notices = [one for one in desk.transcript.messages(taken) if one.author == "notice"]
        assert len(notices) == 1


def test_what_is_released_while_it_is_handed_back_is_not_closed_from_the_queue(engine: Engine, clock: Clock) -> None:
    desk, other = desk_with(engine, clock), desk_with(engine, clock)
    number = other.requests.submit(form(), "You may write to me.").number
    other.claims.claim(number, 1)
    opened: list[Connection] = []

    def release_before_a_second_look(connection: Connection, _is_branch: bool) -> None:
        opened.append(connection)
        if len(opened) == 2:
            other.claims.release(number, 1)

    event.listen(engine, "engine_connect", release_before_a_second_look)
    desk.claims.hand_back(number, 1)
    event.remove(engine, "engine_connect", release_before_a_second_look)

    ended = [change.from_state for change in desk.lookup.changes(number) if change.to_state == "resolved"]
    assert ended == ["with_operator"]


def test_a_form_sent_twice_at_once_makes_one_request(either: Engine, clock: Clock) -> None:
    desk = desk_with(either, clock)
    results = together(lambda _: desk.requests.submit(form(), "I agree."))
    assert len([one for one in results if not isinstance(one, NotAllowed)]) == 1
    assert len(desk.queue.waiting()) == 1


def test_messages_at_once_all_arrive_in_one_order(either: Engine, clock: Clock) -> None:
    desk = desk_with(either, clock)
    request = desk.requests.submit(form(), "I agree.")
    desk.claims.claim(request.number, 1, "Noor")

    def talk(index: int) -> None:
        for count in range(5):
            if index % 2:
                desk.from_visitors.say("c1", f"{index}-{count}")
            else:
                desk.from_operators.reply(request.number, 1, f"{index}-{count}")

    together(talk)
    texts = [one.text for one in desk.transcript.messages(request.number) if one.author != "notice"]
    assert sorted(texts) == sorted(f"{index}-{count}" for index in range(WORKERS) for count in range(5))
    for index in range(WORKERS):
        assert [text for text in texts if text.startswith(f"{index}-")] == [f"{index}-{count}" for count in range(5)]


def test_ticks_at_once_time_out_once(either: Engine, clock: Clock) -> None:
    desk = desk_with(either, clock)
    desk.operators.present(1)
    request = desk.requests.submit(form(), "I agree.")
    assert request.mode == "live"
    clock.now += 301

    together(lambda _: desk_with(either, clock).expiry.tick())

    assert [change.action for change in desk.lookup.changes(request.number)].count("time out") == 1
    assert len([delivery for delivery in desk.outbox.deliveries() if delivery.kind == "smtp_contact"]) == 1


def _claim_in_process(url: str, number: str, operator: int, barrier: Any, results: Any) -> None:
    desk = desk_with(open_conversations(url), Clock())
    barrier.wait()
    try:
        results.put((operator, desk.claims.claim(number, operator, f"operator {operator}").operator_id))
    except AlreadyClaimed as problem:
        results.put((operator, problem.operator_id))


def test_two_processes_agree_on_who_has_it(database_url: str, clock: Clock) -> None:  # noqa: F811
    engine = open_conversations(database_url)
    request = desk_with(engine, clock).requests.submit(form(), "I agree.")
    engine.dispose()
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(2), context.Queue()
    arguments = [(database_url, request.number, operator, barrier, results) for operator in (1, 2)]
    processes = [context.Process(target=_claim_in_process, args=one) for one in arguments]
    for process in processes:
        process.start()
    told = dict(results.get(timeout=120) for _ in processes)
    for process in processes:
        process.join()
    assert told[1] == told[2]
    assert told[1] in (1, 2)


class Crash(RuntimeError):
    pass


STEPS = [
    (Transaction, "line"),
    (Transaction, "change"),
    (Transaction, "send"),
    (conversation_requests, "send_ticket"),
    (conversation_requests, "delete_form"),
]


@pytest.mark.parametrize(("owner", "step"), STEPS, ids=[step for _, step in STEPS])
def test_a_crash_within_a_submission_leaves_nothing_half_done(
    engine: Engine, clock: Clock, monkeypatch: pytest.MonkeyPatch, owner: Any, step: str
) -> None:
    desk = desk_with(engine, clock)
    desk.forms.save(form())
    real = getattr(owner, step)

    def crash(*arguments: Any, **more: Any) -> Any:
        real(*arguments, **more)
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(owner, step, crash)
        with pytest.raises(Crash):
            desk.requests.submit(form(), "I agree.")

    with engine.connect() as connection:
        for table in (handoff_request, handoff_message, handoff_change, handoff_outbox):
            assert connection.execute(select(table)).all() == []
        assert len(connection.execute(select(handoff_form)).all()) == 1
    assert desk.requests.submit(form(), "I agree.").state == "queued"


@pytest.mark.parametrize("step", ["change", "write", "send"])
def test_a_crash_within_a_claim_leaves_the_request_in_the_queue(
    engine: Engine, clock: Clock, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    desk = desk_with(engine, clock)
    request = desk.requests.submit(form(), "I agree.")
    real = getattr(Transaction, step)

    def crash(self: Transaction, *arguments: Any, **more: Any) -> Any:
        real(self, *arguments, **more)
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(Transaction, step, crash)
        with pytest.raises(Crash):
            desk.claims.claim(request.number, 1, "Noor")

    assert desk.lookup.request(request.number).state == "queued"
    assert desk.transcript.messages(request.number) == []
    assert desk.claims.claim(request.number, 2, "Ben").operator_id == 2


@pytest.mark.parametrize(
    ("field", "answer"),
    [("question", "My child coughs"), ("name", "Maria Lopez"), ("contact", "maria@larkfield.example")],
)
def test_an_answer_whose_reply_was_lost_is_not_taken_for_the_next_field(
    engine: Engine, clock: Clock, field: str, answer: str
) -> None:
    """The question that was sent again became the name."""
    visitor = Visitor(desk_with(engine, clock))
    visitor.fills_in(until=field)

    first, again = visitor.says_twice(answer, key="m1")

    assert first["handoff"] == again["handoff"]
    assert (form_of_c1 := visitor.desk.forms.of("c1")) is not None
    assert form_of_c1.asks_for == first["handoff"]["asks_for"]


def test_a_consent_whose_reply_was_lost_adds_nothing_to_the_request(engine: Engine, clock: Clock) -> None:
    visitor = Visitor(desk_with(engine, clock))
    visitor.fills_in(until="consent")

    first, again = visitor.says_twice("yes", key="m1")

    assert first == again
    number = str(first["handoff"]["ticket"])
    assert [message for message in visitor.desk.transcript.messages(number) if message.author == "visitor"] == []


def test_a_message_to_a_chat_that_is_closed_in_the_same_moment_goes_on_to_the_assistant(
    engine: Engine, clock: Clock
) -> None:
    number = desk_with(engine, clock).requests.submit(form(), "I agree.").number
    desk_with(engine, clock).claims.claim(number, 1, "Noor")

    desk = desk_with(engine, clock)

    class ClosedMeanwhile(ConversationRequests):
        def of(self, conversation: str) -> Request | None:
            request = super().of(conversation)
            if request is not None and request.state == "with_operator":
                desk.claims.close(number, 1, "answered")
            return request

    desk.requests = ClosedMeanwhile(desk.repository)
    taken = Visitor(desk).visitors.take("c1", "thank you", read("thank you"))

    assert taken.draft is None


@pytest.mark.parametrize("end", ["cancel", "no", "withdraw my request"])
def test_what_was_entered_is_gone_from_answered_messages_when_the_visitor_takes_it_back(
    engine: Engine, clock: Clock, end: str
) -> None:
    """The turns that repeat the form were kept for an hour after "nothing of the form is kept"."""
    visitor = Visitor(desk_with(engine, clock))
    visitor.fills_in(until="consent")
    keep_answer(engine, "k1", "c1", "English", {**visitor.turn, "turn_id": "t1"})
    keep_answer(engine, "k2", "another", "English", {**visitor.turn, "turn_id": "t2"})
    if end.startswith("withdraw"):
        visitor.says("yes")

    visitor.says(end)

    assert find_answer(engine, "k1") is None
    assert find_answer(engine, "k2") is not None
