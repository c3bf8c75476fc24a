"""Alarms are looked for in processes of their own: nothing holds the loop up, and no alarm is lost with a process."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable

import numpy as np
import pytest

from bot import alarm_workers as workers_module
from bot.alarm_workers import Found, alarm_workers, look_for_alarm
from bot.channels.alarm_search import SHORT, AlarmSearch, SearchRefused
from bot.channels.fair_queue import FairQueue
from bot.channels.gate import Gate
from bot.channels.incoming_message import IncomingMessage, TooManyMessages
from bot.channels.rate_limits import RateLimits
from bot.safety.alarm import SELF_HARM, Alarm
from bot.safety.finder import AlarmFinder
from knowledge.sentence_encoder import DIMENSIONS, encode
from rareguide.settings import ROOT, Settings
from rareguide.texts import load_texts

ALARM = "I want to kill myself"
LONG = "my cousin has had a rash since spring. " * 60


class OddFinder(AlarmFinder):
    """Does to its process what it is told, and takes longer over long messages."""

    def find(self, message: str) -> Alarm | None:
        if "crash" in message and os.getpid() != OWN:
            os._exit(1)
        if "hang" in message and os.getpid() != OWN:
            time.sleep(60)
        if "embed" in message:
            encode([message])
        if len(message) > SHORT and "warm" not in message:
            time.sleep(0.3)
        return super().find(message)


OWN = os.getpid()
Play = Callable[[AlarmSearch], Awaitable[None]]


def with_workers(play: Play, finder: AlarmFinder | None = None) -> None:
    searched_by = finder or OddFinder()
    encode(["what a server has loaded before it forks"])

    async def run() -> None:
        search = AlarmSearch(searched_by, RateLimits(), 600)
        await workers.listen(search.add)
        while len(search._workers) < workers_module.WORKERS:
            await asyncio.sleep(0.01)
        await play(search)

    with alarm_workers(searched_by) as workers:
        asyncio.run(run())


@pytest.mark.parametrize(
    "text",
    ["", "what is Marfan syndrome?", ALARM, "me quiero morir", "\ud800 \x00 \U0001f600", LONG, LONG + ALARM + LONG],
)
def test_a_worker_finds_what_this_process_finds(text: str) -> None:
    async def play(search: AlarmSearch) -> None:
        found = await search.find(text, "a")
        assert found.alarm == look_for_alarm(AlarmFinder(), text).alarm

    with_workers(play)


FIRST_TEXTS = (
    "is Wilson disease inherited?",
    "my father has crushing chest pain",
    "my fathr cant breth",
    "n33d 2 d13 now",
    "mi padre no respira",
    "ich nehme jetzt alle Tabletten",
)
FRESH_PROCESS = """
import json, sys, time
from bot.alarm_workers import look_for_alarm, warm_up
from bot.safety.finder import trained_finder

finder = trained_finder()
warm_up(finder)
taken = []
for text in json.loads(sys.argv[1]):
    begun = time.process_time()
    look_for_alarm(finder, text)
    taken.append(time.process_time() - begun)
print(json.dumps(taken))
"""


def test_the_first_text_of_each_kind_takes_no_longer_than_a_later_one() -> None:
    """A worker loaded a part of what it needs, for 0.4 s on an idle core, while its first visitor waited."""
    command = [sys.executable, "-W", "ignore", "-c", FRESH_PROCESS, json.dumps(FIRST_TEXTS)]
    taken = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.splitlines()[-1])

    assert max(taken) < 0.15, dict(zip(FIRST_TEXTS, taken, strict=True))


def test_what_a_worker_has_encoded_comes_with_its_answer() -> None:
    async def play(search: AlarmSearch) -> None:
        found = await search.find("embed this", "a")
        (vector,) = found.embedded.values()
        assert vector.shape == (DIMENSIONS,)
        assert np.allclose(vector, encode(["embed this"])[0])

    with_workers(play)


@pytest.mark.parametrize("word", ["crash", "hang"])
def test_a_worker_that_is_lost_over_a_message_loses_no_alarm(
    word: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(workers_module, "SECONDS_TO_SEARCH", 0.5)

    async def play(search: AlarmSearch) -> None:
        found = await search.find(f"{word} {ALARM}", "a")
        assert found.alarm is not None
        assert found.alarm.kind == SELF_HARM
        await everybody_is_back(search)
        assert (await search.find("hello", "a")).alarm is None

    with_workers(play)
    lost = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert len(lost) == (2 if word == "crash" else 1), "a line for each worker"
    assert not [line for line in lost if "kill" in line]


def test_a_worker_that_is_ended_from_outside_is_missed_by_nobody() -> None:
    async def play(search: AlarmSearch) -> None:
        before = {worker.pid for worker in search._workers}
        for worker in list(search._workers):
            worker.end()
        assert (await search.find(ALARM, "a")).alarm is not None
        await everybody_is_back(search)
        assert before.isdisjoint(worker.pid for worker in search._workers)

    with_workers(play)


async def everybody_is_back(search: AlarmSearch) -> None:
    give_up_at = time.monotonic() + 10
    while sum(not worker.has_ended for worker in search._workers) < workers_module.WORKERS:
        assert time.monotonic() < give_up_at
        await asyncio.sleep(0.05)


def test_the_workers_end_with_the_server() -> None:
    pids: list[int] = []

    async def play(search: AlarmSearch) -> None:
        pids.extend(worker.pid for worker in search._workers)

    with_workers(play)
    give_up_at = time.monotonic() + 5
    while any(os.path.exists(f"/proc/{pid}") for pid in pids):
        assert time.monotonic() < give_up_at
        time.sleep(0.05)


def test_the_loop_goes_on_and_short_messages_do_not_wait_for_long_ones() -> None:
    async def play(search: AlarmSearch) -> None:
        flood = [asyncio.ensure_future(search.find(LONG, f"flood {number}")) for number in range(8)]
        await asyncio.sleep(0.05)
        found = await search.find(ALARM, "somebody")
        assert found.alarm is not None
        assert sum(one.done() for one in flood) <= 1
        assert {one.alarm for one in await asyncio.gather(*flood)} == {None}

    with_workers(play)


def test_without_workers_threads_do_it() -> None:
    async def play() -> None:
        search = AlarmSearch(OddFinder(), RateLimits(), 600)
        long = asyncio.ensure_future(search.find(LONG, "a"))
        assert (await search.find(ALARM, "b")).alarm is not None
        assert not long.done()
        assert await long == Found(None)

    asyncio.run(play())


def test_who_hangs_up_is_passed_over() -> None:
    async def play(search: AlarmSearch) -> None:
        waiting = [asyncio.ensure_future(search.find(LONG, "a")) for _ in range(3)]
        await asyncio.sleep(0.05)
        for one in waiting[:2]:
            one.cancel()
        assert await waiting[2] == Found(None)
        assert search._characters == 0

    with_workers(play)


def test_an_address_that_floods_the_search_is_told_the_numbers_and_others_are_searched() -> None:
    gate = Gate(Settings(address_messages_per_minute=60), load_texts())

    async def play() -> None:
        refused = None
        for number in range(60):
            try:
                incoming = IncomingMessage(f"a{number}", LONG + ALARM, "widget", address="192.0.2.1")
                assert (await gate.answer(incoming, nobody))["kind"] == "emergency"
            except TooManyMessages as problem:
                refused = problem
                break
        assert refused is not None
        assert all(word in refused.turn["text"] for word in ("911", "988", "1-800-222-1222"))
        assert refused.turn["disclaimer"]["text"]
        assert refused.turn["contact"]["name"]
        assert refused.seconds > 0
        short = await gate.answer(IncomingMessage("b", ALARM, "widget", address="192.0.2.1"), nobody)
        other = await gate.answer(IncomingMessage("c", LONG + ALARM, "widget", address="192.0.2.2"), nobody)
        assert short["kind"] == other["kind"] == "emergency"

    asyncio.run(play())


async def nobody(_: object) -> None:
    raise AssertionError("Rasa was asked")


def test_more_than_the_memory_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.alarm_search.MOST_CHARACTERS_WAITING", 2 * len(LONG))

    async def play(search: AlarmSearch) -> None:
        waiting = [asyncio.ensure_future(search.find(LONG, "a")) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(SearchRefused):
            await search.find(LONG, "b")
        await asyncio.gather(*waiting)
        await search.find(LONG, "b")

    with_workers(play)


def test_each_sender_has_one_of_its_own_after_everybody_elses() -> None:
    queue: FairQueue[str] = FairQueue()
    for item in ("a1", "a2", "a3", "b1", "c1", "c2"):
        queue.put(item[0], item)

    assert [queue.get() for _ in range(7)] == ["a1", "b1", "c1", "a2", "c2", "a3", None]
    assert len(queue) == 0


def test_messages_of_a_conversation_keep_their_order_whatever_their_search_takes() -> None:
    gate = Gate(Settings(), load_texts(), OddFinder())
    begun: list[str] = []

    async def handle(message: object) -> None:
        begun.append(getattr(message, "text", "")[:5])

    async def play() -> None:
        long = asyncio.ensure_future(gate.answer(IncomingMessage("a", LONG, "rest"), handle))
        await asyncio.sleep(0)
        alarm = asyncio.ensure_future(gate.answer(IncomingMessage("a", ALARM, "rest"), handle))
        short = asyncio.ensure_future(gate.answer(IncomingMessage("a", "hello", "rest"), handle))
        assert (await alarm)["kind"] == "emergency"
        assert begun == [], "an alarm waits for no message before it"
        await asyncio.gather(long, short)

    asyncio.run(play())

    assert begun == [LONG[:5], "hello"]
