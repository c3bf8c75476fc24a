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

    @property
    def conversations(self) -> frozenset[str]:
        return frozenset({"c1"})

    async def push(self, _conversation: str, turns: list[dict[str, Any]]) -> None:
        self.pushed += [turn["text"] for turn in turns]


def test_words_that_cannot_be_pushed_do_not_hold_up_those_after_them(
    engine: Engine, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushing, "SECONDS_BETWEEN_LOOKS", 0.05)
    gate = Gate(settings(), load_texts(), handover=handover_of(engine, settings(), load_texts()))
    desk, socket = desk_with(engine, clock), Connected()
    number = desk.submit(form(tracker_id("c1")), "I agree.").number
    desk.claim(number, 7, "Noor")

    async def talk() -> None:
        looking = asyncio.ensure_future(pushing.keep_pushing(gate, socket))
        await asyncio.sleep(0.5)
        desk.reply(number, 7, "First.", {"sections": [{"of": "no condition"}]})
        desk.reply(number, 7, "Second.")
        await asyncio.wait({looking}, timeout=1)
        looking.cancel()

    asyncio.run(talk())

    assert socket.pushed == ["Second."]
    assert desk.visits()[number].state == HERE, "whose window is open"
