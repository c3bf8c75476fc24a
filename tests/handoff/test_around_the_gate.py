"""What the server does around the desk: alarms that it remembers, what it reads of Rasa's events, what it forgets."""

from __future__ import annotations

import asyncio
import json
import stat
from pathlib import Path

import pytest
import redis.asyncio as redis
from rasa.core.tracker_store import SQLTrackerStore
from sqlalchemy.engine import Engine
from typer.testing import CliRunner

from bot.channels.gate import Gate
from bot.channels.handover import handover_of
from bot.channels.incoming_message import IncomingMessage
from bot.channels.recent_alarms import MOST_ALARMS, RecentAlarms
from bot.conversation_history import history_before
from bot.erasure import erase_conversation
from commands.staff import staff_app
from conversations.database import open_conversations
from handoff.requests.forms import MOST_ALARMS_OF_A_FORM
from handoff.requests.visitor_messages import MOST_ALARMS_A_MINUTE
from rareguide.texts import load_texts
from staff.accounts import Accounts
from tests.handoff.conftest import Clock, desk_with, form, settings
from tests.handoff.visiting import PERSON_PAYLOAD, assistant


def alarm_at(engine: Engine, message_id: str | None, times: int = 1) -> Gate:
    gate = Gate(settings(), load_texts(), handover=handover_of(engine, settings(), load_texts()))

    async def no_rasa(_message: object) -> None:
        pytest.fail("an alarm does not reach Rasa")

    for _ in range(times):
        incoming = IncomingMessage("c1", "I want to kill myself", "widget", message_id)
        assert asyncio.run(gate.answer(incoming, no_rasa))["kind"] == "emergency"
    return gate


def test_an_alarm_sent_again_under_the_same_id_is_added_once(engine: Engine, clock: Clock) -> None:
    desk = desk_with(engine, clock)
    number = desk.requests.submit(form(), "I agree.").number
    alarm_at(engine, "m1", times=2)
    assert [message.text for message in desk.transcript.messages(number)] == ["I want to kill myself"]


def test_an_alarm_before_the_form_is_known_when_the_form_is_opened(engine: Engine) -> None:
    SQLTrackerStore.SQLEvent.__table__.create(engine)
    gate = alarm_at(engine, None)
    assert gate.handover is not None
    opening = gate.handover.after("c1", "widget", PERSON_PAYLOAD, assistant(PERSON_PAYLOAD), 0.0)
    asyncio.run(opening)
    kept = gate.handover.desk.forms.of("c1")
    assert kept is not None
    assert kept.alarm == ""


def test_an_alarm_reaches_the_operator_when_the_database_is_back(engine: Engine, clock: Clock) -> None:
    """It was tried once; the visitor's widget has its answer and does not send again."""
    desk = desk_with(engine, clock)
    number = desk.requests.submit(form(), "I agree.").number
    gate = Gate(settings(), load_texts(), handover=handover_of(engine, settings(), load_texts()))

    async def no_rasa(_message: object) -> None:
        pytest.fail("an alarm does not reach Rasa")

    async def talk() -> str:
        rename(engine, "handoff_message", "away")
        turn = await gate.answer(IncomingMessage("c1", "I want to kill myself", "widget", "m1"), no_rasa)
        rename(engine, "away", "handoff_message")
        while not desk.transcript.messages(number):
            await asyncio.sleep(0.05)
        return str(turn["kind"])

    assert asyncio.run(asyncio.wait_for(talk(), 10)) == "emergency"
    assert [message.text for message in desk.transcript.messages(number)] == ["I want to kill myself"]
    assert desk.queue.waiting()[0].is_emergency


def test_an_alarm_in_passing_reaches_the_operator_when_its_turn_fails(engine: Engine, clock: Clock) -> None:
    desk = desk_with(engine, clock)
    number = desk.requests.submit(form(), "I agree.").number
    gate = Gate(settings(), load_texts(), handover=handover_of(engine, settings(), load_texts()))
    question = "is trouble breathing a symptom of Pompe disease?"

    async def talk() -> str:
        rename(engine, "handoff_message", "away")
        turn = await gate.answer(IncomingMessage("c1", question, "widget", "m1"), _no_rasa)
        rename(engine, "away", "handoff_message")
        while not desk.transcript.messages(number):
            await asyncio.sleep(0.05)
        return str(turn["kind"])

    assert asyncio.run(asyncio.wait_for(talk(), 10)) == "emergency"
    assert [message.text for message in desk.transcript.messages(number)] == [question]


def test_an_alarm_in_one_process_is_known_in_another(redis_url: str) -> None:
    async def tell() -> list[bool]:
        one, other = (RecentAlarms(shared=redis.from_url(redis_url)) for _ in range(2))
        one.remember("c1")
        await one.share("c1")
        return [await other.is_known_to_any("c1"), await other.is_known_to_any("c2")]

    assert asyncio.run(tell()) == [True, False]


def test_a_flood_of_alarms_is_answered_and_kept_within_bounds(engine: Engine, clock: Clock) -> None:
    desk = desk_with(engine, clock)
    desk.forms.save(form("with a form"))
    number = desk.requests.submit(form("with a request"), "I agree.").number
    for at in range(100):
        for conversation in ("with a form", "with a request"):
            assert desk.from_visitors.note_alarm(conversation, f"I cannot breathe {at}", f"{conversation} {at}")
    kept = desk.forms.of("with a form")
    assert kept is not None
    assert len(str(kept.alarm).splitlines()) == MOST_ALARMS_OF_A_FORM
    assert len(desk.transcript.messages(number)) == MOST_ALARMS_A_MINUTE
    clock.now += 61
    desk.from_visitors.note_alarm("with a request", "I cannot breathe at all")
    assert desk.transcript.messages(number)[-1].text == "I cannot breathe at all"


def test_a_long_alarm_is_cut_as_any_message_is(engine: Engine, clock: Clock) -> None:
    desk = desk_with(engine, clock)
    number = desk.requests.submit(form(), "I agree.").number
    gate = Gate(settings(), load_texts(), handover=handover_of(engine, settings(), load_texts()))
    words = "I want to kill myself " + "x" * 100_000 + " my son is not breathing"
    asyncio.run(gate.answer(IncomingMessage("c1", words, "widget", "m1"), _no_rasa))
    (message,) = desk.transcript.messages(number)
    assert len(message.text) <= settings().max_message_characters
    assert message.text.startswith("I want to kill myself")
    assert message.text.endswith("my son is not breathing")


async def _no_rasa(_message: object) -> None:
    raise RuntimeError("Rasa is not there")


def rename(engine: Engine, before: str, after: str) -> None:
    """Take a table away, or bring it back, as when a database is away for a moment."""
    with engine.begin() as connection:
        connection.exec_driver_sql(f"ALTER TABLE {before} RENAME TO {after}")


def test_alarms_are_known_for_half_an_hour_and_never_too_many() -> None:
    clock = Clock()
    alarms = RecentAlarms(clock)
    assert not alarms.knows("c1")
    alarms.remember("c1")
    clock.now += 1799
    assert alarms.knows("c1")
    clock.now += 2
    assert not alarms.knows("c1")
    for number in range(MOST_ALARMS + 5):
        alarms._raised_at[str(number).encode()] = clock.now
    alarms.remember("c2")
    assert len(alarms._raised_at) <= MOST_ALARMS
    assert alarms.knows("c2")


def test_operators_read_what_the_visitor_was_shown_at_the_beginning_of_the_form(engine: Engine) -> None:
    SQLTrackerStore.SQLEvent.__table__.create(engine)
    said = {"event": "user", "text": "can I talk to somebody?"}
    answered = {"event": "bot", "data": {"custom": assistant(PERSON_PAYLOAD)}}
    with engine.begin() as connection:
        for at, event in enumerate((said, answered)):
            values = {"sender_id": "c1", "type_name": event["event"], "timestamp": at, "data": json.dumps(event)}
            connection.execute(SQLTrackerStore.SQLEvent.__table__.insert().values(values))

    entries = history_before(engine, "c1", 10.0)

    assert [entry.text for entry in entries] == ["can I talk to somebody?", load_texts().say("utter_handoff_opening")]


def test_after_forgetting_the_words_are_in_no_file_of_the_database(
    engine: Engine, clock: Clock, tmp_path: Path
) -> None:
    SQLTrackerStore.SQLEvent.__table__.create(engine)
    desk = desk_with(engine, clock)
    desk.requests.submit(form(question="Can Wilhelmina fly?"), "I agree.")
    erase_conversation(engine, desk, "c1")
    for path in tmp_path.glob("conversations.db*"):
        assert b"Wilhelmina" not in path.read_bytes(), path.name


def test_a_database_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    open_conversations(f"sqlite:///{tmp_path / 'new.db'}")
    for path in tmp_path.glob("new.db*"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name


def test_a_new_password_for_a_disabled_account_says_that_it_is_disabled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAREGUIDE_DATABASE_URL", f"sqlite:///{tmp_path / 'store.db'}")
    url = f"sqlite:///{tmp_path / 'conversations.db'}"
    monkeypatch.setenv("RAREGUIDE_TRACKER_URL", url)
    accounts = Accounts(open_conversations(url))
    accounts.add("noor@larkfield.example", "Noor", "operator")

    told = CliRunner().invoke(staff_app, ["password", "noor@larkfield.example"]).output
    accounts.set_active(accounts.by_email("noor@larkfield.example").id, False)
    told_then = CliRunner().invoke(staff_app, ["password", "noor@larkfield.example"]).output

    assert ("is disabled" in told, "is disabled" in told_then) == (False, True)
