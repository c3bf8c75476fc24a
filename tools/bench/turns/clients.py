"""Talk to a server as several visitors at once, in a process of its own, so that its own share of the time is known.

Each client sends its next message when it has the reply to the last (a closed loop). Run as a module it reads a
`Load` as JSON from standard input and writes `Replies` as JSON to standard output.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from rareguide.settings import ROOT
from tools.bench.turns.conversations import Message

WEBHOOK = "/webhooks/rest/webhook"
SECONDS_FOR_A_REPLY = 60
SECONDS_AFTER_A_REFUSAL = 0.5
SHORTEST_REPLY = len('[{"text":"x"}]')


@dataclass(frozen=True)
class Load:
    """Say what to send.

    Attributes:
        url: the server's address.
        conversations: taken in turn, again from the start when all are used up.
        clients: how many speak at once.
        seconds: how long conversations go on; `None` for each conversation once, to its end.
        apologies: words that stand only in replies that are no answer.
    """

    url: str
    conversations: Sequence[Sequence[Message]]
    clients: int = 1
    seconds: float | None = None
    apologies: Sequence[str] = ()


@dataclass(frozen=True)
class Reply:
    """Hold one reply: the number of its turn from 1, its milliseconds, and what became of it.

    `is_right` is `None` where no certain section was asked for; `in_time` tells whether it came within the load's
    seconds and so counts to the turns a second.
    """

    turn: int
    milliseconds: float
    is_answer: bool
    is_right: bool | None
    in_time: bool


@dataclass
class Replies:
    """Hold the replies to one load, the seconds it lasted, and the processor time that the clients took."""

    replies: list[Reply] = field(default_factory=list)
    seconds: float = 0.0
    client_cpu_seconds: float = 0.0
    conversations: int = 0


def send(load: Load) -> Replies:
    """Send a load from another process; raise `CalledProcessError` when that fails."""
    command = [sys.executable, "-m", "tools.bench.turns.clients"]
    text = json.dumps(asdict(load))
    done = subprocess.run(command, cwd=ROOT, input=text, stdout=subprocess.PIPE, text=True, check=True)
    return replies_from(json.loads(done.stdout))


def replies_from(data: dict[str, Any]) -> Replies:
    """Return replies from their form in JSON."""
    return Replies(**{**data, "replies": [Reply(*row) for row in data["replies"]]})


def judge(status: int, body: bytes, expects: str, apologies: Sequence[str]) -> tuple[bool, bool | None]:
    """Return whether a reply is an answer, and whether it is the right one (`None` where that cannot be told)."""
    is_answer = (
        status == 200
        and len(body) >= SHORTEST_REPLY
        and b'"text"' in body
        and not any(words.encode() in body for words in apologies)
    )
    return is_answer, (is_answer and expects.encode() in body) if expects else None


async def _send_all(load: Load) -> Replies:
    # Imported here: the measuring process itself sends nothing.
    from aiohttp import ClientSession, ClientTimeout, TCPConnector

    result = Replies()
    chosen = iter(load.conversations) if load.seconds is None else itertools.cycle(load.conversations)
    begin = time.perf_counter()
    end = None if load.seconds is None else begin + load.seconds
    timeout = ClientTimeout(total=SECONDS_FOR_A_REPLY)
    async with ClientSession(connector=TCPConnector(limit=0), timeout=timeout) as session:
        await asyncio.gather(*(_speak(session, load, chosen, end, result) for _ in range(load.clients)))
    result.seconds = time.perf_counter() - begin if load.seconds is None else load.seconds
    return result


async def _speak(
    session: Any, load: Load, chosen: Iterator[Sequence[Message]], end: float | None, result: Replies
) -> None:
    for conversation in chosen:
        sender = uuid.uuid4().hex
        result.conversations += 1
        for turn, message in enumerate(conversation, start=1):
            if end is not None and time.perf_counter() >= end:
                return
            begin = time.perf_counter()
            status, body = await _post(session, load.url, sender, message.text)
            now = time.perf_counter()
            is_answer, is_right = judge(status, body, message.expects, load.apologies)
            in_time = end is None or now <= end
            result.replies.append(Reply(turn, (now - begin) * 1000, is_answer, is_right, in_time))


async def _post(session: Any, url: str, sender: str, text: str) -> tuple[int, bytes]:
    from aiohttp import ClientError

    try:
        async with session.post(url + WEBHOOK, json={"sender": sender, "message": text}) as response:
            return response.status, await response.read()
    except (ClientError, asyncio.TimeoutError):
        # A server that is gone refuses at once; the loop would do nothing but count that.
        await asyncio.sleep(SECONDS_AFTER_A_REFUSAL)
        return 0, b""


def _load_from(data: dict[str, Any]) -> Load:
    talks = [[Message(**message) for message in talk] for talk in data["conversations"]]
    return Load(**{**data, "conversations": talks})


def _main() -> None:
    load = _load_from(json.load(sys.stdin))
    before = time.process_time()
    result = asyncio.run(_send_all(load))
    result.client_cpu_seconds = time.process_time() - before
    data = {**asdict(result), "replies": [list(asdict(reply).values()) for reply in result.replies]}
    json.dump(data, sys.stdout)


if __name__ == "__main__":
    _main()
