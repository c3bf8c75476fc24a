"""A person's words are brought to the visitor, whatever became of the words before them."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from bot.channels import pushing
from bot.channels.gate import Gate
from bot.channels.handover import handover_of
from bot.channels.rate_limits import RateLimits
from bot.channels.widget_messages import tracker_id
from bot.channels.widget_socket import WidgetSocket
from handoff.requests.presence import HERE
from rareguide.texts import load_texts
from tests.handoff.conftest import Clock, desk_with, form, settings


class Connected(WidgetSocket):
    """The socket of one visitor, who notes what is pushed."""

    def __init__(self) -> None:
        super().__init__(settings(), b"secret", RateLimits())
        self.pushed: list[str] = []
        self.read = 0

    @property
    def conversations(self) -> frozenset[str]:
        return frozenset({"c1"})

    async def push(self, _conversation: str, turns: list[dict[str, Any]]) -> None:
        self.pushed += [turn["text"] for turn in turns]

    async def push_read(self, _conversation: str) -> None:
        self.read += 1


def test_words_that_cannot_be_pushed_do_not_hold_up_those_after_them(
    engine: Engine, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushing, "SECONDS_BETWEEN_LOOKS", 0.05)
    gate = Gate(settings(), load_texts(), handover=handover_of(engine, settings(), load_texts()))
    desk, socket = desk_with(engine, clock), Connected()
    number = desk.requests.submit(form(tracker_id("c1")), "I agree.").number
    desk.claims.claim(number, 7, "Noor")

    async def talk() -> None:
        looking = asyncio.ensure_future(pushing.keep_pushing(gate, socket))
        await asyncio.sleep(0.5)
        desk.from_operators.reply(number, 7, "First.", {"sections": [{"of": "no condition"}]})
        desk.from_operators.reply(number, 7, "Second.")
        await asyncio.wait({looking}, timeout=1)
        looking.cancel()

    asyncio.run(talk())

    assert socket.pushed == ["Second."]
    assert desk.lookup.visits()[number].state == HERE, "whose window is open"


def test_a_visitor_is_told_once_that_the_person_has_read_their_words(
    engine: Engine, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushing, "SECONDS_BETWEEN_LOOKS", 0.02)
    gate = Gate(settings(), load_texts(), handover=handover_of(engine, settings(), load_texts()))
    desk, socket = desk_with(engine, clock), Connected()
    number = desk.requests.submit(form(tracker_id("c1")), "I agree.").number
    desk.claims.claim(number, 7, "Noor")
    seen: list[int] = []

    async def talk() -> None:
        looking = asyncio.ensure_future(pushing.keep_pushing(gate, socket))
        await asyncio.sleep(0.2)
        seen.append(socket.read)
        for _ in range(2):
            said = desk.from_visitors.say(tracker_id("c1"), "Are you there?")
            await asyncio.sleep(0.2)
            seen.append(socket.read)
            desk.transcript.mark_read(number, 7, said.sequence)
            await asyncio.sleep(0.2)
            seen.append(socket.read)
        looking.cancel()

    asyncio.run(talk())

    assert seen == [0, 0, 1, 1, 2]


@pytest.mark.parametrize(
    ("language", "told"), [("English", "Noor has left"), ("Español", "Noor se ha ido"), ("Deutsch", "Noor has left")]
)
def test_who_is_left_by_a_person_reads_where_the_answer_will_come(
    engine: Engine, clock: Clock, language: str, told: str
) -> None:
    desk = desk_with(engine, clock)
    number = desk.requests.submit(form(language=language), "I agree.").number
    desk.claims.claim(number, 7, "Noor")
    desk.claims.release(number, 7)

    notice = desk.transcript.pushed_after("c1", 0)[-1].text

    assert told in notice
    assert "maria@larkfield.example" in notice
