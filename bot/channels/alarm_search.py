"""Have every message searched for an alarm off the event loop: a short one never behind long ones.

An address has a budget of processor time for it, of which each message takes what its length may cost at most.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import Protocol

from bot.alarm_workers import Found, Worker, WorkerHangs, WorkerLost, look_for_alarm
from bot.channels.fair_queue import FairQueue
from bot.channels.rate_limits import Limit, RateLimits
from bot.safety.finder import AlarmFinder

logger = logging.getLogger(__name__)

SHORT = 1000
"""Characters up to which a message is short; its search takes some hundredths of a second."""
SECONDS_A_CHARACTER = 0.05 / SHORT
FEWEST_SECONDS = 0.01
MOST_SECONDS = 1.0
"""What a search takes at least and at most, whatever the length."""
SECONDS_A_MESSAGE = 1 / 30
"""The search's share of an address's budget for each message that the address may send in a minute."""
THREADS = 2
"""How many messages are searched at once at least, in threads of this process where it has fewer workers."""
MOST_CHARACTERS_WAITING = 20_000_000
"""Of all messages that wait for their search or are being searched: what they may take of the memory."""
MOST_TRIES = 2
"""How many workers a message may end before it is read by the patterns alone, which are in this process."""


class SearchRefused(Exception):
    """A message is not searched: its address has used its budget up, or too much is waiting; `seconds` to wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"to be sent again in {seconds:.0f} s")
        self.seconds = seconds


class _Searcher(Protocol):
    async def find(self, text: str) -> Found: ...


@dataclass(eq=False)
class _Thread:
    finder: AlarmFinder

    async def find(self, text: str) -> Found:
        return await asyncio.to_thread(look_for_alarm, self.finder, text)


@dataclass(eq=False)
class _Job:
    text: str
    found: asyncio.Future[Found]
    tries: int = 0

    @property
    def is_short(self) -> bool:
        return len(self.text) <= SHORT


@dataclass
class AlarmSearch:
    """Hand messages to the workers that are connected, or to threads in the place of those that are not."""

    finder: AlarmFinder
    limits: RateLimits
    messages_per_minute: int
    _short: FairQueue[_Job] = field(default_factory=FairQueue, init=False)
    _long: FairQueue[_Job] = field(default_factory=FairQueue, init=False)
    _workers: list[Worker] = field(default_factory=list, init=False)
    _threads: list[_Thread] = field(init=False)
    _busy: dict[_Searcher, _Job] = field(default_factory=dict, init=False)
    _searching: set[asyncio.Task[None]] = field(default_factory=set, init=False)
    _characters: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        """Have threads ready for when there are no workers."""
        self._threads = [_Thread(self.finder) for _ in range(THREADS)]

    def add(self, worker: Worker) -> None:
        """Take a worker that has connected."""
        self._workers.append(worker)
        self._begin()

    async def find(self, text: str, sender: str, has_budget: bool = False) -> Found:
        """Return what a message raises alarm about; raise `SearchRefused` when it cannot be searched now.

        The messages of each sender are searched in turn with those of others; `has_budget` limits the sender's time.
        """
        if not text.strip():
            return Found(None)
        if has_budget:
            await self._take_from_the_budget(text, sender)
        if self._characters + len(text) > MOST_CHARACTERS_WAITING:
            raise SearchRefused(1.0)
        job = _Job(text, asyncio.get_running_loop().create_future())
        self._characters += len(text)
        try:
            (self._short if job.is_short else self._long).put(sender, job)
            self._begin()
            return await job.found
        finally:
            self._characters -= len(text)

    async def _take_from_the_budget(self, text: str, sender: str) -> None:
        """Take a message's time; long messages have a budget of their own, so that short ones are always searched."""
        lane = "short" if len(text) <= SHORT else "long"
        a_minute = self.messages_per_minute * SECONDS_A_MESSAGE
        limit = Limit(f"search-{lane}", a_minute, at_once=a_minute / 2)
        seconds = min(max(len(text) * SECONDS_A_CHARACTER, FEWEST_SECONDS), MOST_SECONDS)
        wait = await self.limits.wait_for(limit, sender, seconds)
        if wait:
            raise SearchRefused(wait)

    def _begin(self) -> None:
        """Give those who are free something to do."""
        self._workers = [worker for worker in self._workers if worker in self._busy or not worker.has_ended]
        searchers: list[_Searcher] = [*self._workers, *self._threads[len(self._workers) :]]
        for searcher in searchers:
            job = None if searcher in self._busy else self._next(len(searchers))
            if job is not None:
                self._busy[searcher] = job
                task = asyncio.ensure_future(self._search(searcher, job))
                self._searching.add(task)
                task.add_done_callback(self._searching.discard)

    def _next(self, searchers: int) -> _Job | None:
        """Return what is to be searched next: a long message only where one searcher is left for short ones."""
        while (job := self._short.get()) is not None:
            if not job.found.done():  # else whoever asked has gone
                return job
        under_way = sum(not job.is_short for job in self._busy.values())
        while under_way < max(searchers - 1, 1) and (job := self._long.get()) is not None:
            if not job.found.done():
                return job
        return None

    async def _search(self, searcher: _Searcher, job: _Job) -> None:
        found = None
        try:
            found = await searcher.find(job.text)
        except WorkerLost as problem:
            logger.error("A worker that looks for alarms was lost (%s); another one takes its place.", problem)
            job.tries += MOST_TRIES if isinstance(problem, WorkerHangs) else 1
        except Exception as problem:  # noqa: BLE001 – whatever breaks here must not take an alarm away
            logger.error("The search for an alarm failed (%s); the patterns decide alone.", type(problem).__name__)
            job.tries += MOST_TRIES
        finally:
            del self._busy[searcher]
        if found is None and job.tries < MOST_TRIES:
            # It may have been ended by what it did before, or from outside.
            (self._short if job.is_short else self._long).put("", job)
            self._begin()
            return
        self._begin()
        if found is None:
            found = await self._by_patterns(job.text)
        if not job.found.done():
            job.found.set_result(found)

    async def _by_patterns(self, text: str) -> Found:
        try:
            return await asyncio.to_thread(look_for_alarm, AlarmFinder(), text)
        except Exception as problem:  # noqa: BLE001 – the visitor gets an answer in any case
            logger.error("The patterns failed over a message (%s).", type(problem).__name__)
            return Found(None)
