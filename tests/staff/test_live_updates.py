"""Open pages are told what changes, whatever becomes of other pages, and it is seen when they are not."""

from __future__ import annotations

import asyncio
import itertools
import json
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from staff import live_updates as live_updates_module
from staff.live_updates import LATE_SECONDS, LiveUpdates, Snapshot
from staff.pages.live import follow, seen
from staff.supervision import FIRST_PAUSE, LONGEST_PAUSE, Supervised
from tests.staff.cast import Cast

STEPS = 9
"""More turns of the loop than a follower needs from its call to its end."""
SESSION = "a digest"


def snapshot(place: int) -> Snapshot:
    return Snapshot(waiting=((f"RG-{place:08}", "normal"),), sessions=frozenset({SESSION}))


async def turns(count: int) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


@pytest.mark.parametrize("seconds", [60.0, 0.0])
def test_followers_that_are_cancelled_at_any_await_hold_nobody_up(seconds: float) -> None:
    """With a lock that all of them shared, one that left while it waited for the lock kept it for ever."""

    async def leave_at_every_step() -> None:
        live_updates = LiveUpdates(lambda: snapshot(0))
        live_updates.publish(snapshot(0))
        places = itertools.count(1)
        for published_at, left_at in itertools.product(range(STEPS), repeat=2):
            known = await live_updates.now()
            leaving = [asyncio.create_task(live_updates.next(known, seconds)) for _ in range(3)]
            newest = snapshot(next(places))
            for step in range(STEPS):
                if step == published_at:
                    live_updates.publish(newest)
                if step == left_at:
                    for one in leaving:
                        one.cancel()
                await asyncio.sleep(0)
            ended = await asyncio.gather(*leaving, return_exceptions=True)
            assert {type(one) for one in ended} <= {asyncio.CancelledError, Snapshot}
            assert live_updates.followers == 0
            staying = asyncio.create_task(live_updates.next(newest, 60.0))
            await turns(STEPS)
            live_updates.publish(snapshot(next(places)))
            assert await asyncio.wait_for(staying, 1.0) != newest

    asyncio.run(leave_at_every_step())


def test_streams_that_are_cut_at_any_await_hold_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole way of a page's stream, with the reading of the database in its thread."""
    monkeypatch.setattr(live_updates_module, "SECONDS_BETWEEN", 0.0)
    places = itertools.count()

    async def read_on(live_updates: LiveUpdates) -> None:
        async for _ in follow(live_updates, "", SESSION, 1):
            pass

    async def cut_at_every_step() -> None:
        live_updates = LiveUpdates(lambda: snapshot(next(places)))
        looking = asyncio.create_task(live_updates.run())
        for step in range(300):
            stream = asyncio.create_task(read_on(live_updates))
            await turns(step % 30)
            stream.cancel()
            await asyncio.gather(stream, return_exceptions=True)
        known = await live_updates.now()
        for _ in range(3):
            newer = await asyncio.wait_for(live_updates.next(known, 5.0), 5.0)
            assert newer is not None
            assert newer != known
            known = newer
        looking.cancel()
        await live_updates.stop()

    asyncio.run(cut_at_every_step())


def test_a_reading_that_was_overtaken_takes_nothing_back() -> None:
    slow, quick = threading.Event(), itertools.count()

    def read() -> Snapshot:
        place = next(quick)
        if place == 0:
            slow.wait(5)
        return snapshot(place)

    async def overtake() -> None:
        live_updates = LiveUpdates(read)
        first = asyncio.create_task(live_updates.refresh())
        await asyncio.sleep(0.05)
        assert await live_updates.refresh() == snapshot(1)
        slow.set()
        await first
        assert await live_updates.now() == snapshot(1)

    asyncio.run(overtake())


def test_all_who_wait_are_let_go_at_the_end() -> None:
    async def end() -> None:
        live_updates = LiveUpdates(lambda: snapshot(0))
        known = await live_updates.now()
        waiting = [asyncio.create_task(live_updates.next(known, 60.0)) for _ in range(3)]
        await turns(STEPS)
        await live_updates.stop()
        assert await asyncio.wait_for(asyncio.gather(*waiting), 1.0) == [None, None, None]
        assert await live_updates.next(known, 60.0) is None

    asyncio.run(end())


class Moved:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_page_is_told_when_it_is_not_following_and_when_it_is_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("staff.pages.live.SECONDS_BETWEEN_SIGNS", 0.01)
    clock = Moved()

    async def events() -> list[str]:
        live_updates = LiveUpdates(lambda: snapshot(0), clock)
        stream = follow(live_updates, "", SESSION, 1)
        told = [await anext_of(stream), await anext_of(stream)]
        clock.now += LATE_SECONDS + 1
        told.append(await anext_of(stream))
        live_updates.publish(snapshot(1))
        told.append(await anext_of(stream))
        await stream.aclose()  # type: ignore[attr-defined]
        clock.now += 3600
        assert not live_updates.is_behind, "nobody follows"
        return [one.split("\n")[0] for one in told]

    assert asyncio.run(events()) == ["event: message", "event: sign", "event: behind", "event: message"]


def test_later_news_leave_out_what_they_would_say_again() -> None:
    async def events() -> list[dict[str, Any]]:
        live_updates = LiveUpdates(lambda: snapshot(0))
        stream = follow(live_updates, "", SESSION, 1)
        told = [await anext_of(stream)]
        for newer in (replace(snapshot(0), versions={"RG-00000000": "queued"}), snapshot(1)):
            live_updates.publish(newer)
            told.append(await anext_of(stream))
        await stream.aclose()  # type: ignore[attr-defined]
        return [json.loads(one.split("data: ")[1]) for one in told]

    whole, queue_alone, both = asyncio.run(events())
    assert set(whole) == set(seen(snapshot(0), "", 1, 0.0))
    assert set(queue_alone) == {"version"}
    assert set(both) == {"version", "waiting"}
    assert {**whole, **queue_alone, **both} == seen(snapshot(1), "", 1, 0.0)


async def anext_of(stream: Any) -> str:
    return str(await asyncio.wait_for(stream.__anext__(), 1.0))


def test_health_says_when_pages_are_not_following(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Moved()
    monkeypatch.setattr(cast.services.live_updates, "clock", clock)
    with cast.services.live_updates.following():
        good = cast.browser().get("/health")
        clock.now += LATE_SECONDS + 1
        late = cast.browser().get("/health")

    assert (good.status_code, good.text.split("\n")[0]) == (200, "ok")
    assert (late.status_code, late.text.split("\n")[:2]) == (503, ["behind", "seconds behind: 11"])
    assert "restarts: 0 (The following of open pages)" in good.text


def test_following_begins_again_after_a_failure_of_any_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_updates_module, "SECONDS_BETWEEN", 0.0)
    problems: list[Exception] = [RuntimeError("odd"), OperationalError("", {}, Exception()), KeyError("odd")]
    places = itertools.count()

    def read() -> Snapshot:
        if problems:
            raise problems.pop()
        return snapshot(next(places))

    async def run() -> int:
        live_updates = LiveUpdates(read)
        live_updates.publish(snapshot(-1))
        supervised = Supervised("The following", live_updates.run, lambda _: asyncio.sleep(0))
        running = asyncio.create_task(supervised.run())
        told = await asyncio.wait_for(live_updates.next(snapshot(-1), 5.0), 5.0)
        running.cancel()
        assert told != snapshot(-1)
        return supervised.restarts

    assert asyncio.run(run()) == 2  # a database that cannot be read is no failure of the following


def test_work_that_fails_again_and_again_is_begun_after_longer_pauses(caplog: pytest.LogCaptureFixture) -> None:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 8:
            raise asyncio.CancelledError

    async def fail() -> None:
        raise RuntimeError("odd")

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(Supervised("The work", fail, sleep).run())

    assert pauses[:3] == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE]
    assert pauses[-1] == LONGEST_PAUSE
    assert caplog.messages.count("The work has failed; it is begun again.") == 8


def test_work_that_comes_to_an_end_is_begun_again() -> None:
    begun = []

    async def end() -> None:
        begun.append(time.monotonic())

    async def sleep(_: float) -> None:
        if len(begun) == 3:
            raise asyncio.CancelledError

    work: Callable[[], Awaitable[None]] = end
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(Supervised("The work", work, sleep).run())
    assert len(begun) == 3
